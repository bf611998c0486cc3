"""Counts of a crowd by lane, category and bin of time: what begins, what may, what goes on."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from conflictlog.plotting.clock import US_PER_DAY
from conflictlog.plotting.crowd import Crowd, Whole

__all__ = ["Bins", "Density", "count_bins", "make_bins"]

_LEAST = 1.6  # points a bin
_HOURS = (1, 2, 3, 6, 12)
_DAYS = (1, 2, 3, 4, 5, 7, 10, 14, 21, 28, 56, 91, 182, 365)
_HOUR = US_PER_DAY // 24


@attrs.frozen(kw_only=True)
class Bins:
    """Equal stretches from the window's low end; the last may be shorter."""

    first: int
    length: int
    count: int
    words: str

    def of(self, moments: Whole) -> Whole:
        """Give the number of the bin of each moment, -1 before and `count` after all of them."""
        return np.clip((moments - self.first) // self.length, -1, self.count)


@attrs.frozen(kw_only=True, eq=False)
class Density:
    """Counts by lane, category and bin; what goes on, by lane and bin; who began before."""

    begins: Whole
    may_begin: Whole
    goes_on: Whole
    may_go_on: Whole
    begun_before: int

    @property
    def peaks(self) -> Whole:
        """Give each lane's fullest bin."""
        found: Whole = (self.begins + self.may_begin).sum(axis=1).max(axis=1, initial=0)
        return found


def make_bins(crowd: Crowd, width: float) -> Bins:
    """Choose the shortest stretch that is wide enough to see; hours only where they are known."""
    first, last = round(crowd.low * US_PER_DAY), round(crowd.high * US_PER_DAY)
    exact = (crowd.s1 - crowd.s0) < _HOUR
    by_hour = len(exact) > 0 and bool(exact.mean() >= 0.5)
    steps = [(hours * _HOUR, _words(hours, "hour")) for hours in _HOURS] if by_hour else []
    days = [*_DAYS, *(365 * 2**power for power in range(1, 14))]
    steps += [(day * US_PER_DAY, _words(day, "day")) for day in days]
    least = (last - first) / width * _LEAST
    length, words = next((step for step in steps if step[0] >= least), steps[-1])
    # Days begin at midnight, whatever the window.
    unit = US_PER_DAY if length >= US_PER_DAY else _HOUR
    first = first // unit * unit
    return Bins(first=first, length=length, count=max(-(-(last - first) // length), 1), words=words)


def _words(count: int, unit: str) -> str:
    if unit == "day" and count >= 365:
        count, unit = count // 365, "year"
    return unit if count == 1 else f"{count} {unit}s"


def count_bins(crowd: Crowd, bins: Bins) -> Density:
    """Count by columns.

    An event is certain in a bin that holds all of its possible start, and possible in each of
    several. What lasts goes on in the bins between its latest start and its earliest end, and
    may go on from its earliest start to its latest end.
    """
    lanes, categories = len(crowd.lanes), len(crowd.categories)
    cell = crowd.lane * categories + crowd.category
    low, high = bins.of(crowd.s0), bins.of(crowd.s1)
    inside = (low < bins.count) & (high >= 0)
    exact, vague = inside & (low == high), inside & (low != high)
    begins = np.bincount(
        cell[exact] * bins.count + low[exact], minlength=lanes * categories * bins.count
    ).astype(np.int64)
    may = _covered(cell[vague], low[vague], high[vague], lanes * categories, bins.count)
    # What may begin as late as it ends happened within, and does not last.
    within = (crowd.e0 <= crowd.s0) & (crowd.s1 >= crowd.e1 - 1_000)
    lasting = ~within & (bins.of(crowd.e1 - 1) > low)
    sure = lasting & (crowd.e0 > crowd.s1)
    shape = (lanes, categories, bins.count)
    return Density(
        begins=begins.reshape(shape),
        may_begin=may.reshape(shape),
        goes_on=_spread(crowd, bins, sure, crowd.s1, crowd.e0),
        may_go_on=_spread(crowd, bins, lasting, crowd.s0, crowd.e1),
        begun_before=int((high < 0).sum()),
    )


def _spread(
    crowd: Crowd, bins: Bins, kept: npt.NDArray[np.bool_], start: Whole, end: Whole
) -> Whole:
    low, high = bins.of(start[kept]), bins.of(end[kept] - 1)
    touching = (low < bins.count) & (high >= 0)
    lane = crowd.lane[kept][touching]
    return _covered(lane, low[touching], high[touching], len(crowd.lanes), bins.count)


def _covered(cell: Whole, low: Whole, high: Whole, cells: int, count: int) -> Whole:
    """Count in each cell how many stretches cover each bin, both ends included."""
    # Up where a stretch begins, down behind its end; the running sum counts it in each.
    wide = count + 1
    begin = cell * wide + np.maximum(low, 0)
    end = cell * wide + np.minimum(high + 1, count)
    steps = np.bincount(begin, minlength=cells * wide).astype(np.int64)
    steps -= np.bincount(end, minlength=cells * wide)
    found: Whole = steps.reshape(cells, wide)[:, :count].cumsum(axis=1)
    return found
