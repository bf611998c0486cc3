"""Predicates of place."""

from __future__ import annotations

from collections.abc import Iterable

from conflictlog.errors import InvalidValue
from conflictlog.outlines import HALF_WAY_KM
from conflictlog.place import Place
from conflictlog.query import DEFAULT_ROLES, NearPoint, Query

__all__ = ["near"]


def near(
    place: Place | tuple[float, float],
    *,
    km: float,
    roles: str | Iterable[str] = DEFAULT_ROLES,
) -> Query:
    """Ask for events within some km of a point, along the great circle.

    An event's place is a disc: it is certainly near where the whole disc is, possibly where the
    two meet. Distances are on a sphere, whose error is under 0.6 %.

    Parameters
    ----------
    place
        A `Place` with a point, or latitude and longitude in degrees.
    km
        How far.
    roles
        What the place is to the event: where it occurred, or its target, unless told.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> kyiv = near((50.45, 30.52), km=50)
    >>> kyiv.answer(Event(place=Place("Irpin", lat=50.52, lon=30.25)))
    True
    >>> print(kyiv.answer(Event(place=Place("Kyiv oblast", country="Ukraine"))))
    None
    """
    lat, lon, name = _point(place)
    if isinstance(km, bool) or not isinstance(km, int | float) or not 0 <= km <= HALF_WAY_KM:
        raise InvalidValue(
            f"near(km={km!r})",
            expected=f"a distance from 0 to {HALF_WAY_KM:.0f} km",
            remedy="give the radius of the circle around the point in km",
        )
    return NearPoint(lat=lat, lon=lon, km=km, name=name, roles=_roles(roles))


def _roles(roles: str | Iterable[str]) -> tuple[str, ...]:
    return (roles,) if isinstance(roles, str) else tuple(roles)


def _point(place: object) -> tuple[float, float, str | None]:
    """Give a point and its name; the rules for coordinates are those of `Place`."""
    if isinstance(place, Place):
        if place.lat is None or place.lon is None or place.point is not None:
            raise InvalidValue(
                f"near({place!r}), which has no point of its own",
                expected="a place with lat and lon that stand for themselves",
                remedy="give coordinates, or ask within(...) for a country or a division",
            )
        return place.lat, place.lon, place.name
    if isinstance(place, str):
        raise InvalidValue(
            f"near({place!r}): names of places are not looked up yet",
            expected="a Place with coordinates, or (lat, lon)",
            remedy=f"write near(Place({place!r}, lat=..., lon=...), km=...)",
        )
    if not isinstance(place, tuple | list) or len(place) != 2:
        raise InvalidValue(
            f"near({place!r})",
            expected="a Place with coordinates, or (lat, lon)",
            remedy="write near((50.45, 30.52), km=50)",
        )
    found = Place(lat=place[0], lon=place[1], precision="exact", radius_km=0)
    if found.lat is None or found.lon is None:
        raise InvalidValue(
            f"near({place!r})",
            expected="latitude and longitude in degrees",
            remedy="write near((50.45, 30.52), km=50)",
        )
    return found.lat, found.lon, None
