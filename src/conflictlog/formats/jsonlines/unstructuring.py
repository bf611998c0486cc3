"""Values to JSON objects, without what says nothing."""

from __future__ import annotations

from typing import Any, Final

import attrs
import cattrs

from conflictlog.event import Event
from conflictlog.frozenmap import FrozenMap
from conflictlog.schema.shapes import SHAPES
from conflictlog.when import When, to_json

__all__ = ["event_to_json"]


def _silent(field: attrs.Attribute[Any]) -> tuple[object, ...]:
    """Give the values that a field need not say, for leaving it out gives the same."""
    default = field.default
    if default is attrs.NOTHING or isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # attrs types Factory as a function
        return (None, (), False, FrozenMap())
    return (default,)


def _plain(item: object) -> object:
    match item:
        case tuple():
            return [_plain(part) for part in item]
        case FrozenMap():
            return {name: _plain(item[name]) for name in item}
        case None | str() | bool() | int() | float():
            return item
    return _CONVERTER.unstructure(item)


def _unstructure(value: attrs.AttrsInstance) -> dict[str, Any]:
    said = ((name, getattr(value, name), silent) for name, silent in _FIELDS[type(value)])
    return {
        name: _plain(item)
        for name, item, silent in said
        if not any(
            item is quiet or (type(item) is type(quiet) and item == quiet) for quiet in silent
        )
    }


def _fields(cls: type[attrs.AttrsInstance]) -> list[tuple[str, tuple[object, ...]]]:
    # The id first: people look for it.
    ordered = sorted(attrs.fields(cls), key=lambda field: field.name != "id")
    return [(field.name, _silent(field)) for field in ordered]


_FIELDS: Final = {cls: _fields(cls) for cls in SHAPES}
_CONVERTER: Final = cattrs.Converter()
for _cls in SHAPES:
    _CONVERTER.register_unstructure_hook(_cls, _unstructure)
_CONVERTER.register_unstructure_hook(When, to_json)


def event_to_json(event: Event) -> dict[str, Any]:
    """Give an event as a JSON object, compact and without loss.

    Examples
    --------
    >>> event_to_json(Event(id="a", kind="visit", tags=["minsk"]))
    {'id': 'a', 'kind': 'visit', 'tags': ['minsk']}
    """
    found: dict[str, Any] = _CONVERTER.unstructure(event)
    return found
