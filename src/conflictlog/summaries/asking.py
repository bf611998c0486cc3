"""What a summary is asked for: keys, periods, depth; checked before any row is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, cast

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.log import EventLog
from conflictlog.summaries.periods import PERIODS, Period, Start, week_start

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["KEYS", "SPANS", "Ask", "Spans", "as_log", "ask", "named_one_of", "truth"]

Spans = Literal["once", "begins", "spread"]
SPANS: tuple[Spans, ...] = ("once", "begins", "spread")
#: Every name that `by` takes.
KEYS = (*PERIODS, "kind", "country", "admin1", "actor", "source", "status", "phase")


@attrs.frozen(kw_only=True)
class Ask:
    """A checked question: the keys in the order of the columns, and how to count."""

    by: tuple[str, ...]
    start: Start
    depth: int
    spans: Spans
    planned: bool

    @property
    def period(self) -> Period | None:
        """The one period among the keys."""
        return next((period for period in PERIODS if period in self.by), None)

    @property
    def others(self) -> tuple[str, ...]:
        """The keys that are no period."""
        return tuple(key for key in self.by if key not in PERIODS)


def ask(
    by: object,
    *,
    start: object = "monday",
    depth: object = 1,
    spans: object = "once",
    planned: object = False,
    allowed: Sequence[str] = SPANS,
) -> Ask:
    """Check a question.

    Raises
    ------
    UnknownName
        For a key, a week's start or a way of counting spans that nobody knows.
    InvalidValue
        For two periods, a key twice, a depth under 1.
    """
    if isinstance(depth, bool) or not isinstance(depth, int) or depth < 1:
        raise InvalidValue(
            f"depth is {depth!r}",
            expected="a whole number from 1",
            remedy="1 counts families such as 'strike', 2 kinds such as 'strike/drone'",
        )
    return Ask(
        by=_keys(by),
        start=week_start(start),
        depth=depth,
        spans=cast("Spans", named_one_of("spans", spans, allowed)),
        planned=truth("planned", planned),
    )


def named_one_of(field: str, given: object, known: Sequence[str]) -> str:
    """Take one of a few words."""
    if isinstance(given, str) and given in known:
        return given
    raise UnknownName(
        f"{field} is {given!r}",
        expected=f"one of {', '.join(known)}",
        remedy=nearest_hint(given, known),
    )


def truth(field: str, given: object) -> bool:
    """Take True or False."""
    if not isinstance(given, bool):
        raise InvalidValue(
            f"{field} is {given!r}", expected="True or False", remedy=f"write {field}=True"
        )
    return given


def as_log(given: object, what: str = "a summary") -> EventLog:
    """Take a log."""
    if isinstance(given, EventLog):
        return given
    raise InvalidValue(
        f"{what} was given a {type(given).__name__}",
        expected="an EventLog",
        remedy="put events into one: EventLog(events)",
    )


def _keys(by: object) -> tuple[str, ...]:
    if by is None:
        return ()
    if not isinstance(by, str | Iterable):
        raise InvalidValue(
            f"by is {by!r}", expected="a key or several", remedy=f"choose of {', '.join(KEYS)}"
        )
    keys = (by,) if isinstance(by, str) else tuple(by)
    for key in keys:
        named_one_of("by", key, KEYS)
    periods = [key for key in keys if key in PERIODS]
    if len(periods) > 1:
        raise InvalidValue(
            f"by holds {' and '.join(map(repr, periods))}",
            expected="one period",
            remedy=f"leave {periods[0]!r} out; the finer one can be grouped further",
        )
    if len(set(keys)) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InvalidValue(
            f"by holds {twice!r} twice", expected="each key once", remedy="leave one out"
        )
    return keys
