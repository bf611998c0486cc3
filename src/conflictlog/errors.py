"""The error tree: one root, leaves named by what went wrong, each also a builtin.

Every message has three parts: what was seen, what was expected, what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

__all__ = [
    "AmbiguousPlace",
    "ConflictlogError",
    "ContradictoryJudgements",
    "DuplicateId",
    "FileNotReadable",
    "GeocodingFailed",
    "Inexact",
    "InvalidFile",
    "InvalidValue",
    "MissingExtra",
    "NewerSchema",
    "NotExpressible",
    "SensitiveQuery",
    "UnknownFormat",
    "UnknownId",
    "UnknownName",
    "UnknownOption",
    "nearest_hint",
]


class ConflictlogError(Exception):
    """The root of every error that conflictlog raises on purpose.

    Parameters
    ----------
    seen
        What was found, with the field and the value.
    expected
        What would have been accepted.
    remedy
        What the caller can do about it.

    Examples
    --------
    >>> print(ConflictlogError("lat is 91.0", expected="-90 to 90", remedy="check the column"))
    lat is 91.0; expected -90 to 90; check the column
    """

    def __init__(self, seen: str, *, expected: str = "", remedy: str = "") -> None:
        self.seen = seen
        self.expected = expected
        self.remedy = remedy
        parts = [seen, f"expected {expected}" if expected else "", remedy]
        super().__init__("; ".join(part for part in parts if part))

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.seen, self.expected, self.remedy))


def _rebuild(
    kind: type[ConflictlogError], seen: str, expected: str, remedy: str
) -> ConflictlogError:
    """Make an error again from its pickled parts."""
    return kind(seen, expected=expected, remedy=remedy)


class InvalidValue(ConflictlogError, ValueError):
    """A field holds a value that cannot be true: latitude 91, an end before its start."""


class UnknownOption(ConflictlogError, TypeError):
    """A keyword that the call does not take; the nearest that it does take is named."""


class UnknownName(ConflictlogError, LookupError):
    """A name that no vocabulary holds: a kind, a lane, a country."""


class UnknownId(ConflictlogError, KeyError):
    """An event id that the log does not hold."""

    __str__ = Exception.__str__


class ContradictoryJudgements(ConflictlogError, ValueError):
    """Judgements that cannot all hold: two records different, and the same through others."""


class AmbiguousPlace(ConflictlogError, LookupError):
    """A text that means several places, with nothing that decides between them.

    ``candidates`` holds them, the best fitting first.
    """

    def __init__(
        self, seen: str, *, expected: str = "", remedy: str = "", candidates: Iterable[Any] = ()
    ) -> None:
        super().__init__(seen, expected=expected, remedy=remedy)
        self.candidates = tuple(candidates)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_ambiguous, (self.seen, self.expected, self.remedy, self.candidates))


def _rebuild_ambiguous(
    seen: str, expected: str, remedy: str, candidates: tuple[Any, ...]
) -> AmbiguousPlace:
    """Make an error again from its pickled parts."""
    return AmbiguousPlace(seen, expected=expected, remedy=remedy, candidates=candidates)


class GeocodingFailed(ConflictlogError, RuntimeError):
    """A geocoding service did not answer; this never means that a place was not found.

    ``service`` and ``query`` say what was asked of whom; what geopy raised is the cause.
    """

    def __init__(
        self,
        seen: str,
        *,
        expected: str = "",
        remedy: str = "",
        service: str = "",
        query: str = "",
    ) -> None:
        super().__init__(seen, expected=expected, remedy=remedy)
        self.service = service
        self.query = query

    def __reduce__(self) -> tuple[object, ...]:
        parts = (self.seen, self.expected, self.remedy, self.service, self.query)
        return (_rebuild_failed, parts)


def _rebuild_failed(
    seen: str, expected: str, remedy: str, service: str, query: str
) -> GeocodingFailed:
    """Make an error again from its pickled parts."""
    return GeocodingFailed(seen, expected=expected, remedy=remedy, service=service, query=query)


class SensitiveQuery(ConflictlogError, RuntimeError):
    """A place that may not leave this machine, with nobody left to ask but remote services."""


class DuplicateId(ConflictlogError, ValueError):
    """One id with two contents."""


class Inexact(ConflictlogError, ValueError):
    """An exact moment or number was asked of something known only within bounds."""


class NotExpressible(ConflictlogError, ValueError):
    """A notation cannot hold the value without loss."""


class MissingExtra(ConflictlogError, ImportError):
    """An optional package is not installed; the message has the line that installs it."""


class UnknownFormat(ConflictlogError, ValueError):
    """No reader recognises the content of a file."""


class InvalidFile(ConflictlogError, ValueError):
    """A file is damaged or is not what its format promises."""


class NewerSchema(InvalidFile):
    """A file was written by a newer version of conflictlog."""


class FileNotReadable(ConflictlogError, OSError):
    """A path that is missing, a directory, or may not be read."""

    # OSError.__reduce__ and __str__ look at its own arguments, not at ours.
    __str__ = Exception.__str__


def nearest_hint(given: object, known: Iterable[str], *, count: int = 3) -> str:
    """Say which known names are nearest to a mistyped one.

    Returns
    -------
    str
        ``"did you mean 'a' or 'b'?"``, or an empty string where nothing is near.

    Examples
    --------
    >>> nearest_hint("strike/dron", ["strike/drone", "visit"])
    "did you mean 'strike/drone'?"
    """
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(str(given).casefold(), folded, n=count, cutoff=0.6)
    if not close:
        return ""
    return f"did you mean {' or '.join(repr(folded[name]) for name in close)}?"
