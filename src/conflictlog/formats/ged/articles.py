"""What the coders relied on: offices, headlines, and the free text that must not be lost.

A packed cell reads ``"Office,2017-01-30,Headline";"Office,2017-01-30,Headline"``; offices hold
commas and headlines hold semicolons and quotes. Older rows hold free text, which nothing splits.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import Check, Part, texts
from conflictlog.formats.delimited import trimmed
from conflictlog.formats.ged.columns import QUOTED

__all__ = ["cites", "headline", "quote"]

_BETWEEN: Final = '";"'
_DATED: Final = r",\s*[0-9]{4}-[0-9]{2}-[0-9]{2},"
_READ: Final = frozenset(
    {"source_article", "source_office", "source_headline", "number_of_sources"}
)
_BROKEN: Final = r"[\t\r\n]+| {2,}"


def _with_articles(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the packed articles, how many they and the offices are, and how many are said.

    ``_packed`` is null where the cell is free text. The offices have a column of their own;
    where that one does not split into as many as there are articles, an office's own name
    holds a semicolon, and the articles tell.
    """
    cell = trimmed(pl.col("source_article"))
    packed = pl.when(
        cell.str.starts_with('"') & cell.str.ends_with('"') & cell.str.contains(_DATED)
    ).then(cell.str.strip_prefix('"').str.strip_suffix('"'))
    number = pl.col("number_of_sources").cast(pl.Float64, strict=False)
    added = (
        packed.alias("_packed"),
        _parts(packed, _BETWEEN).alias("_units"),
        _parts(pl.col("source_office"), ";").alias("_offices"),
        # -1 means that nobody counted.
        pl.when(number >= 0).then(number).alias("_number"),
    )
    return rows.lazy().with_columns(added).collect()  # lazy: what stands in it twice is done once


def _parts(cell: pl.Expr, separator: str) -> pl.Expr:
    return cell.str.count_matches(separator, literal=True) + 1


_PACKED, _UNITS, _OFFICES = pl.col("_packed"), pl.col("_units"), pl.col("_offices")

_CHECKS: Final = (
    Check(
        column="number_of_sources",
        where=pl.col("_number").is_not_null()
        & (pl.col("_number") != pl.coalesce(_UNITS, _OFFICES)),
        problem="the sources listed are not as many as said",
        hint="what is listed is kept as cites",
    ),
)


def _around_date(unit: pl.Expr, part: int) -> pl.Expr:
    """Give what stands before (0) or behind (1) the date of an article."""
    # Split at the very date that is found: a pattern with groups takes thirty times as long.
    return unit.str.splitn(unit.str.extract(_DATED, 0), 2).struct.field(f"field_{part}")


def cites() -> Part:
    """Give the offices that the row relied on, each once, in the order given."""
    known = (_UNITS.is_null() | (_OFFICES == _UNITS)).fill_null(value=False)
    # Few rows are of the other sort, and taking articles apart is dear.
    apart = pl.when(~known).then(_PACKED).str.split(_BETWEEN)
    apart = apart.list.eval(trimmed(_around_date(pl.element(), 0)))
    own = apart.list.drop_nulls().list.unique(maintain_order=True).fill_null([])
    found = pl.when(known).then(texts("source_office", ";").value).otherwise(own)
    return Part(value=found, prepare=_with_articles, checks=_CHECKS, reads=_READ)


def headline() -> Part:
    """Give the headline of the first article, on one line."""
    packed = _around_date(_PACKED.str.splitn(_BETWEEN, 2).struct.field("field_0"), 1)
    alone = pl.when(pl.col("_number") == 1).then(pl.col("source_headline"))
    line = trimmed(pl.coalesce(packed, alone).str.replace_all(_BROKEN, " "))
    return Part(value=line, prepare=_with_articles, reads=_READ)


def quote() -> Part:
    """Give the free text of the row as written, each column on lines of its own under its name."""
    lines = [pl.format(f"{name}: {{}}", pl.col(name)) for name in QUOTED]
    joined = pl.concat_str(lines, separator="\n", ignore_nulls=True)
    return Part(value=pl.when(pl.any_horizontal(pl.col(*QUOTED).is_not_null())).then(joined))
