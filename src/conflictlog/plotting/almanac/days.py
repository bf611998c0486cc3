"""How many events fall on each local day: certainly, or possibly; by columns."""

from __future__ import annotations

from typing import Literal

import attrs
import numpy as np
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.keywords import one_of
from conflictlog.log import EventLog
from conflictlog.plotting.periods import Whole, start_day

__all__ = ["MOST_YEARS", "Daily", "Of", "count_days", "months_of", "of_named"]

Of = Literal["start", "throughout"]
_OF: tuple[Of, ...] = ("start", "throughout")
MOST_YEARS = 12  # that a window may ask for
_USUAL_YEARS = 3  # that are shown when nobody asks
_FEW_MONTHS = 6  # up to which no whole year is shown
_OPEN = 10**9
_FIRST_MONTH, _LAST_MONTH = -1969 * 12, 8030 * 12 - 1  # January of 1, December of 9999


def of_named(name: object) -> Of:
    """Read on which days an event counts."""
    return one_of("days", name, _OF)


@attrs.frozen(kw_only=True, eq=False)
class Daily:
    """Counts from the day `first` on, and how many events are in none of them.

    Parameters
    ----------
    certain
        Events that surely fall on the day.
    possible
        Events that may, and may not.
    fullest
        Whether these are only the fullest years of a longer time.
    """

    first: int
    certain: Whole
    possible: Whole
    total: int
    undated: int
    unrealised: int
    before: int
    after: int
    fullest: bool

    @property
    def last(self) -> int:
        """Give the last day."""
        return self.first + len(self.certain) - 1


def count_days(
    log: EventLog, of: Of, *, window: tuple[float, float] | None, planned: bool
) -> Daily:
    """Count by columns; what may fall on several days is possible on each."""
    end = "day_start" if of == "start" else "day_end"
    table = log.derived.select(
        pl.col("phase").is_in(["planned", "cancelled"]).fill_null(value=False).alias("unreal"),
        pl.col("precision").is_not_null().alias("dated"),
        low=pl.col("day_start_first").cast(pl.Int64).fill_null(-_OPEN),
        sure=pl.col("day_start_last").cast(pl.Int64).fill_null(_OPEN),
        until=pl.col(f"{end}_first").cast(pl.Int64).fill_null(-_OPEN),
        high=pl.col(f"{end}_last").cast(pl.Int64).fill_null(_OPEN),
    )
    kept = table if planned else table.filter(~pl.col("unreal"))
    known = (pl.col("low") > -_OPEN) | (pl.col("high") < _OPEN) | (pl.col("sure") < _OPEN)
    dated = kept.filter(known & pl.col("dated"))
    low, sure, until, high = (dated[name].to_numpy() for name in ("low", "sure", "until", "high"))
    first, count, fullest = _stretch(np.concatenate([low, sure, until, high]), window)
    touched = _spread(low, high, first, count)
    certain = _spread(sure, until, first, count)
    return Daily(
        first=first,
        certain=certain,
        possible=touched - certain,
        total=table.height,
        undated=kept.height - dated.height,
        unrealised=table.height - kept.height,
        before=int((high < first).sum()),
        after=int((low >= first + count).sum()),
        fullest=fullest,
    )


def _spread(low: Whole, high: Whole, first: int, count: int) -> Whole:
    """Count on each day the stretches that hold it."""
    inside = (low <= high) & (high >= first) & (low < first + count)
    # Up where a stretch begins, down behind its end; the running sum counts it on each day.
    begin = np.maximum(low[inside] - first, 0)
    end = np.minimum(high[inside] - first + 1, count)
    steps = np.bincount(begin, minlength=count + 1) - np.bincount(end, minlength=count + 1)
    return np.asarray(steps[:count].cumsum(), dtype=np.int64)


def months_of(days: Whole) -> Whole:
    """Give the month of each day, counted from January 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _stretch(bounds: Whole, window: tuple[float, float] | None) -> tuple[int, int, bool]:
    """Give the first day, their number, and whether longer times were cut to the fullest."""
    if window is not None:
        first, last = int(np.floor(window[0])), int(np.ceil(window[1])) - 1
        one, two = (int(month) for month in months_of(np.array([first, last])))
        if two // 12 - one // 12 >= MOST_YEARS:
            raise InvalidValue(
                f"window covers {two // 12 - one // 12 + 1:,} years",
                expected=f"at most {MOST_YEARS}",
                remedy='narrow window=, or count by month: log.plot.counts(period="month")',
            )
        return first, last - first + 1, False
    known = np.sort(months_of(bounds[abs(bounds) < _OPEN]))
    if not len(known):
        return 0, 31, False
    one, two = int(known[0]), int(known[-1])
    fullest = False
    if two - one >= _FEW_MONTHS:
        one, two = one // 12, two // 12
        if fullest := two - one >= _USUAL_YEARS:
            years = known // 12
            held = np.searchsorted(years, years + _USUAL_YEARS) - np.arange(len(years))
            best = int(np.argmax(held))
            one, two = int(years[best]), int(years[best + held[best] - 1])
        one, two = one * 12, two * 12 + 11
    one, two = max(one, _FIRST_MONTH), min(two, _LAST_MONTH)
    first = start_day(one, "month")
    return first, start_day(two + 1, "month") - first, fullest
