"""Texts, ids and dates: ordinary ones, and such as have broken tools before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from conflictlog._lazy import require

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "NASTY",
    "dates",
    "drawing",
    "ids",
    "maybe",
    "moments",
    "rare",
    "sampled",
    "strategies",
    "texts",
]

T = TypeVar("T")

#: Right to left, combining marks, joined emoji, CJK, quotes, newlines, formulas, lookalikes of
#: numbers, dates and missing values, separators of our own formats.
NASTY = (
    "Kyiv",
    "Запоріжжя",
    "القصف على حلب",
    "שלום \u200fעולם\u200e",
    "e\u0301tat d'urgence",
    "👩\u200d👩\u200d👧 🇺🇦",
    "北京市　朝阳区",
    "\"quoted\", 'twice'",
    "two\nlines",
    "tab\there",
    "=1+1",
    "@SUM(A1)",
    "-5",
    "+380",
    "043",
    "1e5",
    "2022-12-19",
    "null",
    "NaN",
    "None",
    "a|b;c,d",
    "<b>bold</b> & co",
    "$x_1^2$ \\alpha %s {0}",
    " space around ",
    "ﬁ Å İ ß",
    "\U0001f9ff\ufe0f",
    "x" * 300,
)


def strategies() -> ModuleType:
    """Import Hypothesis's strategies, or say how to install them."""
    return require("hypothesis.strategies", extra="testing", purpose="conflictlog.testing")


def texts(*, max_size: int = 12) -> SearchStrategy[str]:
    """Draw text that is not blank and holds no half characters.

    Parameters
    ----------
    max_size
        Longest drawn text; the fixed hard cases may be longer.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(texts())
    ... def law(text):
    ...     assert text.strip()
    >>> law()
    """
    st = strategies()
    letters = st.characters(exclude_categories=["Cs", "Cc"])
    drawn = st.text(letters, min_size=1, max_size=max_size).filter(str.strip)
    found: SearchStrategy[str] = st.one_of(st.sampled_from(NASTY), drawn)
    return found


def ids(prefix: str = "") -> SearchStrategy[str]:
    """Draw ids, ordinary ones mostly.

    Parameters
    ----------
    prefix
        What each begins with.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(ids("GED:"))
    ... def law(text):
    ...     assert text.startswith("GED:")
    >>> law()
    """
    st = strategies()
    plain = st.integers(0, 99).map(str)
    found: SearchStrategy[str] = st.one_of(plain, plain, texts()).map(lambda tail: prefix + tail)
    return found


def dates(first: str = "1990-01-01", last: str = "2030-12-31") -> SearchStrategy[dt.date]:
    """Draw dates, with the days on which clocks or calendars have a mark.

    Parameters
    ----------
    first, last
        ISO dates, both included.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(dates())
    ... def law(day):
    ...     assert day.year <= 2030
    >>> law()
    """
    st = strategies()
    low, high = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    marked = [day for day in map(dt.date.fromisoformat, _MARKED) if low <= day <= high]
    drawn = st.dates(low, high)
    found: SearchStrategy[dt.date] = st.one_of(drawn, st.sampled_from(marked)) if marked else drawn
    return found


# Leap days, ends of years, days that begin in a gap or a fold, changes of the clock.
_MARKED = (
    "2000-02-29",
    "2021-12-31",
    "2022-01-01",
    "2022-02-24",
    "2022-03-25",
    "2022-03-26",
    "2022-03-27",
    "2022-10-29",
    "2022-10-30",
    "2022-12-19",
    "2024-02-29",
)


def moments() -> SearchStrategy[str]:
    """Draw ISO texts of publication: year, month, day, or a clock time in UTC.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(moments())
    ... def law(text):
    ...     assert text[:4].isdigit()
    >>> law()
    """
    st = strategies()
    clock = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2030, 12, 31))  # noqa: DTZ001 - drawn in UTC
    days = dates().map(dt.date.isoformat)
    found: SearchStrategy[str] = st.one_of(
        days,
        days,
        st.tuples(days, st.sampled_from([4, 7])).map(lambda pair: pair[0][: pair[1]]),
        clock.map(lambda moment: moment.replace(microsecond=0).isoformat() + "Z"),
    )
    return found


def drawing(make: Callable[[DrawFn], T]) -> SearchStrategy[T]:
    """Make a strategy of a function that draws from others."""
    found: SearchStrategy[T] = strategies().composite(make)()
    return found


def maybe(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """Draw a value or, as often, None."""
    st = strategies()
    found: SearchStrategy[T | None] = st.one_of(st.none(), strategy)
    return found


def rare(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """Draw a value one time in four, else None."""
    st = strategies()
    found: SearchStrategy[T | None] = st.integers(0, 3).flatmap(
        lambda number: strategy if number == 3 else st.none()
    )
    return found


def sampled(options: Iterable[T]) -> SearchStrategy[T]:
    """Draw one of several values."""
    found: SearchStrategy[T] = strategies().sampled_from(tuple(options))
    return found
