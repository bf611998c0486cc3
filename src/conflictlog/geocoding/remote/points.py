"""Points that a caller gives, and locations of geopy that we give back."""

from __future__ import annotations

from typing import Any

from conflictlog.countries import country_name
from conflictlog.errors import InvalidValue
from conflictlog.geocoding.found import Candidate
from conflictlog.geocoding.locating.asking import disc_of
from conflictlog.geocoding.notations import Coordinates, read_coordinates

__all__ = ["degrees_of", "location_of"]


def degrees_of(query: Any) -> tuple[float, float]:
    """Give latitude and longitude of a pair, a text, a `Place` or a geopy Point."""
    if isinstance(query, str):
        found = read_coordinates(query)
        query = (found.lat, found.lon) if isinstance(found, Coordinates) else None
    elif hasattr(query, "latitude"):
        query = (query.latitude, query.longitude)
    disc = disc_of(query)
    if disc is None:
        raise InvalidValue(
            f"the point to reverse is {query!r:.80}",
            expected="(lat, lon), coordinates as text, a Place or a geopy Point",
            remedy="write reverse((50.45, 30.52))",
        )
    return disc.lat, disc.lon


def location_of(candidate: Candidate) -> Any:
    """Make a location of geopy, with the candidate as its ``raw``; None without a point."""
    from geopy.location import Location

    if candidate.lat is None or candidate.lon is None:
        return None
    lands = " or ".join(country_name(code) for code in candidate.countries)
    parts = dict.fromkeys(part for part in (candidate.name, candidate.admin1, lands) if part)
    told = candidate.matched if candidate.method.startswith("remote") else ", ".join(parts)
    return Location(told, (candidate.lat, candidate.lon), candidate)
