"""Events to columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import polars as pl

from conflictlog.event import Event
from conflictlog.schema.columns import SCHEMA
from conflictlog.schema.shapes import FIELDS, SHAPES, Many, Named, One, Pairs, Texts

__all__ = ["encode_events", "encode_value"]


_REALS: Final = frozenset({"best", "low", "high", "lat", "lon", "radius_km", "p"})


def encode_events(events: Iterable[Event]) -> pl.DataFrame:
    """Lay events out in columns, one row an event, in the order given.

    Returns
    -------
    polars.DataFrame
        With the columns and types of `SCHEMA`.
    """
    rows = [encode_value(event) for event in events]
    # As one column of structs: column by column, Polars makes a Series for every nested value.
    return pl.Series("events", rows, dtype=pl.Struct(SCHEMA), strict=True).struct.unnest()


def encode_value(value: object) -> dict[str, Any]:
    """Lay one value out as nested dicts and lists of plain numbers and texts."""
    cls = type(value)
    shapes = SHAPES[cls]
    row: dict[str, Any] = {}
    for name in FIELDS[cls]:
        item = getattr(value, name)
        match shapes.get(name):
            case None:
                # Columns of real numbers refuse whole ones.
                row[name] = float(item) if name in _REALS and item is not None else item
            case One():
                row[name] = None if item is None else encode_value(item)
            case Many():
                row[name] = [encode_value(part) for part in item]
            case Named(of=None):
                row[name] = [{"name": key, "values": list(item[key])} for key in item]
            case Named():
                row[name] = [{"name": key, **encode_value(item[key])} for key in item]
            case Pairs(first, second):
                row[name] = [{first: left, second: right} for left, right in item]
            case Texts():
                row[name] = list(item)
    return row
