"""A time -> the words of a label, never with more digits than are known.

Every label ends with its date.  Months are English unless the caller brings other names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from conflictlog.when.days import DAY, HOUR, MINUTE, SECOND, civil, month_start
from conflictlog.when.newsroom import phrase_of
from conflictlog.when.zones import first_instant, local_day, wall_at

if TYPE_CHECKING:
    from conflictlog.when.value import When

__all__ = ["MONTHS", "label"]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _Style(NamedTuple):
    tz: str | None
    year: bool
    months: Sequence[str]


class _Stretch(NamedTuple):
    """Days, months or years without a gap, as they are written."""

    grain: int  # 0 year, 1 month, 2 day
    first: dt.date
    last: dt.date


def label(when: When, *, year: bool, months: Sequence[str] = MONTHS) -> str:
    """Write a time for a reader; see `When.label`."""
    style = _Style(when.tz, year, months)
    words = _words(when, style)
    if when.qualifier in ("approximate", "both"):
        words = f"about {words}"
    return words + ("?" if when.qualifier in ("uncertain", "both") else "")


def _words(when: When, style: _Style) -> str:
    s0, e1 = when.s0, when.e1
    if s0 is None:
        return _limits(when, style) if e1 is None else _no_start(when, style, e1)
    if e1 is None:
        return _no_end(when, style, s0)
    if s0 == e1:
        return _clock_on(style, s0)
    phrase = phrase_of(when)
    if phrase is not None:
        return phrase[0].format(_date(phrase[1], style))
    if when.precision == "week":
        return _span(style, s0, e1)
    if when.e0 == s0 and when.s1 == e1 - 1:
        return _within(style, s0, e1)
    return _from_to(when, style, s0, e1)


def _limits(when: When, style: _Style) -> str:
    """Word what has neither a first start nor a last end: began by, ended no earlier than."""
    _, begun, lasted, _ = when.local_days
    if begun is None and lasted is None:
        return "date unknown"
    if begun is None or lasted is None:
        known = _day(style, begun if lasted is None else lasted)
        return f"begun by {known}" if lasted is None else f"at least until {known}"
    if begun == lasted:
        return f"already on {_day(style, begun)}"
    if begun < lasted:
        return f"at least {_dates(_stretch(begun, lasted), style)}"
    return f"begun by {_day(style, begun)}, not over before {_day(style, lasted)}"


def _no_end(when: When, style: _Style, s0: int) -> str:
    s1, e0 = when.s1, when.e0
    if s1 is None:
        start = _edge(style, s0)
        ongoing = "since " if when.open_end == "ongoing" else ""
        return f"{ongoing}no earlier than {start}"
    start = _span(style, s0, s1 + 1)
    lasted = when.local_days[2]
    if e0 is not None and lasted is not None and e0 > s1 + 1:
        return f"from {start} at least until {_day(style, lasted)}"
    return f"since {start}" if when.open_end == "ongoing" else f"from {start}"


def _no_start(when: When, style: _Style, e1: int) -> str:
    if when.e0 is not None:
        return f"until {_span(style, when.e0 - _whole(style, when.e0 - 1), e1)}"
    if when.s1 == e1 - 1:
        return f"by {_closing(style, e1)}"
    begun = when.local_days[1]
    return f"begun by {_day(style, begun)}, over by {_edge(style, e1 - 1)}"


def _closing(style: _Style, e1: int) -> str:
    """Word a last end: that of a month or a year by its name, for no day of it was given."""
    day = local_day(style.tz, e1)
    following = civil(day)
    if following.day != 1 or first_instant(style.tz, day) != e1:
        return _edge(style, e1 - 1)
    last = civil(day - 1)
    if following.month == 1:
        return f"the end of {last.year}"
    return f"the end of {style.months[last.month - 1]}" + (f" {last.year}" if style.year else "")


def _whole(style: _Style, instant: int) -> int:
    """Give 1 where an end is said to be after the first instant of a day, else 0."""
    day = local_day(style.tz, instant)
    return int(first_instant(style.tz, day) == instant)


def _within(style: _Style, s0: int, e1: int) -> str:
    """Word a point event's window: a calendar unit by its name, else between two edges."""
    stretch = _aligned(style, s0, e1)
    if stretch is None:
        unit = e1 - s0
        if unit in (MINUTE, HOUR) and wall_at(style.tz, s0) % unit == 0:
            return _clock_on(style, s0, "h" if unit == HOUR else "")
        return _between_clocks(style, s0, e1)
    if _same(stretch):
        return _dates(stretch, style)
    return f"between {_dates(stretch, style, joiner=' and ')}"


def _from_to(when: When, style: _Style, s0: int, e1: int) -> str:
    """Word an interval by what is known of its two ends."""
    s1, e0 = when.s1, when.e0
    if s1 is None or e0 is None or (s0 == s1 and e0 == e1):  # tightening has set both
        return _span(style, s0, e1)
    e0 -= _whole(style, e0 - 1)
    start, end = _aligned(style, s0, s1 + 1), _aligned(style, e0, e1)
    if start is None or end is None:
        # An end said to the minute or the hour is called by it.
        return _span(style, s0, e0 if e1 - e0 in (MINUTE, HOUR) else e1)
    if _same(start) and _same(end) and start.grain == end.grain:
        return _dates(_Stretch(start.grain, start.first, end.last), style)
    shared = start.grain == 2 and start.last.year == end.first.year
    words = _dates(start, style._replace(year=False) if shared else style), _dates(end, style)
    return " - ".join(words) if _same(start) and _same(end) else f"from {words[0]} to {words[1]}"


def _span(style: _Style, lo: int, hi: int) -> str:
    """Word a stretch from its first instant to the one after it."""
    stretch = _aligned(style, lo, hi)
    if stretch is not None:
        return _dates(stretch, style)
    if hi - lo <= MINUTE:
        return _clock_on(style, lo)
    return _between_clocks(style, lo, hi, words="{} - {}")


def _between_clocks(style: _Style, lo: int, hi: int, words: str = "between {} and {}") -> str:
    """Word a stretch by the clock, both ends on one day or each with its own."""
    first, last = local_day(style.tz, lo), local_day(style.tz, hi - 1)
    begin, end = wall_at(style.tz, lo), wall_at(style.tz, hi)
    if end - begin <= MINUTE < hi - lo or hi - lo <= MINUTE:
        return _clock_on(style, lo)  # one clock time that occurs twice
    whole = first_instant(style.tz, last + 1) == hi
    clocks = _clock(begin), "24:00" if whole else _clock(_called(end))
    if first == last:
        tight = words.format(*clocks) if " and " in words else "-".join(clocks)
        return f"{tight} on {_day(style, last)}"
    with_year = civil(first).year != civil(last).year
    start = _date(civil(first), style._replace(year=with_year))
    return words.format(f"{clocks[0]} on {start}", f"{clocks[1]} on {_day(style, last)}")


def _aligned(style: _Style, lo: int, hi: int) -> _Stretch | None:
    """Find the whole days, months or years that a stretch fills; None for parts of days."""
    first, last = local_day(style.tz, lo), local_day(style.tz, hi - 1)
    if first_instant(style.tz, first) != lo or first_instant(style.tz, last + 1) != hi:
        return None
    return _stretch(first, last)


def _stretch(first: int, last: int) -> _Stretch:
    a, b = civil(first), civil(last)
    if first == month_start(a.year, 1) and last == month_start(b.year + 1, 1) - 1:
        return _Stretch(0, a, b)
    if first == month_start(a.year, a.month) and last == month_start(b.year, b.month + 1) - 1:
        return _Stretch(1, a, b)
    return _Stretch(2, a, b)


def _same(stretch: _Stretch) -> bool:
    """Say whether it is a single day, month or year."""
    grain, first, last = stretch
    keys = ("year",), ("year", "month"), ("year", "month", "day")
    return all(getattr(first, key) == getattr(last, key) for key in keys[grain])


def _dates(stretch: _Stretch, style: _Style, joiner: str = "") -> str:
    """Word dates from first to last, saying what they share once: 18-19 Dec 2022."""
    grain, first, last = stretch
    close, loose = joiner or "-", joiner or " - "
    end = _unit(grain, last, style)
    if _same(stretch):
        return end
    if grain == 0:
        return f"{_year(first)}{close}{end}"
    if first.year != last.year:
        told = style._replace(year=True)
        return f"{_unit(grain, first, told)}{loose}{_unit(grain, last, told)}"
    if grain == 1:
        return f"{style.months[first.month - 1]}{close}{end}"
    if first.month == last.month:
        return f"{first.day}{close}{end}"
    return f"{_date(first, style._replace(year=False))}{loose}{end}"


def _unit(grain: int, date: dt.date, style: _Style) -> str:
    if grain == 0:
        return _year(date)
    return f"{style.months[date.month - 1]} {_year(date)}" if grain == 1 else _date(date, style)


def _date(date: dt.date, style: _Style) -> str:
    words = f"{date.day} {style.months[date.month - 1]}"
    return f"{words} {_year(date)}" if style.year else words


def _year(date: dt.date) -> str:
    return f"{date.year:04d}"


def _day(style: _Style, day: int | None) -> str:
    return "" if day is None else _date(civil(day), style)


def _edge(style: _Style, instant: int) -> str:
    """Word one edge of a window: its day, or its clock time where it cuts a day."""
    day = local_day(style.tz, instant)
    edges = first_instant(style.tz, day), first_instant(style.tz, day + 1) - 1
    if instant in edges:
        return _day(style, day)
    last = instant % SECOND == SECOND - 1
    clock = _clock(_called(wall_at(style.tz, instant + 1)) if last else wall_at(style.tz, instant))
    return f"{clock} on {_day(style, day)}"


def _called(end: int) -> int:
    """Give the minute that an end is called by: the end of a written minute by that minute."""
    return end - MINUTE if end % MINUTE == 0 and end % (5 * MINUTE) != 0 else end


def _clock_on(style: _Style, instant: int, suffix: str = "") -> str:
    clock = _clock(wall_at(style.tz, instant))
    if suffix:
        clock = clock[:2] + suffix
    return f"{clock} on {_day(style, local_day(style.tz, instant))}"


def _clock(wall: int) -> str:
    rest = wall % DAY
    text = f"{rest // HOUR:02d}:{rest // MINUTE % 60:02d}"
    return text + (f":{rest // SECOND % 60:02d}" if rest // SECOND % 60 else "")
