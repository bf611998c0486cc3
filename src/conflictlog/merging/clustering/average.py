"""Average linkage under exclusion: the two clusters whose records agree best on the whole.

Joining two clusters never makes a third one nearer to them than it was to the nearer of the two. So
all pairs of clusters that are each other's best are joined in one round, with the same result as
joining one pair after another.
"""

from __future__ import annotations

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.clustering.components import components
from conflictlog.merging.pairing.keys import expand

__all__ = ["Nodes", "average_linkage"]

Whole = NDArray[np.int64]
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: Means that differ by less are ties: sums of the same numbers differ in their last bits.
_DIGITS: Final = 9


def _nothing() -> Whole:
    return np.zeros((2, 0), np.int64)


@attrs.frozen(kw_only=True, eq=False)
class Nodes:
    """What is joined: groups of records that are one already, most of them of one record.

    Parameters
    ----------
    size
        Number of records, by node.
    a, b, total, count
        Pairs of nodes: the sum of the log-odds between their records, and how many those are. Of
        equal means the pair that stands first is joined first.
    held
        Nodes and the numbers that they hold, shape (2, n): nodes that hold one number exclude one
        another.
    apart
        Pairs of nodes that somebody judged different, shape (2, n).
    free
        Nodes and the lists of their records, one column a record, whose rows are not compared with
        one another: their pairs are not absent, they were not asked for.
    """

    size: Whole
    a: Whole
    b: Whole
    total: Reals
    count: Whole
    held: Whole = attrs.field(factory=_nothing)
    apart: Whole = attrs.field(factory=_nothing)
    free: Whole = attrs.field(factory=_nothing)


def average_linkage(nodes: Nodes, *, stop: float, absent: float) -> Whole:
    """Join the two clusters of the highest mean log-odds, as long as it is above `stop`.

    A pair of records that is not given counts `absent`.

    Returns
    -------
    Whole
        The smallest node of each node's cluster.

    Examples
    --------
    A chain of three holds only where its ends agree too, or are not too far from it.

    >>> import numpy as np
    >>> def joined(ends):
    ...     nodes = Nodes(
    ...         size=np.ones(3, int),
    ...         a=np.array([0, 1, 0]),
    ...         b=np.array([1, 2, 2]),
    ...         total=np.array([3.0, 2.0, ends]),
    ...         count=np.ones(3, int),
    ...     )
    ...     return average_linkage(nodes, stop=0, absent=-6).tolist()
    >>> joined(-1.0), joined(-4.0)
    ([0, 0, 0], [0, 0, 2])
    """
    size, label = nodes.size.copy(), np.arange(len(nodes.size))
    part = components(nodes.a, nodes.b, len(size))
    edges = _Edges(nodes.a, nodes.b, nodes.total, nodes.count, np.arange(len(nodes.a)))
    held, apart, free = nodes.held, nodes.apart, nodes.free
    while len(edges):
        edges = edges.taken(~(_shared(edges, held) | _among(edges, apart, len(size))))
        whole = size[edges.a] * size[edges.b] - _common(edges, free)
        mean = np.round((edges.total + (whole - edges.count) * absent) / whole, _DIGITS)
        first, second = _each_others_best(edges, mean, mean > stop, len(size))
        if len(first) == 0:
            break
        now = np.arange(len(size))
        now[second] = first
        size[first] += size[second]
        label = now[label]
        # Where nothing was joined, nothing will be.
        active = np.zeros(len(size), bool)
        active[part[first]] = True
        edges = edges.taken(active[part[edges.a]]).renamed(now)
        held, free = (np.stack([now[each[0]], each[1]]) for each in (held, free))
        apart = now[apart]
    return label


@attrs.frozen(eq=False)
class _Edges:
    """Pairs of clusters that have a pair of records."""

    a: Whole
    b: Whole
    total: Reals
    count: Whole
    rank: Whole

    def __len__(self) -> int:
        return len(self.a)

    def taken(self, keep: Flags) -> _Edges:
        return _Edges(*(each[keep] for each in attrs.astuple(self)))

    def renamed(self, now: Whole) -> _Edges:
        """Give the pairs between the clusters that there are now."""
        a, b = now[self.a], now[self.b]
        between = a != b
        low, high = np.minimum(a, b)[between], np.maximum(a, b)[between]
        keys, first, at = np.unique(low * len(now) + high, return_index=True, return_inverse=True)
        at = at.reshape(-1)
        rank = np.full(len(keys), np.iinfo(np.int64).max)
        np.minimum.at(rank, at, self.rank[between])
        return _Edges(
            low[first],
            high[first],
            np.bincount(at, self.total[between], minlength=len(keys)).astype(float),
            np.bincount(at, self.count[between], minlength=len(keys)),
            rank,
        )


def _each_others_best(edges: _Edges, mean: Reals, open_: Flags, size: int) -> tuple[Whole, Whole]:
    """Give the pairs of clusters of which each is the other's best: the smaller, the greater."""
    at = np.flatnonzero(open_)
    order = at[np.lexsort((edges.rank[at], -mean[at]))]
    a, b = edges.a[order], edges.b[order]
    place = np.arange(len(order))
    best = np.full(size, len(order))
    for ends in (a, b):
        np.minimum.at(best, ends, place)
    joined = (best[a] == place) & (best[b] == place)
    return np.minimum(a, b)[joined], np.maximum(a, b)[joined]


def _shared(edges: _Edges, held: Whole) -> Flags:
    """Say which pairs hold a number in common."""
    return _common(edges, held) > 0


def _common(edges: _Edges, free: Whole) -> Whole:
    """Count the pairs of columns of one number, by pair of clusters."""
    found = np.zeros(len(edges), np.int64)
    if free.shape[1]:
        width = int(free[1].max()) + 1
        keys, counts = np.unique(free[0] * width + free[1], return_counts=True)
        owner, number = np.divmod(keys, width)
        which, member = expand(*(np.searchsorted(owner, edges.a, side) for side in _SIDES))
        asked = edges.b[which] * width + number[member]
        at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        both = np.where(keys[at] == asked, counts[member] * counts[at], 0)
        np.add.at(found, which, both)
    return found


def _among(edges: _Edges, apart: Whole, size: int) -> Flags:
    """Say which pairs were judged different."""
    told = [edges.a * size + edges.b, apart.min(axis=0) * size + apart.max(axis=0)]
    found: Flags = np.isin(*told) if apart.shape[1] else np.zeros(len(edges), bool)
    return found


_SIDES: Final = ("left", "right")
