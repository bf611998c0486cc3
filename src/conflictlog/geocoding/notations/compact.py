"""Degrees, minutes and seconds without marks, as in notices to aviators, and ISO 6709."""

from __future__ import annotations

import re
from typing import Final

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.notations.values import Coordinates, checked, digits_radius

__all__ = ["read_compact"]

_LAT: Final = r"(?P<lat>[0-9]{4}(?:[0-9]{2})?(?:\.[0-9]{1,6})?)"
_LON: Final = r"(?P<lon>[0-9]{5}(?:[0-9]{2})?(?:\.[0-9]{1,6})?)"
_FORMS: Final = (
    re.compile(rf"{_LAT} ?(?P<ns>[NS])[ ,/]{{0,2}}{_LON} ?(?P<ew>[EW])", re.IGNORECASE),
    re.compile(rf"(?P<ns>[NS]) ?{_LAT}[ ,/]{{0,2}}(?P<ew>[EW]) ?{_LON}", re.IGNORECASE),
)
_ISO: Final = re.compile(
    r"(?P<lat>[+-][0-9]{2}(?:\.[0-9]{1,12})?)(?P<lon>[+-][0-9]{3}(?:\.[0-9]{1,12})?)"
    r"(?:[+-][0-9.]{1,9})?(?:CRSWGS_84)?/"
)


def read_compact(text: str) -> Coordinates | None:
    """Read "482700N 0380002E" or "+50.4501+030.5234/"; None where the text is neither."""
    iso = _ISO.fullmatch(text)
    if iso is not None:
        lat, lon = checked(float(iso["lat"]), float(iso["lon"]), text)
        cells = [10.0 ** -len(iso[name].partition(".")[2]) for name in ("lat", "lon")]
        return Coordinates(
            lat=lat, lon=lon, radius_km=digits_radius(lat, *cells), notation="decimal"
        )
    match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    lat, lat_cell, parts = _angle(match["lat"], 2, text)
    lon, lon_cell, more = _angle(match["lon"], 3, text)
    lat = -lat if match["ns"] in "sS" else lat
    lon = -lon if match["ew"] in "wW" else lon
    checked(lat, lon, text)
    return Coordinates(
        lat=lat,
        lon=lon,
        radius_km=digits_radius(lat, lat_cell, lon_cell),
        notation="DMS" if max(parts, more) == 3 else "DM",
    )


def _angle(digits: str, width: int, text: str) -> tuple[float, float, int]:
    """Give the degrees, the width of the last digit in degrees, and the number of parts."""
    whole, _, fraction = digits.partition(".")
    parts = [whole[:width], *(whole[at : at + 2] for at in range(width, len(whole), 2))]
    last = f"{parts[-1]}.{fraction}" if fraction else parts[-1]
    values = [float(part) for part in (*parts[:-1], last)]
    if any(value >= 60 for value in values[1:]):
        raise InvalidValue(
            f"minutes or seconds reach 60 in {text!r}",
            expected="degrees, minutes and seconds of two digits each, longitudes with three "
            "digits of degrees",
            remedy="check the digits, or write decimal degrees",
        )
    degrees = sum(value / 60.0**order for order, value in enumerate(values))
    return degrees, 10.0 ** -len(fraction) / 60.0 ** (len(parts) - 1), len(parts)
