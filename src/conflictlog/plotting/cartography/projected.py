"""A window in a projection of cartopy: all is drawn with our own outlines, nothing is fetched."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
from matplotlib.path import Path

from conflictlog.errors import InvalidValue
from conflictlog.outlines import EARTH_RADIUS_KM, Polygon, distance_km
from conflictlog.plotting.cartography.view import SMALLEST_KM, proportions
from conflictlog.plotting.cartography.window import Array, Box, Window, joined

__all__ = ["Projected", "fit_projected"]

_LONGEST = 1.0  # degrees: longer edges are bent as the projection bends them
_JUMP = 0.05  # of the whole plane: a longer step is a cut, not an edge
_STEADY = 1.6  # largest over smallest scale that one bar may stand for
_TALLEST_KM = 9000.0
_AROUND = 128
_EDGE, _NEARLY = 1.01, 0.97  # of the whole plane
_SLIMMEST = 0.46  # height over width


@attrs.frozen(kw_only=True)
class Projected(Window):
    """A window onto a projection's plane, in the projection's own units."""

    projection: Any  # a cartopy.crs.Projection
    west: float
    south: float
    east: float
    north: float

    @property
    def limits(self) -> Box:
        """Give the window in the plane: left, lower, right, upper."""
        return self.west, self.south, self.east, self.north

    @property
    def height(self) -> float:
        """Give the height in points that keeps shapes in proportion."""
        return (self.north - self.south) / (self.east - self.west) * self.width

    @property
    def points_per_km(self) -> float:
        """Give the scale along the middle of the window."""
        return self.width / (self.east - self.west) / _scales(self)[0]

    @property
    def steady(self) -> bool:
        """Say whether the scale changes so little that one bar can tell it."""
        _, least, most = _scales(self)
        return most <= _STEADY * least and self.height / self.points_per_km <= _TALLEST_KM

    @property
    def words(self) -> str:
        """Name the projection and where it is true to scale."""
        where = "; the scale bar holds at the middle" if self.steady else "; no one scale holds"
        return f"{_name(self.projection)} projection{where}."

    def planar(self, lons: Array, lats: Array) -> Array:
        """Give places in the plane; not finite beyond the projection's edge."""
        plane = _onto(self.projection, np.column_stack([lons, lats]))
        if not _whole(self):
            plane[~_within(self.projection, plane)] = np.nan
        return plane

    def lines(self, lines: Iterable[Sequence[tuple[float, float]] | Array]) -> list[Array]:
        """Give lines in the plane, cut where the plane is."""
        found: list[Array] = []
        for line, plane, smooth in self._bent(lines):
            if smooth:
                found += [plane] * self._meets(plane)
            elif np.isfinite(plane).any():
                found += [piece for piece in self._cut(line, "LineString") if self._meets(piece)]
        return found

    def path(self, polygons: Iterable[Polygon]) -> Path | None:
        """Give polygons in the plane, cut at its edge; None where the window shows none."""
        polygons = list(polygons)
        rings = self._bent(ring for polygon in polygons for ring in polygon)
        found: list[Array] = []
        for polygon in polygons:
            own = [next(rings) for _ in polygon]
            if all(smooth and _turns_alike(line, plane) for line, plane, smooth in own):
                planes = [plane for _, plane, _ in own]
            else:
                planes = self._cut_polygon([line for line, _, _ in own])
            if any(self._meets(plane) for plane in planes):
                found += planes
        return joined(found) if found else None

    def disc(self, lat: float, lon: float, km: float) -> Path | None:
        """Give the geodesic disc around a place, cut where the plane is."""
        ring = _ring(lat, lon, km)
        ((_, plane, smooth),) = self._bent([ring])
        heart = self.planar(np.array([lon]), np.array([lat]))
        if smooth and np.isfinite(heart).all() and Path(plane).contains_point(heart[0]):
            planes = [plane]
        else:
            planes = self._cut_disc(lat, lon, km)
        planes = [one for one in planes if self._meets(one)]
        return joined(planes) if planes else None

    def globe(self) -> Path | None:
        """Give the edge of the projection; None where the window lies inside it."""
        return None if _whole(self) else joined(_rings(self.projection.domain))

    def _bent(
        self, lines: Iterable[Sequence[tuple[float, float]] | Array]
    ) -> Iterator[tuple[Array, Array, bool]]:
        """Give each line, its image, and whether that is one line in the plane."""
        bent = [_densified(np.asarray(line, dtype=float)) for line in lines]
        if not bent:
            return
        every = _onto(self.projection, np.concatenate(bent))
        finite = np.isfinite(every).all(axis=1)
        if not _whole(self):
            finite &= _within(self.projection, every)
        west, south, east, north = self.projection.domain.bounds
        jump = _JUMP * max(east - west, north - south)
        ends = np.cumsum([len(line) for line in bent])
        for line, plane, fine in zip(
            bent, np.split(every, ends[:-1]), np.split(finite, ends[:-1]), strict=True
        ):
            smooth = bool(fine.all()) and bool((np.abs(np.diff(plane, axis=0)) < jump).all())
            yield line, plane, smooth

    def _meets(self, plane: Array) -> bool:
        (left, lower), (right, upper) = plane.min(axis=0), plane.max(axis=0)
        west, south, east, north = self.limits
        return bool(left <= east and right >= west and lower <= north and upper >= south)

    def _cut(self, line: Array, kind: str) -> list[Array]:
        import shapely

        return self._projected(getattr(shapely, kind)(line), _degrees())

    def _cut_polygon(self, rings: Sequence[Array]) -> list[Array]:
        import shapely

        return self._projected(shapely.Polygon(rings[0], rings[1:]), _degrees())

    def _cut_disc(self, lat: float, lon: float, km: float) -> list[Array]:
        import shapely
        from cartopy import crs

        ball = crs.Globe(ellipse="sphere", semimajor_axis=EARTH_RADIUS_KM * 1000)
        around = crs.AzimuthalEquidistant(central_longitude=lon, central_latitude=lat, globe=ball)
        disc = shapely.Point(0, 0).buffer(km * 1000, quad_segs=_AROUND // 4)
        return self._projected(disc, around)

    def _projected(self, shape: Any, source: Any) -> list[Array]:
        return _rings(self.projection.project_geometry(shape, source))


def fit_projected(
    box: Box, projection: Any, width: float, *, height: float | None, strict: bool = True
) -> Projected:
    """Fit a box of degrees into a projection's plane, in a shape that a page can hold.

    Parameters
    ----------
    box
        West, south, east, north.
    projection
        Of cartopy.
    width, height
        Of the map in points.
    strict
        Whether a box of which the projection shows nothing is refused; else all is shown.

    Raises
    ------
    InvalidValue
        Where the projection shows nothing of the box.
    """
    plane = _spread(box, projection)
    plane = plane[np.isfinite(plane).all(axis=1)]
    plane = plane[_within(projection, plane)]
    edge = projection.domain.bounds
    if not len(plane) and not strict:
        plane = np.array(edge).reshape(2, 2)
    if not len(plane):
        raise InvalidValue(
            f"the {_name(projection)} projection shows nothing of {_said(box)}",
            expected="a projection whose centre is near what the map is to show",
            remedy="give it central_longitude= and central_latitude=, or another extent",
        )
    (west, south), (east, north) = plane.min(axis=0), plane.max(axis=0)
    west, east = _rounded(west, east, edge[0], edge[2])
    south, north = _rounded(south, north, edge[1], edge[3])
    middle = np.array([(west + east) / 2, (south + north) / 2])
    least = SMALLEST_KM / (_scale_at(projection, middle[None], east - west or 1.0)[0] or np.inf)
    least = least if math.isfinite(least) else 0.0
    across, down = max(east - west, least), max(north - south, least)
    if height is not None:
        low = high = height / width
    else:
        low, high = proportions(width, _SLIMMEST)
        # No paper beyond the globe where nothing asks for it.
        low = min(low, max(down, (edge[3] - edge[1]) * _EDGE) / across)
    across, down = max(across, down / high), max(down, across * low)
    x = _inside(float(middle[0]), across, edge[0], edge[2])
    y = _inside(float(middle[1]), down, edge[1], edge[3])
    return Projected(
        projection=projection,
        west=x - across / 2,
        east=x + across / 2,
        south=y - down / 2,
        north=y + down / 2,
        width=width,
    )


def _rounded(low: float, high: float, first: float, last: float) -> tuple[float, float]:
    """Show the edge of the globe, where nearly all of it is shown."""
    if high - low < _NEARLY * (last - first):
        return low, high
    air = (last - first) * (_EDGE - 1) / 2
    return first - air, last + air


def _inside(middle: float, size: float, low: float, high: float) -> float:
    """Move a window's middle so that the plane fills it, as far as it can."""
    if size >= high - low:
        return (low + high) / 2
    return min(max(middle, low + size / 2), high - size / 2)


def _spread(box: Box, projection: Any) -> Array:
    west, south, east, north = box
    lons, lats = np.meshgrid(
        np.linspace(west, east, 145), np.linspace(max(south, -90.0), min(north, 90.0), 73)
    )
    return _onto(projection, np.column_stack([lons.ravel(), lats.ravel()]))


def _said(box: Box) -> str:
    return "{:.0f}, {:.0f}, {:.0f}, {:.0f} degrees".format(*box)


@functools.cache
def _degrees() -> Any:
    from cartopy import crs

    return crs.PlateCarree()


def _onto(projection: Any, degrees: Array) -> Array:
    if not len(degrees):
        return np.empty((0, 2))
    plane = projection.transform_points(_degrees(), degrees[:, 0], degrees[:, 1])
    return np.array(plane[:, :2], dtype=float)


def _back(projection: Any, plane: Array) -> Array:
    """Give places of the plane in degrees, where they come back to the same place."""
    degrees = np.array(
        _degrees().transform_points(projection, plane[:, 0], plane[:, 1])[:, :2], dtype=float
    )
    again = np.full_like(degrees, np.nan)
    finite = np.isfinite(degrees).all(axis=1)
    again[finite] = _onto(projection, degrees[finite])
    west, south, east, north = projection.domain.bounds
    apart = np.hypot(*(again - plane).T)
    degrees[~(apart < 1e-4 * max(east - west, north - south))] = np.nan
    return degrees


def _scale_at(projection: Any, plane: Array, across: float) -> Array:
    """Give the km along x that a unit of the plane stands for, at places of the plane."""
    step = across * 1e-3
    left = _back(projection, plane - np.array((step, 0.0)))
    right = _back(projection, plane + np.array((step, 0.0)))
    found = [
        distance_km(one[1], one[0], two[1], two[0]) / (2 * step)
        if np.isfinite((*one, *two)).all()
        else np.nan
        for one, two in zip(left, right, strict=True)
    ]
    return np.array(found, dtype=float)


@functools.lru_cache(maxsize=64)
def _scales(view: Projected) -> tuple[float, float, float]:
    """Give the km that a unit of the plane stands for: at the middle, the least, the most."""
    west, south, east, north = view.limits
    xs, ys = np.meshgrid(np.linspace(west, east, 9)[1:-1], np.linspace(south, north, 9)[1:-1])
    grid = np.column_stack([xs.ravel(), ys.ravel()])
    found = _scale_at(view.projection, grid, east - west)
    known = np.isfinite(found) & (found > 0)
    if not known.any():
        unit = 1e-3  # metres, as nearly all projections have
        return unit, unit, unit
    away = np.hypot(*(grid - ((west + east) / 2, (south + north) / 2)).T)
    middle = found[known][np.argmin(away[known])]
    return float(middle), float(found[known].min()), float(found[known].max())


def _within(projection: Any, plane: Array) -> npt.NDArray[np.bool_]:
    """Say what lies in the part of the plane that the projection is for."""
    import shapely

    domain = _roomy(projection)
    return np.asarray(shapely.contains_xy(domain, plane[:, 0], plane[:, 1]), dtype=bool)


@functools.lru_cache(maxsize=16)
def _roomy(projection: Any) -> Any:
    """Give the domain with a hair of room: places on its very edge are in it."""
    import shapely

    west, south, east, north = projection.domain.bounds
    roomy = projection.domain.buffer(1e-6 * max(east - west, north - south))
    shapely.prepare(roomy)
    return roomy


@functools.lru_cache(maxsize=64)
def _whole(view: Projected) -> bool:
    import shapely

    return bool(_roomy(view.projection).contains(shapely.box(*view.limits)))


def _rings(shape: Any) -> list[Array]:
    """Take a shape apart into its rings or lines."""
    if shape.is_empty:
        return []
    if hasattr(shape, "geoms"):
        return [ring for part in shape.geoms for ring in _rings(part)]
    if shape.geom_type == "Polygon":
        return [np.asarray(ring.coords)[:, :2] for ring in (shape.exterior, *shape.interiors)]
    return [np.asarray(shape.coords)[:, :2]] if shape.geom_type.endswith(("String", "Ring")) else []


def _densified(line: Array) -> Array:
    """Put points on edges longer than a degree."""
    parts = np.ceil(np.abs(np.diff(line, axis=0)).max(axis=1) / _LONGEST).astype(int)
    if (parts <= 1).all():
        return line
    parts = np.maximum(parts, 1)
    starts = np.repeat(np.arange(len(parts)), parts)
    share = (np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)) / parts[starts]
    made = line[starts] + (line[starts + 1] - line[starts]) * share[:, None]
    return np.vstack([made, line[-1:]])


def _turns_alike(line: Array, plane: Array) -> bool:
    """Say whether a ring runs the same way round: else it holds the plane's far side."""
    return _area(line) * _area(plane) >= 0


def _area(ring: Array) -> float:
    x, y = (ring - ring[0]).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))


def _ring(lat: float, lon: float, km: float) -> Array:
    """Give the geodesic circle around a point, poles or not."""
    turns = np.linspace(0, 2 * np.pi, _AROUND + 1)
    phi, arc = math.radians(lat), km / EARTH_RADIUS_KM
    up = np.array((math.cos(phi), 0.0, math.sin(phi)))
    north = np.array((-math.sin(phi), 0.0, math.cos(phi)))
    east = np.array((0.0, 1.0, 0.0))
    way = np.cos(turns)[:, None] * north + np.sin(turns)[:, None] * east
    x, y, z = (math.cos(arc) * up + math.sin(arc) * way).T
    ring = np.column_stack(
        [lon + np.degrees(np.arctan2(y, x)), np.degrees(np.arcsin(z.clip(-1, 1)))]
    )
    ring[-1] = ring[0]
    return np.asarray(ring, dtype=float)


def _name(projection: Any) -> str:
    """Give a projection's name in words."""
    kind = type(projection).__name__
    if kind.startswith("_") or kind == "Projection":
        return str(projection.name)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).replace("Stereo", "stereographic")
    words = words.replace("stereographicgraphic", "stereographic")
    return words[0].upper() + words[1:].lower() if " " in words else words.capitalize()
