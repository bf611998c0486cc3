"""Keys for equi-joins: cells of space with a day, and ranges written out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["DAYS", "Probe", "expand", "own_cells", "touched_cells"]

Whole = NDArray[np.int64]
Points = NDArray[np.float64]

#: A key is a cell times this and a day, so that the days of a cell stand in one stretch.
DAYS: Final = 2**22
#: Cells are twice as wide as the reach, so that a probe meets two along an axis at most.
_WIDTH: Final = 2.0


class Probe(NamedTuple):
    """Cells to look up, and the point that each is asked for."""

    cells: Whole
    rows: Whole


def own_cells(xyz: Points, reach: float) -> Whole:
    """Give the cell that each point lies in."""
    side = reach * _WIDTH
    return _packed(np.floor((xyz + 1) / side).astype(np.int64), side)


def touched_cells(xyz: Points, reach: float) -> Iterator[Probe]:
    """Give all cells that the reach of each point touches, corner by corner."""
    side = reach * _WIDTH
    low, high = (np.floor((xyz + 1 + turn * reach) / side).astype(np.int64) for turn in (-1, 1))
    second = high > low
    for corner in itertools.product((False, True), repeat=3):
        asked = np.array(corner)
        # A second cell along an axis is asked only where the reach touches it.
        rows = np.flatnonzero((second | ~asked).all(axis=1))
        yield Probe(_packed(np.where(asked, high[rows], low[rows]), side), rows)


def _packed(cells: Whole, side: float) -> Whole:
    width = int(2 / side) + 3
    packed = ((cells[:, 0] + 1) * width + cells[:, 1] + 1) * width + cells[:, 2] + 1
    result: Whole = packed * DAYS
    return result


def expand(left: Whole, right: Whole) -> tuple[Whole, Whole]:
    """Write half-open ranges out: the number of the range, and each of its members.

    Examples
    --------
    >>> which, member = expand(np.array([3, 7, 9]), np.array([5, 7, 10]))
    >>> which.tolist(), member.tolist()
    ([0, 0, 2], [3, 4, 9])
    """
    sizes = np.maximum(right - left, 0)
    which = np.repeat(np.arange(len(left)), sizes)
    ends = np.cumsum(sizes)
    member = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - sizes, sizes)
    return which, member + np.repeat(left, sizes)
