"""What a mapping is given, checked and made immutable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.formats.mapping.fields import PACKED, check_field
from conflictlog.frozenmap import FrozenMap
from conflictlog.report import Dataset

__all__ = ["columns", "dataset", "one_of", "sequence", "texts_by_field", "values"]


def columns(given: object) -> FrozenMap[str | tuple[str, ...]]:
    """Take a column for each field, or several for fields that hold several."""
    found: dict[str, str | tuple[str, ...]] = {}
    for field, column in _items(given, "columns"):
        check_field(field, "columns")
        several = not isinstance(column, str)
        if several and (
            field not in PACKED
            or not isinstance(column, Sequence)
            or not column
            or not all(isinstance(one, str) for one in column)
        ):
            raise InvalidValue(
                f"columns[{field!r}] is {column!r}",
                expected="the name of a column; several for " + ", ".join(sorted(PACKED)),
                remedy="write it as it stands in the header",
            )
        found[field] = tuple(column) if several else column
    return FrozenMap(found)


def _items(given: object, name: str) -> list[tuple[str, Any]]:
    if not isinstance(given, Mapping) or not all(isinstance(key, str) for key in given):
        raise InvalidValue(
            f"{name} is {given!r}",
            expected="a mapping from fields",
            remedy='write {"when": "Date"}',
        )
    return list(given.items())


def texts_by_field(name: str) -> Any:
    """Make a converter for a text for each field."""

    def convert(given: object) -> FrozenMap[str]:
        found = {}
        for field, text in _items(given, name):
            check_field(field, name)
            if not isinstance(text, str) or not text:
                raise InvalidValue(f"{name}[{field!r}] is {text!r}", expected="text")
            found[field] = text
        return FrozenMap(found)

    return convert


def values(given: object) -> FrozenMap[FrozenMap[str]]:
    """Take a table of codes for each field."""
    found = {}
    for field, table in _items(given, "values"):
        check_field(field, "values")
        codes = _items(_keyed(table), f"values[{field!r}]")
        found[field] = FrozenMap({code: str(meaning) for code, meaning in codes})
    return FrozenMap(found)


def _keyed(table: object) -> object:
    """Take whole numbers for codes: {1: "day"}."""
    if not isinstance(table, Mapping):
        return table
    return {str(key) if isinstance(key, int) else key: value for key, value in table.items()}


def sequence(name: str) -> Any:
    """Make a converter for one text or several."""

    def convert(given: object) -> tuple[str, ...]:
        items = (given,) if isinstance(given, str) else given
        if not isinstance(items, Sequence) or not all(isinstance(item, str) for item in items):
            raise InvalidValue(f"{name} is {given!r}", expected="text, or several")
        return tuple(items)

    return convert


def one_of(words: tuple[str, ...]) -> Any:
    """Make a validator for one of some words."""

    def check(_: object, attribute: attrs.Attribute[str], value: object) -> None:
        if value not in words:
            raise UnknownName(
                f"{attribute.name} is {value!r}",
                expected=f"one of {', '.join(words)}",
                remedy=nearest_hint(str(value), words) or "write one of these",
            )

    return check


def dataset(value: object) -> str | Dataset:
    """Take a data set or its name."""
    if isinstance(value, str | Dataset) and value:
        return value
    raise InvalidValue(f"dataset is {value!r}", expected="a name or a Dataset")
