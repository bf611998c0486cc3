"""TimelineJS: slides escaped and dated as far as is known; ours back, and anybody's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conflictlog.errors import InvalidFile
from conflictlog.event import Event
from conflictlog.formats import LossWarning, ProblemsWarning, read, write
from conflictlog.formats.timelinejs import LOSSES
from conflictlog.log import EventLog
from conflictlog.report import Report, Source
from tests.lessened import lessened

pytest.importorskip("hypothesis")
from hypothesis import given

from conflictlog.testing import logs


@given(log=logs())
def test_what_is_lost_is_exactly_what_is_declared(
    tmp_path_factory: pytest.TempPathFactory, log: EventLog
) -> None:
    """What is lost is exactly what is declared: events without a date, and what is not shown."""
    path = tmp_path_factory.getbasetemp() / "law.timeline.json"
    write(log, path, republish=True, lossy="allow")
    back = read(path)
    kept = [
        event
        for event in lessened(log, LOSSES)
        if event.when is not None and {event.when.local_days[0], event.when.local_days[3]} != {None}
    ]
    assert list(back) == kept


def slides(path: Path) -> list[dict]:
    """Read the slides of a file."""
    found: list[dict] = json.loads(path.read_text(encoding="utf-8"))["events"]
    return found


def test_dates_have_the_parts_that_are_known(tmp_path: Path) -> None:
    """Dates have the parts that are known, and words of their own."""
    whens = {
        "2022": ({"year": "2022"}, None),
        "2022-12": ({"year": "2022", "month": "12"}, None),
        "2022-12-05": ({"year": "2022", "month": "12", "day": "5"}, None),
        "2022-12-05/2022-12-07": (
            {"year": "2022", "month": "12", "day": "5"},
            {"year": "2022", "month": "12", "day": "7"},
        ),
    }
    log = EventLog(Event(id=text, when=text) for text in whens)
    path = tmp_path / "a.timeline.json"
    write(log, path)
    for slide, event in zip(slides(path), log, strict=True):
        assert (slide["start_date"], slide.get("end_date")) == whens[event.id]
        assert slide["display_date"] == event.when.label()


def test_nothing_that_a_source_wrote_is_run(tmp_path: Path) -> None:
    """Headlines and texts are escaped, and only web addresses become links."""
    report = Report(source=Source("<script>", url="javascript:alert(1)"), claimant="<i>")
    log = EventLog([Event(id="a", title="<b>&", when="2022", place="<u>", reports=[report])])
    path = tmp_path / "a.timeline.json"
    write(log, path, lossy="allow")
    (slide,) = slides(path)
    assert slide["text"]["headline"] == "&lt;b&gt;&amp;"
    for tag in ("<script", "<i>", "<u>", "href"):
        assert tag not in slide["text"]["text"]


def test_events_without_a_date_are_told(tmp_path: Path) -> None:
    """An event without a date has no slide, and the warning says so."""
    log = EventLog([Event(id="a", kind="talks"), Event(id="b", when="2022")])
    with pytest.warns(LossWarning, match=r"events without a date \(1, a\)"):
        write(log, tmp_path / "a.timeline.json")
    assert read(tmp_path / "a.timeline.json").ids == ("b",)


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_the_reference_sample_is_read(shared_data: Path, suffix: str) -> None:
    """The reference sample is read from JSON and from CSV: every slide, parts as precision."""
    log = read(shared_data / "timelinejs" / f"women_in_computing.{suffix}")
    assert len(log) == 10
    first = log[0].shown
    assert first.title == "Ada Lovelace"
    assert first.when.label() == "10 Dec 1815 - 27 Nov 1852"
    assert log[0].reports[0].quote.startswith("Women have been programming since before it")
    assert "<" not in log[0].reports[0].quote
    assert log[2].reports[0].cites == ("Computer History Museum",)


def their(tmp_path: Path, *events: dict, **root: object) -> Path:
    """Write what another maker would."""
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps({**root, "events": list(events)}))
    return path


def slide(**date: object) -> dict:
    """Make a slide of a date."""
    return {"start_date": date, "text": {"headline": "h", "text": ""}}


def test_years_before_our_era_are_listed(tmp_path: Path) -> None:
    """A year that a time cannot hold is listed, and its slide kept without a date."""
    with pytest.warns(ProblemsWarning, match="-43"):
        log = read(their(tmp_path, slide(year="-43", month="3"), slide(year=1999)))
    assert log[0].shown.when is None
    assert log[1].shown.when.label() == "1999"
    assert log.problems["outcome"].to_list() == ["kept"]


def test_times_of_day_need_a_zone(tmp_path: Path) -> None:
    """A time of day is read with a zone; without one its day is, and the problems say so."""
    path = their(tmp_path, slide(year=2022, month=12, day=19, hour=14, minute=5))
    with pytest.warns(ProblemsWarning, match="without a zone"):
        assert read(path)[0].shown.when.label() == "19 Dec 2022"
    assert read(path, tz="Europe/Kyiv")[0].shown.when.precision == "minute"


def test_a_title_names_the_data_set_and_groups_are_tags(tmp_path: Path) -> None:
    """The title slide names the data set, groups are tags, and eras are listed."""
    event = {**slide(year=2022), "group": "Kyiv", "unique_id": "s-1"}
    path = their(tmp_path, event, title={"text": {"headline": "A <b>war</b>"}}, eras=[{}])
    with pytest.warns(ProblemsWarning, match="eras are not read"):
        log = read(path)
    assert log.ids == ("A war:s-1",)
    assert log[0].tags == ("Kyiv",)
    assert log.datasets[0].name == "A war"


def test_faulty_slides_are_listed(tmp_path: Path) -> None:
    """What is no slide is listed; what has no list of events is refused."""
    path = their(tmp_path, slide(year=2022), slide(year="soon"))
    path.write_text(path.read_text().replace('"events": [', '"events": [3, '))
    with pytest.warns(ProblemsWarning):
        log = read(path)
    assert log.problems["row"].to_list() == [1, 3]
    path.write_text('{"events": {}, "x": {"start_date": 1, "text": 2}}')
    with pytest.raises(InvalidFile, match="list of slides"):
        read(path)
