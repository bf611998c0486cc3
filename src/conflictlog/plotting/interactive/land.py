"""Outlines for the map of a page: clipped to what it shows, thinned to what can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from conflictlog.outlines import borders, coasts, country_rings, lakes, outlined_codes
from conflictlog.plotting.cartography.view import Array, View, circle

__all__ = ["Plane", "scenery"]

_SEEN = 2400  # steps across the map that an eye, or a screen of high density, tells apart
_MARGIN = 0.04
_DISC = 64  # corners of a circle


class Plane:
    """The plane of a map: degrees, longitudes squeezed as at its middle latitude."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.squeeze = float(np.cos(np.radians(view.middle)))
        self.step = (view.east - view.west) * self.squeeze / _SEEN
        across = (view.east - view.west) * _MARGIN
        down = (view.north - view.south) * _MARGIN
        west, east = view.west - across, view.east + across
        south, north = view.south - down, view.north + down
        self._frame = np.array([(west, south), (east, south), (east, north), (west, north)])

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Give left, bottom, right, top."""
        view = self.view
        return (
            round(view.west * self.squeeze, 6),
            round(view.south, 6),
            round(view.east * self.squeeze, 6),
            round(view.north, 6),
        )

    def holds(self, x: float, y: float) -> bool:
        """Say whether a place of the plane is inside the map: it ends short of the poles."""
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Give a place on the plane."""
        return round(self.view.near(lon) * self.squeeze, 5), round(lat, 5)

    def thinned(self, line: Array) -> list[list[float]]:
        """Round a line to what can be seen, and leave out what then stands twice."""
        steps = np.rint(line * (self.squeeze, 1.0) / self.step)
        keep = np.ones(len(steps), dtype=bool)
        keep[1:] = (np.diff(steps, axis=0) != 0).any(axis=1)
        found: list[list[float]] = np.round(steps[keep] * self.step, 5).tolist()
        return found

    def rings(self, polygons: Iterable[Any], clip: Array | None = None) -> list[list[list[float]]]:
        """Give polygons cut to the map, and to a convex shape."""
        found = []
        for polygon in polygons:
            for ring in polygon:
                for copy in self.view.copies(ring):
                    cut = clipped(copy[:-1], self._frame)
                    if clip is not None:
                        cut = clipped(cut, clip)
                    if len(cut) < 3:
                        continue
                    thin = self.thinned(np.vstack([cut, cut[:1]]))
                    if len(thin) > 3:
                        found.append(thin)
        return found

    def lines(self, lines: Iterable[Any]) -> list[list[list[float]]]:
        """Give lines cut to the map."""
        (west, south), (east, north) = self._frame[0], self._frame[2]
        found = []
        for line in lines:
            for copy in self.view.copies(line):
                inside = (
                    (copy[:, 0] >= west) & (copy[:, 0] <= east)
                    & (copy[:, 1] >= south) & (copy[:, 1] <= north)
                )  # fmt: skip
                near = inside.copy()
                near[:-1] |= inside[1:]
                near[1:] |= inside[:-1]
                # The cut along the antimeridian is no shore.
                cut = np.abs(np.abs(copy[:, 0]) % 360 - 180) < 0.01
                breaks = ~near
                breaks[1:] |= cut[1:] & cut[:-1]
                for piece in np.split(np.arange(len(copy)), np.nonzero(breaks)[0]):
                    kept = piece[near[piece]]
                    if len(kept) > 1 and len(thin := self.thinned(copy[kept])) > 1:
                        found.append(thin)
        return found

    def disc(self, lat: float, lon: float, km: float, lands: Iterable[str]) -> list[Any]:
        """Give the rings of a disc, clipped to the countries where it touches one."""
        ring = circle(lat, self.view.near(lon), km, count=_DISC)
        land = [polygon for code in lands for polygon in country_rings(code)]
        if land and np.ptp(ring[:, 0]) < 90:
            cut = self.rings(land, clip=ring[:-1])
            if cut:
                return cut
        return self.rings([[ring]])


def clipped(ring: Array, convex: Array) -> Array:
    """Cut a ring to a convex shape (Sutherland and Hodgman).

    Examples
    --------
    >>> square = np.array([(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)])
    >>> clipped(square + 1.0, square).tolist()
    [[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 2.0]]
    """
    after = np.roll(convex, -1, axis=0)
    turn = float((convex[:, 0] * after[:, 1] - after[:, 0] * convex[:, 1]).sum())
    edges = list(zip(convex, after, strict=True))
    low, high = convex.min(axis=0), convex.max(axis=0)
    if len(ring) and ((ring.max(axis=0) < low).any() or (ring.min(axis=0) > high).any()):
        return np.empty((0, 2))
    for start, stop in edges:
        if len(ring) == 0:
            break
        way = stop - start
        side = way[0] * (ring[:, 1] - start[1]) - way[1] * (ring[:, 0] - start[0])
        side = side if turn > 0 else -side
        inside = side >= 0
        if inside.all():
            continue
        later, later_side = np.roll(ring, -1, axis=0), np.roll(side, -1)
        crosses = inside != (later_side >= 0)
        span = np.where(crosses, side - later_side, 1.0)
        cuts = ring + (side / span)[:, None] * (later - ring)
        both = np.stack([ring, cuts], axis=1).reshape(-1, 2)
        ring = both[np.column_stack([inside, crosses]).ravel()]
    return ring


def feature(kind: str, coordinates: object, **properties: object) -> dict[str, object]:
    """Make a GeoJSON feature."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def scenery(plane: Plane) -> dict[str, list[dict[str, object]]]:
    """Give land, lakes, shores and borders that the map shows, as features."""
    land = [ring for code in outlined_codes() for ring in plane.rings(country_rings(code))]
    parts = {
        "coasts": plane.lines(coasts()),
        "borders": plane.lines(one.points for one in borders() if not one.disputed),
        "disputed": plane.lines(one.points for one in borders() if one.disputed),
    }
    return {
        # Each ring by itself: drawn over one another, and holes are lands or lakes of their own.
        "land": [feature("MultiPolygon", [[ring] for ring in land])] if land else [],
        "lakes": [feature("Polygon", rings) for one in lakes() if (rings := plane.rings([one]))],
        **{
            name: [feature("MultiLineString", lines)] if lines else []
            for name, lines in parts.items()
        },
    }
