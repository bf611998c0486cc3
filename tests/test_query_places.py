"""Names in questions are looked up when the question is built, and never after."""

from __future__ import annotations

import pytest

import conflictlog as cl
from conflictlog.place import Place
from tests.places_table import HandTable

TABLE = HandTable()


def event(**place):
    """Make an event at a place."""
    return cl.Event(place=Place(**place))


def test_near_a_name_holds_the_point_and_the_text():
    """The question asks no gazetteer when it is answered, printed, or sent elsewhere."""
    query = cl.near("Харьков", km=50, gazetteer=TABLE)
    assert query == cl.near((49.9808, 36.2527), km=50)
    assert repr(query) == "near(Place('Харьков', lat=49.9808, lon=36.2527), km=50)"
    assert cl.Query.from_json(query.to_json()) == query
    assert query.answer(event(name="Derhachi", lat=50.11, lon=36.12)) is True


def test_near_a_name_takes_what_decides_between_namesakes():
    """An ambiguous name is no question."""
    with pytest.raises(cl.AmbiguousPlace, match="Lebanon or Libya"):
        cl.near("Tripoli", km=20, gazetteer=TABLE)
    found = cl.near("Tripoli", km=20, country="LBN", gazetteer=TABLE)
    assert found == cl.near((34.4367, 35.8497), km=20)
    village = cl.near("Stepove", km=5, admin1="Donetsk Oblast", gazetteer=TABLE)
    assert village == cl.near((48.19, 37.66), km=5)


@pytest.mark.parametrize("name", ["Kharkiv Oblast", "Black Sea", "Ukraine"])
def test_near_an_area_is_refused(name):
    """Its middle is no place."""
    with pytest.raises(cl.InvalidValue, match="within"):
        cl.near(name, km=50, gazetteer=TABLE)


def test_near_what_is_withheld_is_refused():
    """There is no point to ask about."""
    with pytest.raises(cl.UnknownName, match="no place"):
        cl.near("undisclosed location", km=50, gazetteer=TABLE)


INSIDE = cl.within("Kharkiv Oblast", gazetteer=TABLE)


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ({"name": "Izium", "country": "UKR", "admin1": "Kharkiv Oblast"}, True),
        ({"name": "Izium", "country": "UKR", "admin1": "Харківська область"}, True),
        ({"name": "Izium", "admin1": "Харьковская область"}, None),
        ({"name": "Bakhmut", "country": "UKR", "admin1": "Donetsk Oblast"}, False),
        ({"name": "Izium", "lat": 49.21, "lon": 37.27, "country": "UKR"}, None),
        ({"name": "Lviv", "lat": 49.84, "lon": 24.03, "country": "UKR"}, False),
        ({"name": "Belgorod", "lat": 50.6, "lon": 36.6, "country": "RUS"}, False),
        ({"country": "UKR"}, None),
        ({"name": "a forest"}, None),
    ],
)
def test_within_a_division_goes_by_its_names_and_its_disc(place, answer):
    """Any spelling of its name is certain; a point in its disc is possible; the rest is not."""
    assert INSIDE.answer(event(**place)) is answer


def test_within_a_division_is_a_value():
    """Printed, it is a call that makes an equal question, without a gazetteer."""
    again = eval(repr(INSIDE), {"within": cl.within, "Place": Place})  # noqa: S307 - our own text
    assert again == INSIDE
    assert cl.Query.from_json(INSIDE.to_json()) == INSIDE
    assert "no outline" in INSIDE.note  # type: ignore[attr-defined]  # a question has one


def test_within_a_country_goes_on_as_before():
    """Names of countries are not looked up in a gazetteer."""
    assert cl.within("Ukraine", gazetteer=object()) == cl.within("UKR")


def test_within_an_ambiguous_division_says_what_to_write():
    """Two divisions may share a name."""
    table = HandTable(
        """
        Central; 10.0; 10.0; 90; admin1; GHA; ; 0;
        Central; -15.0; 28.0; 90; admin1; ZMB; ; 0;
        """
    )
    with pytest.raises(cl.AmbiguousPlace, match="within\\('Central, Ukraine'\\)"):
        cl.within("Central", gazetteer=table)


def test_within_a_town_is_refused():
    """A town is asked for by a distance."""
    with pytest.raises(cl.UnknownName, match="no division"):
        cl.within("Bakhmut", gazetteer=TABLE)
    with pytest.raises(cl.InvalidValue, match="precision admin1"):
        cl.within(Place("Bakhmut", lat=48.6, lon=38.0, country="UKR"))
