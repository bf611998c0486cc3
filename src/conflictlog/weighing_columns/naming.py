"""Which actors an event shows, by columns: picked role by role, as `conflictlog.event.shown`."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from conflictlog.registry import Registry, shipped_registry
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing_columns.picking import candidates
from conflictlog.weighing_columns.pooling import weighed_reports

__all__ = ["listed", "shown_actors", "told_by_one"]

_ORDER = ("stance_rank", "letter_rank", "undated", "published", "id", "at")


def shown_actors(
    frame: pl.DataFrame,
    *,
    model: ConfidenceModel | None = None,
    registry: Registry | None = None,
) -> pl.DataFrame:
    """Give row and name of the actors that every event shows, each name once an event.

    Parameters
    ----------
    frame
        A log's frame.
    model, registry
        Rate the reports that actors are picked from, where an event has several.

    Examples
    --------
    >>> from conflictlog.testing import many_reports
    >>> shown_actors(many_reports(3, seed=1)).columns
    ['row', 'name']
    """
    rest = frame["actors"].list.len() == 0
    rest &= frame["reports"].list.len() > 0
    rest &= ~told_by_one(frame)
    numbers = pl.int_range(frame.height, dtype=pl.Int64, eager=True)
    parts = [
        listed(frame, "actors", ~rest, lambda item: item.struct.field("name")).rename(
            {"actors": "name"}
        )
    ]
    if rest.any():
        parts.append(_picked(frame, numbers.filter(rest), model or ConfidenceModel(), registry))
    return pl.concat(parts)


def told_by_one(frame: pl.DataFrame) -> pl.Series:
    """Say which events have one report that shows all it states: nothing need be picked."""
    report = pl.col("reports").list.first().struct.field
    return frame.select(
        (pl.col("reports").list.len() == 1)
        & (report("stance") != "denies").fill_null(value=False)
        & report("about").is_null()
    ).to_series()


def listed(
    frame: pl.DataFrame, field: str, chosen: pl.Series, of: Callable[[pl.Expr], pl.Expr]
) -> pl.DataFrame:
    """Give row and value of what the chosen events state, set or by one report; each once."""
    own = pl.col(field)
    told = pl.col("reports").list.first().struct.field(field)
    return (
        frame.lazy()
        .select(
            pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
            pl.when(own.list.len() > 0).then(own).otherwise(told).alias(field),
        )
        .filter(chosen)
        .with_columns(pl.col(field).list.eval(of(pl.element())).list.unique())
        .explode(field)
        .filter(pl.col(field).is_not_null())
        .collect()
    )


def _picked(
    frame: pl.DataFrame, rows: pl.Series, model: ConfidenceModel, registry: Registry | None
) -> pl.DataFrame:
    part = frame[rows].rechunk()
    reports = weighed_reports(part, model=model, registry=registry or shipped_registry())
    kept = candidates(reports, "actors")
    # The order of reports as one number: the smallest of an event and role is the one picked.
    ranked = kept.select("row", "about", *_ORDER, "actors")
    ranked = ranked.sort(_ORDER, nulls_last=True).with_row_index("rank").drop(_ORDER)
    flat = _by_role(ranked).filter(_speaks())
    first = flat.group_by("row", "role").agg(pl.col("rank").min())
    found = flat.join(first, on=["row", "role", "rank"], how="semi", nulls_equal=True)
    return found.select(rows.gather(found["row"]).alias("row"), "name").unique()


def _by_role(told: pl.DataFrame) -> pl.DataFrame:
    actor = pl.col("actors").struct.field
    return (
        told.explode("actors")
        .filter(actor("name").is_not_null())
        .with_columns(actor("name"), actor("role"))
        .drop("actors")
    )


def _speaks() -> pl.Expr:
    """Keep what is said about the event, about all actors, or about this role."""
    return (
        pl.col("about").is_null()
        | (pl.col("about") == "actors")
        | (pl.col("about") == pl.col("role")).fill_null(value=False)
    )
