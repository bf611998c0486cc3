"""Episodes of a merge: proposed ``part_of`` links, and the log that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from conflictlog.merging.episodes import part_odds, part_terms, parts_of
from conflictlog.merging.steps import cluster
from conflictlog.schema.columns import LINK

if TYPE_CHECKING:
    from conflictlog.merging.result.mergeresult import MergeResult

__all__ = ["episode_table", "part_links", "parts_apart"]

_SCHEMA: Final = {
    "whole_log": pl.String,
    "whole": pl.String,
    "part_log": pl.String,
    "part": pl.String,
    "probability": pl.Float64,
    "why": pl.String,
}


def episode_table(result: MergeResult) -> pl.DataFrame:
    """Give one row a pair of a whole and its likely part, the likeliest first."""
    records, factors = result.records, result.model.parts
    if len(records.sources) < 2 or not factors:
        return pl.DataFrame(schema=_SCHEMA)
    parts = parts_of(records, result.candidates.pairs)
    # Rows that may stand several for one event are merged with it, not linked to it.
    many = [name in result.many for name in records.logs]
    parts = parts.taken(~np.array(many)[records.log[parts.part]])
    weights = result.model.weights(result.candidates.question)
    p = part_odds(part_terms(records, result.candidates, parts, weights, result.labels), factors)
    pairs = result.candidates.pairs.taken(parts.at)
    names, ids = np.array(records.logs, dtype=object), records.ids
    table = pl.DataFrame(
        {
            "whole_log": names[records.log[parts.whole]].tolist(),
            "whole": ids[parts.whole].tolist(),
            "part_log": names[records.log[parts.part]].tolist(),
            "part": ids[parts.part].tolist(),
            "probability": p,
            "first": records.first[parts.whole],
            "last": records.last[parts.whole],
            "day": records.first[parts.part],
            "km": pairs.km.astype(float),
            "of": records.killed[parts.whole],
            "killed": records.killed[parts.part],
        },
        schema_overrides=dict.fromkeys(("whole_log", "whole", "part_log", "part"), pl.String),
    )
    table = table.filter(pl.col("probability") >= result.model.threshold)
    table = table.with_columns(_why().alias("why"))
    ordered = table.sort(["probability", "whole", "part"], descending=[True, False, False])
    # Of two episodes of one log, a row is a part of one.
    best = ordered.unique(["whole_log", "part_log", "part"], keep="first", maintain_order=True)
    return best.select(list(_SCHEMA))


def _why() -> pl.Expr:
    days = [
        pl.from_epoch(pl.col(name), time_unit="d").cast(pl.String)
        for name in ("day", "first", "last")
    ]
    within = pl.format("{} within {} to {}", *days)
    late = pl.format("{} beside {} to {}", *days)
    inside = (pl.col("day") >= pl.col("first")) & (pl.col("day") <= pl.col("last"))
    near = pl.when(pl.col("km").is_not_nan()).then(pl.format("{} km apart", pl.col("km").round(1)))
    dead = pl.when(pl.col("killed").is_not_nan() & pl.col("of").is_not_nan()).then(
        pl.format(
            "{} of {} killed",
            pl.col("killed").cast(pl.Int64, strict=False),
            pl.col("of").cast(pl.Int64, strict=False),
        )
    )
    return pl.concat_str(
        pl.when(inside).then(within).otherwise(late), near, dead, separator="; ", ignore_nulls=True
    )


def parts_apart(result: MergeResult, episodes: pl.DataFrame) -> np.ndarray:
    """Give the clusters in which no part is one event with its whole."""
    pairs = {
        (result.row(whole), result.row(part))
        for whole, part in episodes.select("whole", "part").iter_rows()
    }
    groups = result.settled.groups
    apart = [pair for pair in sorted(pairs) if groups[pair[0]] != groups[pair[1]]]
    return cluster(
        result.records,
        result.scored,
        result.model,
        groups,
        threshold=result.threshold,
        apart=(*result.settled.apart, *apart),
    )


def part_links(
    frame: pl.DataFrame, episodes: pl.DataFrame, clusters: pl.DataFrame, lasts: np.ndarray
) -> pl.DataFrame:
    """Add links from the events of parts to those of wholes.

    Parameters
    ----------
    frame
        The merged log's.
    episodes
        Pairs of whole and part.
    clusters, lasts
        Record by record: its event, and the days that it lasts.
    """
    event = clusters.select("id", "cluster", lasts=pl.Series(lasts))
    event = event.with_columns(pl.col("lasts").max().over("cluster"))
    told = episodes.select("whole", "part")
    for name in ("whole", "part"):
        told = told.join(
            event.rename({"id": name, "cluster": f"{name}_event", "lasts": f"{name}_lasts"}),
            on=name,
        )
    # The longer is the whole, so that links never run in a circle.
    told = told.filter(pl.col("whole_lasts") > pl.col("part_lasts"))
    link = pl.struct(
        pl.lit("part_of").alias("type"),
        pl.col("whole_event").alias("target"),
        pl.lit(None, dtype=LINK.fields[2].dtype).alias("claimant"),
    ).cast(LINK)
    added = (
        told.sort("part_event", "whole_event")
        .unique(["part_event", "whole_event"], maintain_order=True)
        .group_by("part_event")
        .agg(link.alias("_links"))
    )
    found = frame.join(
        added, left_on="id", right_on="part_event", how="left", maintain_order="left"
    )
    nothing = pl.lit([], dtype=pl.List(LINK))
    united = pl.col("links").list.concat(pl.coalesce("_links", nothing))
    return found.with_columns(united.list.unique(maintain_order=True).alias("links")).select(
        frame.columns
    )
