"""Pairs of which one has no point: they meet by country and by the names of their places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.pairing.keys import expand
from conflictlog.merging.records import Records, Sets

__all__ = ["nameless_pairs"]

Whole = NDArray[np.int64]
_DAYS = 2**22


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
    found = []
    for asks, answers in ((blind, np.ones_like(blind)), (~blind, blind)):
        asking, answering = np.flatnonzero(asks), np.flatnonzero(answers)
        order = answering[np.argsort(key[answering], kind="stable")]
        span = records.last[timed[asking]].astype(np.int64) - records.first[timed[asking]]
        left = np.searchsorted(key[order], key[asking])
        right = np.searchsorted(key[order], key[asking] + span + days, side="right")
        which, member = expand(left, right)
        one, other = asking[which], order[member]
        first = records.first[timed]
        ordered = (first[one] < first[other]) | ((first[one] == first[other]) & (one < other))
        found.append((timed[one[ordered]], timed[other[ordered]]))
    a, b = (np.concatenate([part[n] for part in found]) for n in range(2))
    fits = _names_fit(records, a, b)
    km = np.full(int(fits.sum()), np.nan, np.float32)
    return a[fits].astype(np.int32), b[fits].astype(np.int32), km


def _names_fit(records: Records, a: Whole, b: Whole) -> NDArray[np.bool_]:
    places, areas = records.places, records.areas
    named = (places.codes[a] >= 0) & (places.codes[b] >= 0)
    told = (areas.codes[a] >= 0) & (areas.codes[b] >= 0)
    fits: NDArray[np.bool_] = ~named & (records.country[a] >= 0)
    at = np.flatnonzero(fits & told)
    fits[at] = _shared(areas, areas, a[at], b[at])
    fits[named] = _shared(places, places, a[named], b[named])
    for one, other in ((a, b), (b, a)):
        at = np.flatnonzero(named & ~fits & (areas.codes[other] >= 0))
        fits[at] = _shared(places, areas, one[at], other[at])
    return fits


def _shared(first: Sets, second: Sets, a: Whole, b: Whole) -> NDArray[np.bool_]:
    """Say of each pair of records whether a word of one stands in the other's set."""
    words = [
        [frozenset(held.words[word] for word in each) for each in held.sets]
        for held in (first, second)
    ]
    pairs, at = np.unique(np.stack([first.codes[a], second.codes[b]]), axis=1, return_inverse=True)
    shared = np.array([not words[0][x].isdisjoint(words[1][y]) for x, y in pairs.T], dtype=bool)
    result: NDArray[np.bool_] = shared[at.reshape(-1)]
    return result
