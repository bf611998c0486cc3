"""Events told in a line: a source, a day, a point, a kind, and how many died."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import attrs

import conflictlog as cl


@attrs.frozen(kw_only=True)
class Told:
    """What one record tells of a strike; None is not told."""

    source: str = "x"
    day: str | None = "2022-12-19"
    point: tuple[float, float] | None = (50.45, 30.52)
    kind: str | None = "strike/drone"
    killed: int | None = None
    outlet: str = "AFP"
    title: str | None = None
    place: str | None = "Kyiv"
    country: str | None = "UKR"
    precision: str | None = "exact"
    radius_km: float | None = None
    actors: tuple[str, ...] = ()
    sensitive: bool = False


def strike(id: str, told: Told) -> cl.Event:
    """Make the event: one report, under ``r-`` and the event's id."""
    places = []
    if told.point is not None or told.place is not None or told.country is not None:
        where: dict[str, Any] = (
            {} if told.point is None else {"lat": told.point[0], "lon": told.point[1]}
        )
        if told.point is not None:
            where |= {"precision": told.precision, "radius_km": told.radius_km}
        where = {name: value for name, value in where.items() if value is not None}
        places = [cl.Place(told.place, country=told.country, **where)]
    report = cl.Report(
        source=cl.Source(told.outlet),
        when=told.day,
        places=places,
        kind=told.kind,
        actors=[cl.Actor(name) for name in told.actors],
        estimates={} if told.killed is None else {"killed": told.killed},
        id=f"r-{id}",
    )
    return cl.Event(id=id, reports=[report], title=told.title, sensitive=told.sensitive)


def log_of(*told: Told, name: str = "x") -> cl.EventLog:
    """Make a log; ids are the log's name and a number from 1."""
    return cl.EventLog([strike(f"{name}:{at}", each) for at, each in enumerate(told, start=1)])


def read_quietly(path: Path) -> cl.EventLog:
    """Read; what is wrong with real rows is told elsewhere."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return cl.read(path)
