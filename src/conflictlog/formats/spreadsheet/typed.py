"""Rows of cells to events: every fault of a row at once, with its column and its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import attrs

from conflictlog.errors import ConflictlogError, InvalidValue
from conflictlog.event import Event
from conflictlog.formats.checking import check_field, hint_of
from conflictlog.formats.findings import Findings
from conflictlog.formats.spreadsheet.cells import read_moment, read_when
from conflictlog.formats.spreadsheet.columns import COLUMNS, COUNTS, Column
from conflictlog.formats.spreadsheet.counts import read_count
from conflictlog.place import Place
from conflictlog.report import Claimant, Report, Source

__all__ = ["TypedRow", "read_events"]

T = TypeVar("T")
#: What a cell means hangs on another one.
_BESIDE = {"when": "tz", "tz": "when"}
_BY_NAME = {column.name: column for column in COLUMNS}


#: What cells were read as: those of one name and text, and those of one place, source, claimant.
_Known = dict[tuple[object, ...], Any]


@attrs.frozen
class TypedRow:
    """One row: its number in the sheet, and its cells that are not blank, by column."""

    number: int
    cells: Mapping[str, str]


@attrs.frozen
class _Said:
    """What one row says: fields set on the event, and perhaps a report."""

    id: str | None
    fields: dict[str, Any]
    report: Report | None


class _Faulty(Exception):
    """A row has faults; they are noted already."""


def read_events(
    rows: Iterable[TypedRow], findings: Findings, date_format: str | None = None
) -> tuple[list[Event], list[int]]:
    """Make events of rows; rows of one id are one event, a row without an id is its own.

    Returns
    -------
    tuple
        The events in order of their first rows, and those rows' numbers.
    """
    gathered: dict[str | int, list[tuple[int, _Said]]] = {}
    known: _Known = {}
    for row in rows:
        reader = _RowReader(row, findings, date_format, known)
        try:
            said = reader.read()
        except _Faulty:
            continue
        key: str | int = row.number if said.id is None else said.id
        members = gathered.setdefault(key, [])
        if not _contradicts(members, said, row, findings):
            members.append((row.number, said))
    events: list[Event] = []
    numbers: list[int] = []
    for members in gathered.values():
        event = _assemble(members, findings)
        if event is not None:
            events.append(event)
            numbers.append(members[0][0])
    return _number_twins(events, gathered, numbers, findings), numbers


def _contradicts(
    members: list[tuple[int, _Said]], said: _Said, row: TypedRow, findings: Findings
) -> bool:
    """Note cells that set something else than an earlier row of the same event."""
    found = False
    for name, value in said.fields.items():
        for number, other in members:
            if name in other.fields and other.fields[name] != value:
                column = next(c for c in COLUMNS if c.group == "event" and c.field == name)
                findings.add(
                    row.number,
                    f"{column.name} of the event {said.id!r} differs from row {number}",
                    column=column.name,
                    value=row.cells.get(column.name),
                    hint="write it once, or the same in each row of the event",
                )
                found = True
                break
    return found


def _assemble(members: list[tuple[int, _Said]], findings: Findings) -> Event | None:
    fields: dict[str, Any] = {}
    for _, said in members:
        fields |= said.fields
    reports = [said.report for _, said in members if said.report is not None]
    try:
        return Event(id=members[0][1].id, reports=reports, **fields)
    except ConflictlogError as error:
        findings.add(members[0][0], error.seen, column="event", hint=hint_of(error))
        return None


def _number_twins(
    events: list[Event],
    gathered: Mapping[str | int, object],
    numbers: list[int],
    findings: Findings,
) -> list[Event]:
    """Give events without an id that say the same ids of their own, beside those typed."""
    taken = {key for key in gathered if isinstance(key, str)}
    first: dict[str, int] = {}
    result = []
    for event, number in zip(events, numbers, strict=True):
        if event.id in gathered:
            result.append(event)
            continue
        name, count = event.id, 1
        while name in taken:
            count += 1
            name = f"{event.id}.{count}"
        taken.add(name)
        if event.id in first:
            findings.add(
                number,
                f"the row says the same as row {first[event.id]}",
                column="event",
                hint=f"read as an event of its own, {name!r}; give ids to rows of one event",
                outcome="kept",
            )
        first.setdefault(event.id, number)
        result.append(event if name == event.id else attrs.evolve(event, id=name))
    return result


class _RowReader:
    """Reads one row, and notes every fault before it gives up."""

    def __init__(
        self, row: TypedRow, findings: Findings, date_format: str | None, known: _Known
    ) -> None:
        self.row = row
        self.findings = findings
        self.date_format = date_format
        self.known = known
        self.faulty = False

    def read(self) -> _Said:
        groups: dict[str, dict[str, Any]] = {}
        counts: dict[str, Any] = {}
        for name, text in self.row.cells.items():
            if name in COUNTS:
                counts[name] = self._once(name, (name, text), lambda t=text: read_count(t))  # type: ignore[misc]  # bound now
                continue
            column = _BY_NAME[name]
            key = (name, text, self.row.cells.get(_BESIDE.get(name, "")))
            value = self._once(name, key, lambda c=column, t=text: self._cell(c, t))  # type: ignore[misc]  # bound now
            groups.setdefault(column.group, {})[name] = value
        if self.faulty:
            raise _Faulty
        self._flag_disorder(counts | dict(groups.get("report", {}).get("estimates") or {}))
        fields = {_BY_NAME[name].field: v for name, v in groups.get("event", {}).items()}
        name = fields.pop("id", None)
        report = self._report(groups, counts)
        if self.faulty:
            raise _Faulty
        return _Said(name, fields, report)

    def _cell(self, column: Column, text: str) -> Any:
        if column.field == "when":
            tz = self.row.cells.get("tz") if column.name == "when" else None
            return read_when(text, tz.strip() if tz else None, self.date_format)
        if column.name == "tz":
            if "when" not in self.row.cells:
                raise InvalidValue("tz is given without when", remedy="fill both or neither")
            return text
        value = read_moment(text, self.date_format) if column.dated else column.read(text)
        return check_field(column.owner, column.field, value)

    def _report(self, groups: dict[str, dict[str, Any]], counts: dict[str, Any]) -> Report | None:
        if not counts and groups.keys() <= {"event"}:
            return None
        fields = {
            _BY_NAME[name].field: value
            for name, value in groups.get("report", {}).items()
            if name not in {"tz", "more_places"}
        }
        place = self._group(Place, groups.get("place"))
        more = groups.get("report", {}).get("more_places", ())
        fields["places"] = (place, *more) if place is not None else more
        fields["source"] = self._group(Source, groups.get("source"))
        fields["claimant"] = self._group(Claimant, groups.get("claimant"))
        shared = [name for name in counts if name in fields.get("estimates", {})]
        if shared:
            self._note(shared[0], "the count stands in 'estimates' too", "keep one of the two")
        if self.faulty:
            return None
        fields["estimates"] = {**fields.get("estimates", {}), **counts}
        return self._try("report", lambda: Report(**fields))

    def _group(self, cls: Callable[..., T], cells: dict[str, Any] | None) -> T | None:
        if not cells:
            return None
        fields = {_BY_NAME[name].field: value for name, value in cells.items()}
        said = tuple((name, self.row.cells[name]) for name in cells)
        return self._once(next(iter(cells)), (cls, *said), lambda: _made(cls, fields))

    def _flag_disorder(self, counts: Mapping[str, Any]) -> None:
        for name, estimate in counts.items():
            if not estimate.in_order:
                self.findings.add(
                    self.row.number,
                    f"{name}: low, best and high are out of order: {estimate}",
                    column=name if name in COUNTS else "estimates",
                    value=self.row.cells.get(name) or self.row.cells.get("estimates"),
                    hint="kept as it is",
                    outcome="kept",
                )

    def _once(self, name: str, key: tuple[object, ...], make: Callable[[], T]) -> T | None:
        """Read what recurs once; what is faulty is told of each row anew."""
        if key in self.known:
            found: T = self.known[key]
            return found
        value = self._try(name, make)
        if value is not None:
            self.known[key] = value
        return value

    def _try(self, name: str, make: Callable[[], T]) -> T | None:
        try:
            return make()
        except ConflictlogError as error:
            # A constructor names the field that it refuses: point at that field's column.
            field = error.seen.partition(" ")[0]
            column = field if field in self.row.cells else name
            self._note(column, error.seen, hint_of(error))
            return None

    def _note(self, column: str, problem: str, hint: str) -> None:
        self.faulty = True
        self.findings.add(
            self.row.number, problem, column=column, value=self.row.cells.get(column), hint=hint
        )


def _made(cls: Callable[..., T], fields: dict[str, Any]) -> T:
    for owner, field, lead in ((Source, "outlet", "outlet"), (Claimant, "name", "claimant")):
        if cls is owner and field not in fields:
            raise InvalidValue(
                f"{lead} is blank, but {', '.join(fields)} is not",
                expected=f"a name in the column {lead}",
                remedy="fill it in, or clear the others",
            )
    return cls(**fields)
