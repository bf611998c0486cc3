"""Logs to timemap's JSON: every value a string."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, Final

import polars as pl

from conflictlog.atomic import atomic_path
from conflictlog.formats.geojson.writing import LOSSES as SHOWN_LOSSES
from conflictlog.formats.geojson.writing import shown_sources
from conflictlog.formats.heading import heading
from conflictlog.formats.losses import Loss
from conflictlog.formats.shown import lost_fields, shown_frame
from conflictlog.log import EventLog

__all__ = ["LOSSES", "MARK", "write"]

#: Key of the document that says it is ours.
MARK: Final = "conflictlog_timemap"
_DATED: Final = pl.col("start").is_not_null() | pl.col("end").is_not_null()
# At (0, 0) a point would be taken for a missing one.
_DRAWN: Final = (
    pl.col("lat").is_not_null()
    & pl.col("point").is_null()
    & ((pl.col("lat") != 0) | (pl.col("lon") != 0))
)


def _more_than_a_day(log: EventLog) -> pl.Series:
    """Say which events are not known to have happened within one day without more."""
    derived = log.derived
    plain = (
        (derived["precision"] == "day")
        & (derived["day_start_first"] == derived["day_end_last"])
        & (derived["day_start_last"] == derived["day_start_first"])
        & derived["tz"].is_null()
    )
    return derived["precision"].is_not_null() & ~plain.fill_null(value=False)


def _more_than_a_point(log: EventLog) -> pl.Series:
    return log.derived["place_precision"].is_not_null()


_STRINGS: Final = "an event is strings for a map: a day, a point and its name, a category"

_ITEM: Final = "a source is an item, not a claim"

LOSSES: Final = (
    Loss(
        "log.nowhere",
        "events without a date and a point",
        "timemap refuses them",
        lambda log: ~_held(log),
    ),
    Loss("event.when", "times but by their first day", _STRINGS, _more_than_a_day),
    Loss("event.places", "places but the first point and its name", _STRINGS, _more_than_a_point),
    *lost_fields(_STRINGS, "event", "actors", "facets", "phase", "tags", "sensitive"),
    *lost_fields(_ITEM, "report", "stance", "about", "estimates"),
    *lost_fields(_ITEM, "claimant", "side"),
    *SHOWN_LOSSES,
)


def _held(log: EventLog) -> pl.Series:
    """Say which events have a date or a point: all that timemap takes."""
    return shown_frame(log).select(_DATED | _DRAWN).to_series()


def write(log: EventLog, path: Path) -> None:
    """Write events and sources into one document.

    Parameters
    ----------
    log
        The log.
    path
        The file; by its name ".timemap.json" the format is chosen.

    Examples
    --------
    >>> import tempfile
    >>> from conflictlog.event import Event
    >>> log = EventLog([Event(id="a", title="Talks", when="2022-12-19")])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(log, Path(folder) / "a.json")
    ...     json.loads((Path(folder) / "a.json").read_text())["events"][0]["date"]
    '12/19/2022'
    """
    shown = (
        shown_frame(log)
        .with_columns(
            shown_sources(log).alias("sources"),
            _DRAWN.alias("drawn"),
            # The day on the spot, whatever day it was in London.
            pl.coalesce(log.derived["day_start_first"], log.derived["day_end_last"])
            .cast(pl.Date)
            .alias("day"),
        )
        .filter(_DATED | _DRAWN)
    )
    sources: dict[str, dict[str, Any]] = {}
    events = [_event(row, sources) for row in shown.iter_rows(named=True)]
    document = {
        MARK: "1",
        "datasets": heading(log)["datasets"],
        "credits": list(log.credits()),
        "events": events,
        "sources": sources,
    }
    with atomic_path(path) as fresh, fresh.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(document, file, ensure_ascii=False, allow_nan=False, indent=0)


def _event(row: dict[str, Any], sources: dict[str, dict[str, Any]]) -> dict[str, Any]:
    drawn = row["drawn"]
    known = [_source(item, sources) for item in row["sources"] or ()]
    return {
        "id": row["id"],
        "description": row["title"] or row["kind"] or row["id"],
        "title": row["title"] or "",
        "date": _date(row["day"]),
        "time": "",
        "time_display": row["date"] or "",
        "time_precision": row["time_precision"] or "",
        "location": row["place"] or "",
        "latitude": str(row["lat"]) if drawn else "",
        "longitude": str(row["lon"]) if drawn else "",
        "category": (row["kind"] or "").split("|")[0].split("/")[0],
        "category_full": row["kind"] or "",
        "associations": [],
        "comments": f"{row['basis']}: {row['confidence']:.2f}",
        "sources": known,
    }


def _date(day: dt.date | None) -> str:
    return "" if day is None else f"{day.month}/{day.day}/{day.year:04}"


def _source(item: dict[str, Any], sources: dict[str, dict[str, Any]]) -> str:
    """Enter a source under an id of its own: reports of two events may share theirs."""
    told = {
        "report": item["id"],
        "title": item["title"] or "",
        "author": item["outlet"] or "",
        "description": item["claimant"] or "",
        "date": item["published"] or "",
        "url": item["url"] or "",
        "type": "",
        "paths": [],
    }
    name, count = item["id"], 1
    while name in sources and sources[name] != {"id": name, **told}:
        count += 1
        name = f"{item['id']}.{count}"
    sources[name] = {"id": name, **told}
    return str(name)
