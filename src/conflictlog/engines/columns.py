"""The columns of a log, fetched as questions need them: events first, their items last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.weighing_columns.caps import place_caps
from conflictlog.weighing_columns.deriving import shown_places

__all__ = ["ITEMS", "Columns", "Rows"]

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

    def events(self, names: Iterable[str], rows: Rows | None) -> pl.DataFrame:
        """Give some columns, of some rows or of all."""
        columns = [
            self.derived[name] if name in self.derived.columns else self.frame[name]
            for name in names
        ]
        table = pl.DataFrame(columns)
        return table if rows is None else table[rows]

    def items(self, over: str, rows: Rows) -> pl.DataFrame:
        """Give a flat table of the items of some events; ``row`` counts within `rows`."""
        return ITEMS[over](self.frame[rows])


def _places(frame: pl.DataFrame) -> pl.DataFrame:
    places = shown_places(frame)
    named = places.rename({"name": "place", "role": "place_role", "precision": "place_precision"})
    return pl.concat([named, place_caps(places)], how="horizontal")


#: Tables of items by name: each makes one of the rows of a log's frame.
ITEMS: Final[dict[str, Callable[[pl.DataFrame], pl.DataFrame]]] = {"place": _places}
