"""Plus codes (Open Location Codes): cells of a grid in degrees, named by letters and digits."""

from __future__ import annotations

import re
from typing import Final

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.notations.values import Coordinates, ShortPlusCode, half_cell

__all__ = ["completed", "read_plus_code"]

_CHAR: Final = "[23456789CFGHJMPQRVWX]"
_FULL: Final = re.compile(
    rf"{_CHAR}{{8}}\+(?:{_CHAR}{{2,7}})?|(?:{_CHAR}{{2}}){{1,3}}0{{2,6}}\+", re.IGNORECASE
)
_SHORT: Final = re.compile(
    rf"(?P<code>(?:{_CHAR}{{2}}){{1,3}}\+{_CHAR}{{2,7}})(?:,? (?P<of>.*[^\W\d_].*))?",
    re.IGNORECASE,
)
_PADDED_LENGTH: Final = 9


def read_plus_code(text: str) -> Coordinates | ShortPlusCode | None:
    """Read a full code, or a short one with the place that completes it; None for others."""
    if _FULL.fullmatch(text) and len(text) >= _PADDED_LENGTH:
        return _decoded(text)
    short = _SHORT.fullmatch(text)
    if short is None:
        return None
    if short["of"] is None:
        raise InvalidValue(
            f"{text!r} is a plus code without its first digits",
            expected="a full code (8GV5FG2C+XX), or a place with it (FG2C+XX, Kyiv)",
            remedy="add the place, or copy the full code",
        )
    return ShortPlusCode(code=short["code"].upper(), of=short["of"].strip())


def completed(code: str, lat: float, lon: float) -> Coordinates:
    """Complete a short code from a point in degrees."""
    from openlocationcode import openlocationcode

    return _decoded(openlocationcode.recoverNearest(code, lat, lon))


def _decoded(code: str) -> Coordinates:
    from openlocationcode import openlocationcode

    if not openlocationcode.isFull(code):
        raise InvalidValue(
            f"plus code {code!r} lies outside the Earth",
            expected="a first letter from 2 to C and a second from 2 to V",
            remedy="check the first two letters",
        )
    area = openlocationcode.decode(code)
    lat, lon = area.latitudeCenter, area.longitudeCenter
    nearest_equator = min(abs(area.latitudeLo), abs(area.latitudeHi))
    return Coordinates(
        lat=lat,
        lon=lon,
        radius_km=half_cell(
            nearest_equator, area.latitudeHi - area.latitudeLo, area.longitudeHi - area.longitudeLo
        ),
        notation="plus code",
    )
