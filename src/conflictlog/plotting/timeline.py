"""A timeline: one lane a category, one mark an event, doubt drawn and never dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Unpack

import attrs
from matplotlib.axes import Axes
from matplotlib.transforms import Affine2D

from conflictlog.errors import InvalidValue
from conflictlog.keywords import one_of
from conflictlog.log import EventLog
from conflictlog.plotting import notes
from conflictlog.plotting.crowd import gather
from conflictlog.plotting.dense import draw_dense
from conflictlog.plotting.density import draw_density
from conflictlog.plotting.describing import count_names, count_sides, tell
from conflictlog.plotting.draw import draw_labelled
from conflictlog.plotting.frame import dress_axes, write_frame
from conflictlog.plotting.intake import take
from conflictlog.plotting.labels import Labels, read_labels
from conflictlog.plotting.layout import Lane
from conflictlog.plotting.legend import draw_legend
from conflictlog.plotting.page import Page
from conflictlog.plotting.plan import Plan, Words, make_plan
from conflictlog.plotting.scene import MOST_LABELS, Scene, make_scene
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.sheet import Sheet, open_sheet
from conflictlog.plotting.stem import draw_stems
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["MOST_LABELS", "STYLES", "timeline"]

STYLES = ("lanes", "stem")


def timeline(
    events: Iterable[Event],
    *,
    lanes: str | Callable[[Event], object | None] | None = None,
    style: str = "lanes",
    window: object = None,
    tz: str | None = None,
    labels: bool | Mapping[str, str] | None = None,
    **page: Unpack[Page],
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
        "kind" (families, or groups where there are more than ten families; so where it is
        left out), "family", "group", "actor" (the initiator, else the first), "place",
        "country", "none", or a function from an event to the lane's name: slow, as it makes
        an object of each event, and refused above 100,000.
    style
        "lanes", or "stem": one line with stems to labels above and below, up to 60 events;
        above that, or without room, lanes, and the subtitle says so.
    window
        What `When` reads: "2022-12", ("2022-12-01", "2022-12-24"). What lies outside is then
        not drawn but counted. Left out, the bulk of the events and what lies near it; the
        rest is drawn at the edge with an arrow.
    tz
        Zone of the axis. Left out, the zone that all zoned events share, else UTC. Days
        without a zone are drawn as days of the axis.
    labels
        True or False; left out, labels up to 60 events. A mapping from event id to text
        replaces the words of those events; an empty text hides the label, not the mark.
    **page
        Axes, title, theme, width, footer and locale, as in `conflictlog.plotting.Page`. A new
        figure's height follows from its rows.

    Returns
    -------
    Axes
        Days since 1970 along x, points (1/72 inch) down along y.

    Raises
    ------
    UnknownName
        For lanes, a style or a zone that nobody knows; the nearest is named.
    UnknownId
        For labels of events that are not there; the nearest is named.
    InvalidValue
        For a width under 3 inches, axes too small for the frame, a window without length, or
        stems in several lanes or without labels.
    """
    sheet = open_sheet(page, inches=11.0)
    theme = sheet.theme
    intake = take(events)
    told = read_labels(labels, intake.ids() if isinstance(labels, Mapping) else ())
    _check_style(style, lanes, told)
    sources = notes.credits_note(events, theme.fonts)
    if not sources and not isinstance(events, EventLog):  # a log's credits name its outlets
        everything = (intake.event(row) for row in range(intake.total))
        sources = notes.sources_note(everything, theme.fonts, theme.months)
    by = "kind" if lanes is None else lanes
    crowd = gather(intake, lanes=by, window=window, tz=tz)
    if crowd is not None:
        undated = notes.undated_note(
            intake.undated, intake.first_undated(notes.MOST_UNDATED), theme.fonts
        )
        ax = draw_density(crowd, sheet, sources, undated)
        tell(ax, "Timeline", "Counted by lane, not drawn one by one.")
        return ax
    scene = make_scene(intake, lanes=by, window=window, tz=tz, labels=told, theme=theme)
    reason = None
    if style == "stem" and scene.drawn:
        stems = draw_stems(sheet, scene, sources) if scene.wants_labels else None
        if stems is not None:
            tell(stems, "Timeline", "One line, with a stem to each event.", _told(scene))
            return stems
        reason = _no_stems(scene)
    words = Words(
        title=None if sheet.title is None else clean(sheet.title, theme.fonts),
        footer=[*([clean(sheet.footer, theme.fonts)] if sheet.footer else []), sources],
    )
    plan = make_plan(
        scene, words, sheet.wide, sheet.room, labels=told.wanted, theme=theme, reason=reason
    )
    ax = sheet.raised(plan.height)
    _draw(ax, sheet, scene, plan)
    tell(ax, "Timeline", _told(scene))
    return ax


def _check_style(
    style: str, lanes: str | Callable[[Event], object | None] | None, labels: Labels
) -> None:
    one_of("style", style, STYLES)
    if style == "stem" and lanes not in {None, "none"}:
        raise InvalidValue(
            f"lanes is {lanes!r} beside style 'stem'",
            expected="stems on one line",
            remedy="leave lanes out, or leave style out",
        )
    if style == "stem" and labels.wanted is False:
        raise InvalidValue(
            "labels is False beside style 'stem'",
            expected="labels at the ends of stems",
            remedy="leave style out for marks without labels",
        )


def _no_stems(scene: Scene) -> str:
    if scene.wants_labels:
        return "lanes instead of stems: no room for them"
    return f"lanes instead of stems above {MOST_LABELS} events"


def _told(scene: Scene) -> str:
    """Say for who does not see it how many events each lane holds, and who stands behind them."""
    lanes = Counter(item.lane for item in scene.drawn)
    statuses = Counter(item.seen.status for item in scene.drawn)
    parts = count_names(lanes, scene.grouping.lanes), count_sides(statuses)
    return " ".join(filter(None, parts))


def _draw(ax: Axes, sheet: Sheet, scene: Scene, plan: Plan) -> None:
    theme, wide = sheet.theme, sheet.wide
    high = plan.height if sheet.room is None else sheet.room
    x0, y0 = sheet.left + theme.margin + plan.gutter, sheet.bottom + plan.frame.below
    upper = sheet.bottom + high - plan.frame.above
    sheet.hold(ax, (x0, y0, x0 + plan.scale.width, max(upper, y0 + 1)))
    page = sheet.page(high) + ax.figure.dpi_scale_trans
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
