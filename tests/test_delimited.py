"""Delimited text: encodings, packing, separators, quotation marks, rows of other lengths."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.errors import InvalidFile, InvalidValue, UnknownName
from conflictlog.formats import unpacking
from conflictlog.formats.delimited import Layout, quoting, read_table, table_of
from conflictlog.formats.encodings import decode
from conflictlog.formats.opening import look

ANY = Layout()
# What coders of Libya and Nigeria wrote: curly quotes, dashes, French and Turkish names.
PROSE = "The army’s “attack” in Béja – near Sebha’s gate, said Côte d’Ivoire’s Koné"


def table(tmp_path, data, layout=ANY, **options):
    """Write bytes or text into a file and read it as a table."""
    path = tmp_path / "table.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_table(path, layout, **options)


# ------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_encodings_are_told_apart(tmp_path, encoding, found):
    """By marks where there are some, else by what the letters would say."""
    read = table(tmp_path, f"id,text\n1,{PROSE.replace(',', '')}\n".encode(encoding))
    assert read.rows["text"].to_list() == [PROSE.replace(",", "")]
    assert read.encoding == found
    assert read.guessed == (found in {"cp1252", "mac_roman"})


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "text",
    [
        "Boko Haram’s camp",
        "São Tomé e Príncipe",
        "Zürich",
        "Béja",
        "“they fled” – witnesses",
        "it’s",
    ],
)
def test_a_few_letters_are_enough_to_tell(encoding, text):
    """One apostrophe tells the Macintosh from Windows."""
    found = decode(f"id,text\n1,{text}\n".encode(encoding), file="t.csv")
    assert found.data.decode() == f"id,text\n1,{text}\n"


def test_a_no_break_space_of_the_macintosh_is_one():
    """0xCA is Ê in Windows: within a sentence it is no letter."""
    text = "In Tripoli,\u00a0militias clashed\u00a0again in Sirte\u00a0and Misrata’s port"
    assert decode(text.encode("mac_roman"), file="t.csv").data.decode() == text


def test_cyrillic_in_one_byte_a_letter_is_told():
    """Windows-1251, by its runs of letters."""
    found = decode("место\nАвдеевка и Донецк\n".encode("cp1251"), file="t.csv")
    assert found.encoding == "cp1251"


def test_what_cannot_be_told_is_refused_with_its_line():
    """And what each encoding would make of it; encoding= wins."""
    data = b"id,text\n1,a \xcaity\n"
    with pytest.raises(InvalidFile, match=r"line 2: byte 0xca is not UTF-8.*encoding="):
        decode(data, file="t.csv")
    assert "Êity" in decode(data, file="t.csv", encoding="cp1252").data.decode()
    assert "\u00a0ity" in decode(data, file="t.csv", encoding="mac_roman").data.decode()


def test_one_damaged_letter_makes_no_other_encoding():
    """A file that is UTF-8 but for a byte is damaged."""
    with pytest.raises(InvalidFile, match=r"byte 0xff is not UTF-8; expected text in UTF-8"):
        decode("Київ, Харків\n".encode() + b"\xff", file="t.csv")
    with pytest.raises(InvalidFile, match="is not ASCII"):
        decode("Київ".encode(), file="t.csv", encoding="ascii")
    with pytest.raises(InvalidValue, match="mac_roman"):
        decode(b"", file="t.csv", encoding="macroman9")


@given(st.text(st.characters(codec="utf-8")))
def test_utf8_is_never_taken_for_anything_else(text):
    """Whatever the letters: what is valid UTF-8 is UTF-8."""
    data = text.encode()
    if b"\0" not in data and not data.startswith(b"\xef\xbb\xbf"):
        assert decode(data, file="t.csv").data == data


# --------------------------------------------------------------------------------- packing


def packed(data, kind):
    """Pack bytes."""
    if kind == "gz":
        return gzip.compress(data)
    if kind == "zst":
        return pytest.importorskip("pyarrow").compress(data, "zstd", asbytes=True)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/table.csv", data)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["gz", "zip", "zst"])
def test_packed_files_are_read_as_they_are(tmp_path, kind):
    """Also by whoever only looks at their beginning."""
    read = table(tmp_path, packed(b"id,text\n1,a\n", kind))
    assert read.rows["text"].to_list() == ["a"]
    assert look(tmp_path / "table.csv").first_line == "id,text"


@pytest.mark.parametrize("kind", ["gz", "zip", "zst"])
def test_a_bomb_is_refused(tmp_path, monkeypatch, kind):
    """Whatever unpacks to far more than itself, before it fills the memory."""
    monkeypatch.setattr(unpacking, "LIMITS", unpacking.Limits(free=100_000))
    bomb = packed(b"id\n" + b"0" * 5_000_000, kind)
    with pytest.raises(InvalidFile, match=r"unpacks to more than .* bytes.*by hand"):
        table(tmp_path, bomb)


@pytest.mark.parametrize("kind", ["gz", "zip", "zst"])
def test_half_a_packed_file_is_refused(tmp_path, kind):
    """Not read as far as it goes."""
    data = packed(b"id,text\n" + bytes(range(48, 58)) * 3000 + b",a\n", kind)
    with pytest.raises(InvalidFile, match="fetch it again"):
        table(tmp_path, data[: len(data) // 2])


def test_an_archive_of_several_files_asks_which(tmp_path):
    """Named by its member."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("2021.csv", "id\n1\n")
        archive.writestr("2022.csv", "id\n2\n")
    with pytest.raises(UnknownName, match=r"holds 2 files.*2021.csv.*member="):
        table(tmp_path, file.getvalue())
    assert table(tmp_path, file.getvalue(), member="2022.csv").rows["id"].to_list() == ["2"]
    with pytest.raises(UnknownName, match=r"did you mean '2022.csv'"):
        table(tmp_path, file.getvalue(), member="2022")


# ------------------------------------------------------------------------------- structure


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_told_by_the_header(tmp_path, separator):
    """And stand in quoted cells without harm."""
    read = table(tmp_path, separator.join(["id", "text"]) + f'\n1{separator}"a{separator}b"\n')
    assert read.rows["text"].to_list() == [f"a{separator}b"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id,text\n1,a\n2,"never closed\n3,b\n4,c\n', 3),
        ('id,text\n1,a\n2,"never closed\n3,"b"\n4,c\n', 3),
        ('id,text\n1,a 5" gun\n2,b\n', 2),
        ('id,text\n1,"a" b\n2,c\n', 2),
        ('id,text\n1,"a\nb"\n2,c"\n', 4),
    ],
)
def test_a_quotation_mark_astray_is_an_error_with_its_line(tmp_path, text, line):
    """And never a swallowed file."""
    with pytest.raises(InvalidFile, match=f"line {line}: .*quotation mark"):
        table(tmp_path, text)


@pytest.mark.parametrize("block", [1, 2, 3, 7, 1 << 18])
def test_quotation_marks_are_followed_across_blocks(tmp_path, monkeypatch, block):
    """Files are looked through in pieces, which may end inside a cell or between two marks."""
    monkeypatch.setattr(quoting, "_BLOCK", block)
    read = table(tmp_path, 'a,b\n"x ""y"" z",""\n"1,2","3\n4"\n')
    assert read.rows.drop("row").rows() == [('x "y" z', None), ("1,2", "3\n4")]
    with pytest.raises(InvalidFile, match=r"line 3: a .* stands inside a cell.*, and double"):
        table(tmp_path, 'a,b\n"x","y"\n1 "2",3\n')
    with pytest.raises(InvalidFile, match="line 2: a quotation mark opens a cell and nothing"):
        table(tmp_path, 'a,b\n"x,y\n1,2\n')


def test_without_quoting_a_quotation_mark_is_a_letter(tmp_path):
    """As in the files of GDELT, which have no header either."""
    layout = Layout(columns=("id", "text"), header=False, separator="\t", quoted=False)
    read = table(tmp_path, '1\t"a\n2\tb"\n', layout)
    assert read.rows["text"].to_list() == ['"a', 'b"']
    assert read.rows["row"].to_list() == [1, 2]


def test_rows_of_another_length_are_told(tmp_path):
    """Too few cells are a flaw of the row, too many may have shifted all: the file is refused."""
    read = table(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8\n")
    assert [(row, what) for row, what, _ in read.notes] == [
        (2, "the row has 2 cells, the header 3")
    ]
    with pytest.raises(InvalidFile, match="line 3: 4 cells; expected 3"):
        table(tmp_path, "a,b,c\n1,2,3\n4,5,6,7\n")
    with pytest.raises(InvalidFile, match="breaks off"):
        table(tmp_path, "a,b,c\n1,2,3\n4,5")


def test_an_hxl_row_is_no_row(tmp_path):
    """Tags under the header are passed over, and numbers count from the first row."""
    read = table(tmp_path, "id,date\n#meta+id,#date\n1,2022-12-19\n")
    assert read.rows.rows() == [(1, "1", "2022-12-19")]
    assert read.raw.height == 1


def test_cells_that_say_nothing_are_blank(tmp_path):
    """Blanks around a cell are gone, but for free text; the format's words for nothing too."""
    layout = Layout(verbatim=("text",), blanks=("NA",))
    read = table(tmp_path, "id,text,n\n 1 , a ,NA\n2,  ,3\n", layout)
    assert read.rows.drop("row").rows() == [("1", " a ", None), ("2", None, "3")]


def test_columns_are_found_by_name(tmp_path):
    """In any order and case, under their other names; one that is missing is null."""
    layout = Layout(columns=("id", "best", "low"), required=("id",), aliases={"best_est": "best"})
    read = table(tmp_path, "Best_Est,ID\n3,1\n", layout)
    assert read.rows.rows() == [(1, "1", "3", None)]
    assert read.written == {"id": "ID", "best": "Best_Est"}
    with pytest.raises(InvalidFile, match=r"no column id.*did you mean 'idd'"):
        table(tmp_path, "idd,best\n1,2\n", layout)
    with pytest.raises(InvalidFile, match=r"'best' and 'best_est' twice"):
        table(tmp_path, "id,best,best_est\n1,2,3\n", layout)


def test_tables_in_memory_are_tables(tmp_path):
    """The same layout serves frames."""
    read = table(tmp_path, "id\n1\n")
    assert table_of(read.raw, ANY, file="x").rows.equals(read.rows)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=6)


@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_csv_module_writes_is_read_as_it_was(tmp_path_factory, rows, separator, newline):
    """Quotation marks, separators and line breaks in cells; nothing is refused that is whole."""
    layout = Layout(columns=("one", "two"), separator=separator, verbatim=("one", "two"))
    path = tmp_path_factory.mktemp("csv") / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator=newline)
        writer.writerow(["one", "two"])
        writer.writerows(rows)
    if all(cell.startswith("#") for cell in rows[0] if cell.strip()):
        return  # would be an HXL row
    read = read_table(path, layout).rows.drop("row").rows()
    expected = [tuple(cell if cell.strip() else None for cell in row) for row in rows]
    assert read == expected
