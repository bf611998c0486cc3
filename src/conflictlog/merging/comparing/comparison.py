"""What a comparison is: a name, its strata and levels in words, and a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records

__all__ = [
    "MISSING",
    "Cells",
    "Comparison",
    "Judge",
    "blind",
    "by_codes",
    "by_table",
    "pack_codes",
]

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


def blind(pairs: Pairs) -> Cells:
    """See nothing in any pair: the records tell nothing to compare."""
    return np.full(len(pairs), MISSING)


def by_codes(codes: NDArray[np.int32], count: int, level: Callable[[int, int], int]) -> Judge:
    """Look each distinct pair of codes up once; the order of the two makes no difference.

    Examples
    --------
    >>> judge = by_codes(np.array([0, 1, -1], np.int32), 2, lambda a, b: 3 if a == b else 4)
    >>> row = np.arange(3, dtype=np.int32)
    >>> judge(Pairs(a=row, b=row[::-1], km=np.zeros(3, np.float32))).tolist()
    [-1, 3, -1]
    """
    if not (codes >= 0).any():
        return blind
    unseen = np.int16(-2)
    if (count + 1) ** 2 <= _FEW:
        table = np.full((count + 1, count + 1), unseen)
        # The last row and column are met by the code -1.
        table[-1] = table[:, -1] = MISSING
        flat = table.reshape(-1)
        held = np.where(codes < 0, count, codes)

        def judge(pairs: Pairs) -> Cells:
            packed = held[pairs.a] * np.int32(count + 1) + held[pairs.b]
            result: Cells = flat[packed]
            fresh = np.flatnonzero(result == unseen)
            for key in np.unique(packed[fresh]).tolist():
                one, other = sorted(divmod(key, count + 1))
                table[one, other] = table[other, one] = level(one, other)
            result[fresh] = flat[packed[fresh]]
            return result

        return judge
    known: dict[int, int] = {}

    def judge_many(pairs: Pairs) -> Cells:
        one, other = codes[pairs.a], codes[pairs.b]
        result = np.full(len(one), MISSING)
        told = np.flatnonzero((one >= 0) & (other >= 0))
        keys, at = np.unique(pack_codes(one[told], other[told], count), return_inverse=True)
        for key in keys.tolist():
            if key not in known:
                known[key] = level(*divmod(key, count))
        result[told] = np.array([known[key] for key in keys.tolist()], np.int16)[at.reshape(-1)]
        return result

    return judge_many


def by_table(codes: NDArray[np.int32], table: NDArray[np.int16]) -> Judge:
    """Look pairs of codes up in a table of them all, shape (codes, codes).

    Examples
    --------
    >>> judge = by_table(np.array([0, 1, -1], np.int32), np.array([[5, 6], [6, 7]], np.int16))
    >>> row = np.arange(3, dtype=np.int32)
    >>> judge(Pairs(a=row, b=row, km=np.zeros(3, np.float32))).tolist()
    [5, 7, -1]
    """
    if not (codes >= 0).any():
        return blind
    size = np.int32(len(table) + 1)
    flat = np.pad(table, (0, 1), constant_values=MISSING).reshape(-1)
    held = np.where(codes < 0, np.int32(len(table)), codes)

    def judge(pairs: Pairs) -> Cells:
        result: Cells = flat[held[pairs.a] * size + held[pairs.b]]
        return result

    return judge


def pack_codes(one: NDArray[np.int32], other: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Give one number for two codes, whatever their order."""
    low = np.minimum(one, other).astype(np.int64)
    result: NDArray[np.int64] = low * count + np.maximum(one, other)
    return result
