"""Tables in memory and in typed files: every cell as the text that a person would write."""

from __future__ import annotations

from typing import Any

import polars as pl

from conflictlog.errors import InvalidValue

__all__ = ["as_frame", "as_texts", "is_frame", "is_plain"]


def is_frame(source: object) -> bool:
    """Say whether a value is a table of some library's."""
    known = ("__arrow_c_stream__", "__dataframe__")
    return isinstance(source, pl.DataFrame | pl.LazyFrame) or any(
        hasattr(source, name) for name in known
    )


def as_frame(source: object) -> pl.DataFrame:
    """Take a table of Polars, pandas, Arrow, DuckDB, or anything that speaks their protocols.

    Raises
    ------
    InvalidValue
        For anything else.
    """
    if isinstance(source, pl.DataFrame):
        return source
    if isinstance(source, pl.LazyFrame):
        return source.collect()
    table: Any = source
    if hasattr(source, "__arrow_c_stream__"):
        return pl.DataFrame(table)
    if hasattr(source, "__dataframe__"):
        return pl.from_dataframe(table)
    raise InvalidValue(
        f"a table is {type(source).__name__}",
        expected="a path, or a table of Polars, pandas or Arrow",
        remedy="give the path of a file, or make a data frame of it",
    )


def is_plain(dtype: pl.DataType) -> bool:
    """Say whether a column holds one value a row, and no lists, structs or objects of Python."""
    return not (dtype.is_nested() or dtype == pl.Object())


def as_texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Write every column as text; lists and structs become JSON, objects of Python nothing.

    Days and clock times are written in ISO; a moment with a zone has its offset.
    """
    return frame.select(_text(name, dtype) for name, dtype in frame.schema.items())


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    cell = pl.col(name)
    if isinstance(dtype, pl.Datetime):
        pattern = "%Y-%m-%dT%H:%M:%S%.f" + ("%:z" if dtype.time_zone else "")
        # Six digits at most: nanoseconds are finer than any report.
        written = cell.dt.cast_time_unit("us").dt.to_string(pattern)
        return written.str.replace(r"\.(\d*?)0*([+-]|$)", ".$1$2").str.replace(r"\.([+-]|$)", "$1")
    if dtype.is_float():
        return pl.when(cell.is_finite()).then(cell).cast(pl.String)
    if dtype == pl.Object():
        return pl.lit(None, pl.String).alias(name)
    if dtype.is_nested():
        # Only structs can be written as JSON: '{"_":[1,2]}'.
        written = pl.struct(cell.alias("_")).struct.json_encode()
        return pl.when(cell.is_not_null()).then(written.str.slice(5).str.head(-1)).alias(name)
    if dtype == pl.Binary():
        return cell.cast(pl.String, strict=False)
    return cell.cast(pl.String)
