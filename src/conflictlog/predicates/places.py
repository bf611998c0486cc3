"""Predicates of place."""

from __future__ import annotations

from collections.abc import Iterable

from conflictlog.errors import InvalidValue
from conflictlog.outlines import HALF_WAY_KM
from conflictlog.place import Place
from conflictlog.predicates.looked_up import point_of
from conflictlog.query import DEFAULT_ROLES, NearPoint, Query

__all__ = ["near"]


def near(
    place: Place | tuple[float, float] | str,
    *,
    km: float,
    country: str | Iterable[str] | None = None,
    admin1: str | None = None,
    gazetteer: object = None,
    roles: str | Iterable[str] = DEFAULT_ROLES,
) -> Query:
    """Ask for events within some km of a point, along the great circle.

    An event's place is a disc: it is certainly near where the whole disc is, possibly where the
    two meet. Distances are on a sphere, whose error is under 0.6 %.

    Parameters
    ----------
    place
        A `Place` with a point, latitude and longitude in degrees, or a name, which is looked up
        now: the question holds the point, and asks no gazetteer later.
    km
        How far.
    country, admin1
        Where a name is to be looked for.
    gazetteer
        What a name is looked up in; the embedded one, offline, where it is left out.
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
    >>> near("Kharkiv", country="UKR", km=50)
    near(Place('Kharkiv', lat=49.9818, lon=36.2548), km=50)
    """
    lat: float
    lon: float
    name: str | None
    if isinstance(place, str):
        lat, lon, name = point_of(place, gazetteer, country=country, admin1=admin1)
    else:
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
    if not isinstance(place, tuple | list) or len(place) != 2:
        raise InvalidValue(
            f"near({place!r})",
            expected="a Place with coordinates, (lat, lon), or a name",
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
