"""When: the row already carries its span, and the event lies within it.

date_prec 1 to 5 is one day, 2 to 6 days, a week, up to a month, longer; in all files that were
looked at the span says the same, so the span counts and a contradiction is listed.
"""

from __future__ import annotations

from typing import Final

import attrs
import polars as pl

from conflictlog.formats.building import Check, Part, when

__all__ = ["span"]

_LONGEST: Final = {"1": 1, "2": 6, "3": 7, "4": 31, "5": 366}
_SHORTEST: Final = {"1": 1, "2": 2, "3": 7, "4": 8, "5": 32}
_LENGTH: Final = pl.col("_last") - pl.col("_first") + 1
_PREC: Final = pl.col("_date_prec")

_CONTRADICTION: Final = Check(
    column="date_prec",
    where=_PREC.is_not_null()
    & (
        _LENGTH.gt(_PREC.replace_strict(_LONGEST, default=None))
        | _LENGTH.lt(_PREC.replace_strict(_SHORTEST, default=None))
    ),
    value=pl.format("{}: {} to {}", "date_prec", "date_start", "date_end"),
    problem="the precision and the span of the dates contradict each other",
    hint="the span is kept; look at the three cells",
)


#: A year may begin within the days that a row spans.
_YEAR: Final = pl.col("year").str.extract(r"^(\d{4})(?:\.0+)?$", 1).cast(pl.Int64)
_FIRST_YEAR: Final = pl.from_epoch("_first", time_unit="d").dt.year()
_LAST_YEAR: Final = pl.from_epoch("_last", time_unit="d").dt.year()

_ANOTHER_YEAR: Final = Check(
    column="year",
    where=~_YEAR.is_between(_FIRST_YEAR, _LAST_YEAR),
    value=pl.format("{}: {} to {}", "year", "date_start", "date_end"),
    problem="the year and the dates contradict each other",
    hint="the dates are kept; look at the three cells",
)


def span() -> Part:
    """Give the time: at some moment within the days from the first to the last."""
    week = pl.when((_PREC == "3") & (_LENGTH == 7)).then(pl.lit("given week"))
    told = Part(value=week.otherwise(pl.lit("given")))
    found = when("date_start", "date_end", span=told)
    return attrs.evolve(found, checks=(*found.checks, _ANOTHER_YEAR, _CONTRADICTION))
