"""Countries are found by any of their names, and each has a cap that holds its own towns."""

from __future__ import annotations

import csv
import gzip
import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.countries import (
    codes_by_gw,
    codes_by_number,
    country_cap,
    country_code,
    country_codes,
    country_name,
)
from conflictlog.errors import ConflictlogError, UnknownName
from conflictlog.outlines import HALF_WAY_KM, Cap, covering_cap, distance_km

TOWNS = {
    "AUS": [(-12.46, 130.84), (-42.88, 147.33), (-31.95, 115.86), (-27.47, 153.03)],
    "BLR": [(53.90, 27.57), (52.10, 23.70), (52.44, 30.99), (55.19, 30.20)],
    "CHL": [(-18.48, -70.32), (-53.16, -70.92), (-27.15, -109.43)],
    "COD": [(-4.32, 15.31), (-1.68, 29.22), (-11.66, 27.48)],
    "CYP": [(35.17, 33.36), (35.34, 33.32), (34.68, 33.04)],
    "FJI": [(-18.14, 178.44), (-16.82, -179.98), (-12.50, 177.08)],
    "FRA": [(48.86, 2.35), (41.93, 8.74), (-20.88, 55.45), (4.92, -52.31), (16.24, -61.53)],
    "ISR": [(32.08, 34.78), (31.50, 34.47), (29.56, 34.95)],
    "KIR": [(1.33, 172.98), (1.87, -157.43)],
    "NOR": [(59.91, 10.75), (78.22, 15.65), (70.37, 31.11)],
    "NZL": [(-36.85, 174.76), (-46.41, 168.35), (-43.95, -176.55)],
    "PSE": [(31.50, 34.47), (31.90, 35.20), (32.46, 35.30)],
    "REU": [(-20.88, 55.45)],
    "RUS": [(54.71, 20.51), (64.73, 177.51), (43.12, 131.89), (55.75, 37.62), (42.06, 48.29)],
    "SDN": [(15.50, 32.56), (4.85, 31.58)],
    "SYR": [(33.51, 36.29), (36.20, 37.13), (37.05, 41.22), (35.33, 40.14)],
    "TKL": [(-9.38, -171.25), (-8.54, -172.51)],
    "UKR": [(50.45, 30.52), (48.62, 22.30), (44.95, 34.10), (48.57, 39.31), (46.48, 30.72)],
    "USA": [(38.90, -77.04), (21.31, -157.86), (51.88, -176.66), (25.76, -80.19), (71.29, -156.79)],
    "XKX": [(42.66, 21.17)],
    "YEM": [(15.35, 44.21), (12.79, 45.03), (12.65, 54.02)],
}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UKR", "UKR"),
        ("ua", "UKR"),
        ("Ukraine", "UKR"),
        ("  the GAMBIA ", "GMB"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Myanmar (Burma)", "MMR"),
        ("DR Congo (Zaire)", "COD"),
        ("Democratic Republic of Congo", "COD"),
        ("Congo", "COG"),
        ("Yemen (North Yemen)", "YEM"),
        ("Russia (Soviet Union)", "RUS"),
        ("Serbia (Yugoslavia)", "SRB"),
        ("Cambodia (Kampuchea)", "KHM"),
        ("Kingdom of eSwatini (Swaziland)", "SWZ"),
        ("Macedonia, FYR", "MKD"),
        ("Bosnia-Herzegovina", "BIH"),
        ("Kosovo", "XKX"),
        ("XK", "XKX"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("South Korea", "KOR"),
        ("Iran, Islamic Republic of", "IRN"),
        ("Occupied Palestinian Territory", "PSE"),
        ("St. Lucia", "LCA"),
    ],
)
def test_a_country_is_found_by_code_and_by_name(text, code):
    """Codes, short, official and data sets' names lead to one alpha-3 code."""
    assert country_code(text) == code


def test_every_name_in_the_table_leads_back_to_its_code():
    """The short name of each code is one of the texts that find it."""
    assert {code: country_code(country_name(code)) for code in country_codes()} == {
        code: code for code in country_codes()
    }


@pytest.mark.parametrize("text", ["Ukrane", "", "Korea", "Atlantis", "UKRA"])
def test_an_unknown_country_is_refused_by_name(text):
    """The message names field, value and what is accepted; it is a LookupError too."""
    with pytest.raises(UnknownName, match=f"country is '{text}'; expected ISO 3166-1") as caught:
        country_code(text)
    assert isinstance(caught.value, LookupError)
    assert caught.value.remedy


def test_a_mistyped_country_is_answered_with_the_nearest():
    """One letter off, the name that was meant is in the message."""
    with pytest.raises(UnknownName, match="did you mean 'Ukraine'"):
        country_code("Ukrane")


def test_all_of_iso_3166_and_kosovo_are_there_and_each_has_a_cap():
    """249 codes and XKX; no cap is missing and none spans half the globe."""
    assert len(country_codes()) == 250
    assert list(country_codes()) == sorted(country_codes())
    for code in country_codes():
        cap = country_cap(code)
        assert cap is not None
        assert 0 < cap.radius_km < HALF_WAY_KM / 2, code


@pytest.mark.parametrize("code", sorted(TOWNS))
def test_a_countrys_cap_holds_its_own_towns(code):
    """Also overseas, on both sides of the antimeridian, and where the land is disputed."""
    cap = country_cap(code)
    assert cap is not None
    for lat, lon in TOWNS[code]:
        assert cap.contains(Cap.around(lat, lon, radius_km=1)), (lat, lon)


def test_caps_of_compact_countries_are_tight():
    """Belarus is some 650 km across: its cap is no more than it needs to be."""
    belarus = country_cap("BLR")
    assert belarus is not None
    assert 280 < belarus.radius_km < 380


def test_gleditsch_ward_numbers_lead_to_codes():
    """The UCDP's numbers, those of states that are gone included."""
    numbers = codes_by_gw()
    assert [numbers[n] for n in (369, 365, 775, 490, 678, 680, 345, 340, 347)] == [
        *("UKR", "RUS", "MMR", "COD", "YEM", "YEM", "SRB", "SRB", "XKX")
    ]
    numbers.clear()
    assert codes_by_gw()[369] == "UKR", "the caller's copy is the caller's"


def test_the_table_is_read_on_first_use_and_not_at_import():
    """Importing places opens no file of data."""
    code = (
        "import conflictlog.place, conflictlog.countries as c\n"
        "assert c._table.cache_info().currsize == 0\n"
        "assert c.country_code('UA') == 'UKR'\n"
        "assert c._table.cache_info().currsize == 1\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_country_names_of_real_files_are_known_and_agree_with_their_numbers(shared_data):
    """Every country of the UCDP files is found, and is the one that its number says."""
    seen = set()
    for path in sorted((shared_data / "ucdp-ged").glob("*.csv*")):
        with _opened(path) as file:
            for row in csv.DictReader(file):
                if not row["country"].startswith("#"):
                    seen.add((row["country"], row.get("country_id") or ""))
    assert len(seen) > 30
    for name, number in sorted(seen):
        code = country_code(name)
        if number:
            assert codes_by_gw()[int(number)] == code, name


def _opened(path: Path):
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


caps = st.builds(
    Cap.around,
    st.floats(-90, 90),
    st.floats(-180, 180),
    radius_km=st.floats(0, 3000),
)


@given(st.lists(caps, min_size=1, max_size=6))
def test_a_covering_cap_contains_each(several):
    """Whatever it is made around lies inside it."""
    cover = covering_cap(several)
    assert all(cover.contains(cap) for cap in several)
    assert cover.radius_km <= HALF_WAY_KM


@given(st.lists(caps, min_size=1, max_size=4))
def test_a_covering_cap_knows_no_order(several):
    """The same caps in any order, or twice, give the same cap."""
    expected = covering_cap(several)
    assert all(covering_cap(order) == expected for order in itertools.permutations(several))
    assert covering_cap(several * 2) == expected


@given(caps)
def test_a_covering_cap_of_one_is_that_one(cap):
    """Nothing is added to what needs no cover."""
    assert covering_cap([cap]) == cap


@given(caps, caps)
def test_a_covering_cap_of_two_is_the_smallest(one, two):
    """Its diameter is the way from one far edge to the other."""
    if one.contains(two) or two.contains(one):
        return
    across = one.radius_km + two.radius_km + one.distance_km(two)
    assert covering_cap([one, two]).radius_km <= min(HALF_WAY_KM, across / 2) + 0.01


def test_covering_nothing_is_refused():
    """There is no cap around no caps."""
    with pytest.raises(ConflictlogError, match="caps is empty"):
        covering_cap([])


def test_a_covering_cap_copes_with_opposite_points():
    """Antipodes have no middle: the cap is safe all the same."""
    poles = [Cap.around(90, 0, radius_km=10), Cap.around(-90, 0, radius_km=10)]
    assert all(covering_cap(poles).contains(cap) for cap in poles)
    ring = [Cap.around(0, lon, radius_km=1) for lon in (0, 90, 180, -90)]
    assert all(covering_cap(ring).contains(cap) for cap in ring)


@given(caps, caps)
def test_containing_is_meeting_and_meeting_is_mutual(one, two):
    """A cap meets what it contains; meeting asks no order."""
    assert one.meets(two) == two.meets(one)
    assert one.contains(one)
    if one.contains(two):
        assert one.meets(two)


def test_distances_are_right_at_the_antimeridian_and_the_poles():
    """No seam at 180 degrees; at a pole every longitude is one place."""
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.195, abs=0.001)
    assert distance_km(90, 0, 90, 123) == pytest.approx(0, abs=1e-9)
    assert distance_km(-90, 0, 90, 77) == pytest.approx(HALF_WAY_KM)
    assert distance_km(50.45, 30.52, 50.45, 30.52) == 0
    assert distance_km(50.45, 30.52, 50.450001, 30.52) == pytest.approx(0.000111, rel=0.01)


@given(st.floats(-89.9, 89.9), st.floats(-179.9, 179.9))
def test_a_caps_centre_is_where_it_was_made(lat, lon):
    """Degrees to a unit vector and back."""
    assert Cap.around(lat, lon, radius_km=1).centre == pytest.approx((lat, lon), abs=1e-9)


def test_a_cap_is_never_widened_past_the_globe():
    """Half way round is everywhere."""
    cap = Cap.around(10, 10, radius_km=20_000).widened(500)
    assert cap.radius_km == HALF_WAY_KM
    assert cap.contains(Cap.around(-10, -170, radius_km=100))


def test_every_country_but_kosovo_has_a_number():
    """ISO 3166-1 gives three digits to all others, each to one."""
    numbers = codes_by_number()
    assert len(numbers) == len(country_codes()) - 1
    assert set(country_codes()) - set(numbers.values()) == {"XKX"}
    assert all(len(number) == 3 and number.isdigit() for number in numbers)
    assert (numbers["804"], numbers["275"], numbers["728"]) == ("UKR", "PSE", "SSD")
