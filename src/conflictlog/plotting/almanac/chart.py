"""A calendar: each local day coloured by how many events are on it, certain apart from possible."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, Unpack

import numpy as np
from matplotlib.axes import Axes

from conflictlog.keywords import one_of
from conflictlog.log import EventLog
from conflictlog.plotting.almanac.cells import Shown, draw_days, outline, write_months
from conflictlog.plotting.almanac.days import Of, count_days, months_of, of_named
from conflictlog.plotting.almanac.leaves import arrange, least_height
from conflictlog.plotting.almanac.words import (
    entries_of,
    footer_of,
    list_flags,
    pitch,
    read_flags,
    subtitle_of,
    title_of,
    told,
)
from conflictlog.plotting.annotations import Annotate
from conflictlog.plotting.clock import Clock
from conflictlog.plotting.describing import tell
from conflictlog.plotting.hues import steps_to
from conflictlog.plotting.page import Page
from conflictlog.plotting.periods import uncovered
from conflictlog.plotting.sheet import Around, body_of, lay, open_sheet, say_empty
from conflictlog.plotting.window import given_window

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["WeekStart", "calendar"]

WeekStart = Literal["monday", "sunday", "saturday"]
_STARTS: dict[str, int] = {"monday": 0, "saturday": 5, "sunday": 6}


def calendar(
    events: Iterable[Event],
    *,
    days: Of = "start",
    start: WeekStart = "monday",
    window: object = None,
    planned: bool = False,
    annotate: Annotate = None,
    **page: Unpack[Page],
) -> Axes:
    """Draw each local day coloured by how many events are on it, month by month.

    Colour counts what is certain on a day. A corner marks days on which further events may
    be: an event known to a month has a corner on each of its days and colours none. Days that
    no data set covers are hatched: no colour is not a zero there.

    Parameters
    ----------
    events
        A log, or any iterable of events.
    days
        "start": an event counts on the day of its start, so once where that is certain;
        "throughout": on each day on which it goes on.
    start
        The first day of a week: "monday", "sunday" or "saturday".
    window
        What `When` reads: "2022-12"; up to twelve years. Left out, the months that are dated,
        whole years where they are more than six, the fullest three where they are more.
    planned
        Whether planned and cancelled events count; else the footer counts them.
    annotate
        Dates with words, {"2022-12-19": "visit"}, or events: outlined days, listed below.
    **page
        Axes, title, theme, width, footer and locale, as in `conflictlog.plotting.Page`.

    Returns
    -------
    Axes
        Points (1/72 inch) from the left along x, and down along y.

    Raises
    ------
    UnknownName
        For `days` or `start` that nobody knows; the nearest is named.
    InvalidValue
        For a window of more years, a width under 3 inches, or axes too small for the frame.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> ax = calendar([Event(kind="strike", when="2022-12-19")])
    >>> [text.get_text() for text in ax.texts if text.get_label() == "subtitle"]
    ['1 event by local day of its start']
    """
    days = of_named(days)
    first_weekday = _STARTS[one_of("start", start, _STARTS)]
    sheet = open_sheet(page)
    fonts = sheet.theme.fonts
    log = events if isinstance(events, EventLog) else EventLog(events, on_conflict="keep_both")
    span = None if window is None else given_window(window, Clock("UTC"))
    found = count_days(log, days, window=span, planned=planned)
    steps = steps_to(int(found.certain.max(initial=0)), sheet.theme)
    gaps = uncovered(log, found.first, found.last + 1)
    shown = Shown(found=found, steps=steps, gaps=gaps)
    flags, unseen = read_flags(annotate, found, sheet)
    one, two = (int(month) for month in months_of(np.array([found.first, found.last])))
    months = range(one, two + 1)
    listed = sum(len(flag.lines) for flag in flags) * pitch(sheet) + (6 if flags else 0)
    around = Around(
        title=title_of(found, sheet.theme) if sheet.title is None else sheet.title,
        subtitle=subtitle_of(found, days),
        entries=entries_of(shown, sheet.theme, noted=bool(flags)),
        footer=footer_of(log, shown, unseen, sheet.footer, fonts),
    )
    leaves = arrange(months, first_weekday, sheet.inner, None, sheet.theme)
    pen = lay(
        sheet,
        around,
        gutter=0,
        height=leaves.height + listed,
        limits=(0, sheet.inner),
        least=least_height(months, first_weekday, sheet.inner, sheet.theme) + listed,
    )
    pen.ax.spines["bottom"].set_visible(False)
    if not found.certain.any() and not found.possible.any():
        tell(pen.ax, "Calendar")
        say_empty(pen, sheet, "no events" if not found.total else "no dated events to show here")
        return pen.ax
    wide, high = body_of(pen)
    leaves = arrange(months, first_weekday, wide, high - listed, sheet.theme)
    write_months(pen, sheet, leaves, first_weekday)
    draw_days(pen, sheet, leaves, shown)
    outline(pen, sheet, leaves, shown, flags)
    list_flags(pen, sheet, flags, leaves.height)
    tell(pen.ax, "Calendar", told(found, sheet.theme))
    return pen.ax
