"""What services answer, read into candidates: kind, extent, country, as far as they say it."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Mapping
from typing import Any, Final

from conflictlog.countries import country_code
from conflictlog.errors import UnknownName
from conflictlog.geocoding.found import Candidate
from conflictlog.outlines import distance_km
from conflictlog.place import DEFAULT_RADIUS_KM

__all__ = ["UNKNOWN_KIND", "candidate_of", "names_of"]

UNKNOWN_KIND: Final = "place"
"""The kind of a hit whose service does not say what it is."""

# OpenStreetMap's key and value, or its value alone, as kinds of the gazetteer.
_KINDS: Final = {
    "city": "city",
    "town": "town",
    "village": "village",
    "municipality": "settlement",
    "locality": "settlement",
    "hamlet": "hamlet",
    "isolated_dwelling": "hamlet",
    "farm": "hamlet",
    "suburb": "district",
    "quarter": "district",
    "neighbourhood": "district",
    "borough": "district",
    "city_district": "district",
    "county": "admin2",
    "district": "admin2",
    "state_district": "admin2",
    "state": "admin1",
    "province": "admin1",
    "region": "region",
    "country": "country",
    "island": "island",
    "sea": "sea",
    "strait": "strait",
    "bay": "water",
    "water": "water",
    "lake": "lake",
    "river": "river",
    "peak": "mountains",
    "aerodrome": "airport",
    "airfield": "airbase",
    "naval_base": "naval",
    "base": "base",
    "barracks": "base",
    "training_area": "range",
    "range": "range",
    "dam": "dam",
    "bridge": "bridge",
    "port": "port",
    "harbour": "port",
    "hospital": "hospital",
    "prison": "prison",
    "refugee_site": "camp",
    "border_control": "crossing",
    "power/plant": "plant",
    "highway": "line",
    "railway": "line",
}
_LEAST_KM: Final = 0.1
_UNSAID_KM: Final = 25.0
_START: Final = 0.7


def candidate_of(location: Any, *, service: str) -> Candidate:
    """Read one location of geopy.

    The radius reaches the corners of the extent that the service gives; without one it is what
    the kind stands for, and a note says so.
    """
    told = _told(location)
    lat, lon = float(location.latitude), float(location.longitude)
    kind = _kind(told)
    radius = _radius(told, lat, lon)
    notes: tuple[str, ...] = ()
    precision: dict[str, Any] = {"precision": "vicinity"} if kind == UNKNOWN_KIND else {}
    if radius is None:
        radius = _UNSAID_KM if kind == UNKNOWN_KIND else _usual(kind)
        notes = (f"the service gives no extent: {radius:g} km assumed",)
    address = str(location.address)
    return Candidate(
        name=names_of(location)[0],
        matched=address,
        lat=lat,
        lon=lon,
        radius_km=radius,
        kind=kind,
        countries=_countries(told),
        admin1=_division(told),
        confidence=_START,
        method="remote",
        notes=notes,
        source=service,
        source_id=_id(told),
        **precision,
    )


def names_of(location: Any) -> tuple[str, ...]:
    """List what a location is called, the best name first, its whole address last.

    In English where the service says so: so the gazetteer names places too.
    """
    told = _told(location)
    spelled = told.get("namedetails")
    others = dict(spelled) if isinstance(spelled, Mapping) else {}
    address = str(location.address)
    first = address.partition(",")[0].strip()
    names = (others.get("name:en"), told.get("name"), first, *others.values(), address)
    return tuple(dict.fromkeys(each for each in names if isinstance(each, str) and each.strip()))


def _told(location: Any) -> dict[str, Any]:
    """Lay what GeoJSON puts under "properties" beside the rest."""
    raw = location.raw if isinstance(location.raw, Mapping) else {}
    inner = raw.get("properties")
    return {**raw, **inner} if isinstance(inner, Mapping) else dict(raw)


def _kind(told: Mapping[str, Any]) -> str:
    """Find the kind; of an administrative boundary, what its address calls it."""
    key = told.get("class") or told.get("category") or told.get("osm_key")
    value = told.get("type") or told.get("osm_value")
    if value == "administrative" or told.get("addresstype") in {"state", "country", "county"}:
        value = told.get("addresstype")
    if key == "place" and value == "county":
        return "admin2"
    for word in (f"{key}/{value}", value, key):
        if word in _KINDS:
            return _KINDS[str(word)]
    return UNKNOWN_KIND


def _usual(kind: str) -> float:
    from conflictlog.geocoding.found import precision_of

    return DEFAULT_RADIUS_KM[precision_of(kind, None)] or _UNSAID_KM


def _radius(told: Mapping[str, Any], lat: float, lon: float) -> float | None:
    """Measure from the point to the farthest corner of the extent; None where none is given."""
    box = _box(told)
    if box is None:
        return None
    south, north, west, east = box
    if not (-90 <= south <= north <= 90 and all(map(math.isfinite, (west, east)))):
        return None
    corners = ((y, x) for y in (south, north) for x in (west, east))
    return max(_LEAST_KM, *(round(distance_km(lat, lon, y, x), 2) for y, x in corners))


def _box(told: Mapping[str, Any]) -> tuple[float, float, float, float] | None:
    """Give south, north, west and east, as Nominatim, Photon or Google spell them."""
    with contextlib.suppress(KeyError, TypeError, ValueError):
        south, north, west, east = (float(edge) for edge in told["boundingbox"])
        return south, north, west, east
    with contextlib.suppress(KeyError, TypeError, ValueError):
        west, north, east, south = (float(edge) for edge in told["extent"])
        return south, north, west, east
    with contextlib.suppress(KeyError, TypeError, ValueError):
        view = told["geometry"]["viewport"]
        low, high = view["southwest"], view["northeast"]
        return float(low["lat"]), float(high["lat"]), float(low["lng"]), float(high["lng"])
    return None


def _countries(told: Mapping[str, Any]) -> tuple[str, ...]:
    address = told.get("address")
    inside = address.get("country_code") if isinstance(address, Mapping) else None
    code = inside or told.get("countrycode") or told.get("country_code")
    if not isinstance(code, str):
        return ()
    with contextlib.suppress(UnknownName):
        return (country_code(code),)
    return ()


def _division(told: Mapping[str, Any]) -> str | None:
    address = told.get("address")
    inside = address.get("state") if isinstance(address, Mapping) else None
    division = inside or told.get("state")
    return division if isinstance(division, str) and division.strip() else None


def _id(told: Mapping[str, Any]) -> str:
    kind, number = told.get("osm_type"), told.get("osm_id")
    if kind and number:
        return f"{kind}/{number}"
    return str(told.get("place_id") or told.get("id") or "")
