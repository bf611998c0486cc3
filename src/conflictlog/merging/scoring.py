"""Evidence into odds, in nats: rivals and competition, as pure functions of arrays."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records

__all__ = ["compete", "log_odds", "may_match", "rivals", "sigmoid"]

Reals = NDArray[np.float64]

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
    with a tenth of the probability.
    """
    width = len(records.sources)
    counts = np.zeros(len(records) * width, np.int64)
    for block in _blocks(len(pairs)):
        for met in _met(records, pairs, block):
            counts += np.bincount(met, minlength=len(counts))
    result: Reals = np.empty(len(pairs))
    for block in _blocks(len(pairs)):
        ahead, back = _met(records, pairs, block)
        result[block] = -0.5 * np.log(counts[ahead] * counts[back].astype(float))
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
    rivals.

    Examples
    --------
    One incident in five sources, odds 100 a pair: each pair keeps its probability, since the
    partners stand in sources of their own.
    """
    ahead, back = _sums(
        pairs.a, records.excluder[pairs.b], pairs.b, records.excluder[pairs.a], odds
    )
    return odds / (1 + ahead + back - odds)


def _sums(
    a: NDArray[np.int32],
    b_group: NDArray[np.int32],
    b: NDArray[np.int32],
    a_group: NDArray[np.int32],
    odds: Reals,
) -> tuple[Reals, Reals]:
    width = int(max(a_group.max(initial=0), b_group.max(initial=0))) + 2
    ahead = a.astype(np.int64) * width + b_group + 1
    back = b.astype(np.int64) * width + a_group + 1
    keys, at = np.unique(np.concatenate([ahead, back]), return_inverse=True)
    at = at.reshape(-1)
    sums: Reals = np.bincount(at, np.concatenate([odds, odds]), minlength=len(keys)).astype(float)
    size = len(odds)
    found = [sums[at[:size]], sums[at[size:]]]
    for side, group in enumerate((b_group, a_group)):
        found[side] = np.where(group < 0, odds, found[side])
    return found[0], found[1]


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
