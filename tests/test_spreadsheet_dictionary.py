"""What spreadsheets say of themselves: the data dictionary, HXL tags; and no formulas."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from conflictlog.errors import InvalidValue
from conflictlog.event import Event
from conflictlog.formats import ProblemsWarning, read, write
from conflictlog.formats.spreadsheet.cells import disarm, read_number, rearm, show_number
from conflictlog.formats.spreadsheet.columns import COLUMNS, COUNTS
from conflictlog.formats.spreadsheet.dictionary import (
    DICTIONARY,
    Entry,
    dictionary_table,
    is_tag_row,
)
from conflictlog.formats.spreadsheet.tables import read_csv, read_excel
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.report import Report

pytest.importorskip("hypothesis")
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictlog.testing import logs


def typed(tmp_path: Path, text: str) -> Path:
    """Write a file as a person would."""
    path = tmp_path / "typed.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("entry", DICTIONARY, ids=lambda entry: entry.column)
def test_every_example_of_the_dictionary_is_read(tmp_path: Path, entry: Entry) -> None:
    """Every example of the dictionary is read, beside the cells that it needs."""
    beside = {"event": "a", "outlet": "AFP", "claimant": "b", "when": "2022", "place": "Kyiv"}
    if entry.column == "point":
        beside["precision"] = "country"
    if {entry.column} & {"lat", "lon", "radius_km", "point"}:
        beside |= {"lat": "50", "lon": "30"}
    cells = {**beside, entry.column: entry.example}
    quoted = [f'"{text}"' for text in cells.values()]
    path = typed(tmp_path, f"{','.join(cells)}\n{','.join(quoted)}\n")
    assert len(read(path, errors="raise")) == 1


def test_the_dictionary_has_every_column_once_and_no_formula() -> None:
    """The dictionary has every column once, with a tag of its own, and no cell to disarm."""
    assert [entry.column for entry in DICTIONARY] == [*(c.name for c in COLUMNS), *COUNTS]
    assert len({entry.tag for entry in DICTIONARY}) == len(DICTIONARY)
    assert is_tag_row(entry.tag for entry in DICTIONARY)
    for row in dictionary_table():
        assert [disarm(cell) for cell in row] == row


def test_tags_are_found_as_hxl_tools_look_for_them() -> None:
    """A tag of the standard finds the column that it means, and no other beside it."""

    def found(wanted: str) -> list[str]:
        """Give the columns that have the hashtag and all attributes, as HXL patterns match."""
        hashtag, *attributes = wanted.split("+")
        tags = {entry.column: entry.tag.split("+") for entry in DICTIONARY}
        return [
            name
            for name, (own, *more) in tags.items()
            if own == hashtag and set(attributes) <= set(more)
        ]

    assert found("#meta+source") == ["outlet"]
    assert found("#meta+url") == ["url", "archived_url"]
    assert found("#geo+lat") == ["lat"]
    assert found("#date+occurred") == ["event_when", "when"]
    assert found("#date+reported") == ["published"]
    assert found("#adm1+name") == ["admin1"]
    assert found("#group+name") == ["event_actors", "actors"]
    assert found("#org") == []  # who responds to a crisis, not who fights in it


def test_excel_files_hold_a_data_dictionary_that_is_not_read(tmp_path: Path) -> None:
    """Excel files hold a data dictionary, which is not read, even where it stands first."""
    fastexcel = pytest.importorskip("fastexcel")
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "log.xlsx"
    write(EventLog([Event(id="a", kind="visit")]), path)
    book = fastexcel.read_excel(path)
    assert book.sheet_names == ["events", "Data dictionary"]
    explained = book.load_sheet("Data dictionary", dtypes="string").to_polars()
    assert explained.columns == dictionary_table()[0]
    assert [[cell or "" for cell in row] for row in explained.rows()] == dictionary_table()[1:]
    moved = xlsxwriter.Workbook(str(tmp_path / "moved.xlsx"))
    first, second = moved.add_worksheet("Data dictionary"), moved.add_worksheet("mine")
    for number, row in enumerate(dictionary_table()):
        first.write_row(number, 0, row)
    second.write_row(0, 0, ["event", "kind"])
    second.write_row(1, 0, ["a", "visit"])
    moved.close()
    assert read(tmp_path / "moved.xlsx").ids == read(path).ids == ("a",)


@settings(max_examples=20)
@given(log=logs())
def test_a_row_of_hxl_tags_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, log: EventLog
) -> None:
    """A row of HXL tags changes nothing in what is read."""
    plain, tagged = (tmp_path_factory.getbasetemp() / f"{name}.csv" for name in ("plain", "hxl"))
    write(log, plain, republish=True, lossy="allow")
    write(log, tagged, republish=True, lossy="allow", hxl=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert read(tagged) == read(plain)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_hxl_tags_stand_under_the_header_and_rows_are_counted(tmp_path: Path, suffix: str) -> None:
    """HXL tags stand under the header; the rows in problems are those of the sheet."""
    if suffix == ".xlsx":
        pytest.importorskip("fastexcel")
        pytest.importorskip("xlsxwriter")
    path = tmp_path / f"log{suffix}"
    place = Place("Kyiv", lat=50.45, lon=30.52)
    log = EventLog([Event(id="a", reports=[Report(place=place, estimates={"killed": 3})])])
    write(log, path, hxl=True)
    assert read(path, errors="raise") == log
    table = read_csv(path)[0] if suffix == ".csv" else read_excel(path, None)
    tags = dict(zip(table[0], table[1], strict=True))
    assert tags["event"] == "#event+id"
    assert tags["lat"] == "#geo+lat"
    assert tags["killed"] == "#affected+killed"
    theirs = typed(tmp_path, "event,when,lat\n#event +code,#date+start,\na,2022,\nb,2022,x\n")
    with pytest.warns(ProblemsWarning, match="1 row rejected"):
        found = read(theirs)
    assert found.ids == ("a",)
    assert found.problems.select("row", "column").rows() == [(4, "lat")]


def test_events_that_look_like_tags_are_events(tmp_path: Path) -> None:
    """An event whose cells look like HXL tags is read, typed or written."""
    assert read(typed(tmp_path, "event,title\n#raid,\n")).ids == ("#raid",)
    log = EventLog([Event(id="#event", title="#loc")])
    for hxl in (False, True):
        write(log, tmp_path / "log.csv", hxl=hxl)
        assert read(tmp_path / "log.csv") == log
    with pytest.raises(InvalidValue, match=r"hxl is 'yes'.*True or False"):
        write(log, tmp_path / "log.csv", hxl="yes")


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_numbers_are_no_formulas(number: float) -> None:
    """Numbers are written as they are, negative ones too, and come back."""
    text = show_number(number)
    assert disarm(text) == text
    assert rearm(text) == text
    assert read_number(text) == number


@settings(max_examples=50)
@given(st.text("=+-@\t\r\n'＝1a,;\"", min_size=1).filter(lambda text: text == text.strip()))
def test_no_cell_of_a_file_is_a_formula(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """No cell of a written file is a formula, and each comes back as it was."""
    path = tmp_path_factory.getbasetemp() / "formulas.csv"
    log = EventLog([Event(id="a", notes=text, reports=[Report(headline=text, actors=[text])])])
    write(log, path)
    assert read(path) == log
    for cell in read_csv(path)[0][1]:
        if cell.startswith(tuple("=+-@\t\r\n＝")):
            assert read_number(cell) is not None
