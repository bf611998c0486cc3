"""Rows by first fit: no two neighbours closer than the gap."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

__all__ = ["first_fit"]


def first_fit(extents: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """Give each extent the first row in which it stands clear of all before it.

    They are taken in the order given, that of time, so that earlier ones stand higher.

    Parameters
    ----------
    extents
        Left and right of each item, mark and label together.
    gap
        Least distance between neighbours in a row.

    Examples
    --------
    >>> first_fit([(0, 10), (5, 20), (12, 30)], gap=1)
    [0, 1, 0]
    """
    rows: list[list[tuple[float, float]]] = []
    found: list[int] = []
    # A row that had no place for an extent will never have one: its like begin behind it.
    tried: dict[tuple[float, float], int] = {}
    for left, right in extents:
        row = tried.get((left, right), 0)
        while row < len(rows) and not _fits(rows[row], left - gap, right + gap):
            row += 1
        if row == len(rows):
            rows.append([])
        bisect.insort(rows[row], (left, right))
        found.append(row)
        tried[left, right] = row
    return found


def _fits(taken: list[tuple[float, float]], left: float, right: float) -> bool:
    """Say whether nothing taken reaches into the stretch; what is taken lies apart, in order."""
    at = bisect.bisect(taken, (left, right))
    return (at == 0 or taken[at - 1][1] <= left) and (at == len(taken) or right <= taken[at][0])
