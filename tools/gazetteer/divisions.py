"""Countries and their first divisions, named in several languages."""

from __future__ import annotations

import csv
import gettext
import statistics
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from babel import Locale
from rapidfuzz import fuzz

from conflictlog.countries import country_cap, country_code, country_codes, country_name
from conflictlog.geocoding.spelling import fold
from tools.gazetteer.inputs import Inputs
from tools.gazetteer.oblasts import OBLASTS
from tools.gazetteer.places import Draft, distance_km, enclosing, spellings

__all__ = ["countries", "first_divisions", "place_divisions", "second_divisions"]

LANGUAGES = ("en", "uk", "ru", "be", "ar", "he", "fa", "tr", "fr", "es", "de", "pt", "pl", "az")
TRANSLATED = ("uk", "ru", "he", "fr", "tr", "az", "be", "de", "es", "pl")
NAMED = ("en", "geonames", "ru", "ar", "he", "fr", "es", "de", "pt", "it")

# Of 100: two spellings of one name are so alike, and so much more than two names.
LIKE_ANOTHER = 84
PLAINLY = 5
SIDES = ("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central")

# Words for what a division is: names are kept with them and without.
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
            codes=[row["iso2"]],
            order=(code,),
        )
    return found


def first_divisions(inputs: Inputs) -> dict[str, Draft]:
    """Make a row of each first division of GeoNames, by its code there ("UA.05")."""
    known = divisions_by_code(inputs)
    translate = translations(inputs)
    found = {}
    listed = inputs.read(inputs.cities, "admin1.json")
    owners = {each["code"]: bare(each["name"]) for each in listed}
    for each in listed:
        code, plain = each["code"], each["name"]
        country, division = code.split(".", 1)
        iso, names = known.get(code, (None, []))
        name, own = OBLASTS.get(code, (plain, ()))
        told = translate(f"{country}-{iso}") if iso else []
        # A code that was given anew: what is listed under it is another division's. Iran, Vietnam.
        if told and is_others(told[0], each, owners):
            iso, told = None, []
        if names and is_others(names[0], each, owners):
            iso, names, told = None, [], []
        names = [plain, *own, *names, *told]
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


def is_others(name: str, division: Mapping[str, str], owners: Mapping[str, str]) -> bool:
    """Tell whether a name is rather another division's of the country than this one's.

    ``owners`` gives the keys of all divisions by their codes.
    """
    code, key = division["code"], bare(name)
    land = code.split(".")[0]
    own = max(fuzz.ratio(key, owners[code]), fuzz.partial_ratio(key, owners[code]))
    return any(
        fuzz.ratio(key, other) >= max(LIKE_ANOTHER, own + PLAINLY)
        for known, other in owners.items()
        if known.split(".")[0] == land and known != code and sides(key) == sides(other)
    )


def sides(key: str) -> set[str]:
    """Give the words of a name that tell two halves apart: North Kordofan, South Kordofan."""
    return set(SIDES).intersection(key.split())


def bare(text: str) -> str:
    """Give the key of a name without the word for what it is."""
    return fold(next(iter(without_type(text)), text))


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

    A settlement that lies far off and amid those of other divisions bears a wrong code, and is left
    aside.
    5 km and a twentieth are added, for land beyond the last settlement.
    """
    inside: dict[int, list[Draft]] = defaultdict(list)
    countries: dict[str, list[Draft]] = defaultdict(list)
    for each in settlements:
        countries[each.countries].append(each)
        if each.admin1 is not None:
            inside[id(each.admin1)].append(each)
    lands = {code: Land(members) for code, members in countries.items()}
    for division in divisions:
        members = inside[id(division)]
        if members:
            members = without_strays(members, lands[division.countries])
            lat, lon, radius = enclosing(points_of(members))
            division.lat, division.lon = lat, lon
            division.radius_km = round(radius * 1.05 + 5.0, 1)


def second_divisions(settlements: list[Draft]) -> list[Draft]:
    """Make a row of each second division that a settlement names, placed by its settlements.

    One with a single known settlement is that settlement's commune, and has no row. Only
    settlements of 1,000 people and more are known to belong to one, so 15 km are added.
    """
    inside: dict[tuple[int, str], list[Draft]] = defaultdict(list)
    for each in settlements:
        if each.admin1 is not None and each.admin2 is not None and each.countries != "UKR":
            inside[id(each.admin1), each.admin2].append(each)
    made = []
    for (_, name), members in inside.items():
        if len(members) < 2:
            continue
        lat, lon, radius = enclosing(points_of(members))
        first = members[0].admin1
        made.append(
            Draft(
                name,
                "admin2",
                members[0].countries,
                "GeoNames",
                lat=lat,
                lon=lon,
                radius_km=round(radius * 1.05 + 15.0, 1),
                admin1=first,
                alternates=spellings(name, without_type(name)),
                order=(members[0].countries, first.code if first is not None else "", name),
            )
        )
    return made


def points_of(drafts: list[Draft]) -> list[tuple[float, float]]:
    """Give the points of rows that have one."""
    return [
        (each.lat, each.lon) for each in drafts if each.lat is not None and each.lon is not None
    ]


def without_strays(members: list[Draft], land: Land) -> list[Draft]:
    """Leave out settlements that lie far off, amid those of other divisions alone."""
    if len(members) < 10:
        return members
    points = points_of(members)
    lat = statistics.median(lat for lat, _ in points)
    lon = statistics.median(lon for _, lon in points)
    far = [distance_km(lat, lon, *point) for point in points]
    limit = 1.5 * sorted(far)[int(len(far) * 0.9)]
    return [
        each
        for each, km in zip(members, far, strict=True)
        if km <= limit or land.agrees(each, neighbours=30)
    ]


class Land:
    """The settlements of a country."""

    def __init__(self, settlements: list[Draft]) -> None:
        self._settlements = settlements
        self._points = np.array(points_of(settlements))

    def agrees(self, draft: Draft, *, neighbours: int) -> bool:
        """Tell whether among a settlement's neighbours its own division is not outnumbered.

        An island far out has no neighbours, and agrees.
        """
        apart = np.abs(self._points - (draft.lat, draft.lon)).sum(axis=1)
        near = [at for at in np.argsort(apart, kind="stable")[: neighbours + 1] if apart[at] < 6]
        others = [self._settlements[at] for at in near if self._settlements[at] is not draft]
        own = sum(other.admin1 is draft.admin1 for other in others)
        return 2 * own >= len(others)
