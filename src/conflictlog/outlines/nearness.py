"""Which points lie in a country's outline, or so near to it: for warnings, never to place a point.

The outlines are coarse (1:50 million) and coasts are where people live, so a margin is always
asked for. Stands apart from the room's front, as it needs NumPy.
"""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from conflictlog.outlines.rings import country_rings

__all__ = ["near_country"]

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_KM_A_DEGREE: Final = 111.2
_CHUNK: Final = 2_000_000  # points times edges that are measured at a time


def near_country(code: str, lat: Numbers, lon: Numbers, *, margin_km: float) -> Mask | None:
    """Say which points lie inside a country's outline or within a margin of it.

    Parameters
    ----------
    code
        Alpha-3.
    lat, lon
        WGS84 degrees.
    margin_km
        How far outside the outline a point may lie.

    Returns
    -------
    numpy.ndarray or None
        A truth a point; None where the country has no outline.

    Examples
    --------
    >>> lat, lon = np.array([50.45, 52.23]), np.array([30.52, 21.01])
    >>> near_country("UKR", lat, lon, margin_km=25).tolist()
    [True, False]
    >>> near_country("TKL", lat, lon, margin_km=25) is None
    True
    """
    edges = _edges(code)
    if not edges.size:
        return None
    near = _inside(edges, lon, lat)
    # Outlines across the antimeridian run on past 180 degrees.
    for turn in (-360.0, 360.0):
        left = ~near
        near[left] = _inside(edges, lon[left] + turn, lat[left])
    margin = margin_km / _KM_A_DEGREE
    south, north = edges[:, [1, 3]].min() - margin, edges[:, [1, 3]].max() + margin
    (maybe,) = (~near & (lat > south) & (lat < north)).nonzero()
    size = max(1, _CHUNK // len(edges))
    for at in range(0, len(maybe), size):
        part = maybe[at : at + size]
        near[part] = _distance_km(edges, lon[part], lat[part]) <= margin_km
    return near


@functools.cache
def _edges(code: str) -> Numbers:
    """Give the edges of a country's outline, a row each: from and to, in degrees."""
    lines = [np.asarray(ring) for polygon in country_rings(code) for ring in polygon]
    pairs = [np.hstack([line[:-1], line[1:]]) for line in lines]
    return np.concatenate(pairs) if pairs else np.empty((0, 4))


def _inside(edges: Numbers, x: Numbers, y: Numbers) -> Mask:
    """Count the edges east of each point, by the even-odd rule.

    Points are sorted by latitude, so that each edge meets only those at its own height.
    """
    order = np.argsort(y)
    sorted_y = y[order]
    x0, y0, x1, y1 = edges.T
    first = np.searchsorted(sorted_y, np.minimum(y0, y1))
    last = np.searchsorted(sorted_y, np.maximum(y0, y1))
    counts = last - first
    edge = np.repeat(np.arange(len(edges)), counts)
    place = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    point = order[place + np.repeat(first, counts)]
    share = (y[point] - y0[edge]) / (y1[edge] - y0[edge])
    east = x[point] < x0[edge] + share * (x1[edge] - x0[edge])
    odd = np.bincount(point[east], minlength=len(x)) % 2 == 1
    return np.asarray(odd, dtype=bool)


def _distance_km(edges: Numbers, x: Numbers, y: Numbers) -> Numbers:
    """Give how far points lie from the nearest edge, on a plane that touches each point."""
    x0, y0, x1, y1 = (column[None, :] for column in edges.T)
    east = np.cos(np.radians(y))[:, None] * _KM_A_DEGREE
    ax = ((x0 - x[:, None] + 180) % 360 - 180) * east
    ay = (y0 - y[:, None]) * _KM_A_DEGREE
    dx, dy = (x1 - x0) * east, (y1 - y0) * _KM_A_DEGREE
    length = dx * dx + dy * dy
    share = np.clip(-(ax * dx + ay * dy) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    nearest: Numbers = np.hypot(ax + share * dx, ay + share * dy).min(axis=1)
    return nearest
