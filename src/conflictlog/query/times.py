"""Questions about time: local days against local days, instants against instants."""

from __future__ import annotations

import datetime as dt
from typing import Final

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.query.checks import call, whole
from conflictlog.query.facts import Facts
from conflictlog.query.kleene import Answer, three
from conflictlog.query.tree import Question
from conflictlog.when import civil, day_number, overlap_days, overlap_instants
from conflictlog.when.days import DAY, FIRST_DAY, LAST_DAY, month_start

__all__ = ["DayRange", "TimeRange"]

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@attrs.frozen(repr=False, kw_only=True)
class DayRange(Question):
    """Whether an event touches its own local days first..last, both included; None is open.

    Open at both ends it asks for any time at all: an event without a time may have one.
    """

    first: int | None = attrs.field(validator=whole(FIRST_DAY, LAST_DAY))
    last: int | None = attrs.field(validator=whole(FIRST_DAY, LAST_DAY))

    op = "days"
    subject = "time"

    def __attrs_post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise InvalidValue(
                f"the days are {civil(self.first)} to {civil(self.last)}, an empty interval",
                expected="a first day that is not after the last",
                remedy="swap the two",
            )

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        when = facts.shown.when
        return None if when is None else three(*overlap_days(when, self.first, self.last))

    @property
    def is_any_time(self) -> bool:
        """Whether it is open at both ends."""
        return self.first is None and self.last is None

    def either(self, other: Question) -> Question | None:
        """Give the one question that asks this or another, None where there is none."""
        if self.is_any_time and isinstance(other, TimeRange):
            return self
        if not isinstance(other, DayRange):
            return None
        ends = _united((self.first, self.last), (other.first, other.last), step=1)
        return None if ends is None else DayRange(first=ends[0], last=ends[1])

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        if self.first is not None and self.first == self.last:
            return call("on", _day(self.first))
        return call("during", _stretch(self.first, self.last))

    def denial(self) -> str:
        """Write the expression of its negation."""
        if self.last is None and self.first is not None:
            return call("before", _day(self.first))
        if self.first is None and self.last is not None:
            return call("after", _day(self.last))
        return f"~{self.expression()}"


@attrs.frozen(repr=False, kw_only=True)
class TimeRange(Question):
    """Whether an event touches the instants [start, end), microseconds UTC; None is open."""

    start: int | None = attrs.field(validator=whole((FIRST_DAY - 1) * DAY, (LAST_DAY + 2) * DAY))
    end: int | None = attrs.field(validator=whole((FIRST_DAY - 1) * DAY, (LAST_DAY + 2) * DAY))

    op = "instants"
    subject = "time"

    def __attrs_post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise InvalidValue(
                "the instants are open at both ends",
                expected="at least one end",
                remedy="write during('../..') for any time at all",
            )
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise InvalidValue(
                f"the instants are {_moment(self.start)} to {_moment(self.end)}, "
                "an empty interval: its end is excluded",
                expected="an end after its start",
                remedy="swap the two, or widen it",
            )

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        when = facts.shown.when
        return None if when is None else three(*overlap_instants(when, self.start, self.end))

    def either(self, other: Question) -> Question | None:
        """Give the one question that asks this or another, None where there is none."""
        if isinstance(other, DayRange):
            return other if other.is_any_time else None
        if not isinstance(other, TimeRange):
            return None
        ends = _united((self.start, self.end), (other.start, other.end), step=0)
        if ends == (None, None):
            return DayRange(first=None, last=None)
        return None if ends is None else TimeRange(start=ends[0], end=ends[1])

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        if self.start is None or self.end is None:
            ends = [".." if at is None else _moment(at) for at in (self.start, self.end)]
            return call("during", "/".join(ends))
        return call("between", _moment(self.start), _moment(self.end))

    def denial(self) -> str:
        """Write the expression of its negation."""
        if self.end is None and self.start is not None:
            return call("before", _moment(self.start))
        if self.start is None and self.end is not None:
            return call("after", _moment(self.end))
        return f"~{self.expression()}"


Ends = tuple[int | None, int | None]


def _united(one: Ends, other: Ends, *, step: int) -> Ends | None:
    """Unite two stretches where they meet or adjoin; None in a stretch is open."""
    (a, b), (c, d) = one, other
    if (b is not None and c is not None and c > b + step) or (
        d is not None and a is not None and a > d + step
    ):
        return None
    return (
        None if a is None or c is None else min(a, c),
        None if b is None or d is None else max(b, d),
    )


def _day(day: int) -> str:
    return civil(day).isoformat()


def _stretch(first: int | None, last: int | None) -> str:
    """Write days as a year, a month, or first and last."""
    if first is None or last is None:
        return f"{'..' if first is None else _day(first)}/{'..' if last is None else _day(last)}"
    start = civil(first)
    if first == month_start(start.year, 1) and last == month_start(start.year + 1, 1) - 1:
        return f"{start.year:04d}"
    if first == day_number(start.replace(day=1)) == first and last == (
        month_start(start.year, start.month + 1) - 1
    ):
        return f"{start.year:04d}-{start.month:02d}"
    return f"{_day(first)}/{_day(last)}"


def _moment(at: int) -> str:
    """Write an instant in UTC, to the second or finer."""
    try:
        moment = _EPOCH + dt.timedelta(microseconds=at)
    except OverflowError:  # a day beyond the calendar, which a zone may reach
        return f"{at} us"
    return moment.isoformat().replace("+00:00", "Z")
