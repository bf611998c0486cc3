"""A pair's evidence by comparison, in nats: tables, what was learnt, factors, the floor."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing import COMPARISONS, Cells, Judge, blind, judges, pack_codes
from conflictlog.merging.model.weights import FLOOR, Learnt, Weights
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.parallel import in_parallel
from conflictlog.merging.records import Records

__all__ = ["Evidence"]

Reals = NDArray[np.float64]
Rows = slice | NDArray[np.intp]
#: Pairs compared at a time.
_BLOCK: Final = 250_000
#: Pairs of codes up to which a table of them all is kept: some tens of megabytes.
_FEW: Final = 4_000_000


class Evidence:
    """The evidence of one model on one set of records.

    Parameters
    ----------
    records, weights
        What is compared, and what it is worth.
    known
        The functions of the comparisons, where they have looked something up already.
    """

    def __init__(
        self, records: Records, weights: Weights, known: Mapping[str, Judge] | None = None
    ) -> None:
        self._judges = judges(records) if known is None else known
        self._tables = {name: np.append(each, 0.0) for name, each in weights.worth().items()}
        self._corrections = {
            name: np.append(weights.corrections.get(name, np.zeros(len(comparison))), 0.0)
            for name, comparison in COMPARISONS.items()
        }
        self._learnt = {
            name: _looked_up(records, name, each, weights.factors[name])
            for name, each in weights.learnt.items()
            if each.pairs
        }

    def by_comparison(self, pairs: Pairs) -> dict[str, Reals]:
        """Give what each comparison adds to each pair."""
        return {name: self._of(name, pairs, judge(pairs)) for name, judge in self._judges.items()}

    def cells(self, pairs: Pairs) -> dict[str, Cells]:
        """Give what each comparison sees."""
        return {name: judge(pairs) for name, judge in self._judges.items()}

    def total(
        self,
        pairs: Pairs,
        start: Reals,
        *,
        least: float,
        cells: Mapping[str, Cells] | None = None,
    ) -> Reals:
        """Add all comparisons up, a block of pairs at a time.

        Parameters
        ----------
        start
            What a pair's sum begins with.
        least
            Where sums below it do not matter: dear comparisons are left out where they could not
            lift a pair above it.
        cells
            What the comparisons see in these pairs, where it is known.
        """

        def worth(name: str, rows: Rows) -> Reals:
            some = pairs.taken(rows)
            return self._of(name, some, cells[name][rows] if cells else self._judges[name](some))

        seeing = [name for name, judge in self._judges.items() if cells or judge is not blind]
        early = [name for name in seeing if not COMPARISONS[name].late]
        late = [name for name in seeing if COMPARISONS[name].late]
        most = sum(float(self._tables[name].max()) for name in late)
        result = start.copy()

        def add(at: int) -> None:
            block = slice(at, at + _BLOCK)
            for name in early:
                result[block] += worth(name, block)
            hopeful = at + np.flatnonzero(result[block] > least - most)
            for name in late:
                result[hopeful] += worth(name, hopeful)

        deque(in_parallel(add, range(0, len(pairs), _BLOCK)), maxlen=0)
        return result

    def _of(self, name: str, pairs: Pairs, cells: Cells) -> Reals:
        found: Reals = self._tables[name][cells]
        if name in self._learnt:
            known, worth = self._learnt[name](pairs)
            # What was learnt stands for the table; the correction of the level stays.
            told = worth + self._corrections[name][cells[known]]
            found[known] = np.maximum(told, FLOOR)
        return found


Found = tuple[NDArray[np.intp], Reals]


def _looked_up(
    records: Records, name: str, learnt: Learnt, factor: float
) -> Callable[[Pairs], Found]:
    """Make the function that finds pairs of which something was learnt, and what it is worth."""
    comparison = COMPARISONS[name]
    if comparison.codes is None:
        raise ValueError(name)
    codes, texts = comparison.codes(records)
    index = {text: code for code, text in enumerate(texts)}
    rows = [
        (index[one], index[other], factor * ratio)
        for (one, other), ratio in zip(learnt.pairs, learnt.ratios, strict=True)
        if one in index and other in index
    ]
    count = len(texts)
    one, other = (np.array([row[n] for row in rows], np.int32) for n in range(2))
    worth = np.array([row[2] for row in rows])
    if (count + 1) ** 2 <= _FEW:
        table = np.full((count + 1, count + 1), np.nan)
        table[one, other] = table[other, one] = worth
        flat, held = table.reshape(-1), np.where(codes < 0, count, codes)

        def look_up(pairs: Pairs) -> Found:
            found = flat[held[pairs.a] * np.int32(count + 1) + held[pairs.b]]
            known = np.flatnonzero(~np.isnan(found))
            return known, found[known]

        return look_up
    if not rows:
        return lambda _: (np.empty(0, np.intp), worth)
    keys = pack_codes(one, other, count)
    order = np.argsort(keys)
    keys, worth = keys[order], worth[order]

    def look_up_many(pairs: Pairs) -> Found:
        left, right = codes[pairs.a], codes[pairs.b]
        told = np.flatnonzero((left >= 0) & (right >= 0))
        packed = pack_codes(left[told], right[told], count)
        at = np.minimum(np.searchsorted(keys, packed), len(keys) - 1)
        known = keys[at] == packed
        return told[known], worth[at[known]]

    return look_up_many
