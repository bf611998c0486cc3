"""Logs to GeoJSON, by columns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import polars as pl

from conflictlog.atomic import atomic_path
from conflictlog.formats.heading import heading
from conflictlog.formats.jsontext import compact, json_text
from conflictlog.formats.shown import SETTLED, lost_fields, shown_frame
from conflictlog.log import EventLog

__all__ = ["LOSSES", "MARK", "VERSION", "drawn", "feature_texts", "shown_sources", "write"]

#: Member of the collection that says it is ours, and its value.
MARK: Final = "conflictlog_features"
VERSION: Final = 1

_INNER: Final = "the working side of a log: no reader of a map asks for it"
_SAID: Final = "what is shown of the event stands once, not by report"

LOSSES: Final = (
    SETTLED,
    *lost_fields(_INNER, "event", "members", "links", "assessments", "notes"),
    *lost_fields(_SAID, "report", "when", "places", "kind", "phase", "headline", "actors"),
    *lost_fields(_SAID, "report", "facets", "quote", "translation"),
    *lost_fields(_INNER, "report", "interest", "evidence", "derived_from", "cites", "supersedes"),
    *lost_fields(_INNER, "report", "ratings", "sensitive", "locator", "member"),
    *lost_fields(_INNER, "source", "retrieved", "archived_url", "sha256", "language", "wire"),
    *lost_fields(_INNER, "source", "reliability"),
    *lost_fields(_INNER, "claimant", "reliability"),
)

#: Properties that stand flat, for tables and styles of other programs.
_FLAT: Final = (
    *("title", "kind", "phase", "date", "start", "end", "time_precision", "place", "country"),
    *("radius_km", "precision", "status", "confidence", "level", "basis"),
)


def write(log: EventLog, path: Path, *, representative: bool = False) -> None:
    """Write a FeatureCollection, one feature a line.

    Parameters
    ----------
    log
        The log.
    path
        The file.
    representative
        Whether points that only stand for an area become geometry too; read
        ``radius_km`` and ``precision`` beside them.

    Examples
    --------
    >>> import tempfile
    >>> from conflictlog.event import Event
    >>> log = EventLog([Event(id="a", when="2022-12-19", place="Minsk")])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(log, Path(folder) / "log.geojson")
    ...     json.loads((Path(folder) / "log.geojson").read_text())["features"][0]["geometry"]
    """
    shown = shown_frame(log)
    head = {
        "type": "FeatureCollection",
        MARK: VERSION,
        "attribution": list(log.credits()),
        "datasets": heading(log)["datasets"],
    }
    opening = json.dumps(head, ensure_ascii=False, allow_nan=False)[:-1]
    lines = feature_texts(log, shown, representative=representative)
    with atomic_path(path) as fresh, fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{opening}, "features": [\n')
        file.write(",\n".join(lines))
        file.write("\n]}\n")


def feature_texts(log: EventLog, shown: pl.DataFrame, *, representative: bool) -> pl.Series:
    """Write each event as the text of a feature, from what `shown_frame` gives."""
    flat = json_text(
        shown.select("id", *_FLAT).to_struct(),
    ).str.head(-1)
    nested = {
        "when": _times(shown),
        "places": shown["places"],
        "actors": log.frame["actors"],
        "facets": log.frame["facets"],
        "tags": log.frame["tags"],
        "sources": shown_sources(log),
    }
    parts = {
        "flat": flat,
        "id": json_text(log.frame["id"]),
        "geometry": _geometries(shown["places"], representative=representative),
        "sensitive": json_text(log.frame["sensitive"]),
        **{name: compact(json_text(values)) for name, values in nested.items()},
    }
    inner = [item for name in nested for item in (pl.lit(f',"{name}":'), pl.col(name))]
    return (
        pl.DataFrame(list(_named(parts)))
        .select(
            pl.concat_str(
                pl.lit('{"type":"Feature","id":'),
                "id",
                pl.lit(',"geometry":'),
                "geometry",
                pl.lit(',"properties":'),
                "flat",
                pl.lit(',"sensitive":'),
                "sensitive",
                *inner,
                pl.lit("}}"),
            )
        )
        .to_series()
    )


def _named(parts: dict[str, pl.Series]) -> list[pl.Series]:
    return [values.alias(name) for name, values in parts.items()]


def _times(shown: pl.DataFrame) -> pl.Series:
    """Give what is known of the times, in the words of the spreadsheet form, with the zone."""
    return shown.select(
        pl.when(pl.col("when_text").is_not_null()).then(
            pl.struct(pl.col("when_text").alias("text"), "tz")
        )
    ).to_series()


def shown_sources(log: EventLog) -> pl.Series:
    """Give of each event's reports who says so, where, and which counts.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> from conflictlog.report import Report
    >>> log = EventLog([Event(id="a", reports=[Report(source="AFP", stance="denies")])])
    >>> [(item["outlet"], item["stance"]) for item in shown_sources(log)[0]]
    [('AFP', 'denies')]
    """
    item = pl.element().struct
    source, claimant = item.field("source").struct, item.field("claimant").struct
    stance = item.field("stance")
    return log.frame.select(
        pl.col("reports").list.eval(
            pl.struct(
                item.field("id"),
                *(source.field(name) for name in ("outlet", "title", "url", "published")),
                claimant.field("name").alias("claimant"),
                claimant.field("side"),
                pl.when(stance != "affirms").then(stance).alias("stance"),
                item.field("about"),
                item.field("estimates"),
            )
        )
    ).to_series()


def drawn(
    places: pl.Series, point: pl.Expr, *, separator: str, representative: bool
) -> pl.DataFrame:
    """Write the points of each event: one ``text`` an event, and their number ``n``; else null.

    Parameters
    ----------
    places
        The places of each event.
    point
        How one place ``p`` is written.
    separator
        What parts several.
    representative
        Whether points that only stand for an area are among them.
    """
    rows = pl.int_range(len(places), dtype=pl.Int64, eager=True).alias("row")
    place = pl.col("p").struct
    found = (
        pl.DataFrame([rows, places.alias("p")])
        .explode("p")
        .filter(
            place.field("lat").is_not_null()
            & (pl.lit(representative) | place.field("point").is_null())
        )
        .select("row", point.alias("text"))
        .group_by("row", maintain_order=True)
        .agg(pl.col("text").str.join(separator), pl.len().alias("n"))
    )
    return rows.to_frame().join(found, on="row", how="left", maintain_order="left").drop("row")


def _geometries(places: pl.Series, *, representative: bool) -> pl.Series:
    """Write each event's points as a geometry; null where there is none."""
    place = pl.col("p").struct
    position = pl.concat_str(
        pl.lit("["), place.field("lon"), pl.lit(","), place.field("lat"), pl.lit("]")
    )
    points = drawn(places, position, separator=",", representative=representative)
    one = pl.concat_str(pl.lit('{"type":"Point","coordinates":'), "text", pl.lit("}"))
    several = pl.concat_str(pl.lit('{"type":"MultiPoint","coordinates":['), "text", pl.lit("]}"))
    text = pl.when(pl.col("n") > 1).then(several).otherwise(one).fill_null("null")
    return points.select(text.alias("geometry")).to_series()
