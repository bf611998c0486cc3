"""The columns of a log, fetched as questions need them: events first, their items last."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.engines.items import ITEMS

__all__ = ["Columns", "Rows"]

Rows = NDArray[np.uint32]


class Columns:
    """A log's frame beside what its events show.

    Parameters
    ----------
    frame
        The stored columns, see `conflictlog.schema`.
    derived
        The derived ones, see `conflictlog.weighing_columns`; they win where both have a name.
    """

    def __init__(self, frame: pl.DataFrame, derived: pl.DataFrame) -> None:
        self.frame = frame
        self.derived = derived

    @property
    def height(self) -> int:
        """How many events there are."""
        return self.derived.height

    def has(self, names: Iterable[str]) -> bool:
        """Say whether every name is a column of events."""
        return {*names} <= {*self.derived.columns, *self.frame.columns}

    def events(self, names: Iterable[str], rows: Rows | None) -> pl.DataFrame:
        """Give some columns, of some rows or of all."""
        columns = [
            self.derived[name] if name in self.derived.columns else self.frame[name]
            for name in names
        ]
        table = pl.DataFrame(columns)
        return table if rows is None else table[rows]

    def items(self, over: str, needs: Collection[str], rows: Rows | None) -> pl.DataFrame:
        """Give a flat table of the items of some events; ``row`` counts within `rows`."""
        make, columns = ITEMS[over]
        frame = self.frame.select(columns)
        return make(frame if rows is None else frame[rows], needs)
