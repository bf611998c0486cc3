"""A pair's evidence by comparison, in nats: tables, what was learnt, factors, the floor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing import COMPARISONS, Judge, judges, pack_codes
from conflictlog.merging.model.weights import FLOOR, Weights
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records

__all__ = ["Evidence"]

Reals = NDArray[np.float64]
#: Pairs compared at a time.
_BLOCK = 1_000_000


class Evidence:
    """The evidence of one model on one set of records; keeps what it has looked up."""

    def __init__(self, records: Records, weights: Weights) -> None:
        self._records = records
        self._judges: dict[str, Judge] = judges(records)
        self._tables = {name: np.append(each, 0.0) for name, each in weights.worth().items()}
        self._corrections = {
            name: np.append(weights.corrections.get(name, np.zeros(len(comparison))), 0.0)
            for name, comparison in COMPARISONS.items()
        }
        self._learnt = {
            name: found
            for name in weights.learnt
            if (found := _coded(records, name, weights)) is not None
        }

    def by_comparison(self, pairs: Pairs) -> dict[str, Reals]:
        """Give what each comparison adds to each pair."""
        return {name: self._of(name, pairs) for name in COMPARISONS}

    def cells(self, pairs: Pairs) -> dict[str, NDArray[np.int16]]:
        """Give what each comparison sees."""
        return {name: judge(pairs) for name, judge in self._judges.items()}

    def total(self, pairs: Pairs, start: Reals, *, least: float) -> Reals:
        """Add all comparisons up, a block of pairs at a time.

        Parameters
        ----------
        start
            What a pair's sum begins with.
        least
            Where sums below it do not matter: dear comparisons are left out where they could not
            lift a pair above it.
        """
        early = [name for name in COMPARISONS if not COMPARISONS[name].late]
        late = [name for name in COMPARISONS if COMPARISONS[name].late]
        most = sum(float(self._tables[name].max()) for name in late)
        parts = [np.zeros(0)]
        for at in range(0, len(pairs), _BLOCK):
            block = pairs.taken(slice(at, at + _BLOCK))
            added = start[at : at + _BLOCK].copy()
            for name in early:
                added += self._of(name, block)
            hopeful = np.flatnonzero(added > least - most)
            for name in late:
                added[hopeful] += self._of(name, block.taken(hopeful))
            parts.append(added)
        return np.concatenate(parts)

    def _of(self, name: str, pairs: Pairs) -> Reals:
        cells = self._judges[name](pairs)
        found: Reals = self._tables[name][cells]
        if name in self._learnt:
            codes, count, keys, worth = self._learnt[name]
            one, other = codes[pairs.a], codes[pairs.b]
            asked = pack_codes(one, other, count)
            at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
            known = np.flatnonzero((keys[at] == asked) & (one >= 0) & (other >= 0))
            # What was learnt stands for the table; the correction of the level stays.
            told = worth[at[known]] + self._corrections[name][cells[known]]
            found[known] = np.maximum(told, FLOOR)
        return found


def _coded(
    records: Records, name: str, weights: Weights
) -> tuple[NDArray[np.int32], int, NDArray[np.int64], Reals] | None:
    """Give what was learnt by texts as codes of these records, sorted."""
    comparison = COMPARISONS[name]
    if comparison.codes is None:
        return None
    codes, texts = comparison.codes(records)
    index = {text: code for code, text in enumerate(texts)}
    learnt = weights.learnt[name]
    rows = [
        (index[one], index[other], ratio)
        for (one, other), ratio in zip(learnt.pairs, learnt.ratios, strict=True)
        if one in index and other in index
    ]
    if not rows:
        return None
    one, other = (np.array([row[n] for row in rows], np.int32) for n in range(2))
    keys = pack_codes(one, other, len(texts))
    order = np.argsort(keys)
    ratios = np.array([row[2] for row in rows])[order]
    return codes, len(texts), keys[order], weights.factors[name] * ratios
