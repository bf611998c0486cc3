"""Maps in each panel: dots where the place is known well enough, else a shaded country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch

from conflictlog.outlines import country_rings
from conflictlog.plotting import notes, shapes
from conflictlog.plotting.cartography.chart import EUROPE, read_extent, with_air
from conflictlog.plotting.cartography.crowd import Crowd, crowd_reach, gather_crowd
from conflictlog.plotting.cartography.furniture import base_note
from conflictlog.plotting.cartography.scenery import draw_scenery, land_paths
from conflictlog.plotting.cartography.view import Box, View, country_box, fit, unrolled
from conflictlog.plotting.describing import tell
from conflictlog.plotting.intake import take
from conflictlog.plotting.legend import Entry, block_entry
from conflictlog.plotting.panels.grid import make_grid, raise_panels
from conflictlog.plotting.panels.grouping import Plan, told
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.sheet import Around, bare, body_of, lay, say_empty
from conflictlog.plotting.theme import Theme

if TYPE_CHECKING:
    from conflictlog.plotting.cartography.chart import Extent

__all__ = ["draw_maps"]

_LARGEST = 15.0  # points of a radius that a dot still stands for
_LOWEST = 40.0
_SHADE = 0.2
_FEW = 300  # dots in a panel; more are smaller
_FEW_POINTS = 12  # fewer do not tell alone which stretch the maps show
_STRETCH = 6.0  # how many times as large a country may make what they show


def draw_maps(plan: Plan, extent: Extent | None) -> Axes:
    """Draw the same stretch of the globe in each panel, with its events."""
    log, sheet, panels = plan.log, plan.sheet, plan.panels
    theme = sheet.theme
    crowd = gather_crowd(take(log), None)
    if extent is not None:
        box = read_extent(extent)
    else:
        reach = _reach(crowd)
        box = with_air(EUROPE if reach is None else reach)
    grid = make_grid(panels.names, panels.counts, sheet, 0.0, plan.columns)
    view = fit(box, grid.wide, height=None)
    placed = _placed(crowd.places, panels.place, view)
    vague = placed.filter(~pl.col("dot"))
    nowhere = crowd.total - placed["row"].n_unique()
    footer = [*([sheet.footer] if sheet.footer else []), notes.credits_note(log, theme.fonts)]
    if nowhere:
        footer.append(f"{nowhere:,} without a place that a map shows.")
    hidden = vague.filter(pl.col("country").is_null()).height
    hidden += placed.filter(~pl.col("shown")).height
    if hidden:
        footer.append(f"{notes.plural(hidden, 'place')} outside the maps or in no country.")
    around = Around(
        title=f"Where, by {plan.by}" if sheet.title is None else sheet.title,
        subtitle=f"{notes.plural(crowd.total, 'event')}; one scale for all panels",
        entries=_entries(
            theme, dots=placed["dot"].any(), shaded=vague["country"].is_not_null().any()
        ),
        footer=[*footer, base_note(view)],
    )
    drawn = bool(placed.height)
    pen = lay(
        sheet,
        around,
        gutter=0,
        height=grid.fixed + grid.rows * view.height if drawn else 90.0,
        limits=(0, sheet.inner),
        least=grid.fixed + grid.rows * _LOWEST if drawn else 60.0,
    )
    pen.ax.spines["bottom"].set_visible(False)
    tell(pen.ax, "Small maps", *told(plan))
    if not drawn:
        say_empty(pen, sheet, "no events" if not crowd.total else "no events with a place")
        return pen.ax
    tall = (body_of(pen)[1] - grid.fixed) / grid.rows
    if abs(tall - view.height) > 1:
        view = fit(box, grid.wide, height=tall)
    cells = grid.cells(tall)
    paths = land_paths(view)
    for number, child in enumerate(raise_panels(pen, sheet, cells)):
        bare(child, theme, (view.west, view.east), 1.0)
        child.set_ylim(view.south, view.north)
        draw_scenery(child, view, paths, theme)
        for spine in child.spines.values():
            spine.set_visible(True)
            spine.set(color=theme.grid, linewidth=0.7)
        _draw(child, placed.filter(pl.col("panel") == number), view, theme)
    return pen.ax


def _reach(crowd: Crowd) -> Box | None:
    """Give the box around the points; where they are few, around what is shaded as well.

    Countries join it, those of most places and the smaller of equals first, but none that
    makes it many times as large: one event somewhere in Russia does not show Siberia.
    """
    box = crowd_reach(crowd)
    points = crowd.places.filter("pointed").select("lat", "lon").n_unique()
    if box is None or points >= _FEW_POINTS:
        return box
    vague = crowd.places.filter(~pl.col("pointed"))["country"].drop_nulls()
    counts = vague.str.split("|").explode().value_counts().rows()
    lands = {code: unrolled(country_box(code)) for code, _ in counts if country_rings(code)}
    ranked = [(-count, _size(lands[code]), code) for code, count in counts if code in lands]
    found = box if points else None
    for number, (_, _, code) in enumerate(sorted(ranked)):
        wider = lands[code] if found is None else unrolled([found, lands[code]])
        if number == 0 or found is None or _size(wider) <= _STRETCH * _size(found):
            found = wider
    return found or box


def _size(box: Box) -> float:
    west, south, east, north = box
    return (east - west) * (north - south)


def _placed(places: pl.DataFrame, panel: pl.Series, view: View) -> pl.DataFrame:
    """Tell dots from areas at this scale, and what the window shows."""
    lons = places["lon"].fill_null(0.0).to_numpy()
    lats = places["lat"].fill_null(0.0).to_numpy()
    points = view.all_points(lons, lats)
    inside = (points >= 0).all(axis=1)
    inside &= (points[:, 0] <= view.width) & (points[:, 1] <= view.height)
    small = (places["radius_km"] * view.points_per_km <= _LARGEST).fill_null(value=False)
    dots = (places["pointed"] & small).fill_null(value=False)
    return places.select("row", "country", "lat", "lon").with_columns(
        panel.gather(places["row"]).alias("panel"),
        dots.alias("dot"),
        (pl.Series(inside) | ~dots).alias("shown"),
        pl.Series("x", points[:, 0]),
        pl.Series("y", points[:, 1]),
    )


def _draw(child: Axes, held: pl.DataFrame, view: View, theme: Theme) -> None:
    pen = Pen(ax=child, transform=child.transData, paper=theme.paper, ink=theme.ink)
    vague = held.filter(~pl.col("dot"))["country"].drop_nulls().unique().sort()
    codes = sorted({code for country in vague for code in country.split("|")})
    for code in codes:
        path = view.path(country_rings(code)) if country_rings(code) else None
        if path is not None:
            shade = PathPatch(
                path, facecolor=shapes.mix(theme.palette[0], _SHADE, theme.paper), edgecolor="none"
            )
            shade.set_zorder(2.2)
            shade.set_gid(f"somewhere:{code}")
            child.add_artist(shade)
    dots = held.filter(pl.col("dot") & pl.col("shown"))
    if not dots.height:
        return
    # What falls on the same half point is drawn once.
    halves = [(pl.col(name) * 2).round() / 2 for name in ("x", "y")]
    spots = dots.select(halves).unique().sort("x", "y").to_numpy()
    size = 4.6 if len(spots) <= _FEW else 2.6
    marks = shapes.mark(
        pen,
        [tuple(point) for point in view.all_planar(spots).tolist()],
        status="reported",
        phase=None,
        colour=theme.palette[0],
        size=size,
        gid="dots",
    )
    marks.set_clip_on(True)


def _entries(theme: Theme, *, dots: bool, shaded: bool) -> list[Entry]:
    def dot(pen: Pen, x: float, y: float) -> None:
        shapes.mark(
            pen, [(x + 3, y)], status="reported", phase=None, colour=theme.palette[0], size=5.0
        )

    found = [Entry(words="events", width=6, draw=dot)] if dots else []
    if shaded:
        found.append(block_entry("somewhere in this country", _SHADE, theme, theme.palette[0]))
    return found
