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
    for left, right in extents:
        for row, taken in enumerate(rows):
            at = bisect.bisect(taken, (left, right))
            clear_before = at == 0 or taken[at - 1][1] + gap <= left
            if clear_before and (at == len(taken) or right + gap <= taken[at][0]):
                taken.insert(at, (left, right))
                found.append(row)
                break
        else:
            found.append(len(rows))
            rows.append([(left, right)])
    return found
