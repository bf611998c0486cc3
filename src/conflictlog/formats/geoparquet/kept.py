"""The derived columns as files keep them: for other tools, and for scans to read them back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import polars as pl

from conflictlog.schema import SCHEMA
from conflictlog.weighing_columns import DERIVED

__all__ = ["DAYS", "FILE_NAMES", "from_file", "to_file"]

#: Derived column -> the date column that holds it.
DAYS: Final = {"day_start_first": "first_day", "day_end_last": "last_day"}
#: Derived column -> its name in a file, where stored columns have names of their own.
FILE_NAMES: Final = {
    name: DAYS.get(name, f"shown_{name}" if name in SCHEMA else name) for name in DERIVED
}


def to_file(derived: pl.DataFrame) -> list[pl.Series]:
    """Give the derived columns under their names in files; the outer days as dates."""
    return [
        (derived[name].cast(pl.Date) if name in DAYS else derived[name]).alias(column)
        for name, column in FILE_NAMES.items()
    ]


def from_file(names: Iterable[str]) -> list[pl.Expr]:
    """Give expressions that read some derived columns back."""
    return [
        (
            pl.col(FILE_NAMES[name]).cast(pl.Int32) if name in DAYS else pl.col(FILE_NAMES[name])
        ).alias(name)
        for name in names
    ]
