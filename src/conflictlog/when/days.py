"""Days and moments as integers: days since 1970-01-01, microseconds since the epoch.

The proleptic Gregorian calendar, years 1 to 9999.  Nothing here knows a zone: for a floating
time the microseconds are those of the same wall time in UTC.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol, Self, TypeVar

__all__ = [
    "DAY",
    "FIRST_DAY",
    "HOUR",
    "LAST_DAY",
    "MINUTE",
    "SECOND",
    "civil",
    "day_number",
    "floating_day_bounds",
    "floating_interval_bounds",
    "floating_window_bounds",
    "month_start",
    "wall_of",
]

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Days(Protocol):
    """A day number, or a column of them: what can be added and multiplied."""

    def __mul__(self, other: int, /) -> Self:
        """Multiply by a number."""
        ...

    def __add__(self, other: int, /) -> Self:
        """Add a number."""
        ...

    def __sub__(self, other: int, /) -> Self:
        """Subtract a number."""
        ...


D = TypeVar("D", bound=Days)
_EPOCH = dt.date(1970, 1, 1).toordinal()
FIRST_DAY = dt.date.min.toordinal() - _EPOCH
LAST_DAY = dt.date.max.toordinal() - _EPOCH


def day_number(day: dt.date) -> int:
    """Count the days from 1970-01-01 to a date.

    Examples
    --------
    >>> day_number(dt.date(2022, 12, 19))
    19345
    """
    return day.toordinal() - _EPOCH


def civil(day: int) -> dt.date:
    """Give the date of a day number; beyond the calendar, its nearest end.

    Examples
    --------
    >>> civil(19345)
    datetime.date(2022, 12, 19)
    """
    return dt.date.fromordinal(min(max(day, FIRST_DAY), LAST_DAY) + _EPOCH)


def month_start(year: int, month: int) -> int:
    """Give the day number of a month's first day; month 13 is the next January.

    Examples
    --------
    >>> month_start(2022, 13) == month_start(2023, 1)
    True
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > dt.MAXYEAR:
        return LAST_DAY + 1
    return day_number(dt.date(year, month, 1))


def wall_of(moment: dt.datetime) -> int:
    """Give a datetime's clock reading in microseconds, whatever its zone."""
    day = moment.toordinal() - _EPOCH
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    return day * DAY + seconds * SECOND + moment.microsecond


def floating_day_bounds(day: D) -> tuple[D, D, D, D]:
    """Give (s0, s1, e0, e1) of a point event some time *within* a day, without a zone.

    s0 = e0 = midnight, s1 = next midnight - 1 us, e1 = next midnight.  Plain arithmetic, so it
    takes a column (a NumPy array, a Polars expression or series) as well as a number.

    Examples
    --------
    >>> floating_day_bounds(0)
    (0, 86399999999, 0, 86400000000)
    """
    return floating_window_bounds(day, day)


def floating_window_bounds(first: D, last: D) -> tuple[D, D, D, D]:
    """Give (s0, s1, e0, e1) of a point event within the days first..last: `[A..B]`.

    Examples
    --------
    >>> floating_window_bounds(0, 1)
    (0, 172799999999, 0, 172800000000)
    """
    start, end = first * DAY, last * DAY + DAY
    return start, end - 1, start, end


def floating_interval_bounds(first: D, last: D) -> tuple[D, D, D, D]:
    """Give (s0, s1, e0, e1) of an event that began on one day and ended on another: `A/B`.

    The start lies in the first day, the end after the first instant of the last day: it touches
    both for certain.

    Examples
    --------
    >>> floating_interval_bounds(0, 4)
    (0, 86399999999, 345600000001, 432000000000)
    """
    return first * DAY, first * DAY + DAY - 1, last * DAY + 1, last * DAY + DAY
