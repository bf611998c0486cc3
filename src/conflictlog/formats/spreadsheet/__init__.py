"""Spreadsheets: CSV and Excel, one row a report, to be read and typed by people.

Rows with the same ``event`` are one event; a row without one is an event of its own. What the
columns are, `describe_columns` lists; blank cells say nothing. Lossless for what an analyst
types: `LOSSES` names what is not written. Cells that a spreadsheet would run as a formula are
written behind an apostrophe, which the reader takes away again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from conflictlog.atomic import atomic_path
from conflictlog.errors import (
    InvalidFile,
    InvalidValue,
    MissingExtra,
)
from conflictlog.formats.findings import Findings
from conflictlog.formats.losses import (
    Loss,
    LossWarning,
    LostItem,
    check_lossy,
    find_losses,
    speak_of,
)
from conflictlog.formats.opening import Head, look
from conflictlog.formats.progress import counted, stage
from conflictlog.formats.spreadsheet.cells import FAILED, disarm, rearm
from conflictlog.formats.spreadsheet.columns import (
    COLUMNS,
    COUNTS,
    Column,
    column_named,
    describe_columns,
    nearest_column,
)
from conflictlog.formats.spreadsheet.dictionary import (
    dictionary_table,
    hxl_tags,
    is_tag_row,
    parted,
)
from conflictlog.formats.spreadsheet.showing import RowWriter, fixed_ids
from conflictlog.formats.spreadsheet.tables import (
    OLD_EXCEL,
    is_excel,
    is_old_excel,
    read_csv,
    read_excel,
    split_line,
    write_csv,
    write_excel,
)
from conflictlog.formats.spreadsheet.typed import TypedRow, read_events
from conflictlog.log import EventLog
from conflictlog.schema import encode_events

__all__ = [
    "LOSSES",
    "NAME",
    "SUFFIXES",
    "TRIED",
    "LossWarning",
    "describe_columns",
    "read",
    "sniff",
    "write",
]

NAME = "spreadsheet"
SUFFIXES = (".csv", ".xlsx")
#: The size of the generated log that was written and read.
TRIED = "10,000 generated events"

#: What a spreadsheet does not hold. The wording of a time beside its meaning, and the names of
#: data sets, are no part of `==` either.
LOSSES: Final = (
    Loss("log.datasets", "data sets and their terms", "there is no row for them"),
    Loss("event.members", "what a merged event was made of", "an event within an event"),
    Loss("report.member", "which member a report came with", "an event within an event"),
    Loss("report.locator", "the raw row's place", "nobody types it"),
    Loss("source.sha256", "the hash of the item", "nobody types it"),
    Loss("text", "text that cannot be typed", "blanks at the ends of a cell, say, are not read"),
)
# Of text, it shows while the rows are written.
_BY_FIELD: Final = LOSSES[:-1]

# Where a header is looked for, under blank rows.
_TOP: Final = 20
_NUMERIC: Final = frozenset({"lat", "lon", "radius_km", *COUNTS})


def sniff(head: Head) -> bool:
    """Recognise a table most of whose columns, and two at least, are ours."""
    if is_excel(head.data):
        try:
            top = read_excel(head.path, None, rows=_TOP)
        except MissingExtra:
            return True  # so that reading says what to install
        except InvalidFile:
            return head.name.endswith(
                (".xlsx", ".xls")
            )  # so that reading says what is wrong with it
        return _is_ours(next((row for row in top if any(row)), []))
    line = head.first_line
    return bool(line) and line[0] not in "{[<" and _is_ours(split_line(line)[0])


def _is_ours(header: Iterable[str]) -> bool:
    names = [name for name in header if name.strip()]
    known = sum(column_named(name) is not None for name in names)
    if "confidence" in names and "origins_against" in names:
        return False  # the flat table: what is worked out of a log is nobody's to type
    return known >= 2 and 2 * known > len(names)


def read(
    path: Path,
    *,
    errors: str = "collect",
    date_format: str | None = None,
    ignore: str | Sequence[str] = (),
    sheet: str | None = None,
    encoding: str | None = None,
) -> EventLog:
    """Read what was typed, or written by `write`.

    Parameters
    ----------
    path
        CSV (commas, semicolons or tabs) or Excel; a row of HXL tags under the header is
        passed over.
    errors
        "collect" leaves faulty rows out and lists every fault of theirs, by the row's number
        in the sheet; "raise" stops at the first.
    date_format
        How dates are written that are not ISO: "%d/%m/%Y".
    ignore
        Columns to pass over.
    sheet
        Name of the Excel sheet; left out, the first that is no data dictionary.
    encoding
        What CSV is in; left out, it is told by its mark and its letters.

    Raises
    ------
    InvalidFile
        For an unknown column; the nearest is named.
    """
    if not isinstance(date_format, str | None):
        raise InvalidValue(
            f"date_format is {date_format!r}", expected="text such as '%d/%m/%Y'", remedy="write it"
        )
    text = None
    stage("parsing")
    start_of_file = look(path).data
    if is_excel(start_of_file):
        table, cut = read_excel(path, sheet), False
    else:
        table, cut, text = read_csv(path, encoding)
    passed = {ignore} if isinstance(ignore, str) else set(ignore)
    start = next((n for n, row in enumerate(table) if any(cell.strip() for cell in row)), None)
    if start is None:
        raise InvalidFile(f"{path.name} is blank", expected="a header", remedy="add one")
    names = _header(table[start], path.name, passed)
    findings = Findings(path.name, errors)
    if text is not None:
        findings.note_encoding(text.encoding, guessed=text.guessed)
    if is_old_excel(start_of_file):
        findings.add(0, OLD_EXCEL[0], hint=OLD_EXCEL[1], outcome="kept")
    below = start + 1
    if below < len(table) and is_tag_row(table[below]):
        below += 1
    rows = _rows(table, below, names, findings)
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
            remedy=f"{hints + ' ' if hints else ''}or pass them over: ignore={unknown!r}; "
            "for a table of another make, suggest_mapping(path)",
        )
    return names


def _rows(
    table: list[list[str]], start: int, names: list[str | None], findings: Findings
) -> Iterable[TypedRow]:
    told = counted(table[start:], "reading", len(table) - start, "rows")
    for number, cells in enumerate(told, start + 1):
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
        failed = [pair for pair in pairs if pair[0] is not None and pair[1].strip() in FAILED]
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


def write(log: EventLog, path: Path, *, lossy: str = "warn", hxl: bool = False) -> None:
    """Write one row a report, in the order of the log.

    Parameters
    ----------
    log
        The log; an empty one gives a blank form.
    path
        Ending in ".xlsx" for Excel, with a data dictionary in a second sheet, else CSV.
    lossy
        What to do where something cannot be written (`LOSSES`):
        "warn", "raise" before anything is written, or "allow".
    hxl
        Whether a row of HXL tags (``#event+id``, ``#geo+lat``) stands under the header.

    Raises
    ------
    InvalidValue
        Where ``hxl`` is neither True nor False.
    NotExpressible
        With ``lossy="raise"`` where something would be lost.
    """
    check_lossy(lossy)
    if not isinstance(hxl, bool):
        raise InvalidValue(f"hxl is {hxl!r}", expected="True or False", remedy="say one of them")
    writer = RowWriter(fixed_ids(log.frame))
    events = counted(log, "writing", len(log), "events")
    rows = [row for event in events for row in writer.rows(event)]
    declared = [] if lossy == "allow" else find_losses(log, _BY_FIELD)
    untyped = (
        [LostItem(LOSSES[-1].what, len(writer.unsure), writer.unsure[0])] if writer.unsure else []
    )
    speak_of([*declared, *untyped], path, lossy, expected="what can be typed", depth=4)
    used = {name for row in rows for name in row}
    names = [column.name for column in COLUMNS if column.usual or column.name in used]
    # Counts stand behind what happened where, before the rest.
    counts = [name for name in COUNTS if name in used]
    at = names.index("headline")
    names[at:at] = counts
    cells = [[disarm(row.get(name, "")) for name in names] for row in rows]
    table = [names, hxl_tags(names), *cells] if hxl else [names, *parted(cells)]
    with atomic_path(path) as fresh:
        if path.name.lower().endswith(".xlsx"):
            numbers = [name in _NUMERIC for name in names]
            write_excel(table, fresh, numbers, heads=1 + hxl, dictionary=dictionary_table())
        else:
            write_csv(table, fresh)
