"""Countries and their first divisions, named in several languages."""

from __future__ import annotations

import csv
import gettext
import statistics
from collections import defaultdict
from pathlib import Path
from typing import Any

from babel import Locale

from conflictlog.countries import country_cap, country_code, country_codes, country_name
from tools.gazetteer.inputs import Inputs
from tools.gazetteer.oblasts import OBLASTS
from tools.gazetteer.places import Draft, distance_km, enclosing, spellings

__all__ = ["countries", "first_divisions", "place_divisions"]

LANGUAGES = ("en", "uk", "ru", "be", "ar", "he", "fa", "tr", "fr", "es", "de", "pt", "pl", "az")
TRANSLATED = ("uk", "ru", "he", "fr", "tr", "az", "be", "de", "es", "pl")
NAMED = ("en", "geonames", "ru", "ar", "he", "fr", "es", "de", "pt", "it")

# ISO 3166-2 codes that differ from the ones by which GeoNames and others know a division.
TYPES = (
    "oblast",
    "region",
    "province",
    "governorate",
    "state",
    "district",
    "republic",
    "kray",
    "krai",
    "department",
    "county",
    "prefecture",
    "municipality",
    "область",
    "край",
    "республіка",
    "республика",
    "провінція",
    "провинция",
    "мухафаза",
    "район",
    "محافظة",
    "ولاية",
    "منطقة",
    "إقليم",
    "شعبية",
    "מחוז",
    "province de",
    "région de",
    "gouvernorat de",
    "gobernación de",
    "provincia de",
)


def countries(table: Path) -> dict[str, Draft]:
    """Make a row of each country, from the package's own table and CLDR's names."""
    lines = table.read_text(encoding="utf-8").splitlines()
    rows = {row["iso3"]: row for row in csv.DictReader(x for x in lines if not x.startswith("#"))}
    locales = [Locale(language) for language in LANGUAGES]
    found = {}
    for code in country_codes():
        row, cap = rows[code], country_cap(code)
        names = [*row["aliases"].split(";")]
        names += [locale.territories.get(row["iso2"], "") for locale in locales]
        found[code] = Draft(
            country_name(code),
            "country",
            code,
            "conflictlog countries",
            lat=None if cap is None else float(row["lat"]),
            lon=None if cap is None else float(row["lon"]),
            radius_km=None if cap is None else float(row["radius_km"]),
            code=code,
            alternates=spellings(country_name(code), names),
            codes=[code, row["iso2"]],
            order=(code,),
        )
    return found


def first_divisions(inputs: Inputs) -> dict[str, Draft]:
    """Make a row of each first division of GeoNames, by its code there ("UA.05")."""
    known = divisions_by_code(inputs)
    translate = translations(inputs)
    found = {}
    for each in inputs.read(inputs.cities, "admin1.json"):
        code, plain = each["code"], each["name"]
        country, division = code.split(".", 1)
        iso, names = known.get(code, (None, []))
        name, own = OBLASTS.get(code, (plain, ()))
        names = [plain, *own, *names, *(translate(f"{country}-{iso}") if iso else ())]
        names += [short for text in (name, *names) for short in without_type(text)]
        found[code] = Draft(
            name,
            "admin1",
            country_code(country),
            "GeoNames",
            code=code,
            alternates=spellings(name, names),
            codes=[f"{country}-{iso}"] if iso else [],
            order=(country_code(country), division),
        )
    return found


def divisions_by_code(inputs: Inputs) -> dict[str, tuple[str, list[str]]]:
    """Read ISO 3166-2 codes and names from iso3166-2-db, by GeoNames' codes."""
    found = {}
    for country, told in inputs.read(inputs.divisions, "data/iso3166-2.json").items():
        for region in told["regions"]:
            names = [region["names"][key] for key in NAMED if region["names"].get(key)]
            found[f"{country}.{region.get('admin')}"] = (region["iso"], [region["name"], *names])
    return found


def translations(inputs: Inputs) -> Any:
    """Give a function from an ISO 3166-2 code to the names that pycountry has for it."""
    folder = inputs.python / "pycountry"
    english = {
        each["code"]: each["name"]
        for each in inputs.read(folder / "databases", "iso3166-2.json")["3166-2"]
    }
    catalogues = [
        gettext.translation("iso3166-2", folder / "locales", languages=[language])
        for language in TRANSLATED
    ]

    def names_of(code: str) -> list[str]:
        name = english.get(code)
        if name is None:
            return []
        return [name, *(each.gettext(name) for each in catalogues)]

    return names_of


def without_type(text: str) -> list[str]:
    """Leave out the word for what it is, at the front or at the end: "Homs Governorate", "Homs"."""
    folded = text.casefold()
    for word in TYPES:
        if folded.endswith(f" {word}"):
            return [text[: -len(word) - 1].strip()]
        if folded.startswith(f"{word} "):
            return [text[len(word) + 1 :].strip()]
    return []


def place_divisions(divisions: list[Draft], settlements: list[Draft]) -> None:
    """Set each division's point and radius so that its disc holds its settlements.

    A settlement that lies far off all others is left aside: it bears the code of another division.
    5 km and a twentieth are added, for land beyond the last settlement.
    """
    inside: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for each in settlements:
        if each.admin1 is not None and each.lat is not None and each.lon is not None:
            inside[id(each.admin1)].append((each.lat, each.lon))
    for division in divisions:
        if points := without_strays(inside[id(division)]):
            lat, lon, radius = enclosing(points)
            division.lat, division.lon = lat, lon
            division.radius_km = round(radius * 1.05 + 5.0, 1)


def without_strays(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out points that lie four times as far from the middle as nine tenths of the others."""
    if len(points) < 10:
        return points
    lat = statistics.median(lat for lat, _ in points)
    lon = statistics.median(lon for _, lon in points)
    far = sorted(distance_km(lat, lon, *point) for point in points)
    limit = 4 * far[int(len(far) * 0.9)]
    return [point for point in points if distance_km(lat, lon, *point) <= limit]
