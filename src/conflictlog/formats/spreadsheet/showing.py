"""Events to rows of cells: one row a report, what the analyst set in the first of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

import attrs
import polars as pl

from conflictlog.errors import ConflictlogError
from conflictlog.event import Event
from conflictlog.formats.checking import check_field
from conflictlog.formats.spreadsheet.cells import FAILED, read_when, show_when
from conflictlog.formats.spreadsheet.columns import COLUMNS, COUNTS, Column
from conflictlog.formats.spreadsheet.counts import (
    read_count,
    read_estimates,
    show_count,
    show_estimates,
)
from conflictlog.formats.spreadsheet.things import read_places, show_places
from conflictlog.frozenmap import FrozenMap
from conflictlog.report import Report, Source
from conflictlog.report.record import made_id
from conflictlog.when import When

__all__ = ["Row", "RowWriter", "fixed_ids"]

T = TypeVar("T", bound=Hashable)
Row = dict[str, str]

_APART: Final = frozenset(
    {"event", "event_when", "when", "tz", "more_places", "estimates", "precision"}
)
#: Group -> its columns, but those that are written in ways of their own.
_COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    group: tuple(
        column for column in COLUMNS if column.group == group and column.name not in _APART
    )
    for group in ("event", "report", "source", "claimant", "place")
}
_PRECISION: Final = next(column for column in COLUMNS if column.name == "precision")


def fixed_ids(frame: pl.DataFrame) -> frozenset[str]:
    """Give the ids that reports are named by elsewhere: these are written, whatever they are."""
    reports = frame.select(pl.col("reports").explode()).to_series().struct
    named = reports.field("derived_from").explode().append(reports.field("supersedes"))
    return frozenset(named.drop_nulls())


class RowWriter:
    """Writes events as rows, and notes whose rows would not be read as they were.

    What was written once is remembered with whether it reads the same again: values recur.

    Parameters
    ----------
    named
        Ids of reports that other reports name.
    """

    def __init__(self, named: frozenset[str] = frozenset()) -> None:
        self.unsure: list[str] = []
        self._named = named
        self._known: dict[tuple[str, Hashable], tuple[Row, bool]] = {}
        self._same = True

    def rows(self, event: Event) -> list[Row]:
        """Write an event as rows, blank cells left out."""
        self._same = event.id.strip() == event.id and event.id not in FAILED
        rows = [self._report(report) for report in event.reports] or [{}]
        first = self._fields(event, "event")
        if event.when is not None:
            first |= self._cell("event_when", event.when, _event_when, _when_of_event)
        rows[0] = {**first, **rows[0]}
        if not self._same:
            self.unsure.append(event.id)
        return [
            {"event": event.id, **{name: text for name, text in row.items() if text}}
            for row in rows
        ]

    def _report(self, report: Report) -> Row:
        # The stance is always written: it tells a report that says nothing else from none.
        row = self._fields(report, "report")
        if report.when is not None:
            row |= self._whole("when", report.when, _when_cells, _when_of_cells)
        if report.places:
            # The first place in columns of its own, what it would fill in itself included.
            row |= self._group("place", report.places[0])
            if len(report.places) > 1:
                row |= self._cell("more_places", report.places[1:], show_places, read_places)
        for name, group in (("source", report.source), ("claimant", report.claimant)):
            if group is not None:
                row |= self._group(name, group)
        rest = {}
        for name, item in report.estimates.items():
            if name in COUNTS:
                row |= self._cell(name, item, show_count, read_count)
            else:
                rest[name] = item
        if rest:
            row |= self._cell("estimates", FrozenMap(rest), show_estimates, _estimates)
        # The made id costs more than all else here: only where it may be one.
        own = report.id not in self._named and report.id.startswith("r-")
        if own and report.id == made_id(report):
            del row["report"]
        return row

    def _fields(self, value: attrs.AttrsInstance, group: str) -> Row:
        """Write the fields that have a column of this group and say something."""
        row: Row = {}
        for column in _COLUMNS[group]:
            item: Any = getattr(value, column.field)
            if item is not None and item != () and item != _default(type(value), column.field):
                row |= self._cell(column.name, item, column.show, _reader(column))
        return row

    def _group(self, group: str, value: attrs.AttrsInstance) -> Row:
        """Write a source, a claimant or a place as the cells of its own columns."""
        if isinstance(value, Source) and value.sha256 is not None:
            value = attrs.evolve(value, sha256=None)

        def write(item: attrs.AttrsInstance) -> Row:
            row = {
                column.name: column.show(getattr(item, column.field))
                for column in _COLUMNS[group]
                if getattr(item, column.field) is not None
                and getattr(item, column.field) != _default(type(item), column.field)
            }
            if group == "place":
                row["precision"] = getattr(item, "precision")  # noqa: B009 - a place has one
            return row

        def read(row: Row) -> object:
            columns = (*_COLUMNS[group], _PRECISION) if group == "place" else _COLUMNS[group]
            # The constructor checks what a cell's own check would.
            return type(value)(
                **{
                    column.field: column.read(row[column.name])
                    for column in columns
                    if column.name in row
                }
            )

        return self._whole(group, value, write, read)  # type: ignore[type-var]  # frozen, so hashable

    def _cell(
        self, name: str, value: T, show: Callable[[T], str], read: Callable[[str], object]
    ) -> Row:
        return self._whole(
            name, value, lambda item: {name: show(item)}, lambda row: read(row[name])
        )

    def _whole(
        self, name: str, value: T, show: Callable[[T], Row], read: Callable[[Row], object]
    ) -> Row:
        """Write a value as cells; once told whether they read the same, it is remembered."""
        key = (name, value)
        if key not in self._known:
            row = show(value)
            self._known[key] = row, _survives(row, value, read)
        row, same = self._known[key]
        self._same &= same
        return row


def _survives(row: Row, value: object, read: Callable[[Row], object]) -> bool:
    """Say whether cells read as the value that they were written for."""
    if not any(row.values()):
        return not value  # what says nothing is not written
    if any(not text.strip() or text.strip() in FAILED for text in row.values() if text):
        return False
    try:
        return bool(read(row) == value)
    except ConflictlogError:
        return False


def _reader(column: Column) -> Callable[[str], object]:
    return lambda text: check_field(column.owner, column.field, column.read(text))


@functools.cache
def _default(cls: type[attrs.AttrsInstance], name: str) -> object:
    """Give the default that need not be written; a stance is always written."""
    default = getattr(attrs.fields(cls), name).default
    return None if name == "stance" or default is attrs.NOTHING else default


def _estimates(text: str) -> object:
    return FrozenMap(read_estimates(text))


def _event_when(when: When) -> str:
    text, tz = show_when(when)
    return f"{text}; tz={tz}" if tz else text


def _when_of_event(text: str) -> When:
    return read_when(text)


def _when_cells(when: When) -> Row:
    text, tz = show_when(when)
    return {"when": text, "tz": tz}


def _when_of_cells(row: Row) -> When:
    return read_when(row["when"], row["tz"].strip() or None)
