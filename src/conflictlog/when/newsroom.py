"""Newsroom words: what "overnight" and "early on Monday" mean, as windows.

The table is judgement, and wide: a window should hold what the writer meant.  D is the day on
which it was written; hours are local clock times; every window is *within*: at some time in it.

=====================================  ======================================================
word                                   window
=====================================  ======================================================
today, yesterday, tomorrow             the day
the day before yesterday               the day
on Monday, Monday                      the last such day up to D, D itself included
3 days ago, three days ago             the day (one to ten in words)
overnight, last night                  18:00 on D-1 to 08:00 on D
overnight into Monday, night to ...    18:00 on the day before to 08:00 on it
tonight, Monday night                  18:00 on the day to 08:00 on the next
this morning, Monday morning           00:00 to 12:00
this afternoon, Monday afternoon       12:00 to 19:00
this evening, Monday evening           17:00 to 24:00
early today, early on Monday           00:00 to 09:00
before dawn, before dawn on Monday     00:00 to 07:00
late yesterday, late on Monday         18:00 to 24:00
midday, Monday midday                  11:00 to 14:00
this week, last week                   Monday to Sunday
this month, last month                 the month
this year, last year                   the year
earlier this week, month, year         from its first day to D
=====================================  ======================================================

Where a weekday is named, a date may stand ("early on 2022-12-19").  "Last Monday", "recently"
and "next week" are not in it: writers mean different days by them.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from conflictlog.errors import InvalidValue, nearest_hint
from conflictlog.when.days import DAY, FIRST_DAY, HOUR, LAST_DAY, civil, month_start
from conflictlog.when.notation import Precision, read_text
from conflictlog.when.reading import Bounds, read_value, settle
from conflictlog.when.zones import first_instant, local_day, same_or_later

if TYPE_CHECKING:
    from conflictlog.when.value import When

__all__ = ["PARTS", "phrase_of", "read_word"]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# Hours from the day's midnight, and how a label says it of a day.
PARTS: dict[str, tuple[int, int, str]] = {
    "morning": (0, 12, "morning of {}"),
    "afternoon": (12, 19, "afternoon of {}"),
    "evening": (17, 24, "evening of {}"),
    "early": (0, 9, "early on {}"),
    "before dawn": (0, 7, "before dawn on {}"),
    "late": (18, 24, "late on {}"),
    "midday": (11, 14, "midday on {}"),
    "night": (18, 32, "night to {}"),
}
_NIGHT_BEFORE = (-6, 8)

_DATED = (
    r"(?:on )?(?P<day>today|yesterday|tomorrow|(?:the )?day before yesterday"
    rf"|{'|'.join(_WEEKDAYS)}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
)
_AGO = re.compile(rf"(?P<count>[0-9]{{1,3}}|{'|'.join(_NUMBERS)}) days? ago")
_PERIOD = re.compile(r"(?P<which>earlier this|this|last) (?P<unit>week|month|year)")
_NIGHT_TO = re.compile(rf"(?:overnight|night)(?: (?:in)?to {_DATED})?")
_PART_FIRST = re.compile(rf"(?P<part>{'|'.join(PARTS)})(?: of)?(?: {_DATED})?")
_PART_LAST = re.compile(rf"{_DATED} (?P<part>morning|afternoon|evening|midday|night)")
_THIS = re.compile(r"this (?P<part>morning|afternoon|evening)")
_KNOWN = (
    *("today", "yesterday", "tomorrow", "the day before yesterday", "on Monday", "two days ago"),
    *("overnight", "last night", "tonight", "overnight into Monday", "Monday night"),
    *("this morning", "this afternoon", "this evening", "Monday morning", "early today"),
    *("early on Monday", "before dawn", "late on Monday", "midday", "this week", "last week"),
    *("this month", "last month", "this year", "last year", "earlier this month"),
)


def read_word(word: object, *, anchor: object, tz: str | None) -> Bounds:
    """Read a newsroom's word against the day on which it was written.

    Raises
    ------
    InvalidValue
        For a word that is not in the table, an anchor that is no single day, or a part of a day
        without a zone.
    """
    if not isinstance(word, str):
        raise InvalidValue(f"word is {word!r}", expected="a newsroom's word as text")
    today, tz = _anchor_day(anchor, tz)
    text = " ".join(word.casefold().split())
    if match := _PERIOD.fullmatch(text):
        return _period(match["which"], match["unit"], today, tz, word)
    if match := _AGO.fullmatch(text):
        count = match["count"]
        back = int(count) if count.isdecimal() else _NUMBERS.index(count) + 1
        return _days(today - back, today - back, tz, word, "day")
    if match := re.fullmatch(_DATED, text):
        day = _day(match["day"], today)
        return _days(day, day, tz, word, "day")
    day, hours = _part_of_day(text, word, today)
    return _hours(day, hours, tz, word)


def _anchor_day(anchor: object, tz: str | None) -> tuple[int, str | None]:
    """Find the local day of the anchor, and the zone: the caller's, else the anchor's."""
    if hasattr(anchor, "local_days"):
        found: Bounds | When = anchor  # type: ignore[assignment]  # only a When has them
    else:
        try:
            read = read_value(anchor, tz=tz, throughout=False, pattern=None)
            found = settle(read, anchor)
        except InvalidValue as error:
            seen = error.seen.replace("when", "anchor", 1)
            raise InvalidValue(seen, expected=error.expected, remedy=error.remedy) from error
    zone = tz or found.tz
    if found.s0 is None or found.e1 is None:
        first, last = 0, 1
    else:
        first = local_day(zone, found.s0)
        last = local_day(zone, max(found.e1 - 1, found.s0))
    if first != last:
        raise InvalidValue(
            f"anchor is {anchor!r}",
            expected="a single day",
            remedy="give the day on which the word was written: anchor='2022-12-19'",
        )
    if not FIRST_DAY + 1000 <= first <= LAST_DAY - 1000:
        raise InvalidValue(
            f"anchor is {anchor!r}", expected="a day in the years 4 to 9996", remedy="correct it"
        )
    return first, zone


def _day(name: str, today: int) -> int:
    name = name.removeprefix("the ")
    near = {"today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2}
    if name in near:
        return today + near[name]
    if name in _WEEKDAYS:
        return today - (civil(today).weekday() - _WEEKDAYS.index(name)) % 7
    return read_text(name, "word").days[0]


def _part_of_day(text: str, word: str, today: int) -> tuple[int, tuple[int, int]]:
    """Find the day and the hours of a word finer than a day."""
    if text in ("last night", "overnight"):
        return today, _NIGHT_BEFORE
    if text == "tonight":
        return today, PARTS["night"][:2]
    if match := _NIGHT_TO.fullmatch(text):
        return _day(match["day"] or "today", today), _NIGHT_BEFORE
    for pattern in (_THIS, _PART_LAST, _PART_FIRST):
        if match := pattern.fullmatch(text):
            found = match.groupdict()
            return _day(found.get("day") or "today", today), PARTS[found["part"]][:2]
    raise InvalidValue(
        f"word is {word!r}",
        expected="a word of the newsroom's table: " + ", ".join(_KNOWN),
        remedy=nearest_hint(word, _KNOWN) or "give the dates themselves: When('[A..B]')",
    )


def _period(which: str, unit: str, today: int, tz: str | None, word: str) -> Bounds:
    date = civil(today)
    back = 1 if which == "last" else 0
    precision: Precision
    if unit == "week":
        first = today - date.weekday() - 7 * back
        last, precision = first + 6, "week"
    elif unit == "month":
        start = civil(month_start(date.year, date.month) - back)
        first = month_start(start.year, start.month)
        last, precision = month_start(start.year, start.month + 1) - 1, "month"
    else:
        first = month_start(date.year - back, 1)
        last, precision = month_start(date.year - back + 1, 1) - 1, "year"
    if which == "earlier this":
        last, precision = today, "range"
    return _days(first, last, tz, word, precision)


def _days(first: int, last: int, tz: str | None, text: str, precision: Precision) -> Bounds:
    start, end = first_instant(tz, first), first_instant(tz, last + 1)
    return Bounds(start, end - 1, start, end, tz, text, precision)


def _hours(day: int, hours: tuple[int, int], tz: str | None, word: str) -> Bounds:
    if tz is None:
        raise InvalidValue(
            f"word is {word!r}, finer than a day, without a zone",
            expected="whose nights and mornings: tz='Europe/Kyiv'",
            remedy="add tz=, or give the day alone",
        )
    start, end = (same_or_later(tz, day * DAY + hour * HOUR) for hour in hours)
    return Bounds(start, end - 1, start, end, tz, word, "range")


def phrase_of(when: When) -> tuple[str, dt.date] | None:
    """Find the phrase for a window of the table, and its day.

    Examples
    --------
    >>> from conflictlog.when import When
    >>> phrase_of(When.relative("overnight", anchor="2022-12-19", tz="Europe/Kyiv"))
    ('night to {}', datetime.date(2022, 12, 19))
    """
    s0, e1 = when.s0, when.e1
    if when.tz is None or s0 is None or e1 is None or when.e0 != s0 or when.s1 != e1 - 1:
        return None
    if e1 - s0 > 20 * HOUR:
        return None
    day = local_day(when.tz, s0)
    for start, end, phrase in PARTS.values():
        window = (same_or_later(when.tz, day * DAY + hour * HOUR) for hour in (start, end))
        if (s0, e1) == tuple(window):
            return phrase, civil(day + (end > 24))
    return None
