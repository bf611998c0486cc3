"""Which reported value an event shows, by columns: the order of `conflictlog.event.picking`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import polars as pl

from conflictlog.event.picking import RELIABILITY_RANK, STANCE_RANK, width
from conflictlog.weighing.origins import replaced_ids

__all__ = ["candidates", "picked", "superseded"]

_ORDER = ("row", "stance_rank", "letter_rank", "wide", "undated", "published", "id", "at")


def candidates(reports: pl.DataFrame, *fields: str) -> pl.DataFrame:
    """Keep the reports that may show a value, with the keys of the order.

    ``denies`` never shows anything, nor does what a report of the same event supersedes.

    Parameters
    ----------
    reports
        From `weighed_reports`.
    *fields
        Of the report's struct, to be carried along; all others are left behind, for nested
        values cost more to filter than all else. ``at`` is the row of `reports`.
    """
    gone = superseded(reports)
    short = ["row", "id", "stance", "about", "letter", "published"]
    kept = reports.select(*short, pl.int_range(pl.len(), dtype=pl.Int64).alias("at")).filter(
        pl.col("stance") != "denies"
    )
    if gone.height:
        kept = kept.join(gone, on=["row", "id"], how="anti", maintain_order="left")
    ranks = {key: value for key, value in RELIABILITY_RANK.items() if key is not None}
    kept = kept.with_columns(
        reports.select(pl.col("r").struct.field(field)).to_series().gather(kept["at"])
        for field in fields
    )
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
    values: pl.Series,
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
    values
        What is picked, one a report.
    about
        What a report's ``about`` may be besides null.
    stated
        Says of ``value`` whether it says anything.
    wide
        How wide ``value`` is; null counts as infinite, left out as all alike.

    Returns
    -------
    polars.DataFrame
        ``row`` and ``value``, sorted by row, for the events that have one.
    """
    told = pl.DataFrame([values.alias("value")])
    says = told.select(stated(pl.col("value"))).to_series()
    found = kept.filter(
        (pl.col("about").is_null() | pl.col("about").is_in(about)) & says.gather(kept["at"])
    )
    several = found["row"].is_duplicated()
    chosen = found.filter(several)
    if chosen.height:
        among = pl.Series("wide", [0.0]).new_from_index(0, chosen.height)
        if wide is not None:
            among = told[chosen["at"]].select(wide.fill_null(float("inf"))).to_series()
        chosen = (
            chosen.with_columns(among.alias("wide"))
            .sort(_ORDER, nulls_last=True)
            .unique("row", keep="first", maintain_order=True)
        )
    first = pl.concat([found.filter(~several).select("row", "at"), chosen.select("row", "at")])
    first = first.sort("row")
    return first.select("row", values.gather(first["at"]).alias("value"))


def kind_widths(kinds: pl.Series) -> dict[str, float]:
    """Give the width of each distinct kind."""
    return {kind: width(kind) for kind in kinds.drop_nulls().unique()}
