"""Local days of instants, by columns: the same rule as `When.local_days`."""

from __future__ import annotations

import polars as pl

from conflictlog.when.days import DAY
from conflictlog.when.zones import first_instant, offset_at

__all__ = ["local_day_column", "local_days"]


def local_days(when: pl.DataFrame) -> pl.DataFrame:
    """Give the local days of s0, s1, e0 and of the last moment, as days since 1970-01-01.

    e0 counts for a day when it lies after the day's first instant, or where the
    event may be an instant exactly there.

    Parameters
    ----------
    when
        Columns s0, s1, e0, e1 (microseconds UTC, null for infinite) and tz.
    """
    tz = when["tz"]
    last = when.select(
        pl.when(pl.col("e1").is_not_null()).then(pl.max_horizontal(pl.col("e1") - 1, pl.col("s1")))
    ).to_series()
    ends = local_day_column(when["e0"], tz)
    opening = _first_instants(ends, tz)
    # With an open start the event cannot be an instant at e0.
    at_start = (when["e0"] == when["s0"]).fill_null(value=False)
    touches = (when["e0"] > opening) | (at_start & (when["e0"] == opening))
    before = local_day_column(when["e0"] - 1, tz)
    return pl.DataFrame(
        {
            "day_start_first": local_day_column(when["s0"], tz),
            "day_start_last": local_day_column(when["s1"], tz),
            "day_end_first": pl.select(
                pl.when(touches.fill_null(value=True)).then(ends).otherwise(before)
            ).to_series(),
            "day_end_last": local_day_column(last, tz),
        }
    )


def local_day_column(instants: pl.Series, tz: pl.Series) -> pl.Series:
    """Give the local day of each instant in its own zone, null where it is infinite."""
    frame = pl.DataFrame({"t": instants.cast(pl.Int64), "tz": tz})
    day = (pl.col("t") // DAY).cast(pl.Int32)
    for zone in tz.drop_nulls().unique().sort():
        here = pl.col("tz") == zone
        if zone[0] in "+-":
            local = (pl.col("t") + offset_at(zone, 0)) // DAY
        else:
            moments = pl.col("t").cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(zone)
            local = moments.dt.date().cast(pl.Int32)
        day = pl.when(here).then(local.cast(pl.Int32)).otherwise(day)
    frame = frame.with_columns(day.alias("day"))
    if tz.null_count() == len(tz):
        return frame["day"]
    # Where clocks go back over midnight the new day has begun and stays begun.
    following = _first_instants(frame["day"] + 1, tz)
    begun = (frame["t"] >= following).fill_null(value=False) & tz.is_not_null()
    return frame["day"] + begun.cast(pl.Int32)


def _first_instants(days: pl.Series, tz: pl.Series) -> pl.Series:
    """Give the first instant of each local day: looked up once for each day and zone."""
    frame = pl.DataFrame({"day": days.cast(pl.Int64), "tz": tz})
    if tz.null_count() == len(tz):
        return frame["day"] * DAY
    distinct = frame.filter(pl.col("tz").is_not_null() & pl.col("day").is_not_null()).unique()
    found = [first_instant(zone, day) for day, zone in distinct.iter_rows()]
    table = distinct.with_columns(pl.Series("first", found, dtype=pl.Int64))
    joined = frame.join(table, on=["day", "tz"], how="left", maintain_order="left")
    return joined.select(
        pl.when(pl.col("tz").is_null()).then(pl.col("day") * DAY).otherwise(pl.col("first"))
    ).to_series()
