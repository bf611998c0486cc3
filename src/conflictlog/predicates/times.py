"""Predicates of time: dates ask for local days, clock times for instants."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from conflictlog.errors import InvalidValue
from conflictlog.query import DayRange, Query, TimeRange
from conflictlog.when import When, civil, local_day

__all__ = ["after", "before", "between", "during", "on"]


class _Stretch(NamedTuple):
    """What was written: days, or instants; the end of instants is excluded."""

    start: int | None
    end: int | None
    dated: bool


def during(value: object, *, tz: str | dt.tzinfo | None = None) -> Query:
    """Ask for events that touch a stretch of time: a month, days, an interval, a `When`.

    Dates are compared with each event's own local days, clock times with its instants.

    Parameters
    ----------
    value
        Text such as ``"2022-12"``, ``"2022-12-18/2022-12-20"``, ``"2022-12-19/.."`` or
        ``"2022-12-19T08:00Z/2022-12-19T10:00Z"``; a date, a datetime, a pair, or a `When`;
        ``"../.."`` is any time at all.
    tz
        Whose clocks; dates with a zone are the instants of that zone's days.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> december = during("2022-12")
    >>> december.answer(Event(when="2022-12-19")), december.answer(Event(when="2022-11-19"))
    (True, False)
    >>> print(december.answer(Event(when="[2022-11-28..2022-12-02]")))
    None
    """
    if value == "../..":
        return DayRange(first=None, last=None)
    found = _read(value, tz, "during")
    if found.dated:
        return DayRange(first=found.start, last=found.end)
    return TimeRange(start=found.start, end=found.end)


def on(day: object) -> Query:
    """Ask for events that touch one local day.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> raid = Event(when="2022-12-19")
    >>> on("2022-12-19").answer(raid), on("2022-12-20").answer(raid)
    (True, False)
    """
    found = _read(day, None, "on")
    if not found.dated or found.start is None or found.start != found.end:
        raise InvalidValue(
            f"on({day!r})",
            expected="one date, such as '2022-12-19'",
            remedy=f"for a longer stretch write during({day!r})",
        )
    return DayRange(first=found.start, last=found.end)


def between(start: object, end: object, *, tz: str | dt.tzinfo | None = None) -> Query:
    """Ask for events that touch what lies between two clock times, or two dates.

    Of clock times the end is excluded; of dates both days are meant.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> night = between("2022-12-18T22:00", "2022-12-19T06:00", tz="Europe/Kyiv")
    >>> night.answer(Event(when="2022-12-19T03:00+02:00"))
    True
    """
    first, last = _read(start, tz, "between", "start"), _read(end, tz, "between", "end")
    if first.dated != last.dated:
        raise InvalidValue(
            f"between({start!r}, {end!r}) joins a date and a clock time",
            expected="two dates or two clock times",
            remedy="write the date's midnight as a clock time, or give tz= with both",
        )
    if first.start is None or last.start is None:
        raise InvalidValue(
            f"between({start!r}, {end!r})",
            expected="two times that are not open",
            remedy="write before(...) or after(...)",
        )
    if first.dated:
        return DayRange(first=first.start, last=last.end)
    return TimeRange(start=first.start, end=last.start)


def before(value: object, *, tz: str | dt.tzinfo | None = None) -> Query:
    """Ask for events that were over when a day, or a clock time, began.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> before("2022-12-19").answer(Event(when="2022-12-18"))
    True
    >>> print(before("2022-12-19").answer(Event(when="2022-12")))
    None
    """
    found = _read(value, tz, "before")
    if found.start is None:
        raise _open("before", value, "start")
    if found.dated:
        return ~DayRange(first=found.start, last=None)
    return ~TimeRange(start=found.start, end=None)


def after(value: object, *, tz: str | dt.tzinfo | None = None) -> Query:
    """Ask for events that began when a day, or a clock time, was over.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> after("2022-12").answer(Event(when="2023-01-01"))
    True
    """
    found = _read(value, tz, "after")
    if found.end is None:
        raise _open("after", value, "end")
    if found.dated:
        return ~DayRange(first=None, last=found.end)
    return ~TimeRange(start=None, end=found.end)


def _read(value: object, tz: str | dt.tzinfo | None, verb: str, name: str = "") -> _Stretch:
    """Read what was written; a date without a zone is a day of the calendar."""
    try:
        when = value if isinstance(value, When) and tz is None else When(value, tz=tz)
    except InvalidValue as error:
        raise InvalidValue(
            f"{verb}({name + '=' if name else ''}...): {error.seen}",
            expected=error.expected,
            remedy=error.remedy,
        ) from error
    if when.qualifier != "none":
        raise InvalidValue(
            f"{verb}({value!r})",
            expected="a time without '?', '~' or '%'",
            remedy="a question has no doubt of its own: leave the mark out, or ask for more days",
        )
    if when.tz is None:
        first = None if when.s0 is None else local_day(None, when.s0)
        return _Stretch(first, when.local_days[3], dated=True)
    exact = when.s0 is not None and when.s0 == when.e1
    end = when.s0 if exact and verb in {"after", "between"} else when.e1
    if exact and end is not None and verb == "during":
        end += 1
    return _Stretch(when.s0, end, dated=False)


def _open(verb: str, value: object, end: str) -> InvalidValue:
    return InvalidValue(
        f"{verb}({value!r}), whose {end} is open",
        expected=f"a time with a known {end}",
        remedy=f"give a date: {verb}({civil(19345).isoformat()!r})",
    )
