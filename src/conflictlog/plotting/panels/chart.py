"""Small multiples: one small picture for each value, all on one scale."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, Unpack

import polars as pl
from matplotlib.axes import Axes

from conflictlog.errors import InvalidValue
from conflictlog.keywords import one_of
from conflictlog.log import EventLog
from conflictlog.plotting import notes
from conflictlog.plotting.bars import bar_entries, uncounted
from conflictlog.plotting.clock import Clock
from conflictlog.plotting.coverage import coverage_note
from conflictlog.plotting.describing import tell
from conflictlog.plotting.page import Page
from conflictlog.plotting.panels.bars import bars_of
from conflictlog.plotting.panels.dots import draw_maps
from conflictlog.plotting.panels.grid import make_grid, raise_panels
from conflictlog.plotting.panels.grouping import By, Plan, panel_names, panels_of, told
from conflictlog.plotting.periods import Period, period_named, tally, uncovered
from conflictlog.plotting.sheet import Around, body_of, lay, open_sheet, say_empty
from conflictlog.plotting.window import given_window

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.plotting.cartography.chart import Extent

__all__ = ["Panel", "small_multiples"]

Panel = Literal["counts", "map"]
_OF: tuple[Panel, ...] = ("counts", "map")
_MOST = 60  # panels; more do not compare
_HIGH, _LOWEST = 0.62, 26.0  # of a panel of bars: share of its width, points


def small_multiples(
    events: Iterable[Event],
    *,
    by: By = "kind",
    of: Panel = "counts",
    period: Period = "month",
    window: object = None,
    planned: bool = False,
    extent: Extent | None = None,
    columns: int | None = None,
    most: int = 12,
    **page: Unpack[Page],
) -> Axes:
    """Draw one small picture for each value of `by`, all on one scale, so that they compare.

    The most frequent value comes first; what is not known is last. Past `most` panels the
    last one holds the rest.

    Parameters
    ----------
    events
        A log, or any iterable of events.
    by
        "kind" (its family), "country", "actor" (the initiator, else the first), "status",
        "admin1", or a function of an event.
    of
        "counts": bars of how many events begin in each period, certain solid, possible pale;
        "map": dots where the place is known well enough, else the country is shaded.
    period
        Panel the bars: "day", "week" (from Monday), "month" or "year".
    window
        Panel the bars, what `When` reads: "2022". Left out, all that is dated, up to 600 periods.
    planned
        Whether planned and cancelled events count as bars; else the footer counts them.
    extent
        Panel the maps: west, south, east, north, or countries. Left out, what holds the events.
    columns
        Panels in a row; left out, as many as the width holds.
    most
        Panels, up to 60.
    **page
        Axes, title, theme, width, footer and locale, as in `conflictlog.plotting.Page`.

    Returns
    -------
    Axes
        Empty axes around the panels, which are its `child_axes`, in their order: of bars in
        days since 1970 and events, of maps in degrees.

    Raises
    ------
    UnknownName
        For `by`, `of` or `period` that nobody knows; the nearest is named.
    InvalidValue
        For `most` or `columns` that do not fit, a width under 3 inches, or axes too small.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> ax = small_multiples([Event(kind="strike", when="2022-12-19")])
    >>> [text.get_text() for text in ax.texts if text.get_label() == "panel"]
    ['Strike']
    >>> len(ax.child_axes)
    1
    """
    one_of("of", of, _OF)
    _refuse_number("most", most)
    if columns is not None:
        _refuse_number("columns", columns)
    period = period_named(period)
    sheet = open_sheet(page)
    log = events if isinstance(events, EventLog) else EventLog(events, on_conflict="keep_both")
    panels = panels_of(panel_names(log, by), most)
    named = by if isinstance(by, str) else "group"
    plan = Plan(log=log, panels=panels, sheet=sheet, columns=columns, by=named)
    if of == "map":
        return draw_maps(plan, extent)
    span = None if window is None else given_window(window, Clock("UTC"))
    return _draw_bars(plan, period, span, planned=planned)


def _refuse_number(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST:
        raise InvalidValue(
            f"{name} is {value!r:.80}",
            expected=f"a whole number from 1 to {_MOST}",
            remedy="leave it out, or count",
        )


def _draw_bars(
    plan: Plan, period: Period, span: tuple[float, float] | None, *, planned: bool
) -> Axes:
    log, sheet, panels = plan.log, plan.sheet, plan.panels
    theme = sheet.theme
    # Sorted as text, the places come in their order.
    place = panels.place.cast(pl.String).str.zfill(3)
    found = tally(log, place, period=period, window=span, planned=planned)
    low, high = float(found.edges[0]), float(found.edges[-1])
    gaps = uncovered(log, low, high)
    bars = bars_of(found, gaps, theme)
    gutter = sheet.ruler.width(f"{bars.most(60.0):,}", bars.small(theme)) + 8
    grid = make_grid(panels.names, panels.counts, sheet, gutter, plan.columns)
    drawn = bool(found.certain.any() or found.possible.any())
    note = "; ".join(uncounted(found))
    around = Around(
        title=f"Events by {period} and {plan.by}" if sheet.title is None else sheet.title,
        subtitle=f"{notes.plural(found.total, 'event')} by {period} of "
        f"{'its' if found.total == 1 else 'their'} start; one scale for all panels",
        entries=bar_entries(
            theme,
            certain=bool(found.certain.any()),
            possible=bool(found.possible.any()),
            uncovered=bool(gaps) and drawn,
            colour=bars.colour,
        ),
        footer=[
            *([sheet.footer] if sheet.footer else []),
            notes.credits_note(log, theme.fonts),
            f"{note[0].upper()}{note[1:]}." if note else "",
            coverage_note(log, gaps, empty="period"),
        ],
    )
    tall = max(min(grid.wide * _HIGH, 110.0), _LOWEST)
    pen = lay(
        sheet,
        around,
        gutter=gutter,
        height=grid.fixed + grid.rows * tall if drawn else 90.0,
        limits=(0, sheet.inner - gutter),
        least=grid.fixed + grid.rows * _LOWEST if drawn else 60.0,
    )
    tell(pen.ax, "Small bars", *told(plan))
    pen.ax.spines["bottom"].set_visible(False)
    if not drawn:
        say_empty(pen, sheet, "no events" if not found.total else "no dated events to count here")
        return pen.ax
    # A panel whose events are all planned has no row.
    rows = {name: at for at, name in enumerate(found.categories)}
    tall = (body_of(pen)[1] - grid.fixed) / grid.rows
    cells = grid.cells(tall)
    for number, (child, cell) in enumerate(
        zip(raise_panels(pen, sheet, cells), cells, strict=True)
    ):
        bars.draw(child, cell, rows.get(f"{number:03d}"), theme)
    bars.label(pen, sheet, cells)
    return pen.ax
