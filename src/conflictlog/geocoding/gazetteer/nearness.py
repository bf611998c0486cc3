"""Which places lie nearest to points on the sphere."""

from __future__ import annotations

import itertools
from typing import Any, Final, Literal

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray

from conflictlog.errors import InvalidValue

__all__ = ["Nearest", "Points"]

_EARTH_KM: Final = 6371.0088
_FIRST_BAND: Final = 0.25
"""Degrees of latitude to each side that are looked at first; doubled until they suffice."""

_BLOCK: Final = 10_000
"""Points looked up at a time: some tens of megabytes."""
_CELLS: Final = (0.0008, 0.002, 0.005, 0.012, 0.03, 0.07)
"""Sides of cells in Earth radii, 5 to 450 km: what finds no place within one asks the next."""
_AROUND: Final = tuple(np.array(step) for step in itertools.product((-1, 0, 1), repeat=3))
_SIDES: Final[tuple[Literal["left", "right"], ...]] = ("left", "right")


@attrs.frozen(eq=False)
class Nearest:
    """The nearest places, nearest first.

    Parameters
    ----------
    ids
        Ids of rows, of shape (points, k); -1 where the table holds fewer than k.
    km
        Distances along the sphere, of the same shape; infinite where there is no row.
    """

    ids: NDArray[np.int64]
    km: NDArray[np.float64]


class Points:
    """Places sorted by latitude, so that a question looks at a band and not at all of them."""

    __slots__ = ("_cells", "_ids", "_lat", "_unit")

    def __init__(self, ids: ArrayLike, lat: ArrayLike, lon: ArrayLike) -> None:
        north = np.asarray(lat, dtype=np.float64)
        order = np.lexsort((np.asarray(ids), north))
        self._ids: NDArray[np.int64] = np.asarray(ids, dtype=np.int64)[order]
        self._lat: NDArray[np.float64] = north[order]
        self._unit = _unit(self._lat, np.asarray(lon, dtype=np.float64)[order])
        self._cells = {}
        for cell in _CELLS:
            keys = _key(np.floor(self._unit / cell).astype(np.int64))
            by_key = np.argsort(keys, kind="stable")
            self._cells[cell] = keys[by_key], by_key

    def nearest(self, lat: ArrayLike, lon: ArrayLike, *, k: int = 1) -> Nearest:
        """Find the k nearest places of each point."""
        if k < 1:
            raise InvalidValue(f"k is {k}", expected="1 or more", remedy="ask for one at least")
        north, east = np.broadcast_arrays(
            np.atleast_1d(np.asarray(lat, dtype=np.float64)),
            np.atleast_1d(np.asarray(lon, dtype=np.float64)),
        )
        if not (np.all(np.abs(north) <= 90) and np.all(np.isfinite(east))):
            raise InvalidValue(
                "a latitude is beyond 90 degrees, or a coordinate is no number",
                expected="WGS84 degrees",
                remedy="leave out the points that are not known",
            )
        ids = np.full((north.size, k), -1, dtype=np.int64)
        km = np.full((north.size, k), np.inf)
        vectors = _unit(north.ravel(), east.ravel())
        for cell in _CELLS:
            open_yet = np.flatnonzero(~np.isfinite(km[:, -1]))
            for start in range(0, open_yet.size, _BLOCK):
                block = open_yet[start : start + _BLOCK]
                ids[block], km[block] = self._by_cells(vectors[block], k, cell)
        # Far from everywhere bands of latitude are asked.
        for at in np.flatnonzero(~np.isfinite(km[:, -1])).tolist():
            found, far = self._of_one(float(north.ravel()[at]), vectors[at], k)
            ids[at, : found.size], km[at, : found.size] = found, far
        return Nearest(ids, km)

    def _by_cells(
        self, vectors: NDArray[np.float64], k: int, cell: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Look at the cells around each point; infinite where they do not settle the nearest."""
        ids = np.full((len(vectors), k), -1, dtype=np.int64)
        km = np.full((len(vectors), k), np.inf)
        keys, by_key = self._cells[cell]
        own = np.floor(vectors / cell).astype(np.int64)
        asked = np.concatenate([_key(own + step) for step in _AROUND])
        left, right = (np.searchsorted(keys, asked, side=side) for side in _SIDES)
        sizes = right - left
        point = np.repeat(np.tile(np.arange(len(vectors)), len(_AROUND)), sizes)
        ends = np.cumsum(sizes)
        within = np.arange(len(point)) - np.repeat(ends - sizes, sizes)
        row = by_key[np.repeat(left, sizes) + within]
        chord = np.sqrt(np.sum((self._unit[row] - vectors[point]) ** 2, axis=1))
        # A place in a farther cell is more than a cell's side away.
        near = np.flatnonzero(chord <= cell)
        order = near[np.lexsort((self._ids[row[near]], chord[near], point[near]))]
        point, row, chord = point[order], row[order], chord[order]
        rank = np.arange(len(point)) - np.searchsorted(point, point)
        best = rank < k
        ids[point[best], rank[best]] = self._ids[row[best]]
        km[point[best], rank[best]] = 2 * np.arcsin(chord[best] / 2) * _EARTH_KM
        return ids, km

    def _of_one(
        self, lat: float, vector: NDArray[np.float64], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        band = _FIRST_BAND
        while True:
            first, last = np.searchsorted(self._lat, (lat - band, lat + band))
            chord = np.sqrt(np.sum((self._unit[first:last] - vector) ** 2, axis=1))
            angle = 2 * np.arcsin(np.clip(chord / 2, 0.0, 1.0))
            # What lies outside the band is farther than the band is wide.
            best = np.argsort(angle, kind="stable")[:k]
            within = best.size == k and angle[best[-1]] <= np.radians(band)
            if within or band > 180:
                return self._ids[first:last][best], angle[best] * _EARTH_KM
            band *= 4


def _unit(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[Any]:
    phi, theta = np.radians(lat), np.radians(lon)
    return np.stack((np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)), axis=1)


def _key(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pack the numbers of a cell along three axes into one."""
    shifted = cells + 2**12
    result: NDArray[np.int64] = (shifted[:, 0] << 28) + (shifted[:, 1] << 14) + shifted[:, 2]
    return result
