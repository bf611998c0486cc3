"""Which reported value an event shows, by columns: the order of `conflictlog.event.picking`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import polars as pl

from conflictlog.event.picking import RELIABILITY_RANK, STANCE_RANK, width
from conflictlog.weighing.origins import replaced_ids

__all__ = ["candidates", "picked", "superseded"]


def candidates(reports: pl.DataFrame) -> pl.DataFrame:
    """Keep the reports that may show a value, with the keys of the order.

    ``denies`` never shows anything, nor does what a report of the same event supersedes.
    """
    gone = superseded(reports)
    kept = reports.filter(pl.col("stance") != "denies").with_columns(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("at")
    )
    if gone.height:
        kept = kept.join(gone, on=["row", "id"], how="anti", maintain_order="left")
    ranks = {key: value for key, value in RELIABILITY_RANK.items() if key is not None}
    return kept.with_columns(
        pl.col("stance").replace_strict(STANCE_RANK, return_dtype=pl.Int8).alias("stance_rank"),
        pl.col("letter")
        .replace_strict(ranks, default=RELIABILITY_RANK[None], return_dtype=pl.Int8)
        .alias("letter_rank"),
        pl.col("published").is_null().alias("undated"),
    )


def superseded(reports: pl.DataFrame) -> pl.DataFrame:
    """Give row and id of what a later word replaces; chains and circles as objects see them."""
    told = reports.filter(pl.col("supersedes").is_not_null()).select("row", "id", "supersedes")
    targets: dict[int, dict[str, str]] = defaultdict(dict)
    for row, new, old in told.iter_rows():
        targets[row][new] = old
    pairs = [(row, old) for row, target in targets.items() for old in replaced_ids(target)]
    return pl.DataFrame(pairs, schema={"row": pl.Int64(), "id": pl.String()}, orient="row")


def picked(
    kept: pl.DataFrame,
    value: pl.Expr,
    *,
    about: tuple[str, ...],
    stated: Callable[[pl.Expr], pl.Expr],
    wide: pl.Expr | None = None,
) -> pl.DataFrame:
    """Pick one value an event.

    Parameters
    ----------
    kept
        From `candidates`.
    value
        What is picked, of the report's struct ``r``.
    about
        What a report's ``about`` may be besides null.
    stated
        Says of the value whether it says anything.
    wide
        How wide the value is; null counts as infinite, left out as all alike.

    Returns
    -------
    polars.DataFrame
        ``row`` and ``value``, sorted by row, for the events that have one.
    """
    found = (
        kept.filter(pl.col("about").is_null() | pl.col("about").is_in(about))
        .with_columns(value.alias("value"))
        .filter(stated(pl.col("value")))
    )
    wide = pl.lit(0.0) if wide is None else wide.fill_null(float("inf"))
    several = found["row"].is_duplicated()
    single = found.filter(~several).select("row", "value")
    if not several.any():
        return single
    order = ["row", "stance_rank", "letter_rank", "wide", "undated", "published", "id", "at"]
    chosen = (
        found.filter(several)
        .with_columns(wide.alias("wide"))
        .sort(order, nulls_last=True)
        .group_by("row", maintain_order=True)
        .first()
        .select("row", "value")
    )
    return pl.concat([single, chosen]).sort("row")


def kind_widths(kinds: pl.Series) -> dict[str, float]:
    """Give the width of each distinct kind."""
    return {kind: width(kind) for kind in kinds.drop_nulls().unique()}
