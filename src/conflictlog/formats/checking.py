"""One field of a value, checked by itself, so that one fault does not hide the next."""

from __future__ import annotations

import functools
from typing import Any

import attrs

from conflictlog.errors import ConflictlogError, InvalidValue

__all__ = ["check_field", "hint_of", "own_error"]

#: What a check raises for a value of a type that it did not think of, as 5 for a country.
NOT_OURS = (TypeError, ValueError, AttributeError, OverflowError, LookupError)


def check_field(cls: type[attrs.AttrsInstance], name: str, value: Any) -> Any:
    """Convert and check what one field of a value would be given.

    Raises
    ------
    ConflictlogError
        As the constructor would, but for this field alone.

    Examples
    --------
    >>> from conflictlog.place import Place
    >>> check_field(Place, "country", "Belarus")
    'BLR'
    """
    field = _field(cls, name)
    try:
        if callable(field.converter):
            value = field.converter(value)
        if field.validator is not None:
            field.validator(None, field, value)  # no check of one field looks at the instance
    except NOT_OURS as error:
        raise own_error(error, name, value) from error
    return value


@functools.cache
def _field(cls: type[attrs.AttrsInstance], name: str) -> attrs.Attribute[Any]:
    found: attrs.Attribute[Any] = getattr(attrs.fields(cls), name)
    return found


def own_error(error: Exception, name: str, value: object) -> ConflictlogError:
    """Give an error as one of ours, with the field and the value."""
    if isinstance(error, ConflictlogError):
        return error
    return InvalidValue(f"{name} is {value!r}", expected="a value of its type")


def hint_of(error: ConflictlogError) -> str:
    """Give what an error says besides what was seen: what was expected, and the cure."""
    expected = f"expected {error.expected}" if error.expected else ""
    return "; ".join(part for part in (expected, error.remedy) if part)
