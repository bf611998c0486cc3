"""Tables that people fill in: nothing runs as a formula, and what was written is read."""

from __future__ import annotations

import csv

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.errors import FileNotReadable, InvalidValue
from conflictlog.worksheets import read_worksheet, write_worksheet

ENDINGS = ["csv", "xlsx"]
#: What a cell can hold: no lone halves, and none of the characters that XML or CSV fold.
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t"), max_size=12
)
begun = st.tuples(st.sampled_from(("", "=", "+", "-", "@", "\t", "'", "'=", "''-", "＝")), words)
cells = st.none() | begun.map("".join).filter(lambda text: text.strip() != "" or text == "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give one folder for all examples."""
    return tmp_path_factory.mktemp("worksheets")


@given(rows=st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_a_table_comes_back_as_it_was(folder, rows):
    """Whatever stands in cells; nothing and the empty text are one."""
    table = pl.DataFrame(rows, schema={"text": pl.String, "why": pl.String}, orient="row")
    write_worksheet(table, folder / "law.csv", name="review")
    back = read_worksheet(folder / "law.csv", name="review")
    assert back.rows() == [tuple(cell or None for cell in row) for row in rows]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\tx", "＝1", "'=1"])
def test_no_cell_runs(tmp_path, text):
    """A spreadsheet shows what begins with an apostrophe as text."""
    write_worksheet(pl.DataFrame({"text": [text]}), tmp_path / "a.csv", name="review")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == [f"'{text}"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_a_person_fills_in_is_read_as_text(tmp_path, ending):
    """Numbers too, and cells without anything are null."""
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("fastexcel")
    table = pl.DataFrame({"text": ["Kyiv", "=Lviv"], "lat": [50.45, None], "why": [None, " "]})
    path = tmp_path / f"a.{ending}"
    write_worksheet(table, path, name="review", frozen=1)
    assert read_worksheet(path, name="review").rows() == [
        ("Kyiv", "50.45", None),
        ("=Lviv", None, None),
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_no_table_is_told(tmp_path, ending):
    """A file that is not there, one that is broken, and an ending that nobody can fill in."""
    pytest.importorskip("fastexcel")
    path = tmp_path / f"a.{ending}"
    with pytest.raises(FileNotReadable, match="no such file"):
        read_worksheet(path, name="review")
    path.write_bytes("text,why\nКиїв,\n".encode("cp1251"))  # as Excel saves "CSV" in Kyiv
    with pytest.raises(FileNotReadable, match="a review as CSV") as caught:
        read_worksheet(path, name="review")
    assert caught.value.remedy
    with pytest.raises(InvalidValue, match=r"name it a\.csv"):
        write_worksheet(pl.DataFrame(), tmp_path / "a.ods", name="review")
