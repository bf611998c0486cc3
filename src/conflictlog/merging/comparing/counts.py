"""How many died: equal and large numbers tell most."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np

from conflictlog.merging.comparing.comparison import MISSING, Cells, Comparison
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records

__all__ = ["KILLED"]


def _killed(records: Records, pairs: Pairs) -> Cells:
    one, other = records.killed[pairs.a], records.killed[pairs.b]
    low, high = np.minimum(one, other), np.maximum(one, other)
    rules = (
        np.isnan(low) | np.isnan(high),
        high == 0,
        (low == high) & (high >= 10),
        (low == high) & (high >= 3),
        low == high,
        (low == 0) & (high <= 2),
        low == 0,
        high - low <= 1,
        high <= 2 * low,
    )
    levels = (int(MISSING), 3, 0, 1, 2, 6, 7, 4, 5)
    return np.select(rules, levels, default=8).astype(np.int16)


KILLED: Final = Comparison(
    name="killed",
    levels=(
        "the same number, 10 and more",
        "the same number, 3 to 9",
        "the same number, 1 or 2",
        "both none",
        "one more or less",
        "up to twice as many",
        "none against 1 or 2",
        "none against 3 and more",
        "other numbers",
    ),
    judge=lambda records: functools.partial(_killed, records),
)
