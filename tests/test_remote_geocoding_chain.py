"""A chain: who is asked, what is sent, and which answers are believed."""

from __future__ import annotations

import datetime as dt
import json
import socket

import pytest
from pytest_socket import SocketBlockedError

import conflictlog as cl
from conflictlog.errors import AmbiguousPlace, GeocodingFailed, InvalidValue, SensitiveQuery
from conflictlog.geocoding import Gazetteer
from conflictlog.geocoding.remote import Cached, Chain, RateLimited, Sent
from conflictlog.geocoding.remote.checking import lies_in
from conflictlog.geocoding.remote.nothing import Nothing
from conflictlog.geocoding.remote.reading import candidate_of
from conflictlog.outlines import distance_km
from conflictlog.place import Place
from tests.geocoding_server import hit, served
from tests.places_table import HandTable

loopback = pytest.mark.allow_hosts(["127.0.0.1"])
NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def service():
    """Give a service that knows a village of Donetsk Oblast."""
    with served() as service:
        service.answers["Ivanivka, Ukraine"] = [hit("Ivanivka", 48.1, 37.7)]
        yield service


@pytest.fixture
def chain(service):
    """Give a gazetteer that knows no name, and the service behind it."""
    return Chain([Gazetteer(Nothing()), service.nominatim()], clock=lambda: NOON)


@pytest.fixture(scope="module")
def gazetteer():
    """Give one that knows some forty places."""
    return Gazetteer(HandTable())


@loopback
def test_what_nobody_knows_offline_is_asked_of_the_service(chain, service):
    """The answer is a candidate like any other, and says where it comes from."""
    found = chain.locate("Ivanivka", country="UKR")
    assert found.state == "decided"
    best = found.best
    assert (best.name, best.kind, best.countries) == ("Ivanivka", "village", ("UKR",))
    assert (best.method, best.source) == ("remote", f"Nominatim ({service.domain})")
    assert best.radius_km == pytest.approx(2.7, abs=0.1)
    assert best.confidence == 0.7
    place = found.place
    assert (place.precision, place.name) == ("town", "Ivanivka")
    assert place.basis == f"geocoded: remote, Nominatim ({service.domain})"
    assert found.notes == (f"Nominatim ({service.domain}), asked for 'Ivanivka, Ukraine': 1 hit",)


@loopback
def test_what_was_sent_is_on_record(chain, service):
    """Where, what and when, in order."""
    chain.locate("Ivanivka", country="UKR")
    chain.locate("Nowhere")
    name = f"Nominatim ({service.domain})"
    assert chain.sent == (
        Sent(service=name, query="Ivanivka, Ukraine", when=NOON),
        Sent(service=name, query="Nowhere", when=NOON),
    )
    assert service.queries == [each.query for each in chain.sent]


@loopback
def test_locate_takes_a_chain(chain):
    """The same call, with somebody else to ask."""
    found = cl.locate("Ivanivka", country="UKR", gazetteer=chain)
    assert (found.state, found.best.method) == ("decided", "remote")
    assert cl.locate("Ivanivka", country="UKR", gazetteer=chain, sensitive=None).state == "none"
    assert len(chain.sent) == 1


@loopback
def test_answers_from_a_cache_are_not_sent(service, tmp_path):
    """The record holds what left, not what was asked."""
    limited = RateLimited(service.nominatim(), 1000)
    cached = Cached(limited, tmp_path / "answers.sqlite")
    chain = Chain([Gazetteer(Nothing()), cached])
    for _ in range(3):
        assert chain.locate("Ivanivka", country="UKR").state == "decided"
    assert len(chain.sent) == 1
    assert "OpenStreetMap" in chain.attribution


@loopback
def test_nothing_found_is_a_state_and_no_error(chain):
    """The services were asked, and know it no more than we do."""
    found = chain.locate("Nowhere", country="UKR")
    assert (found.state, found.candidates, found.place) == ("none", (), None)
    assert "0 hits" in found.notes[-1]
    assert chain.geocode("Nowhere", country="UKR") is None


@loopback
@pytest.mark.parametrize(
    "behaviour", [{"status": 429}, {"status": 500}, {"body": "not JSON"}, {"body": "[1]"}]
)
def test_a_service_that_fails_is_never_not_found(chain, service, behaviour):
    """Even where another member might know: the order was chosen by the caller."""
    vars(service).update(behaviour)
    with pytest.raises(GeocodingFailed, match="did not answer for 'Ivanivka, Ukraine'"):
        chain.locate("Ivanivka", country="UKR")
    assert len(chain.sent) == 1


@loopback
def test_a_service_that_is_too_slow_fails(service):
    """A time-out is no "not found" either."""
    service.wait = 0.5
    chain = Chain([Gazetteer(Nothing()), service.nominatim(timeout=0.1)])
    with pytest.raises(GeocodingFailed, match="give it longer"):
        chain.locate("Ivanivka", country="UKR")


@loopback
@pytest.mark.parametrize("sensitive", [True, None])
def test_sensitive_places_are_kept_from_services(chain, service, sensitive):
    """What nobody has called harmless counts as sensitive."""
    found = chain.locate("Ivanivka", country="UKR", sensitive=sensitive)
    assert found.state == "none"
    assert "was not asked" in found.notes[-1]
    with pytest.raises(SensitiveQuery, match="was not asked"):
        chain.geocode("Ivanivka", country="UKR", sensitive=sensitive)
    with pytest.raises(SensitiveQuery, match="was not asked"):
        Chain([service.nominatim()]).reverse((48.1, 37.7), sensitive=sensitive)
    assert chain.sent == ()
    assert service.queries == []


@loopback
@pytest.mark.parametrize(
    "text",
    [
        "undisclosed location",
        "undisclosed location in Belarus",
        "48.5956, 38.0006",
        "37U DP 26 82",
        "FG2F+29, Ivanivka",
        "FG2F+29 Ivanivka",
        "near 48.5956, 38.0006",
        "48.5956, 38.0006, Donetsk Oblast",
        "Ivanivka 48.5956 38.0006",
        "Ivanivka (37U DP 26 82)",
        "Ivanivka 48°35'44\" 38°00'02\"",
        "field near Ivanivka, FG2F+29",
        "https://example.org/video/7",
        "112",
        "12 km NE of 48.5956 38.0006",
        "between Ivanivka and Petrivka",
    ],
)
def test_some_texts_are_never_sent(chain, service, text):
    """Withheld places, coordinates, and what is no single name."""
    chain.locate(text, country="BLR")
    Chain([service.nominatim(), Gazetteer(Nothing())]).locate(text)
    assert service.queries == []


@loopback
def test_overrides_come_before_everybody(chain, service):
    """A person has decided already."""
    known = {"Ivanivka": Place("Ivanivka", lat=47.0, lon=37.0, country="UKR")}
    assert chain.locate("Ivanivka", country="UKR", overrides=known).best.lat == 47.0
    assert service.queries == []


@loopback
def test_of_a_relation_the_name_alone_is_sent(chain, service):
    """The distance is added here, and widens the radius."""
    found = chain.locate("12 km NE of Ivanivka", country="UKR")
    assert service.queries == ["Ivanivka, Ukraine"]
    best = found.best
    assert best.method == "remote, 12 km NE of Ivanivka"
    assert distance_km(best.lat, best.lon, 48.1, 37.7) == pytest.approx(12, abs=0.1)
    assert best.radius_km > 2.7 + 3
    assert best.precision == "vicinity"
    near = chain.locate("near Ivanivka", country="UKR").best
    assert near.radius_km == pytest.approx(12.7, abs=0.1)
    around = chain.locate("10 km from Ivanivka", country="UKR").best
    assert around.radius_km > 12
    half = chain.locate("western Ivanivka", country="UKR").best
    assert half.lon < 37.7


@loopback
def test_coarsening_sends_name_and_country_only(service):
    """No division, no word of what the place is, nothing that stands around it."""
    told = {"country": "UKR", "admin1": "Donetsk Oblast"}
    plain = Chain([service.nominatim()])
    plain.locate("village of Ivanivka, Volnovakha raion", **told)
    coarse = Chain([service.nominatim()], coarsen=True)
    coarse.locate("village of Ivanivka, Volnovakha raion", **told)
    assert service.queries == [
        "village of Ivanivka, Volnovakha raion, Donetsk Oblast, Ukraine",
        "Ivanivka, Ukraine",
    ]


@loopback
def test_a_hit_in_another_country_does_not_decide(chain, service):
    """The service lies: it was asked for Ukraine, and may say that this is it."""
    liars = [hit("Ivanivka", 44.8, 20.5, land="rs"), hit("Ivanivka", 44.8, 20.5, land="ua")]
    for liar in liars:
        service.answers["Ivanivka, Ukraine"] = [liar]
        found = chain.locate("Ivanivka", country="UKR")
        assert found.state == "none"
        assert "set aside: Ivanivka" in found.notes[-1]
        assert "outside UKR, which was asked for" in found.notes[-1]
        assert "confidence 0.14" in found.notes[-1]
    service.answers["Ivanivka, Ukraine"] = liars
    found = chain.locate("Ivanivka", country="UKR")
    assert (found.state, len(found.notes)) == ("none", 3)


@loopback
def test_beside_a_border_the_service_is_believed(chain, service):
    """The outline has 25 km of grace, and what the service says of the country has none."""
    service.answers["Ivanivka, Ukraine"] = [hit("Ivanivka", 49.78, 22.77, land="pl")]
    found = chain.locate("Ivanivka", country="UKR")
    assert found.state == "none"
    assert "in POL, outside UKR" in found.notes[-1]
    service.answers["Ivanivka, Ukraine"] = [hit("Ivanivka", 49.78, 22.77, land="")]
    assert chain.locate("Ivanivka", country="UKR").best.countries == ("UKR",)


@loopback
def test_a_hit_in_the_country_beats_those_outside(chain, service):
    """What contradicts the question stands behind, with its note."""
    service.answers["Ivanivka, Ukraine"] = [
        hit("Ivanivka", 44.8, 20.5, land="rs"),
        hit("Ivanivka", 48.1, 37.7),
    ]
    found = chain.locate("Ivanivka", country="UKR")
    assert found.state == "decided"
    assert [each.country for each in found.candidates] == ["UKR", "SRB"]
    assert found.candidates[1].confidence < 0.2


@loopback
def test_namesakes_are_ambiguous_until_something_decides(chain, service):
    """The service's own order is no reason."""
    service.answers["Ivanivka, Ukraine"] = [
        hit("Ivanivka", 48.1, 37.7),
        hit("Ivanivka", 46.7, 34.5),
    ]
    found = chain.locate("Ivanivka", country="UKR")
    assert (found.state, len(found.candidates)) == ("ambiguous", 2)
    with pytest.raises(AmbiguousPlace):
        chain.geocode("Ivanivka", country="UKR")
    assert len(chain.geocode("Ivanivka", country="UKR", exactly_one=False)) == 2
    near = chain.locate("Ivanivka", country="UKR", near=(48.0, 37.8))
    assert near.state == "decided"
    assert near.best.lat == 48.1
    assert "km from the place that it should be near" in " ".join(near.candidates[1].notes)


@loopback
def test_two_hits_for_one_place_are_one(chain, service):
    """A village and the area that bears its name."""
    area = hit("Ivanivka", 48.11, 37.71) | {"class": "boundary", "type": "administrative"}
    service.answers["Ivanivka, Ukraine"] = [hit("Ivanivka", 48.1, 37.7), area]
    assert chain.locate("Ivanivka", country="UKR").state == "decided"


@loopback
def test_a_populated_place_wins_over_a_street_of_its_name(chain, service):
    """Unless its kind is asked for."""
    street = hit("Ivanivka Street", 50.4, 30.5) | {"class": "highway", "type": "residential"}
    service.answers["Ivanivka, Ukraine"] = [street, hit("Ivanivka", 48.1, 37.7)]
    found = chain.locate("Ivanivka", country="UKR")
    assert (found.state, found.best.kind) == ("decided", "village")


@loopback
def test_another_kind_does_not_decide(chain, service):
    """A village is no air base; what the service does not say is left open, with less trust."""
    found = chain.locate("Ivanivka", country="UKR", kind="airbase")
    assert found.state == "none"
    assert "it is a village" in found.notes[-1]
    service.answers["Ivanivka, Ukraine"] = [
        hit("Ivanivka", 48.1, 37.7) | {"class": "x", "type": "y", "addresstype": "z"}
    ]
    unsaid = chain.locate("Ivanivka", country="UKR", kind="airbase")
    assert unsaid.state == "decided"
    assert unsaid.best.confidence == pytest.approx(0.49)
    assert "does not say what it is" in " ".join(unsaid.best.notes)


@loopback
def test_an_answer_with_another_name_is_trusted_less(chain, service):
    """Services answer with the nearest spelling that they know."""
    service.answers["Ivanivka, Ukraine"] = [hit("Ivankiv", 50.9, 29.9)]
    best = chain.locate("Ivanivka", country="UKR").best
    assert best.confidence == pytest.approx(0.49)
    assert "'Ivanivka' is none of its names" in " ".join(best.notes)


@loopback
def test_names_of_other_scripts_are_compared_where_the_service_gives_them(chain, service):
    """OpenStreetMap names places in their own language first."""
    local = hit("Іванівка", 48.1, 37.7)
    service.answers["Ivanivka, Ukraine"] = [local]
    best = chain.locate("Ivanivka", country="UKR").best
    assert (best.name, best.confidence) == ("Іванівка", 0.7)
    local["namedetails"] = {"name": "Іванівка", "name:en": "Ivanivka", "name:ru": "Ивановка"}
    service.answers["Ивановка, Ukraine"] = [local]
    best = chain.locate("Ивановка", country="UKR").best
    assert (best.name, best.confidence) == ("Ivanivka", 0.7)
    local["namedetails"]["name:en"] = "Petrivka"
    assert chain.locate("Ivanivka", country="UKR").best.confidence == pytest.approx(0.49)


@loopback
def test_the_division_is_compared_where_it_is_asked_for(chain, service):
    """It is told in its own words, so that another one is a doubt and no contradiction."""
    found = hit("Ivanivka", 48.1, 37.7)
    found["address"]["state"] = "Donetsk Oblast"
    service.answers["Ivanivka, Donetsk, Ukraine"] = [found]
    service.answers["Ivanivka, Sumy, Ukraine"] = [found]
    offline = Chain([service.nominatim()])
    told = offline.locate("Ivanivka", country="UKR", admin1="Donetsk").best
    assert (told.admin1, told.confidence) == ("Donetsk Oblast", 0.7)
    other = offline.locate("Ivanivka", country="UKR", admin1="Sumy").best
    assert other.confidence == pytest.approx(0.49)


@loopback
def test_other_services_answer_as_well(service):
    """Photon gives GeoJSON."""
    from geopy.geocoders import Photon

    service.body = json.dumps({"type": "FeatureCollection", "features": [PHOTON]})
    photon = Photon(domain=service.domain, scheme="http", proxies={}, timeout=5)
    found = Chain([photon]).locate("Here", country="UKR")
    assert (found.best.name, found.best.country, found.best.kind) == ("Here", "UKR", "town")
    assert found.best.source == f"Photon ({service.domain})"


@loopback
def test_geopy_gets_what_it_knows(chain, service):
    """A location with address and point, the candidate as its raw."""
    found = chain.geocode("Ivanivka", country="UKR", timeout=3)
    assert (found.address, found.latitude, found.raw.kind) == (
        "Ivanivka, Somewhere",
        48.1,
        "village",
    )
    service.answers["48.1,37.7"] = [hit("Ivanivka", 48.1, 37.7)]
    for point in ((48.1, 37.7), "48.1, 37.7", found.point, Place(lat=48.1, lon=37.7)):
        assert Chain([service.nominatim()]).reverse(point).address == "Ivanivka, Somewhere"


def test_the_gazetteer_answers_first_and_nothing_is_sent(gazetteer):
    """Sockets are blocked in this test; the guard bites where the service is asked."""
    from geopy.geocoders import Nominatim

    chain = Chain([gazetteer, Nominatim(user_agent="tests")])
    with pytest.raises(SocketBlockedError), pytest.warns(UserWarning, match="socket"):
        socket.socket()
    assert chain.locate("Kharkiv", country="UKR").best.name == "Kharkiv"
    assert chain.locate("Харків").state == "decided"
    assert chain.geocode("Kharkiv", country="UKR").address == "Kharkiv, Kharkiv Oblast, Ukraine"
    assert chain.locate("12 km NE of Bakhmut", country="UKR").state == "decided"
    assert chain.locate("undisclosed location in Belarus").countries == ("BLR",)
    assert chain.locate("48.5956, 38.0006", country="UKR").state == "decided"
    assert chain.reverse((50.45, 30.52)).raw.country == "UKR"
    assert chain.locate("Qwrtzpsdf", country="UKR", sensitive=None).state == "none"
    assert chain.sent == ()
    with pytest.raises(GeocodingFailed):
        chain.locate("Qwrtzpsdf", country="UKR")
    assert len(chain.sent) == 1


def test_what_the_gazetteer_finds_ambiguous_is_not_asked_further(gazetteer):
    """A service that picks one of several villages would only hide it."""
    from geopy.geocoders import Nominatim

    chain = Chain([gazetteer, Nominatim(user_agent="tests")])
    assert chain.locate("Stepove", country="UKR").state == "ambiguous"
    assert chain.sent == ()


def test_near_is_looked_up_offline(gazetteer):
    """Its name is nobody's business either."""
    from geopy.geocoders import Nominatim

    chain = Chain([gazetteer, Nominatim(user_agent="tests")])
    found = chain.locate("Stepove", country="UKR", near="Bakhmut")
    assert (found.state, found.best.admin1) == ("decided", "Donetsk Oblast")
    with pytest.raises(InvalidValue, match="does not know offline"):
        Chain([Nominatim(user_agent="tests")]).locate("Stepove", near="Bakhmut")


def test_a_class_derived_from_the_gazetteer_is_remote():
    """Nobody knows what it does with a text."""

    class Curious(Gazetteer):
        pass

    found = Chain([Curious(Nothing())]).locate("Ivanivka", sensitive=True)
    assert found.notes == ("Curious was not asked: it is sensitive",)


def test_chains_are_made_of_geocoders():
    """Not of nothing, of classes, or of chains."""
    with pytest.raises(InvalidValue, match="no members"):
        Chain([])
    with pytest.raises(InvalidValue, match="call it first"):
        Chain([Gazetteer])
    inner = Chain([Gazetteer(Nothing())])
    for taker in (lambda member: Chain([member]), RateLimited, Cached):
        with pytest.raises(InvalidValue, match="stands outside of all others"):
            taker(inner)


def test_points_lie_in_countries_by_their_outlines():
    """With a margin, over the antimeridian, and by the cap where no outline is drawn."""
    assert lies_in(44.95, 34.1, "UKR")
    assert not lies_in(44.95, 34.1, "POL")
    assert lies_in(55.7, 37.6, "RUS")
    assert lies_in(66.2, -171.0, "RUS")
    assert lies_in(-16.6, 179.95, "FJI")
    assert lies_in(48.5, 22.1, "UKR")
    assert not lies_in(48.7, 21.3, "UKR")
    assert lies_in(-9.2, -171.8, "TKL")
    assert not lies_in(50.0, 30.0, "TKL")


class Answer:
    """A location of geopy, with whatever a service put into its raw answer."""

    def __init__(self, raw):
        """Keep it."""
        self.address, self.latitude, self.longitude, self.raw = "Somewhere, Land", 50.0, 30.0, raw


PHOTON = {
    "geometry": {"coordinates": [30.0, 50.0]},
    "properties": {
        "osm_key": "place",
        "osm_value": "town",
        "name": "Here",
        "countrycode": "UA",
        "extent": [29.9, 50.1, 30.1, 49.9],
        "osm_type": "N",
        "osm_id": 5,
    },
}
GOOGLE = {
    "geometry": {
        "viewport": {
            "northeast": {"lat": 50.1, "lng": 30.1},
            "southwest": {"lat": 49.9, "lng": 29.9},
        }
    }
}


def test_answers_of_several_services_are_read():
    """Kind, extent and country, where the service gives them."""
    photon = candidate_of(Answer(PHOTON), service="Photon")
    assert (photon.name, photon.kind, photon.country) == ("Here", "town", "UKR")
    assert photon.source_id == "N/5"
    google = candidate_of(Answer(GOOGLE), service="GoogleV3")
    assert photon.radius_km == google.radius_km == pytest.approx(13.2, abs=0.1)
    assert (google.name, google.kind, google.precision) == ("Somewhere", "place", "vicinity")
    bare = candidate_of(Answer({}), service="Other")
    assert bare.radius_km == 25
    assert "25 km assumed" in bare.notes[0]
    odd = candidate_of(Answer({"boundingbox": ["a"], "country_code": "zz"}), service="Other")
    assert (odd.radius_km, odd.countries) == (25, ())
    state = {"class": "boundary", "type": "administrative", "addresstype": "state"}
    assert candidate_of(Answer(state), service="Nominatim").kind == "admin1"
    field = {"class": "military", "type": "airfield"}
    assert candidate_of(Answer(field), service="Nominatim").kind == "airbase"
