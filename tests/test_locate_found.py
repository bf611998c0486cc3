"""What a look-up found is a value: it says its state, and raises only when asked for one place."""

from __future__ import annotations

import pickle

import pytest

from conflictlog.errors import AmbiguousPlace, InvalidValue
from conflictlog.geocoding.found import Candidate, Located, precision_of
from conflictlog.place import Place


def settlement(name: str, lat: float, lon: float, **told: object) -> Candidate:
    """Make a candidate as an exact name of the gazetteer would."""
    rest = {"kind": "settlement", "countries": "UKR", "radius_km": 4, "method": "exact name"}
    return Candidate(name=name, lat=lat, lon=lon, **{**rest, **told})


STEPOVE = Located(
    text="Stepove",
    state="ambiguous",
    candidates=(
        settlement("Stepove", 48.19, 37.66, admin1="Donetsk Oblast", confidence=0.5),
        settlement("Stepove", 47.31, 32.05, admin1="Mykolaiv Oblast", confidence=0.5),
    ),
    hint="give admin1=",
)


def test_a_decided_text_is_a_place_with_the_text_as_its_name():
    """The place keeps what was written; the gazetteer's name is the candidate's."""
    kyiv = settlement("Kyiv", 50.45, 30.52, source="GeoNames")
    found = Located(text=" Киев ", state="decided", candidates=[kyiv])
    assert found.place == Place(
        "Киев", lat=50.45, lon=30.52, radius_km=4, country="UKR", precision="town",
        basis="geocoded: exact name, GeoNames",
    )  # fmt: skip
    assert found.best == kyiv
    assert kyiv.place.name == "Kyiv"


def test_an_ambiguous_text_raises_when_one_place_is_asked_of_it():
    """The error names the candidates and what would decide, and survives pickling."""
    with pytest.raises(AmbiguousPlace, match=r"Donetsk Oblast, Ukraine.*give admin1=") as caught:
        _ = STEPOVE.place
    assert caught.value.candidates == STEPOVE.candidates
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.candidates) == (str(caught.value), caught.value.candidates)
    assert isinstance(again, LookupError)


def test_a_withheld_place_is_undisclosed_in_what_is_told():
    """A country, or an area of it, stays known; the place itself does not."""
    found = Located(text="undisclosed", state="withheld", countries="BLR")
    assert found.place == Place(
        "undisclosed",
        country="BLR",
        precision="undisclosed",
        basis="geocoded: withheld by the source",
    )
    area = settlement("Homel Region", 52.4, 30.0, kind="admin1", countries="BLR", radius_km=150)
    place = Located(text="withheld", state="withheld", candidates=[area]).place
    assert place is not None
    assert (place.precision, place.radius_km, place.drawable_point) == ("undisclosed", 150, None)


def test_a_country_is_given_by_its_cap_and_not_by_a_point():
    """A dot in the middle of a country is no place."""
    found = settlement("Belarus", 53.5, 28.0, kind="country", countries="BLR")
    assert (found.place.lat, found.place.precision) == (None, "country")


def test_a_disputed_place_keeps_both_countries():
    """Neither side's name for it is taken."""
    assert settlement("Kerch", 45.36, 36.47, countries=["UKR", "RUS"]).country == "RUS|UKR"


@pytest.mark.parametrize(
    ("kind", "radius", "precision"),
    [
        ("village", 2, "town"),
        ("admin3", 12, "admin2"),
        ("corridor", 90, "region"),
        ("strait", 40, "water"),
        ("npp", 3, "site"),
        ("range", 40, "region"),
        ("coordinates", 0.1, "exact"),
        ("coordinates", 7, "vicinity"),
    ],
)
def test_a_kind_says_how_exactly_a_place_is_known(kind, radius, precision):
    """What is vast is no site, and rounded coordinates are not exact."""
    assert precision_of(kind, radius) == precision


@pytest.mark.parametrize(("state", "count"), [("decided", 0), ("ambiguous", 1), ("none", 1)])
def test_a_state_that_its_candidates_contradict_is_refused(state, count):
    """One candidate is no ambiguity."""
    with pytest.raises(InvalidValue, match="candidates"):
        Located(text="x", state=state, candidates=STEPOVE.candidates[:count])


def test_a_result_prints_as_a_list_that_says_what_would_decide():
    """Each candidate is a line."""
    lines = str(STEPOVE).splitlines()
    assert lines[0] == "'Stepove': ambiguous"
    assert lines[1].startswith(
        "  1. Stepove (settlement, Donetsk Oblast, UKR) 48.190, 37.660 within"
    )
    assert lines[1].endswith(" 4 km; exact name; confidence 0.50")
    assert lines[3] == "  to decide: give admin1="
