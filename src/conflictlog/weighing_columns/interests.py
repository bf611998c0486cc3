"""Whose claims are in their own interest, by columns."""

from __future__ import annotations

import polars as pl

from conflictlog.registry import Registry

__all__ = ["party_sides", "self_interested"]


def self_interested(reports: pl.DataFrame, frame: pl.DataFrame, *, registry: Registry) -> pl.Series:
    """Say for each report whether its interest is self, as told or as inferred.

    A report without an interest of its own is self-interested when its side is one
    of the event's parties: the actors that the analyst set, else all reports' actors.
    """
    told = (reports["interest"] == "self").fill_null(value=False)
    open_ones = reports.select(
        "row", "side", pl.int_range(pl.len(), dtype=pl.Int64).alias("at")
    ).filter(reports["interest"].is_null() & reports["side"].is_not_null())
    if open_ones.is_empty():
        return told
    parties = party_sides(frame, open_ones.select("row").unique())
    pairs = open_ones.select("row", "side").unique().join(parties, on="row")
    distinct = pairs.select("side", "name", "country").unique()
    same = [registry.same_side(*values) for values in distinct.iter_rows()]
    agreeing = distinct.filter(pl.Series(same, dtype=pl.Boolean))
    hits = pairs.join(agreeing, on=["side", "name", "country"], how="semi", nulls_equal=True)
    found = open_ones.join(hits.select("row", "side").unique(), on=["row", "side"], how="semi")
    inferred = (
        pl.select(pl.int_range(reports.height, dtype=pl.Int64))
        .to_series()
        .is_in(found["at"].implode())
    )
    return told | inferred


def party_sides(frame: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Give the distinct (row, name, country) of the parties of some events."""
    wanted = frame.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
        pl.col("actors"),
        pl.col("reports"),
    ).join(rows, on="row", how="semi")
    fixed = pl.col("actors").list.len() > 0
    own = wanted.filter(fixed).select("row", "actors").explode("actors")
    told = (
        wanted.filter(~fixed)
        .select("row", "reports")
        .explode("reports")
        .select("row", pl.col("reports").struct.field("actors").alias("actors"))
        .explode("actors")
    )
    actor = pl.col("actors").struct.field
    return (
        pl.concat([own, told])
        .select("row", actor("name"), actor("country"))
        .filter(pl.col("name").is_not_null())
        .unique()
    )
