"""Days, weeks, months and years as numbers: which period a day lies in, and where one begins."""

from __future__ import annotations

from typing import Literal

import attrs
import numpy as np
import numpy.typing as npt

from conflictlog.errors import InvalidValue
from conflictlog.keywords import one_of
from conflictlog.when import When, civil
from conflictlog.when.days import FIRST_DAY, LAST_DAY

__all__ = [
    "OPEN",
    "PERIODS",
    "STARTS",
    "Period",
    "Start",
    "Stretch",
    "Whole",
    "index_of_days",
    "period_named",
    "start_day",
    "stretch_of",
    "week_start",
]

Period = Literal["day", "week", "month", "year"]
Start = Literal["monday", "saturday", "sunday"]
Whole = npt.NDArray[np.int64]

PERIODS: tuple[Period, ...] = ("day", "week", "month", "year")
#: Days to add so that weeks beginning on that day are counted by sevens: 1970-01-01 is a Thursday.
STARTS: dict[Start, int] = {"monday": 3, "saturday": 5, "sunday": 4}
#: Stands for a day that is not bounded.
OPEN = 10**9
_UNITS: dict[str, Literal["M", "Y"]] = {"month": "M", "year": "Y"}


def period_named(name: object) -> Period:
    """Read the name of a period.

    Examples
    --------
    >>> period_named("week")
    'week'
    """
    return one_of("period", name, PERIODS)


def week_start(name: object) -> Start:
    """Read the day on which weeks begin."""
    return one_of("start", name, STARTS, remedy="weeks begin on Monday where nothing is said")


def index_of_days(days: Whole, period: Period, start: Start = "monday") -> Whole:
    """Give the number of each day's period: 0 holds 1970-01-01; unbounded days stay so."""
    if period == "day":
        return days
    if period == "week":
        return np.where(abs(days) >= OPEN, days, (days + STARTS[start]) // 7)
    clipped = np.clip(days, -(10**6), 10**7)
    found = clipped.astype("datetime64[D]").astype(f"datetime64[{_UNITS[period]}]")
    return np.where(abs(days) >= OPEN, days, found.astype(np.int64))


def start_day(number: int, period: Period, start: Start = "monday") -> int:
    """Give the first day of a period, in days since 1970.

    Examples
    --------
    >>> start_day(1, "month"), start_day(1, "week"), start_day(1, "week", "sunday")
    (31, 4, 3)
    """
    return int(_start_days(np.array([number], dtype=np.int64), period, start)[0])


def _start_days(numbers: Whole, period: Period, start: Start) -> Whole:
    if period in _UNITS:
        days = numbers.astype(f"datetime64[{_UNITS[period]}]").astype("datetime64[D]")
        return days.astype(np.int64)
    return numbers * 7 - STARTS[start] if period == "week" else numbers


@attrs.frozen(kw_only=True)
class Stretch:
    """The periods of a table, from the first to the last; empty where the last comes first."""

    period: Period
    start: Start
    first: int
    last: int

    @property
    def size(self) -> int:
        """Count the periods."""
        return max(0, self.last - self.first + 1)

    def first_days(self, numbers: Whole) -> Whole:
        """Give the first day of each period; the calendar's first where it is cut."""
        return np.clip(_start_days(numbers, self.period, self.start), FIRST_DAY, LAST_DAY)

    def last_days(self, numbers: Whole) -> Whole:
        """Give the last day of each period."""
        return np.clip(_start_days(numbers + 1, self.period, self.start) - 1, FIRST_DAY, LAST_DAY)


def stretch_of(bounds: Whole, window: object, period: Period, start: Start) -> Stretch:
    """Take the periods from the first to the last known bound, or those that a window names.

    Parameters
    ----------
    bounds
        Days, unbounded ones among them.
    window
        What `When` reads, such as "2022-12" or a pair of days; None for all that is known.
    period, start
        As in `index_of_days`.

    Raises
    ------
    InvalidValue
        For a window without a first or a last day.
    """
    if window is None:
        known = bounds[abs(bounds) < OPEN]
        days = (int(known.min()), int(known.max())) if known.size else (1, 0)
    else:
        days = _window_days(window)
    if days[1] < days[0]:
        return Stretch(period=period, start=start, first=0, last=-1)
    numbers = index_of_days(np.array(days, dtype=np.int64), period, start)
    return Stretch(period=period, start=start, first=int(numbers[0]), last=int(numbers[1]))


def _window_days(window: object) -> tuple[int, int]:
    when = window if isinstance(window, When) else When(window)
    first, _, _, last = when.local_days
    if first is None or last is None:
        raise InvalidValue(
            f"window is {window!r}",
            expected="a first and a last day, such as '2022-12' or ('2022-12-01', '2022-12-24')",
            remedy=f"close it: from {civil(FIRST_DAY)} to {civil(LAST_DAY)} there are days",
        )
    return first, last
