"""The drawings of doubt on a map: areas with a dashed edge, clipped to the country named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from conflictlog.outlines import country_rings
from conflictlog.plotting.cartography.boundaries import Boundaries
from conflictlog.plotting.cartography.sites import Site
from conflictlog.plotting.cartography.view import circle
from conflictlog.plotting.cartography.window import Array, Window
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import safe_id

__all__ = [
    "GRID",
    "LARGEST_DOT",
    "Area",
    "Layout",
    "draw_areas",
    "draw_radius",
    "lay_out",
    "points_of",
]

LARGEST_DOT = 43.0  # points, or 60 pixels at 100 a inch: above, a dot would claim too much
GRID = (72, 54)  # points by which areas are felt out
_PALE = 0.15
_MANY = 40  # areas: above, they are drawn together
_ON, _OFF = 3.4, 2.1  # dashes, in widths of the line


@attrs.frozen(kw_only=True, eq=False)
class Area:
    """A region of the map in which events lie somewhere.

    Parameters
    ----------
    shape
        The disc, or the countries where there is none.
    clip
        The countries that a disc is clipped to; None where it is not.
    inside
        Points of the figure that lie in it, from the upper left corner of the map.
    """

    sites: tuple[Site, ...]
    shape: Path
    clip: Path | None
    inside: Array

    @property
    def radius_km(self) -> float:
        """Give what labels are sorted by: countries come last."""
        known = self.sites[0].radius_km
        return 1e6 + len(self.inside) if known is None else known


@attrs.frozen(kw_only=True)
class Layout:
    """What the window shows of the sites: dots, areas, and the ids of what lies outside."""

    dots: tuple[Site, ...]
    areas: tuple[Area, ...]


def lay_out(
    sites: Iterable[Site], view: Window, boundaries: Boundaries | None = None, *, felt: bool = True
) -> Layout:
    """Tell dots from areas at this scale; what the window does not show is in neither.

    Parameters
    ----------
    sites
        What there is to show.
    view
        The window.
    boundaries
        Where sites have a region, the areas that they are.
    felt
        Whether labels need to know which points lie in an area.
    """
    dots: list[Site] = []
    areas: dict[tuple[object, ...], list[Site]] = {}
    for site in sites:
        if _is_dot(site, view):
            dots.append(site)
        else:
            areas.setdefault(site.area, []).append(site)
    seen = view.holds(points_of(dots, view))
    dots = [dot for dot, shown in zip(dots, seen, strict=True) if shown]
    made = (_area(same, view, boundaries, felt=felt) for same in areas.values())
    found = [area for area in made if area is not None]
    return Layout(dots=tuple(dots), areas=tuple(found))


def points_of(sites: Sequence[Site], view: Window) -> Array:
    """Give the points of sites that have one on the figure."""
    lons = np.array([site.lon for site in sites], dtype=float)
    lats = np.array([site.lat for site in sites], dtype=float)
    return view.all_points(lons, lats)


def _is_dot(site: Site, view: Window) -> bool:
    small = site.radius_km is not None and site.radius_km * view.points_per_km < LARGEST_DOT
    return small and site.pointed


def _area(
    sites: Sequence[Site], view: Window, boundaries: Boundaries | None, *, felt: bool
) -> Area | None:
    site = sites[0]
    shape, clip = _outline(site, view, boundaries)
    if shape is None:
        return None
    if not felt:
        return Area(sites=tuple(sites), shape=shape, clip=clip, inside=np.empty((0, 2)))
    xs, ys = np.meshgrid(
        np.linspace(2, view.width - 2, GRID[0]), np.linspace(2, view.height - 2, GRID[1])
    )
    grid = np.column_stack([xs.ravel(), ys.ravel()])
    plane = view.all_planar(grid)
    within = shape.contains_points(plane)
    if clip is not None:
        within &= clip.contains_points(plane)
    inside = grid[within]
    if not len(inside):
        # Smaller than the grid's mesh: a point of it that the window shows.
        corners = np.asarray(shape.vertices, dtype=float)[:-1]
        tried = view.all_pointed(np.vstack([corners.mean(axis=0), corners]))
        inside = tried[view.holds(tried)][:1]
        if not len(inside):
            return None
    return Area(sites=tuple(sites), shape=shape, clip=clip, inside=inside)


def _outline(
    site: Site, view: Window, boundaries: Boundaries | None
) -> tuple[Path | None, Path | None]:
    """Give the shape of a site and what clips it."""
    if boundaries is not None and site.region is not None:
        return view.path(boundaries.features[site.region].polygons), None
    lands = [polygon for code in site.countries for polygon in country_rings(code)]
    land = view.path(lands) if lands else None
    if site.lat is None or site.lon is None or site.radius_km is None:
        return land, None
    disc = view.disc(site.lat, site.lon, site.radius_km)
    if disc is None:
        return None, None
    if land is None or site.precision == "water":
        return disc, None
    # Off its country's coast, as the map draws it, a disc would vanish: then it is whole.
    near = np.concatenate(
        [circle(site.lat, site.lon, site.radius_km * share) for share in (0.02, 0.35, 0.7, 1.0)]
    )
    plane = view.planar(near[:, 0], near[:, 1])
    found = land.contains_points(plane[np.isfinite(plane).all(axis=1)])
    return disc, land if found.any() else None


def draw_areas(ax: Axes, areas: Sequence[Area], theme: Theme, *, each: bool) -> None:
    """Fill each area once, and draw an edge for each event, or each colour, in it.

    Dashes of several colours take turns along one edge.
    """
    if len(areas) > _MANY:
        _crowded(ax, areas, theme)
        return
    for area in sorted(areas, key=lambda area: -area.radius_km):
        colours = list(dict.fromkeys(site.colour for site in area.sites))
        fill = colours[0] if len(colours) == 1 else theme.muted
        _patch(ax, area, fill, fill=True)
        drawn: set[str] = set()
        for site in area.sites:
            if not each and site.colour in drawn:
                continue
            drawn.add(site.colour)
            turn = colours.index(site.colour)
            dashes = (turn * (_ON + _OFF), (_ON, _OFF + (len(colours) - 1) * (_ON + _OFF)))
            gid = f"event:{safe_id(site.seen.id)}" if each and site.first else None
            _edges(ax, area, site.colour, dashes, gid)


def _crowded(ax: Axes, areas: Iterable[Area], theme: Theme) -> None:
    """Draw many areas as one collection for each country that clips them and each colour."""
    groups: dict[tuple[tuple[str, ...], str], list[Area]] = defaultdict(list)
    for area in areas:
        colours = {site.colour for site in area.sites}
        colour = colours.pop() if len(colours) == 1 else theme.muted
        groups[area.sites[0].countries if area.clip is not None else (), colour].append(area)
    for (_, colour), same in groups.items():
        # One path: where areas overlap, the fill is no stronger.
        together = Path.make_compound_path(*(area.shape for area in same))
        fill = PathPatch(together, facecolor=colour, edgecolor="none", alpha=_PALE, zorder=2.2)
        edges = PathCollection(
            [area.shape for area in same],
            facecolors="none",
            edgecolors=[to_rgba(colour, min(max(0.7 * (_MANY / len(same)) ** 0.5, 0.12), 0.7))],
            linewidths=0.6,
            linestyles=[(0, (_ON, _OFF))],
            transform=ax.transData,
            zorder=3.1,
        )
        for drawn in (fill, edges):
            ax.add_artist(drawn)
            if same[0].clip is not None:
                drawn.set_clip_path(same[0].clip, ax.transData)
                drawn.set_clip_box(ax.bbox)


def _edges(
    ax: Axes,
    area: Area,
    colour: str,
    dashes: tuple[float, tuple[float, float]],
    gid: str | None,
    width: float = 1.5,
) -> None:
    edge = _patch(ax, area, colour, dashes=dashes, width=width)
    edge.set_gid(gid)
    if area.clip is not None:
        # Along the border, where the country cuts the disc off.
        along = attrs.evolve(area, shape=area.clip, clip=area.shape)
        _patch(ax, along, colour, dashes=dashes, width=width)


def draw_radius(ax: Axes, site: Site, view: Window, boundaries: Boundaries | None) -> None:
    """Draw the disc of a dot: it surely lies inside."""
    shape, clip = _outline(site, view, boundaries)
    if shape is None:
        return
    area = Area(sites=(site,), shape=shape, clip=clip, inside=np.empty((0, 2)))
    _patch(ax, area, site.colour, fill=True)
    _edges(ax, area, site.colour, (0.0, (_ON, _OFF)), None, width=0.9)


def _patch(
    ax: Axes,
    area: Area,
    colour: str,
    *,
    fill: bool = False,
    dashes: tuple[float, tuple[float, float]] | None = None,
    width: float = 0.0,
) -> PathPatch:
    patch = PathPatch(
        area.shape,
        facecolor=colour if fill else "none",
        edgecolor="none" if fill else colour,
        alpha=_PALE if fill else None,
        linewidth=width,
        linestyle="-" if dashes is None else dashes,
        zorder=2.2 if fill else 3.5,
        capstyle="butt",
    )
    ax.add_artist(patch)
    if area.clip is not None:
        patch.set_clip_path(area.clip, ax.transData)
        patch.set_clip_box(ax.bbox)
    return patch
