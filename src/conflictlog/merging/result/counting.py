"""Counts of merged events by the policy: a number that a report states, never a mean or a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from conflictlog.engines.items import ITEMS
from conflictlog.merging.uniting import first_by, last_published

if TYPE_CHECKING:
    from conflictlog.merging.result.mergeresult import MergeResult

__all__ = ["count_table"]

_GROUP: Final = ("event", "count", "scope")


def count_table(result: MergeResult) -> pl.DataFrame:
    """Give one row for each event, count and scope that a report states."""
    frame = pl.concat([log.frame for log in result.inputs.values()])
    rank = [
        pl.repeat(result.preference.index(name), len(log), dtype=pl.Int64, eager=True)
        for name, log in result.inputs.items()
    ]
    rows = frame.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("_at"),
        pl.col("id").alias("member"),
        last_published().alias("_published"),
    ).with_columns(pl.concat(rank).alias("_rank"))
    events = result.clusters.select(member="id", event="cluster")
    told = ITEMS["estimate"][0](frame, ()).rename({"row": "_at"})
    told = told.with_columns(pl.col("_at").cast(pl.Int64)).join(rows, on="_at")
    told = told.join(events, on="member").filter(
        pl.any_horizontal(pl.col("best", "low", "high").is_not_null())
    )
    policy = result.policies["counts"]
    lowest, highest = (
        pl.min_horizontal("low", "best", "high"),
        pl.max_horizontal("low", "best", "high"),
    )
    # The lowest number claims least; a number without bounds is as narrow as can be.
    wide = -lowest if policy == "most conservative" else highest - lowest
    stated = pl.struct("best", "low", "high")
    ordered = told.with_columns(
        wide.alias("_wide"), pl.len().over(*_GROUP, "best", "low", "high").alias("_alike")
    ).sort(*first_by(policy), nulls_last=True)
    found = ordered.group_by(_GROUP).agg(
        pl.first("best", "low", "high", "member"),
        lowest.min().alias("lowest"),
        highest.max().alias("highest"),
        pl.col("member").n_unique().alias("members"),
        stated.n_unique().alias("_values"),
    )
    if policy == "agreed":
        several = pl.col("_values") > 1
        found = found.with_columns(
            pl.when(~several).then(name).alias(name) for name in ("best", "low", "high", "member")
        )
    return found.drop("_values").sort(_GROUP)
