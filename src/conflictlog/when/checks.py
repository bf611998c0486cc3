"""Checks of the keywords that `When(...)` takes; each names field, value and cure."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from conflictlog.errors import InvalidValue, nearest_hint
from conflictlog.when.days import DAY, FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from conflictlog.when.value import When

__all__ = ["bound", "choice", "one_way_in", "unchanged", "wording_of"]

# A day more on both sides: zones reach over the ends of the calendar.
_LOWEST, _HIGHEST = (FIRST_DAY - 1) * DAY, (LAST_DAY + 2) * DAY


def one_way_in(
    value: object, limits: dict[str, object], given: dict[str, Any], *, throughout: bool
) -> None:
    """Refuse a time that is said in two ways at once, or in none."""
    if not isinstance(throughout, bool):
        raise InvalidValue(
            f"throughout is {throughout!r}", expected="True or False", remedy="leave it out"
        )
    ways = [repr(value)] if value is not None else []
    ways += [", ".join(f"{name}=" for name in group) for group in (limits, given) if group]
    if not ways:
        raise InvalidValue(
            "when is None",
            expected="a date, text, a pair, or one of began_by=, ended_by=, ...",
            remedy="leave `when` unset where nothing is known",
        )
    if len(ways) > 1:
        raise InvalidValue(
            f"when is given as {' and as '.join(ways)}",
            expected="one of them",
            remedy="use either a value, or began_by= and its siblings, or the bounds",
        )
    if throughout and value is None:
        raise InvalidValue(
            f"throughout=True with {ways[0]}", expected="a value", remedy="leave throughout out"
        )


def unchanged(when: When, zone: str | None, *, throughout: bool) -> None:
    """Refuse to read a `When` again in another way: its bounds were settled in its zone."""
    if throughout or zone not in (None, when.tz):
        raise InvalidValue(
            f"when is {when!r}, a When already",
            expected="no tz= and no throughout= beside it",
            remedy="make it anew from its text: When(text, tz=..., throughout=...)",
        )


def bound(name: str, number: object) -> int | None:
    """Check a bound: whole microseconds within the calendar, or None."""
    if number is None:
        return None
    try:
        if isinstance(number, bool):
            raise TypeError(number)  # noqa: TRY301 - joined with what operator.index refuses
        found = operator.index(number)  # type: ignore[arg-type]  # it refuses
    except TypeError as error:
        raise InvalidValue(
            f"{name} is {number!r}",
            expected="microseconds since 1970 as a whole number, or None",
            remedy="give dates and times as the first argument",
        ) from error
    if not _LOWEST <= found <= _HIGHEST:
        raise InvalidValue(
            f"{name} is {number!r}",
            expected="a moment in the years 1 to 9999",
            remedy="count in microseconds since 1970, or give None for an open bound",
        )
    return found


def wording_of(given: object, found: str | None) -> str | None:
    """Check the wording; what was read is kept where none is given."""
    if given is not None and not isinstance(given, str):
        raise InvalidValue(
            f"text is {given!r}", expected="the wording as text", remedy="leave it out"
        )
    try:
        (given or "").encode()
    except UnicodeEncodeError as error:
        raise InvalidValue(
            f"text is {given!r}, which holds half a character (a lone surrogate)",
            expected="whole characters",
            remedy="decode the source again with its right encoding",
        ) from error
    return found if given is None else given


def choice(field: str, given: Any, found: Any, known: tuple[str, ...]) -> Any:
    """Check a word of a closed vocabulary; what was read is kept where none is given."""
    if given is None:
        return found
    if given not in known:
        raise InvalidValue(
            f"{field} is {given!r}",
            expected=f"one of {', '.join(known)}",
            remedy=nearest_hint(str(given), known) or f"leave {field} out to have it as written",
        )
    return given
