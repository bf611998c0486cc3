"""Where each event stands in its lane: the rows of a timeline that has no labels."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence

import attrs

__all__ = ["Lanes", "stack"]

HEAD = 21.0  # pixels for the lane's name
_TALLEST = 150.0  # pixels of a lane's rows
_ROOM = 900.0  # pixels across on which neighbours keep apart
_MARK = 11.0


@attrs.frozen(kw_only=True)
class Lanes:
    """Heights in pixels from the top: of each event, and of each lane's two edges."""

    y: list[float]
    edges: list[tuple[float, float]]
    bar: float

    @property
    def height(self) -> int:
        """Give the height of all lanes."""
        return math.ceil(self.edges[-1][1]) if self.edges else 60


def stack(
    extents: Sequence[tuple[float, float]], lane_of: Sequence[int], count: int, length: float
) -> Lanes:
    """Put events into rows, first fit; where a lane has too many rows, they draw together.

    Parameters
    ----------
    extents
        Start and end of each event on the axis.
    lane_of
        The lane of each.
    count
        How many lanes.
    length
        Of the axis, in the units of the extents.
    """
    gap = length * _MARK / _ROOM
    rows = [0] * len(extents)
    depth = [0] * count
    free: list[list[int]] = [[] for _ in range(count)]
    busy: list[list[tuple[float, int]]] = [[] for _ in range(count)]
    for number in sorted(range(len(extents)), key=lambda at: (*extents[at], at)):
        lane = lane_of[number]
        start, end = extents[number]
        while busy[lane] and busy[lane][0][0] <= start - gap:
            heapq.heappush(free[lane], heapq.heappop(busy[lane])[1])
        if free[lane]:
            row = heapq.heappop(free[lane])
        else:
            row = depth[lane]
            depth[lane] += 1
        rows[number] = row
        heapq.heappush(busy[lane], (end, row))
    deepest = max(depth, default=1)
    step = 15.0 if deepest * 15.0 <= _TALLEST else max(_TALLEST / deepest, 0.05)
    edges, top = [], 0.0
    for lane in range(count):
        bottom = top + HEAD + max(depth[lane], 1) * step + 5.0
        edges.append((top, bottom))
        top = bottom
    return Lanes(
        y=[
            round(edges[lane][0] + HEAD + (row + 0.5) * step, 2)
            for lane, row in zip(lane_of, rows, strict=True)
        ],
        edges=[(round(a, 2), round(b, 2)) for a, b in edges],
        bar=round(min(max(step * 0.55, 3.0), 8.0), 1),
    )
