"""MAVERICK: each row one report of an event, and what its reports disagree on."""

from __future__ import annotations

from pathlib import Path

import pytest

import conflictlog as cl
from conflictlog.errors import InvalidFile
from conflictlog.formats import maverick
from conflictlog.formats.maverick.columns import LAYOUT
from conflictlog.formats.opening import look
from conflictlog.formats.sniffing import recognise
from conflictlog.log import EventLog
from tests.flawed import flaws_expected
from tests.tables_ged import written

#: The 108 columns of release 1, but for three that say nothing of a single report.
HEADER = LAYOUT.columns or ()
BASE = dict.fromkeys(HEADER, "") | {
    "id": "aaaa-0001",
    "event_id": "KE-9001",
    "country": "Kenya",
    "election": "K-General-2017",
    "certain": "2",
    "certain2": "1",
    "certain6": "1",
    "date_start": "2017-08-11",
    "date_end": "2017-08-12",
    "city": "Kisumu",
    "location": "Invented Estate",
    "latitude": "-0.1",
    "longitude": "34.76",
    "geo_precision": "5",
    "actor1": "Police (Kenya)",
    "actor1_id": "KE-203",
    "actor1_type": "Security forces",
    "actor1_subtype": "Security forces: Police",
    "actor1_violence": "Crowd control measures; Shooting",
    "actor1_initiator": "1",
    "actor1_perpetrator": "1",
    "actor1_victim": "0",
    "actor2": "Youth (Kenya)",
    "actor2_type": "Citizens",
    "actor2_victim": "1",
    "actor3": "Invented choir",
    "actor3_bystander": "1",
    "event_context": "Protest",
    "target": "Citizens",
    "deaths_best": "2",
    "deaths_low": "1",
    "deaths_high": "3",
    "injuries_best": "4",
    "damage": "1",
    "displacement": "0",
    "source": "Reuters News (2017-08-13) Invented headline (updated)",
    "source_author": "Reuters News",
    "source_type": "International news agency",
    "source_classification": "2",
}
ROWS = [
    BASE,
    BASE
    | {
        "id": "aaaa-0002",
        "deaths_best": "3",
        "source": "KNCHR (2017-10-09) INVENTED ACCOUNT",
        "source_author": "KNCHR",
        "date_end": "2017-08-11",
    },
    BASE | {"id": "aaaa-0003", "event_id": "KE-9002", "event_context": "Clash"},
]


def quiet(path: Path, **options: object) -> EventLog:
    """Read a file that may have flaws."""
    with flaws_expected():
        return maverick.read(path, **options)


def report_of(tmp_path: Path, **cells: str) -> cl.Report:
    """Read the report of one row with some cells changed."""
    log = quiet(written(tmp_path / "one.csv", [BASE | cells]))
    (report,) = log[str(log.frame["id"][0])].reports
    return report


def test_rows_of_one_event_are_its_reports(tmp_path: Path) -> None:
    """Each has its own source, id and number; what they disagree on stands side by side."""
    log = maverick.read(written(tmp_path / "reports.csv", ROWS))
    assert list(log.frame["id"]) == ["MAVERICK:KE-9001", "MAVERICK:KE-9002"]
    event = log["MAVERICK:KE-9001"]
    first, second = event.reports
    assert (first.id, second.id) == ("MAVERICK:aaaa-0001", "MAVERICK:aaaa-0002")
    assert first.source == cl.Source(
        "Reuters News", title="Invented headline (updated)", published="2017-08-13"
    )
    assert second.source.outlet == "KNCHR"
    assert [report.estimates["killed"].best for report in event.reports] == [2, 3]
    assert first.locator is not None
    assert second.locator is not None
    assert (first.locator.row, second.locator.row) == (1, 2)
    (dataset,) = log.datasets
    assert (dataset.name, dataset.licence, dataset.redistributable) == (
        "MAVERICK",
        "CC BY 4.0",
        True,
    )
    assert "10.1093/jopres/xjaf012" in str(dataset.attribution)


def test_dates_are_the_earliest_and_the_latest_possible(tmp_path: Path) -> None:
    """It happened at some time within them, and did not last from the one to the other."""
    assert report_of(tmp_path).when == cl.When("[2017-08-11..2017-08-12]")


def test_actors_have_the_role_that_flags_leave_no_doubt_of(tmp_path: Path) -> None:
    """Every flag is kept, by name, as a facet."""
    report = report_of(tmp_path)
    assert [(actor.name, actor.role, actor.type) for actor in report.actors] == [
        ("Police (Kenya)", "initiator", "Security forces: Police"),
        ("Youth (Kenya)", "target", "Citizens"),
        ("Invented choir", "participant", None),
    ]
    assert report.facets["initiator"] == report.facets["perpetrator"] == ("Police (Kenya)",)
    assert report.facets["victim"] == ("Youth (Kenya)",)
    assert report.facets["violence"] == ("Crowd control measures", "Shooting")
    both = report_of(tmp_path, actor2_perpetrator="1")
    assert both.actors[1].role == "party"
    assert both.facets["victim"] == ("Youth (Kenya)",)


@pytest.mark.parametrize(
    ("code", "precision", "radius"),
    [
        ("1", "country", None),
        ("2", "admin1", 150),
        ("3", "town", 5),
        ("5", "site", 5),
        ("6", "exact", 1),
    ],
)
def test_precision_runs_from_the_country_to_the_street(
    tmp_path: Path, code: str, precision: str, radius: float | None
) -> None:
    """The code is kept as a rating."""
    report = report_of(tmp_path, geo_precision=code)
    assert (report.places[0].precision, report.places[0].radius_km) == (precision, radius)
    assert ("maverick-geo-precision", code) in report.ratings


def test_estimates_keep_their_bounds(tmp_path: Path) -> None:
    """Best, low and high stand as given."""
    report = report_of(tmp_path)
    assert report.estimates["killed"] == cl.Estimate(2, low=1, high=3)
    assert report.estimates["injured"] == cl.Estimate(4)
    assert report.facets["criteria"] == ("2", "6")


@pytest.mark.parametrize(
    ("cells", "outlet", "title"),
    [
        ({"source_author": ""}, "Reuters News", "Invented headline (updated)"),
        ({"source": "", "source_author": ""}, "MAVERICK", None),
        ({"source": "An old book", "source_author": "Someone"}, "Someone", "An old book"),
        ({"source": "An old book", "source_author": ""}, "An old book", None),
    ],
)
def test_a_source_is_found_where_one_is_named(
    tmp_path: Path, cells: dict[str, str], outlet: str, title: str | None
) -> None:
    """The author, else what stands before the day, else the cell."""
    source = report_of(tmp_path, **cells).source
    assert (source.outlet, source.title) == (outlet, title)


@pytest.mark.parametrize(
    ("cells", "column", "problem", "outcome"),
    [
        ({"event_id": ""}, "event_id", "no id", "rejected"),
        ({"date_start": ""}, "date_start", "no date", "rejected"),
        ({"date_end": "2017-02-30"}, "date_end", "no date can be read", "rejected"),
        ({"date_end": "2017-08-01"}, "date_end", "the end is before the start", "rejected"),
        ({"id": ""}, "id", "the report has no id", "kept"),
        ({"id": "aaaa-0002"}, "id", "stands for another", "kept"),
        ({"geo_precision": "7"}, "geo_precision", "no such code", "kept"),
        ({"certain": "7"}, "certain", "no such code", "kept"),
        ({"actor1_victim": "yes"}, "actor1_victim", "no such code", "kept"),
        ({"event_context": "Picnic"}, "event_context", "no such code", "kept"),
        ({"deaths_best": "9", "deaths_high": "4"}, "deaths_best", "does not hold", "kept"),
        ({"deaths_best": "some", "deaths_low": ""}, "deaths_best", "no count can be read", "kept"),
        ({"source": "Reuters News"}, "source", "no day of publication", "kept"),
        ({"latitude": "50"}, "latitude", "", "kept"),
    ],
)
def test_what_is_wrong_is_listed(
    tmp_path: Path, cells: dict[str, str], column: str, problem: str, outcome: str
) -> None:
    """With its column, what is wrong with it, and a cure."""
    log = quiet(written(tmp_path / "bad.csv", [ROWS[1], ROWS[2] | cells]))
    found = log.problems.filter(log.problems["column"] == column).to_dicts()
    assert found, log.problems
    assert problem in found[0]["problem"]
    assert found[0]["hint"]
    assert (found[0]["row"], found[0]["outcome"]) == (2, outcome)
    assert len(log) == (1 if outcome == "rejected" else 2)
    assert len({report.id for event in log for report in event.reports}) == len(log)


def test_a_row_that_cannot_be_kept_stops_a_strict_reader(tmp_path: Path) -> None:
    """The message names the row and the cure."""
    path = written(tmp_path / "bad.csv", [BASE | {"date_end": "2017-08-01"}])
    with pytest.raises(InvalidFile, match=r"row 1.*date_end.*swap"):
        maverick.read(path, errors="raise")


def test_other_tables_are_refused(tmp_path: Path) -> None:
    """The message names the missing column."""
    path = written(tmp_path / "other.csv", [{"event_id": "1", "date_start": "2017-08-01"}])
    with pytest.raises(InvalidFile, match="date_end"):
        maverick.read(path)
    assert not maverick.sniff(look(path))


def test_the_real_file_reads_whole(shared_data: Path) -> None:
    """2,225 reports; seven whose dates contradict themselves are rejected, three are listed."""
    path = shared_data / "maverick" / "maverick_kenya_reports.csv"
    assert recognise(path).NAME == "maverick"
    log = quiet(path, keep_rows=True)
    counted = log.problems.group_by("column", "outcome").len().sort("column").rows()
    assert counted == [("date_end", "rejected", 7), ("injuries_best", "kept", 3)]
    assert log.records is not None
    assert log.records.height == 2225 - 7
    assert sum(len(event.reports) for event in log) == 2225 - 7
    assert len(log) == 1515
    assert len(log["MAVERICK:KE-0141"].reports) == 17
