"""Converters and checks that the values of a report share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint

if TYPE_CHECKING:
    import attrs

__all__ = ["one_of", "optional_text", "required_text", "texts", "truth", "whole_or_real"]

# A lone surrogate can be held in memory but in no file: refuse it at the door.
_SURROGATES = range(0xD800, 0xE000)


def optional_text(field: str) -> Callable[[object], str | None]:
    """Make a converter for optional text: blank text is no text."""

    def convert(value: object) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise InvalidValue(
                f"{field} is {value!r}", expected="text", remedy="write it in quotes"
            )
        if any(ord(letter) in _SURROGATES for letter in value):
            raise InvalidValue(
                f"{field} is {value!r}, which holds half a character (a lone surrogate)",
                expected="whole characters",
                remedy="decode the source again with its right encoding",
            )
        return value if value.strip() else None

    return convert


def required_text(field: str) -> Callable[[object], str]:
    """Make a converter for text that may not be missing."""
    optional = optional_text(field)

    def convert(value: object) -> str:
        found = optional(value)
        if found is None:
            raise InvalidValue(f"{field} is {value!r}", expected="text that is not blank")
        return found

    return convert


def texts(field: str) -> Callable[[str | Iterable[str] | None], tuple[str, ...]]:
    """Make a converter for a tuple of texts: one text alone is a tuple of one, each once."""
    single = required_text(field)

    def convert(value: str | Iterable[str] | None) -> tuple[str, ...]:
        if value is None:
            return ()
        items = (value,) if isinstance(value, str) else tuple(value)
        return tuple(dict.fromkeys(single(item) for item in items))

    return convert


def one_of(
    options: Iterable[str], *, optional: bool = True
) -> Callable[[object, attrs.Attribute[str], object], None]:
    """Make a validator that a value is one of a small vocabulary."""
    known = tuple(options)

    def check(_: object, attribute: attrs.Attribute[str], value: object) -> None:
        if value is None and optional:
            return
        for item in value if isinstance(value, tuple) else (value,):
            if item not in known:
                raise UnknownName(
                    f"{attribute.name} is {item!r}",
                    expected=f"one of {', '.join(known)}",
                    remedy=nearest_hint(item, known) if isinstance(item, str) else "",
                )

    return check


def truth(_: object, attribute: attrs.Attribute[bool], value: object) -> None:
    """Check that a flag is a boolean, not something that only looks true."""
    if not isinstance(value, bool):
        raise InvalidValue(f"{attribute.name} is {value!r}", expected="True or False")


def whole_or_real(field: str) -> Callable[[object], int | float | None]:
    """Make a converter for a finite count; whole numbers become integers."""

    def convert(value: object) -> int | float | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidValue(
                f"{field} is {value!r}", expected="a number", remedy="keep words in text="
            )
        if not math.isfinite(value):
            raise InvalidValue(
                f"{field} is {value!r}", expected="a finite number", remedy="leave it out instead"
            )
        # Columns hold 64-bit floats, exact for whole numbers to 2**53.
        if value < 0 or value > 2**53:
            raise InvalidValue(
                f"{field} is {value!r}",
                expected="a count from 0 to 9007199254740992",
                remedy="sentinel numbers such as -99 mean unknown: leave them out",
            )
        return int(value) if float(value).is_integer() else float(value)

    return convert
