"""Countries: codes, names, and the cap around each, from one small table.

Codes are ISO 3166-1 alpha-3, and XKX for Kosovo. The table (``data/countries.csv``, built by
``tools/build_countries.py``) is read on first use, never at import.
"""

from __future__ import annotations

import csv
import functools
import importlib.resources
import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.outlines import Cap

__all__ = [
    "codes_by_gw",
    "codes_by_number",
    "country_cap",
    "country_code",
    "country_codes",
    "country_name",
    "find_country",
]


@attrs.frozen(kw_only=True)
class _Country:
    """One row of the table."""

    code: str
    alpha2: str
    number: str
    name: str
    aliases: tuple[str, ...]
    gw: tuple[int, ...]
    cap: Cap | None


def country_code(text: str) -> str:
    """Find the alpha-3 code of a country that is given as a code or by a name.

    Taken are alpha-3, alpha-2, the English names (short, official, common, and those of the
    UCDP and other data sets), whatever their case, accents and punctuation.

    Raises
    ------
    UnknownName
        Where no country is called that; the nearest names are in the message.
    InvalidValue
        Where it is no text.

    Examples
    --------
    >>> country_code("UA"), country_code("Yemen (North Yemen)"), country_code("Côte d’Ivoire")
    ('UKR', 'YEM', 'CIV')
    >>> country_code("Ukrane")
    Traceback (most recent call last):
      ...
    conflictlog.errors.UnknownName: country is 'Ukrane'; expected ISO 3166-1 alpha-3 or alpha-2 \
(XKX for Kosovo) or an English name; did you mean 'Ukraine'?
    """
    if not isinstance(text, str):
        raise InvalidValue(
            f"country is {text!r}", expected="one code or name as text", remedy='write "UKR"'
        )
    found = find_country(text)
    if found is None:
        names = [name for row in _table().values() for name in (row.name, *row.aliases)]
        raise UnknownName(
            f"country is {text!r}",
            expected="ISO 3166-1 alpha-3 or alpha-2 (XKX for Kosovo) or an English name",
            remedy=nearest_hint(text, names, count=1) or "country_codes() lists the codes",
        )
    return found


def find_country(text: str) -> str | None:
    """Give the alpha-3 code of a country as `country_code` does; None where none is called that.

    Examples
    --------
    >>> find_country("Syrian Arab Republic"), find_country("Boko Haram")
    ('SYR', None)
    """
    return _codes_by_text().get(_folded(text))


def country_name(code: str) -> str:
    """Give the short English name of a country.

    Examples
    --------
    >>> country_name("BLR"), country_name("COD")
    ('Belarus', 'DR Congo')
    """
    return _table()[country_code(code)].name


def country_cap(code: str) -> Cap | None:
    """Give the cap around all land of a country, overseas parts included; None if not known.

    It is for queries only: what happened "somewhere in Belarus" happened inside this cap.
    The caps of states with far islands (France, the United States, Norway) are vast.

    Examples
    --------
    >>> belarus = country_cap("BLR")
    >>> belarus.contains(Cap.around(53.90, 27.57, radius_km=50))  # Minsk
    True
    >>> belarus.meets(Cap.around(-12.05, -77.04, radius_km=50))  # Lima
    False
    """
    return _table()[country_code(code)].cap


def country_codes() -> tuple[str, ...]:
    """List the alpha-3 codes that the table holds, sorted.

    Examples
    --------
    >>> len(country_codes()), country_codes()[:3]
    (250, ('ABW', 'AFG', 'AGO'))
    """
    return tuple(_table())


def codes_by_gw() -> dict[int, str]:
    """Map Gleditsch-Ward numbers, as the UCDP uses them, to alpha-3 codes.

    States that are gone map to the code of the state that the UCDP itself continues them
    with: 678 (North Yemen, then Yemen) and 680 (South Yemen) are both YEM.

    Examples
    --------
    >>> codes_by_gw()[369], codes_by_gw()[365]
    ('UKR', 'RUS')
    """
    return dict(_codes_by_gw())


@functools.cache
def codes_by_number() -> Mapping[str, str]:
    """Map the three digits of ISO 3166-1, as ACLED writes them, to alpha-3 codes.

    Kosovo has none.

    Examples
    --------
    >>> codes_by_number()["804"], codes_by_number()["008"]
    ('UKR', 'ALB')
    """
    return MappingProxyType({row.number: row.code for row in _table().values() if row.number})


@functools.cache
def _table() -> dict[str, _Country]:
    """Read the table once; rows are sorted by code."""
    path = importlib.resources.files("conflictlog") / "data" / "countries.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["iso3"]: _country(row) for row in rows}


def _country(row: dict[str, str]) -> _Country:
    cap = None
    if row["radius_km"]:
        radius = float(row["radius_km"])
        cap = Cap.around(float(row["lat"]), float(row["lon"]), radius_km=radius)
    return _Country(
        code=row["iso3"],
        alpha2=row["iso2"],
        number=row["numeric"],
        name=row["name"],
        aliases=tuple(filter(None, row["aliases"].split(";"))),
        gw=tuple(int(number) for number in row["gw"].split(";") if number),
        cap=cap,
    )


@functools.cache
def _codes_by_text() -> dict[str, str]:
    return {
        _folded(text): row.code
        for row in _table().values()
        for text in (row.code, row.alpha2, row.name, *row.aliases)
    }


@functools.cache
def _codes_by_gw() -> dict[int, str]:
    return {number: row.code for row in _table().values() for number in row.gw}


def _folded(text: str) -> str:
    """Drop what spellings of one name differ in: case, accents, punctuation, a leading "the"."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = " ".join(re.sub(r"[\W_]+", " ", plain).split())
    return plain.removeprefix("the ")
