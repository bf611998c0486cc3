"""The base map: land, water, borders, names of countries, a scale bar."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import attrs
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from conflictlog.countries import country_name
from conflictlog.outlines import borders, coasts, country_rings, lakes, outlined_codes
from conflictlog.plotting.cartography.boundaries import Boundaries
from conflictlog.plotting.cartography.window import Array, Window
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.shapes import Rgb, mix
from conflictlog.plotting.theme import Theme

__all__ = [
    "Name",
    "Scenery",
    "bar_length",
    "draw_boundaries",
    "draw_scenery",
    "land_paths",
    "name_spots",
]

_NICE = (1, 2, 5)


@attrs.frozen(kw_only=True)
class Scenery:
    """The colours of the base map, blended from the theme's paper."""

    sea: Rgb
    land: Rgb
    border: Rgb
    coast: Rgb
    name: Rgb

    @classmethod
    def of(cls, theme: Theme) -> Scenery:
        """Blend them: a dark paper has a dark sea."""
        return cls(
            sea=mix(theme.sea, 0.22, theme.paper),
            land=mix(theme.land, 0.13, theme.paper),
            border=mix(theme.muted, 0.62, theme.paper),
            coast=mix(theme.coast, 0.55, theme.paper),
            name=mix(theme.muted, 0.72, theme.paper),
        )


@attrs.frozen(kw_only=True)
class Name:
    """A country's name and where it may stand, best first; the middle, in points."""

    lines: tuple[str, ...]
    code: str
    spots: tuple[tuple[float, float], ...]


def land_paths(view: Window) -> dict[str, Path]:
    """Give the path of each country that the window shows."""
    paths = {code: view.path(country_rings(code)) for code in outlined_codes()}
    return {code: path for code, path in paths.items() if path is not None}


def draw_scenery(ax: Axes, view: Window, paths: dict[str, Path], theme: Theme) -> None:
    """Draw land and water; the frame of the axes is the sea's edge."""
    look = Scenery.of(theme)
    globe = view.globe()
    if globe is None:
        ax.set_facecolor(look.sea)
    else:
        ax.set_facecolor(theme.paper)
        _fill(ax, globe, look.sea, 0.8)
        edge = _fill(ax, globe, "none", 2.9)
        edge.set(edgecolor=mix(theme.muted, 0.5, theme.paper), linewidth=0.8)
    for path in paths.values():
        _fill(ax, path, look.land, 1.0)
    water = view.path(lakes())
    if water is not None:
        lake = _fill(ax, water, look.sea, 1.2)
        lake.set_edgecolor(look.coast)
        lake.set_linewidth(0.4)
    shores = (piece for line in coasts() for piece in _uncut(np.asarray(line, dtype=float)))
    _lines(ax, view.lines(shores), look.coast, 0.55, 2.6)
    for disputed in (False, True):
        found = view.lines(one.points for one in borders() if one.disputed == disputed)
        _lines(ax, found, look.border, 0.85, 2.8, dashed=disputed)


def draw_boundaries(ax: Axes, view: Window, boundaries: Boundaries, theme: Theme) -> None:
    """Draw the borders that the user brought, thinner than those of countries."""
    _lines(ax, view.lines(boundaries.lines()), Scenery.of(theme).border, 0.5, 2.7)


def _fill(ax: Axes, path: Path, colour: Rgb | str, order: float) -> PathPatch:
    patch = PathPatch(path, facecolor=colour, edgecolor="none", linewidth=0, zorder=order)
    ax.add_artist(patch)
    return patch


def _lines(
    ax: Axes, lines: list[Array], colour: Rgb, width: float, order: float, *, dashed: bool = False
) -> None:
    if not lines:
        return
    drawn = LineCollection(
        lines,
        colors=[colour],
        linewidths=width,
        linestyles=[(0, (3, 2.2))] if dashed else "-",
        zorder=order,
        joinstyle="round",
    )
    ax.add_artist(drawn)


def _uncut(line: Array) -> list[Array]:
    """Leave out the cuts along the antimeridian and the edge at the pole: they are no shores."""
    at_cut = (np.abs(np.abs(line[:, 0]) % 360 - 180) < 0.01) | (line[:, 1] < -89)
    if not at_cut.any():
        return [line]
    both = at_cut[:-1] & at_cut[1:]
    pieces = np.split(np.arange(len(line)), np.nonzero(both)[0] + 1)
    return [line[piece] for piece in pieces if len(piece) > 1]


def name_spots(
    view: Window,
    paths: dict[str, Path],
    ruler: Ruler,
    size: float,
    notes: Mapping[str, str],
) -> list[Name]:
    """Give places where a country's name and note lie wholly inside it, the middlemost first."""
    xs, ys = np.meshgrid(
        np.linspace(0, view.width, 66)[1:-1], np.linspace(0, view.height, 50)[1:-1]
    )
    grid = np.column_stack([xs.ravel(), ys.ravel()])
    degrees = view.all_planar(grid)
    names = []
    for code, path in paths.items():
        inside = path.contains_points(degrees)
        if inside.sum() < 6:
            continue
        lines = (" ".join(country_name(code).upper()), *filter(None, [notes.get(code)]))
        half = max(ruler.width(line, size) for line in lines) / 2 + 3
        tall = size * 0.7 * len(lines)
        own = grid[inside]
        fits = np.ones(len(own), dtype=bool)
        for dx in (-half, 0.0, half):
            for dy in (-tall, tall):
                moved = own + np.array((dx, dy))
                fits &= path.contains_points(view.all_planar(moved))
                fits &= (moved[:, 0] > 4) & (moved[:, 0] < view.width - 4)
        own = own[fits]
        if len(own):
            away = np.hypot(*(own - grid[inside].mean(axis=0)).T)
            best = own[np.argsort(away, kind="stable")][:60]
            spots = tuple((float(x), float(y)) for x, y in best)
            names.append(Name(lines=lines, code=code, spots=spots))
    return names


def bar_length(view: Window) -> float | None:
    """Give the length of the scale bar in km; None where the scale changes too much for one."""
    if not view.steady:
        return None
    most = view.width / view.points_per_km * 0.18
    power = 10 ** math.floor(math.log10(most))
    return float(max(step * power for step in _NICE if step * power <= most))


def corners(view: Window, size: tuple[float, float]) -> Sequence[tuple[float, float]]:
    """Give the four corners for the scale bar: its upper left, lower right corner first."""
    wide, high = size
    right, low = view.width - wide - 10, view.height - high - 10
    return (right, low), (10.0, low), (right, 10.0), (10.0, 10.0)
