"""Checks of what a question asks: each names the field, the value and the cure."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint

__all__ = [
    "call",
    "maybe_texts",
    "number",
    "real",
    "text_tuple",
    "texts",
    "whole",
    "words_of",
]


def _refuse(attribute: attrs.Attribute[Any], value: object, expected: str) -> InvalidValue:
    return InvalidValue(f"{attribute.name} is {value!r}", expected=expected)


def whole(low: int, high: int) -> Any:
    """Make a validator of an optional whole number between two bounds."""

    def check(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _refuse(attribute, value, f"a whole number from {low} to {high}, or None")

    return check


def number(low: float, high: float) -> Any:
    """Make a validator of a finite number between two bounds."""

    def check(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _refuse(attribute, value, "a number")
        # An integer of hundreds of digits is no number that a column holds.
        if not (low <= value <= high and abs(value) < sys.float_info.max):
            raise _refuse(attribute, value, f"{low:g} to {high:g}")

    return check


def real(value: object) -> object:
    """Make whole numbers real ones; what is no number is left for the check."""
    whole_number = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if whole_number and abs(value) < 2**53 else value  # type: ignore[arg-type]  # a number, as just asked


def texts(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no tuple of texts, and one that is empty."""
    if not isinstance(value, tuple) or not value:
        raise _refuse(attribute, value, "one text or more")
    for item in value:
        if not isinstance(item, str) or not item.strip():
            raise _refuse(attribute, value, "texts that are not blank")


def maybe_texts(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no tuple of texts; an empty one is allowed."""
    if value != ():
        texts(instance, attribute, value)


def words_of(known: Iterable[str]) -> Any:
    """Make a validator that each of a tuple of texts is one of a small vocabulary."""
    vocabulary = tuple(known)

    def check(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        texts(instance, attribute, value)
        for item in value:  # type: ignore[attr-defined]  # a tuple, as just checked
            if item not in vocabulary:
                raise UnknownName(
                    f"{attribute.name} is {item!r}",
                    expected=f"one of {', '.join(vocabulary)}",
                    remedy=nearest_hint(item, vocabulary) or "write one of these words",
                )

    return check


def text_tuple(value: object) -> object:
    """Sort texts and drop doubles: which of them comes first means nothing."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple | list | set | frozenset) and all(
        isinstance(item, str) for item in value
    ):
        return tuple(sorted(set(value)))
    return value


def call(verb: str, /, *args: object, **named: object) -> str:
    """Write a call; what is None is left out."""
    given = [repr(value) for value in args]
    given += [f"{key}={value!r}" for key, value in named.items() if value is not None]
    return f"{verb}({', '.join(given)})"
