"""geo: URIs and links to maps, read offline.

A link may hold a pin and the middle of the view. The pin is taken; a view without one says only
where the map was looked at, so its radius is half of what a screen showed.
"""

from __future__ import annotations

import math
import re
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.notations.values import Coordinates, checked, digits_radius

__all__ = ["read_link"]

_NUMBER: Final = r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?"
_PAIR: Final = rf"(?P<one>{_NUMBER})(?:,|~|%2C|/) ?\+?(?P<two>{_NUMBER})"
_GEO: Final = re.compile(
    rf"geo:{_PAIR}(?:,-?[0-9.]+)?(?P<more>(?:;[^?]*)?)(?:\?(?P<query>.*))?", re.IGNORECASE
)
_GOOGLE_PIN: Final = re.compile(rf"!3d(?P<one>{_NUMBER})!4d(?P<two>{_NUMBER})")
_GOOGLE_VIEW: Final = re.compile(rf"@{_PAIR},(?P<size>[0-9.]+)(?P<unit>[zm])")
_HASH_VIEW: Final = re.compile(rf"#map=(?P<size>[0-9.]+)/{_PAIR}(?P<unit>)")
_BARE: Final = re.compile(rf"@{_PAIR},[0-9.]+[zm].*|#map=[0-9.]+/{_PAIR.replace('P<', 'P<_')}")
_SHORT: Final = re.compile(r"(?:maps\.app\.goo\.gl|goo\.gl|osm\.org|ya\.ru|yandex\.\w+/maps/-)/?.*")

_KM_ROUND: Final = 40_075.0
# Map tiles that a screen shows from its middle to a corner.
_TILES: Final = 3.0


@attrs.frozen(kw_only=True)
class _Site:
    """Which keys of a link's query hold a pin or a view, and in which order."""

    hosts: str
    pins: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    zoom: str = "z"
    lon_first: bool = False
    pairs: tuple[tuple[str, str], ...] = ()


_SITES: Final = (
    _Site(hosts=r"(?:www\.|maps\.)?google\.[a-z.]+", pins=("q", "query", "ll", "destination")),
    _Site(hosts=r"(?:www\.)?(?:openstreetmap\.org|osm\.org)", pairs=(("mlat", "mlon"),)),
    _Site(
        hosts=r"(?:www\.|maps\.)?yandex\.[a-z.]+",
        pins=("pt", "whatshere[point]"),
        views=("ll",),
        lon_first=True,
    ),
    _Site(hosts=r"(?:www\.)?bing\.com", views=("cp",), zoom="lvl"),
    _Site(hosts=r"maps\.apple\.com", pins=("ll", "q", "coordinate")),
    _Site(hosts=r"(?:www\.)?wikimapia\.org", pairs=(("lat", "lon"),)),
)


def read_link(text: str) -> Coordinates | None:
    """Read a geo: URI or a link to a map; None where the text is neither."""
    if text[:4].casefold() == "geo:":
        return _geo(text)
    if _BARE.fullmatch(text):
        return _view(text, text)
    if not re.match(r"https?://|(?:www|maps)\.", text, re.IGNORECASE) or " " in text:
        return None
    return _map_link(text)


def _geo(text: str) -> Coordinates:
    match = _GEO.fullmatch(text)
    if match is None:
        raise _unread(text, "geo:50.4501,30.5234 with a latitude and a longitude in degrees")
    more = dict(part.casefold().partition("=")[::2] for part in match["more"].split(";") if part)
    if more.get("crs", "wgs84") != "wgs84":
        raise _unread(text, "coordinates in WGS84")
    asked = parse_qs(match["query"] or "").get("q", [""])[0]
    pin = re.match(_PAIR, asked)
    found = _pin(pin or match, text, notation="geo URI")
    if "u" not in more:
        return found
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", more["u"]):
        raise _unread(text, "an uncertainty u= in metres")
    return attrs.evolve(found, radius_km=max(found.radius_km, float(more["u"]) / 1000))


def _map_link(text: str) -> Coordinates | None:
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:  # brackets that are no address
        return None
    host = (parts.hostname or "").casefold()
    if _SHORT.fullmatch(f"{host}{parts.path}") and not re.search(r"[?#]\w", text):
        raise _unread(text, "a link that holds its coordinates; a short one is known to its site")
    site = next((each for each in _SITES if re.fullmatch(each.hosts, host)), None)
    if site is None:
        return None
    values = {key: found[0] for key, found in parse_qs(f"{parts.query}&{parts.fragment}").items()}
    pin = _GOOGLE_PIN.search(text)
    if pin is not None:
        return _pin(pin, text)
    for lat, lon in site.pairs:
        if lat in values and lon in values:
            pair = re.fullmatch(_PAIR, f"{values[lat]},{values[lon]}")
            if pair is not None:
                return _pin(pair, text)
    for key in site.pins:
        pair = re.fullmatch(_PAIR, values.get(key, "").removeprefix("loc:"))
        if pair is not None:
            return _pin(pair, text, lon_first=site.lon_first)
    for key in site.views:
        zoom = re.fullmatch(r"[0-9.]+", values.get(site.zoom, ""))
        pair = re.fullmatch(_PAIR, values.get(key, ""))
        if pair is not None and zoom is not None:
            return _seen(pair, float(zoom[0]), "z", text, lon_first=site.lon_first)
    return _view(unquote(text), text)


def _view(link: str, text: str) -> Coordinates:
    match = _GOOGLE_VIEW.search(link) or _HASH_VIEW.search(link)
    if match is None:
        raise _unread(text, "a link to a map that holds coordinates")
    return _seen(match, float(match["size"]), match["unit"] or "z", text)


def _pin(
    match: re.Match[str], text: str, *, notation: str = "map link", lon_first: bool = False
) -> Coordinates:
    """Make the point of a pin; its digits say how exact it is."""
    words = (match["two"], match["one"]) if lon_first else (match["one"], match["two"])
    lat, lon = checked(float(words[0]), float(words[1]), text)
    cells = [10.0 ** -len(word.partition(".")[2]) for word in words]
    return Coordinates(lat=lat, lon=lon, radius_km=digits_radius(lat, *cells), notation=notation)


def _seen(
    match: re.Match[str], size: float, unit: str, text: str, *, lon_first: bool = False
) -> Coordinates:
    """Make the middle of a view; ``size`` is a zoom level, or the height shown in metres."""
    found = _pin(match, text, notation="map view", lon_first=lon_first)
    if unit == "m":
        shown = size / 1000
    else:
        across = _KM_ROUND * math.cos(math.radians(found.lat))
        shown = across / 2 ** min(size, 30.0) * _TILES
    return attrs.evolve(found, radius_km=max(found.radius_km, min(shown, _KM_ROUND / 2)))


def _unread(text: str, expected: str) -> InvalidValue:
    return InvalidValue(
        f"{text!r} cannot be read offline",
        expected=expected,
        remedy="open it where that is safe, and copy the coordinates",
    )
