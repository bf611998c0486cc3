"""A map: a dot only where a dot is true, an area everywhere else."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from matplotlib.axes import Axes

from conflictlog.countries import country_code
from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.outlines import country_rings
from conflictlog.plotting.cartography.boundaries import read_boundaries
from conflictlog.plotting.cartography.colouring import checked_by
from conflictlog.plotting.cartography.plate import Plate, Words, make_plate
from conflictlog.plotting.cartography.projected import fit_projected
from conflictlog.plotting.cartography.projections import read_projection
from conflictlog.plotting.cartography.sheet import surround
from conflictlog.plotting.cartography.view import Box, country_box, fit, unrolled
from conflictlog.plotting.cartography.window import Window
from conflictlog.plotting.describing import tell
from conflictlog.plotting.intake import take
from conflictlog.plotting.labels import read_labels
from conflictlog.plotting.notes import credits_note, sources_note
from conflictlog.plotting.page import Page
from conflictlog.plotting.plan import too_small
from conflictlog.plotting.sheet import Sheet, open_sheet
from conflictlog.plotting.wording import clean

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.plotting.cartography.colouring import By

__all__ = ["EUROPE", "draw_map", "read_extent", "with_air"]

Extent = str | tuple[float, float, float, float] | Iterable[str]

_AIR = 0.07
EUROPE: Box = (-12.0, 34.0, 45.0, 66.0)


def draw_map(
    events: Iterable[Event],
    *,
    height: float | None = None,
    extent: Extent | None = None,
    labels: bool | Mapping[str, str] | None = None,
    by: By = "kind",
    boundaries: object = None,
    projection: object = None,
    **page: Unpack[Page],
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
    height
        Of a new figure, in inches; left out, it follows from the extent.
    extent
        West, south, east, north in degrees (west above east crosses the antimeridian), or
        countries: "Ukraine", ["UKR", "BLR"]. Left out, what holds the events.
    labels
        True or False; left out, labels up to 60 events, marks up to 10,000, density above. A
        mapping from event id to text replaces the words of those events; an empty text hides
        the label, not the mark.
    by
        What the colour tells: "kind", "family", "group", "actor", "place", "country", "status",
        "none", or a function of an event.
    boundaries
        Administrative areas in degrees: GeoJSON (a path, its text, a dict), a GeoDataFrame, or
        whatever has ``__geo_interface__``. Their borders are drawn, and a place of precision
        "admin1" or "admin2" that one of them names is that area.
    projection
        Of cartopy (extra ``cartopy``): ``ccrs.LambertConformal(30, 50)``, ``ccrs.Robinson()``.
        Left out, that of `ax` where it is a GeoAxes, else equirectangular.
    **page
        Axes, title, theme, width, footer and locale, as in `conflictlog.plotting.Page`.

    Returns
    -------
    Axes
        Longitude along x and latitude along y, in degrees; with a projection, its plane.

    Raises
    ------
    InvalidValue
        For a width under 3 inches, axes too small for the frame, or an extent that is none,
        or boundaries that are no GeoJSON in degrees, or a projection that is none or does not
        show the extent.
    UnknownId
        For labels of events that are not there; the nearest is named.
    UnknownName
        For a country in `extent` that nobody knows, or a `by` that is none of these.
    MissingExtra
        For a projection where cartopy is not installed.
    FileNotReadable
        For a path of `boundaries` that cannot be read.
    """
    sheet = open_sheet(page, inches=11.0)
    theme = sheet.theme
    _refuse_height(sheet, height)
    by = checked_by(by)
    crs = read_projection(projection, sheet.ax)
    found = None if boundaries is None else read_boundaries(boundaries)
    events = events if isinstance(events, EventLog) else list(events)
    sources = credits_note(events, theme.fonts)
    if not sources and not isinstance(events, EventLog):
        sources = sources_note(events, theme.fonts, theme.months)
    said = [clean(sheet.footer, theme.fonts)] if sheet.footer else []
    intake = take(events)
    room = height * 72 if height is not None else sheet.room
    told = None if extent is None else _fitter(read_extent(extent), crs, sheet.inner, strict=True)
    plate = make_plate(
        intake,
        by=by,
        labels=read_labels(labels, intake.ids() if isinstance(labels, Mapping) else ()),
        theme=theme,
        ruler=sheet.ruler,
        words=Words(
            title=None if sheet.title is None else clean(sheet.title, theme.fonts),
            footer=(said, [sources] if sources else []),
            wide=sheet.wide,
        ),
        boundaries=found,
        # The frame takes some of the room: a lower window is wider.
        windows=() if told is None else [told(high) for high in {room, room and 100.0}],
    )
    fitted = told or _fitter(_reach(plate), crs, sheet.inner, strict=False)
    view = fitted(None)
    frame = plate.framed(view)
    if room is not None:
        left = room - frame.above - frame.below
        if left < 100:
            raise too_small("high", room, frame.above + frame.below + 100)
        view = fitted(left)
        frame = plate.framed(view)
        # A footer that grew may have taken a line: the map gives it.
        view = fitted(max(room - frame.above - frame.below, 80.0))
    total = frame.above + view.height + frame.below if room is None else room
    ax = sheet.raised(total)
    west, upper = sheet.left + theme.margin, sheet.bottom + total - frame.above
    sheet.hold(ax, (west, upper - view.height, west + view.width, upper))
    plate.draw(ax, view)
    surround(
        ax,
        sheet.page(total),
        frame,
        view,
        total=total,
        theme=theme,
        ruler=sheet.ruler,
    )
    tell(ax, "Map", *plate.told(view))
    return ax


def _reach(plate: Plate) -> Box:
    reach = plate.reach()
    return with_air(EUROPE if reach is None else reach)


def _fitter(
    box: Box, projection: Any, width: float, *, strict: bool
) -> Callable[[float | None], Window]:
    """Give what makes a window of a height; where not strict, some window in any case."""
    if projection is None:
        return lambda height: fit(box, width, height=height)
    return lambda height: fit_projected(box, projection, width, height=height, strict=strict)


def _refuse_height(sheet: Sheet, height: float | None) -> None:
    if height is not None and sheet.ax is not None:
        raise InvalidValue(
            f"height is {height!r} beside ax",
            expected="one of them",
            remedy="size the axes instead",
        )
    if height is not None and not (3.0 <= height <= 200):
        raise InvalidValue(
            f"height is {height!r}",
            expected="3 to 200 inches",
            remedy="leave it out: it follows from the width",
        )


def with_air(box: Box) -> Box:
    """Widen a box a little on each side."""
    west, south, east, north = box
    across, down = (east - west) * _AIR, (north - south) * _AIR
    return west - across, south - down, east + across, north + down


def read_extent(extent: Extent) -> Box:
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
        return with_air(unrolled(boxes))
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
