"""What a comparison is: a name, its strata and levels in words, and a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records

__all__ = ["MISSING", "Cells", "Comparison", "Judge", "by_codes", "pack_codes"]

Cells = NDArray[np.int16]
MISSING: Final = np.int16(-1)

#: Pairs of codes up to which a table of them all is kept: some megabytes.
_FEW = 4_000_000


Judge = Callable[[Pairs], Cells]


@attrs.frozen(kw_only=True, eq=False)
class Comparison:
    """One thing that is compared.

    Parameters
    ----------
    name
        In explanations and tables.
    levels
        What may be seen, in words.
    strata
        What the two records are like, where that changes what a level is worth.
    judge
        Makes, for records, the function that gives ``stratum * len(levels) + level`` of each pair,
        or `MISSING`. What it has looked up once it keeps, so that pairs may come in blocks.
    codes
        Gives the codes of what is compared, for comparisons whose pairs of codes can be learnt.
    late
        Whether it is dear, and asked only of pairs that the others leave some hope.
    dated
        Whether it looks at days: all others see the same in records that are moved in time.
    """

    name: str
    levels: tuple[str, ...]
    strata: tuple[str, ...] = ("",)
    judge: Callable[[Records], Judge]
    codes: Callable[[Records], tuple[NDArray[np.int32], tuple[str, ...]]] | None = None
    late: bool = False
    dated: bool = False

    def __len__(self) -> int:
        return len(self.levels) * len(self.strata)

    def words(self, cell: int) -> str:
        """Say what a cell means."""
        if cell < 0:
            return "not told"
        stratum, level = divmod(cell, len(self.levels))
        where = self.strata[stratum]
        return f"{self.levels[level]} ({where})" if where else self.levels[level]


def by_codes(codes: NDArray[np.int32], count: int, level: Callable[[int, int], int]) -> Judge:
    """Look each distinct pair of codes up once; the order of the two makes no difference.

    Examples
    --------
    >>> judge = by_codes(np.array([0, 1, -1], np.int32), 2, lambda a, b: 3 if a == b else 4)
    >>> row = np.arange(3, dtype=np.int32)
    >>> judge(Pairs(a=row, b=row[::-1], km=np.zeros(3, np.float32))).tolist()
    [-1, 3, -1]
    """
    unseen = np.int16(-2)
    table = np.full(count * count if count <= _FEW else 0, unseen)
    known: dict[int, int] = {}

    def judge(pairs: Pairs) -> Cells:
        one, other = codes[pairs.a], codes[pairs.b]
        result = np.full(len(one), MISSING)
        told = np.flatnonzero((one >= 0) & (other >= 0))
        packed = pack_codes(one[told], other[told], count)
        if len(table):
            fresh = packed[table[packed] == unseen]
            for key in np.unique(fresh).tolist():
                table[key] = level(*divmod(key, count))
            result[told] = table[packed]
            return result
        keys, at = np.unique(packed, return_inverse=True)
        for key in keys.tolist():
            if key not in known:
                known[key] = level(*divmod(key, count))
        result[told] = np.array([known[key] for key in keys.tolist()], np.int16)[at.reshape(-1)]
        return result

    return judge


def pack_codes(one: NDArray[np.int32], other: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Give one number for two codes, whatever their order."""
    low = np.minimum(one, other).astype(np.int64)
    result: NDArray[np.int64] = low * count + np.maximum(one, other)
    return result
