"""Columns to events: types inside are trusted, so nothing is checked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import polars as pl

from conflictlog.event import Event
from conflictlog.frozenmap import FrozenMap
from conflictlog.report import Estimate
from conflictlog.schema.shapes import (
    FIELDS,
    REQUIRED,
    SHAPES,
    Many,
    Named,
    One,
    Pairs,
    Shape,
    Texts,
)

__all__ = ["decode_event", "decode_events", "decode_row"]

_set = object.__setattr__
# Objects cost far more memory than columns: hold few of them at a time.
_BATCH = 4096


def decode_events(frame: pl.DataFrame) -> Iterator[Event]:
    """Make the events of a frame one after another, in row order."""
    for part in frame.iter_slices(_BATCH):
        for row in part.iter_rows(named=True):
            yield decode_event(row)


def decode_row(frame: pl.DataFrame, index: int) -> Event:
    """Make the event of one row."""
    return decode_event(frame.row(index, named=True))


def decode_event(row: dict[str, Any]) -> Event:
    """Make an event of one row's plain values."""
    event: Event = _build(Event, row)
    return event


def _build(cls: type, row: dict[str, Any]) -> Any:
    value: Any = object.__new__(cls)
    for name, make in _MAKERS[cls]:
        item = row[name]
        _set(value, name, item if make is None else make(item))
    return value


def _one(cls: type) -> Callable[[Any], Any]:
    required = REQUIRED[cls]

    def make(item: dict[str, Any] | None) -> Any:
        if item is None or all(item[name] is None for name in required):
            return None
        return _build(cls, item)

    return make


def _named(cls: type) -> Callable[[Any], Any]:
    return lambda items: FrozenMap([(item["name"], _build(cls, item)) for item in items or ()])


def _maker(shape: Shape | None) -> Callable[[Any], Any] | None:
    """Choose how one field is made from plain values; None: it is taken as it is."""
    match shape:
        case None:
            return None
        case One(cls):
            return _one(cls)
        case Many(part):
            return lambda items: tuple(_build(part, item) for item in items or ())
        case Named(type() as value):
            return _named(value)
        case Named():
            return lambda items: FrozenMap(
                [(item["name"], tuple(item["values"])) for item in items or ()]
            )
        case Pairs(first, second):
            return lambda items: tuple((item[first], item[second]) for item in items or ())
        case Texts():
            return lambda items: tuple(items or ())


def _whole(item: float | None) -> int | float | None:
    """Give a whole count back as an integer: columns hold counts as floats."""
    return int(item) if item is not None and item.is_integer() else item


_MAKERS: dict[type, list[tuple[str, Callable[[Any], Any] | None]]] = {
    cls: [(name, _maker(shapes.get(name))) for name in FIELDS[cls]]
    for cls, shapes in SHAPES.items()
}
_MAKERS[Estimate] = [
    (name, _whole if name in {"best", "low", "high"} else None) for name in FIELDS[Estimate]
]
