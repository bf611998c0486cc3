"""Texts as small integers: what repeats a million times is judged once."""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = ["Codes", "code_column", "code_columns"]


@attrs.frozen(eq=False)
class Codes:
    """For each row a code, and for each code the values that it stands for."""

    of: NDArray[np.int64]
    values: list[tuple[Any, ...]]


def code_column(column: pl.Series) -> Codes:
    """Code one column; null is a value like any other."""
    distinct = column.unique()
    codes = column.replace_strict(
        distinct, pl.int_range(len(distinct), dtype=pl.Int64, eager=True), return_dtype=pl.Int64
    )
    return Codes(codes.to_numpy().astype(np.int64, copy=False), [(value,) for value in distinct])


def code_columns(*columns: pl.Series) -> Codes:
    """Code the combinations of several columns that occur."""
    found = code_column(columns[0])
    for column in columns[1:]:
        further = code_column(column)
        pairs = code_column(pl.Series(found.of * len(further.values) + further.of, dtype=pl.Int64))
        found = Codes(
            pairs.of,
            [
                found.values[pair // len(further.values)]
                + further.values[pair % len(further.values)]
                for (pair,) in pairs.values
            ],
        )
    return found
