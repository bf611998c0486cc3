"""MGRS and UTM: metres in a zone of the grid.

The letters of a square are resolved here and the projection is the package ``utm``; the package
``mgrs`` is asked in tests only. Of two of its releases one gives a square's corner and the other
its middle, and both only warn where a square lies outside its band.
"""

from __future__ import annotations

import re
from typing import Final

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.notations.values import Coordinates

__all__ = ["read_grid"]

_BANDS: Final = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS: Final = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS: Final = "ABCDEFGHJKLMNPQRSTUV"
_ROW_CYCLE_M: Final = 2_000_000
_SQUARE_M: Final = 100_000
_KM_PER_DEGREE: Final = 111.0

_MGRS: Final = re.compile(
    r"(?:MGRS:? )?(?P<zone>[0-9]{1,2}) ?(?P<band>[A-Z]) ?(?P<square>[A-HJ-NP-Z]{2})"
    r"(?: ?(?P<digits>[0-9]{2,10}|[0-9]{1,5} [0-9]{1,5}))?"
)
_UTM: Final = re.compile(
    r"(?:UTM:? )?(?:zone )?(?P<zone>[0-9]{1,2}) ?(?P<band>[A-Z])[ ,]{1,2}"
    r"(?P<east>[0-9]{6}(?:\.[0-9]{1,3})?) ?(?:m? ?E)?[ ,]{1,2}"
    r"(?P<north>[0-9]{1,8}(?:\.[0-9]{1,3})?) ?(?:m? ?N)?"
)
_DATE: Final = re.compile(
    r"[0-9]{1,2} ?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC) ?(?:19|20)[0-9]{2}"
)


def read_grid(text: str) -> Coordinates | None:
    """Read a reference to a grid; None where the text is none. Letters are capitals."""
    utm = _UTM.fullmatch(text)
    if utm is not None:
        return _utm(utm, text)
    mgrs = _MGRS.fullmatch(text)
    return None if mgrs is None or _DATE.fullmatch(text) else _mgrs(mgrs, text)


def _mgrs(match: re.Match[str], text: str) -> Coordinates:
    zone, band = _zone(match, text)
    digits = match["digits"] or ""
    halves = digits.split() if " " in digits else _halved(digits)
    if len(halves[0]) != len(halves[1]):
        raise _invalid(
            f"{digits!r} has another number of digits for easting and northing",
            "as many for one as for the other, five each at most",
            text,
        )
    column, row = match["square"][0], match["square"][1]
    letters = _COLUMNS[(zone - 1) % 3]
    if column not in letters or row not in _ROWS:
        raise _invalid(
            f"zone {zone} has no square {match['square']}",
            f"a first letter of {letters} and a second of {_ROWS}",
            text,
        )
    cell = 10 ** (5 - len(halves[0]))
    east = (letters.index(column) + 1) * _SQUARE_M + int(halves[0] or 0) * cell + cell / 2
    shift = 5 if zone % 2 == 0 else 0
    row_m = (_ROWS.index(row) - shift) % len(_ROWS) * _SQUARE_M
    in_row = row_m + int(halves[1] or 0) * cell + cell / 2
    km = cell / 1000
    reach = km * 2**0.5 / 2
    # Rows repeat every 2000 km, a band is 900 km high: the nearest to its middle is meant.
    south, top = _BANDS.index(band) * 8.0 - 80, _top(band)
    middle = (south + top) / 2 * _KM_PER_DEGREE * 1000 + (0 if band >= "N" else 10_000_000)
    north = in_row + round((middle - in_row) / _ROW_CYCLE_M) * _ROW_CYCLE_M
    lat, lon = _degrees(east, north, zone, band)
    if not south - reach / _KM_PER_DEGREE <= lat <= top + reach / _KM_PER_DEGREE:
        raise _invalid(
            f"its cell of square {match['square']} lies outside band {band}",
            f"a cell between {south:g} and {top:g} degrees",
            text,
        )
    _refuse_beside(lon, zone, band, km, text)
    return Coordinates(lat=lat, lon=lon, radius_km=reach, notation="MGRS")


def _halved(digits: str) -> list[str]:
    middle = len(digits) // 2
    return [digits[:middle], digits[middle:]]


def _utm(match: re.Match[str], text: str) -> Coordinates:
    zone, band = _zone(match, text)
    east, north = float(match["east"]), float(match["north"])
    if not 100_000 <= east < 1_000_000 or not 0 <= north <= 10_000_000:
        raise _invalid(
            f"easting {east:.0f} and northing {north:.0f} lie outside the grid",
            "easting 100000 to 999999 m, northing 0 to 10000000 m",
            text,
        )
    readings = {}
    lat, lon = _degrees(east, north, zone, band)
    if _BANDS.index(band) * 8.0 - 80.1 <= lat <= _top(band) + 0.1:
        readings["band"] = lat, lon
    if band in "NS":  # many write the hemisphere where the band's letter stands
        readings["hemisphere"] = _degrees(east, north, zone, "N" if band == "N" else "M")
    if not readings:
        raise _invalid(
            f"northing {north:.0f} lies at {lat:.2f} degrees",
            f"band {band}: {_BANDS.index(band) * 8 - 80} to {_top(band):g} degrees",
            text,
        )
    if band == "S" and len(readings) == 2:
        raise _invalid(
            "S may be the band from 32 to 40 degrees north or the southern hemisphere",
            "a letter that says one of them",
            text,
        )
    lat, lon = next(iter(readings.values()))
    _refuse_beside(lon, zone, band, 0.0, text)
    return Coordinates(lat=lat, lon=lon, radius_km=0.001, notation="UTM")


def _zone(match: re.Match[str], text: str) -> tuple[int, str]:
    zone, band = int(match["zone"]), match["band"]
    if not 1 <= zone <= 60 or band not in _BANDS:
        raise _invalid(
            f"the zone is {match['zone']}{band}",
            "a number from 1 to 60 and a letter from C to X without I and O",
            text,
        )
    return zone, band


def _top(band: str) -> float:
    return 84.0 if band == "X" else _BANDS.index(band) * 8.0 - 72


def _degrees(east: float, north: float, zone: int, band: str) -> tuple[float, float]:
    import utm

    # Not strict: the middle of a square at the grid's edge may lie a little outside of it.
    lat, lon = utm.to_latlon(east, north, zone, northern=band >= "N", strict=False)
    return float(lat), float(lon)


def _refuse_beside(lon: float, zone: int, band: str, km: float, text: str) -> None:
    """Refuse squares far outside their zone; zones are wider off Norway and at Svalbard."""
    away = abs((lon - (zone * 6 - 183) + 180) % 360 - 180)
    widest = 9.0 if band in "VX" else 3.5
    if away > widest + km / 20:
        raise _invalid(
            f"the point lies {away:.1f} degrees from the middle of zone {zone}",
            "a point inside the zone, 3 degrees to each side",
            text,
        )


def _invalid(seen: str, expected: str, text: str) -> InvalidValue:
    return InvalidValue(
        f"{text!r} reads as a grid reference, but {seen}",
        expected=expected,
        remedy="check zone, letters and digits, or write degrees",
    )
