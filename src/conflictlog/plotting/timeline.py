"""A timeline: one lane a category, one mark an event, doubt drawn and never dropped."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import attrs
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from conflictlog.errors import InvalidValue
from conflictlog.plotting import notes
from conflictlog.plotting.clock import Clock
from conflictlog.plotting.draw import draw_dense, draw_labelled, forms_in_use
from conflictlog.plotting.frame import Frame, dress_axes, gutter_of, make_frame, write_frame
from conflictlog.plotting.items import Item, common_zone, is_dated, make_items
from conflictlog.plotting.lanes import OTHER, SEVERAL, UNKNOWN, Grouping, group
from conflictlog.plotting.layout import LINE, Lane, Scale, place_dense, place_labelled
from conflictlog.plotting.legend import draw_legend, legend_entries
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.window import choose_window, given_window
from conflictlog.plotting.wording import clean

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["MOST_LABELS", "timeline"]

MOST_LABELS = 60
_DPI = 100
_TALLEST = 20_000.0  # points; Agg draws no more than 65,536 pixels
_NARROWEST = 3.0  # inches


def timeline(
    events: Iterable[Event],
    *,
    lanes: str | Callable[[Event], object | None] = "kind",
    window: object = None,
    ax: Axes | None = None,
    title: str | None = None,
    theme: Theme | None = None,
    tz: str | None = None,
    width: float | None = None,
    footer: str | None = None,
    labels: bool | None = None,
) -> Axes:
    """Draw events over time, in lanes.

    Every dated event has a mark. Its shape tells who stands behind it (filled: reported and
    not contested; hollow: claimed by one side; hollow diamond: contested or denied), its bar
    how exactly the time is known, its colour only the category. Undated events are listed in
    the footer.

    Parameters
    ----------
    events
        A log, or any iterable of events.
    lanes
        "kind" (families, or groups where there are more than ten families), "family",
        "group", "actor" (the initiator, else the first), "place", "country", "none", or a
        function from an event to the lane's name.
    window
        What `When` reads: "2022-12", ("2022-12-01", "2022-12-24"). What lies outside is then
        not drawn but counted. Left out, the bulk of the events and what lies near it; the
        rest is drawn at the edge with an arrow.
    ax
        Axes to draw into; everything then stays inside the rectangle that it has. Left out,
        a new figure whose height follows from its rows.
    title
        The subject.
    theme
        Fonts, colours, distances.
    tz
        Zone of the axis. Left out, the zone that all zoned events share, else UTC. Days
        without a zone are drawn as days of the axis.
    width
        Of a new figure, in inches.
    footer
        Said before the sources and counts.
    labels
        True or False; left out, labels up to 60 events.

    Returns
    -------
    Axes
        Days since 1970 along x, points (1/72 inch) down along y.

    Raises
    ------
    UnknownName
        For lanes or a zone that nobody knows.
    InvalidValue
        For a width under 3 inches, axes too small for the frame, or a window without length.
    """
    theme = Theme() if theme is None else theme
    everything = list(events)
    if width is not None and ax is not None:
        raise InvalidValue(
            f"width is {width!r} beside ax", expected="one of them", remedy="size the axes instead"
        )
    if width is not None and not (_NARROWEST <= width <= 200):
        raise InvalidValue(f"width is {width!r}", expected=f"{_NARROWEST:g} to 200 inches")
    scene = _scene(everything, lanes=lanes, window=window, tz=tz, theme=theme)
    words = _Words(
        title=None if title is None else clean(title, theme.fonts),
        footer=[
            *([clean(footer, theme.fonts)] if footer else []),
            notes.credits_note(events, theme.fonts) or notes.sources_note(everything, theme.fonts),
        ],
    )
    region = None if ax is None else _region(ax)
    wide = (11.0 if width is None else width) * 72 if region is None else region[2]
    room = None if region is None else region[3]
    if wide < _NARROWEST * 72:
        raise _too_small("wide", wide, _NARROWEST * 72)
    plan = _plan(scene, words, wide, room, labels=labels, theme=theme)
    if ax is None:
        figure = Figure(figsize=(wide / 72, plan.height / 72), dpi=_DPI, facecolor=theme.paper)
        FigureCanvasAgg(figure)
        figure.set_layout_engine("none")
        ax = figure.add_axes((0, 0, 1, 1))
        region = (0.0, 0.0, wide, plan.height)
    assert region is not None  # noqa: S101 - set with ax in both branches
    _draw(ax, region, scene, plan, theme)
    return ax


@attrs.frozen(kw_only=True)
class _Words:
    title: str | None
    footer: list[str]


@attrs.frozen(kw_only=True)
class _Scene:
    """What is to be shown, before any length in points."""

    events: Sequence[Event]
    items: Sequence[Item]
    drawn: Sequence[Item]
    undated: Sequence[Event]
    grouping: Grouping
    colours: dict[str, str]
    low: float
    high: float
    at_edge: bool
    zone: str | None
    shifted: bool


@attrs.frozen(kw_only=True)
class _Plan:
    """Lanes and frame in points."""

    lanes: list[Lane]
    scale: Scale
    frame: Frame
    gutter: float
    height: float
    labelled: bool
    ruler: Ruler


def _scene(
    events: Sequence[Event],
    *,
    lanes: str | Callable[[Event], object | None],
    window: object,
    tz: str | None,
    theme: Theme,
) -> _Scene:
    dated = [event for event in events if is_dated(event.shown.when)]
    whens = [event.shown.when for event in dated]
    zone = tz if tz is not None else common_zone(whens)
    clock = Clock(zone or "UTC")
    grouping = group(dated, lanes)
    items = make_items(dated, grouping.lane_of, grouping.category_of, clock, theme.fonts)
    low, high = choose_window(items) if window is None else given_window(window, clock)
    outer = Scale(low=low, high=high, width=1.0)
    drawn = [item for item in items if window is None or outer.side(item) is None]
    return _Scene(
        events=events,
        items=items,
        drawn=drawn,
        undated=[event for event in events if not is_dated(event.shown.when)],
        grouping=grouping,
        colours=_colours([item.category for item in items], grouping.categories, theme),
        low=low,
        high=high,
        at_edge=window is None,
        zone=zone,
        shifted=any(when is not None and when.tz not in {None, zone} for when in whens),
    )


def _colours(used: Sequence[str], categories: Sequence[str], theme: Theme) -> dict[str, str]:
    """Give the most frequent categories the palette, in their fixed order, and the rest grey."""
    named = Counter(name for name in used if name not in {OTHER, SEVERAL, UNKNOWN})
    most = {name for name, _ in named.most_common(len(theme.palette))}
    ranked = [name for name in categories if name in most]
    colours = dict(zip(ranked, theme.palette, strict=False))
    return {name: colours.get(name, theme.other) for name in categories}


def _plan(
    scene: _Scene,
    words: _Words,
    wide: float,
    room: float | None,
    *,
    labels: bool | None,
    theme: Theme,
) -> _Plan:
    """Try with labels, and without where they are too many or find no room."""
    wanted = len(scene.drawn) <= MOST_LABELS if labels is None else labels
    reason = None
    if not wanted and labels is None:
        reason = f"marks without labels above {MOST_LABELS} events"
    if wanted:
        plan = _plan_once(scene, words, wide, theme, labelled=True, reason=None)
        if plan.height <= (_TALLEST if room is None else room):
            return plan if room is None else _stretched(plan, room)
        reason = "marks without labels: no room for them"
    plan = _plan_once(scene, words, wide, theme, labelled=False, reason=reason)
    return plan if room is None else _stretched(plan, room)


def _too_small(which: str, seen: float, least: float) -> InvalidValue:
    return InvalidValue(
        f"ax is {seen / 72:.2f} inches {which}",
        expected=f"at least {math.ceil(least / 7.2) / 10:.1f}, for title, legend, axis and footer",
        remedy="make the figure larger, or leave ax out",
    )


def _stretched(plan: _Plan, room: float) -> _Plan:
    """Fit the lanes to the axes given: air between them, or everything closer."""
    least = plan.frame.above + plan.frame.below + 8.0 * len(plan.lanes)
    if room < least:
        raise _too_small("high", room, least)
    total = sum(lane.height for lane in plan.lanes)
    spare = room - plan.height
    if spare >= 0 or total <= 0:
        extra = spare / len(plan.lanes)
        lanes = [attrs.evolve(lane, height=lane.height + extra) for lane in plan.lanes]
    else:
        factor = max(total + spare, 1.0) / total
        lanes = [
            attrs.evolve(
                lane,
                height=lane.height * factor,
                mark=max(lane.mark * factor, 1.0),
                placed=tuple(
                    attrs.evolve(one, top=one.top * factor, height=one.height * factor)
                    for one in lane.placed
                ),
            )
            for lane in plan.lanes
        ]
    return attrs.evolve(plan, lanes=lanes, height=room)


def _plan_once(
    scene: _Scene,
    words: _Words,
    wide: float,
    theme: Theme,
    *,
    labelled: bool,
    reason: str | None,
) -> _Plan:
    ruler = Ruler(theme.fonts)
    inner = max(wide - 2 * theme.margin, 40.0)
    present = {item.lane for item in scene.drawn}
    names = [name for name in scene.grouping.lanes if name in present]
    shown_names = [clean(name, theme.fonts) for name in names]
    gutter = gutter_of(shown_names, inner, theme, ruler)
    scale = Scale(low=scene.low, high=scene.high, width=max(inner - gutter, 20.0))
    by_lane = [
        (shown, [item for item in scene.drawn if item.lane == name])
        for name, shown in zip(names, shown_names, strict=True)
    ]
    lanes = (
        place_labelled(by_lane, scale, theme, ruler) if labelled else place_dense(by_lane, scale)
    )
    lanes = [_room_for_name(lane, gutter, theme, ruler) for lane in lanes]
    lanes = lanes or [Lane(name="", height=90.0, placed=(), mark=theme.mark, bar=theme.bar)]
    if reason and any(lane.crowded for lane in lanes):
        reason += ", tall stacks overlap"
    forms = forms_in_use(lanes, scale, labelled=labelled)
    used = {item.category for item in scene.drawn}
    entries = legend_entries(
        statuses={item.status for item in scene.drawn},
        phases={item.phase for item in scene.drawn},
        forms=forms,
        categories=[]
        if scene.grouping.lanes_are_categories
        else [(name, scene.colours[name]) for name in scene.grouping.categories if name in used],
        theme=theme,
    )
    counted = notes.counts_note(
        scene.items, scene.undated, scale, at_edge=scene.at_edge, fonts=theme.fonts
    )
    frame = make_frame(
        title=words.title or notes.default_title(scale, len(scene.items)),
        subtitle=notes.subtitle(
            len(scene.events),
            zone=scene.zone,
            shifted=scene.shifted,
            doubt=_doubt(forms),
            reason=reason,
        ),
        entries=entries,
        footer=[
            part for part in (*words.footer, counted, notes.sensitive_note(scene.events)) if part
        ],
        width=inner,
        theme=theme,
        ruler=ruler,
    )
    height = frame.above + sum(lane.height for lane in lanes) + frame.below
    return _Plan(
        lanes=lanes,
        scale=scale,
        frame=frame,
        gutter=gutter,
        height=height,
        labelled=labelled,
        ruler=ruler,
    )


def _doubt(forms: set[str]) -> str | None:
    if forms & {"day", "span", "open"}:
        return "bars fade where the time is uncertain"
    return "lines span the time in which it happened" if "line" in forms else None


def _room_for_name(lane: Lane, gutter: float, theme: Theme, ruler: Ruler) -> Lane:
    if not lane.name:
        return lane
    lines = ruler.wrap(lane.name, theme.lane_size, gutter - 11.5, bold=True, lines=4)
    return attrs.evolve(lane, height=max(lane.height, len(lines) * theme.lane_size * LINE + 8))


def _region(ax: Axes) -> tuple[float, float, float, float]:
    """Give the rectangle of the axes in points from the figure's lower left corner."""
    box = ax.get_position(original=True).transformed(ax.figure.transSubfigure)
    points = 72 / ax.figure.dpi
    return (box.x0 * points, box.y0 * points, box.width * points, box.height * points)


def _draw(
    ax: Axes,
    region: tuple[float, float, float, float],
    scene: _Scene,
    plan: _Plan,
    theme: Theme,
) -> None:
    left, bottom, wide, high = region
    whole = ax.figure.transSubfigure.inverted()
    pixels = ax.figure.dpi / 72
    x0, y0 = left + theme.margin + plan.gutter, bottom + plan.frame.below
    x1, y1 = x0 + plan.scale.width, bottom + high - plan.frame.above
    (fx0, fy0), (fx1, fy1) = whole.transform(
        [(x0 * pixels, y0 * pixels), (x1 * pixels, max(y1, y0 + 1) * pixels)]
    )
    ax.set_position((fx0, fy0, fx1 - fx0, fy1 - fy0))
    page = (
        Affine2D().scale(1, -1).translate(left, bottom + high).scale(1 / 72)
        + ax.figure.dpi_scale_trans
    )
    scale = plan.scale
    data = (
        Affine2D().scale((scale.high - scale.low) / scale.width, 1).translate(scale.low, 0)
        + ax.transData
    )
    swatches = _swatches(plan.lanes, scene.colours)
    base = Pen(ax=ax, transform=data, paper=theme.paper, ink=theme.ink)
    dress_axes(base, plan.lanes, swatches, scale, theme=theme, ruler=plan.ruler, gutter=plan.gutter)
    legend_top = write_frame(ax, plan.frame, page, high, theme)
    outside = Pen(ax=ax, transform=page, paper=theme.paper, ink=theme.ink, clip=False)
    draw_legend(
        outside,
        plan.frame.legend,
        (theme.margin, legend_top),
        theme=theme,
        ruler=plan.ruler,
        width=wide - 2 * theme.margin,
    )
    top = 0.0
    for number, lane in enumerate(plan.lanes):
        paper = theme.band if number % 2 == 0 else theme.paper
        pen = attrs.evolve(base, paper=paper)
        if plan.labelled:
            draw_labelled(pen, lane, top, scale=scale, theme=theme, colours=scene.colours)
        else:
            draw_dense(pen, lane, top, scale=scale, colours=scene.colours)
        top += lane.height
    if not scene.drawn:
        _say_empty(ax, scene, theme)


def _swatches(lanes: Sequence[Lane], colours: dict[str, str]) -> list[str | None]:
    """Give each lane its colour, where every named lane has one."""
    found = [{colours[one.item.category] for one in lane.placed} for lane in lanes]
    if all(lane.name and len(own) == 1 for lane, own in zip(lanes, found, strict=True)):
        return [own.pop() for own in found]
    return [None] * len(lanes)


def _say_empty(ax: Axes, scene: _Scene, theme: Theme) -> None:
    if not scene.events:
        words = "no events"
    elif not scene.items:
        words = "no dated events"
    else:
        words = "no events in this window"
    ax.text(
        0.5,
        0.5,
        words,
        transform=ax.transAxes,
        ha="center",
        va="center",
        family=list(theme.fonts),
        fontsize=theme.subtitle_size,
        color=theme.muted,
        parse_math=False,
        usetex=False,
    )
    if not scene.items:
        # An axis of no known time would claim one.
        ax.set_xticks([])
        ax.set_xticks([], minor=True)
