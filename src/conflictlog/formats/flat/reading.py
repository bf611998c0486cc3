"""The flat table to logs: what events showed, as if it had been set; by columns.

Every distinct cell is read once, and by the same hands as in the spreadsheet form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

from conflictlog.errors import ConflictlogError, InvalidValue
from conflictlog.event import Event
from conflictlog.formats.checking import hint_of
from conflictlog.formats.delimited import Layout, header_of, read_table
from conflictlog.formats.findings import Findings
from conflictlog.formats.flat.columns import COLUMNS, COUNT_PARTS, FlatColumn
from conflictlog.formats.opening import Head
from conflictlog.formats.spreadsheet.cells import FORMULA, read_when
from conflictlog.formats.spreadsheet.columns import COLUMNS as TYPED
from conflictlog.formats.spreadsheet.columns import Column
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.schema import SCHEMA, encode_events

__all__ = ["LAYOUT", "events_of", "read", "sniff"]

#: Columns that no other table has together.
_OURS: Final = frozenset({"id", "confidence", "first_day", "latest_end", "origins_against"})
_READ: Final = tuple(column for column in COLUMNS if column.group != "shown")
_PLACED: Final = tuple(
    column for column in _READ if column.group == "place" or column.field == "places"
)
LAYOUT: Final = Layout(
    what="a flat table of conflictlog",
    columns=tuple(column.name for column in COLUMNS),
    required=("id",),
    verbatim=tuple(column.name for column in _READ),
    rowless=True,
)
_NAMELESS: Final = InvalidValue("the id is blank", remedy="give each event one")
#: Row, column, value, and what is wrong with it.
_Fault = tuple[int, str, str | None, ConflictlogError]
_HANDS: Final[dict[tuple[str, str], Column]] = {
    (column.group, column.field): column for column in TYPED
}


def sniff(head: Head) -> bool:
    """Recognise a table with the columns that only a flat table of ours has together."""
    line = head.first_line
    return line[:1] not in ("{", "[", "<") and _OURS.issubset(header_of(line, LAYOUT)[1])


def read(
    path: Path,
    *,
    errors: str = "collect",
    encoding: str | None = None,
    member: str | None = None,
) -> EventLog:
    """Read what events showed, as if it had been set: reports are not in the table.

    Parameters
    ----------
    path
        CSV, packed or not, as written by us or saved again by a spreadsheet.
    errors
        "collect" or "raise".
    encoding
        What the text is in; left out, it is told by its mark and its letters.
    member
        Which file of a zip archive.
    """
    table = read_table(path, LAYOUT, encoding=encoding, member=member)
    findings = Findings(table.file, errors)
    table.note(findings)
    _note_strangers(table.raw.columns, findings)
    rows = table.rows.with_columns(_rearmed(pl.col(column.name for column in _READ)))
    frame, faults = events_of(rows.filter(pl.col("id").is_not_null()))
    nameless = rows.filter(pl.col("id").is_null())["row"]
    faults += [(row, "id", None, _NAMELESS) for row in nameless]
    for row, column, value, error in sorted(faults, key=lambda fault: fault[0]):
        findings.add(row, error.seen, column=column, value=value, hint=hint_of(error))
    return findings.make_log(frame.drop("row"), frame["row"].to_list())


def _note_strangers(names: Iterable[str], findings: Findings) -> None:
    known = {column.name for column in COLUMNS}
    parts = tuple(f"_{part}" for part in COUNT_PARTS)
    strange = [name for name in names if name not in known and not name.endswith(parts)]
    if strange:
        findings.add(
            0,
            f"columns that are not read: {', '.join(strange)}",
            hint="join them by the id",
            outcome="kept",
        )


def _rearmed(text: pl.Expr) -> pl.Expr:
    """Take away the apostrophe that keeps a spreadsheet from running a cell."""
    armed = text.str.starts_with("'") & text.str.contains(f"^(?:{FORMULA})")
    return pl.when(armed).then(text.str.slice(1)).otherwise(text)


def events_of(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[_Fault]]:
    """Make columns of a log and the numbers of their rows; a faulty row is told and left out."""
    blank = encode_events([Event(id="blank")])
    parts: dict[str, pl.Series] = {"id": rows["id"], "title": rows["title"], "notes": rows["notes"]}
    faults: list[_Fault] = []
    groups = [("places", _PLACED)]
    groups += [(c.field, (c,)) for c in _READ if c not in _PLACED and c.field not in parts]
    for field, columns in groups:
        parts[field], wrong = _column(rows, field, columns)
        faults += wrong
    for name in SCHEMA:
        if name not in parts:
            parts[name] = blank[name].new_from_index(0, rows.height)
    frame = pl.DataFrame([rows["row"], *(parts[name].alias(name) for name in SCHEMA)])
    return frame.filter(~pl.col("row").is_in([row for row, *_ in faults])), faults


def _column(
    rows: pl.DataFrame, field: str, columns: tuple[FlatColumn, ...]
) -> tuple[pl.Series, list[_Fault]]:
    """Read the cells of one field, each distinct combination once; tell which are faulty."""
    names = [column.name for column in columns]
    distinct = rows.select(names).unique(maintain_order=True).with_row_index("n")
    blank, events = Event(id="blank"), []
    faults: dict[int, tuple[str, ConflictlogError]] = {}
    for cells in distinct.iter_rows(named=True):
        number, event, at = cells.pop("n"), blank, names[0]
        try:
            said = {}
            for column in columns:
                at = column.name
                if cells[at] is not None:
                    said[at] = _value(column, cells[at])
            at = names[0]
            event = Event(id="blank", **_fields(field, said))
        except ConflictlogError as error:
            # A constructor names the field that it refuses: point at that field's column.
            refused = error.seen.partition(" ")[0]
            faults[number] = (refused if refused in names else at, error)
        events.append(event)
    made = pl.DataFrame([distinct["n"], encode_events(events)[field].alias("made")])
    joined = (
        rows.select("row", *names)
        .join(distinct, on=names, how="left", nulls_equal=True, maintain_order="left")
        .join(made, on="n", how="left", maintain_order="left")
    )
    wrong = joined.filter(pl.col("n").is_in(list(faults)))
    told = [
        (row["row"], at, row[at], fault)
        for row in wrong.iter_rows(named=True)
        for at, fault in (faults[row["n"]],)
    ]
    return joined["made"], told


def _value(column: FlatColumn, text: str) -> Any:
    # What the constructors check is not checked here: most cells are right.
    if column.field == "when":
        return read_when(text)
    return _HANDS[column.group, column.field].read(text)


def _fields(field: str, said: Mapping[str, Any]) -> dict[str, Any]:
    if field != "places":
        return dict.fromkeys([field] if said else [], *said.values())
    own = {c.field: said[c.name] for c in _PLACED if c.group == "place" and c.name in said}
    rest = said.get("more_places", ())
    if rest and not own:
        raise InvalidValue(
            "more_places is filled and place is blank", remedy="write the first place into its own"
        )
    return {"places": [Place(**own), *rest] if own else []}
