"""The UCDP GED: what each column becomes, whatever the release writes it like."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import attrs
import pytest

from conflictlog.event import Event
from conflictlog.formats import ged
from conflictlog.formats.opening import look
from conflictlog.log import EventLog
from conflictlog.report import Estimate
from conflictlog.when import When
from tests.oracle_ged import events_of, raw_rows
from tests.tables_ged import INVENTED, changed, quiet, rows_of, written

REAL = (
    "ucdp-ged/ged_ukr_hdx_2014-2018.csv",
    "ucdp-ged/ged_ukr_hdx_2014-2019.csv",
    "ucdp-ged/ged_ukr_hdx_2014-2021.csv",
    "ucdp-ged/ged191_bgd_hdx.csv",
    "ucdp-ged/ged191_bgd_mmr.csv",
    "ucdp-ged/ged231_sample1000.csv",
    "ucdp-ged/ged_syr_2016-2019.csv.gz",
    "ucdp-ged/ged30_nigeria_2011.csv",
    "ucdp-candidate/candidate_26_01_26_06_excerpt.csv",
)


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Read the invented rows once."""
    return quiet(INVENTED)


# ------------------------------------------------------------------- what a row becomes


def test_one_row_is_one_event_with_one_report_of_the_ucdp(log):
    """Nothing is set on the event: all that it shows is what the report says."""
    event = log["GED:900001"]
    (report,) = event.reports
    assert (report.id, report.source.outlet, report.claimant) == ("GED:900001", "UCDP", None)
    assert (event.kind, event.when, event.places, event.notes) == (None, None, (), None)
    assert str(event).startswith("14 Aug 2014 | violence | Shells fall on a suburb; three dead")
    assert event.confidence == pytest.approx(0.8)


def test_the_columns_say_what_the_constructors_would(log):
    """A second reader, row by row through the constructors, gives equal events."""
    expected = events_of(INVENTED)
    assert [log[place] for place in range(3)] == [expected[place] for place in range(3)]
    assert log == EventLog(list(log))


def test_raw_rows_are_kept_on_request(log):
    """Every row stands in `log.records` as text, under the file's own names."""
    assert log.records is None
    kept = quiet(INVENTED, keep_rows=True)
    assert kept == log
    records = kept.records
    assert records is not None
    assert records["_event"].to_list() == list(kept.ids)
    (event,) = kept[:1]
    row = records.row(0, named=True)
    assert event.id == f"GED:{row['id']}"
    assert row["conflict_name"] == event.reports[0].facets["conflict"][0]


def test_an_event_lies_within_its_span(log):
    """A day is a day, a week is a week, other spans are windows; never throughout."""
    assert log["GED:900001"].shown.when == When("2014-08-14")
    assert log["GED:900001"].shown.when.text == "2014-08-14 00:00:00.000"
    week = log["GED:900002"].shown.when
    assert week == When("[2014-08-25..2014-08-31]", precision="week")
    assert week.text == "2014-08-25 to 2014-08-31"
    assert log["GED:900003"].shown.when == When("2014-09")
    assert log["GED:900004"].shown.when == When("[2014-09-30..2014-10-02]")


def test_a_point_that_stands_for_an_area_is_marked(log):
    """where_prec sets precision and radius; centroids are representative, never pins."""
    spot, region, country, sea = (log[number].place for number in range(4))
    assert (spot.precision, spot.radius_km, spot.point) == ("exact", 1.0, None)
    assert (spot.name, spot.admin1, spot.admin2) == (
        "Avdiivka town",
        "Donetsk oblast",
        "Avdiivka city",
    )
    assert (region.precision, region.radius_km, region.point) == ("admin1", 150.0, "representative")
    assert (country.precision, country.radius_km, country.point) == (
        "country",
        None,
        "representative",
    )
    assert (sea.precision, sea.country, sea.radius_km) == ("water", None, 200.0)


def test_sides_are_parties_unless_one_acts_against_civilians(log):
    """Only one-sided violence says who did it to whom; only governments have a state."""
    assert [(a.name, a.role, a.country) for a in log[0].shown.actors] == [
        ("Government of Ukraine", "party", "UKR"),
        ("Invented Front", "party", None),
    ]
    assert [(a.name, a.role, a.country) for a in log[2].shown.actors] == [
        ("Invented Front", "initiator", None),
        ("Civilians", "target", None),
    ]


def test_kind_and_facets_follow_the_crosswalk(log):
    """The GED knows no weapon: a group, or a set of kinds; the dyad is a facet."""
    assert [event.shown.kind for event in log] == [
        "violence",
        "violence",
        "attack|explosion|strike",
        "violence",
    ]
    assert dict(log[1].shown.facets) == {
        "aggregate": ("yes",),
        "conflict": ("Ukraine: Invented",),
        "conflict_id": ("9001",),
        "dyad": ("state_based",),
        "dyad_id": ("9101",),
        "dyad_name": ("Government of Ukraine - Invented Front",),
    }
    assert log[3].shown.facets["conflict_id"] == ("XXX700",)
    assert "aggregate" not in log[0].shown.facets


def test_counts_out_of_order_are_kept_and_listed(log):
    """Low above best is a fact of the data: stored as it stands, and flagged."""
    (report,) = log[1].reports
    assert report.estimates["killed"] == Estimate(9, low=12, high=20)
    assert report.estimates["killed_side_b"].best == 9
    listed = log.problems.rows(named=True)
    assert [(item["row"], item["column"], item["outcome"]) for item in listed] == [
        (2, "best", "kept"),
        (4, "best", "kept"),
    ]
    assert listed[0]["value"] == "low 12, best 9, high 20"


def test_offices_become_cites_and_no_words_are_lost(log):
    """Offices may hold commas and semicolons; free text stays in the quote as written."""
    first, _, free, semicolon = (event.reports[0] for event in log)
    assert first.cites == ("Example Wire", "Daily Example, Kyiv")
    assert first.quote == (
        'source_article: "Example Wire,2014-08-15,Shells fall on a suburb; three dead";'
        '"Daily Example, Kyiv,2014-08-16,Army says "two" killed"\n'
        "source_original: army spokesman,\nlocal mayor\n"
        'where_description: near the "old" road\nto the coke plant'
    )
    assert (free.cites, free.headline) == ((), None)
    assert free.quote == 'source_article: EW 2014-09-03: "Village, found empty"'
    assert (semicolon.cites, semicolon.headline) == (
        ("Semi;Colon Post",),
        "One office, two halves",
    )
    assert first.source.published is None


def test_codes_are_kept_as_given(log):
    """Each code of certainty or precision stands under the name of its scale."""
    assert log[3].reports[0].ratings == (
        ("ucdp-event-clarity", "1"),
        ("ucdp-date-prec", "2"),
        ("ucdp-where-prec", "7"),
        ("ucdp-code-status", "Check dyad"),
    )


def test_the_raw_row_can_be_found_again(log):
    """The locator names the file, the hash of its bytes, and the row."""
    place = log[3].reports[0].locator
    assert (place.dataset, place.file, place.row) == ("UCDP GED", "invented.csv", 4)
    assert place.sha256 == hashlib.sha256(INVENTED.read_bytes()).hexdigest()


def test_the_data_set_is_credited(tmp_path):
    """Terms come with the log; the release only where somebody said it."""
    (dataset,) = quiet(INVENTED).datasets
    assert (dataset.name, dataset.version, dataset.licence) == ("UCDP GED", None, "CC BY 4.0")
    assert "Sundberg and Melander 2013" in dataset.attribution
    published = tmp_path / "GEDEvent_v23_1.csv"
    published.write_bytes(INVENTED.read_bytes())
    assert quiet(published).datasets[0].version == "23.1"
    assert quiet(published, version="24.1").datasets[0].version == "24.1"


# ------------------------------------------------------------------ however it is written


def same(path: Path, log: EventLog) -> bool:
    """Compare two readings but for the locators, which name the file."""
    return [unlocated(event) for event in quiet(path)] == [unlocated(event) for event in log]


def unlocated(event: Event) -> Event:
    """Forget where the row of an event stood."""
    return attrs.evolve(event, reports=[attrs.evolve(r, locator=None) for r in event.reports])


def test_columns_are_found_by_name(tmp_path, log):
    """Order, case, spaces, old names and strange columns make no difference."""
    shuffled = written(tmp_path / "shuffled.csv", rows_of(), sorted(rows_of()[0], reverse=True))
    assert same(shuffled, log)
    names = {"best": "best_est", "low": "LOW_EST", "high": " High_est ", "side_a": "SIDE_A"}
    old = [
        {names.get(key, key.upper()): cell for key, cell in row.items()} | {"start_year": "2014"}
        for row in rows_of()
    ]
    assert same(written(tmp_path / "old.csv", old), log)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_recognised(tmp_path, log, separator):
    """A spreadsheet may have saved it with semicolons or tabs."""
    path = written(tmp_path / "other.csv", rows_of(), separator=separator)
    assert ged.sniff(look(path))
    assert same(path, log)


def test_byte_order_marks_gzip_and_line_ends_make_no_difference(tmp_path, log):
    """Windows writes a mark and two letters at each end of line; gzip is opened."""
    crlf = written(tmp_path / "crlf.csv", rows_of(), newline="\r\n")
    crlf.write_bytes(b"\xef\xbb\xbf" + crlf.read_bytes())
    assert same(crlf, log)
    zipped = tmp_path / "zipped.csv.gz"
    zipped.write_bytes(gzip.compress(INVENTED.read_bytes()))
    assert same(zipped, log)
    assert all(ged.sniff(look(path)) for path in (crlf, zipped, INVENTED))
    assert quiet(zipped)[0].reports[0].locator.file == "zipped.csv.gz"


def test_a_tag_row_is_no_row(tmp_path, log):
    """The second line of an HDX export holds HXL tags; rows are counted behind it."""
    rows = rows_of()
    tags = dict.fromkeys(rows[0], "") | {"date_start": "#date+start", "latitude": "#geo+lat"}
    path = written(tmp_path / "hxl.csv", [tags, *rows])
    assert same(path, log)
    assert [event.reports[0].locator.row for event in quiet(path)] == [1, 2, 3, 4]


def test_numbers_of_a_column_that_became_floats_are_whole_again(tmp_path):
    """Pandas writes 900001.0 where a column had gaps; ids that only look so stay text."""
    floats = [
        row
        | {
            "id": f"{row['id']}.0",
            "gwnoa": row["gwnoa"] and "369.0",
            "country_id": row["country_id"] and "369.0",
            "where_prec": f"{row['where_prec']}.0",
        }
        for row in rows_of()
    ]
    log = quiet(written(tmp_path / "floats.csv", floats))
    assert log.ids == ("GED:900001", "GED:900002", "GED:900003", "GED:900004")
    assert log[0].shown.actors[0].country == "UKR"
    assert [place.precision for place in (log[0].place, log[1].place)] == ["exact", "admin1"]
    log = quiet(changed(tmp_path, id="7.0"))
    assert log.ids[:2] == ("GED:7.0", "GED:900002")


def test_the_country_is_known_by_code_number_or_name(tmp_path):
    """iso3 counts before the Gleditsch-Ward number, and that before the name."""
    rows = [row | {"iso3": "MDA"} for row in rows_of()]
    assert quiet(written(tmp_path / "iso3.csv", rows))[0].place.country == "MDA"
    assert quiet(changed(tmp_path, country="Nowhere"))[0].place.country == "UKR"
    assert quiet(changed(tmp_path, country_id=""))[0].place.country == "UKR"


# --------------------------------------------------------------------------- real files


@pytest.mark.parametrize("name", REAL)
def test_no_row_of_a_real_file_is_lost(shared_data, name):
    """Events and rejected rows are as many as the rows that the csv module counts."""
    path = shared_data / name
    rows = raw_rows(path)
    log = ged.read(path) if "candidate" in name else quiet(path)
    rejected = log.problems.filter(log.problems["outcome"] == "rejected")["row"].n_unique()
    assert len(log) + rejected == len(rows)
    assert rejected == 0
    assert list(log.ids) == [f"GED:{row['id']}" for row in rows]
    assert set(log.problems["problem"]) <= {
        "low <= best <= high does not hold",
        "the point lies more than 25 km outside its country",
    }


@pytest.mark.parametrize("name", REAL)
def test_real_rows_are_what_the_constructors_make_of_them(shared_data, name):
    """Events equal those of a second reader; of large files, rows from all over."""
    path = shared_data / name
    log = ged.read(path) if "candidate" in name else quiet(path)
    for place, event in events_of(path).items():
        assert log[place] == event


def test_every_recorded_source_is_cited(shared_data):
    """number_of_sources, where it was recorded, is what the packed cell splits into."""
    path = shared_data / "ucdp-ged/ged_ukr_hdx_2014-2021.csv"
    log = quiet(path)
    event = log["GED:147997"]
    assert event.shown.title == "Police disperse Kiev protest, activists say one shot dead"
    assert event.reports[0].cites == ("Agence France Presse",)
    assert event.reports[0].estimates["killed"] == Estimate(5, low=5, high=5)
    assert (event.place.lat, event.place.lon) == (50.45, 30.52333)
    assert "number_of_sources" not in log.problems["column"].to_list()


def test_reading_twice_gives_the_same(shared_data):
    """No clock, no chance, no order of threads."""
    path = shared_data / "ucdp-ged/ged231_sample1000.csv"
    assert quiet(path).frame.equals(quiet(path).frame)
