"""Times: points, states, windows, open ends, limits; in zones whose days are strange."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import TYPE_CHECKING, Any

from conflictlog.errors import InvalidValue
from conflictlog.testing.strategies.words import (
    dates,
    drawing,
    maybe,
    rare,
    sampled,
    strategies,
    texts,
)
from conflictlog.when import QUALIFIERS, When
from conflictlog.when.notation import Precision
from conflictlog.when.reading import Openness

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["whens", "written_dates", "zones"]

# Midnight gaps (Beirut, Cairo, Damascus, Tehran, Havana, Sao Paulo), a skipped day (Apia), clocks
# set back over midnight (St John's), half an hour of summer time (Lord Howe), odd offsets.
_KEYS = (
    "UTC",
    "Europe/Kyiv",
    "Europe/Minsk",
    "Asia/Beirut",
    "Africa/Cairo",
    "Asia/Damascus",
    "Asia/Tehran",
    "America/Havana",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)
_OFFSETS = ("+00:00", "+02:00", "-03:30", "+13:45", "-11:00")
_WORDS = ("overnight", "tonight", "this morning", "early on Monday", "late yesterday", "last week")
# In this order limits fit together.
_LIMITS = ("began_no_earlier_than", "began_by", "ended_no_earlier_than", "ended_by")
_FORMS = ("{a}", "{a}/{b}", "{a}/..", "{a}/", "../{a}", "/{a}", "[{a}..{b}]", "[..{a}]", "[{a}..]")
_OPENNESS: tuple[Openness, ...] = ("closed", "closed", "ongoing", "unknown")
_PRECISIONS: tuple[Precision, ...] = ("hour", "day", "month", "range")
_DAY = 86_400_000_000


def zones(*, floating: bool = True) -> SearchStrategy[str | None]:
    """Draw zones: IANA keys, fixed offsets and, where asked for, None.

    Parameters
    ----------
    floating
        Whether None, a time without a zone, is among them.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(zones())
    ... def law(zone):
    ...     assert zone is None or zone
    >>> law()
    """
    known = (*_KEYS, *_OFFSETS)
    found: SearchStrategy[str | None] = sampled((None, *known) if floating else known)
    return found


def written_dates(*, vague: bool = True) -> SearchStrategy[str]:
    """Draw dates as text: a year, a month, a day, or with X for digits.

    Parameters
    ----------
    vague
        Whether X for digits is among them.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(written_dates())
    ... def law(text):
    ...     assert text[:1] != "X"
    >>> law()
    """
    st = strategies()

    def form(pair: tuple[dt.date, int]) -> str:
        text = pair[0].isoformat()
        forms = [text, text, text[:7], text[:4]]
        forms += [text[:7] + "-XX", text[:4] + "-XX", text[:9] + "X", text[:6] + "X"]
        return (*forms, text[:5] + "XX-XX")[pair[1]]

    found: SearchStrategy[str] = st.tuples(_days(), st.integers(0, 8 if vague else 3)).map(form)
    return found


def whens(*, max_days: int = 400) -> SearchStrategy[When]:
    """Draw times of every kind that the library can hold.

    Written in EDTF, in newsroom's words, as dates, clock times and pairs; throughout; told
    by limits; and with bounds of any shape. In zones, at fixed offsets, and floating.

    Parameters
    ----------
    max_days
        How far apart two bounds lie at most where they are drawn as numbers.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(whens())
    ... def law(when):
    ...     assert When(when) == when
    >>> law()
    """
    makers = (_read, _dated, _clocked, _limited, _relative)

    def made(draw: DrawFn) -> When:
        from hypothesis import reject

        make = draw(sampled((*makers, None)))
        try:
            return _bounded(draw, max_days) if make is None else make(draw)
        except InvalidValue:
            # A skipped day, a clock time in a gap, an end before its start: rightly refused.
            reject()

    return drawing(made)


def _days() -> SearchStrategy[dt.date]:
    st = strategies()
    ends = sampled([dt.date.min, dt.date.max, dt.date(2011, 12, 30)])
    found: SearchStrategy[dt.date] = st.one_of(dates(), dates(), dates(), ends)
    return found


def _moment(draw: DrawFn) -> dt.datetime:
    st = strategies()
    minutes = st.integers(-12 * 60, 14 * 60)
    zone = st.one_of(
        sampled(_KEYS).map(zoneinfo.ZoneInfo),
        minutes.map(lambda shift: dt.timezone(dt.timedelta(minutes=shift))),
    )
    # An imaginary time, which no clock showed, cannot come of a conversion from UTC.
    bounds = dt.datetime(1900, 1, 2), dt.datetime(2100, 1, 1)  # noqa: DTZ001 - drawn in UTC
    moment: dt.datetime = draw(st.datetimes(*bounds)).replace(tzinfo=dt.UTC)
    return moment.astimezone(draw(zone))


def _read(draw: DrawFn) -> When:
    st = strategies()
    a, b = draw(written_dates()), draw(written_dates())
    if b[:4] < a[:4]:
        a, b = b, a
    mark = draw(sampled(["", "", "?", "~", "%"]))
    text = draw(sampled(_FORMS)).format(a=a + mark, b=b + mark)
    throughout = not text.startswith("[") and draw(st.booleans())
    return When(text, tz=draw(zones()), throughout=throughout)


def _dated(draw: DrawFn) -> When:
    st = strategies()
    first, last = sorted([draw(_days()), draw(_days())])
    return When(
        draw(sampled([first, first, (first, last)])),
        tz=draw(zones()),
        throughout=draw(st.booleans()),
        qualifier=draw(sampled(QUALIFIERS)),
        text=draw(rare(texts())),
    )


def _clocked(draw: DrawFn) -> When:
    """Draw a clock time or an interval of two, to the hour, the minute or the microsecond."""
    st = strategies()
    first, second = sorted([_moment(draw), _moment(draw)])
    form = draw(sampled(["point", "text", "pair"]))
    if form == "point":
        return When(first)
    zone = draw(zones(floating=False))
    if form == "pair":
        return When((first, second), tz=zone, throughout=draw(st.booleans()))
    wall = first.replace(tzinfo=None).isoformat()
    return When(wall[: draw(sampled([13, 16, 19]))], tz=zone)


def _limited(draw: DrawFn) -> When:
    st = strategies()
    days = sorted(draw(st.lists(_days(), min_size=4, max_size=4)))
    names = draw(st.lists(sampled(_LIMITS), min_size=1, max_size=4, unique=True))
    limits: dict[str, Any] = {
        name: day for name, day in zip(_LIMITS, days, strict=True) if name in names
    }
    return When(**limits, tz=draw(zones()))


def _relative(draw: DrawFn) -> When:
    return When.relative(
        draw(sampled(_WORDS)), anchor=draw(dates()), tz=draw(zones(floating=False))
    )


def _bounded(draw: DrawFn, max_days: int) -> When:
    """Draw four bounds that fit together, any of them open, at midnights more than by chance."""
    st = strategies()
    step = draw(sampled([_DAY, _DAY // 24, 1]))
    gap = st.one_of(st.just(0), st.integers(0, max_days * _DAY // step))
    start = draw(dates()).toordinal() - dt.date(1970, 1, 1).toordinal()
    s0 = start * _DAY + draw(st.integers(-1, 1))
    s1, e0 = s0 + draw(gap) * step, s0 + draw(gap) * step
    e1 = max(s1, e0) + draw(gap) * step
    opened = draw(st.lists(sampled(range(4)), max_size=2, unique=True))
    edges = [None if at in opened else edge for at, edge in enumerate((s0, s1, e0, e1))]
    return When(
        s0=edges[0],
        s1=edges[1],
        e0=edges[2],
        e1=edges[3],
        tz=draw(zones()),
        qualifier=draw(sampled(QUALIFIERS)),
        precision=draw(maybe(sampled(_PRECISIONS))),
        open_start=draw(sampled(_OPENNESS)),
        open_end=draw(sampled(_OPENNESS)),
    )
