"""When: the row already carries its span, and the event lies within it.

date_prec 1 to 5 is one day, 2 to 6 days, a week, up to a month, longer; in all files that were
looked at the span says the same, so the span counts and a contradiction is listed.
"""

from __future__ import annotations

from typing import Any, Final, cast

import polars as pl

from conflictlog.formats.building.faults import Check
from conflictlog.formats.building.nesting import record
from conflictlog.schema.columns import WHEN
from conflictlog.when import floating_window_bounds

__all__ = ["CHECKS", "parsed_days", "when"]

# Three forms: a date alone, with a midnight, and with a midnight in milliseconds.
_DATE: Final = r"^\s*(\d{4}-\d{2}-\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?\s*$"
_LONGEST: Final = {"1": 1, "2": 6, "3": 7, "4": 31, "5": 366}
_SHORTEST: Final = {"1": 1, "2": 2, "3": 7, "4": 8, "5": 32}

_FIRST, _LAST = pl.col("_first"), pl.col("_last")
_LENGTH = _LAST - _FIRST + 1


def parsed_days() -> list[pl.Expr]:
    """Give the first and the last day as day numbers, null where a cell holds no date."""
    return [_day("date_start").alias("_first"), _day("date_end").alias("_last")]


def _day(name: str) -> pl.Expr:
    date = pl.col(name).str.extract(_DATE, 1).str.to_date("%Y-%m-%d", strict=False)
    return date.cast(pl.Int32).cast(pl.Int64)


def _unreadable(name: str, day: pl.Expr) -> Check:
    empty = pl.col(name).is_null()
    return Check(
        column=name,
        where=day.is_null(),
        problem=pl.when(empty).then(pl.lit("no date")).otherwise(pl.lit("no date can be read")),
        hint="write it as 2017-01-30",
        outcome="rejected",
    )


CHECKS: Final = (
    _unreadable("date_start", _FIRST),
    _unreadable("date_end", _LAST),
    Check(
        column="date_end",
        where=_LAST < _FIRST,
        value=pl.format("{} to {}", "date_start", "date_end"),
        problem="the end is before the start",
        hint="swap the two dates",
        outcome="rejected",
    ),
    Check(
        column="date_prec",
        where=pl.col("_date_prec").is_not_null()
        & (
            _LENGTH.gt(pl.col("_date_prec").replace_strict(_LONGEST, default=None))
            | _LENGTH.lt(pl.col("_date_prec").replace_strict(_SHORTEST, default=None))
        ),
        value=pl.format("{}: {} to {}", "date_prec", "date_start", "date_end"),
        problem="the precision and the span of the dates contradict each other",
        hint="the span is kept; look at the three cells",
    ),
)


def when() -> pl.Expr:
    """Give the time: at some moment within the days from the first to the last."""
    s0, s1, e0, e1 = _bounds()
    start, end = pl.col("date_start"), pl.col("date_end")
    return record(
        WHEN,
        s0=s0,
        s1=s1,
        e0=e0,
        e1=e1,
        text=pl.when(start == end).then(start).otherwise(start + " to " + end),
        precision=_precision(),
        qualifier=pl.lit("none"),
        open_start=pl.lit("closed"),
        open_end=pl.lit("closed"),
    )


def _bounds() -> tuple[pl.Expr, pl.Expr, pl.Expr, pl.Expr]:
    # Plain arithmetic, written for numbers, which takes columns as well.
    bounds: Any = floating_window_bounds(cast("Any", _FIRST), cast("Any", _LAST))
    return cast("tuple[pl.Expr, pl.Expr, pl.Expr, pl.Expr]", bounds)


def _precision() -> pl.Expr:
    """Name the unit that the span fills, as `When` itself does; a week where it is said."""
    first, last = _FIRST.cast(pl.Int32).cast(pl.Date), _LAST.cast(pl.Int32).cast(pl.Date)
    begins_month, ends_month = first == first.dt.month_start(), last == last.dt.month_end()
    same_year = first.dt.year() == last.dt.year()
    whole_year = begins_month & ends_month & (first.dt.month() == 1) & (last.dt.month() == 12)
    whole_month = begins_month & ends_month & (first.dt.month() == last.dt.month())
    return (
        pl.when(_FIRST == _LAST)
        .then(pl.lit("day"))
        .when((pl.col("_date_prec") == "3") & (_LENGTH == 7))
        .then(pl.lit("week"))
        .when(whole_month & same_year)
        .then(pl.lit("month"))
        .when(whole_year & same_year)
        .then(pl.lit("year"))
        .otherwise(pl.lit("range"))
    )
