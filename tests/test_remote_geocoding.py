"""Services behind a cache and a limit: what is sent, what is kept, what is raised."""

from __future__ import annotations

import datetime as dt
import logging
import pickle
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.errors import (
    FileNotReadable,
    GeocodingFailed,
    InvalidFile,
    InvalidValue,
    NewerSchema,
)
from conflictlog.geocoding.remote import Cached, RateLimited
from tests.geocoding_server import LICENCE, Service, hit, served

loopback = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def service():
    """Give a service that knows Kyiv."""
    with served() as service:
        service.answers["Kyiv"] = [hit("Kyiv", 50.45, 30.52, kind="city")]
        yield service


class Clock:
    """A clock that moves when it is told to, or when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Read it."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.slept.append(seconds)
        self.now += seconds

    def utc(self) -> dt.datetime:
        """Tell the time of day."""
        return dt.datetime(2026, 11, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=self.now)


@loopback
def test_an_answer_is_asked_for_once(service, tmp_path):
    """Whatever its case and spacing, and whether one or all are wanted."""
    cached = Cached(service.nominatim(), tmp_path / "answers.sqlite")
    first = cached.geocode("Kyiv")
    again = cached.geocode("  KYIV ")
    every = cached.geocode("kyiv", exactly_one=False, timeout=3)
    assert service.queries == ["Kyiv"]
    assert (first.address, first.latitude, first.longitude) == ("Kyiv, Somewhere", 50.45, 30.52)
    assert again.raw == first.raw == every[0].raw
    assert again.point == first.point


@loopback
def test_what_alters_the_answer_is_part_of_the_key(service, tmp_path):
    """Options, the method and the service; not the time that is waited."""
    path = tmp_path / "answers.sqlite"
    cached = Cached(service.nominatim(), path)
    cached.geocode("Kyiv")
    cached.geocode("Kyiv", addressdetails=True)
    cached.reverse((50.45, 30.52))
    cached.reverse("50.45, 30.52")
    with served() as other:
        Cached(other.nominatim(), path).geocode("Kyiv")
        assert other.queries == ["Kyiv"]
    assert service.queries == ["Kyiv", "Kyiv", "50.45,30.52"]


@loopback
def test_a_query_by_parts_is_another_than_its_text(service, tmp_path):
    """Nominatim takes both."""
    cached = Cached(Parts(), tmp_path / "answers.sqlite")
    assert cached.geocode({"city": "Kyiv"}).address == "parts"
    assert cached.geocode("city=Kyiv").address == "text"
    assert cached.geocode({"city": "KYIV"}).address == "parts"
    assert len(cached.geocoder.asked) == 2


class Parts:
    """A geocoder that says what kind of query it was given."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def geocode(self, query, *, exactly_one=True):
        """Answer with the kind of the query as the address."""
        from geopy.location import Location

        self.asked.append(query)
        found = Location("parts" if isinstance(query, dict) else "text", (1.0, 2.0), {})
        return found if exactly_one else [found]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


class Told:
    """A geocoder that answers with whatever it was told."""

    def __init__(self, raw) -> None:
        self.raw = raw

    def geocode(self, query, *, exactly_one=True):
        """Answer with it."""
        from geopy.location import Location

        found = Location(query, (-1.5, 179.25, 12.0), self.raw)
        return found if exactly_one else [found]


@given(st.dictionaries(st.text(), JSON), st.text())
def test_what_is_kept_is_what_was_sent(raw, query):
    """Any JSON comes back as it was, for any query."""
    with tempfile.TemporaryDirectory() as folder:
        cached = Cached(Told(raw), Path(folder, "answers.sqlite"))
        first, again = cached.geocode(query), cached.geocode(query.upper().lower())
        kept = Cached(Told(None), cached.path, read_only=True).geocode(query)
    assert first.raw == kept.raw == raw
    assert (kept.address, kept.point) == (first.address, first.point)
    assert again.raw == raw


@loopback
def test_the_whole_answer_is_kept_with_its_date_and_its_owner(service, tmp_path):
    """A study's file says what came from where, when, and whom to thank."""
    clock = Clock()
    path = tmp_path / "answers.sqlite"
    cached = Cached(service.nominatim(), path, clock=clock.utc)
    cached.geocode("Kyiv")
    with sqlite3.connect(path) as connection:
        (row,) = connection.execute("SELECT service, query, asked, answer FROM answers").fetchall()
    connection.close()
    assert row[:3] == (f"Nominatim ({service.domain})", "Kyiv", "2026-11-01T00:16:40+00:00")
    assert '"boundingbox"' in row[3]
    assert cached.attributions == (LICENCE,)
    assert [each.name for each in tmp_path.iterdir()] == ["answers.sqlite"]


@loopback
def test_not_found_is_kept_until_it_expires(service, tmp_path):
    """A village may be mapped next month."""
    clock = Clock()
    week = dt.timedelta(days=7)
    cached = Cached(service.nominatim(), tmp_path / "a.sqlite", misses_expire=week, clock=clock.utc)
    assert cached.geocode("Nowhere") is None
    assert cached.geocode("Nowhere") is None
    assert service.queries == ["Nowhere"]
    clock.now += week.total_seconds()
    service.answers["Nowhere"] = [hit("Nowhere", 48.0, 38.0)]
    assert cached.geocode("Nowhere").latitude == 48.0
    clock.now += 1000 * week.total_seconds()
    cached.geocode("Nowhere")
    assert service.queries == ["Nowhere", "Nowhere"]


@loopback
def test_a_miss_may_be_kept_for_ever(service, tmp_path):
    """For a study that is closed."""
    clock = Clock()
    path = tmp_path / "a.sqlite"
    Cached(service.nominatim(), path, clock=clock.utc).geocode("Nowhere")
    clock.now += 1e9
    for kept in (
        Cached(service.nominatim(), path, misses_expire=None, clock=clock.utc),
        Cached(service.nominatim(), path, read_only=True, clock=clock.utc),
    ):
        assert kept.geocode("Nowhere") is None
    assert service.queries == ["Nowhere"]


FAILURES = [
    ({"status": 429, "headers": {"Retry-After": "17"}}, "RateLimited", "wait 17 s"),
    ({"status": 500}, "ServiceError", "ask again later"),
    ({"status": 503}, "TimedOut", "timeout=10"),
    ({"status": 401}, "AuthenticationFailure", "check the key"),
    ({"status": 403}, "InsufficientPrivileges", "user_agent="),
    ({"status": 402}, "QuotaExceeded", "counts anew"),
    ({"status": 400}, "QueryError", "check the query"),
    ({"body": "<html>Busy</html>"}, "ParseError", "ask again later"),
    ({"body": '{"error": "broken"}'}, "QueryError", "check the query"),
    ({"body": '["a", "b"]'}, "AttributeError", "ask again later"),
    ({"body": '[{"lat": "far", "lon": "away"}]'}, "ValueError", "ask again later"),
    ({"body": '[{"display_name": "Kyiv"}]'}, "no coordinates", "ask again later"),
    (
        {"body": '[{"display_name": "Kyiv", "lat": "95.5", "lon": "30"}]'},
        "ValueError",
        "ask again later",
    ),
]


@loopback
@pytest.mark.filterwarnings("ignore:Latitude normalization")  # geopy's, before its error
@pytest.mark.parametrize(("behaviour", "told", "cure"), FAILURES)
def test_a_failure_is_raised_and_never_kept(service, tmp_path, behaviour, told, cure):
    """It says whom it asked for what, what went wrong, and what to do; then all is well again."""
    cached = Cached(RateLimited(service.nominatim(), 1000), tmp_path / "answers.sqlite")
    sound = {name: getattr(service, name) for name in behaviour}
    vars(service).update(behaviour)
    with pytest.raises(GeocodingFailed) as caught:
        cached.geocode("Kyiv")
    error = caught.value
    assert (error.service, error.query) == (f"Nominatim ({service.domain})", "Kyiv")
    assert told in str(error)
    assert cure in error.remedy
    assert error.__cause__ is not None
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.service) == (str(error), error.service)
    vars(service).update(sound)
    # The service asked for 17 s; nobody waits for them here.
    assert Cached(service.nominatim(), cached.path).geocode("Kyiv").latitude == 50.45


@loopback
def test_a_time_out_is_no_miss(service, tmp_path):
    """The service is slower than the patience with it."""
    service.wait = 0.5
    cached = Cached(service.nominatim(timeout=0.1), tmp_path / "answers.sqlite")
    with pytest.raises(GeocodingFailed, match="give it longer"):
        cached.geocode("Kyiv")
    service.wait = 0.0
    assert cached.geocode("Kyiv").latitude == 50.45


def test_an_unreachable_service_is_an_error(tmp_path):
    """Sockets are blocked here: nothing answers."""
    cached = Cached(Service().nominatim(), tmp_path / "answers.sqlite")
    with pytest.raises(GeocodingFailed, match="did not answer for 'Kyiv'"):
        cached.geocode("Kyiv")
    assert not cached.path.exists()


@loopback
def test_a_shipped_cache_answers_without_a_network(service, tmp_path):
    """Read-only, it repeats a study and says so where a question was not part of it."""
    path = tmp_path / "study.sqlite"
    Cached(service.nominatim(), path).geocode("Kyiv")
    path.chmod(0o444)
    before = path.read_bytes()
    study = Cached(service.nominatim(), path, read_only=True)
    assert study.geocode("kyiv").latitude == 50.45
    with pytest.raises(GeocodingFailed, match="read-only") as caught:
        study.geocode("Lviv")
    assert "'Lviv' is not among the answers" in str(caught.value)
    assert service.queries == ["Kyiv"]
    assert path.read_bytes() == before


def test_read_only_needs_a_file(tmp_path):
    """A study without its answers is found out at once."""
    with pytest.raises(FileNotReadable, match="must lie beside it"):
        Cached(Service().nominatim(), tmp_path / "none.sqlite", read_only=True)


def test_a_file_of_others_is_left_alone(tmp_path):
    """Neither text nor another application's database is written to."""
    text = tmp_path / "notes.txt"
    text.write_text("Not a database at all. " * 100)
    with pytest.raises(InvalidFile, match="no cache of answers"):
        Cached(Service().nominatim(), text)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(InvalidFile, match="another application"):
        Cached(Service().nominatim(), other)
    assert other.read_bytes() == before


@loopback
def test_a_later_version_is_refused(service, tmp_path):
    """Its rows may mean something else."""
    path = tmp_path / "answers.sqlite"
    Cached(service.nominatim(), path).geocode("Kyiv")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(NewerSchema, match="update conflictlog"):
        Cached(service.nominatim(), path)


class Instant:
    """A geocoder that is no subclass of geopy's, and knows every number."""

    def __init__(self) -> None:
        self.calls = 0

    def geocode(self, query, *, exactly_one=True):
        """Answer with a point on the equator."""
        from geopy.location import Location

        self.calls += 1
        found = Location(str(query), (1.0, float(query)), {"name": str(query)})
        return found if exactly_one else [found]


WRITER = """
import sys
from tests.test_remote_geocoding import Instant
from conflictlog.geocoding.remote import Cached
cached = Cached(Instant(), sys.argv[1])
for number in range(1, 21):
    assert cached.geocode(str(number)).longitude == number
"""


def test_two_processes_share_a_file(tmp_path):
    """Both make it, both write, and nothing is lost or broken."""
    path = tmp_path / "answers.sqlite"
    runs = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for run in runs:
        _, told = run.communicate(timeout=60)
        assert run.returncode == 0, told.decode()
    study = Cached(Instant(), path, read_only=True)
    assert [study.geocode(str(n)).longitude for n in range(1, 21)] == list(range(1, 21))
    assert study.geocoder.calls == 0


def test_threads_share_a_cache(tmp_path):
    """A connection of its own for each look-up."""
    cached = Cached(Instant(), tmp_path / "answers.sqlite")
    found: list[float] = []
    threads = [
        threading.Thread(target=lambda: found.append(cached.geocode("7").longitude))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [7.0] * 8


def test_the_limit_waits_between_questions():
    """Before the second, not after the first, and only as long as is left."""
    clock = Clock()
    limited = RateLimited(Instant(), per_second=0.5, clock=clock, sleep=clock.sleep)
    limited.geocode("1")
    assert clock.slept == []
    limited.geocode("2")
    clock.now += 1.5
    limited.geocode("3")
    clock.now += 60
    limited.geocode("4")
    assert clock.slept == [2.0, 0.5]


@loopback
def test_a_service_that_asks_for_time_gets_it(service):
    """429 with Retry-After is raised, and the next question waits as long."""
    clock = Clock()
    limited = RateLimited(service.nominatim(), 1, clock=clock, sleep=clock.sleep)
    service.status, service.headers = 429, {"Retry-After": "17"}
    with pytest.raises(GeocodingFailed, match="wait 17 s"):
        limited.geocode("Kyiv")
    service.status = 200
    assert limited.geocode("Kyiv").latitude == 50.45
    assert clock.slept == [17.0]


@loopback
def test_what_is_cached_is_not_waited_for(service, tmp_path):
    """The cache stands outside, the limit inside."""
    clock = Clock()
    limited = RateLimited(service.nominatim(), 1, clock=clock, sleep=clock.sleep)
    cached = Cached(limited, tmp_path / "answers.sqlite")
    for _ in range(5):
        cached.geocode("Kyiv")
    assert (service.queries, clock.slept) == (["Kyiv"], [])
    with pytest.raises(InvalidValue, match=r"Cached\(RateLimited\(geocoder\)\)"):
        RateLimited(cached)


@loopback
def test_what_is_sent_is_logged(service, caplog):
    """Query and service, before the answer comes."""
    with caplog.at_level(logging.INFO, logger="conflictlog.geocoding"):
        RateLimited(service.nominatim()).geocode("Kyiv")
    (record,) = caplog.records
    assert record.getMessage() == f"sent 'Kyiv' to Nominatim ({service.domain})"


class Asynchronous:
    """A geocoder whose answers must be awaited."""

    async def geocode(self, query, *, exactly_one=True):
        """Answer later."""


def test_what_cannot_be_asked_is_refused(tmp_path):
    """Classes, methods, and geocoders that answer asynchronously."""
    from geopy.adapters import BaseAsyncAdapter
    from geopy.geocoders import Nominatim

    class Adapter(BaseAsyncAdapter):
        async def __aenter__(self):
            """Open nothing."""

        async def __aexit__(self, *_):
            """Close nothing."""

        async def get_text(self, *_, **__):
            """Fetch nothing."""

        async def get_json(self, *_, **__):
            """Fetch nothing."""

    waiting = Nominatim(user_agent="tests", adapter_factory=Adapter)
    for taker in (RateLimited, lambda geocoder: Cached(geocoder, tmp_path / "a.sqlite")):
        with pytest.raises(InvalidValue, match="call it first"):
            taker(Nominatim)
        with pytest.raises(InvalidValue, match="not its method"):
            taker(Nominatim(user_agent="tests").geocode)
        with pytest.raises(InvalidValue, match="asynchronously"):
            taker(waiting)
    with pytest.raises(InvalidValue, match="asynchronously"):
        RateLimited(Asynchronous()).geocode("Kyiv")


@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf"), True, "1"])
def test_a_rate_is_a_positive_number(rate):
    """A question in no time is no limit."""
    with pytest.raises(InvalidValue, match="a number above 0"):
        RateLimited(Instant(), rate)


def test_what_cannot_be_kept_is_refused(tmp_path):
    """An option without JSON would make a key that changes from run to run."""
    cached = Cached(Instant(), tmp_path / "answers.sqlite")
    with pytest.raises(InvalidValue, match="cannot be kept as JSON"):
        cached.geocode("1", viewbox={1, 2})
    with pytest.raises(InvalidValue, match="a timedelta"):
        Cached(Instant(), tmp_path / "answers.sqlite", misses_expire=30)


def test_secrets_do_not_reach_names():
    """A service is named by its host; what stands before it may be a password."""
    geocoder = Service().nominatim()
    geocoder.domain = "user:secret@geo.example.org"
    assert repr(RateLimited(geocoder)) == "RateLimited(Nominatim (geo.example.org), per_second=1)"
