"""When: the first and the last day, each in three columns and once more as text.

An event that lasts for several days began on the first and ended on the last.
"""

from __future__ import annotations

from typing import Final

import attrs
import polars as pl

from conflictlog.formats.building import ISO, Check, Part, days, when

__all__ = ["span", "with_dates"]

_WRITTEN: Final = (ISO, "%d-%b-%y", "%d-%b-%Y", "%d %B %Y")


def with_dates(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``_span``: the two ends in ISO, or what cannot be read as it stands."""
    begun, ended = _end("startdate", "styr", "stmo", "stday"), _end("enddate", "eyr", "emo", "eday")
    rows = rows.with_columns(begun.alias("_begun"), ended.alias("_ended"))
    begun, ended = pl.col("_begun"), pl.col("_ended")
    parts = pl.concat_str("styr", "stmo", "stday", separator="-", ignore_nulls=True)
    unread = pl.coalesce("startdate", pl.when(parts != "").then(parts))
    span = (
        pl.when(begun.is_null())
        .then(unread)
        .when(begun == ended)
        .then(begun)
        .otherwise(pl.format("{}/{}", begun, ended.fill_null("")))
    )
    return rows.with_columns(span.alias("_span"))


def _end(text: str, year: str, month: str, day: str) -> pl.Expr:
    """Read one of the two ends: its parts, which may stop at the month, else its text."""
    known = [
        pl.when(pl.col(name).str.contains(r"^\d+$")).then(pl.col(name)) for name in (month, day)
    ]
    months, numbers = (
        pl.when(cell.str.contains(r"[1-9]")).then(cell.str.zfill(2)) for cell in known
    )
    years = pl.when(pl.col(year).str.contains(r"^\d{4}$")).then(pl.col(year))
    whole = pl.format("{}-{}-{}", years, months, numbers)
    is_day = whole.str.to_date("%Y-%m-%d", strict=False).is_not_null()
    is_month = months.is_in([f"{n:02}" for n in range(1, 13)])
    return pl.coalesce(
        pl.when(is_day).then(whole),
        _iso(text),
        pl.when(numbers.is_null() & is_month).then(pl.format("{}-{}", years, months)),
        pl.when(numbers.is_null() & months.is_null()).then(years),
    )


def _iso(text: str) -> pl.Expr:
    return days(text, _WRITTEN).cast(pl.Int32).cast(pl.Date).dt.to_string("%Y-%m-%d")


def span() -> Part:
    """Give the time: within one day, or from within the first to within the last."""
    told = when(pl.col("_span").alias("startdate"))
    first, last = (days(name) for name in ("_begun", "_ended"))
    backwards = (last < first).fill_null(value=False)
    unread = tuple(attrs.evolve(check, where=check.where & ~backwards) for check in told.checks)
    more = (
        Check(
            column="enddate",
            where=backwards,
            value=pl.format("{} to {}", "_begun", "_ended"),
            problem="the end is before the start",
            hint="swap the two dates",
            outcome="rejected",
        ),
        Check(
            column="enddate",
            where=pl.any_horizontal(pl.col("enddate", "eyr").is_not_null())
            & pl.col("_ended").is_null(),
            value=pl.coalesce("enddate", "eyr"),
            problem="no end can be read: kept with an unknown end",
            hint="write it as 2011-01-30",
        ),
        *(_contradiction(*names) for names in (("startdate", "_begun"), ("enddate", "_ended"))),
        Check(
            column="duration",
            where=pl.col("duration").cast(pl.Int64, strict=False) != last - first + 1,
            value=pl.format("{} days, {} to {}", "duration", "_begun", "_ended"),
            problem="the duration and the dates contradict each other",
            hint="the dates are kept",
        ),
    )
    return attrs.evolve(told, checks=(*unread, *more))


def _contradiction(text: str, read: str) -> Check:
    return Check(
        column=text,
        where=_iso(text) != pl.col(read),
        value=pl.format("{}: {}", pl.col(text), pl.col(read)),
        problem="the date and its day, month and year contradict each other",
        hint="day, month and year are kept",
    )
