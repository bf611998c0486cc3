"""The gazetteer behind geopy's interface: offline, honest, and usable as any geocoder is."""

from __future__ import annotations

import subprocess
import sys

import pytest

import conflictlog as cl
from tests.places_table import HandTable


@pytest.fixture(scope="module")
def gazetteer():
    """Give a gazetteer over the small table."""
    return cl.Gazetteer(HandTable())


def test_it_is_a_geocoder_of_geopy(gazetteer):
    """Address, point, and the candidate as the raw answer."""
    from geopy.geocoders.base import Geocoder

    assert isinstance(gazetteer, Geocoder)
    found = gazetteer.geocode("Київ", country="UKR")
    assert found.address == "Kyiv, Kyiv City, Ukraine"
    assert (found.latitude, found.longitude) == (50.4547, 30.5238)
    assert found.raw.radius_km == 14


def test_no_hit_is_none_and_several_are_an_error(gazetteer):
    """Neither is mistaken for the other."""
    assert gazetteer.geocode("Nowhere at all") is None
    assert gazetteer.geocode("undisclosed location", country="BLR") is None
    with pytest.raises(cl.AmbiguousPlace, match="Lebanon or Libya"):
        gazetteer.geocode("Tripoli")
    both = gazetteer.geocode("Tripoli", exactly_one=False)
    assert sorted(each.raw.country for each in both) == ["LBN", "LBY"]


def test_a_point_has_a_nearest_place(gazetteer):
    """With its country and the distance."""
    from geopy.point import Point

    for point in ((48.6, 38.01), "48.6, 38.01", Point(48.6, 38.01), cl.Place(lat=48.6, lon=38.01)):
        found = gazetteer.reverse(point)
        assert (found.raw.name, found.raw.country) == ("Bakhmut", "UKR")
        assert found.raw.notes == ("0.9 km from the point",)
    assert len(gazetteer.reverse((48.6, 38.01), exactly_one=False, limit=3)) == 3


@pytest.mark.parametrize("point", ["Kyiv", (91, 30), (30,), None, cl.Place("Kyiv")])
def test_what_is_no_point_is_refused(gazetteer, point):
    """Geopy would read some of these as 0, 0."""
    with pytest.raises(cl.InvalidValue):
        gazetteer.reverse(point)


def test_a_rate_limiter_may_stand_around_it(gazetteer):
    """As around any geocoder."""
    from geopy.extra.rate_limiter import RateLimiter

    limited = RateLimiter(gazetteer.geocode, min_delay_seconds=0.0)
    assert limited("Kyiv").raw.name == "Kyiv"


def test_a_global_option_of_geopy_does_not_make_it_ask_a_network(gazetteer, monkeypatch):
    """An adapter that is the default elsewhere has no part here."""
    from geopy.geocoders import options

    def refuse(**_):
        raise AssertionError

    monkeypatch.setattr(options, "default_adapter_factory", refuse)
    assert cl.Gazetteer(gazetteer.table).geocode("Kyiv").raw.name == "Kyiv"
    with pytest.raises(AssertionError, match="offline"):
        gazetteer.adapter.get_json("https://example.org", timeout=1, headers={})


def test_its_overrides_hold_for_every_look_up():
    """Those of a call go before them."""
    bunker = cl.Place("bunker", lat=50.0, lon=30.0, radius_km=1)
    other = cl.Place("other", lat=51.0, lon=31.0, radius_km=1)
    decided = cl.Gazetteer(HandTable(), overrides={"the bunker": bunker})
    assert decided.geocode("The Bunker").latitude == 50.0
    assert decided.locate("the bunker", overrides={"the bunker": other}).best.lat == 51.0


def test_locate_takes_a_gazetteer_or_a_table(gazetteer):
    """And nothing else."""
    assert cl.locate("Kyiv", gazetteer=gazetteer) == cl.locate("Kyiv", gazetteer=HandTable())
    with pytest.raises(cl.InvalidValue, match="gazetteer"):
        cl.locate("Kyiv", gazetteer="nominatim")


def test_importing_the_door_loads_no_geopy():
    """It takes a fifth of a second."""
    code = "import conflictlog as cl, sys; cl.Located, cl.Candidate; print('geopy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
