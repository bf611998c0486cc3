"""Strategies for times: every kind of zone, precision, openness and doubt."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from hypothesis import assume
from hypothesis import strategies as st

from conflictlog.errors import InvalidValue
from conflictlog.when import QUALIFIERS, When

FLOATING = None
# Midnight gaps (Beirut, Cairo, Damascus, Tehran), a skipped day (Apia), clocks set back over
# midnight (St John's), half an hour of summer time (Lord Howe), odd offsets (Kathmandu).
KEYS = (
    "UTC",
    "Europe/Kyiv",
    "Europe/Minsk",
    "Asia/Beirut",
    "Africa/Cairo",
    "Asia/Damascus",
    "Asia/Tehran",
    "America/St_Johns",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)
OFFSETS = ("+00:00", "+02:00", "-03:30", "+13:45", "-11:00")
WORDS = ("overnight", "tonight", "this morning", "early on Monday", "late yesterday", "last week")
LIMITS = ("began_by", "began_no_earlier_than", "ended_by", "ended_no_earlier_than")


def clocked_zones() -> st.SearchStrategy[str]:
    """Draw zones that can tell the time: keys and fixed offsets."""
    return st.sampled_from(KEYS + OFFSETS)


def zones() -> st.SearchStrategy[str | None]:
    """Draw zones, floating among them."""
    return st.one_of(st.just(FLOATING), clocked_zones())


def dates() -> st.SearchStrategy[dt.date]:
    """Draw dates: mostly of the years that conflict data cover, the calendar's ends as well."""
    ends = st.sampled_from([dt.date.min, dt.date.max, dt.date(2000, 2, 29), dt.date(2011, 12, 30)])
    return st.one_of(st.dates(dt.date(1989, 1, 1), dt.date(2030, 12, 31)), ends)


@st.composite
def written_dates(draw: st.DrawFn, *, vague: bool = True) -> str:
    """Draw a date as text: a year, a month, a day, or with X for digits."""
    text = draw(dates()).isoformat()
    forms = [text, text[:7], text[:4]]
    if vague:
        forms += [
            f"{text[:7]}-XX",
            f"{text[:4]}-XX",
            f"{text[:9]}X",
            f"{text[:6]}X",
            f"{text[:5]}XX-XX",
        ]
    return draw(st.sampled_from(forms))


def moments() -> st.SearchStrategy[dt.datetime]:
    """Draw aware datetimes in every kind of zone."""
    tz = st.one_of(
        st.sampled_from([zoneinfo.ZoneInfo(key) for key in KEYS]),
        st.just(dt.UTC),
        st.integers(-12 * 60, 14 * 60).map(
            lambda minutes: dt.timezone(dt.timedelta(minutes=minutes))
        ),
    )
    return st.datetimes(
        dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1), timezones=tz, allow_imaginary=False
    )


@st.composite
def written(draw: st.DrawFn) -> str:
    """Draw text of the EDTF subset, without clock times: points, intervals, windows."""
    a, b = draw(written_dates()), draw(written_dates())
    if b[:4] < a[:4]:
        a, b = b, a
    mark = draw(st.sampled_from(["", "", "?", "~", "%"]))
    form = draw(
        st.sampled_from(
            [
                "{a}",
                "{a}/{b}",
                "{a}/..",
                "{a}/",
                "../{a}",
                "/{a}",
                "[{a}..{b}]",
                "[..{a}]",
                "[{a}..]",
            ]
        )
    )
    return form.format(a=a + mark, b=b + mark)


@st.composite
def _bounded(draw: st.DrawFn) -> When:
    """Draw a time by its bounds, ordered, some of them open."""
    edges = sorted(draw(st.lists(st.integers(-(10**15), 4 * 10**15), min_size=4, max_size=4)))
    s0, s1, e0, e1 = edges if draw(st.booleans()) else (edges[0], edges[2], edges[1], edges[3])
    keep = draw(st.tuples(*[st.sampled_from([True, True, True, False])] * 4))
    bounds = {
        name: bound if kept else None
        for name, bound, kept in zip(("s0", "s1", "e0", "e1"), (s0, s1, e0, e1), keep, strict=True)
    }
    return When(**bounds, tz=draw(zones()), qualifier=draw(st.sampled_from(QUALIFIERS)))


@st.composite
def _limited(draw: st.DrawFn) -> When:
    """Draw a time by began_by= and its siblings."""
    names = draw(st.lists(st.sampled_from(LIMITS), min_size=1, max_size=4, unique=True))
    return When(**{name: draw(dates()) for name in names}, tz=draw(zones()))


@st.composite
def _read(draw: st.DrawFn) -> When:
    text = draw(written())
    throughout = not text.startswith("[") and draw(st.booleans())
    return When(text, tz=draw(zones()), throughout=throughout)


@st.composite
def _clocked(draw: st.DrawFn) -> When:
    """Draw a clock time or an interval of two, to the hour, the minute or the microsecond."""
    form = draw(st.sampled_from(["point", "text", "pair"]))
    first, second = sorted([draw(moments()), draw(moments())])
    tz = draw(clocked_zones())
    if form == "point":
        return When(first)
    if form == "pair":
        return When((first, second), tz=tz, throughout=draw(st.booleans()))
    wall = first.replace(tzinfo=None).isoformat()
    return When(wall[: draw(st.sampled_from([13, 16, 19]))], tz=tz)


@st.composite
def _relative(draw: st.DrawFn) -> When:
    anchor = draw(st.dates(dt.date(1989, 1, 1), dt.date(2030, 12, 31)))
    return When.relative(draw(st.sampled_from(WORDS)), anchor=anchor, tz=draw(clocked_zones()))


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Draw any time: points, states, windows, intervals, open ends, limits, in every zone."""
    makers = [_read(), _read(), _clocked(), _limited(), _bounded(), _relative()]
    try:
        return draw(st.one_of(makers))
    except InvalidValue:
        # A skipped day, a clock time in a gap, an end before its start: refused, and rightly.
        assume(condition=False)
        raise
