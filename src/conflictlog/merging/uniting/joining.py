"""Rows of one cluster into one row: reports united, nothing overwritten, each member kept."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.merging.uniting.choosing import chosen
from conflictlog.merging.uniting.policies import Policies, Policy, as_policies
from conflictlog.schema import SCHEMA
from conflictlog.schema.columns import MEMBER, REPORT

__all__ = ["joined"]

#: Fields that one analyst sets: kept where all who set them agree.
_SET: Final = ("kind", "title", "when", "places", "actors", "facets", "phase", "notes")
#: Fields that hold several things: united.
_UNITED: Final = ("links", "assessments", "tags")


def joined(
    frame: pl.DataFrame,
    cluster: pl.Series,
    *,
    rank: pl.Series | None = None,
    policies: Policies | None = None,
) -> pl.DataFrame:
    """Make one row of the rows of each cluster; rows that are alone stay as they are.

    Parameters
    ----------
    frame
        Rows of the log's schema.
    cluster
        The cluster of each row.
    rank
        The place of each row's log in the order of preference; that of rows unless told.
    policies
        What becomes of a field that members tell differently: "agreed" leaves it to the reports,
        so that it shows in ``conflicts()``; others set one member's value.

    Returns
    -------
    polars.DataFrame
        A row a cluster, where its first row stood. The id is the smallest of the members' ids.
    """
    policies = as_policies("agreed") if policies is None else policies
    rows = frame.with_columns(cluster.alias("_cluster")).with_row_index("_at")
    rows = rows.with_columns(pl.col("_at").alias("_rank") if rank is None else rank.alias("_rank"))
    many = pl.len().over("_cluster") > 1
    together = rows.filter(many)
    if together.is_empty():
        return frame
    alone = rows.filter(~many).select("_at", *SCHEMA)
    told = (
        together.sort("_rank", "_at")
        .group_by("_cluster")
        .agg(
            pl.col("_at").min(),
            pl.col("id").min(),
            *(_agreed(name, policies["others"]) for name in _SET),
            *(_all_of(name) for name in _UNITED),
            pl.col("sensitive").any(),
        )
    )
    united = (
        told.join(_reports(together), on="_cluster", how="left")
        .join(_members(together), on="_cluster", how="left")
        .with_columns(pl.col(name).list.unique(maintain_order=True) for name in _UNITED)
        .with_columns(pl.col("tags").list.sort())
    )
    for name, found in chosen(together, policies).items():
        united = united.join(found, on="_cluster", how="left", suffix="_chosen").with_columns(
            pl.coalesce(f"{name}_chosen", name).alias(name)
        )
    smallest = pl.col("members").list.eval(pl.element().struct.field("id")).list.min()
    united = united.with_columns(smallest.alias("id"))
    whole = pl.concat([alone, united.select("_at", *SCHEMA).cast(SCHEMA)])
    return whole.sort("_at").drop("_at")


def _all_of(name: str) -> pl.Expr:
    """Give everything that any of the rows holds."""
    return pl.col(name).list.explode(keep_nulls=False, empty_as_null=False)


def _agreed(name: str, policy: Policy) -> pl.Expr:
    """Give the value that all who set a field agree on; the wording of a date is no part of it."""
    column = pl.col(name)
    several = isinstance(SCHEMA[name], pl.List)
    is_set = column.list.len() > 0 if several else column.is_not_null()
    if name == "when":
        is_set = column.struct.field("precision").is_not_null()
    first = column.filter(is_set).first()
    if policy == "preferred":
        found = first
    else:
        said = column
        if name == "when":
            said = pl.struct(
                column.struct.field(field.name)
                for field in SCHEMA["when"].fields  # type: ignore[attr-defined]
                if field.name != "text"
            )
        alike = said.hash(0).filter(is_set).n_unique() == 1
        found = pl.when(alike).then(first)
    nothing = pl.lit([], dtype=SCHEMA[name]) if several else pl.lit(None, dtype=SCHEMA[name])
    return pl.coalesce(found, nothing).alias(name)


def _reports(rows: pl.DataFrame) -> pl.DataFrame:
    """Unite the reports, each with the member that it came from, sorted by id."""
    merged = (pl.col("members").list.len() > 0).alias("merged")
    flat = rows.select("_cluster", "id", merged, "reports").explode("reports")
    flat = flat.filter(pl.col("reports").struct.field("id").is_not_null())
    # Only of an event that was merged before do its reports name a member.
    named = pl.when("merged").then(pl.col("reports").struct.field("member"))
    kept = pl.coalesce(named, "id").alias("member")
    flat = flat.with_columns(pl.col("reports").struct.with_fields(kept))
    key = pl.col("reports").struct.field("id")
    grouped = flat.sort(key, pl.col("reports").struct.field("member")).group_by("_cluster")
    return grouped.agg(pl.col("reports")).with_columns(pl.col("reports").cast(pl.List(REPORT)))


def _members(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep what each event was; of one that was merged before, its members."""
    fields = [pl.col(field.name) for field in MEMBER.fields]
    own = pl.concat_list(pl.struct(fields).cast(MEMBER)).alias("own")
    flat = rows.with_columns(own).select(
        "_cluster",
        pl.when(pl.col("members").list.len() > 0).then("members").otherwise("own").alias("members"),
    )
    exploded = flat.explode("members")
    ordered = exploded.sort("_cluster", pl.col("members").struct.field("id"))
    return ordered.group_by("_cluster", maintain_order=True).agg(pl.col("members"))
