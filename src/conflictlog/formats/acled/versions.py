"""One event several times: ACLED changes its rows, and files are put together."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.acled.columns import KEY
from conflictlog.formats.building import Check

__all__ = ["CHECKS", "with_versions"]

_NEWER, _SAME = pl.col("_newer"), pl.col("_same")


def with_versions(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``_newer``, the row that holds a newer version; and ``_same``, one that says the same."""
    none = pl.lit(None, pl.Int64)
    keys = rows[KEY].drop_nulls()
    if keys.n_unique() == keys.len():
        return rows.with_columns(none.alias("_newer"), none.alias("_same"))
    again = pl.col(KEY).is_not_null() & pl.col(KEY).is_duplicated()
    stamp = pl.col("timestamp").cast(pl.Float64, strict=False)
    cells = [name for name in rows.columns if name != "row"]
    twins = rows.filter(again).with_columns(
        stamp.alias("_stamp"), pl.col("row").min().over(cells).alias("_first_row")
    )
    newest = pl.col("_stamp").max()
    latest = pl.col("row").filter(pl.col("_stamp") == newest).first().over(KEY)
    found = twins.select(
        "row",
        pl.when(pl.col("_stamp") < newest.over(KEY)).then(latest).alias("_newer"),
        pl.when(pl.col("_first_row") < pl.col("row")).then("_first_row").alias("_same"),
    )
    return rows.join(found, on="row", how="left", maintain_order="left")


CHECKS: Final = (
    Check(
        column="timestamp",
        where=_NEWER.is_not_null(),
        value=pl.format("{}: {}", KEY, "timestamp"),
        problem=pl.format("row {} holds a newer version of the event", _NEWER),
        hint="the newer one is read",
        outcome="rejected",
    ),
    Check(
        column=KEY,
        where=_SAME.is_not_null() & _NEWER.is_null(),
        problem=pl.format("the same stands in row {} already", _SAME),
        hint="it is read once",
        outcome="rejected",
    ),
)
