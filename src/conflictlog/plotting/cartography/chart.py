"""A map: a dot only where a dot is true, an area everywhere else."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from conflictlog.countries import country_code
from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.outlines import country_rings
from conflictlog.plotting.cartography.areas import Layout, lay_out
from conflictlog.plotting.cartography.furniture import compose, wants_labels
from conflictlog.plotting.cartography.lettering import Lettering, arrange
from conflictlog.plotting.cartography.sheet import draw_sheet
from conflictlog.plotting.cartography.sites import Gathered, gather
from conflictlog.plotting.cartography.view import Box, View, circle, country_box, fit, unrolled
from conflictlog.plotting.frame import Frame
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.notes import credits_note, sources_note
from conflictlog.plotting.plan import too_small
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["draw_map"]

Extent = str | tuple[float, float, float, float] | Iterable[str]

_DPI = 100
_NARROWEST = 4.0  # inches
_LARGEST_LAND = 32.0  # degrees: a larger country is filled where the map shows it
_AIR = 0.07
_EUROPE: Box = (-12.0, 34.0, 45.0, 66.0)


def draw_map(
    events: Iterable[Event],
    *,
    ax: Axes | None = None,
    title: str | None = None,
    theme: Theme | None = None,
    width: float | None = None,
    height: float | None = None,
    extent: Extent | None = None,
    labels: bool | None = None,
    footer: str | None = None,
) -> Axes:
    """Draw where events were reported, on outlines of countries.

    A dot stands only where the radius of what is known is small on this figure; its radius is
    the dashed circle around it. All else is an area with a dashed edge: a disc, clipped to the
    country named, or the whole country. A point that only stands for a region is never drawn.
    Shape and fill of a mark tell who stands behind an event, as in the timeline.

    Parameters
    ----------
    events
        A log, or any iterable of events.
    ax
        Axes to draw into; everything then stays inside the rectangle that it has. Left out,
        a new figure.
    title
        The subject.
    theme
        Fonts, colours, distances.
    width, height
        Of a new figure, in inches; the height follows from the extent where it is left out.
    extent
        West, south, east, north in degrees (west above east crosses the antimeridian), or
        countries: "Ukraine", ["UKR", "BLR"]. Left out, what holds the events.
    labels
        True or False; left out, labels up to 60 events.
    footer
        Said before the sources and counts.

    Returns
    -------
    Axes
        Longitude along x and latitude along y, in degrees.

    Raises
    ------
    InvalidValue
        For a width under 4 inches, axes too small for the frame, or an extent that is none.
    UnknownName
        For a country in `extent` that nobody knows.
    """
    theme = Theme() if theme is None else theme
    _refuse_sizes(ax, width, height)
    gathered = gather(events, theme)
    sources = credits_note(events, theme.fonts)
    if not sources and not isinstance(events, EventLog):
        sources = sources_note(events, theme.fonts)
    region = None if ax is None else _region(ax)
    wide = (11.0 if width is None else width) * 72 if region is None else region[2]
    room = height * 72 if height is not None else None if region is None else region[3]
    if wide < _NARROWEST * 72:
        raise too_small("wide", wide, _NARROWEST * 72)
    box = _air(_reach(gathered)) if extent is None else _given(extent)
    ruler = Ruler(theme.fonts)
    words = ([clean(footer, theme.fonts)] if footer else [], [sources] if sources else [])

    labelled = wants_labels(gathered, labels)

    def composed(view: View) -> tuple[Frame, Layout, Lettering]:
        layout = lay_out(gathered.sites, view)
        lettering = arrange(layout, view, labelled=labelled, theme=theme, ruler=ruler)
        frame = compose(
            gathered,
            layout,
            lettering,
            view,
            title=None if title is None else clean(title, theme.fonts),
            footer=words,
            labels=labels,
            wide=wide,
            theme=theme,
            ruler=ruler,
        )
        return frame, layout, lettering

    across = wide - 2 * theme.margin
    view = fit(box, across, height=None)
    frame, layout, lettering = composed(view)
    if room is not None:
        left = room - frame.above - frame.below
        if left < 100:
            raise too_small("high", room, frame.above + frame.below + 100)
        view = fit(box, across, height=left)
        frame, layout, lettering = composed(view)
        # A footer that grew may have taken a line: the map gives it.
        view = fit(box, across, height=max(room - frame.above - frame.below, 80.0))
        layout = lay_out(gathered.sites, view)
        lettering = arrange(layout, view, labelled=labelled, theme=theme, ruler=ruler)
    total = frame.above + view.height + frame.below if room is None else room
    if ax is None:
        figure = Figure(figsize=(wide / 72, total / 72), dpi=_DPI, facecolor=theme.paper)
        FigureCanvasAgg(figure)
        figure.set_layout_engine("none")
        ax = figure.add_axes((0, 0, 1, 1))
        region = (0.0, 0.0, wide, total)
    assert region is not None  # noqa: S101 - set with ax in both branches
    page = _place(ax, region, frame, view, theme)
    draw_sheet(
        ax,
        page,
        gathered,
        layout,
        lettering,
        view,
        frame,
        total=total,
        labelled=labelled,
        theme=theme,
        ruler=ruler,
    )
    return ax


def _refuse_sizes(ax: Axes | None, width: float | None, height: float | None) -> None:
    for name, value, least in (("width", width, _NARROWEST), ("height", height, 3.0)):
        if value is not None and ax is not None:
            raise InvalidValue(
                f"{name} is {value!r} beside ax",
                expected="one of them",
                remedy="size the axes instead",
            )
        if value is not None and not (least <= value <= 200):
            raise InvalidValue(f"{name} is {value!r}", expected=f"{least:g} to 200 inches")


def _region(ax: Axes) -> tuple[float, float, float, float]:
    """Give the rectangle of the axes in points from the figure's lower left corner."""
    box = ax.get_position(original=True).transformed(ax.figure.transSubfigure)
    points = 72 / ax.figure.dpi
    return (box.x0 * points, box.y0 * points, box.width * points, box.height * points)


def _place(
    ax: Axes, region: tuple[float, float, float, float], frame: Frame, view: View, theme: Theme
) -> Affine2D:
    """Give the map its rectangle; return the way from points of the region to the figure."""
    left, bottom, _, high = region
    pixels = ax.figure.dpi / 72
    x0, y1 = left + theme.margin, bottom + high - frame.above
    y0 = y1 - view.height
    whole = ax.figure.transSubfigure.inverted()
    (fx0, fy0), (fx1, fy1) = whole.transform(
        [(x0 * pixels, y0 * pixels), ((x0 + view.width) * pixels, y1 * pixels)]
    )
    ax.set_position((fx0, fy0, fx1 - fx0, fy1 - fy0))
    return Affine2D().scale(1, -1).translate(left, bottom + high).scale(1 / 72)


def _reach(gathered: Gathered) -> Box:
    """Give the box around all sites; large countries only where nothing else is known."""
    boxes: list[Box] = []
    lands: list[Box] = []
    for site in {site.area: site for site in gathered.sites}.values():
        if site.lat is not None and site.lon is not None and site.radius_km is not None:
            ring = circle(site.lat, site.lon, site.radius_km, count=24)
            (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
            boxes.append((float(west), float(south), float(east), float(north)))
            continue
        for code in site.countries:
            land = unrolled(country_box(code))
            (lands if land[2] - land[0] > _LARGEST_LAND else boxes).append(land)
    found = boxes or lands
    return unrolled(found) if found else _EUROPE


def _air(box: Box) -> Box:
    west, south, east, north = box
    across, down = (east - west) * _AIR, (north - south) * _AIR
    return west - across, south - down, east + across, north + down


def _given(extent: Extent) -> Box:
    """Read an extent: a box in degrees, or countries."""
    parts: Sequence[object] = [extent] if isinstance(extent, str) else list(extent)
    if parts and all(isinstance(part, str) for part in parts):
        codes = [country_code(str(part)) for part in parts]
        boxes = [box for code in codes if country_rings(code) for box in country_box(code)]
        if not boxes:
            raise InvalidValue(
                f"extent is {extent!r}",
                expected="countries with an outline",
                remedy="give west, south, east, north in degrees",
            )
        return _air(unrolled(boxes))
    numbers = [part for part in parts if isinstance(part, (int, float)) and math.isfinite(part)]
    if len(numbers) == len(parts) == 4:
        west, south, east, north = map(float, numbers)
        if -90 <= south < north <= 90 and -360 <= west <= 360 and -360 <= east <= 540:
            east += 360 * (east <= west)
            if east - west <= 360:
                return west, south, east, north
    raise InvalidValue(
        f"extent is {extent!r}",
        expected="west, south, east, north in degrees, south below north, or countries",
        remedy='write extent=(22, 44, 41, 53), or extent="Ukraine"',
    )
