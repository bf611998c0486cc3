"""Keys for equi-joins: cells of space with a day, and ranges written out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Literal, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

__all__ = ["Cells", "expand", "probe_cells", "spread_days"]

Whole = NDArray[np.int64]

_DAYS = 2**22
#: Cells are twice as wide as the reach, so that a probe meets two along an axis at most.
_WIDTH = 2.0


class Cells(NamedTuple):
    """Keys to look up, and the probe that each is of."""

    keys: Whole
    rows: Whole


@overload
def probe_cells(
    xyz: NDArray[np.float64], day: NDArray[np.int32], reach: float, *, corners: Literal[False] = ...
) -> Whole: ...
@overload
def probe_cells(
    xyz: NDArray[np.float64], day: NDArray[np.int32], reach: float, *, corners: Literal[True]
) -> Iterator[Cells]: ...
def probe_cells(
    xyz: NDArray[np.float64], day: NDArray[np.int32], reach: float, *, corners: bool = False
) -> Whole | Iterator[Cells]:
    """Give the key of each point's own cell, or those of all cells that its reach touches."""
    side = reach * _WIDTH
    if not corners:
        return _packed(np.floor((xyz + 1) / side).astype(np.int64), day, side)
    return _touched(xyz, day, reach, side)


def _touched(
    xyz: NDArray[np.float64], day: NDArray[np.int32], reach: float, side: float
) -> Iterator[Cells]:
    low, high = (np.floor((xyz + 1 + turn * reach) / side).astype(np.int64) for turn in (-1, 1))
    for corner in itertools.product((False, True), repeat=3):
        asked = np.array(corner)
        # A second cell along an axis is asked only where the reach touches it.
        there = ((high > low) | ~asked).all(axis=1)
        rows = np.flatnonzero(there)
        cells = np.where(asked, high[rows], low[rows])
        yield Cells(_packed(cells, day[rows], side), rows)


def _packed(cells: Whole, day: NDArray[np.int32], side: float) -> Whole:
    width = int(2 / side) + 3
    packed = ((cells[:, 0] + 1) * width + cells[:, 1] + 1) * width + cells[:, 2] + 1
    result: Whole = packed * _DAYS + day
    return result


def spread_days(
    first: NDArray[np.int32], last: NDArray[np.int32]
) -> tuple[Whole, NDArray[np.int32]]:
    """Write spans of days out, one row a day: the span's number, and the day."""
    rows, days = expand(first.astype(np.int64), last.astype(np.int64) + 1)
    return rows, days.astype(np.int32)


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
