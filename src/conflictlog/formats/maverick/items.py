"""Who reported it: the author, and the day and the title that stand in one cell with it."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import Check, Part, joined, source
from conflictlog.formats.delimited import trimmed

__all__ = ["headline", "item"]

#: "Reuters News (2017-10-26) Kenyan opposition protester dies".
_DATED: Final = r"(?s)^(.*?)\s*\((\d{4}-\d{2}-\d{2})\)\s*(.*)$"
_CELL: Final = pl.col("source")


def item() -> Part:
    """Give the published item; one without an author is MAVERICK's own."""
    author = pl.coalesce("source_author", "_outlet", _CELL, pl.lit("MAVERICK"))
    found = source(author, title=pl.col("_title"), published=pl.col("_published"))
    undated = Check(
        column="source",
        where=_CELL.is_not_null() & pl.col("_published").is_null(),
        problem="no day of publication can be read",
        hint="write it in brackets: Reuters News (2017-10-26) Title",
    )
    read = Part(value=_CELL, prepare=_with_parts, checks=(undated,))
    return joined([read], found.value)


def _with_parts(rows: pl.DataFrame) -> pl.DataFrame:
    outlet, day, title = (trimmed(_CELL.str.extract(_DATED, n)) for n in (1, 2, 3))
    is_day = day.str.to_date("%Y-%m-%d", strict=False).is_not_null()
    dated = _CELL.str.contains(_DATED)
    whole = pl.when(~dated & pl.col("source_author").ne(_CELL)).then(_CELL)
    return rows.with_columns(
        outlet.alias("_outlet"),
        pl.when(is_day).then(day).alias("_published"),
        pl.coalesce(title, whole).alias("_title"),
    )


def headline() -> Part:
    """Give the item's title, which says of what it tells."""
    return Part(value=pl.col("_title"))
