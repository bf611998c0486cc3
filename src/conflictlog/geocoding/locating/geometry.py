"""Discs of relations: so far from X, near X, between X and Y, the west of X.

Each relation widens honestly: a reporter's "12 km north-east" is rounded in both, and "near" says
little. Distances are on the sphere of `conflictlog.outlines`, whose error is under 0.6 %.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import attrs

from conflictlog.outlines import EARTH_RADIUS_KM, Cap, covering_cap, distance_km

__all__ = [
    "Disc",
    "beside",
    "between",
    "covering",
    "destination",
    "near",
    "offset",
    "part",
    "within_reach",
]

#: Half of the eight winds' sector, for a bearing whose spread nobody gave.
_SECTOR: Final = 22.5
#: What a distance in a report is worth: a quarter of it.
_ROUNDING: Final = 0.25
_NEAR_KM: Final = 10.0


@attrs.frozen
class Disc:
    """A point in degrees with a radius in km."""

    lat: float
    lon: float
    km: float

    @property
    def cap(self) -> Cap:
        """The same as a cap on the sphere."""
        return Cap.around(self.lat, self.lon, radius_km=self.km)

    @classmethod
    def of(cls, cap: Cap) -> Disc:
        """Make the disc of a cap."""
        lat, lon = cap.centre
        return cls(lat, lon, cap.radius_km)

    def distance_km(self, other: Disc) -> float:
        """Measure from centre to centre."""
        return distance_km(self.lat, self.lon, other.lat, other.lon)


def destination(lat: float, lon: float, *, km: float, bearing: float) -> tuple[float, float]:
    """Go some km from a point, starting in a direction (0 is north, 90 is east).

    Examples
    --------
    >>> lat, lon = destination(50.45, 30.52, km=100, bearing=90)
    >>> round(lat, 2), round(lon, 2)
    (50.44, 31.93)
    """
    angle, turn, phi = km / EARTH_RADIUS_KM, math.radians(bearing), math.radians(lat)
    sine = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(turn)
    found = math.asin(max(-1.0, min(1.0, sine)))
    east = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * sine
    )
    return math.degrees(found), (lon + math.degrees(east) + 540.0) % 360.0 - 180.0


def offset(
    base: Disc,
    *,
    km: float,
    bearing: float,
    spread: float | None = None,
    spread_km: float = 0.0,
) -> Disc:
    """Place what lies so far from X in a direction.

    The radius is X's own and what rounding may hide: a quarter of the distance, or the half
    width of the direction's sector (``spread``, in degrees) or of the range where that is more.
    """
    lat, lon = destination(base.lat, base.lon, km=km, bearing=bearing)
    half = _SECTOR if spread is None else spread
    sideways = 2 * km * math.sin(math.radians(min(half, 180.0)) / 2)
    return Disc(lat, lon, base.km + max(_ROUNDING * km, sideways, spread_km))


def near(base: Disc, *, km: float | None = None) -> Disc:
    """Place what is near X: its disc, and 10 km more or the distance that is told."""
    return attrs.evolve(base, km=base.km + (_NEAR_KM if km is None else km * (1 + _ROUNDING)))


def beside(base: Disc, *, km: float | None, bearing: float) -> Disc:
    """Place what is north of X, so that the disc still holds most of X: it may be at its edge."""
    further = _NEAR_KM if km is None else km * (1 + _ROUNDING)
    lat, lon = destination(base.lat, base.lon, km=(base.km + further) / 2, bearing=bearing)
    return Disc(lat, lon, base.km + further)


def between(first: Disc, second: Disc) -> Disc:
    """Place what lies between X and Y, or on the road: half the gap, and both of them."""
    cap = covering_cap([first.cap, second.cap])
    gap = first.distance_km(second)
    if gap == 0:
        return Disc.of(cap)
    middle = Disc.of(
        covering_cap([attrs.evolve(each.cap, radius_km=0) for each in (first, second)])
    )
    return attrs.evolve(middle, km=gap / 2 + max(first.km, second.km))


def part(base: Disc, *, bearing: float | None) -> Disc:
    """Place what lies in one half of X, or in its middle: a smaller disc, mostly inside X's."""
    if bearing is None:
        return attrs.evolve(base, km=0.6 * base.km)
    lat, lon = destination(base.lat, base.lon, km=base.km / 2, bearing=bearing)
    return Disc(lat, lon, 0.8 * base.km)


def covering(discs: Iterable[Disc]) -> Disc:
    """Give a disc that holds several."""
    return Disc.of(covering_cap([each.cap for each in discs]))


def within_reach(one: Disc, other: Disc, *, km: float = 0.0) -> bool:
    """Say whether two discs meet, with some km between them allowed."""
    return one.distance_km(other) <= one.km + other.km + km
