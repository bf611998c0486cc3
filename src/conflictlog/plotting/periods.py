"""How many events begin in each period: certainly, or possibly; by columns."""

from __future__ import annotations

from typing import Literal

import attrs
import numpy as np
import numpy.typing as npt
import polars as pl

from conflictlog.errors import UnknownName, nearest_hint
from conflictlog.log import EventLog
from conflictlog.when import When

__all__ = ["PERIODS", "Period", "Tally", "Whole", "period_named", "start_day", "tally", "uncovered"]

Period = Literal["day", "week", "month", "year"]
Whole = npt.NDArray[np.int64]
PERIODS: tuple[Period, ...] = ("day", "week", "month", "year")
_MOST = 600  # periods; more are no bars
_OPEN = 10**9
_UNITS: dict[str, Literal["M", "Y"]] = {"month": "M", "year": "Y"}


def period_named(name: object) -> Period:
    """Read the name of a period."""
    for period in PERIODS:
        if name == period:
            return period
    raise UnknownName(
        f"period is {name!r}",
        expected=f"one of {', '.join(PERIODS)}",
        remedy=nearest_hint(str(name), PERIODS),
    )


def _index(days: Whole, period: Period) -> Whole:
    """Give the number of each day's period: 0 holds 1970-01-01; weeks begin on Monday."""
    if period == "day":
        return days
    if period == "week":
        return (days + 3) // 7
    clipped = np.clip(days, -(10**6), 10**7)
    found = clipped.astype("datetime64[D]").astype(f"datetime64[{_UNITS[period]}]")
    return np.where(abs(days) >= _OPEN, days, found.astype(np.int64))


def start_day(number: int, period: Period) -> int:
    """Give the first day of a period, in days since 1970.

    Examples
    --------
    >>> start_day(1, "month"), start_day(1, "week")
    (31, 4)
    """
    if period in _UNITS:
        unit = _UNITS[period]
        return int(np.datetime64(number, unit).astype("datetime64[D]").astype(np.int64))
    return number * 7 - 3 if period == "week" else number


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
    table = log.derived.select("phase", "precision", "day_start_first", "day_start_last")
    table = table.with_columns(category.alias("category"))
    unreal = pl.col("phase").is_in(["planned", "cancelled"]).fill_null(value=False)
    kept = table if planned else table.filter(~unreal)
    known = pl.col("day_start_first").is_not_null() | pl.col("day_start_last").is_not_null()
    dated = kept.filter(known)
    low = _index(dated["day_start_first"].fill_null(-_OPEN).cast(pl.Int64).to_numpy(), period)
    high = _index(dated["day_start_last"].fill_null(_OPEN).cast(pl.Int64).to_numpy(), period)
    first, count = _stretch(low, high, period, window)
    names = tuple(kept["category"].unique().sort())
    place = {name: at for at, name in enumerate(names)}
    codes = np.zeros(0, dtype=np.int64)
    if dated.height:
        codes = dated["category"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
    inside = (low < first + count) & (high >= first)
    exact = inside & (low == high)
    certain = np.bincount(
        codes[exact] * count + low[exact] - first, minlength=len(names) * count
    ).reshape(len(names), count)
    vague = inside & (low != high)
    # Up where a stretch begins, down behind its end; the running sum counts it in each.
    wide = count + 1
    begin = codes[vague] * wide + np.maximum(low[vague] - first, 0)
    end = codes[vague] * wide + np.minimum(high[vague] - first + 1, count)
    steps = np.bincount(begin, minlength=len(names) * wide).astype(np.int64)
    steps -= np.bincount(end, minlength=len(names) * wide)
    return Tally(
        first=first,
        period=period,
        categories=names,
        certain=certain.astype(np.int64),
        possible=steps.reshape(len(names), wide)[:, :count].cumsum(axis=1),
        total=table.height,
        undated=kept.height - dated.height,
        unrealised=table.height - kept.height,
        before=int((high < first).sum()),
        after=int((low >= first + count).sum()),
    )


def _stretch(
    low: Whole, high: Whole, period: Period, window: tuple[float, float] | None
) -> tuple[int, int]:
    """Give the first period and their number: all, or the fullest stretch of so many."""
    if window is not None:
        days = np.array([np.floor(window[0]), np.ceil(window[1]) - 1], dtype=np.int64)
        first, last = (int(at) for at in _index(days, period))
        return first, min(last - first + 1, _MOST)
    bounds = np.concatenate([low, high])
    known = np.sort(bounds[abs(bounds) < _OPEN])
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
    spans: list[tuple[float, float]] = []
    for dataset in log.datasets:
        told = dataset.coverage
        if told is None or (told.first is None and told.last is None):
            continue
        begin = None if told.first is None else When(told.first[:10]).local_days[0]
        end = None if told.last is None else When(told.last[:10]).local_days[3]
        spans.append((low if begin is None else begin, high if end is None else end + 1))
    if not spans:
        return None
    gaps, at = [], low
    for start, stop in sorted(spans):
        if start > at:
            gaps.append((at, min(start, high)))
        at = max(at, stop)
        if at >= high:
            break
    if at < high:
        gaps.append((at, high))
    return [gap for gap in gaps if gap[1] > gap[0]]
