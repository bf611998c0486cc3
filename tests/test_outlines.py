"""Outlines: closed rings of countries inside their caps, borders once, lakes."""

from __future__ import annotations

import itertools
import subprocess
import sys

import numpy as np
import pytest

from conflictlog.countries import country_cap, country_codes
from conflictlog.outlines import Cap, borders, coasts, country_rings, lakes, outlined_codes
from conflictlog.outlines.nearness import near_country

shapely = pytest.importorskip("shapely")

WITHOUT = {"BVT", "CCK", "CXR", "GIB", "TKL", "UMI", "VAT"}


def shape(code):
    """Give a country as one shape."""
    polygons = [shapely.Polygon(rings[0], rings[1:]) for rings in country_rings(code)]
    return shapely.union_all([polygon.buffer(0) for polygon in polygons])


def test_all_countries_but_specks_have_an_outline():
    """The few that have none are the ones that the tool's page names."""
    assert set(country_codes()) - set(outlined_codes()) == WITHOUT
    assert set(outlined_codes()) <= set(country_codes())
    assert country_rings("VAT") == country_rings("XXX") == ()


@pytest.mark.parametrize("code", outlined_codes())
def test_every_outline_lies_within_its_countrys_cap(code):
    """What the map fills is nothing that a query for the country would rule out."""
    cap = country_cap(code)
    for polygon in country_rings(code):
        for ring in polygon:
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            for lon, lat in ring:
                assert -200 < lon < 200
                assert -90 <= lat <= 90
                assert cap.contains(Cap.around(lat, (lon + 180) % 360 - 180, radius_km=0))


def test_no_outline_jumps_across_the_map():
    """Who draws lines as they come gets no bar from one edge of the map to the other."""
    rings = [ring for code in outlined_codes() for part in country_rings(code) for ring in part]
    for line in [*rings, *coasts()]:
        assert all(
            abs(b[0] - a[0]) < 20 or a[1] == b[1] == -90 for a, b in itertools.pairwise(line)
        )


@pytest.mark.parametrize(("lon", "lat"), [(180.5, 68.0), (187.5, 65.9), (179.0, 68.7)])
def test_chukotka_runs_on_past_the_antimeridian(lon, lat):
    """The far east of Russia is one piece of land, on both sides of 180 degrees."""
    assert shape("RUS").contains(shapely.Point(lon, lat))


def test_antarctica_reaches_the_pole():
    """The coast goes round the globe; the land is on its southern side."""
    assert all(shape("ATA").contains(shapely.Point(lon, -89)) for lon in (-170, 0, 170))


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (30.52, 50.45, "UKR"),
        (34.10, 44.95, "UKR"),  # Simferopol
        (27.57, 53.90, "BLR"),
        (36.59, 50.60, "RUS"),  # Belgorod
        (34.45, 31.48, "PSE"),  # Gaza
        (-13.20, 27.15, "ESH"),  # Laayoune
        (21.17, 42.66, "XKX"),
        (38.75, 9.03, "ETH"),
        (-53.1, 4.0, "GUF"),
    ],
)
def test_known_cities_lie_in_the_country_of_the_documented_viewpoint(lon, lat, code):
    """Crimea in Ukraine, Gaza, Western Sahara and Kosovo of their own."""
    assert shape(code).contains(shapely.Point(lon, lat))


@pytest.mark.parametrize("code", ["UKR", "RUS", "FJI", "IDN", "ATA", "LSO"])
def test_points_near_a_country_are_those_in_it_and_a_margin_around(code):
    """Another library agrees on what is inside; a wider margin takes in more, and never less."""
    land = shape(code)
    draw = np.random.default_rng(7)
    shore = draw.choice([point for part in country_rings(code) for point in part[0]], 300)
    lon, lat = (shore + draw.normal(0, 0.4, shore.shape)).T
    turned, lat = (lon + 180) % 360 - 180, np.clip(lat, -90, 90)
    inside = near_country(code, lat, turned, margin_km=0)
    told = [
        any(land.contains(shapely.Point(x + turn, y)) for turn in (-360, 0, 360))
        for x, y in zip(turned, lat, strict=True)
    ]
    assert inside.tolist() == told
    wider = [near_country(code, lat, turned, margin_km=km) for km in (0, 25, 300)]
    assert all((one <= two).all() for one, two in itertools.pairwise(wider))
    assert wider[2].sum() > wider[1].sum() > wider[0].sum() > 0


def test_a_margin_is_measured_in_kilometres():
    """Lviv is some 60 km from Poland, Kyiv 500; nothing is known of what has no outline."""
    points = np.array([49.84, 50.45]), np.array([24.03, 30.52])
    assert near_country("POL", *points, margin_km=50).tolist() == [False, False]
    assert near_country("POL", *points, margin_km=75).tolist() == [True, False]
    assert near_country("VAT", *points, margin_km=75) is None


def test_a_border_is_drawn_once_and_those_of_uncoded_land_are_marked():
    """No two stretches are the same line; the green line of Cyprus is dashed."""
    lines = [border.points for border in borders()]
    assert len(set(lines)) == len(lines)
    assert not set(lines) & set(coasts())
    dashed = [shapely.LineString(border.points) for border in borders() if border.disputed]
    assert any(line.distance(shapely.Point(33.4, 35.15)) < 0.2 for line in dashed)
    assert not any(line.distance(shapely.Point(28, 51.5)) < 2 for line in dashed)


def test_the_great_lakes_are_lakes():
    """Ladoga and Victoria are water."""
    found = shapely.union_all(
        [shapely.Polygon(one[0], one[1:]).buffer(0) for one in lakes() if len(one[0]) > 3]
    )
    assert found.contains(shapely.Point(31.4, 60.9))
    assert found.contains(shapely.Point(33.0, -1.0))


def test_outlines_are_read_on_first_use():
    """A place costs no table of outlines."""
    code = (
        "from conflictlog.place import Place; from conflictlog.outlines import rings;"
        "Place('Kyiv', lat=50, lon=30, country='UKR').cap;"
        "print(rings._table.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "0"
