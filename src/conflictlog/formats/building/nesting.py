"""Columns into structs, and structs into lists."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

__all__ = ["listed", "record", "single"]


def record(shape: pl.Struct, **fields: pl.Expr) -> pl.Expr:
    """Put columns into a struct of the schema, in its order; what is not given is null."""
    return pl.struct(
        [
            fields.get(field.name, pl.lit(None, field.dtype)).alias(field.name)
            for field in shape.fields
        ]
    )


def listed(items: Iterable[pl.Expr], *, unless_null: str) -> pl.Expr:
    """Put structs into one list a row, without those whose named field is null.

    By way of fixed-size arrays: `concat_list` of several structs takes a hundred times as long.
    """
    given = list(items)
    whole = single(given[0]) if len(given) == 1 else pl.concat_arr(given).arr.to_list()
    return whole.list.filter(pl.element().struct.field(unless_null).is_not_null())


def single(value: pl.Expr) -> pl.Expr:
    """Put a value into a list of its own, row by row."""
    return pl.concat_list(value)
