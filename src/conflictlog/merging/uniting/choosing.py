"""Which member's value a merged event shows: always one that a member has, never a mean."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.log import EventLog
from conflictlog.merging.records.coding import folded
from conflictlog.merging.uniting.policies import Policies, Policy
from conflictlog.weighing_columns.deriving import shown_values
from conflictlog.weighing_columns.picking import kind_widths

__all__ = ["chosen", "first_by", "last_published"]

_ENDLESS: Final = float("inf")


def chosen(rows: pl.DataFrame, policies: Policies) -> dict[str, pl.DataFrame]:
    """Choose time, places and kind of each cluster, where members show different ones.

    Parameters
    ----------
    rows
        Rows of the schema, with ``_cluster``, ``_at`` (their order) and ``_rank`` (the place of
        their log in the order of preference).

    Returns
    -------
    dict
        By column: ``_cluster`` and the value; clusters whose members agree are left out.
    """
    asked = {name: policies[name] for name in ("when", "place", "kind")}
    if set(asked.values()) == {"agreed"}:
        return {}
    log = EventLog.from_frame(rows.drop("_cluster", "_at", "_rank"))
    shown = shown_values(log.frame).with_columns(log.derived["kind"])
    told = pl.concat(
        [
            rows.select("_cluster", "_at", "_rank", "id"),
            shown,
            rows.select(last_published().alias("_published")),
        ],
        how="horizontal",
    )
    made = {"when": _when(told), "places": _places(told), "kind": _kind(told)}
    return {
        column: _one_of(found, column, asked["place" if column == "places" else column])
        for column, found in made.items()
        if asked["place" if column == "places" else column] != "agreed"
    }


def last_published() -> pl.Expr:
    """Give the last publication of an event's reports, as ISO text."""
    published = pl.element().struct.field("source").struct.field("published")
    return pl.col("reports").list.eval(published).list.max()


def first_by(policy: Policy) -> list[pl.Expr]:
    """Give what to sort by, so that the value that a policy takes comes first.

    Asked of columns ``_wide`` (how much a value leaves open), ``_alike`` (how many members have
    it), ``_published``, ``_rank`` and ``_at``.
    """
    published = pl.col("_published")
    order: dict[Policy, list[pl.Expr]] = {
        "agreed": [],
        "preferred": [pl.col("_rank")],
        "mode": [-pl.col("_alike").cast(pl.Int64), pl.col("_wide")],
        "most precise": [pl.col("_wide")],
        "most conservative": [-pl.col("_wide")],
        "latest": [published.is_null(), published.rank("dense", descending=True)],
    }
    return [*order[policy], pl.col("_at")]


def _one_of(told: pl.DataFrame, column: str, policy: Policy) -> pl.DataFrame:
    alike = told.with_columns(
        pl.len().over("_cluster", "_name").alias("_alike"),
        pl.col("_value").n_unique().over("_cluster").alias("_values"),
    ).filter(pl.col("_values") > 1)
    ordered = alike.sort("_cluster", *first_by(policy), nulls_last=True)
    return ordered.unique("_cluster", keep="first", maintain_order=True).select("_cluster", column)


def _when(told: pl.DataFrame) -> pl.DataFrame:
    bound = pl.col("when").struct.field
    wide = (bound("e1") - bound("s0")).cast(pl.Float64).fill_null(_ENDLESS)
    value = pl.struct(
        bound("s0"), bound("s1"), bound("e0"), bound("e1"), bound("tz"), bound("precision")
    )
    found = told.filter(bound("precision").is_not_null())
    return found.with_columns(
        wide.alias("_wide"), value.hash(0).alias("_value"), value.hash(0).alias("_name")
    )


def _places(told: pl.DataFrame) -> pl.DataFrame:
    """Members at one place by name may have points of several gazetteers."""
    radii = pl.col("places").list.eval(pl.element().struct.field("radius_km").fill_null(_ENDLESS))
    names = folded(
        pl.col("places").list.eval(pl.element().struct.field("name")).list.sort().list.join("|")
    )
    value = pl.col("places").hash(0)
    found = told.filter(pl.col("places").list.len() > 0).with_columns(value.alias("_value"))
    return found.with_columns(
        radii.list.max().alias("_wide"),
        pl.coalesce(pl.when(names != "").then(names), pl.col("_value").cast(pl.String)).alias(
            "_name"
        ),
    )


def _kind(told: pl.DataFrame) -> pl.DataFrame:
    wide = pl.col("kind").replace_strict(
        kind_widths(told["kind"]), default=0.0, return_dtype=pl.Float64
    )
    value = pl.col("kind")
    return told.filter(pl.col("kind").is_not_null()).with_columns(
        wide.alias("_wide"), value.alias("_value"), value.alias("_name")
    )
