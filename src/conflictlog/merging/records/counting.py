"""Numbers that records state: the dead and the injured as columns, all others as words."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.merging.records.coding import folded

__all__ = ["number_of", "other_counts", "split_count"]

_OWN = ("killed", "injured")
_BETWEEN = "\x1f"


def number_of(estimates: pl.DataFrame, name: str, height: int) -> NDArray[np.float64]:
    """Give the best number of a count of the whole event; of several reports the highest.

    Parameters
    ----------
    estimates
        Row, count, scope, best: one row a report and count.
    """
    told = estimates.filter(
        (pl.col("count") == name) & pl.col("scope").is_null() & pl.col("best").is_not_null()
    )
    best = told.group_by("row").agg(pl.col("best").max())
    found = np.full(height, np.nan)
    found[best["row"].to_numpy()] = best["best"].to_numpy()
    return found


def other_counts(estimates: pl.DataFrame) -> pl.DataFrame:
    """Give all other numbers as words: a count of a part is compared with that of the same part.

    Examples
    --------
    >>> told = pl.DataFrame(
    ...     {"row": [0, 0], "count": ["launched"] * 2, "scope": [None, "Kyiv"], "best": [35, 23]}
    ... )
    >>> [split_count(word) for word in other_counts(told)["word"]]
    [('launched', 35.0), ('launched in kyiv', 23.0)]
    """
    whole = pl.col("count").is_in(_OWN) & pl.col("scope").is_null()
    told = estimates.filter(~whole & pl.col("best").is_not_null())
    best = told.group_by("row", "count", "scope", maintain_order=True).agg(pl.col("best").max())
    scope = pl.when(pl.col("scope").is_not_null()).then(
        pl.format(" in {}", folded(pl.col("scope").cast(pl.String)))
    )
    name = pl.concat_str("count", scope.fill_null(""))
    return best.select("row", word=pl.concat_str(name, pl.col("best"), separator=_BETWEEN))


def split_count(word: str) -> tuple[str, float]:
    """Give the name and the number of a word of `other_counts`."""
    name, number = word.split(_BETWEEN)
    return name, float(number)
