"""Pairs of which one has no point: they meet by country and by the names of their places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.pairing.keys import expand
from conflictlog.merging.records import Records

__all__ = ["nameless_pairs"]

Whole = NDArray[np.int64]
_DAYS = 2**22


def nameless_pairs(
    records: Records, days: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    """Pair records without a point with those of the same country whose days lie near.

    Where both name a place, they must share a name; one that names none may be anywhere in its
    country. Without a country a shared name is asked for.
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
    codes, sets = records.places.codes, [frozenset(each) for each in records.places.sets]
    one, other = codes[a], codes[b]
    named = (one >= 0) & (other >= 0)
    pairs, at = np.unique(np.stack([one[named], other[named]]), axis=1, return_inverse=True)
    shared = np.array([not sets[x].isdisjoint(sets[y]) for x, y in pairs.T], dtype=bool)
    fits = ~named & (records.country[a] >= 0)
    fits[named] = shared[at.reshape(-1)]
    return fits
