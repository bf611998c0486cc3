"""Tables of pairs as pictures take them: a column of probabilities, and one of what is so."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from conflictlog.errors import InvalidValue

__all__ = ["TENTHS", "read_chances"]

#: The labels of an axis of probability.
TENTHS: Final = ("0", *(f".{tenth}" for tenth in range(1, 10)), "1")


def read_chances(pairs: pl.DataFrame, beside: str, remedy: str) -> npt.NDArray[np.float64]:
    """Give the column probability of a table that has another beside it.

    Raises
    ------
    InvalidValue
        For what is no table, a missing column, or what is no probability, with its row.

    Examples
    --------
    >>> read_chances(pl.DataFrame({"probability": [0.5], "truth": [True]}), "truth", "").tolist()
    [0.5]
    """
    columns = getattr(pairs, "columns", None)
    if not isinstance(pairs, pl.DataFrame) or not {"probability", beside} <= set(pairs.columns):
        raise InvalidValue(
            f"pairs is {type(pairs).__name__}" if columns is None else f"pairs has {columns}",
            expected=f"a Polars frame with probability and {beside}",
            remedy=remedy,
        )
    chances = pairs["probability"].cast(pl.Float64, strict=False).to_numpy()
    if wrong := np.flatnonzero(~((chances >= 0) & (chances <= 1))).tolist():
        raise InvalidValue(
            f"pairs: row {wrong[0] + 1}, column probability has {pairs['probability'][wrong[0]]!r}",
            expected="a probability from 0 to 1",
            remedy="leave rows out of which none is known",
        )
    return chances
