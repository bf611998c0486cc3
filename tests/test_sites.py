"""Curated sites: whole entries, lying where they say they lie, no name twice."""

from __future__ import annotations

import itertools
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

import pytest

from conflictlog.countries import country_codes
from conflictlog.geocoding.gazetteer import open_table
from conflictlog.geocoding.gazetteer.rows import FAMILIES
from conflictlog.geocoding.spelling import fold
from conflictlog.outlines import country_rings, distance_km

DATA = files("conflictlog") / "data"
HOME = DATA / "sites"
TABLES = sorted(path.name for path in HOME.iterdir() if path.name.endswith(".toml"))

REQUIRED = {
    "name": str,
    "kind": str,
    "countries": list,
    "lat": float,
    "lon": float,
    "radius_km": float,
    "aliases": list,
    "former": list,
    "launch_area": bool,
    "also_settlement": bool,
    "source": str,
}
OPTIONAL = {"admin1": str, "shape": str}

RADII_KM = {
    "airbase": (2, 5),
    "airport": (2, 5),
    "area": (5, 400),
    "base": (1, 8),
    "bridge": (1, 12),
    "camp": (0.5, 15),
    "city": (5, 20),
    "corridor": (3, 30),
    "crossing": (1, 15),
    "dam": (1, 15),
    "depot": (1, 10),
    "district": (1, 15),
    "hospital": (0.3, 3),
    "island": (0.5, 80),
    "launch area": (3, 15),
    "line": (3, 350),
    "naval": (2, 8),
    "npp": (2, 5),
    "nuclear": (2, 8),
    "oilfield": (5, 50),
    "plant": (1, 8),
    "port": (2, 15),
    "prison": (1, 10),
    "range": (3, 35),
    "reef": (5, 25),
    "refinery": (2, 15),
    "region": (20, 700),
    "river": (30, 600),
    "sea": (100, 1200),
    "site": (0.3, 10),
    "strait": (20, 300),
    "town": (2, 10),
    "village": (1.5, 20),
    "water": (20, 200),
}
LARGE = {"area", "line", "region", "river", "sea", "strait", "water", "corridor"}
LINES_AT_SEA = {"Median Line", "Taiwan ADIZ (south-west corner)"}


def _table(name):
    return tomllib.loads((HOME / name).read_text(encoding="utf-8"))


SITES = [site for table in TABLES for site in _table(table)["site"]]


def _names(site):
    return [site["name"], *site["aliases"], *site["former"]]


def _untrue(holds):
    """Name the sites of which something does not hold."""
    return [site["name"] for site in SITES if not holds(site)]


@cache
def _land(code):
    shapely = pytest.importorskip("shapely")
    parts = [shapely.Polygon(rings[0], rings[1:]) for rings in country_rings(code)]
    return shapely.union_all([part.buffer(0) for part in parts])


def _away_km(site, code):
    """Say how far a site lies from a country's outline."""
    shapely = pytest.importorskip("shapely")
    here = shapely.Point(site["lon"], site["lat"])
    lon, lat = shapely.shortest_line(_land(code), here).coords[0]
    return distance_km(lat, lon, site["lat"], site["lon"])


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_a_version_and_its_sites(table):
    """Nothing else stands in it, and the version is a month."""
    read = _table(table)
    assert set(read) == {"version", "site"}
    year, month = map(int, read["version"].split("-"))
    assert year >= 2026
    assert 1 <= month <= 12


def test_every_entry_is_whole():
    """No key lacks, none is unknown, none is of another type."""
    types = REQUIRED | OPTIONAL
    assert _untrue(lambda site: set(REQUIRED) <= set(site) <= set(types)) == []
    assert _untrue(lambda site: all(type(site[key]) is types[key] for key in site)) == []


def test_no_text_is_empty_or_padded():
    """What a look-up compares has no stray space."""

    def tidy(site):
        texts = [*_names(site), site["kind"], site["source"], site.get("admin1", "-")]
        return all(text and text == " ".join(text.split()) for text in texts)

    assert _untrue(tidy) == []


def test_no_name_is_given_twice_in_an_entry():
    """An alias that repeats the name, or another alias, tells nothing."""
    assert _untrue(lambda site: len(set(_names(site))) == len(_names(site))) == []


def test_no_two_sites_share_a_name_in_one_country_and_kind():
    """Two air bases of one country under one name could not be told apart."""
    keys = Counter(
        (name, code, site["kind"])
        for site in SITES
        for name in {name.casefold() for name in _names(site)}
        for code in site["countries"] or ["-"]
    )
    assert [key for key, times in keys.items() if times > 1] == []


def test_countries_are_known_codes_and_only_waters_have_none():
    """A disputed place has a set of countries; what lies in no country lies at sea."""
    known = set(country_codes())
    assert _untrue(lambda site: set(site["countries"]) <= known) == []
    assert _untrue(lambda site: len(set(site["countries"])) == len(site["countries"])) == []
    none = {site["name"] for site in SITES if not site["countries"]}
    waters = {site["name"] for site in SITES if site["kind"] in {"sea", "strait"}}
    assert none <= waters | LINES_AT_SEA


def test_a_site_lies_in_each_of_its_countries_or_close_by():
    """Its circle reaches every country named.

    15 km more are allowed for what the coarse outlines leave out; islands may only be claimed.
    """
    far = [
        (site["name"], code, round(away))
        for site in SITES
        if site["kind"] not in {"reef", "island"}
        for code in site["countries"]
        if (away := _away_km(site, code)) > site["radius_km"] + 15
    ]
    assert far == []


def test_islands_and_reefs_lie_off_the_coast_of_a_claimant():
    """The nearest of those who claim it is no further than a day's sail."""
    assert (
        _untrue(
            lambda site: (
                site["kind"] not in {"reef", "island"}
                or min(_away_km(site, code) for code in site["countries"]) < 450
            )
        )
        == []
    )


def test_the_radius_suits_the_kind():
    """A hospital is no region, and a sea no dot."""
    assert {site["kind"] for site in SITES} == set(RADII_KM)
    assert (
        _untrue(
            lambda site: RADII_KM[site["kind"]][0] <= site["radius_km"] <= RADII_KM[site["kind"]][1]
        )
        == []
    )


def test_what_is_wide_is_called_an_area_or_a_line():
    """The middle of what is wider than 40 km is no dot on a map."""
    shapes = {site.get("shape", "area") for site in SITES}
    assert shapes == {"area", "line"}
    assert (
        _untrue(lambda site: site["radius_km"] <= 20 or site["kind"] == "region" or "shape" in site)
        == []
    )


def test_launch_areas_are_marked():
    """Who looks for a target has to be able to leave them out."""
    assert _untrue(lambda site: site["launch_area"] == (site["kind"] == "launch area")) == []
    assert {site["name"] for site in SITES if site["launch_area"]} >= {
        "Cape Chauda",
        "Navlya",
        "Primorsko-Akhtarsk",
    }


def test_villages_and_towns_say_their_province():
    """The name of a village is seldom its own alone."""
    assert _untrue(lambda site: site["kind"] not in {"village", "town"} or "admin1" in site) == []


def test_dots_of_one_kind_do_not_lie_on_each_other():
    """Two of one kind closer than 200 m are one site entered twice."""
    dots = [site for site in SITES if site["kind"] not in LARGE]
    same = [
        (one["name"], other["name"])
        for one, other in itertools.combinations(dots, 2)
        if one["kind"] == other["kind"]
        and distance_km(one["lat"], one["lon"], other["lat"], other["lon"]) < 0.2
    ]
    assert same == []


def test_former_names_say_what_a_place_is_called_now():
    """No entry renames a place to itself, none is given twice, none repeats a name."""
    read = tomllib.loads((DATA / "former_names.toml").read_text(encoding="utf-8"))
    renamed = read["renamed"]
    assert set(read) == {"renamed"}
    assert all(set(entry) == {"name", "country", "former"} for entry in renamed)
    assert {entry["country"] for entry in renamed} <= set(country_codes())
    keys = [(entry["name"], entry["country"]) for entry in renamed]
    assert len(set(keys)) == len(keys)
    assert all(entry["former"] for entry in renamed)
    assert all(
        len({entry["name"], *entry["former"]}) == len(entry["former"]) + 1 for entry in renamed
    )


def test_other_names_are_of_places_that_the_table_has():
    """Each entry names a place of its kind and country, and adds names that find it."""
    read = tomllib.loads((DATA / "other_names.toml").read_text(encoding="utf-8"))
    table = open_table()
    for entry in read["named"]:
        family = FAMILIES.get(entry.get("kind", "settlement"), {entry.get("kind")})
        for name in (entry["name"], *entry["names"]):
            rows = [hit.row for hit in table.exact(fold(name))]
            found = [row for row in rows if row.kind in family]
            assert any(row.countries == (entry["country"],) for row in found), (entry, name)
