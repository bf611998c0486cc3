"""The stretch of the globe that a map shows, in degrees and in points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from matplotlib.path import Path

from conflictlog.outlines import EARTH_RADIUS_KM, Polygon, country_rings
from conflictlog.plotting.cartography.window import Array, Box, Window, joined

__all__ = [
    "KM_PER_DEGREE",
    "SMALLEST_KM",
    "Array",
    "Box",
    "View",
    "circle",
    "country_box",
    "fit",
    "proportions",
    "unrolled",
]

KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180
_HIGHEST = 85.0  # degrees: nearer the poles an equirectangular map shows nothing true
SMALLEST_KM = 120.0
_STEADY = 50.0  # degrees from top to bottom
_BROAD, _NARROW = 600.0, 330.0  # points: narrower maps are taller, for their labels
_MAIN = 0.04  # share of the largest polygon from which on an island counts for the extent


@attrs.frozen(kw_only=True)
class View(Window):
    """An equirectangular window, true to scale at its middle latitude.

    Longitudes run on past 180 where the window crosses the antimeridian.
    """

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> float:
        """Give the latitude at which the map is true to scale."""
        return (self.south + self.north) / 2

    @property
    def points_per_km(self) -> float:
        """Give the scale."""
        return self.width / ((self.east - self.west) * self._squeeze * KM_PER_DEGREE)

    @property
    def height(self) -> float:
        """Give the height in points that keeps shapes in proportion."""
        return (self.north - self.south) * self.points_per_km * KM_PER_DEGREE

    @property
    def words(self) -> str:
        """Name the projection and where it is true to scale."""
        side = "N" if self.middle >= 0 else "S"
        return f"Equirectangular, true to scale at {abs(self.middle):.0f}\u00b0 {side}."

    @property
    def _squeeze(self) -> float:
        return math.cos(math.radians(self.middle))

    @property
    def limits(self) -> Box:
        """Give the window in the plane of the axes: left, lower, right, upper."""
        return self.west, self.south, self.east, self.north

    @property
    def steady(self) -> bool:
        """Say whether the scale changes so little that one bar can tell it."""
        return self.height / self.points_per_km <= _STEADY * KM_PER_DEGREE

    def planar(self, lons: Array, lats: Array) -> Array:
        """Give places at the turn of the globe that lies nearest to the window's middle."""
        middle = (self.west + self.east) / 2
        turned = lons + 360 * np.round((middle - lons) / 360)
        return np.asarray(np.column_stack([turned, lats]), dtype=float)

    def lines(self, lines: Iterable[Sequence[tuple[float, float]] | Array]) -> list[Array]:
        """Give lines at each turn of the globe where they meet the window."""
        return [copy for line in lines for copy in self.copies(line)]

    def disc(self, lat: float, lon: float, km: float) -> Path | None:
        """Give the geodesic disc around a place; around a pole, the band up to it."""
        copies = self.copies(circle(lat, self.near(lon), km))
        return joined(copies) if copies else None

    def globe(self) -> Path | None:
        """Give no edge: sea is all around."""
        return None

    def near(self, lon: float) -> float:
        """Give the turn of a longitude that lies nearest to the window's middle."""
        middle = (self.west + self.east) / 2
        return lon + 360 * round((middle - lon) / 360)

    def copies(self, points: Sequence[tuple[float, float]] | Array) -> list[Array]:
        """Give a line at each turn of the globe where it meets the window."""
        line = np.asarray(points, dtype=float)
        (low, bottom), (high, top) = line.min(axis=0), line.max(axis=0)
        if top < self.south or bottom > self.north:
            return []
        turns = range(math.ceil((self.west - high) / 360), math.floor((self.east - low) / 360) + 1)
        return [line + np.array((360.0 * turn, 0.0)) for turn in turns]

    def path(self, polygons: Iterable[Polygon]) -> Path | None:
        """Give polygons as one path, as often as the window shows them; None where it does not."""
        rings = [copy for polygon in polygons for ring in polygon for copy in self.copies(ring)]
        return joined(rings) if rings else None


def circle(lat: float, lon: float, km: float, *, count: int = 128) -> Array:
    """Give the geodesic circle around a point, closed; around a pole, the band up to it."""
    turns = np.linspace(0, 2 * np.pi, count + 1)
    phi, arc = math.radians(lat), min(km / EARTH_RADIUS_KM, math.pi)
    if abs(phi) + arc >= math.pi / 2:
        sign = 1 if lat >= 0 else -1
        reach = math.degrees(abs(phi) - arc) * sign
        box = [(-180, reach), (180, reach), (180, 90 * sign), (-180, 90 * sign), (-180, reach)]
        return np.asarray(np.array(box, dtype=float) + np.array((lon, 0.0)))
    sine = math.sin(phi) * math.cos(arc) + math.cos(phi) * math.sin(arc) * np.cos(turns)
    east = np.arctan2(
        np.sin(turns) * math.sin(arc) * math.cos(phi), math.cos(arc) - math.sin(phi) * sine
    )
    ring = np.column_stack([lon + np.degrees(east), np.degrees(np.arcsin(sine))])
    ring[-1] = ring[0]
    return np.asarray(ring, dtype=float)


def country_box(code: str) -> list[Box]:
    """Give the boxes of a country's main polygons: far specks do not stretch a map."""
    boxes = []
    for polygon in country_rings(code):
        lons, lats = zip(*polygon[0], strict=True)
        boxes.append((min(lons), min(lats), max(lons), max(lats)))
    sizes = [(east - west) * (north - south) for west, south, east, north in boxes]
    return [box for box, size in zip(boxes, sizes, strict=True) if size >= _MAIN * max(sizes)]


def unrolled(boxes: Sequence[Box]) -> Box:
    """Give the smallest box around boxes on the globe; it may run past 180 degrees east."""
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    spans = sorted((west % 360, west % 360 + (east - west)) for west, _, east, _ in boxes)
    start, reach = spans[0][0], spans[0][1]
    best, gap = (start, max(end for _, end in spans)), -math.inf
    around = [*spans, (spans[0][0] + 360, spans[0][1] + 360)]
    for number, (west, east) in enumerate(around[1:], start=1):
        if west - reach > gap:
            gap = west - reach
            first = west if number < len(spans) else west - 360
            best = (first, first + 360 - max(gap, 0.0))
        reach = max(reach, east)
    west, east = best
    if east - west >= 360:
        return -180.0, south, 180.0, north
    turn = 360 * round((west + east) / 720)
    return west - turn, south, east - turn, north


def proportions(width: float, slimmest: float) -> tuple[float, float]:
    """Give the least and the greatest height of a map, in widths: narrow ones are taller."""
    if width > _NARROW:
        return slimmest, 0.8 if width > _BROAD else 0.95
    return max(slimmest, 0.85), 1.25


def fit(box: Box, width: float, *, height: float | None, slimmest: float = 0.46) -> View:
    """Give a box air, a least size, and a shape that a page can hold."""
    west, south, east, north = box
    least = SMALLEST_KM / KM_PER_DEGREE
    south = min(max(south, -_HIGHEST), _HIGHEST - least)
    north = max(min(north, _HIGHEST), least - _HIGHEST)
    middle = math.radians((south + north) / 2)
    squeeze = max(math.cos(middle), 0.05)
    across = max((east - west) * squeeze, least)
    down = max(north - south, least)
    if height is not None:
        low = high = height / width
    else:
        low, high = proportions(width, slimmest)
    across, down = max(across, down / high), max(down, across * low)
    centre, level = (west + east) / 2, (south + north) / 2
    half = min(across / squeeze / 2, 180.0)
    # Near a pole the window moves away from it: so it keeps its shape.
    slack = max(_HIGHEST - down / 2, 0.0)
    level = min(max(level, -slack), slack)
    return View(
        west=centre - half,
        east=centre + half,
        south=max(level - down / 2, -_HIGHEST),
        north=min(level + down / 2, _HIGHEST),
        width=width,
    )
