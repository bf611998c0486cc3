"""Coordinates in text: every notation that reports use, by a strict match of the whole text.

One module a notation: ``degrees`` (decimal and sexagesimal), ``grids`` (MGRS and UTM),
``plus_codes``, ``links`` (geo: URIs and links to maps). Each says None to what is not its own,
and raises where a text is its own but cannot be true or can be read in two ways. Nothing is
searched inside a sentence, and nothing is asked of a network.
"""

from __future__ import annotations

import re
from typing import Final

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.notations.characters import plain
from conflictlog.geocoding.notations.compact import read_compact
from conflictlog.geocoding.notations.degrees import read_degrees
from conflictlog.geocoding.notations.grids import read_grid
from conflictlog.geocoding.notations.links import read_link
from conflictlog.geocoding.notations.plus_codes import read_plus_code
from conflictlog.geocoding.notations.values import Coordinates, ShortPlusCode

__all__ = ["Coordinates", "ShortPlusCode", "read_coordinates"]

# A link with its tracking parameters is long; a text beyond this is no notation.
_LONGEST: Final = 2000
# Every notation has a digit; a plus code may have a plus sign alone, a link its colon.
_SIGN: Final = re.compile(r"[\d+:]")


def read_coordinates(text: str) -> Coordinates | ShortPlusCode | None:
    r"""Read a text that is coordinates and nothing else.

    Read are decimal degrees ("50.4501, 30.5234", "50,4501 30,5234", "50.45 N 30.52 E",
    "E30.52 N50.45"), degrees with minutes and seconds in the usual marks and in the compact form
    of notices to aviators ("482700N 0380002E"), direction letters and words in Latin, Cyrillic,
    Arabic and Hebrew script, MGRS, UTM, plus codes, geo: URIs, and links to Google Maps,
    OpenStreetMap, Yandex, Bing, Apple and Wikimapia. Without letters the latitude comes first.

    Parameters
    ----------
    text
        The whole text.

    Returns
    -------
    Coordinates or ShortPlusCode or None
        None where the text is no notation. A plus code without its first digits names the place
        that they are to be taken from.

    Raises
    ------
    InvalidValue
        Where it is a notation but lies outside the Earth or its own grid, or can be read in two
        ways, or is a short link that only a network could resolve.

    Examples
    --------
    >>> read_coordinates("48°35'44\"N 38°00'02\"E")
    Coordinates(lat=48.595556, lon=38.000556, radius_km=0.0186, notation='DMS')
    >>> read_coordinates("37U DP 26 82").notation, read_coordinates("37U DP 26 82").radius_km
    ('MGRS', 0.707107)
    >>> read_coordinates("1 2 3"), read_coordinates("Kyiv")
    (None, None)
    >>> read_coordinates("91.2, 30")
    Traceback (most recent call last):
      ...
    conflictlog.errors.InvalidValue: latitude is 91.2 in '91.2, 30'; expected -90 to 90; ...
    """
    if not isinstance(text, str):
        raise InvalidValue(
            f"text is {text!r}",
            expected="text",
            remedy="numbers go to Place(lat=..., lon=...) as they are",
        )
    if len(text) > _LONGEST or not _SIGN.search(text):
        return None
    words = plain(text)
    for read in (read_link, read_plus_code, read_grid, read_compact, read_degrees):
        found = read(words)
        if found is not None:
            return found
    return None
