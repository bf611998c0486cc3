"""Pairs of which one has no point: they meet by country and by the names of their places."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.pairing.keys import expand
from conflictlog.merging.records import Records

__all__ = ["nameless_pairs"]

Whole = NDArray[np.int64]
_DAYS = 2**22
#: Pairs looked at at a time.
_BLOCK = 1_000_000


def nameless_pairs(
    records: Records, days: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    """Pair records without a point with those of the same country whose days lie near.

    Where both name a place, they must share a name, or one be named for the area that the other
    lies in; one that names none may be anywhere in its country, or in its area where both tell
    one. Without a country a shared name is asked for.
    """
    timed = np.flatnonzero(records.linkable)
    blind = np.isnan(records.xyz[timed, 0])
    if not blind.any():
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float32)
    start = int(records.first[timed].min())
    key = (records.country[timed] + 1).astype(np.int64) * _DAYS + records.first[timed] - start
    first = records.first[timed]
    fitting = _Fitting(records)
    found: list[tuple[NDArray[np.int32], NDArray[np.int32]]] = []
    for asks, answers in ((blind, np.ones_like(blind)), (~blind, blind)):
        asking, answering = np.flatnonzero(asks), np.flatnonzero(answers)
        order = answering[np.argsort(key[answering], kind="stable")]
        span = records.last[timed[asking]].astype(np.int64) - first[asking]
        left = np.searchsorted(key[order], key[asking])
        right = np.searchsorted(key[order], key[asking] + span + days, side="right")
        for block in _blocks(right - left):
            which, member = expand(left[block], right[block])
            one, other = asking[block][which], order[member]
            ordered = (first[one] < first[other]) | ((first[one] == first[other]) & (one < other))
            a, b = timed[one[ordered]], timed[other[ordered]]
            fits = fitting.of(a, b)
            found.append((a[fits].astype(np.int32), b[fits].astype(np.int32)))
    pairs = [np.concatenate([part[n] for part in found]) for n in range(2)]
    return pairs[0], pairs[1], np.full(len(pairs[0]), np.nan, np.float32)


def _blocks(sizes: Whole) -> Iterator[slice]:
    """Cut rows so that none of the stretches has many more than a block's pairs."""
    ends = np.cumsum(sizes)
    start = 0
    while start < len(sizes):
        before = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + _BLOCK, side="right")))
        yield slice(start, stop)
        start = stop


class _Fitting:
    """Whether the names of two records' places let them be one place."""

    def __init__(self, records: Records) -> None:
        self.places, self.areas, self.country = records.places, records.areas, records.country
        held = (self.places, self.areas)
        self.words = [
            [frozenset(each.words[word] for word in words) for words in each.sets] for each in held
        ]

    def of(self, a: Whole, b: Whole) -> NDArray[np.bool_]:
        """Say so of each pair of rows."""
        place, area = self.places.codes, self.areas.codes
        named = (place[a] >= 0) & (place[b] >= 0)
        told = (area[a] >= 0) & (area[b] >= 0)
        fits: NDArray[np.bool_] = ~named & (self.country[a] >= 0)
        at = np.flatnonzero(fits & told)
        fits[at] = self.shared((1, 1), area[a[at]], area[b[at]])
        fits[named] = self.shared((0, 0), place[a[named]], place[b[named]])
        for one, other in ((a, b), (b, a)):
            at = np.flatnonzero(named & ~fits & (area[other] >= 0))
            fits[at] = self.shared((0, 1), place[one[at]], area[other[at]])
        return fits

    def shared(
        self, kinds: tuple[int, int], one: NDArray[np.int32], other: NDArray[np.int32]
    ) -> NDArray[np.bool_]:
        """Say of each pair of sets whether they have a word in common."""
        first, second = (self.words[kind] for kind in kinds)
        width = max(1, len(second))
        keys, at = np.unique(one.astype(np.int64) * width + other, return_inverse=True)
        met = [not first[key // width].isdisjoint(second[key % width]) for key in keys.tolist()]
        result: NDArray[np.bool_] = np.array(met, dtype=bool)[at.reshape(-1)]
        return result
