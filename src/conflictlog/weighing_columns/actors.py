"""Which actor stands for an event, by columns: the same answers as `Event.shown`."""

from __future__ import annotations

import polars as pl

from conflictlog.registry import Registry, shipped_registry
from conflictlog.report import ROLES
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing_columns.picking import candidates
from conflictlog.weighing_columns.pooling import weighed_reports

__all__ = ["leading_actors"]

_RANK = {role: rank for rank, role in enumerate(ROLES)}
# Picking is needed only between reports of one event: these are the keys of its order.
_ORDER = ("stance_rank", "letter_rank", "undated", "published", "id", "at")


def leading_actors(
    frame: pl.DataFrame,
    *,
    model: ConfidenceModel | None = None,
    registry: Registry | None = None,
) -> pl.Series:
    """Give the name of each event's initiator, else of the first actor that it shows.

    Examples
    --------
    >>> from conflictlog.testing import many_reports
    >>> leading_actors(many_reports(3, seed=1)).len()
    3
    """
    rows = frame.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
        (pl.col("actors").list.len() > 0).alias("is_set"),
        pl.col("reports").list.len().alias("many"),
    )
    told = rows["is_set"].to_numpy()
    several = ~told & (rows["many"] > 1).to_numpy()
    single = ~told & ~several & (rows["many"] == 1).to_numpy()
    found = pl.concat(
        [
            _of_set(frame.select("actors").with_row_index("row").filter(told)),
            _of_single(frame.select("reports").with_row_index("row").filter(single)),
            _of_several(frame, rows.filter(several)["row"], model, registry),
        ]
    )
    joined = rows.join(found, on="row", how="left", maintain_order="left")
    return joined["name"].alias("actor")


def _of_set(told: pl.DataFrame) -> pl.DataFrame:
    """Take the analyst's: the initiator, else the first in the order given."""
    actors = told.explode("actors").unnest("actors")
    return _first(
        actors.with_columns((pl.col("role") != "initiator").fill_null(value=True)), "role"
    )


def _of_single(told: pl.DataFrame) -> pl.DataFrame:
    """Take the only report's, unless it denies or speaks of something else."""
    report = pl.col("reports").list.first().struct
    flat = told.select(
        "row",
        report.field("stance").alias("stance"),
        report.field("about").alias("about"),
        report.field("actors").alias("actors"),
    ).filter(pl.col("stance") != "denies")
    return _first(_ranked(flat), "rank")


def _of_several(
    frame: pl.DataFrame,
    rows: pl.Series,
    model: ConfidenceModel | None,
    registry: Registry | None,
) -> pl.DataFrame:
    """Pick between reports: the first role that any of them states, its best report."""
    part = frame[rows]
    kept = candidates(
        weighed_reports(
            part, model=model or ConfidenceModel(), registry=registry or shipped_registry()
        ),
        "actors",
    )
    flat = kept.select("row", *_ORDER, "about", "actors")
    found = _first(_ranked(flat), "rank", *_ORDER)
    return found.with_columns(rows.gather(found["row"].to_list()).alias("row"))


def _ranked(flat: pl.DataFrame) -> pl.DataFrame:
    """Give one row an actor that may be shown, with the rank of its role."""
    actors = flat.explode("actors").filter(pl.col("actors").is_not_null()).unnest("actors")
    about = pl.col("about")
    allowed = (
        about.is_null() | (about == "actors") | (about == pl.col("role")).fill_null(value=False)
    )
    rank = pl.col("role").replace_strict(_RANK, default=len(ROLES), return_dtype=pl.Int8)
    return actors.filter(allowed).with_columns(rank.alias("rank"))


def _first(actors: pl.DataFrame, *order: str) -> pl.DataFrame:
    """Keep each row's first actor in an order, of equals the one that was named first."""
    ordered = actors.sort("row", *order, nulls_last=True, maintain_order=True)
    found = ordered.unique("row", keep="first", maintain_order=True)
    return found.select(pl.col("row").cast(pl.Int64), "name")
