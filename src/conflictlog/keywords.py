"""Mistyped words: an option or a keyword that is not known is told with the nearest that is."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import TypeVar, cast

from conflictlog.errors import ConflictlogError, UnknownName, UnknownOption, nearest_hint

__all__ = ["named_keywords", "one_of"]

C = TypeVar("C", bound=type)
W = TypeVar("W", bound=str)


def one_of(option: str, given: object, known: Iterable[W], *, remedy: str = "") -> W:
    """Read a word of a closed list, as what an option may be.

    Parameters
    ----------
    option
        The option's name, for the message.
    given, known
        What was written, and all that may be.
    remedy
        What to do where nothing like it is known.

    Raises
    ------
    UnknownName
        For any other word, with the nearest; and for what is no word.

    Examples
    --------
    >>> one_of("by", "kind", ("kind", "status"))
    'kind'
    >>> one_of("by", "knid", ("kind", "status"))
    Traceback (most recent call last):
      ...
    conflictlog.errors.UnknownName: by is 'knid'; expected one of kind, status; did you mean 'kind'?
    """
    words = tuple(known)
    for word in words:
        if given == word:
            return word
    raise UnknownName(
        f"{option} is {given!r}",
        expected=f"one of {', '.join(words)}",
        remedy=nearest_hint(str(given), words) or remedy,
    )


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
    signature = inspect.signature(original)
    known = frozenset(signature.parameters) - {"self"}

    @functools.wraps(original)
    def __init__(self: object, *args: object, **kwargs: object) -> None:  # noqa: N807 - it becomes the class's own __init__
        if not known.issuperset(kwargs):
            wrong = next(name for name in kwargs if name not in known)
            hint = nearest_hint(wrong, known) or f"it takes {', '.join(sorted(known))}"
            raise UnknownOption(f"{cls.__name__}() takes no {wrong!r}", remedy=hint)
        try:
            original(self, *args, **kwargs)
        except TypeError as error:
            if isinstance(error, ConflictlogError):
                raise
            try:
                signature.bind(self, *args, **kwargs)
            except TypeError as misfit:
                raise UnknownOption(
                    f"{cls.__name__}(): {misfit}",
                    expected=f"{cls.__name__}({_taken(signature)})",
                    remedy="give it" if "missing" in str(misfit) else "write each as name=value",
                ) from error
            raise

    type.__setattr__(cls, "__init__", __init__)
    return cls


def _taken(signature: inspect.Signature) -> str:
    """Write what a constructor takes, as a user would write it: `name, *, lat=..., lon=...`."""
    positional, named = [], []
    for name, parameter in signature.parameters.items():
        if name == "self":
            continue
        if parameter.kind is parameter.KEYWORD_ONLY:
            named.append(f"{name}=...")
        else:
            positional.append(name)
    return ", ".join(positional + (["*", *named] if named else []))
