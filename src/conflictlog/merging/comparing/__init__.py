"""Comparisons: what two records say of one thing, as a level of agreement.

Each comparison gives a cell, the stratum and the
level, for each pair, and -1 where one of the two says nothing: that is no evidence either way.
"""

from __future__ import annotations

from conflictlog.merging.comparing.comparison import (
    MISSING,
    Cells,
    Comparison,
    Judge,
    blind,
    pack_codes,
)
from conflictlog.merging.comparing.shipped import COMPARISONS, compare, judges

__all__ = [
    "COMPARISONS",
    "MISSING",
    "Cells",
    "Comparison",
    "Judge",
    "blind",
    "compare",
    "judges",
    "pack_codes",
]
