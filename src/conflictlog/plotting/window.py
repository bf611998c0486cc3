"""Which stretch of time a timeline shows when nobody says."""

from __future__ import annotations

import heapq
import math
import statistics
from collections.abc import Sequence

import numpy as np

from conflictlog.errors import InvalidValue
from conflictlog.plotting.clock import FIRST_DAY, LAST_DAY, Clock
from conflictlog.plotting.items import Item
from conflictlog.when import When

__all__ = ["choose_window", "given_window"]

_SMALLEST = 1 / 24  # days
# The bulk keeps at least this share of the axis, so the rest may take three times as much.
_STRETCH = 4.0
# Whole extents may ask for half as much again; a long bar is cut and gets an arrow.
_REACH = 1.5
# An event's own uncertainty takes at most a fifth of the axis: a day alone on it says nothing.
_LEAST_EXTENTS, _MOST_EXTENTS = 5.0, 7.0
_BULK_OF_FEW, _BULK_OF_MANY = 0.8, 0.95


def choose_window(items: Sequence[Item]) -> tuple[float, float]:
    """Cover the bulk of the events, and what lies near them.

    The bulk is the shortest stretch that touches four fifths of the events (95 % where there
    are more than 60), each between its outermost known bounds. It grows, nearest first, until
    it touches the others, while it stays under four times its length; then to their whole
    extents, while it stays under one and a half times what it has become. Seven median
    extents of an event are free, and five it has at least. Open starts and ends ask for no
    room. What lies outside is drawn at the edge, with an arrow.
    """
    if not items:
        return 0.0, 1.0
    extents = [item.known for item in items]
    share = _BULK_OF_FEW if len(items) <= 60 else _BULK_OF_MANY
    low, high = _shortest(extents, max(1, math.ceil(share * len(extents))))
    lengths = [right - left for left, right in extents if right > left]
    typical = statistics.median(lengths) if lengths else 0.0
    free = max(_MOST_EXTENTS * typical, _SMALLEST)
    shown = [(item.s0, item.e1) for item in items]
    low, high = _touched((low, high), extents, shown, max(_STRETCH * (high - low), free))
    low, high = _held((low, high), extents, max(_REACH * (high - low), free))
    missing = _LEAST_EXTENTS * typical - (high - low)
    if missing > 0:
        # More room to the right: labels stand there.
        low, high = low - 0.4 * missing, high + 0.6 * missing
    return _padded(low, high)


def _shortest(extents: Sequence[tuple[float, float]], count: int) -> tuple[float, float]:
    """Give the shortest stretch that touches so many extents, the latest of several."""
    best: tuple[float, float] | None = None
    nearest: list[float] = []  # the `count` earliest starts of what ends at `low` or later
    for start, low in sorted(extents, key=lambda extent: extent[1], reverse=True):
        heapq.heappush(nearest, -start)
        if len(nearest) > count:
            heapq.heappop(nearest)
        if len(nearest) == count:
            high = max(low, -nearest[0])
            if best is None or high - low < best[1] - best[0]:
                best = low, high
    return best or extents[0]


def _touched(
    window: tuple[float, float],
    extents: Sequence[tuple[float, float]],
    shown: Sequence[tuple[float, float]],
    limit: float,
) -> tuple[float, float]:
    """Widen a window until it touches further extents, nearest first, as the limit allows."""
    low, high = window
    left, right = np.array(extents).T
    for row in np.lexsort((right, left, np.maximum(low - right, left - high))).tolist():
        begin, end = extents[row]
        first, last = shown[row]
        if first <= high and last >= low:
            continue  # it shows already, if only by an open end
        wider = min(low, end), max(high, begin)
        if wider[1] - wider[0] <= limit:
            low, high = wider
    return low, high


def _held(
    window: tuple[float, float], extents: Sequence[tuple[float, float]], limit: float
) -> tuple[float, float]:
    """Widen a window until it holds whole extents, nearest first, as the limit allows."""
    low, high = window
    left, right = np.array(extents).T
    for row in np.lexsort((right, left, np.maximum(low - left, right - high))).tolist():
        begin, end = extents[row]
        wider = min(low, begin), max(high, end)
        if wider[1] - wider[0] <= limit:
            low, high = wider
    return low, high


def _padded(low: float, high: float) -> tuple[float, float]:
    """Leave some air, and begin and end with whole days where days are what is seen."""
    air = max((high - low) * 0.03, _SMALLEST / 2)
    low, high = low - air, high + air
    if high - low > 2:
        low, high = math.floor(low), math.ceil(high)
    return max(low, float(FIRST_DAY) - air), min(high, float(LAST_DAY) + air)


def given_window(window: object, clock: Clock) -> tuple[float, float]:
    """Read the window that the caller names; an open end is the calendar's."""
    when = window if isinstance(window, When) else When(window)
    floating = when.tz is None
    low = float(FIRST_DAY) if when.s0 is None else clock.days(when.s0, floating=floating)
    high = float(LAST_DAY) if when.e1 is None else clock.days(when.e1, floating=floating)
    if not high > low:
        raise InvalidValue(
            f"window is {window!r}",
            expected="a stretch of time such as '2022-12' or ('2022-12-01', '2022-12-24')",
            remedy="give a start and an end",
        )
    return low, high
