"""Logs to the JSON of TimelineJS."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any, Final

import polars as pl

from conflictlog.atomic import atomic_path
from conflictlog.formats.geojson.writing import LOSSES as SHOWN_LOSSES
from conflictlog.formats.geojson.writing import VERSION, feature_texts, shown_sources
from conflictlog.formats.heading import heading
from conflictlog.formats.losses import Loss
from conflictlog.formats.shown import shown_frame
from conflictlog.log import EventLog

__all__ = ["EVENT", "LOSSES", "MARK", "write"]

#: Key of the document that says it is ours, and the one under which a slide has its event.
MARK: Final = "conflictlog_slides"
EVENT: Final = "conflictlog_event"
_PARTS: Final = ("year", "month", "day", "hour", "minute", "second")
_COARSE: Final = {"year": 1, "month": 2}


def _undated(log: EventLog) -> pl.Series:
    """Say which events have neither a first nor a last day."""
    return log.derived["day_start_first"].is_null() & log.derived["day_end_last"].is_null()


LOSSES: Final = (
    Loss("log.undated", "events without a date", "a slide stands in time", _undated),
    *SHOWN_LOSSES,
)


def write(log: EventLog, path: Path) -> None:
    """Write one slide an event that has a date, in the order of the log.

    Parameters
    ----------
    log
        The log.
    path
        The file; by its name ".timeline.json" the format is chosen.

    Examples
    --------
    >>> import tempfile
    >>> from conflictlog.event import Event
    >>> log = EventLog([Event(id="a", title="Talks", when="2022-12")])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(log, Path(folder) / "a.json")
    ...     json.loads((Path(folder) / "a.json").read_text())["events"][0]["start_date"]
    {'year': '2022', 'month': '12'}
    """
    shown = shown_frame(log)
    shown = shown.with_columns(
        feature_texts(log, shown, representative=False).alias("event"),
        shown_sources(log).alias("sources"),
    ).drop("when", "places")
    dated = shown.filter(pl.col("start").is_not_null() | pl.col("end").is_not_null())
    head = json.dumps(
        {MARK: VERSION, "datasets": heading(log)["datasets"], "credits": list(log.credits())},
        ensure_ascii=False,
        allow_nan=False,
    )[:-1]
    with atomic_path(path) as fresh, fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{head}, "events": [\n')
        file.write(",\n".join(map(_slide, dated.iter_rows(named=True))))
        file.write("\n]}\n")


def _slide(row: dict[str, Any]) -> str:
    coarse = _COARSE.get(row["time_precision"])
    start = _parts(row["start"] or row["end"], coarse)
    slide: dict[str, Any] = {
        "unique_id": row["id"],
        "start_date": start,
        "display_date": escape(row["date"] or ""),
        "text": {
            "headline": escape(row["title"] or row["kind"] or row["id"]),
            "text": _text(row),
        },
    }
    end = _parts(row["end"] or row["start"], coarse)
    if end != start:
        slide["end_date"] = end
    if row["kind"] is not None:
        slide["group"] = escape(row["kind"].split("|")[0].split("/")[0])
    # The event is JSON already: it is put in as it is.
    shown = json.dumps(slide, ensure_ascii=False, allow_nan=False)[:-1]
    return f'{shown}, "{EVENT}": {row["event"]}}}'


def _parts(text: str, most: int | None) -> dict[str, str]:
    """Give the parts of a day or a clock time that are known: no more of them than that."""
    day, _, clock = text.removesuffix("Z").partition("T")
    known = [*day.split("-"), *(clock.split(".")[0].split(":") if clock else ())]
    return {name: str(int(number)) for name, number in zip(_PARTS, known[:most], strict=False)}


def _text(row: dict[str, Any]) -> str:
    """Write what stands under the headline: place, basis before the number, who says so."""
    lines = [escape(row["place"])] if row["place"] else []
    lines.append(f"{escape(row['basis'])}: {row['confidence']:.2f}")
    lines += [_source(item) for item in row["sources"] or ()]
    return "".join(f"<p>{line}</p>" for line in lines)


def _source(item: dict[str, Any]) -> str:
    outlet = escape(item["outlet"] or "no source given")
    url = item["url"] or ""
    if url.startswith(("https://", "http://")):
        outlet = f'<a href="{escape(url)}">{outlet}</a>'
    claimant = f"{escape(item['claimant'])}: " if item["claimant"] else ""
    return f"{claimant}{outlet}{' (' + item['stance'] + ')' if item['stance'] else ''}"
