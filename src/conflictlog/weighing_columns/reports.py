"""The reports of a log in one flat frame, with what each is worth by itself."""

from __future__ import annotations

import polars as pl

from conflictlog.registry import Registry
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing.profile import profile

__all__ = ["flat_reports", "with_profiles"]

_COMBINATION = (
    "outlet",
    "outlet_rating",
    "wire",
    "claimant",
    "claimant_side",
    "claimant_rating",
)


def flat_reports(frame: pl.DataFrame) -> pl.DataFrame:
    """Give one row a report: the row of its event, its struct ``r``, and its short fields."""
    report = pl.col("r").struct.field
    source, claimant = report("source").struct.field, report("claimant").struct.field
    return (
        frame.select(
            pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), pl.col("reports").alias("r")
        )
        .explode("r")
        .with_columns(
            report("id"),
            report("stance"),
            report("about"),
            report("interest"),
            report("supersedes"),
            source("outlet"),
            source("reliability").alias("outlet_rating"),
            source("wire"),
            source("published"),
            claimant("name").alias("claimant"),
            claimant("side").alias("claimant_side"),
            claimant("reliability").alias("claimant_rating"),
            (report("derived_from").list.len() > 0).alias("derives"),
            (report("cites").list.len() > 0).alias("has_cites"),
        )
    )


def with_profiles(
    reports: pl.DataFrame, *, model: ConfidenceModel, registry: Registry
) -> pl.DataFrame:
    """Judge each distinct combination of outlet, wire and claimant once, and join it on.

    Adds ``code`` (of the combination), ``origin_code``, ``letter``, ``weight``,
    ``side``, ``outlet_name`` and ``wire_name``; the last three are canonical.
    """
    coded = reports.with_columns(
        pl.struct(_COMBINATION).rank("dense").cast(pl.Int64).alias("code")
        if reports.height
        else pl.lit(None, pl.Int64).alias("code")
    )
    distinct = (
        coded.group_by("code").agg(pl.col(name).first() for name in _COMBINATION).sort("code")
    )
    found = [
        profile(**values, registry=registry, model=model)
        for values in distinct.select(_COMBINATION).iter_rows(named=True)
    ]
    table = pl.DataFrame(
        {
            "code": distinct["code"],
            "origin": pl.Series([item.origin for item in found], dtype=pl.String),
            "letter": pl.Series([item.reliability for item in found], dtype=pl.String),
            "weight": pl.Series([item.weight for item in found], dtype=pl.Float64),
            "side": pl.Series([item.side for item in found], dtype=pl.String),
            "outlet_name": pl.Series([item.outlet for item in found], dtype=pl.String),
            "wire_name": pl.Series([item.wire for item in found], dtype=pl.String),
        }
    )
    return coded.join(table, on="code", how="left", maintain_order="left")
