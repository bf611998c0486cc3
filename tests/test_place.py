"""Places keep what is known of where, refuse what cannot be, and guess nothing."""

from __future__ import annotations

import math
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.countries import country_cap
from conflictlog.errors import ConflictlogError, InvalidValue, UnknownName, UnknownOption
from conflictlog.place import (
    ACLED_GEO_PRECISION,
    DEFAULT_RADIUS_KM,
    PRECISIONS,
    REPRESENTATIVE_PRECISIONS,
    ROLES,
    UCDP_WHERE_PREC,
    Cap,
    Place,
)

MINSK = Cap.around(53.90, 27.57, radius_km=50)
LIMA = Cap.around(-12.05, -77.04, radius_km=50)

texts = st.text(min_size=1, max_size=12).filter(str.strip)
maybe = st.none()


def cap_of(place: Place) -> Cap:
    """Give the cap of a place that must have one."""
    assert place.cap is not None
    return place.cap


def cap_of_country(code: str) -> Cap:
    """Give the cap of a country; each has one."""
    cap = country_cap(code)
    assert cap is not None
    return cap


@st.composite
def places(draw):
    """Any place that can be said."""
    given_point = draw(st.booleans())
    point = {}
    if given_point:
        point = {"lat": draw(st.floats(-90, 90)), "lon": draw(st.floats(-180, 180))}
        if point["lat"] == point["lon"] == 0:
            point["lat"] = 1.0
    return Place(
        draw(maybe | texts),
        **point,
        radius_km=draw(maybe | st.floats(0, 20_000)),
        country=draw(maybe | st.sampled_from(["UA", "Belarus", "XKX", "RUS|UKR"])),
        admin1=draw(maybe | texts),
        admin2=draw(maybe | texts),
        pcode=draw(maybe | texts),
        precision=draw(maybe | st.sampled_from(PRECISIONS)),
        role=draw(st.sampled_from(ROLES)),
        basis=draw(texts),
        point=draw(maybe | st.just("representative")) if given_point else None,
    )


@given(places())
def test_a_place_is_what_its_repr_says(place):
    """Evaluating the repr gives an equal place with an equal hash."""
    again = eval(repr(place))  # noqa: S307 - our own repr
    assert again == place
    assert hash(again) == hash(place)


@given(places())
def test_a_place_survives_evolve_and_pickle(place):
    """Changing nothing changes nothing."""
    assert attrs.evolve(place) == place
    assert pickle.loads(pickle.dumps(place)) == place


@given(places())
def test_every_place_speaks_and_draws_no_representative_point(place):
    """There is a text for each, and no point on the map that only stands for an area."""
    assert str(place).strip()
    if place.precision in REPRESENTATIVE_PRECISIONS or place.point:
        assert place.drawable_point is None


@given(places())
def test_a_cap_holds_the_point_unless_it_is_the_countrys(place):
    """A point with a radius centres its own cap."""
    if place.lat is not None and place.radius_km is not None:
        assert place.cap.contains(Cap.around(place.lat, place.lon, radius_km=0))
        assert place.cap.radius_km == place.radius_km
    elif place.country is None:
        assert place.cap is None


def test_a_place_is_frozen():
    """Nothing is set afterwards."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Place("Kyiv").lat = 1.0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("given_as", "message"),
    [
        ({"lat": math.nan, "lon": 30.5}, "lat is nan; expected a finite number"),
        ({"lat": 50.4, "lon": math.inf}, "lon is inf; expected a finite number"),
        ({"lat": 50.4, "lon": 30.5, "radius_km": -math.inf}, "radius_km is -inf"),
        ({"lat": True, "lon": 30.5}, "lat is True; expected a number of degrees"),
        ({"lat": 50.4, "lon": False}, "lon is False; expected a number of degrees"),
        ({"lat": "50,45", "lon": 30.5}, "lat is '50,45'; expected a number of degrees"),
        ({"radius_km": True}, "radius_km is True; expected a number of km"),
        ({"lat": 91, "lon": 100}, "lat is 91.0; expected -90 to 90; check"),
        ({"lat": 91, "lon": 30}, "look swapped: if so, write lat=30.0, lon=91.0"),
        ({"lat": 181, "lon": 30}, "lat is 181.0; expected -90 to 90; check"),
        ({"lat": 50, "lon": 181}, "lon is 181.0; expected -180 to 180; .*write lon=-179.0"),
        ({"lat": 50, "lon": -180.5}, "lon is -180.5; expected -180 to 180"),
        ({"lat": 0, "lon": 0}, "the mark of a missing point"),
        ({"lat": -0.0, "lon": 0, "precision": "exact"}, "the mark of a missing point"),
        ({"lat": 0, "lon": 0, "radius_km": 5}, "the mark of a missing point"),
        ({"lat": 50}, "lat is 50.0 but lon is not given; .*give lon="),
        ({"lon": 30}, "lon is 30.0 but lat is not given; .*give lat="),
        ({"lat": 50, "lon": 30, "radius_km": -1}, "radius_km is -1.0; expected 0 to 20015"),
        ({"lat": 50, "lon": 30, "radius_km": 30_000}, "radius_km is 30000.0"),
        ({"point": "representative"}, "point is 'representative' without lat and lon"),
        ({"name": ""}, "name is ''; expected text that is not blank"),
        ({"name": 50.4}, "name is 50.4; expected text; give coordinates as lat= and lon="),
        ({"pcode": 43}, "pcode is 43; expected text; .*leading zeros"),
        ({"basis": None}, "basis is None; expected text"),
        ({"country": 369}, "country is 369; expected a code, a name"),
        ({"country": []}, r"country is \[\]; expected one country"),
    ],
)
def test_what_cannot_be_is_refused_with_field_value_and_cure(given_as, message):
    """Nothing is clamped, swapped, wrapped or guessed; the error is a ValueError too."""
    with pytest.raises(InvalidValue, match=message) as caught:
        Place(**given_as)
    assert isinstance(caught.value, ConflictlogError)
    assert isinstance(caught.value, ValueError)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("given_as", "message"),
    [
        ({"precision": "exat"}, "precision is 'exat'; .*did you mean 'exact'"),
        ({"role": "targt"}, "role is 'targt'; .*did you mean 'target'"),
        ({"point": "drawn"}, "point is 'drawn'; expected one of representative"),
        ({"country": "Ukrane"}, "country is 'Ukrane'; .*did you mean 'Ukraine'"),
        ({"country": {"UKR", "Rusia"}}, "country is 'Rusia'; .*did you mean 'Russia'"),
        ({"country": ""}, "country is ''"),
    ],
)
def test_unknown_words_are_answered_with_the_nearest(given_as, message):
    """Vocabularies are closed, and say what they hold."""
    with pytest.raises(UnknownName, match=message):
        Place(**given_as)


def test_a_mistyped_keyword_is_answered_with_the_nearest():
    """So that no coordinate is lost to a typing error."""
    with pytest.raises(UnknownOption, match="takes no 'lattitude'"):
        Place(lattitude=50)  # type: ignore[call-arg]
    with pytest.raises(UnknownOption, match="did you mean 'radius_km'"):
        Place(radius_k=5)  # type: ignore[call-arg]


def test_null_island_is_taken_from_a_caller_who_insists():
    """Precision and radius both given: the point is meant, and stays through every copy."""
    place = Place(lat=0, lon=-0.0, precision="exact", radius_km=1)
    assert place.drawable_point == (0.0, 0.0)
    assert attrs.evolve(place, name="the buoy").lat == 0.0
    assert attrs.evolve(place) == eval(repr(place)) == place  # noqa: S307


def test_numbers_are_stored_as_floats_and_zero_has_no_sign():
    """50 and 50.0 are one latitude; -0.0 is 0.0; -180 stays as it is given."""
    place = Place(lat=-0.0, lon=-180)
    assert (type(place.lat), place.lon) == (float, -180.0)
    assert str(place.lat) == "0.0"
    assert repr(Place(lat=50, lon=30)) == repr(Place(lat=50.0, lon=30.0))


@pytest.mark.parametrize(
    ("given_as", "precision", "radius"),
    [
        ({}, "unknown", None),
        ({"name": "Kyiv"}, "unknown", None),
        ({"name": "Kyiv", "country": "UKR"}, "unknown", None),
        ({"country": "BLR"}, "country", None),
        ({"country": "BLR", "admin1": "Brest"}, "admin1", None),
        ({"country": "BLR", "admin1": "Brest", "admin2": "Kobryn"}, "admin2", None),
        ({"admin1": "Brest"}, "unknown", None),
        ({"lat": 50, "lon": 30}, "town", 5.0),
        ({"lat": 50, "lon": 30, "radius_km": 1}, "exact", 1.0),
        ({"lat": 50, "lon": 30, "radius_km": 5}, "town", 5.0),
        ({"lat": 50, "lon": 30, "radius_km": 25}, "vicinity", 25.0),
        ({"lat": 50, "lon": 30, "radius_km": 26}, "region", 26.0),
        ({"lat": 50, "lon": 30, "radius_km": 26, "precision": "site"}, "site", 26.0),
        ({"lat": 50, "lon": 30, "precision": "country", "country": "UA"}, "country", None),
        ({"name": "a base", "precision": "undisclosed"}, "undisclosed", None),
    ],
)
def test_precision_follows_from_what_is_given(given_as, precision, radius):
    """A bare point is a town's, never exact; a bare name is unknown; undisclosed is only said."""
    place = Place(**given_as)
    assert (place.precision, place.radius_km) == (precision, radius)


@pytest.mark.parametrize("precision", PRECISIONS)
def test_a_point_takes_the_radius_of_its_precision(precision):
    """Exact 1 km to region 300 km; none where the country's cap must serve."""
    place = Place(lat=50, lon=30, precision=precision)
    assert place.radius_km == DEFAULT_RADIUS_KM[precision]
    assert Place("X", precision=precision).radius_km is None, "no disc without a centre"
    assert (place.point == "representative") == (precision in REPRESENTATIVE_PRECISIONS)


def test_data_sets_codes_lead_to_known_precisions():
    """UCDP 1 to 7, ACLED 1 to 3."""
    assert sorted(UCDP_WHERE_PREC) == list(range(1, 8))
    assert set(UCDP_WHERE_PREC.values()) | set(ACLED_GEO_PRECISION.values()) <= set(PRECISIONS)


@pytest.mark.parametrize(
    "given_as",
    [{"Ukraine", "Russia"}, ("RUS", "UA"), ["UKR", "RUS", "RU"], "UKR|RUS", "Russia | Ukraine"],
)
def test_disputed_places_keep_all_claims_sorted(given_as):
    """However they are written, the stored text is one."""
    place = Place("Simferopol", country=given_as)
    assert place.country == "RUS|UKR"
    assert place.countries == ("RUS", "UKR")


def test_drills_somewhere_in_belarus_are_possible_near_minsk_and_not_near_lima():
    """What is known of an undisclosed place is its country, and that rules Lima out."""
    drills = Place(country="Belarus", precision="undisclosed")
    assert cap_of(drills).meets(MINSK)
    assert not cap_of(drills).contains(MINSK.widened(500))
    assert not cap_of(drills).meets(LIMA)


def test_only_a_place_without_even_a_country_is_possible_everywhere():
    """A name alone rules nothing out."""
    assert Place().cap is None
    assert Place("a forest", precision="undisclosed").cap is None
    assert Place("Kyiv", country="UKR").cap == cap_of_country("UKR")
    assert Place(lat=50, lon=30, precision="unknown").cap is None


def test_a_point_for_a_country_is_the_countrys_own_cap():
    """The centroid of Ukraine says nothing that its outline does not."""
    centroid = Place(lat=49, lon=32, precision="country", country="UKR")
    assert centroid.cap == cap_of_country("UKR")
    assert Place(admin1="Brest", country="BLR").cap == cap_of_country("BLR")


def test_a_disputed_place_may_be_in_each_country():
    """One cap around both."""
    cap = cap_of(Place(country="RUS|UKR"))
    assert cap.contains(cap_of_country("RUS"))
    assert cap.contains(cap_of_country("UKR"))


def test_at_sea_without_a_point_the_shore_does_not_bound():
    """The country's cap, and 200 km more."""
    cap = cap_of(Place("off Odesa", country="UKR", precision="water"))
    assert cap.radius_km == cap_of_country("UKR").radius_km + 200


def test_caps_know_neither_antimeridian_nor_poles():
    """Discs meet across 180 degrees and over the pole."""
    east, west = Place(lat=66, lon=179.99), Place(lat=66, lon=-179.99)
    assert cap_of(east).meets(cap_of(west))
    assert cap_of(Place(lat=89.99, lon=10)).meets(cap_of(Place(lat=89.99, lon=-170)))
    assert cap_of(Place(lat=0.1, lon=180)).meets(cap_of(Place(lat=0.1, lon=-180)))


def test_evolving_recomputes_what_is_asked_anew():
    """None brings the defaults of the new precision; what is not touched stays."""
    place = Place("Kyiv", lat=50.45, lon=30.52, country="UA")
    coarser = attrs.evolve(place, precision="admin1", radius_km=None)
    assert (coarser.radius_km, coarser.point) == (150.0, "representative")
    found = attrs.evolve(Place("Kyiv"), lat=50.45, lon=30.52, precision=None)
    assert (found.precision, found.radius_km) == ("town", 5.0)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("Kyiv", country="UA", lat=50.45, lon=30.52), "Kyiv, UKR"),
        (Place("Kyiv"), "Kyiv"),
        (Place(country="BY", precision="undisclosed"), "undisclosed place in Belarus"),
        (
            Place("a range", country="BY", precision="undisclosed"),
            "a range, undisclosed place in Belarus",
        ),
        (Place(precision="undisclosed"), "undisclosed place"),
        (Place("Avdiivka", lat=48.14, lon=37.75, radius_km=25), "near Avdiivka (25 km)"),
        (Place("Avdiivka", precision="vicinity", country="UA"), "near Avdiivka, UKR"),
        (Place(lat=48.014, lon=37.8, precision="exact"), "48.01, 37.80 (exact)"),
        (Place(lat=50.6, lon=37.6, precision="admin1"), "admin1 around 50.6, 37.6"),
        (Place(admin1="Brest", country="BY"), "Brest, BLR"),
        (Place(country={"RU", "UA"}), "somewhere in Russia or Ukraine"),
        (Place(), "unknown place"),
    ],
)
def test_a_place_says_itself_no_more_exactly_than_it_is_known(place, words):
    """Words for a line of a log."""
    assert str(place) == words


def test_huge_numbers_and_half_characters_are_refused():
    """What no file could hold, and what Python cannot make a float, is no place."""
    with pytest.raises(InvalidValue, match="lat is inf; expected a finite number"):
        Place("x", lat=10**400, lon=30)
    with pytest.raises(InvalidValue, match=r"name is .*half a character"):
        Place("\ud800")
    with pytest.raises(InvalidValue, match=r"admin1 is .*half a character"):
        Place("x", admin1="\udfff")
    with pytest.raises(UnknownOption, match=r"too many positional.*lat=..., lon=..."):
        Place(50.45, 30.52)
