"""Spreadsheets: CSV and Excel, one row a report, to be read and typed by people.

Rows with the same ``event`` are one event; a row without one is an event of its own. What the
columns are, `describe_columns` lists; blank cells say nothing. Lossless for what an analyst
types: `LOST` names what is not written. Cells that a spreadsheet would run as a formula are
written behind an apostrophe, which the reader takes away again.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Literal, get_args

import attrs

from conflictlog.atomic import atomic_path
from conflictlog.errors import (
    InvalidFile,
    InvalidValue,
    MissingExtra,
    NotExpressible,
    UnknownName,
    nearest_hint,
)
from conflictlog.event import Event
from conflictlog.formats.findings import Findings
from conflictlog.formats.opening import Head, look
from conflictlog.formats.spreadsheet.cells import disarm, rearm
from conflictlog.formats.spreadsheet.columns import (
    COLUMNS,
    COUNTS,
    Column,
    column_named,
    describe_columns,
    nearest_column,
)
from conflictlog.formats.spreadsheet.showing import Row, event_rows, fixed_ids
from conflictlog.formats.spreadsheet.tables import (
    is_excel,
    read_csv,
    read_excel,
    split_line,
    write_csv,
    write_excel,
)
from conflictlog.formats.spreadsheet.typed import TypedRow, read_events
from conflictlog.log import EventLog
from conflictlog.schema import encode_events

__all__ = ["LOST", "NAME", "SUFFIXES", "LossWarning", "describe_columns", "read", "sniff", "write"]

NAME = "spreadsheet"
SUFFIXES = (".csv", ".xlsx")

#: What a spreadsheet does not hold. The wording of a time beside its meaning, and the names of
#: data sets, are no part of `==` either.
LOST: Final = (
    "log.datasets",
    "event.members",
    "report.member",
    "report.locator",
    "source.sha256",
    "when.text",
)

Lossy = Literal["warn", "raise", "allow"]
# Where a header is looked for, under blank rows.
_TOP: Final = 20
# What a formula leaves behind that has no result.
_FAILED: Final = frozenset(
    [
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
    ]
)
_NUMERIC: Final = frozenset({"lat", "lon", "radius_km", *COUNTS})


class LossWarning(UserWarning):
    """A spreadsheet could not hold all of a log."""


def sniff(head: Head) -> bool:
    """Recognise a table most of whose columns, and two at least, are ours."""
    if is_excel(head.data):
        try:
            top = read_excel(head.path, None, rows=_TOP)
        except MissingExtra:
            return True  # so that reading says what to install
        except InvalidFile:
            return head.name.endswith(".xlsx")  # so that reading says what is wrong with it
        return _is_ours(next((row for row in top if any(row)), []))
    line = head.first_line
    return bool(line) and line[0] not in "{[<" and _is_ours(split_line(line)[0])


def _is_ours(header: Iterable[str]) -> bool:
    names = [name for name in header if name.strip()]
    known = sum(column_named(name) is not None for name in names)
    return known >= 2 and 2 * known > len(names)


def read(
    path: Path,
    *,
    errors: str = "collect",
    date_format: str | None = None,
    ignore: str | Sequence[str] = (),
    sheet: str | None = None,
) -> EventLog:
    """Read what was typed, or written by `write`.

    Parameters
    ----------
    path
        CSV (commas, semicolons or tabs; UTF-8) or Excel.
    errors
        "collect" leaves faulty rows out and lists every fault of theirs, by the row's number
        in the sheet; "raise" stops at the first.
    date_format
        How dates are written that are not ISO: "%d/%m/%Y".
    ignore
        Columns to pass over.
    sheet
        Name of the Excel sheet; left out, the first.

    Raises
    ------
    InvalidFile
        For an unknown column; the nearest is named.
    """
    if not isinstance(date_format, str | None):
        raise InvalidValue(
            f"date_format is {date_format!r}", expected="text such as '%d/%m/%Y'", remedy="write it"
        )
    table, cut = (read_excel(path, sheet), False) if is_excel(look(path).data) else read_csv(path)
    passed = {ignore} if isinstance(ignore, str) else set(ignore)
    start = next((n for n, row in enumerate(table) if any(cell.strip() for cell in row)), None)
    if start is None:
        raise InvalidFile(f"{path.name} is blank", expected="a header", remedy="add one")
    names = _header(table[start], path.name, passed)
    findings = Findings(path.name, errors)
    rows = _rows(table, start + 1, names, findings)
    events, numbers = read_events(rows, findings, date_format)
    if cut:
        findings.add(
            len(table),
            f"the file ends within this row: {len(table[-1])} cells, {len(names)} headers",
            value=table[-1][-1],
            hint="perhaps the file is cut off, and more rows are missing: compare the original",
            outcome="kept",
        )
    return findings.make_log(encode_events(events), numbers)


def _header(cells: list[str], file: str, ignore: set[str]) -> list[str | None]:
    """Give each column's name, "" where it has none, or None for one to pass over."""
    names: list[str | None] = []
    unknown = []
    for cell in cells:
        if cell in ignore or not cell.strip():
            names.append(None if cell in ignore else "")
            continue
        found = column_named(cell)
        if found is None:
            unknown.append(cell)
        name = found.name if isinstance(found, Column) else found
        if name is not None and name in names:
            raise InvalidFile(
                f"{file}: two columns are headed {name!r}", expected="each once", remedy="keep one"
            )
        names.append(name)
    if unknown:
        shown = ", ".join(map(repr, unknown))
        hints = "; ".join(filter(None, map(nearest_column, unknown)))
        raise InvalidFile(
            f"{file}: unknown columns {shown}",
            expected=f"some of {', '.join(column.name for column in COLUMNS)} and names of counts",
            remedy=f"{hints + ' ' if hints else ''}or pass them over: ignore={unknown!r}",
        )
    return names


def _rows(
    table: list[list[str]], start: int, names: list[str | None], findings: Findings
) -> Iterable[TypedRow]:
    for number, cells in enumerate(table[start:], start + 1):
        headed = [*names, *[""] * (len(cells) - len(names))]
        pairs = [(name, cell) for name, cell in zip(headed, cells, strict=False) if cell.strip()]
        stray = [cell for name, cell in pairs if name == ""]
        if stray:
            findings.add(
                number,
                f"a cell stands under no header: {len(cells)} cells, {len(names)} headers",
                value=stray[0],
                hint="head that column; a text that holds the delimiter stands in quotation marks",
            )
            continue
        failed = [pair for pair in pairs if pair[0] is not None and pair[1].strip() in _FAILED]
        for name, cell in failed:
            findings.add(
                number,
                "a formula has failed",
                column=name,
                value=cell,
                hint="mend the formula, or clear the cell",
            )
        if failed:
            continue
        filled = {name: rearm(cell) for name, cell in pairs if name is not None}
        if filled:
            yield TypedRow(number, filled)


def write(log: EventLog, path: Path, *, lossy: str = "warn") -> None:
    """Write one row a report, in the order of the log.

    Parameters
    ----------
    log
        The log; an empty one gives a blank form.
    path
        Ending in ".xlsx" for Excel, else CSV.
    lossy
        What to do where something cannot be written (`LOST`, or text that cannot be typed):
        "warn", "raise" before anything is written, or "allow".

    Raises
    ------
    NotExpressible
        With ``lossy="raise"`` where something would be lost.
    """
    if lossy not in get_args(Lossy):
        raise UnknownName(
            f"lossy is {lossy!r}",
            expected="one of warn, raise, allow",
            remedy=nearest_hint(str(lossy), get_args(Lossy)),
        )
    named = fixed_ids(log)
    rows: list[Row] = []
    losses: Counter[str] = Counter()
    for event in log:
        found = event_rows(event, named)
        if lossy != "allow":
            losses.update(_losses(event, found))
        rows += found
    if log.datasets:
        losses["log.datasets"] += len(log.datasets)
    _speak_of(losses, path, lossy)
    used = {name for row in rows for name in row}
    names = [column.name for column in COLUMNS if column.usual or column.name in used]
    # Counts stand behind what happened where, before the rest.
    counts = [name for name in COUNTS if name in used]
    at = names.index("headline")
    names[at:at] = counts
    table = [names, *([disarm(row.get(name, "")) for name in names] for row in rows)]
    with atomic_path(path) as fresh:
        if path.name.lower().endswith(".xlsx"):
            write_excel(table, fresh, [name in _NUMERIC for name in names])
        else:
            write_csv(table, fresh)


def _losses(event: Event, rows: list[Row]) -> Iterable[str]:
    """Find what the rows of an event do not say: what is declared, and what cannot be typed."""
    if event.members:
        yield "event.members"
    reports = []
    for report in event.reports:
        source = report.source
        if report.member is not None:
            yield "report.member"
        if report.locator is not None:
            yield "report.locator"
        if source is not None and source.sha256 is not None:
            yield "source.sha256"
            source = attrs.evolve(source, sha256=None)
        reports.append(attrs.evolve(report, source=source, member=None, locator=None))
    kept = attrs.evolve(event, reports=reports, members=())
    findings = Findings("the rows")
    back, _ = read_events((TypedRow(n, row) for n, row in enumerate(rows)), findings)
    if back != [kept]:
        yield f"the exact text of event {event.id!r}"


def _speak_of(losses: Counter[str], path: Path, lossy: str) -> None:
    if not losses or lossy == "allow":
        return
    shown = [f"{name} ({count})" for name, count in losses.most_common(6)]
    more = f" and {len(losses) - 6} more" if len(losses) > 6 else ""
    seen = f"{path.name} cannot hold {', '.join(shown)}{more}"
    if lossy == "raise":
        raise NotExpressible(
            seen, expected="what can be typed", remedy='write JSON Lines, or say lossy="allow"'
        )
    warnings.warn(f"{seen}; JSON Lines and GeoParquet can", LossWarning, stacklevel=4)
