"""A time <-> the JSON form: its fields, without those that say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from conflictlog.errors import InvalidValue, UnknownOption, nearest_hint
from conflictlog.when.value import When

__all__ = ["from_json", "to_json"]

_SILENT = {"qualifier": "none", "open_start": "closed", "open_end": "closed"}
_NAMES = tuple(field.name for field in attrs.fields(When))


def to_json(when: When) -> dict[str, Any]:
    """Give the fields that say something; bounds are microseconds since the epoch.

    Examples
    --------
    >>> to_json(When("[2022-12-19..]", tz="UTC"))["open_end"]
    'unknown'
    """
    fields = {name: getattr(when, name) for name in _NAMES}
    return {
        name: value
        for name, value in fields.items()
        if value is not None and value != _SILENT.get(name)
    }


def from_json(fields: Mapping[str, Any]) -> When:
    """Make a time of its JSON form; every fault is refused.

    Raises
    ------
    UnknownOption
        For a field that a `When` does not have.

    Examples
    --------
    >>> when = When("2022-12~", tz="Europe/Minsk")
    >>> from_json(to_json(when)) == when
    True
    """
    if not isinstance(fields, Mapping):
        raise InvalidValue(f"when is {fields!r}", expected="the fields of a When, as an object")
    for name in fields:
        if name not in _NAMES:
            raise UnknownOption(
                f"when has no field {name!r}",
                remedy=nearest_hint(str(name), _NAMES) or f"it has {', '.join(_NAMES)}",
            )
    bounds = {name: fields.get(name) for name in ("s0", "s1", "e0", "e1")}
    return When(**{**fields, **bounds})
