"""ACLED: what each column becomes, in every generation and container of its files."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import attrs
import pytest

import conflictlog as cl
from conflictlog.errors import InvalidFile, InvalidValue, UnknownFormat
from conflictlog.event import Event
from conflictlog.formats import ProblemsWarning, acled
from conflictlog.formats.opening import look
from conflictlog.log import EventLog
from conflictlog.report import Estimate
from conflictlog.when import When
from tests.flawed import flaws_expected

HEADER = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]

BASE = {
    "event_id_cnty": "UKR900001",
    "event_date": "16 May 2025",
    "year": "2025",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Russia (2000-)",
    "inter1": "State forces",
    "actor2": "Civilians (Ukraine)",
    "assoc_actor_2": "Farmers (Ukraine); Teachers (Ukraine)",
    "inter2": "Civilians",
    "interaction": "State forces-Civilians",
    "civilian_targeting": "Civilian targeting",
    "iso": "804",
    "region": "Europe",
    "country": "Ukraine",
    "admin1": "Donetsk",
    "admin2": "Pokrovskyi",
    "admin3": "Pokrovska",
    "location": "Pokrovsk",
    "latitude": "48.2820",
    "longitude": "37.1760",
    "geo_precision": "1",
    "source": "Example Wire; Daily Example, Kyiv",
    "source_scale": "National-Regional",
    "notes": "On 16 May 2025, invented shells hit an invented school;\nthree teachers were killed.",
    "fatalities": "3",
    "tags": "women targeted: teachers; crowd size=no report",
    "timestamp": "1747756800",
}
SEA = {
    "event_id_cnty": "BLK900004",
    "event_type": "Strategic developments",
    "sub_event_type": "Disrupted weapons use",
    "iso": "0",
    "country": "Black Sea",
    "admin1": "",
    "admin2": "",
    "admin3": "",
    "location": "Black Sea - Snake Island",
    "latitude": "45.2",
    "longitude": "30.4",
    "assoc_actor_2": "",
    "civilian_targeting": "",
    "fatalities": "0",
}
ROWS = [
    BASE,
    BASE
    | {
        "event_id_cnty": "UKR900002",
        "time_precision": "2",
        "geo_precision": "2",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "disorder_type": "Political violence; Demonstrations",
        "actor2": "Military Forces of Ukraine (2019-) Invented Brigade",
        "assoc_actor_2": "",
        "civilian_targeting": "",
        "fatalities": "10",
        "tags": "",
    },
    BASE
    | {
        "event_id_cnty": "UKR900003",
        "time_precision": "3",
        "geo_precision": "3",
        "event_type": "Protests",
        "sub_event_type": "Peaceful protest",
        "actor1": "Protesters (Ukraine)",
        "inter1": "Protesters",
        "actor2": "",
        "assoc_actor_2": "",
        "inter2": "",
        "fatalities": "0",
    },
    BASE | SEA,
]


def table(rows: list[dict[str, str]], header: list[str] | None = None) -> str:
    """Write rows in the exact header."""
    text = io.StringIO(newline="")
    out = csv.DictWriter(text, header or HEADER, restval="", lineterminator="\n")
    out.writeheader()
    out.writerows(rows)
    return text.getvalue()


def written(folder: Path, text: str | bytes, name: str = "acled.csv") -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(folder: Path, *changes: dict[str, str], **options: object) -> EventLog:
    """Read the base row with changes, one row each, whatever its flaws."""
    path = written(folder, table([BASE | change for change in changes or ({},)]))
    with flaws_expected():
        return acled.read(path, **options)


def problems(log: EventLog) -> list[tuple[int, str | None, str, str]]:
    """List what is wrong, without values and hints."""
    kept = ("row", "column", "problem", "outcome")
    return [tuple(item[name] for name in kept) for item in log.problems.iter_rows(named=True)]


def unlocated(log: EventLog) -> list[Event]:
    """Forget where the rows stood."""
    return [
        attrs.evolve(event, reports=[attrs.evolve(r, locator=None) for r in event.reports])
        for event in log
    ]


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> EventLog:
    """Read the invented rows, which have no flaw, once."""
    return acled.read(written(tmp_path_factory.mktemp("acled"), table(ROWS)))


# ------------------------------------------------------------------- what a row becomes


def test_one_row_is_one_event_with_one_report_of_acled(log):
    """Ids are ACLED's; nothing is set on the event; the notes are the quote as written."""
    event = log["ACLED:UKR900001"]
    (report,) = event.reports
    assert (report.id, report.source.outlet, report.claimant) == ("ACLED:UKR900001", "ACLED", None)
    assert (event.kind, event.when, event.places, event.tags) == (None, None, (), ())
    assert report.quote == BASE["notes"]
    assert report.cites == ("Example Wire", "Daily Example, Kyiv")
    assert report.locator.row == 1
    assert log.problems.is_empty()
    assert EventLog(list(log)) == log


def test_the_timestamp_is_when_acled_published_the_row(log, tmp_path):
    """It is when the row was last changed; when the file was fetched is said by the caller."""
    assert log[0].reports[0].source.published == "2025-05-20T16:00:00Z"
    assert log[0].reports[0].source.retrieved is None
    (dataset,) = read(tmp_path, retrieved="2025-06-01").datasets
    assert dataset.retrieved == "2025-06-01"
    odd = read(tmp_path, {"timestamp": "1747756800000"}, {"event_id_cnty": "B", "timestamp": ""})
    assert [event.reports[0].source.published for event in odd] == [None, None]
    assert [(row, column) for row, column, *_ in problems(odd)] == [(1, "timestamp")]


def test_precision_codes_become_spans(log):
    """Day, week and month; a week is three days to each side of its middle."""
    assert [event.shown.when for event in log][:3] == [
        When("2025-05-16"),
        When("[2025-05-13..2025-05-19]", precision="week"),
        When("2025-05"),
    ]
    assert log[1].shown.when.text == "16 May 2025"
    assert log[1].reports[0].ratings == (
        ("acled-time-precision", "2"),
        ("acled-geo-precision", "2"),
    )


def test_points_stand_for_towns_or_areas(log):
    """geo_precision sets precision and radius; only a town is a pin."""
    town, part, region = (log[number].place for number in range(3))
    assert (town.name, town.country, town.admin1, town.admin2) == (
        "Pokrovsk",
        "UKR",
        "Donetsk",
        "Pokrovskyi",
    )
    assert (town.lat, town.lon, town.radius_km, town.point) == (48.282, 37.176, 5.0, None)
    assert (part.precision, part.radius_km, part.point) == ("admin2", 50.0, "representative")
    assert (region.precision, region.radius_km) == ("admin1", 150.0)


def test_a_sea_is_no_country(log):
    """Since 2026 a sea stands as country: the event is on the water, in no country."""
    (place,) = log["ACLED:BLK900004"].shown.places
    assert (place.country, place.precision, place.point) == (None, "water", "representative")
    assert log["ACLED:BLK900004"].shown.facets["sea"] == ("Black Sea",)


def test_the_ocean_territory_is_a_country(tmp_path):
    """A name that holds "Ocean" may be a country all the same."""
    log = read(tmp_path, {"iso": "", "country": "British Indian Ocean Territory", "latitude": ""})
    assert log[0].place.country == "IOT"
    assert "sea" not in log[0].shown.facets


def test_kinds_follow_the_crosswalk(log):
    """A type that covers several kinds is a set; the codes stay as text."""
    assert [event.shown.kind for event in log] == [
        "strike/combined|strike/missile|strike/naval|strike/shelling",
        "battle",
        "protest|protest/walkout",
        "air_defence/interception|seizure",
    ]
    assert dict(log[0].shown.facets) == {
        "admin3": ("Pokrovska",),
        "civilian_targeting": ("Civilian targeting",),
        "disorder_type": ("Political violence",),
        "event_type": ("Explosions/Remote violence",),
        "interaction": ("State forces-Civilians",),
        "region": ("Europe",),
        "source_scale": ("National-Regional",),
        "sub_event_type": ("Shelling/artillery/missile attack",),
        "tags": ("crowd size=no report", "women targeted: teachers"),
    }
    assert log[1].shown.facets["disorder_type"] == ("Demonstrations", "Political violence")


def test_all_actors_are_parties(log):
    """actor1 is not the initiator; a name of a state's forces alone names the state."""
    assert [(a.name, a.role, a.country, a.type) for a in log[0].shown.actors] == [
        ("Military Forces of Russia (2000-)", "party", "RUS", "State forces"),
        ("Civilians (Ukraine)", "party", None, "Civilians"),
        ("Farmers (Ukraine)", "party", None, None),
        ("Teachers (Ukraine)", "party", None, None),
    ]
    assert log[1].shown.actors[1].country is None
    assert [a.name for a in log[2].shown.actors] == ["Protesters (Ukraine)"]


def test_numbers_and_words_of_inter_mean_the_same(tmp_path, log):
    """The API gives either; a number that nobody knows is listed."""
    numbers = read(tmp_path, {"inter1": "1", "inter2": "7.0", "interaction": "17"})
    assert numbers[0].shown.actors == log[0].shown.actors
    none = read(tmp_path, {"inter1": "9", "inter2": "0"})
    assert [actor.type for actor in none[0].shown.actors[:2]] == [None, None]
    assert problems(none) == [(1, "inter1", "no such code: kept without it", "kept")]


def test_fatalities_that_may_be_coded_by_rule_are_marked(log, tmp_path):
    """Three and ten also stand for tolls that nobody numbered."""
    told = [event.reports[0].estimates["killed"] for event in log]
    assert told == [
        Estimate(3, rounded=True),
        Estimate(10, rounded=True),
        Estimate(0),
        Estimate(0),
    ]
    odd = read(
        tmp_path,
        *(
            {"event_id_cnty": f"X{n}", "fatalities": cell}
            for n, cell in enumerate(["", "-99", "-1", "many"])
        ),
    )
    assert [dict(event.reports[0].estimates) for event in odd] == [{}] * 4
    assert [(row, column) for row, column, *_ in problems(odd)] == [
        (3, "fatalities"),
        (4, "fatalities"),
    ]


def test_the_terms_forbid_to_republish(log, tmp_path):
    """The data set says so, and writing refuses it unless told."""
    (dataset,) = log.datasets
    assert (dataset.name, dataset.redistributable) == ("ACLED", False)
    assert "acleddata.com" in dataset.attribution
    with pytest.raises(InvalidValue, match="may not be republished"):
        cl.write(log, tmp_path / "out.jsonl")


# --------------------------------------------------------------------- dates of all ages


@pytest.mark.parametrize(
    "text",
    ["2025-05-16", "16 May 2025", "16-May-2025", "2025-05-16 00:00:00", "16/05/2025", "5/16/2025"],
)
def test_dates_are_read_in_every_form(tmp_path, text):
    """Of the export, the API and old releases; 16 is no month."""
    log = read(tmp_path, {"event_date": text})
    assert log[0].shown.when == When("2025-05-16")
    assert log.problems.is_empty()


def test_slashed_dates_are_read_as_the_others_of_the_file(tmp_path):
    """One date that can only be read in one way tells of all; none or both tell nothing."""
    rows = [{"event_id_cnty": f"X{n}", "year": ""} for n in range(2)]
    told = read(
        tmp_path, rows[0] | {"event_date": "03/04/2014"}, rows[1] | {"event_date": "13/04/2014"}
    )
    assert told[0].shown.when == When("2014-04-03")
    silent = read(tmp_path, rows[0] | {"event_date": "03/04/2014"})
    assert len(silent) == 0
    assert "day_first" in silent.problems["hint"][0]
    asked = read(tmp_path, rows[0] | {"event_date": "03/04/2014"}, day_first=False)
    assert asked[0].shown.when == When("2014-03-04")
    with pytest.raises(InvalidValue, match="day_first"):
        read(tmp_path, day_first="yes")


@pytest.mark.parametrize("text", ["", "16 May 25", "16 May 20255", "30 February 2025", "-99"])
def test_a_row_without_a_date_is_rejected(tmp_path, text):
    """It stands in the problems; "raise" stops there."""
    log = read(tmp_path, {"event_date": text}, {"event_id_cnty": "X"})
    assert log.ids == ("ACLED:X",)
    assert {(row, column, out) for row, column, _, out in problems(log)} >= {
        (1, "event_date", "rejected")
    }
    with pytest.raises(InvalidFile, match="row 1, event_date"):
        read(tmp_path, {"event_date": text}, errors="raise")


def test_dates_that_contradict_their_year_are_listed(tmp_path):
    """The date counts; a month around New Year is no contradiction."""
    log = read(tmp_path, {"year": "2024"}, {"event_id_cnty": "X", "year": "twenty"})
    assert [item[:3] for item in problems(log)] == [
        (1, "year", "the year and the date contradict each other"),
        (2, "year", "the year and the date contradict each other"),
    ]
    week = read(tmp_path, {"event_date": "2024-12-31", "year": "2024", "time_precision": "2"})
    assert week.problems.is_empty()


# ---------------------------------------------------------------------- points and lands


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"latitude": "0", "longitude": "0"}, "mark of a missing point"),
        ({"latitude": "-99", "longitude": "-99"}, "mark of a missing point"),
        ({"latitude": "148.2"}, "latitude is not in"),
        ({"longitude": ""}, "one of the two is missing"),
        ({"latitude": "48,28"}, "no pair of numbers"),
    ],
)
def test_what_is_no_point_costs_the_point(tmp_path, change, found):
    """Nothing is clamped; the row stays an event with its country."""
    log = read(tmp_path, change)
    assert (log[0].place.lat, log[0].place.country) == (None, "UKR")
    assert found in problems(log)[0][2]


def test_a_point_outside_its_country_is_listed_and_kept(tmp_path):
    """By the outline, with a margin for coasts; swapped coordinates are seen as such."""
    rows = [
        {"latitude": "37.1760", "longitude": "48.2820"},
        {"event_id_cnty": "X", "latitude": "55.75", "longitude": "37.62"},
        {"event_id_cnty": "Y", "latitude": "46.47", "longitude": "30.77"},
        {"event_id_cnty": "Z", "latitude": "44.95", "longitude": "34.10"},
        {"event_id_cnty": "F", "iso": "242", "country": "Fiji"}
        | {"latitude": "-16.78", "longitude": "-179.95"},
    ]
    log = read(tmp_path, *rows)
    assert (log[0].place.lat, log[0].place.lon) == (37.176, 48.282)
    assert [item[:2] for item in problems(log)] == [(1, "latitude"), (2, "latitude")]
    assert "swapped" in log.problems["hint"][0]
    assert "swapped" not in log.problems["hint"][1]


def test_the_country_is_known_by_number_code_or_name(tmp_path):
    """A number counts before a name; two that contradict each other are listed."""
    nowhere = {"latitude": "", "longitude": ""}
    log = read(
        tmp_path,
        nowhere | {"iso": "8.0", "country": "Albania"},
        nowhere | {"event_id_cnty": "B", "iso": "0", "country": "Kosovo"},
        nowhere | {"event_id_cnty": "C", "iso": "643"},
        nowhere | {"event_id_cnty": "D", "iso": "", "country": "Atlantis"},
    )
    assert [event.place.country for event in log] == ["ALB", "XKX", "RUS", None]
    assert [item[:3] for item in problems(log)] == [
        (3, "iso", "the country's code and its name contradict each other"),
        (4, "country", "no country is called that"),
    ]


# ------------------------------------------------------------------- codes and versions


def test_codes_that_nobody_knows_are_listed(tmp_path):
    """An unknown sub-event type leaves the event type; without either the kind is unset."""
    log = read(
        tmp_path,
        {"sub_event_type": "Laser attack", "event_type": "battles"},
        {"event_id_cnty": "B", "sub_event_type": "", "event_type": "Wonders"},
        {"event_id_cnty": "C", "time_precision": "4", "geo_precision": "9"},
    )
    assert [event.shown.kind for event in log][:2] == ["battle|control/captured", None]
    assert [item[:2] for item in problems(log)] == [
        (1, "sub_event_type"),
        (2, "event_type"),
        (3, "time_precision"),
        (3, "geo_precision"),
    ]
    assert log[2].shown.when == When("2025-05-16")


def test_the_newest_version_of_an_event_counts(tmp_path):
    """ACLED changes rows under their id: older ones and copies are rejected, and listed."""
    log = read(
        tmp_path,
        {"fatalities": "1"},
        {"fatalities": "2", "timestamp": "1747843200"},
        {"fatalities": "2", "timestamp": "1747843200"},
        {"event_id_cnty": "B"},
    )
    assert log.ids == ("ACLED:UKR900001", "ACLED:B")
    assert log[0].reports[0].estimates["killed"].best == 2
    assert problems(log) == [
        (1, "timestamp", "row 2 holds a newer version of the event", "rejected"),
        (3, "event_id_cnty", "the same stands in row 2 already", "rejected"),
    ]


def test_another_row_of_one_id_and_age_is_kept_beside_it(tmp_path):
    """Nothing says which of the two is right."""
    log = read(tmp_path, {}, {"fatalities": "7"})
    assert log.ids == ("ACLED:UKR900001", "ACLED:UKR900001.2")
    assert problems(log)[0][1:] == (
        "event_id_cnty",
        "the id stands for another row already",
        "kept",
    )


def test_a_row_without_an_id_is_rejected(tmp_path):
    """There is nothing to call it."""
    log = read(tmp_path, {"event_id_cnty": " "}, {"event_id_cnty": ""}, {})
    assert log.ids == ("ACLED:UKR900001",)
    assert [item[0] for item in problems(log)] == [1, 2]


def test_the_list_of_deleted_events_is_recognised(tmp_path):
    """It holds no events, and the message says what to do with it."""
    text = "event_id_cnty,deleted_timestamp\nUKR1,1747756800\n"
    path = written(tmp_path, text, "deleted.csv")
    assert acled.sniff(look(path))
    with pytest.raises(InvalidFile, match=r"ACLED has deleted.*leave out.*ACLED:UKR12345"):
        cl.read(path)
    answer = {"success": True, "data": [{"event_id_cnty": "UKR1", "deleted_timestamp": 1}]}
    with pytest.raises(InvalidFile, match="ACLED has deleted"):
        cl.read(written(tmp_path, json.dumps(answer), "deleted.json"))


def test_population_is_left_out_with_a_note(tmp_path):
    """How many live around is no part of the event; the rows can be kept as they stand."""
    path = written(
        tmp_path, table([BASE | {"population_best": "12000"}], [*HEADER, "population_best"])
    )
    with pytest.warns(ProblemsWarning, match="population_best"):
        log = acled.read(path, keep_rows=True)
    assert problems(log) == [(0, "population_best", "not read: population_best", "kept")]
    assert log.records is not None
    assert log.records["population_best"].to_list() == ["12000"]


# ------------------------------------------------------------------- however it is written

OLD_HEADER = [
    "GWNO",
    "EVENT_ID_CNTY",
    "EVENT_ID_NO_CNTY",
    "EVENT_DATE",
    "YEAR",
    "TIME_PRECISION",
    "EVENT_TYPE",
    "ACTOR1",
    "ALLY_ACTOR_1",
    "INTER1",
    "ACTOR2",
    "ALLY_ACTOR_2",
    "INTER2",
    "INTERACTION",
    "COUNTRY",
    "ADMIN1",
    "ADMIN2",
    "ADMIN3",
    "LOCATION",
    "LATITUDE",
    "LONGITUDE",
    "GEO_PRECISION",
    "SOURCE",
    "NOTES",
    "FATALITIES",
]
OLD = {
    "GWNO": "475",
    "EVENT_ID_CNTY": "2042NIG",
    "EVENT_DATE": "23/02/2011",
    "YEAR": "2011",
    "TIME_PRECISION": "1",
    "EVENT_TYPE": "Battle-No change of territory",
    "ACTOR1": "Police Forces of Nigeria (2010-2015)",
    "INTER1": "1",
    "ACTOR2": "Invented Militia",
    "ALLY_ACTOR_2": "Invented Party",
    "INTER2": "3",
    "INTERACTION": "13",
    "COUNTRY": "Nigeria",
    "ADMIN1": "Borno",
    "LOCATION": "Maiduguri",
    "LATITUDE": "11.85",
    "LONGITUDE": "13.16",
    "GEO_PRECISION": "1",
    "SOURCE": "Invented Times",
    "NOTES": "The militia’s camp",
    "FATALITIES": "2",
}
KINDS_OF_OLD = {
    "Battle-Government regains territory": "battle/assault|control/captured",
    "Non-violent transfer of territory": "control/transferred|deployment/withdrawal",
    "Remote violence": "explosion|sabotage|strike",
    "Riots/Protests": "protest|riot",
}


def test_old_releases_are_read(tmp_path):
    """Capitals, ALLY_ACTOR, Gleditsch-Ward numbers, day before month, old event types."""
    rows = [OLD] + [
        OLD | {"EVENT_ID_CNTY": f"{n}NIG", "EVENT_TYPE": name, "COUNTRY": ""}
        for n, name in enumerate(KINDS_OF_OLD)
    ]
    path = written(tmp_path, table(rows, OLD_HEADER))
    log = cl.read(path)
    event = log["ACLED:2042NIG"]
    assert event.shown.when == When("2011-02-23")
    assert [(a.name, a.country, a.type) for a in event.shown.actors] == [
        ("Police Forces of Nigeria (2010-2015)", "NGA", "State forces"),
        ("Invented Militia", None, "Political militia"),
        ("Invented Party", None, None),
    ]
    assert [one.shown.kind for one in log] == ["battle", *KINDS_OF_OLD.values()]
    assert {one.place.country for one in log} == {"NGA"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_encodings_are_told_apart(tmp_path, encoding):
    """A mark tells, else the letters; `encoding=` wins."""
    rows = [OLD | {"EVENT_ID_CNTY": f"{n}NIG", "LOCATION": "Café"} for n in range(3)]
    path = written(tmp_path, table(rows, OLD_HEADER).encode(encoding))
    with flaws_expected():
        log = cl.read(path)
        forced = acled.read(path, encoding=encoding)
    assert log[0].reports[0].quote == "The militia’s camp"
    assert log[0].place.name == "Café"
    assert unlocated(forced) == unlocated(log)


def api_form(row: dict[str, str]) -> dict[str, object]:
    """Write a row as the API does: numbers as numbers, ISO dates."""
    numbers = {"year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"}
    found: dict[str, object] = {
        name: int(cell) if name in numbers else cell for name, cell in row.items()
    }
    return found | {"event_date": "2025-05-16"}


@pytest.mark.parametrize("wrapped", [True, False])
def test_the_api_gives_the_same_events(tmp_path, log, wrapped):
    """The answer as a whole, or its list alone."""
    rows = [api_form(row) for row in ROWS]
    answer = {"status": 200, "success": True, "count": 4, "messages": [], "data": rows}
    path = written(tmp_path, json.dumps(answer if wrapped else rows, indent=1), "api.json")
    assert acled.sniff(look(path))
    found = cl.read(path)
    iso = [
        attrs.evolve(
            event,
            reports=[
                attrs.evolve(r, when=attrs.evolve(r.when, text="2025-05-16")) for r in event.reports
            ],
        )
        for event in unlocated(log)
    ]
    assert unlocated(found) == iso
    assert found[3].reports[0].locator.row == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"status": 401, "error": {"message": "no token"}}', "ACLED answered 'no token'"),
        ('{"status": 200, "success": true, "data": []}', "no events"),
        ('[{"event_id_cnty": "A"', "line 1"),
        ('[{"event_id_cnty": "A", "event_date": "2025-05-16"}, 7]', "entry 2"),
        ('[{"event_id_cnty": "A"}]', "no column event_date"),
    ],
)
def test_bad_json_is_refused_with_what_is_wrong(tmp_path, text, message):
    """An error of the API, an empty answer, a cut file, something else than events."""
    with pytest.raises(InvalidFile, match=message):
        acled.read(written(tmp_path, text, "api.json"))


def test_gzip_semicolons_and_tag_rows_make_no_difference(tmp_path, log):
    """Spreadsheets and HDX change the file, not the events."""
    zipped = written(tmp_path, gzip.compress(table(ROWS).encode()), "acled.csv.gz")
    assert unlocated(cl.read(zipped)) == unlocated(log)
    tags = dict.fromkeys(HEADER, "") | {"event_date": "#date+occurred", "country": "#country"}
    assert unlocated(cl.read(written(tmp_path, table([tags, *ROWS])))) == unlocated(log)
    text = io.StringIO(newline="")
    out = csv.DictWriter(text, HEADER, restval="", delimiter=";")
    out.writeheader()
    out.writerows(ROWS)
    assert unlocated(cl.read(written(tmp_path, text.getvalue()))) == unlocated(log)


def test_other_files_are_not_taken_for_acled(tmp_path):
    """Not a table without the id, nor JSON that merely names a column."""
    with pytest.raises(UnknownFormat):
        cl.read(written(tmp_path, "event_date,country\n2025-05-16,Ukraine\n"))
    path = written(tmp_path, '{"about": "event_id_cnty", "data": [{"id": 1}]}', "x.json")
    assert not acled.sniff(look(path))


def test_a_file_that_is_no_table_is_refused(tmp_path):
    """A quote that is never closed is an error with its line; a header alone is one, too."""
    broken = table([BASE | {"notes": "plain"}]).replace("plain", '"plain')
    with pytest.raises(InvalidFile, match="line 2"):
        acled.read(written(tmp_path, broken))
    with pytest.raises(InvalidFile, match="no rows"):
        acled.read(written(tmp_path, table([])))
    with pytest.raises(InvalidFile, match="no column event_id_cnty"):
        acled.read(written(tmp_path, "event_date,year\n2025-05-16,2025\n"))
