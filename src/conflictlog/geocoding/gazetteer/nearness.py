"""Which places lie nearest to points on the sphere."""

from __future__ import annotations

from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray

from conflictlog.errors import InvalidValue

__all__ = ["Nearest", "Points"]

_EARTH_KM: Final = 6371.0088
_FIRST_BAND: Final = 0.25
"""Degrees of latitude to each side that are looked at first; doubled until they suffice."""


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

    __slots__ = ("_ids", "_lat", "_unit")

    def __init__(self, ids: ArrayLike, lat: ArrayLike, lon: ArrayLike) -> None:
        north = np.asarray(lat, dtype=np.float64)
        order = np.lexsort((np.asarray(ids), north))
        self._ids: NDArray[np.int64] = np.asarray(ids, dtype=np.int64)[order]
        self._lat: NDArray[np.float64] = north[order]
        self._unit = _unit(self._lat, np.asarray(lon, dtype=np.float64)[order])

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
        for at, (degrees, vector) in enumerate(zip(north.ravel(), vectors, strict=True)):
            found, far = self._of_one(float(degrees), vector, k)
            ids[at, : found.size], km[at, : found.size] = found, far
        return Nearest(ids, km)

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
