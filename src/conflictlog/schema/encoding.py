"""Events to columns: field by field over all events, never one row after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import polars as pl

from conflictlog.event import Event
from conflictlog.schema.columns import SCHEMA
from conflictlog.schema.shapes import SHAPES, Many, Named, One, Pairs, Shape, Texts

__all__ = ["encode_events"]


def encode_events(events: Iterable[Event]) -> pl.DataFrame:
    """Lay events out in columns, one row an event, in the order given.

    Returns
    -------
    polars.DataFrame
        With the columns and types of `SCHEMA`.
    """
    items = list(events)
    return pl.DataFrame(_fields(Event, items, dict(SCHEMA)))


def _fields(cls: type, items: Sequence[Any], dtypes: dict[str, Any]) -> list[pl.Series]:
    """Give one series a field, over all values of one class."""
    shapes = SHAPES[cls]
    return [
        _column(name, dtype, shapes.get(name), [getattr(item, name) for item in items])
        for name, dtype in dtypes.items()
    ]


def _column(name: str, dtype: Any, shape: Shape | None, values: list[Any]) -> pl.Series:
    match shape:
        case None:
            if dtype == pl.Float64:
                # Columns of real numbers refuse whole ones.
                values = [None if value is None else float(value) for value in values]
            return pl.Series(name, values, dtype=dtype)
        case One(cls):
            present = [value for value in values if value is not None]
            structs = _structs(dtype, _fields(cls, present, _dtypes(dtype)))
            found = [value is not None for value in values]
            return _placed(name, structs, found, pl.Series([None], dtype=dtype))
        case Many(cls):
            parts = [item for value in values for item in value]
            series = _structs(dtype.inner, _fields(cls, parts, _dtypes(dtype.inner)))
        case Named(None):
            names, items = _pairs(value.items() for value in values)
            texts = _column("values", dtype.inner.fields[1].dtype, Texts(), items)
            series = _structs(dtype.inner, [_texts("name", names), texts])
        case Named(type() as kind):
            names, items = _pairs(value.items() for value in values)
            rest = {key: kept for key, kept in _dtypes(dtype.inner).items() if key != "name"}
            columns = _fields(kind, items, rest)
            series = _structs(dtype.inner, [_texts("name", names), *columns])
        case Pairs(first, second):
            left, right = _pairs(values)
            series = _structs(dtype.inner, [_texts(first, left), _texts(second, right)])
        case _:
            series = _texts("", [item for value in values for item in value])
    return _listed(name, dtype, series, [len(value) for value in values])


def _pairs(groups: Iterable[Iterable[tuple[str, Any]]]) -> tuple[list[str], list[Any]]:
    pairs = [pair for group in groups for pair in group]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _dtypes(dtype: Any) -> dict[str, Any]:
    return {field.name: field.dtype for field in dtype.fields}


def _texts(name: str, values: list[str]) -> pl.Series:
    return pl.Series(name, values, dtype=pl.String)


def _structs(dtype: Any, columns: list[pl.Series]) -> pl.Series:
    return pl.DataFrame(columns).to_struct().cast(dtype)


def _placed(name: str, flat: pl.Series, present: list[bool], gap: pl.Series) -> pl.Series:
    """Stand what is there at its rows, and the gap at all others."""
    if all(present):
        return flat.alias(name)
    there = np.asarray(present, dtype=bool)
    at = np.where(there, np.cumsum(there) - 1, len(flat))
    return pl.concat([flat, gap.alias(flat.name)]).gather(pl.Series(at)).alias(name)


def _listed(name: str, dtype: Any, flat: pl.Series, lengths: list[int]) -> pl.Series:
    """Cut a flat series into the lists that each row had."""
    rows = np.repeat(np.arange(len(lengths)), lengths)
    lists = (
        pl.DataFrame([pl.Series("row", rows), flat.alias("list")])
        .group_by("row", maintain_order=True)
        .agg("list")["list"]
        .cast(dtype)
    )
    empty = pl.Series("list", [[]], dtype=dtype)
    return _placed(name, lists, [length > 0 for length in lengths], empty)
