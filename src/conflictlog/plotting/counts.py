"""Bars of how many events begin in each period: certain is solid, possible pale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Unpack

import attrs
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from conflictlog.event import Event
from conflictlog.keywords import one_of
from conflictlog.log import EventLog
from conflictlog.plotting import notes, shapes
from conflictlog.plotting.annotations import Annotate, read_annotations
from conflictlog.plotting.bars import PALE, bar_entries, step_of, uncounted
from conflictlog.plotting.clock import US_PER_DAY, Clock, label_parts
from conflictlog.plotting.coverage import coverage_note, hatch
from conflictlog.plotting.describing import tell
from conflictlog.plotting.frame import label_ticks
from conflictlog.plotting.lanes import OTHER, UNKNOWN, kind_category
from conflictlog.plotting.legend import Entry, legend_entries
from conflictlog.plotting.packing import first_fit
from conflictlog.plotting.page import Page
from conflictlog.plotting.periods import Period, Tally, Whole, period_named, tally, uncovered
from conflictlog.plotting.sheet import Around, Sheet, body_of, lay, open_sheet, say_empty, write
from conflictlog.plotting.ticks import make_ticks
from conflictlog.plotting.window import given_window
from conflictlog.plotting.wording import clean, in_words

if TYPE_CHECKING:
    from conflictlog.plotting.shapes import Pen
    from conflictlog.plotting.theme import Theme

__all__ = ["counts"]

_BY = ("kind", "status", "country", "none")
_HEIGHT = 230.0
_ROW = 14.0
_LEAST = 60.0


def counts(
    events: Iterable[Event],
    *,
    by: str = "kind",
    period: Period = "month",
    window: object = None,
    planned: bool = False,
    annotate: Annotate = None,
    **page: Unpack[Page],
) -> Axes:
    """Draw how many events begin in each period, stacked by category.

    An event is certain in a period where all of its possible start lies in it, and possible in
    each of several; pale bars are therefore not to be added up. What no data set covers is
    hatched: a missing bar is not a zero there.

    Parameters
    ----------
    events
        A log, or any iterable of events.
    by
        "kind" (its family), "status", "country" or "none".
    period
        "day", "week" (from Monday), "month" or "year"; days are local.
    window
        What `When` reads: "2022-12". Left out, all that is dated, up to 600 periods.
    planned
        Whether planned and cancelled events count; else the footer counts them.
    annotate
        Dates with words, {"2022-12-19": "visit"}, or events.
    **page
        Axes, title, theme, width, footer and locale, as in `conflictlog.plotting.Page`.

    Returns
    -------
    Axes
        Days since 1970 along x, points (1/72 inch) down along y.

    Raises
    ------
    UnknownName
        For a category or a period that nobody knows; the nearest is named.
    InvalidValue
        For a width under 3 inches, or axes too small for the frame.

    Examples
    --------
    >>> ax = counts([Event(kind="strike", when="2022-12-19")])
    >>> [text.get_text() for text in ax.texts if text.get_label() == "subtitle"]
    ['1 event by month of its start']
    """
    one_of("by", by, _BY)
    period = period_named(period)
    sheet = open_sheet(page)
    fonts = sheet.theme.fonts
    log = events if isinstance(events, EventLog) else EventLog(events, on_conflict="keep_both")
    span_given = None if window is None else given_window(window, Clock("UTC"))
    found = tally(log, _categories(log, by), period=period, window=span_given, planned=planned)
    edges = found.edges
    low, high = float(edges[0]), float(edges[-1])
    stacks = _stacks(found, sheet.theme)
    top = max((int(stack.sum(axis=0).max()) for stack in _layers(stacks)), default=0)
    gutter = sheet.ruler.width(f"{max(top, 1):,}", sheet.theme.tick_size) + 10
    span = sheet.inner - gutter
    flags, unseen = _flags(annotate, (low, high), span, sheet)
    above = (max((flag.row for flag in flags), default=-1) + 1) * _ROW + 6
    gaps = uncovered(log, low, high)
    drawn = int(found.certain.sum() + found.possible.sum())
    around = Around(
        title=_title(by, period) if sheet.title is None else sheet.title,
        subtitle=f"{notes.plural(found.total, 'event')} by {period} of its start"
        if found.total == 1
        else f"{found.total:,} events by {period} of their start",
        entries=_entries(stacks, gaps, sheet.theme),
        footer=_footer(log, found, gaps, unseen, sheet.footer, fonts),
    )
    pen = lay(
        sheet,
        around,
        gutter=gutter,
        height=_HEIGHT + above,
        limits=(low, high),
        least=_LEAST + above,
    )
    if not drawn:
        tell(pen.ax, "Bars")
        say_empty(pen, sheet, "no events" if not found.total else "no dated events to count here")
        return pen.ax
    scale, tall = span / (high - low), body_of(pen)[1] - above
    boxes = [((a - low) * scale, above, (b - a) * scale, tall) for a, b in gaps or ()]
    hatch(pen, boxes, sheet.theme)
    _bars(pen, sheet, stacks, [(edge - low) * scale for edge in edges], above, top)
    _raise_flags(pen, sheet, flags)
    _dates(pen, sheet, low, high, gutter)
    tell(pen.ax, "Bars", _told(stacks, edges, sheet.theme))
    return pen.ax


def _told(stacks: Sequence[_Stack], edges: Sequence[float], theme: Theme) -> str:
    """Say for who does not see it which bar is the tallest, and what each colour sums to."""
    certain, possible = (
        np.sum([getattr(stack, name) for stack in stacks], axis=0)
        for name in ("certain", "possible")
    )
    tallest = int(np.argmax(certain + possible))
    first = " ".join(label_parts(float(edges[tallest]), theme.months))
    named = [f"{one.name} {int(one.certain.sum()):,}" for one in stacks if one.name]
    told = f"The tallest bar begins on {first}: {int(certain[tallest]):,} certain, "
    told += f"{int(possible[tallest]):,} possible."
    return told + f" Certain in all: {', '.join(named)}." * bool(named)


@attrs.frozen(kw_only=True)
class _Stack:
    name: str
    colour: str
    certain: Whole
    possible: Whole


def _categories(log: EventLog, by: str) -> pl.Series:
    """Name each event's category by columns: each different value is looked at once."""
    if by == "none":
        return pl.Series("category", ["Events"] * len(log), dtype=pl.String)
    values = log.derived[by]
    words: dict[str | None, str] = {}
    for value in values.unique():
        if value is None or by == "kind":
            words[value] = UNKNOWN if value is None else kind_category(value, "family")
        else:
            words[value] = in_words(value) if by == "status" else value.replace("|", " or ")
    return values.replace_strict(words, return_dtype=pl.String).alias("category")


def _stacks(found: Tally, theme: Theme) -> list[_Stack]:
    """Give each category its colour, the largest first; past the palette the rest is one."""
    weights = found.certain.sum(axis=1) + found.possible.sum(axis=1)
    order = sorted(
        (at for at in range(len(found.categories)) if weights[at]),
        key=lambda at: (found.categories[at] == UNKNOWN, -weights[at], found.categories[at]),
    )
    room = len(theme.palette) if len(order) <= len(theme.palette) else len(theme.palette) - 1
    stacks = [
        _Stack(
            name=clean(found.categories[at], theme.fonts),
            colour=theme.palette[number],
            certain=found.certain[at],
            possible=found.possible[at],
        )
        for number, at in enumerate(order[:room])
    ]
    if rest := order[room:]:
        other = found.certain[rest].sum(axis=0), found.possible[rest].sum(axis=0)
        stacks.append(_Stack(name=OTHER, colour=theme.other, certain=other[0], possible=other[1]))
    return stacks


def _layers(stacks: Sequence[_Stack]) -> list[Whole]:
    if not stacks:
        return []
    return [np.vstack([layer for one in stacks for layer in (one.certain, one.possible)])]


def _bars(
    pen: Pen, sheet: Sheet, stacks: Sequence[_Stack], edges: list[float], above: float, top: int
) -> None:
    theme = sheet.theme
    width, height = body_of(pen)
    step = step_of(top, height - above)
    most = math.ceil(top / step) * step
    scale = (height - above) / most
    for value in range(0, most + 1, step):
        y = height - value * scale
        line = LineCollection(
            [[(0, y), (width, y)]], colors=[theme.grid], linewidths=0.7, transform=pen.transform
        )
        pen.add(line, 1)
        at = (-6.0, min(y + theme.tick_size * 0.36, height))
        write(pen, sheet, at, f"{value:,}", size=theme.tick_size, label="count", right=True)
    x = np.array(edges)
    gap = np.minimum(np.diff(x) * 0.12, 3.0)
    lefts, rights = x[:-1] + gap / 2, x[1:] - gap / 2
    base = np.zeros(len(lefts))
    for pale in (False, True):
        for one in stacks:
            tall = one.possible if pale else one.certain
            used = np.flatnonzero(tall)
            corners = [
                [
                    (lefts[at], height - base[at] * scale),
                    (lefts[at], height - (base[at] + tall[at]) * scale),
                    (rights[at], height - (base[at] + tall[at]) * scale),
                    (rights[at], height - base[at] * scale),
                ]
                for at in used
            ]
            base = base + tall
            if corners:
                colour = shapes.mix(one.colour, PALE if pale else 1.0, theme.paper)
                slabs = PolyCollection(
                    corners, facecolors=[colour], edgecolors="none", transform=pen.transform
                )
                slabs.set_gid(f"{'possible' if pale else 'certain'}:{one.name}")
                pen.add(slabs, 3)


def _dates(pen: Pen, sheet: Sheet, low: float, high: float, gutter: float) -> None:
    theme = sheet.theme
    ticks = make_ticks(
        low,
        high,
        body_of(pen)[0],
        lambda words: sheet.ruler.width(words, theme.tick_size),
        slack=(gutter + theme.margin - 3, theme.margin - 3),
        months=theme.months,
    )
    label_ticks(pen.ax, ticks, theme)
    pen.ax.set_xticks(list(ticks.grid), minor=True)
    pen.ax.tick_params(
        axis="x", which="both", bottom=True, top=False, labelbottom=True, labeltop=False,
        direction="out", color=theme.ink, width=0.7, rotation=0,
    )  # fmt: skip
    pen.ax.tick_params(axis="x", which="major", length=0, pad=6)
    pen.ax.tick_params(axis="x", which="minor", length=3.5)


@attrs.frozen(kw_only=True)
class _Flag:
    """An annotation: where it stands, what it says, and in which row."""

    low: float
    high: float
    text_at: float
    words: str
    row: int = 0


def _flags(
    annotate: Annotate,
    limits: tuple[float, float],
    span: float,
    sheet: Sheet,
) -> tuple[list[_Flag], int]:
    """Read the annotations; give those in the window, and how many are not."""
    told = read_annotations(annotate)
    flags = []
    scale = span / (limits[1] - limits[0])
    size = sheet.theme.label_size
    for when, words in told:
        days = (None, None) if when is None else (when.s0, when.s1)
        known = [day / US_PER_DAY for day in days if day is not None]
        if not known or known[0] >= limits[1] or known[-1] < limits[0]:
            continue
        low, high = max(known[0], limits[0]), min(known[-1], limits[1])
        low, high = (low - limits[0]) * scale, (high - limits[0]) * scale
        lines = sheet.ruler.wrap(clean(words, sheet.theme.fonts), size, span - 4, lines=1)
        if not lines:
            continue
        wide = sheet.ruler.width(lines[0], size)
        at = min((low + high) / 2 + 3, span - wide)
        flags.append(_Flag(low=low, high=high, text_at=max(at, 0.0), words=lines[0]))
    flags.sort(key=lambda flag: (flag.low, flag.words))
    extents = [(flag.text_at, flag.text_at + sheet.ruler.width(flag.words, size)) for flag in flags]
    rows = first_fit(extents, 8)
    placed = [attrs.evolve(flag, row=row) for flag, row in zip(flags, rows, strict=True)]
    return placed, len(told) - len(placed)


def _raise_flags(pen: Pen, sheet: Sheet, flags: Sequence[_Flag]) -> None:
    theme = sheet.theme
    height = body_of(pen)[1]
    for flag in flags:
        y = flag.row * _ROW
        middle = (flag.low + flag.high) / 2
        if flag.high - flag.low > 3:
            # Some time within: the stretch, and a dashed line in its middle.
            shapes.bar(pen, (flag.low, flag.high), y + _ROW - 1, 2.0, colour=theme.muted, share=0.5)
        line = LineCollection(
            [[(middle, y + 2), (middle, height)]],
            colors=[theme.ink],
            linewidths=0.8,
            linestyles=[(0, (3, 2))],
            transform=pen.transform,
        )
        pen.add(line, 4)
        wide = sheet.ruler.width(flag.words, theme.label_size)
        # The lines of other annotations stop behind words.
        shapes.patch(pen, (flag.text_at - 1, y + 1, wide + 2, _ROW - 3), theme.paper, 5)
        write(pen, sheet, (flag.text_at, y + theme.label_size), flag.words, label="annotation")


def _title(by: str, period: str) -> str:
    return f"Events by {period}" + (f" and {by}" if by != "none" else "")


def _entries(
    stacks: Sequence[_Stack], gaps: list[tuple[float, float]] | None, theme: Theme
) -> list[Entry]:
    found = legend_entries(
        statuses=(),
        phases=(),
        forms=(),
        categories=[(one.name, one.colour) for one in stacks if one.name],
        theme=theme,
    )
    return found + bar_entries(
        theme,
        certain=any(one.certain.any() for one in stacks),
        possible=any(one.possible.any() for one in stacks),
        uncovered=bool(gaps),
    )


def _footer(
    log: EventLog,
    found: Tally,
    gaps: list[tuple[float, float]] | None,
    unseen: int,
    footer: str | None,
    fonts: tuple[str, ...],
) -> list[str]:
    lines = [footer] if footer else []
    lines.append(notes.credits_note(log, fonts))
    told = uncounted(found)
    if unseen:
        told.append(f"{notes.plural(unseen, 'annotation')} undated or outside, not drawn")
    if told:
        sentence = "; ".join(told)
        lines.append(f"{sentence[0].upper()}{sentence[1:]}.")
    lines.append(coverage_note(log, gaps, empty="period"))
    return lines
