"""timemap: strings and sources by id; ours back less what is declared, and anybody's."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import pytest

from conflictlog.errors import InvalidFile
from conflictlog.event import Event
from conflictlog.formats import ProblemsWarning, read, write
from conflictlog.formats.timemap import LOSSES
from conflictlog.log import EventLog
from conflictlog.report import Report, Source
from conflictlog.when import civil
from tests.lessened import lessened

pytest.importorskip("hypothesis")
from hypothesis import given

from conflictlog.testing import logs


@given(log=logs())
def test_what_is_lost_is_exactly_what_is_declared(
    tmp_path_factory: pytest.TempPathFactory, log: EventLog
) -> None:
    """What is lost is exactly what is declared; a day, a point and a name remain."""
    path = tmp_path_factory.getbasetemp() / "law.timemap.json"
    write(log, path, republish=True, lossy="allow")
    back = read(path)
    bare = {event.id: event for event in lessened(log, LOSSES)}
    for event in back:
        assert attrs.evolve(event, when=None, places=()) == bare[event.id]
    for event in log:
        days, place = [], next(iter(event.shown.places), None)
        if event.shown.when is not None:
            first, _, _, last = event.shown.when.local_days
            days = [day for day in (first, last) if day is not None][:1]
        point = place and place.drawable_point
        point = None if point == (0, 0) else point
        assert (event.id in back) == bool(days or point)
        if event.id in back:
            found = back[event.id]
            assert [str(civil(day)) for day in days] == (
                [found.when.to_edtf()] if found.when else []
            )
            assert (found.places[0].drawable_point if found.places else None) == point
            assert place is None or not found.places or found.places[0].name == place.name


EVENT = {
    "id": "CIV0001",
    "description": "Shelling of a market",
    "date": "3/1/2022",
    "time": "",
    "location": "Kharkiv",
    "latitude": "49.99",
    "longitude": "36.23",
    "category": "School",
    "associations": ["Weapon=Unknown"],
    "sources": ["S1", "S9"],
}
SOURCE = {"S1": {"id": "S1", "paths": ["https://t.me/x/1"], "title": "A film", "author": "X"}}


def their(tmp_path: Path, document: object, name: str = "theirs.json") -> Path:
    """Write what a map loads."""
    path = tmp_path / name
    path.write_text(json.dumps(document))
    return path


def test_events_are_read_with_their_sources(tmp_path: Path) -> None:
    """Events are read with their sources; ids of sources that are not there are listed."""
    path = their(tmp_path, {"events": [EVENT], "sources": SOURCE})
    with pytest.warns(ProblemsWarning, match="not there"):
        log = read(path)
    event = log["theirs:CIV0001"]
    assert event.shown.when.label() == "1 Mar 2022"
    assert event.shown.places[0].name == "Kharkiv"
    assert event.tags == ("School", "Weapon=Unknown")
    assert {report.source for report in event.reports if report.source.url} == {
        Source("X", url="https://t.me/x/1", title="A film")
    }
    assert log.problems.select("column", "value", "outcome").rows() == [("sources", "S9", "kept")]


def test_sources_may_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    """Sources may stand in a file of their own, and points may be known to be moved."""
    event = {**EVENT, "sources": ["S1"]}
    apart = their(tmp_path, SOURCE, "sources.json")
    log = read(their(tmp_path, [event]), sources=apart, radius_km=0.15)
    assert len(log[0].reports) == 2
    assert log[0].shown.places[0].radius_km == 0.15
    assert not log.problems.height


def test_downloads_hold_sources_inside(tmp_path: Path) -> None:
    """What a map's download button gives holds its sources inside."""
    inside = [{"id": "S1", "path": "https://t.me/x/1", "description": "A film"}]
    log = read(their(tmp_path, [{**EVENT, "sources": inside}]))
    assert any(report.source.outlet == "t.me" for report in log[0].reports)


def test_times_and_dates_that_cannot_be_read_are_listed(tmp_path: Path) -> None:
    """Times and dates that cannot be read are listed, and their events kept."""
    events = [
        {**EVENT, "id": "a", "date": "13/13/2022", "sources": []},
        {**EVENT, "id": "b", "time": "14:30", "sources": []},
    ]
    path = their(tmp_path, events)
    with pytest.warns(ProblemsWarning):
        log = read(path)
    assert log["theirs:a"].shown.when is None
    assert log["theirs:b"].shown.when.precision == "day"
    with pytest.warns(ProblemsWarning):
        assert read(path, tz="Europe/Kyiv")["theirs:b"].shown.when.precision == "minute"


def test_a_point_outside_the_earth_is_listed(tmp_path: Path) -> None:
    """A point outside the Earth is listed and its event rejected."""
    with pytest.warns(ProblemsWarning):
        log = read(their(tmp_path, [{**EVENT, "latitude": "95", "sources": []}]))
    assert len(log) == 0
    assert "lat" in log.problems["column"][0]


def test_what_is_no_list_of_events_is_refused(tmp_path: Path) -> None:
    """What is no list of events is refused."""
    with pytest.raises(InvalidFile, match="no list of events"):
        read(their(tmp_path, {"events": 3}), format="timemap")


def test_every_value_is_a_string(tmp_path: Path) -> None:
    """Every value is a string, as timemap demands; dates are M/D/YYYY, sources stand by id."""
    report = Report(source=Source("AFP", url="https://afp.com/1"), claimant="Ukraine")
    log = EventLog([Event(id="a", title="Raid", when="2022-03-01", reports=[report])])
    write(log, tmp_path / "a.timemap.json", lossy="allow")
    root = json.loads((tmp_path / "a.timemap.json").read_text(encoding="utf-8"))
    (event,) = root["events"]
    assert event["date"] == "3/1/2022"
    assert all(isinstance(item, str | list) for item in event.values())
    assert root["sources"][event["sources"][0]]["url"] == "https://afp.com/1"
