"""Bad GED files: what is rejected, what is kept with a flaw, and what is said of it."""

from __future__ import annotations

import csv
import gzip
import zipfile

import pytest

from conflictlog.errors import FileNotReadable, InvalidFile, UnknownFormat, UnknownName
from conflictlog.formats import ProblemsWarning, ged
from conflictlog.formats import read as read_any
from conflictlog.formats.opening import look
from conflictlog.log import EventLog
from tests.tables_ged import INVENTED, changed, quiet, rows_of


def flaws(log: EventLog, row: int) -> list[tuple[str | None, str | None, str, str]]:
    """Give column, value, problem and outcome of what is wrong with a row."""
    return [
        (item["column"], item["value"], item["problem"], item["outcome"])
        for item in log.problems.iter_rows(named=True)
        if item["row"] == row and "low <= best" not in item["problem"]
    ]


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
        ({"year": "2013"}, "year", "2013: 2014-08-14 00:00:00.000 to 2014-08-14 00:00:00.000"),
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
        (b"PK\x03\x04\0\0", "zip archive and is none"),
        (b"a\0\1b", "binary"),
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
        (good[:-40], "breaks off: its last row has 38 cells; expected 49"),
    ]:
        path = tmp_path / "damaged.csv"
        path.write_bytes(content)
        with pytest.raises(InvalidFile, match=words):
            ged.read(path)


def test_one_of_several_files_in_an_archive_is_recognised_when_named(tmp_path):
    """Its member alone names it; without one, the error lists what is there."""
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "nothing")
        archive.writestr("events/ged.csv", INVENTED.read_bytes())
        archive.writestr("__MACOSX/._notes.txt", "")
    with pytest.raises(UnknownFormat, match=r"2 files, notes.txt, events/ged.csv.*member='notes"):
        read_any(path)
    with pytest.warns(ProblemsWarning, match="kept with a flaw"):
        assert read_any(path, member="events/ged.csv").ids == quiet(INVENTED).ids
    with pytest.raises(UnknownName, match=r"did you mean 'events/ged.csv'"):
        read_any(path, member="events/geds.csv")


def test_a_mistyped_option_is_refused():
    """Only two ways to treat faults."""
    with pytest.raises(UnknownName, match="collect"):
        ged.read(INVENTED, errors="ignore")


def test_the_format_is_recognised_by_its_columns(tmp_path):
    """No suffix and no name counts, and other tables are left to others."""
    path = tmp_path / "download.txt"
    path.write_bytes(INVENTED.read_bytes())
    with pytest.warns(ProblemsWarning):
        assert len(read_any(path)) == 4
    path.write_text("name,stamp,what\nUKR1,2023-02-16,Battles\n")
    assert not ged.sniff(look(path))
    with pytest.raises(UnknownFormat):
        read_any(path)


@pytest.mark.parametrize("cells", [48, 41])
@pytest.mark.parametrize("tagged", [False, True])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_short_row_in_the_middle_is_listed(tmp_path, cells, tagged, newline):
    """Cells that are missing at the end of a row are not passed over in silence."""
    with INVENTED.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    width = len(table[0])
    table[2] = table[2][:cells]
    if tagged:
        table.insert(1, ["#meta"] * width)
    path = tmp_path / "short.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator=newline).writerows(table)
    log = quiet(path)
    assert len(log) == 4
    assert flaws(log, 2) == [(None, None, f"the row has {cells} cells, the header {width}", "kept")]


def test_whole_rows_with_blanks_at_their_ends_are_no_flaw(tmp_path):
    """Cells that are there and blank say nothing, and nothing is said of them."""
    last = list(rows_of()[0])[-1]
    log = quiet(changed(tmp_path, **{last: ""}))
    assert "cells" not in " ".join(log.problems["problem"])
