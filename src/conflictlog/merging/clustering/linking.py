"""Clusters of records from their scores and what is settled already."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.clustering.average import Nodes, average_linkage
from conflictlog.merging.pairing import Pairs

__all__ = ["copy_groups", "link"]

Whole = NDArray[np.int64]
Reals = NDArray[np.float64]

#: Pairs below this log-odds do not matter for the mean of a cluster: they count as absent.
_WEAK = -3.5
_NEVER = -1e9


def link(
    pairs: Pairs,
    z: Reals,
    excluder: NDArray[np.int32],
    groups: Whole,
    *,
    stop: float,
    absent: float,
    apart: Iterable[tuple[int, int]] = (),
) -> Whole:
    """Give each record's cluster, as the smallest record in it.

    Parameters
    ----------
    pairs, z
        Sorted by (a, b), and their calibrated log-odds.
    excluder
        As in `Records`.
    groups
        The smallest record of the group that each record is in from the start: copies, and what
        somebody judged the same.
    stop, absent
        Log-odds.
    apart
        Records that were judged different.
    """
    keep = z > _WEAK
    pairs, z = pairs.taken(keep), z[keep]
    heads, node, size = np.unique(groups, return_inverse=True, return_counts=True)
    node = node.reshape(-1)
    a, b = node[pairs.a], node[pairs.b]
    low, high = np.minimum(a, b), np.maximum(a, b)
    packed = (low * len(heads) + high)[low < high]
    keys, at = np.unique(packed, return_inverse=True)
    total = np.bincount(at.reshape(-1), z[low < high], minlength=len(keys))
    count = np.bincount(at.reshape(-1), minlength=len(keys))
    # Equal scores: the nearer pair first, then the smaller records.
    km = np.full(len(keys), np.inf)
    np.minimum.at(km, at.reshape(-1), np.nan_to_num(pairs.km[low < high], nan=1e6))
    order = np.lexsort((keys, km))
    held = [
        frozenset((number,)) if number >= 0 else frozenset() for number in excluder[heads].tolist()
    ]
    for record in np.flatnonzero(groups != np.arange(len(groups))).tolist():
        if excluder[record] >= 0:
            held[node[record]] |= {int(excluder[record])}
    nodes = Nodes(
        size=size,
        held=held,
        a=keys[order] // len(heads),
        b=keys[order] % len(heads),
        total=total[order].astype(float),
        count=count[order],
        apart=frozenset((int(node[one]), int(node[other])) for one, other in apart),
    )
    found = average_linkage(nodes, stop=stop, absent=absent)
    result: Whole = heads[found[node]]
    return result


def copy_groups(pairs: Pairs, z: Reals, size: int, *, stop: float) -> Whole:
    """Group rows of one data set that are copies: each pair of a group is above `stop`."""
    nobody = np.full(size, -1, np.int32)
    keep = z > stop
    return link(pairs.taken(keep), z[keep], nobody, np.arange(size), stop=stop, absent=_NEVER)
