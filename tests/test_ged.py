"""The UCDP GED: what each column becomes, whatever the release writes it like."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from pathlib import Path

import attrs
import pytest

from conflictlog.errors import FileNotReadable, InvalidFile, UnknownFormat, UnknownName
from conflictlog.event import Event
from conflictlog.formats import ProblemsWarning, ged
from conflictlog.formats import read as read_any
from conflictlog.formats.opening import look
from conflictlog.log import EventLog
from conflictlog.report import Estimate
from conflictlog.when import When
from tests.oracle_ged import events_of, raw_rows

INVENTED = Path(__file__).parent / "data" / "ged" / "invented.csv"
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


def quiet(path: Path, **options: object) -> EventLog:
    """Read a file that is known to have flaws."""
    with pytest.warns(ProblemsWarning):
        return ged.read(path, **options)


def rows_of(path: Path = INVENTED) -> list[dict[str, str]]:
    """Give the rows as the csv module reads them."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(
    path: Path,
    rows: list[dict[str, str]],
    header: list[str] | None = None,
    *,
    separator: str = ",",
    newline: str = "\n",
) -> Path:
    """Write rows as a table and give its path."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(
        text,
        header or list(rows[0]),
        delimiter=separator,
        lineterminator=newline,
        extrasaction="ignore",
    )
    table.writeheader()
    table.writerows(rows)
    path.write_bytes(text.getvalue().encode())
    return path


def changed(tmp_path: Path, number: int = 0, **cells: str) -> Path:
    """Write the invented rows with some cells of one row changed."""
    rows = rows_of()
    rows[number] |= cells
    return written(tmp_path / "changed.csv", rows)


def flaws(log: EventLog, row: int) -> list[tuple[str, str, str, str]]:
    """Give column, value, problem and outcome of what is wrong with a row."""
    return [
        (item["column"], item["value"], item["problem"], item["outcome"])
        for item in log.problems.iter_rows(named=True)
        if item["row"] == row and "low <= best" not in item["problem"]
    ]


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


# --------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("cells", "column", "word"),
    [
        ({"date_start": "14/08/2014"}, "date_start", "2017-01-30"),
        ({"date_start": "2014-02-30"}, "date_start", "2017-01-30"),
        ({"date_start": "2014-08-14 12:30:00"}, "date_start", "2017-01-30"),
        ({"date_end": ""}, "date_end", "2017-01-30"),
        ({"date_end": "2014-08-13"}, "date_end", "swap"),
        ({"id": " "}, "id", "delete"),
    ],
)
def test_rows_without_an_id_or_a_date_are_rejected(tmp_path, cells, column, word):
    """Such a row is listed with its column, its value and the cure; the others stay."""
    path = changed(tmp_path, **cells)
    log = quiet(path)
    assert len(log) == 3
    found = log.problems.filter(log.problems["outcome"] == "rejected").rows(named=True)
    assert [(item["row"], item["column"]) for item in found] == [(1, column)]
    assert word in found[0]["hint"]
    with pytest.raises(InvalidFile, match=f"changed.csv, row 1, {column}: .*{word}"):
        ged.read(path, errors="raise")


@pytest.mark.parametrize(
    ("cells", "column", "value", "word"),
    [
        ({"latitude": "91"}, "latitude", "91, 37.745000", "-90 to 90"),
        ({"latitude": "48,1"}, "latitude", "48,1, 37.745000", "no pair of numbers"),
        ({"latitude": "nan"}, "latitude", "nan, 37.745000", "no pair of numbers"),
        ({"longitude": ""}, "latitude", "48.145278, ", "missing"),
        ({"latitude": "0", "longitude": "0.0"}, "latitude", "0, 0.0", "missing point"),
    ],
)
def test_bad_coordinates_cost_the_point_and_not_the_row(tmp_path, cells, column, value, word):
    """The event keeps its names and its country, and a flaw is listed."""
    log = quiet(changed(tmp_path, **cells))
    place = log["GED:900001"].place
    assert (place.lat, place.radius_km, place.country) == (None, None, "UKR")
    ((found, shown, problem, outcome),) = flaws(log, 1)
    assert (found, shown, outcome) == (column, value, "kept")
    assert word in problem


def test_a_row_may_lack_coordinates_altogether(tmp_path):
    """What a row does not say is no flaw."""
    log = quiet(changed(tmp_path, latitude="", longitude=""))
    assert log[0].place.lat is None
    assert flaws(log, 1) == []


def test_swapped_coordinates_are_hinted_at(tmp_path):
    """They are never swapped back by guess."""
    log = quiet(changed(tmp_path, latitude="137.7", longitude="48.1"))
    assert "the two look swapped" in log.problems["hint"].to_list()
    assert log[0].place.lat is None


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ({"country": "Atlantis", "country_id": "9999"}, "country", "Atlantis"),
        ({"gwnoa": "9999", "side_a": "Atlantis"}, "gwnoa", "9999"),
        ({"where_prec": "8"}, "where_prec", "8"),
        ({"type_of_violence": "4"}, "type_of_violence", "4"),
        ({"event_clarity": "clear"}, "event_clarity", "clear"),
        ({"deaths_a": "several"}, "deaths_a", "several"),
        ({"best": "-99"}, "best", "-99"),
        ({"number_of_sources": "5"}, "number_of_sources", "5"),
        ({"date_prec": "4"}, "date_prec", "4: 2014-08-14 00:00:00.000 to 2014-08-14 00:00:00.000"),
    ],
)
def test_other_faults_are_listed_and_the_row_is_kept(tmp_path, cells, column, value):
    """Unknown codes, names and counts become unknown; the row stays, also with "raise"."""
    path = changed(tmp_path, **cells)
    log = quiet(path)
    assert len(log) == 4
    ((found, shown, _, outcome),) = flaws(log, 1)
    assert (found, shown, outcome) == (column, value, "kept")
    with pytest.warns(ProblemsWarning):
        assert ged.read(path, errors="raise") == log


def test_ids_that_stand_twice_are_told_apart(tmp_path):
    """Both rows are kept, the later under a new id, and it is listed."""
    log = quiet(changed(tmp_path, 1, id="900001"))
    assert log.ids[:2] == ("GED:900001", "GED:900001.2")
    assert log[1].reports[0].id == "GED:900001.2"
    assert flaws(log, 2)[0][:2] == ("id", "900001")


def test_an_alliance_of_states_has_no_one_country(tmp_path):
    """Two numbers are two states; the name is kept as written, and that is no flaw."""
    sides = "Government of Iraq, Government of Jordan"
    log = quiet(changed(tmp_path, gwnoa="645, 663", side_a=sides))
    assert (log[0].shown.actors[0].name, log[0].shown.actors[0].country) == (sides, None)
    assert flaws(log, 1) == []


def test_files_that_cannot_be_read_say_so(tmp_path):
    """A missing file, a folder, an empty one, a header alone."""
    with pytest.raises(FileNotReadable, match="does not exist"):
        ged.read(tmp_path / "ged.csv")
    with pytest.raises(FileNotReadable, match="directory"):
        ged.read(tmp_path)
    for content, words in [
        (b"", "empty"),
        (INVENTED.read_bytes().partition(b"\n")[0], "no rows"),
        (b"PK\x03\x04\0\0", "binary"),
        (b"name,when\nx,2014\n", "no column id, date_start, date_end"),
        (b"id,ID,date_start,date_end\n1,1,2014-01-01,2014-01-01\n", "'id' and 'ID' twice"),
    ]:
        path = tmp_path / "bad.csv"
        path.write_bytes(content)
        with pytest.raises(InvalidFile, match=words):
            ged.read(path)


def test_damaged_files_say_where(tmp_path):
    """Bytes that are not UTF-8, an open quote, a cell too many, half a gzip file."""
    good = INVENTED.read_bytes()
    for content, words in [
        (good.replace(b"Avdiivka city", b"Avdiivka \xcaity"), "line 4: byte 0xca is not UTF-8"),
        (good + b'900005,"never closed\n', "no whole table"),
        (good + b"1" + b",2" * 60 + b"\n", "line 8: 61 cells; expected 49"),
        (gzip.compress(good)[:-40], "truncated gzip"),
    ]:
        path = tmp_path / "damaged.csv"
        path.write_bytes(content)
        with pytest.raises(InvalidFile, match=words):
            ged.read(path)


def test_a_mistyped_option_is_refused():
    """Only two ways to treat faults."""
    with pytest.raises(UnknownName, match="collect"):
        ged.read(INVENTED, errors="ignore")


def test_the_format_is_recognised_by_its_columns(tmp_path, log):
    """No suffix and no name counts, and other tables are left to others."""
    path = tmp_path / "download.txt"
    path.write_bytes(INVENTED.read_bytes())
    with pytest.warns(ProblemsWarning):
        assert len(read_any(path)) == len(log)
    path.write_text("event_id_cnty,event_date,event_type\nUKR1,2023-02-16,Battles\n")
    assert not ged.sniff(look(path))
    with pytest.raises(UnknownFormat):
        read_any(path)


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
    assert set(log.problems["problem"]) <= {"low <= best <= high does not hold"}


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
