"""Which stretch of time a timeline shows when nobody says."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

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
_BULK_OF_FEW, _BULK_OF_MANY = 0.75, 0.95


def choose_window(items: Sequence[Item]) -> tuple[float, float]:
    """Cover the bulk of the events, and what lies near them.

    The bulk is the shortest stretch that holds the middles of three quarters of the events
    (of 95 % where there are more than 60). It grows, nearest first, to the middles of the
    others while it stays under four times its length, then to whole extents while it stays
    under one and a half times what it has become (both times seven median extents are free).
    It is five median extents long at least. Open starts and ends ask for no room. What lies
    outside is drawn at the edge, with an arrow.
    """
    if not items:
        return 0.0, 1.0
    extents = [item.known for item in items]
    middles = sorted((low + high) / 2 for low, high in extents)
    share = _BULK_OF_FEW if len(items) <= 60 else _BULK_OF_MANY
    low, high = _shortest(middles, max(1, math.ceil(share * len(middles))))
    typical = statistics.median(high - low for low, high in extents)
    limit = max(_STRETCH * (high - low), _MOST_EXTENTS * typical, _SMALLEST)
    low, high = _grown((low, high), [(at, at) for at in middles], limit)
    limit = max(_REACH * (high - low), _MOST_EXTENTS * typical)
    low, high = _grown((low, high), extents, limit)
    missing = _LEAST_EXTENTS * typical - (high - low)
    if missing > 0:
        # More room to the right: labels stand there.
        low, high = low - 0.4 * missing, high + 0.6 * missing
    return _padded(low, high)


def _shortest(middles: Sequence[float], count: int) -> tuple[float, float]:
    pairs = zip(middles, middles[count - 1 :], strict=False)
    return min(pairs, key=lambda pair: (pair[1] - pair[0], pair[0]))


def _grown(
    window: tuple[float, float], parts: Sequence[tuple[float, float]], limit: float
) -> tuple[float, float]:
    """Widen a window to the parts, nearest first, as far as the limit allows."""
    low, high = window
    for left, right in sorted(parts, key=lambda part: (max(low - part[0], part[1] - high), part)):
        wider = min(low, left), max(high, right)
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
