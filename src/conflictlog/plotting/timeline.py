"""A timeline: one lane a category, one mark an event, doubt drawn and never dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import attrs
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.plotting import notes
from conflictlog.plotting.dense import draw_dense
from conflictlog.plotting.draw import draw_labelled
from conflictlog.plotting.frame import dress_axes, write_frame
from conflictlog.plotting.intake import take
from conflictlog.plotting.layout import Lane
from conflictlog.plotting.legend import draw_legend
from conflictlog.plotting.plan import Plan, Words, make_plan, too_small
from conflictlog.plotting.scene import MOST_LABELS, Scene, make_scene
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["MOST_LABELS", "timeline"]

_DPI = 100
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
    if width is not None and ax is not None:
        raise InvalidValue(
            f"width is {width!r} beside ax", expected="one of them", remedy="size the axes instead"
        )
    if width is not None and not (_NARROWEST <= width <= 200):
        raise InvalidValue(f"width is {width!r}", expected=f"{_NARROWEST:g} to 200 inches")
    intake = take(events)
    scene = make_scene(intake, lanes=lanes, window=window, tz=tz, labels=labels, theme=theme)
    sources = notes.credits_note(events, theme.fonts)
    if not sources and not isinstance(events, EventLog):  # a log's credits name its outlets
        everything = (intake.event(row) for row in range(intake.total))
        sources = notes.sources_note(everything, theme.fonts)
    words = Words(
        title=None if title is None else clean(title, theme.fonts),
        footer=[*([clean(footer, theme.fonts)] if footer else []), sources],
    )
    region = None if ax is None else _region(ax)
    wide = (11.0 if width is None else width) * 72 if region is None else region[2]
    room = None if region is None else region[3]
    if wide < _NARROWEST * 72:
        raise too_small("wide", wide, _NARROWEST * 72)
    plan = make_plan(scene, words, wide, room, labels=labels, theme=theme)
    if ax is None:
        figure = Figure(figsize=(wide / 72, plan.height / 72), dpi=_DPI, facecolor=theme.paper)
        FigureCanvasAgg(figure)
        figure.set_layout_engine("none")
        ax = figure.add_axes((0, 0, 1, 1))
        region = (0.0, 0.0, wide, plan.height)
    assert region is not None  # noqa: S101 - set with ax in both branches
    _draw(ax, region, scene, plan, theme)
    return ax


def _region(ax: Axes) -> tuple[float, float, float, float]:
    """Give the rectangle of the axes in points from the figure's lower left corner."""
    box = ax.get_position(original=True).transformed(ax.figure.transSubfigure)
    points = 72 / ax.figure.dpi
    return (box.x0 * points, box.y0 * points, box.width * points, box.height * points)


def _draw(
    ax: Axes,
    region: tuple[float, float, float, float],
    scene: Scene,
    plan: Plan,
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


def _say_empty(ax: Axes, scene: Scene, theme: Theme) -> None:
    if not scene.total:
        words = "no events"
    elif not scene.dated:
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
    if not scene.dated:
        # An axis of no known time would claim one.
        ax.set_xticks([])
        ax.set_xticks([], minor=True)
