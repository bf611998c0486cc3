"""What a notation gives: a point and how far its digits can be trusted."""

from __future__ import annotations

import math
from typing import Final

import attrs

from conflictlog.errors import InvalidValue

__all__ = ["SMALLEST_KM", "Coordinates", "ShortPlusCode", "checked", "digits_radius", "half_cell"]

SMALLEST_KM: Final = 0.01
"""The least radius: no report's coordinates are truer than ten metres, whatever its digits."""

# The longest degree of the ellipsoid: of latitude, at a pole.
_KM_PER_DEGREE: Final = 111.7


def _degrees(value: float) -> float:
    """Keep a tenth of a metre: rounding beyond it is noise of the arithmetic."""
    return round(float(value), 6) + 0.0


def _radius(value: float) -> float:
    return max(SMALLEST_KM, round(value, 6))


@attrs.frozen(kw_only=True)
class Coordinates:
    """A point, and the radius that its digits leave open.

    Parameters
    ----------
    lat, lon
        WGS84 degrees.
    radius_km
        Half the diagonal of the cell that the last digits stand for, 0.01 at least. It says
        what was written, not how well the writer knew it.
    notation
        "decimal", "DM", "DMS", "MGRS", "UTM", "plus code", "geo URI", "map link", "map view".
    """

    lat: float = attrs.field(converter=_degrees)
    lon: float = attrs.field(converter=_degrees)
    radius_km: float = attrs.field(converter=_radius)
    notation: str


@attrs.frozen(kw_only=True)
class ShortPlusCode:
    """A plus code without its first digits, to be completed from the place named with it.

    Examples
    --------
    >>> code = ShortPlusCode(code="FG2C+XX", of="Kyiv")
    >>> code.near(50.45, 30.52).notation
    'plus code'
    """

    code: str
    of: str

    def near(self, lat: float, lon: float) -> Coordinates:
        """Complete it with the digits that put it nearest to a point in degrees."""
        from conflictlog.geocoding.notations.plus_codes import completed

        return completed(self.code, lat, lon)


def half_cell(lat: float, high: float, wide: float) -> float:
    """Measure half the diagonal, in km, of a cell at a latitude; its sides are in degrees."""
    up = high / 2 * _KM_PER_DEGREE
    across = wide / 2 * _KM_PER_DEGREE * math.cos(math.radians(min(90.0, abs(lat))))
    return math.hypot(up, across)


def digits_radius(lat: float, lat_cell: float, lon_cell: float) -> float:
    """Give the radius for a latitude and a longitude whose last digits stand for such cells.

    Examples
    --------
    >>> round(digits_radius(50.4, 0.1, 0.1), 1)
    6.6
    """
    return max(SMALLEST_KM, half_cell(lat, lat_cell, lon_cell))


def checked(lat: float, lon: float, text: str) -> tuple[float, float]:
    """Refuse degrees that no place on Earth has."""
    if abs(lat) > 90:
        swapped = abs(lat) <= 180 and abs(lon) <= 90
        raise InvalidValue(
            f"latitude is {lat:g} in {text!r}",
            expected="-90 to 90",
            remedy=f"lat and lon look swapped: if so, write {lon:g}, {lat:g}"
            if swapped
            else "check the digits and the decimal point",
        )
    if abs(lon) > 180:
        raise InvalidValue(
            f"longitude is {lon:g} in {text!r}",
            expected="-180 to 180",
            remedy=f"if it counts eastward from 0 to 360, write {lon - 360:g}"
            if 180 < lon <= 360
            else "check the digits and the decimal point",
        )
    return lat, lon
