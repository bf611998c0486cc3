"""Excel files of the kind that ended in .xls: read like the others, and what they hide is said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

pytest.importorskip("fastexcel")

import conflictlog as cl
from conflictlog.errors import InvalidFile, UnknownFormat
from conflictlog.formats import ProblemsWarning
from conflictlog.log import EventLog
from tests.flawed import flaws_expected

TABLE = [
    ["Day", "Town", "Dead"],
    [dt.date(2022, 12, 19), "Мінськ", 3],
    ["2022-12-20", "Kyiv", 2],
]
MAPPING = cl.TableMapping({"when": "Day", "place": "Town", "killed": "Dead"})


def write(path: Path, table: list[list[object]]) -> Path:
    """Write a workbook as Excel did until 2003."""
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("events")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            style = [day] if isinstance(cell, dt.date) else []
            sheet.write(row, column, cell, *style)
    book.save(str(path))
    return path


def read(path: Path, **options) -> EventLog:
    """Read a file, and whatever it warns of."""
    with flaws_expected():
        return cl.read(path, **options)


def test_a_mapped_table_is_read(tmp_path):
    """Dates of Excel and dates in words, letters of any script, numbers."""
    log = read(write(tmp_path / "desk.xls", TABLE), mapping=MAPPING)
    reports = [event.reports[0] for event in log]
    assert [report.when for report in reports] == [cl.When("2022-12-19"), cl.When("2022-12-20")]
    assert [report.places[0].name for report in reports] == ["Мінськ", "Kyiv"]
    assert [report.estimates["killed"].best for report in reports] == [3, 2]


def test_what_cannot_be_told_is_said_once(tmp_path):
    """A merged cell and a failed formula look like blank ones."""
    path = write(tmp_path / "desk.xls", TABLE)
    with pytest.warns(ProblemsWarning, match="old Excel"):
        log = cl.read(path, mapping=MAPPING)
    (problem,) = log.problems.rows(named=True)
    assert (problem["row"], problem["outcome"]) == (0, "kept")
    assert "save it as .xlsx" in problem["hint"]


def test_the_spreadsheet_form_is_recognised(tmp_path):
    """Like the same table in .xlsx, but for what is said of it."""
    ours = [["kind", "when", "place"], ["visit", dt.date(2022, 12, 19), "Minsk"]]
    log = read(write(tmp_path / "visits.xls", ours))
    assert (log[0].shown.kind, log[0].reports[0].places[0].name) == ("visit", "Minsk")
    assert log[0].reports[0].when.text == "2022-12-19"
    assert log.problems.height == 1


def test_another_document_of_the_office_of_old_is_no_workbook(tmp_path):
    """Word wrote files that begin so too, and Excel those with a password."""
    path = tmp_path / "letter.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with pytest.raises(UnknownFormat, match="password"):
        cl.read(path)
    with pytest.raises(InvalidFile, match="no whole Excel file"):
        cl.read(path, mapping=MAPPING)
