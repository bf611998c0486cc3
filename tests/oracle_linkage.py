"""Average linkage as it is told: one pair of clusters after another, by a heap. Slow, and plain."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable

import attrs
import numpy as np
from numpy.typing import NDArray

__all__ = ["Nodes", "average_linkage"]

Whole = NDArray[np.int64]


@attrs.frozen(kw_only=True, eq=False)
class Nodes:
    """As in ``clustering.average``, with sets where that has columns."""

    size: Whole
    held: list[frozenset[int]]
    a: Whole
    b: Whole
    total: NDArray[np.float64]
    count: Whole
    apart: frozenset[tuple[int, int]] = frozenset()
    free: list[Counter[int]] = attrs.field(factory=list)


def average_linkage(nodes: Nodes, *, stop: float, absent: float) -> Whole:
    """Join the two clusters of the highest mean log-odds, as long as it is above `stop`.

    Ties go to the pair that was given first. A pair of records that is not given counts `absent`.
    """
    return _Linkage(nodes, stop, absent).run()


class _Linkage:
    """The state of one run."""

    def __init__(self, nodes: Nodes, stop: float, absent: float) -> None:
        self.stop, self.absent = stop, absent
        self.size = nodes.size.tolist()
        self.held = list(nodes.held)
        self.free = list(nodes.free) or [Counter[int]()] * len(self.size)
        self.version = [0] * len(self.size)
        self.alive = [True] * len(self.size)
        self.parent = list(range(len(self.size)))
        self.near: dict[int, dict[int, list[float]]] = {}
        self.parted: dict[int, set[int]] = {}
        self.heap: list[tuple[float, int, int, int, int, int]] = []
        edges = zip(
            nodes.a.tolist(),
            nodes.b.tolist(),
            nodes.total.tolist(),
            nodes.count.tolist(),
            strict=True,
        )
        for rank, (one, other, total, count) in enumerate(edges):
            link = [total, float(count), float(rank)]
            self.near.setdefault(one, {})[other] = link
            self.near.setdefault(other, {})[one] = link
            self.push(one, other, link)
        for one, other in nodes.apart:
            self.parted.setdefault(one, set()).add(other)
            self.parted.setdefault(other, set()).add(one)

    def run(self) -> Whole:
        while self.heap:
            _, _, one, other, first, second = heapq.heappop(self.heap)
            fresh = self.alive[one] and self.alive[other]
            if not fresh or self.version[one] != first or self.version[other] != second:
                continue
            if self.held[one].isdisjoint(self.held[other]) and other not in self.parted.get(
                one, ()
            ):
                self.join(min(one, other), max(one, other))
        return np.array([self.root(node) for node in range(len(self.parent))], np.int64)

    def push(self, one: int, other: int, link: Iterable[float]) -> None:
        total, count, rank = link
        whole = self.size[one] * self.size[other]
        beside = self.free[other]
        if beside:
            whole -= sum(many * beside[each] for each, many in self.free[one].items())
        mean = (total + (whole - count) * self.absent) / whole
        if mean > self.stop:
            low, high = min(one, other), max(one, other)
            entry = (-mean, int(rank), low, high, self.version[low], self.version[high])
            heapq.heappush(self.heap, entry)

    def join(self, keep: int, gone: int) -> None:
        self.parent[gone] = keep
        self.alive[gone] = False
        self.size[keep] += self.size[gone]
        self.held[keep] |= self.held[gone]
        self.free[keep] = self.free[keep] + self.free[gone]
        self.version[keep] += 1
        self.part(keep, gone)
        mine, theirs = self.near[keep], self.near.pop(gone)
        del mine[gone], theirs[keep]
        for other, (total, count, rank) in theirs.items():
            del self.near[other][gone]
            link = mine.get(other)
            if link is None:
                mine[other] = self.near[other][keep] = [total, count, rank]
            else:
                # The same list stands on both sides.
                link[0] += total
                link[1] += count
                link[2] = min(link[2], rank)
        for other, link in mine.items():
            self.push(keep, other, link)

    def part(self, keep: int, gone: int) -> None:
        for other in self.parted.pop(gone, ()):
            self.parted[other].discard(gone)
            self.parted[other].add(keep)
            self.parted.setdefault(keep, set()).add(other)

    def root(self, node: int) -> int:
        while self.parent[node] != node:
            node = self.parent[node]
        return node
