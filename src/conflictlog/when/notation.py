"""One date or clock time as written: text, `date`, `datetime` -> the stretch that it names.

Our own small parser of an EDTF subset and ISO 8601-1: the days and times that reports use, with
every doubt kept and every impossible date refused.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from typing import Literal, NamedTuple, get_args

from conflictlog.errors import InvalidValue
from conflictlog.when.days import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    civil,
    day_number,
    month_start,
    wall_of,
)
from conflictlog.when.zones import (
    first_instant,
    instant_of,
    is_skipped,
    readings,
    same_or_later,
    wall_at,
    zone_of,
    zone_text,
)

__all__ = [
    "FORMS",
    "PRECISIONS",
    "QUALIFIERS",
    "Moment",
    "Precision",
    "Qualifier",
    "Written",
    "locate",
    "read_datetime",
    "read_formatted",
    "read_text",
]

Precision = Literal["instant", "minute", "hour", "day", "week", "month", "year", "range"]
Qualifier = Literal["none", "uncertain", "approximate", "both"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)

FORMS = (
    "'2022', '2022-12', '2022-12-19', '2022-12-XX', '2022-12-19T14:30+02:00', "
    "an interval 'A/B', 'A/..', '../B', 'A/', '/B', or within '[A..B]', '[..B]', '[A..]'; "
    "with '?', '~' or '%' after a date"
)
_MARKS: dict[str | None, Qualifier] = {
    None: "none",
    "?": "uncertain",
    "~": "approximate",
    "%": "both",
}
_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?"
    r"(?P<clock>T(?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,6}))?)?)?"
    r"(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
    r"(?P<mark>[?~%])?"
)
_SLASHED = re.compile(r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4}.*")
_CLOCK_WORDS = {"now", "today", "yesterday", "tomorrow", "overnight", "tonight"}


class Written(NamedTuple):
    """A date or clock time before its zone is known."""

    days: tuple[int, int]  # first and last day
    precision: Precision
    clock: tuple[int, int] | None = None  # wall microseconds and the unit's length, 0: exact
    offset: str | None = None
    qualifier: Qualifier = "none"
    instant: int | None = None  # where the writer settled it, as an aware datetime does


class Moment(NamedTuple):
    """A date or clock time in its zone: the stretch from `lo` to its last microsecond."""

    lo: int
    last: int
    precision: Precision
    clock: bool = False
    slack: int = 0  # between the two readings of a clock time that occurs twice

    @property
    def as_start(self) -> tuple[int, int]:
        """Where an event starts that is said to start then."""
        return self.lo, self.last

    @property
    def as_end(self) -> tuple[int, int]:
        """Where an event ends that is said to end then.

        A day on which it ends is touched, so the end is after its first instant; a clock time
        names a moment, and an end at exactly that moment is meant as well.
        """
        if self.clock:
            return self.lo, self.last + (self.last > self.lo)
        return self.lo + 1, self.last + 1


def read_text(text: str, field: str = "when") -> Written:
    """Read one date or clock time.

    Raises
    ------
    InvalidValue
        For a day that does not exist, and for any other notation.

    Examples
    --------
    >>> read_text("2022-12~").precision, read_text("2022-12~").qualifier
    ('month', 'approximate')
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise _unread(text, field)
    year, month, day = match["year"], match["month"], match["day"]
    if year == "0000":
        raise InvalidValue(f"{field} is {text!r}", expected="a year from 0001 to 9999")
    days, precision = _days(text, int(year), month, day, field)
    qualifier = _MARKS[match["mark"]]
    if match["clock"] is None:
        return Written(days, precision, qualifier=qualifier)
    if precision != "day":
        raise InvalidValue(
            f"{field} is {text!r}", expected="a whole date before the clock time", remedy=FORMS
        )
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        remedy = "write the next day's T00:00" if hour == 24 else ""
        raise InvalidValue(f"{field} is {text!r}", expected="T00:00:00 to T23:59:59", remedy=remedy)
    fine: tuple[Precision, int] = ("instant", 0)
    if match["minute"] is None:
        fine = ("hour", HOUR)
    elif match["second"] is None:
        fine = ("minute", MINUTE)
    fraction = int((match["fraction"] or "").ljust(6, "0"))
    wall = days[0] * DAY + hour * HOUR + minute * MINUTE + second * SECOND + fraction
    offset = zone_text(match["offset"], field)
    return Written(days, fine[0], (wall, fine[1]), offset, qualifier)


def _days(
    text: str, year: int, month: str | None, day: str | None, field: str
) -> tuple[tuple[int, int], Precision]:
    """Find the first and last day that the written digits allow, X standing for any digit."""
    if month is None:
        return (month_start(year, 1), month_start(year + 1, 1) - 1), "year"
    months = _allowed(month, 12)
    if not months:
        raise InvalidValue(f"{field} is {text!r}", expected="a month from 01 to 12")
    if day is None or day == "XX":
        found = month_start(year, months[0]), month_start(year, months[-1] + 1) - 1
        return found, "month" if "X" not in month else "year" if month == "XX" else "range"
    every = [
        month_start(year, number) + index - 1
        for number in months
        for index in _allowed(day, calendar.monthrange(year, number)[1])
    ]
    if not every:
        size = max(calendar.monthrange(year, number)[1] for number in months)
        raise InvalidValue(
            f"{field} is {text!r}, a day that does not exist",
            expected=f"a day from 01 to {size} in {text[:7]}",
            remedy="correct the day, or write the month alone",
        )
    exact = "X" not in month + day
    return (every[0], every[-1]), "day" if exact else "range"


@functools.cache
def _allowed(digits: str, highest: int) -> tuple[int, ...]:
    """Give the numbers from 1 that two digits allow, X standing for any digit."""
    return tuple(
        number
        for number in range(1, highest + 1)
        if all(mark in ("X", digit) for mark, digit in zip(digits, f"{number:02d}", strict=True))
    )


def _unread(text: str, field: str) -> InvalidValue:
    remedy = "write it in one of these forms, or say how to read it with format="
    if not text.strip():
        remedy = "leave `when` unset where nothing is known"
    elif text.strip().casefold() in _CLOCK_WORDS:
        remedy = "no clock is read: give the date, or When.relative(word, anchor=date)"
    elif _SLASHED.fullmatch(text):
        remedy = "say how to read it: format='%d/%m/%Y' or format='%m/%d/%Y'"
    elif re.fullmatch(r"[0-9]{4}-W[0-9]{2}.*", text):
        remedy = "write the week's days: When('[2022-12-19..2022-12-25]', precision='week')"
    elif re.fullmatch(r"[0-9-]{10}[ t][0-9].*", text):
        remedy = "write T between the date and the clock time"
    return InvalidValue(f"{field} is {text!r}", expected=FORMS, remedy=remedy)


def read_datetime(value: dt.date, field: str = "when") -> Written:
    """Read a `date` as its day, a `datetime` as an exact moment.

    An aware datetime in a gap of its own zone is refused; in a fold its `fold` decides.
    """
    if not isinstance(value, dt.datetime):
        day = day_number(value)
        return Written((day, day), "day")
    wall, zone = wall_of(value), zone_of(value)
    day = wall // DAY
    if zone is None:
        return Written((day, day), "instant", (wall, 0))
    instant = instant_of(value)
    if wall_at(zone, instant) != wall and readings(zone, wall) == ():
        raise _in_gap(value.isoformat(), zone, field)
    return Written((day, day), "instant", (wall, 0), zone, instant=instant)


_FINEST: tuple[tuple[str, Precision, int], ...] = (
    ("SfTXcs", "instant", 0),
    ("M", "minute", MINUTE),
    ("HI", "hour", HOUR),
)


def read_formatted(text: str, pattern: str, field: str = "when") -> Written:
    """Read text by a `strptime` pattern; what the pattern does not name stays unknown.

    Examples
    --------
    >>> read_formatted("19/12/2022", "%d/%m/%Y").precision
    'day'
    >>> read_formatted("12/2022", "%m/%Y").precision
    'month'
    """
    if not isinstance(pattern, str):
        raise InvalidValue(
            f"format is {pattern!r}",
            expected="a strptime pattern as text",
            remedy="write format='%d/%m/%Y', or leave it out for ISO text",
        )
    named = set(re.findall(r"%([A-Za-z])", pattern.replace("%%", "")))
    _check_pattern(named, pattern)
    try:
        found = dt.datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone is settled later
    except ValueError as error:
        raise InvalidValue(
            f"{field} is {text!r}",
            expected=f"text of the form {pattern!r}",
            remedy="correct the value or the format",
        ) from error
    wall, first = wall_of(found), day_number(found.date())
    offset = zone_of(found)
    for letters, precision, unit in _FINEST:
        if named & set(letters):
            return Written((first, first), precision, (wall, unit), offset)
    if named & set("djxUWV"):
        return Written((first, first), "day")
    if named & set("mbB"):
        return Written((first, month_start(found.year, found.month + 1) - 1), "month")
    return Written((first, month_start(found.year + 1, 1) - 1), "year")


def _check_pattern(named: set[str], pattern: object) -> None:
    """Refuse a pattern with a hole, which `strptime` would fill: a day without its month."""
    weekly = named & set("UWV") and named & set("aAwu")
    day = weekly or named & set("djcx")
    month = weekly or named & set("mbBjcx")
    clock = named & set("HIMSfpTX")
    holes = not named & set("YyGcx") or (day and not month) or (clock and not day)
    if holes or (named & set("UWV") and not weekly):
        raise InvalidValue(
            f"format is {pattern!r}",
            expected="a strptime pattern without a hole from the year down, '%d/%m/%Y %H:%M'",
            remedy="name the year, then the month, then the day",
        )


def locate(written: Written, tz: str | None, field: str = "when") -> Moment:
    """Place a written date or clock time in its zone.

    Raises
    ------
    InvalidValue
        For a day that the zone skipped, a clock time without a zone, or one in a gap.
    """
    if written.clock is None:
        first, last = written.days
        if first == last and is_skipped(tz, first):
            raise InvalidValue(
                f"{field} is {civil(first)}, a day that {tz} skipped",
                expected="a day that was on the calendar there",
                remedy="give the day before or after",
            )
        return Moment(first_instant(tz, first), first_instant(tz, last + 1) - 1, written.precision)
    wall, unit = written.clock
    if written.instant is not None:
        return Moment(written.instant, written.instant, "instant", clock=True)
    zone = written.offset or tz
    if zone is None:
        raise InvalidValue(
            f"{field} is {_clock_text(wall)!r}, a clock time without a zone",
            expected="an offset ('...+02:00') or tz='Europe/Kyiv'",
            remedy="add tz=, or give the date alone",
        )
    starts = readings(zone, wall)
    if not starts:
        raise _in_gap(_clock_text(wall), zone, field)
    ends = readings(zone, wall + max(unit - 1, 0))
    last = ends[-1] if ends else same_or_later(zone, wall + unit) - 1
    slack = starts[-1] - starts[0]
    exact = last - starts[0] == max(unit - 1, 0)
    return Moment(starts[0], last, written.precision if exact else "range", clock=True, slack=slack)


def _clock_text(wall: int) -> str:
    day, rest = divmod(wall, DAY)
    moment = dt.datetime.combine(civil(day), dt.time()) + dt.timedelta(microseconds=rest)
    return moment.isoformat()


def _in_gap(text: str, zone: str, field: str) -> InvalidValue:
    return InvalidValue(
        f"{field} is {text!r}, a clock time that {zone} jumped over",
        expected="a time that the clocks showed there",
        remedy="give it with the offset that was meant, or the date alone",
    )
