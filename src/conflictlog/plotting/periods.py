"""How many events begin in each period: certainly, or possibly; by columns."""

from __future__ import annotations

import attrs
import numpy as np
import polars as pl

from conflictlog.log import EventLog
from conflictlog.summaries.coverage import covered_spans, stated_coverages
from conflictlog.summaries.memberships import day_bounds, realised
from conflictlog.summaries.periods import (
    OPEN,
    PERIODS,
    Period,
    Stretch,
    Whole,
    index_of_days,
    period_named,
    start_day,
)
from conflictlog.summaries.tables import running_sums

__all__ = ["PERIODS", "Period", "Tally", "Whole", "period_named", "start_day", "tally", "uncovered"]

_MOST = 600  # periods; more are no bars


@attrs.frozen(kw_only=True)
class Tally:
    """Counts by category and period, and how many events are in none."""

    first: int
    period: Period
    categories: tuple[str, ...]
    certain: Whole
    possible: Whole
    total: int
    undated: int
    unrealised: int
    before: int
    after: int

    @property
    def edges(self) -> list[int]:
        """Give the first day of each period and the end of the last."""
        return [start_day(self.first + at, self.period) for at in range(self.certain.shape[1] + 1)]


def tally(
    log: EventLog,
    category: pl.Series,
    *,
    period: Period,
    window: tuple[float, float] | None,
    planned: bool,
) -> Tally:
    """Count by columns; an event that may begin in several periods is possible in each."""
    counted = realised(log, planned=planned)
    bounds = day_bounds(log, "begins")
    dated = (counted & pl.Series((abs(bounds[0]) < OPEN) | (abs(bounds[1]) < OPEN))).to_numpy()
    low, high = (index_of_days(bound[dated], period) for bound in bounds[:2])
    first, count = _stretch(low, high, period, window)
    names = tuple(category.filter(counted).unique().sort())
    codes = np.zeros(0, dtype=np.int64)
    if dated.any():
        place = {name: at for at, name in enumerate(names)}
        codes = category.filter(dated).replace_strict(place, return_dtype=pl.Int64).to_numpy()
    stretch = Stretch(period=period, start="monday", first=first, last=first + count - 1)

    def grid(begin: Whole, end: Whole) -> Whole:
        """Count what touches each period, by category: nothing where the end comes first."""
        found = np.zeros(len(names) * (count + 1), dtype=np.int64)
        at, sums = running_sums(codes, begin, end, {"n": np.ones_like(codes)}, stretch)
        found[at] = sums["n"]
        return found.reshape(len(names), count + 1)[:, :count]

    certain = grid(high, low)
    return Tally(
        first=first,
        period=period,
        categories=names,
        certain=certain,
        possible=grid(low, high) - certain,
        total=len(log),
        undated=int(counted.sum()) - int(dated.sum()),
        unrealised=len(log) - int(counted.sum()),
        before=int((high < first).sum()),
        after=int((low >= first + count).sum()),
    )


def _stretch(
    low: Whole, high: Whole, period: Period, window: tuple[float, float] | None
) -> tuple[int, int]:
    """Give the first period and their number: all, or the fullest stretch of so many."""
    if window is not None:
        days = np.array([np.floor(window[0]), np.ceil(window[1]) - 1], dtype=np.int64)
        first, last = (int(at) for at in index_of_days(days, period))
        return first, min(last - first + 1, _MOST)
    bounds = np.concatenate([low, high])
    known = np.sort(bounds[abs(bounds) < OPEN])
    if not len(known):
        return 0, 1
    first, last = int(known[0]), int(known[-1])
    if last - first < _MOST:
        return first, last - first + 1
    reach = np.searchsorted(known, known + _MOST) - np.arange(len(known))
    best = int(np.argmax(reach))
    last = int(known[best + reach[best] - 1])
    return int(known[best]), last - int(known[best]) + 1


def uncovered(log: EventLog, low: float, high: float) -> list[tuple[float, float]] | None:
    """Give the stretches that no data set covers; None where none states its coverage."""
    coverages = stated_coverages(log)
    if not coverages:
        return None
    gaps, at = [], low
    for first, last in covered_spans(coverages):
        if first > at:
            gaps.append((at, min(float(first), high)))
        at = max(at, last + 1.0)
        if at >= high:
            break
    if at < high:
        gaps.append((at, high))
    return [gap for gap in gaps if gap[1] > gap[0]]
