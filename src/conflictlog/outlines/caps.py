"""Caps: circles on the globe.

A cap is a circle on the sphere with all that lies inside it: a centre, kept as a
unit vector so that neither the poles nor the antimeridian are special, and a radius.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import attrs

from conflictlog.errors import InvalidValue

__all__ = ["EARTH_RADIUS_KM", "HALF_WAY_KM", "Cap", "covering_cap", "distance_km"]

EARTH_RADIUS_KM: Final = 6371.0088
"""The mean radius of the Earth (IUGG R1); the sphere differs from the ellipsoid by under 0.6 %."""

HALF_WAY_KM: Final = math.pi * EARTH_RADIUS_KM
"""Half way round the Earth: no two places are farther apart."""

# A millimetre: what rounding may cost at this size, and nothing that a report could tell apart.
_SLACK_KM: Final = 1e-6

_STEPS: Final = 60

Vector = tuple[float, float, float]


@attrs.frozen(kw_only=True)
class Cap:
    """A circle on the Earth with all inside it: a unit vector and a radius in km.

    Examples
    --------
    >>> minsk = Cap.around(53.90, 27.57, radius_km=50)
    >>> lima = Cap.around(-12.05, -77.04, radius_km=50)
    >>> minsk.meets(lima), minsk.meets(Cap.around(54.2, 28.5, radius_km=30))
    (False, True)
    """

    x: float
    y: float
    z: float
    radius_km: float

    @classmethod
    def around(cls, lat: float, lon: float, *, radius_km: float) -> Cap:
        """Make the cap around a point in degrees."""
        x, y, z = _unit(lat, lon)
        return cls(x=x, y=y, z=z, radius_km=float(radius_km))

    @property
    def centre(self) -> tuple[float, float]:
        """Latitude and longitude of the centre, in degrees."""
        lat = math.degrees(math.atan2(self.z, math.hypot(self.x, self.y)))
        return lat, math.degrees(math.atan2(self.y, self.x))

    def distance_km(self, other: Cap) -> float:
        """Measure from centre to centre, along the great circle."""
        return EARTH_RADIUS_KM * _angle(_vector(self), _vector(other))

    def meets(self, other: Cap) -> bool:
        """Say whether the two share a point; touching is meeting."""
        return self.distance_km(other) <= self.radius_km + other.radius_km + _SLACK_KM

    def contains(self, other: Cap) -> bool:
        """Say whether the other lies wholly inside this one.

        Examples
        --------
        >>> near = Cap.around(0, 179.9, radius_km=100)
        >>> near.contains(Cap.around(0, -179.9, radius_km=50)), near.contains(near)
        (True, True)
        """
        farthest = min(HALF_WAY_KM, self.distance_km(other) + other.radius_km)
        return farthest <= self.radius_km + _SLACK_KM

    def widened(self, km: float) -> Cap:
        """Make the cap with the same centre and a radius larger by some km."""
        return attrs.evolve(self, radius_km=min(HALF_WAY_KM, self.radius_km + km))


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Measure the great circle between two points in degrees.

    Examples
    --------
    >>> round(distance_km(50.45, 30.52, 53.90, 27.57))  # Kyiv to Minsk
    433
    """
    return EARTH_RADIUS_KM * _angle(_unit(lat1, lon1), _unit(lat2, lon2))


def covering_cap(caps: Iterable[Cap]) -> Cap:
    """Make a cap that contains several; the same whatever their order.

    Of one cap, or where one contains the others, it is that cap; around two it is the
    smallest; around more it is close to the smallest and never too small.

    Raises
    ------
    InvalidValue
        Where there is nothing to cover.

    Examples
    --------
    >>> kyiv = Cap.around(50.45, 30.52, radius_km=5)
    >>> minsk = Cap.around(53.90, 27.57, radius_km=5)
    >>> round(covering_cap([kyiv, minsk]).radius_km)
    222
    """
    ordered = sorted(set(caps), key=lambda cap: (-cap.radius_km, cap.x, cap.y, cap.z))
    if not ordered:
        raise InvalidValue("caps is empty", expected="one cap or more", remedy="give the caps")
    widest = ordered[0]
    if all(widest.contains(cap) for cap in ordered[1:]):
        return widest
    centre = _between(widest, ordered[1]) if len(ordered) == 2 else _settle(ordered)
    reach = max(_reach(centre, cap) for cap in ordered)
    x, y, z = centre
    return Cap(x=x, y=y, z=z, radius_km=min(HALF_WAY_KM, reach + _SLACK_KM))


def _settle(caps: list[Cap]) -> Vector:
    """Move a centre towards whatever reaches farthest, by ever smaller steps (Badoiu, Clarkson)."""
    x, y, z = (math.fsum(axis) for axis in zip(*map(_vector, caps), strict=True))
    centre = _scaled((x, y, z)) or _vector(caps[0])
    best, least = centre, math.inf
    for step in range(1, _STEPS + 1):
        reach, far = max(((_reach(centre, cap), cap) for cap in caps), key=lambda pair: pair[0])
        if reach < least:
            best, least = centre, reach
        # The way to the far cap's outer edge, and the share of it that this step goes.
        way = _angle(centre, _vector(far))
        if way == 0.0:
            break
        centre = _towards(
            centre, _vector(far), min(1.0, reach / EARTH_RADIUS_KM / way / (step + 1))
        )
    return best


def _between(one: Cap, two: Cap) -> Vector:
    """Find the centre of the smallest cap around two that do not contain each other."""
    way = one.distance_km(two)
    share = ((way + two.radius_km - one.radius_km) / 2) / way
    return _towards(_vector(one), _vector(two), min(1.0, max(0.0, share)))


def _reach(centre: Vector, cap: Cap) -> float:
    return EARTH_RADIUS_KM * _angle(centre, _vector(cap)) + cap.radius_km


def _vector(cap: Cap) -> Vector:
    return cap.x, cap.y, cap.z


def _unit(lat: float, lon: float) -> Vector:
    phi, lam = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def _scaled(vector: Vector) -> Vector | None:
    """Scale to length one; None where the vector has no direction."""
    length = math.hypot(*vector)
    if length < 1e-12:
        return None
    return vector[0] / length, vector[1] / length, vector[2] / length


def _angle(a: Vector, b: Vector) -> float:
    """Measure the angle in radians; exact for tiny and for nearly opposite vectors alike."""
    cross = math.hypot(
        a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    )
    return math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])


def _towards(start: Vector, end: Vector, share: float) -> Vector:
    """Go a share of the way from start to end along the great circle."""
    way = _angle(start, end)
    sine = math.sin(way)
    if way < 1e-9:
        return start
    if sine < 1e-9:
        # Opposite points: every way there is as short, so take the same one each time.
        end = _aside(start)
        p, q = math.cos(share * way), math.sin(share * way)
    else:
        p, q = math.sin((1 - share) * way) / sine, math.sin(share * way) / sine
    moved = (p * start[0] + q * end[0], p * start[1] + q * end[1], p * start[2] + q * end[2])
    return _scaled(moved) or start


def _aside(vector: Vector) -> Vector:
    """Find a vector at a right angle, by way of the axis that this one leans to least."""
    x, y, z = vector
    if abs(z) <= abs(x) and abs(z) <= abs(y):
        across = (y, -x, 0.0)
    else:
        across = (0.0, z, -y) if abs(x) <= abs(y) else (-z, 0.0, x)
    return _scaled(across) or vector
