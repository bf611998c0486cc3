"""Mistyped keywords: a constructor that names the nearest keyword it does take."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TypeVar, cast

from conflictlog.errors import UnknownOption, nearest_hint

__all__ = ["named_keywords"]

C = TypeVar("C", bound=type)


def named_keywords(cls: C) -> C:
    """Make a class refuse an unknown keyword by naming the nearest known one.

    Examples
    --------
    >>> import attrs
    >>> @named_keywords
    ... @attrs.frozen
    ... class Mark:
    ...     colour: str = "grey"
    >>> Mark(color="red")
    Traceback (most recent call last):
      ...
    conflictlog.errors.UnknownOption: Mark() takes no 'color'; did you mean 'colour'?
    """
    original = cast("Callable[..., None]", cls.__dict__["__init__"])
    known = frozenset(inspect.signature(original).parameters) - {"self"}

    @functools.wraps(original)
    def __init__(self: object, *args: object, **kwargs: object) -> None:  # noqa: N807 - it becomes the class's own __init__
        if not known.issuperset(kwargs):
            wrong = next(name for name in kwargs if name not in known)
            hint = nearest_hint(wrong, known) or f"it takes {', '.join(sorted(known))}"
            raise UnknownOption(f"{cls.__name__}() takes no {wrong!r}", remedy=hint)
        original(self, *args, **kwargs)

    type.__setattr__(cls, "__init__", __init__)
    return cls
