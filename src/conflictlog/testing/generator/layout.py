"""Nested columns of the schema, built of flat expressions without a loop over rows."""

from __future__ import annotations

from typing import Any

import polars as pl

__all__ = ["empty_of", "list_of", "one_of_each", "struct_of"]


def empty_of(dtype: pl.DataType) -> pl.Expr:
    """Give what says nothing: an empty list, False, else null."""
    if isinstance(dtype, pl.List):
        return pl.lit([], dtype=dtype)
    if isinstance(dtype, pl.Boolean):
        return pl.lit(value=False)
    return pl.lit(None, dtype=dtype)


def struct_of(dtype: pl.DataType, **fields: Any) -> pl.Expr:
    """Build a struct of a type; fields that are not given say nothing."""
    assert isinstance(dtype, pl.Struct)  # noqa: S101 - types of our own schema
    return pl.struct(
        _expression(fields.get(name), part).alias(name) for name, part in dict(dtype).items()
    )


def one_of_each(*items: tuple[pl.Expr, pl.Expr]) -> pl.Expr:
    """Build a list of one or two items each, leaving out those whose flag is false.

    Parameters
    ----------
    items
        Pairs of an item and its flag.
    """
    # By way of arrays, where lists that are joined or pruned take 50 times as long.
    (first, has_first), *rest = items
    if not rest:
        return pl.when(has_first).then(list_of(first)).otherwise(_no_items(first))
    ((second, has_second),) = rest
    return (
        pl.when(has_first & has_second)
        .then(pl.concat_arr(first, second).arr.to_list())
        .when(has_first)
        .then(list_of(first))
        .when(has_second)
        .then(list_of(second))
        .otherwise(_no_items(first))
    )


def list_of(item: pl.Expr) -> pl.Expr:
    """Build a list of one item."""
    return item.reshape((-1, 1)).arr.to_list()


def _no_items(item: pl.Expr) -> pl.Expr:
    return list_of(item).list.head(0)


def _expression(value: Any, dtype: Any) -> pl.Expr:
    if value is None:
        return empty_of(dtype)
    return (value if isinstance(value, pl.Expr) else pl.lit(value)).cast(dtype)
