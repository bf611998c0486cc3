"""Evidence into odds, in nats: rivals and competition, as pure functions of arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records

__all__ = ["compete", "level_of", "log_odds", "may_match", "partners", "rivals", "sigmoid"]

Reals = NDArray[np.float64]

#: Numbers are taken as they are up to so many for each pair, and so many beside.
_LOOSE, _FEW = 4, 10_000

#: Pairs looked at a time: tens of millions of them would need half a gigabyte.
_BLOCK = 2_000_000


def may_match(records: Records, pairs: Pairs) -> NDArray[np.bool_]:
    """Say of each pair whether the two do not exclude one another."""
    one, other = records.excluder[pairs.a], records.excluder[pairs.b]
    result: NDArray[np.bool_] = (one != other) | (one < 0)
    return result


def rivals(records: Records, pairs: Pairs) -> Reals:
    """Give minus half the log of the candidates that each of the two has in the other's list.

    A pair's chance before anything is compared: with ten records in the window, each is the partner
    with a tenth of the probability. Copies count as one.
    """
    width = len(records.sources)
    counts = np.zeros(len(records) * width)
    share = 1 / records.copies()
    for block in _blocks(len(pairs)):
        ahead, back = _met(records, pairs, block)
        for met, other in ((ahead, pairs.b[block]), (back, pairs.a[block])):
            counts += np.bincount(met, share[other], minlength=len(counts))
    counts = np.maximum(counts, 1.0)
    result: Reals = np.empty(len(pairs))
    for block in _blocks(len(pairs)):
        ahead, back = _met(records, pairs, block)
        result[block] = -0.5 * np.log(counts[ahead] * counts[back])
    return result


def _blocks(size: int) -> Iterator[slice]:
    return (slice(at, at + _BLOCK) for at in range(0, size, _BLOCK))


def _met(
    records: Records, pairs: Pairs, block: slice
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give a number for each record and the list that it meets."""
    width = len(records.sources)
    a, b = pairs.a[block].astype(np.int64), pairs.b[block].astype(np.int64)
    return a * width + records.source[b], b * width + records.source[a]


def compete(records: Records, pairs: Pairs, odds: Reals) -> Reals:
    """Give each pair's probability among the records that exclude one another.

    P = o / (1 + the odds of all that exclude b with a + the odds of all that exclude a with b - o):
    of two records of one data set, at most one is the partner. A record that excludes nobody has no
    rivals, and copies are no rivals of one another.

    Examples
    --------
    One incident in five sources, odds 100 a pair: each pair keeps its probability, since the
    partners stand in sources of their own.
    """
    one, other = records.excluder[pairs.a], records.excluder[pairs.b]
    ahead, back = _sums(pairs.a, other, pairs.b, one, odds)
    twice = np.flatnonzero((records.copies() > 1)[np.stack([pairs.a, pairs.b])].any(axis=0))
    if len(twice):
        alike = [records.copy[each[twice]] for each in (pairs.a, pairs.b)]
        own = _sums(pairs.a[twice], alike[1], pairs.b[twice], alike[0], odds[twice])
        for sums, same, group in ((ahead, own[0], other), (back, own[1], one)):
            sums[twice] -= np.where(group[twice] < 0, 0.0, same - odds[twice])
    result: Reals = odds / (1 + np.maximum(ahead + back - odds, odds))
    return result


def partners(records: Records, pairs: Pairs) -> Callable[[Reals], Reals]:
    """Make the function that gives each pair's share in the partners that are expected, by odds.

    Each record by itself has one partner in a list at most, or none: summed up, the number of
    matches that odds stand for, whatever the number of rivals.
    """
    one, other = records.excluder[pairs.a], records.excluder[pairs.b]
    slots = _slots(pairs.a, other, pairs.b, one)

    def shares(odds: Reals) -> Reals:
        ahead, back = _added(slots, odds)
        result: Reals = (odds / (1 + ahead) + odds / (1 + back)) / 2
        return result

    return shares


def _sums(
    a: NDArray[np.int32],
    b_group: NDArray[np.int32],
    b: NDArray[np.int32],
    a_group: NDArray[np.int32],
    odds: Reals,
) -> tuple[Reals, Reals]:
    return _added(_slots(a, b_group, b, a_group), odds)


def _slots(
    a: NDArray[np.int32],
    b_group: NDArray[np.int32],
    b: NDArray[np.int32],
    a_group: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the number of what each pair takes of each of its two: -1 where that has no rivals."""
    width = int(max(a_group.max(initial=0), b_group.max(initial=0))) + 1
    found = [
        np.where(group < 0, np.int64(-1), row * np.int64(width) + group)
        for row, group in ((a, b_group), (b, a_group))
    ]
    if int(max(each.max(initial=0) for each in found)) > _LOOSE * len(a) + _FEW:
        _, at = np.unique(np.concatenate(found), return_inverse=True)
        none = min(int(each.min(initial=0)) for each in found) < 0
        found = np.split(at.reshape(-1) - int(none), 2)
    return found[0], found[1]


def _added(slots: tuple[NDArray[np.int64], NDArray[np.int64]], odds: Reals) -> tuple[Reals, Reals]:
    """Add the odds of each slot up, and give each pair the sums of its two."""
    size = int(max(each.max(initial=-1) for each in slots)) + 1
    # What has no rivals is added up beyond the last, and not asked for.
    sums = np.zeros(size + 1)
    for each in slots:
        sums += np.bincount(np.where(each < 0, size, each), odds, size + 1)
    ahead, back = (np.where(each < 0, odds, sums[each]) for each in slots)
    return ahead, back


def level_of(chance: float) -> float:
    """Give the log-odds from which a pair has a probability.

    Examples
    --------
    >>> round(level_of(0.27), 2)
    -0.99
    """
    return math.log(chance / (1 - chance))


def log_odds(p: Reals) -> Reals:
    """Give the log-odds of a probability, kept finite.

    Examples
    --------
    >>> log_odds(np.array([0.5, 1.0])).round(1).tolist()
    [0.0, 27.6]
    """
    held = np.clip(p, 1e-15, 1 - 1e-12)
    result: Reals = np.log(held) - np.log1p(-held)
    return result


def sigmoid(z: Reals) -> Reals:
    """Give the probability of log-odds.

    Examples
    --------
    >>> sigmoid(np.array([0.0, np.inf])).tolist()
    [0.5, 1.0]
    """
    result: Reals = 1 / (1 + np.exp(-np.clip(z, -60, 60)))
    return result
