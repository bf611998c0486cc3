"""Blocking: equal keys of cell and day, then the exact test; memory is bounded by blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.pairing.keys import expand, own_cells, touched_cells
from conflictlog.merging.pairing.named import nameless_pairs
from conflictlog.merging.parallel import in_parallel
from conflictlog.merging.records import NO_DAY, Records
from conflictlog.outlines import EARTH_RADIUS_KM

__all__ = ["Pairs", "Window", "candidate_pairs"]

T = TypeVar("T", bound=np.generic)

#: Records that ask at a time: some tens of megabytes.
_BLOCK = 8_000


@attrs.frozen(kw_only=True)
class Window:
    """How far apart two records may lie and still be looked at.

    Parameters
    ----------
    km
        The most, however vague the two are.
    sure_km
        What is added to the sum of the two radii: gazetteers differ by as much.
    days
        Whole days between the end of one and the start of the other.
    blind_days
        The same where one has no point, and they meet by the names of their places.
    """

    km: float = 20.0
    sure_km: float = 10.0
    days: int = 4
    blind_days: int = 2


@attrs.frozen(kw_only=True, eq=False)
class Pairs:
    """Candidate pairs: the rows of two records, the first row before the second.

    Parameters
    ----------
    a, b
        Rows of `Records`.
    km
        The distance along the great circle; nan where one has no point.
    """

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    km: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.a)

    def taken(self, keep: NDArray[np.bool_] | NDArray[np.intp] | slice) -> Pairs:
        """Give some of the pairs."""
        return Pairs(a=self.a[keep], b=self.b[keep], km=self.km[keep])

    def sorted(self) -> NDArray[np.intp]:
        """Give the order by (a, b)."""
        return np.lexsort((self.b, self.a))


def candidate_pairs(records: Records, window: Window) -> Pairs:
    """Find the pairs whose distance and gap in days lie within the window.

    A record reaches as far as its radius says: two that are known to a kilometre meet within
    ``sure_km`` and little more, two vague ones within ``km``. Spans of days are compared by the gap
    between them. Poles and the antimeridian are places like any other, as cells lie in space.
    """
    columns: tuple[list[NDArray[np.int32]], list[NDArray[np.int32]], list[NDArray[np.float32]]]
    columns = ([], [], [])
    for one, other, km in _near(records, window):
        columns[0].append(np.minimum(one, other))
        columns[1].append(np.maximum(one, other))
        columns[2].append(km)
    one, other, km = nameless_pairs(records, window.blind_days)
    columns[0].append(np.minimum(one, other))
    columns[1].append(np.maximum(one, other))
    columns[2].append(km)
    return Pairs(a=_joined(columns[0]), b=_joined(columns[1]), km=_joined(columns[2]))


def _joined(parts: list[NDArray[T]]) -> NDArray[T]:
    """Put blocks together, and let go of them: there are tens of millions of pairs."""
    whole = np.concatenate(parts)
    parts.clear()
    return whole


Met = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]


def _near(records: Records, window: Window) -> Iterator[Met]:
    placed = np.flatnonzero(~np.isnan(records.xyz[:, 0]) & (records.first != NO_DAY))
    if len(placed) == 0:
        return
    first, last = records.first[placed], records.last[placed]
    xyz, radius = records.xyz[placed], records.radius_km[placed]
    reach = 2 * np.sin(window.km / (2 * EARTH_RADIUS_KM))
    # Days are counted from the first, as those of a cell stand in one stretch of keys.
    start = int(first.min())
    begin, until = (bound.astype(np.int64) - start for bound in (first, last))
    table = own_cells(xyz, reach) + begin
    order = np.argsort(table, kind="stable")
    keys = table[order]

    def met(at: int) -> list[Met]:
        block = np.arange(at, min(at + _BLOCK, len(placed)))
        parts = []
        for probe in touched_cells(xyz[block], reach):
            rows = block[probe.rows]
            # The earlier start asks: the other begins between it and the end of its own window.
            which, found = expand(
                np.searchsorted(keys, probe.cells + begin[rows]),
                np.searchsorted(keys, probe.cells + until[rows] + window.days, side="right"),
            )
            one, other = rows[which], order[found]
            ordered = (first[one] < first[other]) | ((first[one] == first[other]) & (one < other))
            one, other = one[ordered], other[ordered]
            chord = np.sqrt(((xyz[one] - xyz[other]) ** 2).sum(axis=1))
            km = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1))
            limit = np.minimum(window.km, window.sure_km + radius[one] + radius[other])
            near = km <= limit
            a, b = (placed[each[near]].astype(np.int32) for each in (one, other))
            parts.append((a, b, km[near].astype(np.float32)))
        return parts

    for parts in in_parallel(met, range(0, len(placed), _BLOCK)):
        yield from parts
