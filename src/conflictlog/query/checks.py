"""Checks of what a question asks: each names the field, the value and the cure."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint

__all__ = [
    "Written",
    "call",
    "maybe_texts",
    "number",
    "real",
    "text_tuple",
    "texts",
    "whole",
    "words_of",
]


def _refuse(
    instance: object, attribute: attrs.Attribute[Any], value: object, expected: str
) -> InvalidValue:
    verb = getattr(instance, "op", "the query")
    return InvalidValue(
        f"{_asked(instance, attribute)} is {value!r}",
        expected=expected,
        remedy=f"correct it where {verb} is asked",
    )


def _asked(instance: object, attribute: attrs.Attribute[Any]) -> str:
    """Name a field as the analyst knows it: the words of a question go by its verb."""
    return getattr(instance, "op", attribute.name) if attribute.name in _OWN else attribute.name


#: Fields that a predicate takes without a name.
_OWN = frozenset({"words", "word", "target"})


def whole(low: int, high: int) -> Any:
    """Make a validator of an optional whole number between two bounds."""

    def check(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _refuse(
                instance, attribute, value, f"a whole number from {low} to {high}, or None"
            )

    return check


def number(low: float, high: float) -> Any:
    """Make a validator of a finite number between two bounds."""

    def check(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _refuse(instance, attribute, value, "a number")
        # An integer of hundreds of digits is no number that a column holds.
        if not (low <= value <= high and abs(value) < sys.float_info.max):
            raise _refuse(instance, attribute, value, f"{low:g} to {high:g}, and below 1.8e308")

    return check


def real(value: object) -> object:
    """Make whole numbers real ones; what is no number is left for the check."""
    whole_number = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if whole_number and abs(value) < 2**53 else value  # type: ignore[arg-type]  # a number, as just asked


def texts(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no tuple of texts, and one that is empty."""
    asked = _asked(instance, attribute)
    if not isinstance(value, tuple) or not value:
        raise InvalidValue(
            f"{asked} is {value!r}",
            expected="one text or more",
            remedy="give each as an argument of its own: 'a', 'b'",
        )
    for item in value:
        if isinstance(item, str) and item.strip():
            continue
        listed = isinstance(item, Iterable) and not isinstance(item, str)
        raise InvalidValue(
            f"{asked} is {item!r:.80}",
            expected="texts that are not blank",
            remedy=f"unpack a list: {asked}(*names)" if listed else "leave it out, or write it",
        )


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
                    f"{_asked(instance, attribute)} is {item!r}",
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


class Written(str):
    """Text that is its own repr: a call within a call."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)
