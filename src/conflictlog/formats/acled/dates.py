"""When: ACLED's dates, of which old files wrote some in a way that two countries read apart."""

from __future__ import annotations

from typing import Final

import attrs
import polars as pl

from conflictlog.formats.building import ISO, Check, Part, coded, when

__all__ = ["patterns_of", "published", "times"]

_WRITTEN: Final = (ISO, "%d %B %Y", "%d-%B-%Y", "%d-%b-%Y", "%d %b %Y")
_DAY_FIRST: Final = "%d/%m/%Y"
_MONTH_FIRST: Final = "%m/%d/%Y"
_SLASHED: Final = r"^\s*(\d{1,2})/(\d{1,2})/\d{4}\s*$"
_DATE: Final = "event_date"
# Seconds since 1970: from 1997, when the records begin, to 2100; milliseconds lie beyond.
_SECONDS: Final = (852_076_800, 4_102_444_800)


def patterns_of(rows: pl.DataFrame, *, day_first: bool | None) -> tuple[str, ...]:
    """Give the patterns by which the file's dates are read.

    Old releases wrote 13/02/2014 and spreadsheets 02/13/2014. Where nobody says which, the
    dates themselves tell: a number above 12 is no month. Where they tell neither, or both,
    such dates are not read.
    """
    if day_first is None:
        parts = rows.select(
            pl.col(_DATE).str.extract(_SLASHED, n).cast(pl.Int64).max().alias(str(n))
            for n in (1, 2)
        )
        first, second = ((number or 0) > 12 for number in parts.row(0))
        day_first = first if first != second else None
    slashed = {None: (), True: (_DAY_FIRST,), False: (_MONTH_FIRST,)}[day_first]
    return (*_WRITTEN, *slashed)


def times(patterns: tuple[str, ...]) -> Part:
    """Give the time: within the day, three days to each side of it, or its month."""
    told = when(
        _DATE,
        formats=patterns,
        span=coded("time_precision", {"1": "day", "2": "week", "3": "month"}),
    )
    # However a date is written, its year is the one number of four digits.
    own = pl.col(_DATE).str.extract(r"(?:^|\D)(\d{4})(?:\D|$)", 1)
    year = pl.col("year").str.replace(r"\.0+$", "")
    slashed = pl.col(_DATE).str.contains(_SLASHED)
    hinted = tuple(
        attrs.evolve(
            check,
            hint=pl.when(slashed)
            .then(pl.lit("say day_first=True for 13/02/2014, or day_first=False for 02/13/2014"))
            .otherwise(pl.lit("write it as 2023-02-16 or 16 February 2023")),
        )
        if check.column == _DATE
        else check
        for check in told.checks
    )
    more = (
        Check(
            column=_DATE,
            where=pl.col("_first").is_not_null() & own.is_null(),
            problem="no date can be read: the year has not four digits",
            hint="write the year in full",
            outcome="rejected",
        ),
        Check(
            column="year",
            where=own != year,
            value=pl.format("{}: {}", "year", _DATE),
            problem="the year and the date contradict each other",
            hint="the date is kept; look at the two cells",
        ),
    )
    return attrs.evolve(told, checks=(*hinted, *more))


def published() -> Part:
    """Give when ACLED last changed the row: its own ``timestamp``, seconds since 1970."""
    cell = pl.col("timestamp")
    number = cell.cast(pl.Float64, strict=False)
    seconds = pl.when(number.is_between(*_SECONDS)).then(number.floor().cast(pl.Int64))
    text = pl.from_epoch(seconds, time_unit="s").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    check = Check(
        column="timestamp",
        where=cell.is_not_null() & pl.col("_published").is_null(),
        problem="no moment can be read: kept without the time of publication",
        hint="ACLED writes seconds since 1970: 1684180000",
    )
    return Part(
        value=pl.col("_published"),
        prepare=lambda rows: rows.with_columns(text.alias("_published")),
        checks=(check,),
        reads=frozenset({"timestamp"}),
    )
