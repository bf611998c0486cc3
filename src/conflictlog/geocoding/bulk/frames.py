"""`locate_all`: the texts of a table's column, each distinct one looked up once."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.geocoding.bulk.answers import ANSWER, KEY, answered

__all__ = ["as_frame", "check_column", "locate_all"]

_TOLD: Final = tuple(name for name in ANSWER if not name.startswith("candidate_"))


def locate_all(
    table: Any,
    column: str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    **options: Any,
) -> pl.DataFrame:
    """Look up the texts of a column, each distinct one with its context once.

    Parameters
    ----------
    table
        A data frame of Polars, or of any library that speaks Arrow (pandas, PyArrow, DuckDB).
    column
        The column that holds the texts. Blank ones are left open.
    country, admin1
        The column that holds the context of each text; where no column is called that, the
        context of them all.
    **options
        What `conflictlog.locate` takes besides.

    Returns
    -------
    polars.DataFrame
        The table, row by row, with what was found in columns ``located_state``, ``located_name``,
        ``located_lat``, ``located_lon``, ``located_radius_km``, ... The state of a text that
        cannot be looked up is "refused", and the notes say why.

    Examples
    --------
    >>> rows = pl.DataFrame({"where": ["Харків", "Kyiv", None], "land": ["UKR", "UKR", None]})
    >>> found = locate_all(rows, "where", country="land")
    >>> found.select("where", "located_state", "located_name").rows()
    [('Харків', 'decided', 'Kharkiv'), ('Kyiv', 'decided', 'Kyiv'), (None, None, None)]
    """
    frame = as_frame(table, "locate_all()")
    check_column(frame, column)
    _check_free(frame)
    questions = frame.select(
        pl.col(column).cast(pl.String()).alias("text"),
        _context(frame, country).alias("country"),
        _context(frame, admin1).alias("admin1"),
    ).with_columns(pl.when(pl.col(pl.String).str.strip_chars() != "").then(pl.col(pl.String)))
    distinct = questions.filter(pl.col("text").is_not_null()).unique(maintain_order=True)
    found = answered(distinct, **options)
    told = questions.join(
        found, on=list(KEY), how="left", nulls_equal=True, maintain_order="left"
    ).select(pl.col(name).alias(f"located_{name}") for name in _TOLD)
    return pl.concat([frame, told], how="horizontal")


def as_frame(table: Any, asked: str) -> pl.DataFrame:
    """Take a data frame of any library that speaks Arrow."""
    if isinstance(table, pl.DataFrame):
        return table
    try:
        return pl.DataFrame(table)
    except (TypeError, ValueError) as error:
        raise InvalidValue(
            f"{asked} was given a {type(table).__name__}",
            expected="a data frame",
            remedy="give one of Polars or pandas, or read the file with one of them",
        ) from error


def check_column(frame: pl.DataFrame, column: str) -> None:
    """Refuse a column that the table has not, by naming the nearest."""
    if column not in frame.columns:
        raise UnknownName(
            f"the table has no column {column!r}",
            expected="the name of a column",
            remedy=nearest_hint(column, frame.columns) or f"it has {', '.join(frame.columns)}",
        )


def _check_free(frame: pl.DataFrame) -> None:
    taken = [name for name in frame.columns if name in {f"located_{each}" for each in _TOLD}]
    if taken:
        raise InvalidValue(
            f"the table has a column {taken[0]!r} already",
            expected="a table that was not located before",
            remedy="drop or rename its located_ columns",
        )


def _context(frame: pl.DataFrame, told: str | None) -> pl.Expr:
    if told is not None and told in frame.columns:
        return pl.col(told).cast(pl.String())
    return pl.lit(told, pl.String())
