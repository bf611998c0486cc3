"""What happened: how likely two codes are to tell of one thing, whatever their grain."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Final

import numpy as np

from conflictlog.kinds import kind_members, taxonomy
from conflictlog.merging.comparing.comparison import Comparison, Judge, by_table
from conflictlog.merging.records import Records

__all__ = ["KIND", "kind_likeness"]

#: Share of rows whose code is not what happened, so that no pair of codes is ruled out.
_MISCODED: Final = 0.1
_BINS: Final = (0.25, 0.6, 0.95, 1.3, 2.5, 6.0)
_ROUNDS: Final = 5


@functools.lru_cache(maxsize=4096)
def _leaves(kind: str) -> frozenset[str]:
    """Give the finest kinds that a code may mean; one that is not known means itself."""
    tree = taxonomy()
    found: set[str] = set()
    for member in kind_members(kind):
        known = member in tree.kinds or member in tree.groups
        found.update((known and tree.descendants(member)) or (member,))
    return frozenset(found)


def kind_likeness(kinds: tuple[str, ...], counts: Mapping[str, int]) -> np.ndarray:
    """Give, for each two codes, how much likelier they are on one incident than by chance.

    With P(k | code) spread over the kinds that a code may mean, this is the sum over kinds of
    P(k | a) P(k | b) / P(k): 1 tells nothing, and two codes that exclude one another are near
    ``1 - (1 - miscoded) ** 2``. How common each kind is is learnt from the codes themselves.
    """
    leaves = [_leaves(kind) for kind in kinds]
    names = sorted(frozenset().union(*leaves)) if leaves else []
    index = {name: at for at, name in enumerate(names)}
    member = np.zeros((len(kinds), len(names)))
    for row, each in enumerate(leaves):
        member[row, [index[name] for name in each]] = 1
    weight = np.array([counts.get(kind, 1) for kind in kinds], float)
    prior = np.full(len(names), 1 / max(1, len(names)))
    for _ in range(_ROUNDS):
        share = member * prior
        share /= share.sum(axis=1, keepdims=True)
        prior = weight @ share / weight.sum()
        prior = np.maximum(prior, 1e-6)
        prior /= prior.sum()
    share = member * prior
    share /= share.sum(axis=1, keepdims=True)
    share = (1 - _MISCODED) * share + _MISCODED * prior
    found: np.ndarray = (share / prior) @ share.T
    return found


def _kind(records: Records) -> Judge:
    codes = records.kind
    told = codes[codes >= 0]
    counts = np.bincount(told, minlength=len(records.kinds))
    table = kind_likeness(
        records.kinds, {kind: int(counts[at]) for at, kind in enumerate(records.kinds)}
    )
    return by_table(codes, np.searchsorted(_BINS, table).astype(np.int16))


KIND: Final = Comparison(
    name="kind",
    levels=(
        "kinds that exclude one another",
        "kinds that rarely meet",
        "kinds that tell little",
        "kinds that may be one",
        "kinds likely one",
        "kinds very likely one",
        "one rare kind",
    ),
    judge=_kind,
    codes=lambda records: (records.kind, records.kinds),
)
