"""SCAD: what each column becomes, several rows of one event, and numbers that are words."""

from __future__ import annotations

from pathlib import Path

import pytest

import conflictlog as cl
from conflictlog.errors import FileNotReadable, InvalidFile
from conflictlog.event import Event
from conflictlog.formats import scad
from conflictlog.formats.opening import look
from conflictlog.formats.sniffing import recognise
from conflictlog.kinds import crosswalk
from conflictlog.log import EventLog
from tests.flawed import flaws_expected
from tests.tables_ged import written

#: The columns of releases 3.0 to 3.3, in their order.
HEADER = (
    *("eventid", "ccode", "id", "countryname", "startdate", "enddate", "duration", "stday"),
    *("stmo", "styr", "eday", "emo", "eyr", "etype", "escalation", "actor1", "actor2", "actor3"),
    *("target1", "target2", "cgovtarget", "rgovtarget", "npart", "ndeath", "repress", "elocal"),
    *("ilocal", "sublocal", "locnum", "gislocnum", "issue1", "issue2", "issue3", "issuenote"),
    *("nsource", "notes", "coder", "ACD_questionable", "latitude", "longitude", "geo_comments"),
    *("location_precision"),
)

BASE = dict.fromkeys(HEADER, "") | {
    "eventid": "4759001",
    "ccode": "475",
    "id": "9001",
    "countryname": "Nigeria",
    "startdate": "17-Apr-11",
    "enddate": "19-Apr-11",
    "duration": "3",
    "stday": "17",
    "stmo": "4",
    "styr": "2011",
    "eday": "19",
    "emo": "4",
    "eyr": "2011",
    "etype": "4",
    "escalation": "0",
    "actor1": "Invented mob",
    "target1": "Party members",
    "target2": "Police",
    "cgovtarget": "1",
    "rgovtarget": "0",
    "npart": "-99",
    "ndeath": "12",
    "repress": "1",
    "elocal": "Kaduna, Kano",
    "ilocal": "Kaduna",
    "sublocal": "1",
    "locnum": "4",
    "gislocnum": "4",
    "issue1": "1",
    "issue2": "6",
    "issuenote": "An invented riot after an invented vote.",
    "nsource": "1",
    "coder": "XX",
    "ACD_questionable": "0",
    "latitude": "10.52",
    "longitude": "7.44",
}
KANO = {"ilocal": "Kano", "sublocal": "2", "latitude": "12.0", "longitude": "8.5167"}
ROWS = [
    BASE,
    BASE | KANO | {"notes": "Seen later."},
    BASE | {"eventid": "4759002", "etype": "9", "startdate": "", "enddate": ""},
]


def quiet(path: Path, **options: object) -> EventLog:
    """Read a file that may have flaws."""
    with flaws_expected():
        return scad.read(path, **options)


def one(tmp_path: Path, **cells: str) -> tuple[Event, EventLog]:
    """Read one row with some cells changed."""
    log = quiet(written(tmp_path / "one.csv", [BASE | cells]))
    return log[log.frame["id"][0]], log


def report_of(tmp_path: Path, **cells: str) -> cl.Report:
    """Read the report of one row with some cells changed."""
    return one(tmp_path, **cells)[0].reports[0]


def test_rows_of_one_id_are_one_event_with_several_places(tmp_path: Path) -> None:
    """The counts of the event stand once, the places are as many as rows."""
    log = scad.read(written(tmp_path / "scad.csv", ROWS), version="3.3")
    assert list(log.frame["id"]) == ["SCAD:4759001", "SCAD:4759002"]
    event = log["SCAD:4759001"]
    assert [place.name for place in event.reports[0].places] == ["Kaduna", "Kano"]
    (report,) = event.reports
    assert report.estimates["killed"].best == 12
    assert report.quote is not None
    assert "notes: Seen later." in report.quote
    assert [(actor.name, actor.role) for actor in report.actors] == [
        ("Invented mob", "initiator"),
        ("Party members", "target"),
        ("Police", "target"),
    ]
    assert report.facets["issue"] == ("1", "6")
    (dataset,) = log.datasets
    assert (dataset.name, dataset.version, dataset.redistributable) == ("SCAD", "3.3", False)
    assert dataset.attribution is not None
    assert "10.1080/03050629.2012.697426" in dataset.attribution
    assert dataset.licence is not None


def test_rows_that_contradict_one_another_are_listed(tmp_path: Path) -> None:
    """The first counts, and nothing of the others is lost without a word."""
    log = quiet(written(tmp_path / "scad.csv", [BASE, BASE | KANO | {"ndeath": "13"}]))
    assert log["SCAD:4759001"].reports[0].estimates["killed"].best == 12
    assert log.problems.select("row", "column", "value", "outcome").rows() == [
        (2, "ndeath", "13", "kept")
    ]


def test_an_event_of_several_days_began_on_the_first_and_ended_on_the_last(tmp_path: Path) -> None:
    """It certainly touches both days, and no more than possibly begins later."""
    assert report_of(tmp_path).when == cl.When("2011-04-17/2011-04-19")
    day = {"eday": "17", "enddate": "17-Apr-11", "duration": "1"}
    assert report_of(tmp_path, **day).when == cl.When("2011-04-17")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"stday": "", "stmo": "", "styr": "2011"}, "2011-04-17/2011-04-19"),
        ({"stday": "-99", "startdate": ""}, "2011-04/2011-04-19"),
        ({"stday": "0", "stmo": "0", "startdate": ""}, "2011/2011-04-19"),
        ({"eday": "", "emo": "", "eyr": "", "enddate": ""}, "2011-04-17/"),
    ],
)
def test_what_is_not_known_of_a_date_widens_it(
    tmp_path: Path, cells: dict[str, str], expected: str
) -> None:
    """The text helps where day, month and year do not; an unknown end is unknown."""
    assert report_of(tmp_path, **cells).when == cl.When(expected)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("-99", "unknown"),
        ("-88", "unknown, a small number"),
        ("-77.0", "unknown, a large number"),
    ],
)
def test_sentinel_numbers_keep_their_words(tmp_path: Path, code: str, words: str) -> None:
    """They are neither counts nor faults."""
    event, log = one(tmp_path, ndeath=code)
    assert event.reports[0].estimates["killed"] == cl.Estimate(text=words)
    assert log.problems.is_empty()


def test_classes_of_participants_are_bounds(tmp_path: Path) -> None:
    """A class is no number; the last one has no end above."""
    told = report_of(tmp_path, npart="3").estimates["participants"]
    assert told == cl.Estimate(low=101, high=1000, text="101 to 1,000")
    assert report_of(tmp_path, npart="7").estimates["participants"].high is None


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"etype": "1"}, "protest"),
        ({"etype": "5"}, "protest/walkout"),
        ({"etype": "2", "escalation": "4"}, "protest|riot"),
        ({"etype": "10"}, "power|violence"),
        ({"etype": "-9"}, "violence"),
        ({"etype": "99"}, None),
    ],
)
def test_types_become_kinds(tmp_path: Path, cells: dict[str, str], kind: str | None) -> None:
    """What an event escalated into is one of the kinds that it may be."""
    assert report_of(tmp_path, **cells).kind == kind
    assert report_of(tmp_path, **cells).facets["etype"] == (cells["etype"],)


def test_the_crosswalk_has_every_type() -> None:
    """Ten types, and the mark of armed conflict."""
    assert set(crosswalk("scad").codes) == {*map(str, range(1, 11)), "-9"}


@pytest.mark.parametrize(
    ("cells", "precision", "radius"),
    [
        ({"locnum": "1"}, "town", 5),
        ({"locnum": "3"}, "vicinity", 25),
        ({"locnum": "6"}, "admin1", 150),
        ({"locnum": "7"}, "country", None),
        ({"locnum": "-99"}, "unknown", None),
        ({"locnum": "3", "location_precision": "no"}, "admin1", 150),
    ],
)
def test_codes_of_places_become_precisions(
    tmp_path: Path, cells: dict[str, str], precision: str, radius: float | None
) -> None:
    """A point that is said to be imprecise may be anywhere in its province."""
    place = report_of(tmp_path, **cells).places[0]
    assert (place.precision, place.radius_km, place.country) == (precision, radius, "NGA")


@pytest.mark.parametrize(
    ("cells", "column", "problem", "outcome"),
    [
        ({"eventid": ""}, "eventid", "no id", "rejected"),
        ({"startdate": "", "styr": ""}, "startdate", "no date", "rejected"),
        ({"startdate": "soon", "styr": "x"}, "startdate", "no date", "rejected"),
        ({"eday": "3"}, "enddate", "the end is before the start", "rejected"),
        ({"enddate": "later", "eyr": "x"}, "enddate", "no end can be read", "kept"),
        ({"startdate": "18-Apr-11"}, "startdate", "contradict", "kept"),
        ({"duration": "9"}, "duration", "contradict", "kept"),
        ({"etype": "11"}, "etype", "no such code", "kept"),
        ({"npart": "8"}, "npart", "no such code", "kept"),
        ({"locnum": "8"}, "locnum", "no such code", "kept"),
        ({"ndeath": "-9"}, "ndeath", "no count can be read", "kept"),
        ({"ndeath": "many"}, "ndeath", "no count can be read", "kept"),
        ({"latitude": "-99", "longitude": "-99"}, "latitude", "missing point", "kept"),
        ({"latitude": "50", "longitude": "30"}, "latitude", "", "kept"),
        ({"countryname": "Atlantis", "ccode": ""}, "countryname", "no country", "kept"),
    ],
)
def test_what_is_wrong_is_listed(
    tmp_path: Path, cells: dict[str, str], column: str, problem: str, outcome: str
) -> None:
    """With its column, what is wrong with it, and a cure."""
    good = BASE | {"eventid": "1"}
    log = quiet(written(tmp_path / "bad.csv", [BASE | cells, good]))
    found = log.problems.filter(log.problems["column"] == column).to_dicts()
    assert found, log.problems
    assert problem in found[0]["problem"]
    assert found[0]["hint"]
    assert (found[0]["row"], found[0]["outcome"]) == (1, outcome)
    assert len(log) == (1 if outcome == "rejected" else 2)


def test_a_row_that_cannot_be_kept_stops_a_strict_reader(tmp_path: Path) -> None:
    """The message names the row and the cure."""
    path = written(tmp_path / "bad.csv", [BASE | {"eday": "3"}])
    with pytest.raises(InvalidFile, match=r"row 1.*enddate.*swap"):
        scad.read(path, errors="raise")


def test_other_tables_are_refused(tmp_path: Path) -> None:
    """The message names the missing column."""
    path = written(tmp_path / "other.csv", [{"eventid": "1", "etype": "3"}])
    with pytest.raises(InvalidFile, match="styr"):
        scad.read(path)
    with pytest.raises(FileNotReadable):
        scad.read(tmp_path / "nothing.csv")
    assert not scad.sniff(look(path))


def test_the_real_file_reads_whole(shared_data: Path) -> None:
    """133 rows are 114 events; nothing is wrong with them."""
    path = shared_data / "scad" / "scad31_nigeria_2011.csv"
    assert recognise(path).NAME == "scad"
    log = scad.read(path, keep_rows=True)
    assert (len(log), log.problems.height) == (114, 0)
    assert log.records is not None
    assert log.records.height == 133
    assert sum(len(event.reports[0].places) for event in log) == 133
    wave = log["SCAD:4751006"]
    assert len(wave.reports[0].places) == 8
    assert wave.reports[0].when == cl.When("2011-04-17/2011-04-19")
