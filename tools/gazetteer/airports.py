"""Airports and airbases, by airportsdata."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping

from conflictlog.countries import country_code
from conflictlog.geocoding.spelling import fold
from tools.gazetteer.inputs import Inputs
from tools.gazetteer.places import Draft, spellings

__all__ = ["airports"]

# Thousands of private strips; of these countries only what airlines know is kept.
STRIPS = {"AR", "AU", "BR", "CA", "CL", "DE", "FR", "GB", "PY", "US", "VE", "ZA"}
MILITARY = re.compile(
    r"\b(air (force )?base|airbase|afb|air station|raf|air force)\b", re.IGNORECASE
)
RADIUS_KM = 3.0


def airports(inputs: Inputs, divisions: Mapping[str, Draft]) -> list[Draft]:
    """Read airports; a strip without a code of airlines is left out where there are thousands."""
    by_name = {
        (draft.countries, fold(name)): draft
        for draft in divisions.values()
        for name in (*draft.alternates, draft.name)
    }
    path = inputs.python / "airportsdata" / "airports.csv"
    made = []
    with path.open(encoding="utf-8", newline="") as stream:
        for each in csv.DictReader(stream):
            if each["country"] in STRIPS and not each["iata"]:
                continue
            country = country_code(each["country"])
            name = " ".join(each["name"].split())
            made.append(
                Draft(
                    name,
                    "airbase" if MILITARY.search(name) else "airport",
                    country,
                    "airportsdata",
                    lat=float(each["lat"]),
                    lon=float(each["lon"]),
                    radius_km=RADIUS_KM,
                    admin1=by_name.get((country, fold(each["subd"]))),
                    code=each["icao"],
                    alternates=spellings(name, _shorter(name)),
                    codes=[each["iata"]] if each["iata"] else [],
                    order=(country, each["icao"]),
                )
            )
    return made


def _shorter(name: str) -> list[str]:
    """Give the names by which an airport goes as well: without "International"."""
    return [name.replace(" International Airport", " Airport")]
