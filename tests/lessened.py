"""A log less what a format declares as lost: what reading must give back after writing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from conflictlog.event import Event
from conflictlog.formats import Loss
from conflictlog.frozenmap import FrozenMap
from conflictlog.log import EventLog
from conflictlog.report import Report

_SHOWN = ("kind", "title", "when", "places", "phase")
_EMPTY = {"stance": "affirms", "sensitive": False, "role": "occurred"}


def lessened(log: EventLog, losses: Iterable[Loss]) -> list[Event]:
    """Take from every event what the losses name, by the objects alone."""
    names = {loss.field for loss in losses}
    return [_event(event, names) for event in log]


def _event(event: Event, names: set[str]) -> Event:
    changed: dict[str, Any] = {}
    if "event.shown" in names:
        shown = event.shown
        changed = {name: getattr(shown, name) for name in _SHOWN}
    reports = tuple(_report(report, names) for report in event.reports)
    changed |= {"reports": reports} | _cleared(event, "event", names)
    return attrs.evolve(event, **changed)


def _report(report: Report, names: set[str]) -> Report:
    changed: dict[str, Any] = {
        owner: attrs.evolve(value, **_cleared(value, owner, names))
        for owner in ("source", "claimant")
        if (value := getattr(report, owner)) is not None
    }
    return attrs.evolve(report, **(changed | _cleared(report, "report", names)))


def _cleared(value: Any, owner: str, names: set[str]) -> dict[str, Any]:
    found = {}
    for field in attrs.fields(type(value)):
        if f"{owner}.{field.name}" in names:
            item = getattr(value, field.name)
            empty: object = () if isinstance(item, tuple) else None
            empty = FrozenMap() if isinstance(item, FrozenMap) else empty
            found[field.name] = _EMPTY.get(field.name, empty)
    return found
