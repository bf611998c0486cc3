"""Converters and checks that the values of a report share."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from numbers import Real
from typing import Any

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.moments import moment_text

__all__ = [
    "call_text",
    "each",
    "kind_of_value",
    "mapping_items",
    "moment",
    "one_of",
    "optional_text",
    "required_text",
    "texts",
    "truth",
    "whole_or_real",
]

# A lone surrogate can be held in memory but in no file: refuse it at the door.
_SURROGATE = re.compile("[\ud800-\udfff]")


def optional_text(field: str) -> Callable[[object], str | None]:
    """Make a converter for optional text: blank text is no text."""

    def convert(value: object) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise InvalidValue(
                f"{field} is {value!r}", expected="text", remedy="write it in quotes"
            )
        if _SURROGATE.search(value):
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
            raise InvalidValue(
                f"{field} is {value!r}", expected="text that is not blank", remedy="name it"
            )
        return found

    return convert


def texts(field: str) -> Callable[[str | Iterable[str] | None], tuple[str, ...]]:
    """Make a converter for a tuple of texts: one text alone is a tuple of one, each once."""
    single = required_text(field)

    def convert(value: str | Iterable[str] | None) -> tuple[str, ...]:
        if value is None:
            return ()
        items = (value,) if isinstance(value, str) else each(value, field, "texts")
        kept = dict.fromkeys(single(item) for item in items)
        # A set has no order of its own, and another one in every process.
        return tuple(sorted(kept) if isinstance(value, AbstractSet) else kept)

    return convert


def moment(field: str) -> Callable[[object], str | None]:
    """Make a converter for a moment of publication, ISO text that sorts by time."""

    def convert(value: object) -> str | None:
        return moment_text(value, field)

    return convert


def one_of(
    options: Iterable[str], *, optional: bool = True, several: bool = False
) -> Callable[[object, attrs.Attribute[str], object], None]:
    """Make a validator that a value, or each of a tuple, is one of a small vocabulary."""
    known = tuple(options)

    def check(_: object, attribute: attrs.Attribute[str], value: object) -> None:
        if value is None and optional:
            return
        for item in value if several and isinstance(value, tuple) else (value,):
            if item not in known:
                hint = nearest_hint(item, known) if isinstance(item, str) else ""
                raise UnknownName(
                    f"{attribute.name} is {item!r}",
                    expected=f"one of {', '.join(known)}",
                    remedy=hint or "write one of these words",
                )

    return check


def each(value: object, field: str, what: str) -> tuple[Any, ...]:
    """Give the members of what holds several values, or refuse what holds none."""
    if not isinstance(value, Iterable) or isinstance(value, str | bytes | Mapping):
        raise InvalidValue(f"{field} is {value!r}", expected=what, remedy="put them into a list")
    return tuple(value)


def mapping_items(value: object, field: str) -> tuple[tuple[Any, Any], ...]:
    """Give the pairs of a mapping, or refuse what is none."""
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        raise InvalidValue(
            f"{field} is {value!r}", expected="a mapping by name", remedy="write {'name': value}"
        )
    return tuple(value.items())


def kind_of_value(
    cls: type, *, several: bool = False
) -> Callable[[object, attrs.Attribute[Any], object], None]:
    """Make a validator that a value, or each of a tuple, is of a class of this library."""

    def check(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if value is None:
            return
        for item in value if several and isinstance(value, tuple) else (value,):
            if not isinstance(item, cls):
                raise InvalidValue(
                    f"{attribute.name} holds {item!r}",
                    expected=f"a {cls.__name__}",
                    remedy=f"make one with {cls.__name__}(...)",
                )

    return check


def call_text(value: Any) -> str:
    """Write the call that makes an equal value, without what is left at its default."""
    given = []
    for field in attrs.fields(type(value)):
        item = getattr(value, field.name)
        if not _is_default(item, field.default):
            given.append(f"{field.name}={item!r}" if field.kw_only else repr(item))
    return f"{type(value).__name__}({', '.join(given)})"


def _is_default(item: object, default: object) -> bool:
    if default is attrs.NOTHING or isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # attrs types Factory as a function
        return item is None or item is False or (isinstance(item, tuple | Mapping) and not item)
    return type(item) is type(default) and item == default


def truth(_: object, attribute: attrs.Attribute[bool], value: object) -> None:
    """Check that a flag is a boolean, not something that only looks true."""
    if not isinstance(value, bool):
        raise InvalidValue(
            f"{attribute.name} is {value!r}", expected="True or False", remedy="convert it first"
        )


def whole_or_real(field: str) -> Callable[[object], int | float | None]:
    """Make a converter for a finite count; whole numbers become integers."""

    def convert(value: object) -> int | float | None:
        if value is None:
            return None
        # NumPy's numbers are registered as Real too; its booleans are not.
        if isinstance(value, bool) or not isinstance(value, Real):
            raise InvalidValue(
                f"{field} is {value!r}", expected="a number", remedy="keep words in text="
            )
        try:
            number = float(value)
        except OverflowError:  # an integer of hundreds of digits
            number = math.inf
        if not math.isfinite(number):
            raise InvalidValue(
                f"{field} is {value!r}", expected="a finite number", remedy="leave it out instead"
            )
        # Columns hold 64-bit floats, exact for whole numbers to 2**53.
        if number < 0 or number > 2**53:
            raise InvalidValue(
                f"{field} is {value!r}",
                expected="a count from 0 to 9007199254740992",
                remedy="sentinel numbers such as -99 mean unknown: leave them out",
            )
        return int(number) if number.is_integer() else number

    return convert
