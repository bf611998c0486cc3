"""Merged events into what they were: the opposite of joining, also after writing and reading."""

from __future__ import annotations

import polars as pl

from conflictlog.schema import SCHEMA
from conflictlog.schema.columns import MEMBER, REPORT

__all__ = ["parted"]


def parted(frame: pl.DataFrame) -> pl.DataFrame:
    """Give every member of every merged event as the event that it was.

    A field that was set on the merged event afterwards is not a member's, and is lost; a report
    that was added is kept, with the member of the smallest id. Rows that were never merged stay as
    they are.
    """
    merged = pl.col("members").list.len() > 0
    rows = frame.with_row_index("_at")
    made = rows.filter(merged)
    if made.is_empty():
        return frame
    members = made.select("_at", pl.col("members")).explode("members")
    own = members.select(
        "_at", *(pl.col("members").struct.field(field.name) for field in MEMBER.fields)
    )
    ids = pl.col("members").list.eval(pl.element().struct.field("id")).alias("ids")
    reports = made.select("_at", ids, "reports").explode("reports")
    named = pl.col("reports").struct.field("member")
    # A report that was added after the merge goes to the member whose id the event bears.
    theirs = pl.col("ids").list.contains(named).fill_null(value=False)
    whose = pl.when(theirs).then(named).otherwise(pl.col("ids").list.min())
    bare = pl.lit(None, dtype=pl.String).alias("member")
    reports = reports.filter(pl.col("reports").struct.field("id").is_not_null()).select(
        "_at", whose.alias("id"), pl.col("reports").struct.with_fields(bare)
    )
    held = reports.group_by("_at", "id", maintain_order=True).agg(pl.col("reports"))
    whole = own.join(held, on=["_at", "id"], how="left", maintain_order="left").with_columns(
        pl.coalesce("reports", pl.lit([], dtype=pl.List(REPORT))).alias("reports"),
        pl.lit([], dtype=SCHEMA["members"]).alias("members"),
    )
    parts = [rows.filter(~merged).select("_at", *SCHEMA), whole.select("_at", *SCHEMA)]
    return (
        pl.concat([part.cast(SCHEMA) for part in parts])
        .sort("_at", maintain_order=True)
        .drop("_at")
    )
