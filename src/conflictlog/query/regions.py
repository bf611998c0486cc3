"""Discs against boxes and polygons on the globe, many at a time.

A polygon's edges are straight between longitude and latitude, as GeoJSON has it. A disc against
a polygon is taken a little too large (64 corners around it, and a box around it where it is
wider than 500 km or holds a pole): so no possible is lost and no certain is false.
"""

from __future__ import annotations

import functools
import threading
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from conflictlog._lazy import require
from conflictlog.outlines import EARTH_RADIUS_KM

__all__ = ["Box", "Polygons", "in_box", "in_polygons", "shape_of", "shapely"]

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]
Box = tuple[float, float, float, float]
Polygons = tuple[tuple[tuple[tuple[float, float], ...], ...], ...]

# A millimetre, in radians: what rounding may cost.
_SLACK: Final = 1e-6 / EARTH_RADIUS_KM
_CORNERS: Final = 64
# A prepared shape builds its index as it is asked: not for two threads at once.
_ONE_AT_A_TIME: Final = threading.Lock()
_WIDE: Final = 500 / EARTH_RADIUS_KM


def _spans(lat: Numbers, radius: Numbers) -> tuple[Numbers, Mask]:
    """Give how far a disc reaches in longitude, in radians, and whether it holds a pole."""
    polar = np.abs(lat) + radius >= np.pi / 2 - _SLACK
    with np.errstate(divide="ignore", invalid="ignore"):
        span = np.arcsin(np.clip(np.sin(radius) / np.cos(lat), 0, 1))
    return np.where(polar, np.pi, span), polar


def in_box(lat: Numbers, lon: Numbers, km: Numbers, box: Box) -> tuple[Mask, Mask]:
    """Say of discs whether they meet a box, and whether they lie inside it.

    Parameters
    ----------
    lat, lon
        Centres, degrees.
    km
        Radii.
    box
        West, south, east, north; over the antimeridian where west is greater than east.
    """
    west, south, east, north = np.radians(box)
    width = np.mod(east - west, 2 * np.pi) if box[0] != box[2] else 0.0
    if box[2] - box[0] >= 360:
        width = 2 * np.pi
    phi, radius = np.radians(lat), km / EARTH_RADIUS_KM
    # Degrees east of the western edge, 0 to 2 pi.
    along = np.mod(np.radians(lon) - west, 2 * np.pi)
    between = (along <= width) | (2 * np.pi - along < _SLACK)
    across = np.where(between, np.maximum(np.maximum(south - phi, phi - north), 0), np.inf)
    gaps = [_to_meridian(phi, along - edge, south, north) for edge in (0.0, width)]
    meets = np.minimum(across, np.minimum(*gaps)) <= radius + _SLACK
    span, polar = _spans(phi, radius)
    if width >= 2 * np.pi - _SLACK:
        sideways = np.ones(len(phi), bool)
        lowest = np.where(phi - radius < -np.pi / 2, -np.pi / 2, phi - radius)
        highest = np.where(phi + radius > np.pi / 2, np.pi / 2, phi + radius)
    else:
        sideways = (along - span >= -_SLACK) & (along + span <= width + _SLACK) & ~polar
        lowest, highest = phi - radius, phi + radius
    inside = sideways & (lowest >= south - _SLACK) & (highest <= north + _SLACK)
    return meets | inside, inside


def _to_meridian(phi: Numbers, away: Numbers, south: float, north: float) -> Numbers:
    """Measure from points to an arc of a meridian, in radians."""
    nearest = np.arctan2(np.sin(phi), np.cos(phi) * np.cos(away))
    on_arc = np.where(
        (nearest >= south) & (nearest <= north), nearest, np.where(nearest > north, north, south)
    )
    found = np.full(len(phi), np.inf)
    for at in (on_arc, np.full(len(phi), south), np.full(len(phi), north)):
        found = np.minimum(found, _angle(phi, at, away))
    return found


def _angle(phi: Numbers, other: Numbers, away: Numbers) -> Numbers:
    half = np.sin((phi - other) / 2) ** 2 + np.cos(phi) * np.cos(other) * np.sin(away / 2) ** 2
    return np.asarray(2 * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def shapely() -> Any:
    """Import shapely, or say how to install it."""
    return require("shapely", extra="geo", purpose="a polygon in a query")


@functools.lru_cache(maxsize=64)
def shape_of(polygons: Polygons) -> Any:
    """Make one prepared shape of polygons, repeated over the antimeridian."""
    module = shapely()
    parts = [module.Polygon(rings[0], rings[1:]) for rings in polygons]
    turned = [
        module.transform(part, functools.partial(_turned, degrees=degrees))
        for part in parts
        for degrees in (-360.0, 0.0, 360.0)
    ]
    found = module.union_all(turned)
    module.prepare(found)
    return found


def _turned(coordinates: Numbers, *, degrees: float) -> Numbers:
    return np.asarray(coordinates + np.array([degrees, 0.0]))


def in_polygons(lat: Numbers, lon: Numbers, km: Numbers, polygons: Polygons) -> tuple[Mask, Mask]:
    """Say of discs whether they meet polygons, and whether they lie inside them."""
    with _ONE_AT_A_TIME:
        return _in_polygons(lat, lon, km, polygons)


def _in_polygons(lat: Numbers, lon: Numbers, km: Numbers, polygons: Polygons) -> tuple[Mask, Mask]:
    module, shape = shapely(), shape_of(polygons)
    phi, lam, radius = np.radians(lat), np.radians(lon), km / EARTH_RADIUS_KM
    span, polar = _spans(phi, radius)
    # What lies far from the outline is decided by a box around the disc.
    west, south, east, north = module.bounds(shape)
    low, high = np.degrees(phi - radius), np.degrees(phi + radius)
    reach = np.degrees(span)
    near = (high >= south) & (low <= north) & (lon + reach >= west) & (lon - reach <= east)
    meets, inside = np.zeros(len(lat), bool), np.zeros(len(lat), bool)
    points = near & (km == 0)
    if points.any():
        spots = module.points(lon[points], lat[points])
        meets[points] = inside[points] = module.intersects(shape, spots)
    wide = near & (km > 0) & (polar | (radius > _WIDE))
    if wide.any():
        boxes = module.box(
            (lon - reach)[wide],
            np.clip(low, -90, 90)[wide],
            (lon + reach)[wide],
            np.clip(high, -90, 90)[wide],
        )
        meets[wide], inside[wide] = module.intersects(shape, boxes), module.covers(shape, boxes)
    small = near & (km > 0) & ~wide
    if small.any():
        discs = module.polygons(_corners(phi[small], lam[small], radius[small]))
        meets[small], inside[small] = module.intersects(shape, discs), module.covers(shape, discs)
    return meets, inside


def _corners(phi: Numbers, lam: Numbers, radius: Numbers) -> Numbers:
    """Give the corners of polygons that hold discs, longitude and latitude in degrees."""
    turn = np.linspace(0, 2 * np.pi, _CORNERS + 1)[None, :]
    # So far out that the sides of the polygon touch the circle.
    far = (radius * (1 + 2e-3) / np.cos(np.pi / _CORNERS))[:, None]
    here = phi[:, None]
    north = np.arcsin(
        np.clip(np.sin(here) * np.cos(far) + np.cos(here) * np.sin(far) * np.cos(turn), -1, 1)
    )
    east = np.arctan2(
        np.sin(turn) * np.sin(far) * np.cos(here), np.cos(far) - np.sin(here) * np.sin(north)
    )
    ring = np.degrees(np.stack([lam[:, None] + east, north], axis=-1))
    ring[:, -1] = ring[:, 0]
    return np.asarray(ring)
