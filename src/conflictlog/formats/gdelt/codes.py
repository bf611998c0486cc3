"""The codes of a row of events: countries, precision, actors, and what is kept as written."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Final

import attrs
import polars as pl

from conflictlog.formats.building import (
    Check,
    Part,
    actor,
    actors,
    code_of_name,
    coded,
    country,
    facet,
    facets,
    joined,
    place,
    places,
    rating,
    ratings,
)
from conflictlog.formats.building.borders import beside

__all__ = ["DATES", "codes_as_written", "parties", "rated", "sites"]

#: ActionGeo_Type as precisions: a country, a state of the United States, a town there, a town
#: or landmark elsewhere, a first-order division elsewhere. 0 is no place.
_PRECISION: Final = {
    "0": None,
    "1": "country",
    "2": "admin1",
    "3": "town",
    "4": "town",
    "5": "admin1",
}
_SEAS: Final = ["OS", "OC"]
#: CAMEO's countries are alpha-3 but for these, and for parts of the world.
_CAMEO_ONLY: Final = {"GZS": "PSE", "ROM": "ROU", "TMP": "TLS", "WSB": "PSE"}
_REGIONS: Final = (
    *("AFR", "ASA", "BLK", "CAS", "CAU", "CEU", "CFR", "CRB", "EAF", "EEU", "EIN", "EUR", "LAM"),
    *("MDT", "MEA", "NAF", "NMR", "PGS", "SAF", "SAM", "SAS", "SCN", "SEA", "WAF", "WST"),
)

_FACETS: Final = {
    "actor1_code": "Actor1Code",
    "actor2_code": "Actor2Code",
    "adm1_code": "ActionGeo_ADM1Code",
    "articles": "NumArticles",
    "event_code": "EventCode",
    "feature_id": "ActionGeo_FeatureID",
    "goldstein": "GoldsteinScale",
    "mentions": "NumMentions",
    "quad_class": "QuadClass",
    "root_event": "IsRootEvent",
    "sources": "NumSources",
    "tone": "AvgTone",
}


@functools.cache
def _fips() -> tuple[dict[str, str], tuple[str, ...]]:
    place = resources.files("conflictlog").joinpath("data", "fips.toml")
    table = tomllib.loads(place.read_text("utf-8"))
    return table["countries"], tuple(table["none"]["codes"])


def sites() -> Part:
    """Give the place of the action: the centre of whatever is named, and how large that is."""
    known, nowhere = _fips()
    code = pl.col("ActionGeo_CountryCode")
    land = country((pl.when(~code.is_in(nowhere)).then(code).alias("ActionGeo_CountryCode"), known))
    exactly = coded("ActionGeo_Type", _PRECISION)
    at_sea = pl.when(code.is_in(_SEAS)).then(pl.lit("water")).otherwise(exactly.value)
    spot = place(
        "ActionGeo_Lat",
        "ActionGeo_Long",
        name="ActionGeo_FullName",
        country=land,
        precision=attrs.evolve(exactly, value=at_sea),
    )
    # The pin of a whole country may lie off its coast, as that of the United Kingdom does.
    outside = beside("ActionGeo_Lat")
    pinned = pl.col("ActionGeo_Type") == "1"
    checks = tuple(attrs.evolve(check, where=check.where & ~pinned) for check in outside.checks)
    return places(joined([spot, attrs.evolve(outside, checks=checks)], spot.value))


def parties() -> Part:
    """Give who acted on whom, under the names that the coder found."""
    return actors(_party(1, "initiator"), _party(2, "target"))


def _party(n: int, role: str) -> Part:
    column = f"Actor{n}CountryCode"
    state = pl.when(~pl.col(column).is_in(_REGIONS)).then(pl.col(column)).alias(column)
    name = pl.coalesce(f"Actor{n}Name", f"Actor{n}Code")
    land = country((state, _state), alias=f"_country{n}")
    return actor(name, role=role, country=land, type=f"Actor{n}Type1Code")


def _state(code: str) -> str | None:
    return _CAMEO_ONLY.get(code) or code_of_name(code)


def codes_as_written() -> Part:
    """Give the facets: codes as text, and the counts of GDELT's own mentions."""
    return facets(*(facet(name, column) for name, column in _FACETS.items()))


def rated() -> Part:
    """Give the code of precision; what it stands for is listed by `sites`."""
    code = rating("gdelt-geo-type", "ActionGeo_Type")
    return joined([attrs.evolve(code, checks=())], ratings(code).value)


DATES: Final = (
    Check(
        column="SQLDATE",
        where=pl.col("SQLDATE").str.head(6) != pl.col("MonthYear"),
        value=pl.format("{}, {}", pl.col("SQLDATE"), pl.col("MonthYear")),
        problem="the day is not in the month that its own row gives",
        hint="kept with the day of SQLDATE; columns may have been moved",
    ),
    Check(
        column="SQLDATE",
        where=pl.col("SQLDATE") > pl.col("DATEADDED").str.head(8),
        value=pl.format("{}, {}", pl.col("SQLDATE"), pl.col("DATEADDED")),
        problem="the day is after GDELT took the article up",
        hint="kept; the coder may have read another date in the text",
    ),
)
