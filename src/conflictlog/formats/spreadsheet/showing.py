"""Events to rows of cells: one row a report, what the analyst set in the first of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from conflictlog.event import Event
from conflictlog.formats.spreadsheet.cells import show_when
from conflictlog.formats.spreadsheet.columns import COLUMNS, COUNTS
from conflictlog.formats.spreadsheet.counts import show_count, show_estimates
from conflictlog.formats.spreadsheet.things import show_places
from conflictlog.frozenmap import FrozenMap
from conflictlog.report import Report

__all__ = ["event_rows", "fixed_ids"]

Row = dict[str, str]


def fixed_ids(events: Iterable[Event]) -> frozenset[str]:
    """Give the ids that reports are named by elsewhere: these are written, whatever they are."""
    return frozenset(
        name
        for event in events
        for report in event.reports
        for name in (*report.derived_from, report.supersedes)
        if name is not None
    )


def event_rows(event: Event, named: frozenset[str] = frozenset()) -> list[Row]:
    """Write an event as rows, blank cells left out.

    Parameters
    ----------
    event
        The event.
    named
        Ids of reports that other reports name.
    """
    rows = [_report_row(report, named) for report in event.reports] or [{}]
    rows[0] = {**_cells(event, "event"), **rows[0]}
    if event.when is not None:
        text, tz = show_when(event.when)
        rows[0]["event_when"] = f"{text}; tz={tz}" if tz else text
    return [
        {"event": event.id, **{name: text for name, text in row.items() if text}} for row in rows
    ]


def _report_row(report: Report, named: frozenset[str]) -> Row:
    # The stance is always written: it tells a report that says nothing else from none.
    row = _cells(report, "report")
    if report.when is not None:
        row["when"], row["tz"] = show_when(report.when)
    if report.places:
        # The first place in columns of its own, what it would fill in itself included.
        row |= _cells(report.places[0], "place") | {"precision": report.places[0].precision}
        row["more_places"] = show_places(report.places[1:])
    for name, group in (("source", report.source), ("claimant", report.claimant)):
        if group is not None:
            row |= _cells(group, name)
    own = {name: item for name, item in report.estimates.items() if name in COUNTS}
    row |= {name: show_count(item) for name, item in own.items()}
    row["estimates"] = show_estimates(
        FrozenMap((name, item) for name, item in report.estimates.items() if name not in COUNTS)
    )
    if report.id not in named and report.id == _made_id(report):
        del row["report"]
    return row


def _made_id(report: Report) -> str:
    """Give the id that a report has by its content."""
    fields = {field.name: getattr(report, field.name) for field in attrs.fields(Report)}
    return Report(**(fields | {"id": None})).id


def _cells(value: attrs.AttrsInstance, group: str) -> Row:
    """Write the fields that have a column of this group and say something."""
    row = {}
    for column in COLUMNS:
        if column.group != group or column.name in _APART:
            continue
        item: Any = getattr(value, column.field)
        if item is not None and item != () and item != column_default(value, column.field):
            row[column.name] = column.show(item)
    return row


_APART = frozenset({"event", "event_when", "when", "tz", "more_places", "estimates", "precision"})


def column_default(value: attrs.AttrsInstance, name: str) -> object:
    """Give the default that need not be written; a stance is always written."""
    default = getattr(attrs.fields(type(value)), name).default
    return None if name == "stance" or default is attrs.NOTHING else default
