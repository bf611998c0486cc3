"""Clusters of records from their scores and what is settled already."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.clustering.average import Nodes, average_linkage
from conflictlog.merging.clustering.components import components
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
    free: NDArray[np.int64] | None = None,
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
    free
        The list of each record, where rows of that list are not compared with one another though
        several may be one event; -1 elsewhere.
    """
    keep = z > _WEAK
    heads, node, size = np.unique(groups, return_inverse=True, return_counts=True)
    node = node.reshape(-1)
    judged = node[np.array([*apart], np.int64).reshape(-1, 2).T]
    edges = _between_nodes(pairs.taken(keep), z[keep], node, len(heads))
    # Clusters join only where some pair is above the level: no cluster reaches across components.
    strong = edges.best > stop
    part = components(edges.a[strong], edges.b[strong], len(heads))
    edges = edges.taken(part[edges.a] == part[edges.b])
    # Two single records that meet nobody else are settled at once; most are.
    single = size == 1
    single[judged] = False
    couple = np.bincount(part, minlength=len(heads))[part[edges.a]] == 2
    couple &= single[edges.a] & single[edges.b]
    found = np.arange(len(heads))
    found[edges.b[couple]] = _coupled(edges.taken(couple), excluder[heads], stop)
    edges = edges.taken(~couple)
    rest = np.unique(np.concatenate([edges.a, edges.b]))
    at = np.full(len(heads), -1)
    at[rest] = np.arange(len(rest))
    nodes = Nodes(
        size=size[rest],
        a=at[edges.a],
        b=at[edges.b],
        total=edges.total,
        count=edges.count,
        held=_told(at[node], excluder),
        free=_told(at[node], np.full(len(node), -1) if free is None else free),
        apart=at[judged][:, (at[judged] >= 0).all(axis=0)],
    )
    found[rest] = rest[average_linkage(nodes, stop=stop, absent=absent)]
    result: Whole = heads[found[node]]
    return result


def _coupled(edges: _Edges, excluder: NDArray[np.int32], stop: float) -> Whole:
    """Give the second node's cluster, where each node has this edge alone."""
    one, other = excluder[edges.a], excluder[edges.b]
    joins = (edges.total > stop) & ((one != other) | (one < 0))
    return np.where(joins, edges.a, edges.b)


def _told(node: Whole, number: NDArray[np.int32] | Whole) -> Whole:
    """Give nodes with the numbers of their records, one column a record; -1 is none of either."""
    there = (node >= 0) & (number >= 0)
    return np.stack([node[there], number[there].astype(np.int64)])


@attrs.frozen(kw_only=True, eq=False)
class _Edges:
    """Pairs of nodes, the first to be joined first among equals; `best` is the highest log-odds."""

    a: Whole
    b: Whole
    total: Reals
    count: Whole
    best: Reals

    def taken(self, keep: NDArray[np.bool_]) -> _Edges:
        return _Edges(
            a=self.a[keep],
            b=self.b[keep],
            total=self.total[keep],
            count=self.count[keep],
            best=self.best[keep],
        )


def _between_nodes(pairs: Pairs, z: Reals, node: Whole, size: int) -> _Edges:
    """Sum the pairs of records up by the nodes that they are in."""
    a, b = node[pairs.a], node[pairs.b]
    low, high = np.minimum(a, b), np.maximum(a, b)
    apart = low < high
    keys, at = np.unique((low * size + high)[apart], return_inverse=True)
    at, z = at.reshape(-1), z[apart]
    best = np.full(len(keys), -np.inf)
    np.maximum.at(best, at, z)
    # Equal scores: the nearer pair first, then the smaller records.
    km = np.full(len(keys), np.inf)
    np.minimum.at(km, at, np.nan_to_num(pairs.km[apart], nan=1e6))
    order = np.lexsort((keys, km))
    return _Edges(
        a=keys[order] // size,
        b=keys[order] % size,
        total=np.bincount(at, z, minlength=len(keys))[order].astype(float),
        count=np.bincount(at, minlength=len(keys))[order],
        best=best[order],
    )


def copy_groups(pairs: Pairs, z: Reals, size: int, *, stop: float) -> Whole:
    """Group rows of one data set that are copies: each pair of a group is above `stop`."""
    nobody = np.full(size, -1, np.int32)
    keep = z > stop
    return link(pairs.taken(keep), z[keep], nobody, np.arange(size), stop=stop, absent=_NEVER)
