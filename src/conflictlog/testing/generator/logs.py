"""Flat rows of a generated source as a log: one report an event, nothing set by an analyst."""

from __future__ import annotations

import polars as pl

from conflictlog.log import EventLog
from conflictlog.place import DEFAULT_RADIUS_KM
from conflictlog.report import Dataset
from conflictlog.schema import SCHEMA
from conflictlog.schema.columns import (
    ACTOR,
    ESTIMATE,
    LOCATOR,
    PLACE,
    REPORT,
    SOURCE,
    WHEN,
)
from conflictlog.testing.generator.layout import empty_of, list_of, one_of_each, struct_of
from conflictlog.when.days import floating_interval_bounds, floating_window_bounds

__all__ = ["log_of"]

_WORDS = {
    "exact": "exact",
    "near": "vicinity",
    "settlement": "town",
    "district": "admin2",
    "none": "admin1",
}
_RADII = {name: DEFAULT_RADIUS_KM[word] for name, word in _WORDS.items()}


def log_of(frame: pl.DataFrame, name: str) -> EventLog:
    """Make a log of a source's flat rows."""
    report = struct_of(
        REPORT,
        id=pl.col("id"),
        source=struct_of(
            SOURCE, outlet=pl.col("outlet"), published=pl.col("published").dt.to_string("iso")
        ),
        stance="affirms",
        when=_when(),
        places=list_of(_place()),
        kind=pl.col("kind"),
        headline=pl.col("headline"),
        actors=one_of_each(
            *(
                (_actor(column, name), pl.col(column).is_not_null())
                for column in ("actor1", "actor2")
            )
        ),
        # Names in order, as a mapping of counts is stored.
        estimates=one_of_each(
            (
                struct_of(ESTIMATE, name="injured", best=pl.col("injured")),
                pl.col("injured").is_not_null(),
            ),
            (
                struct_of(
                    ESTIMATE,
                    name="killed",
                    best=pl.col("deaths"),
                    low=pl.col("deaths_low"),
                    high=pl.col("deaths_high"),
                ),
                pl.col("deaths").is_not_null(),
            ),
        ),
        locator=struct_of(LOCATOR, dataset=f"generated {name}", row=pl.int_range(1, pl.len() + 1)),
    )
    given = {"id": pl.col("id"), "reports": list_of(report)}
    nested = frame.select(
        given.get(column, empty_of(dtype)).alias(column) for column, dtype in SCHEMA.items()
    )
    dataset = Dataset(f"generated {name}", redistributable=True)
    return EventLog.from_frame(nested.cast(dict(SCHEMA)), datasets=[dataset])  # type: ignore[arg-type]


def _when() -> pl.Expr:
    """Within a day or a window; an episode starts on its first and ends on its last day."""
    first = pl.col("date_start").cast(pl.Int32).cast(pl.Int64)
    last = pl.col("date_end").cast(pl.Int32).cast(pl.Int64)
    window = floating_window_bounds(first, last)
    interval = floating_interval_bounds(first, last)
    bounds = {
        bound: pl.when("episode").then(there).otherwise(here)
        for bound, here, there in zip(("s0", "s1", "e0", "e1"), window, interval, strict=True)
    }
    precision = pl.when(first == last).then(pl.lit("day")).otherwise(pl.lit("range"))
    return struct_of(
        WHEN,
        **bounds,
        precision=precision,
        qualifier="none",
        open_start="closed",
        open_end="closed",
    )


def _place() -> pl.Expr:
    word = pl.col("precision").replace_strict(_WORDS, return_dtype=pl.String)
    radius = pl.col("precision").replace_strict(_RADII, return_dtype=pl.Float64)
    known = pl.col("lat").is_not_null()
    return struct_of(
        PLACE,
        name=pl.col("place"),
        lat=pl.col("lat"),
        lon=pl.col("lon"),
        radius_km=pl.when(known).then(radius),
        country=pl.col("country"),
        admin1=pl.col("admin1"),
        precision=word,
        role="occurred",
        basis="reported",
        point=pl.when(known & (pl.col("precision") == "district")).then(pl.lit("representative")),
    )


def _actor(column: str, name: str) -> pl.Expr:
    """Name an actor; only the first source says who did it to whom."""
    role = {"actor1": "initiator", "actor2": "target"}[column] if name == "A" else "party"
    return struct_of(ACTOR, name=pl.col(column), role=role)
