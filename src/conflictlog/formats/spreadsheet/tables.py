"""Tables of text in files: CSV and Excel, in and out."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from conflictlog._lazy import require
from conflictlog.errors import InvalidFile, NotExpressible, UnknownName, nearest_hint
from conflictlog.formats.encodings import Text, decode
from conflictlog.formats.spreadsheet.workbook import amend
from conflictlog.formats.unpacking import unpacked

__all__ = [
    "DICTIONARY_SHEET",
    "OLD_EXCEL",
    "SHEET",
    "is_excel",
    "is_old_excel",
    "read_csv",
    "read_excel",
    "split_line",
    "write_csv",
    "write_excel",
]

Table = list[list[str]]

#: Name of the sheet that is written.
SHEET: Final = "events"
#: Name of the sheet that explains the columns.
DICTIONARY_SHEET: Final = "Data dictionary"
#: What is listed once of an old Excel file, and what to do.
OLD_EXCEL: Final = (
    "an old Excel file (.xls): merged cells and failed formulas cannot be told from blank ones",
    "save it as .xlsx where it has any",
)
_ZIP: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_DELIMITERS: Final = ",;\t"
# What Excel and the csv module can hold.
_LONGEST: Final = {"Excel": 32_767, "CSV": 131_072}
_MOST_ROWS: Final = 1_048_576
_EXTRA: Final = {"extra": "excel", "purpose": "Excel files"}


def is_excel(data: bytes) -> bool:
    """Say whether a file begins as .xlsx does, or .xls."""
    return data.startswith(_ZIP) or is_old_excel(data)


def is_old_excel(data: bytes) -> bool:
    """Say whether a file begins as .xls does: as any document of the Office of old."""
    return data.startswith(_OLD)


def split_line(line: str) -> tuple[list[str], str]:
    """Split a header by the delimiter that parts it most often: comma, semicolon or tab."""
    delimiter = max(_DELIMITERS, key=line.count)
    return next(csv.reader([line], delimiter=delimiter), []), delimiter


def read_csv(path: Path, encoding: str | None = None) -> tuple[Table, bool, Text]:
    """Read CSV; commas, semicolons or tabs part the cells.

    Returns
    -------
    tuple
        The rows, whether the last one may be cut off (it is short, and no line ends it), and
        the text with its encoding.
    """
    found = decode(unpacked(path, path.read_bytes()), file=path.name, encoding=encoding)
    text = found.data.decode()
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=split_line(first)[1], strict=True)
    try:
        table = list(reader)
    except csv.Error as error:
        raise InvalidFile(
            f"{path.name}, line {reader.line_num}: {error}",
            expected="CSV with quotation marks in pairs",
            remedy="perhaps the file is cut off, or a quotation mark is not doubled",
        ) from error
    widest = max(map(len, table), default=0)
    unended = not text.endswith(("\n", "\r")) and any(map(str.strip, table[-1] if table else ()))
    return table, unended and len(table[-1]) < widest, found


def write_csv(table: Sequence[Sequence[str]], path: Path) -> None:
    """Write CSV as spreadsheets like it: UTF-8 with its mark, lines that end in CR LF."""
    _check_size(table, "CSV")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(table)


def read_excel(path: Path, sheet: str | None, *, rows: int | None = None) -> Table:
    """Read a sheet of an Excel file, perhaps its top alone.

    Unless it is named, that is the first which is not the data dictionary.

    Raises
    ------
    MissingExtra
        Where fastexcel is not installed.
    UnknownName
        Where no sheet has that name.
    """
    fastexcel = require("fastexcel", **_EXTRA)
    try:
        book = fastexcel.read_excel(path)
        names: list[str] = book.sheet_names
        if sheet is not None and sheet not in names:
            raise UnknownName(
                f"sheet is {sheet!r}",
                expected=f"one of {', '.join(names)}",
                remedy=nearest_hint(sheet, names),
            )
        # skip_rows=0 keeps blank rows at the top: numbers of rows are those of the sheet.
        first = next((name for name in names if name != DICTIONARY_SHEET), 0)
        loaded = book.load_sheet(
            sheet or first, header_row=None, skip_rows=0, n_rows=rows, dtypes="string"
        )
        found = loaded.to_polars().rows()
    except fastexcel.FastExcelError as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else "unreadable"
        raise InvalidFile(
            f"{path.name} is no whole Excel file: {reason}",
            expected="a workbook (.xlsx or .xls) without a password",
            remedy="open it in a spreadsheet and save it again as .xlsx",
        ) from error
    table = [["" if cell is None else cell for cell in row] for row in found]
    if rows is None:
        amend(table, path, loaded.name)
    return table


def write_excel(
    table: Sequence[Sequence[str]],
    path: Path,
    numbers: Sequence[bool],
    *,
    heads: int = 1,
    dictionary: Sequence[Sequence[str]] = (),
) -> None:
    """Write an Excel file: every cell as text, but numbers in columns of numbers.

    Parameters
    ----------
    table
        A header and rows of text.
    path
        The file.
    numbers
        Which columns hold numbers.
    heads
        How many rows at the top are headers.
    dictionary
        A header and rows of text for a second sheet, `DICTIONARY_SHEET`.
    """
    xlsxwriter = require("xlsxwriter", **_EXTRA)
    _check_size(table, "Excel")
    book = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    try:
        bold = book.add_format({"bold": True})
        _fill(book.add_worksheet(SHEET), table, numbers, heads, bold)
        if dictionary:
            none = [False] * len(dictionary[0])
            _fill(book.add_worksheet(DICTIONARY_SHEET), dictionary, none, 1, bold)
    finally:
        try:
            book.close()
        except xlsxwriter.exceptions.XlsxFileError as error:
            raise OSError(str(error)) from error


def _fill(
    sheet: Any, table: Sequence[Sequence[str]], numbers: Sequence[bool], heads: int, bold: Any
) -> None:
    """Fill a sheet; the headers stay in sight, columns are as wide as their text, within reason."""
    for row, cells in enumerate(table):
        for column, text in enumerate(cells):
            if not text:
                continue
            if row >= heads and numbers[column] and _exact(text):
                sheet.write_number(row, column, float(text))
            else:
                sheet.write_string(row, column, text, None if row >= heads else bold)
    sheet.freeze_panes(heads, 1)
    for column in range(len(table[0])):
        widest = max(len(row[column]) for row in table)
        sheet.set_column(column, column, min(40, max(8, widest + 1)))


def _exact(text: str) -> bool:
    """Say whether a number survives: Excel holds sixteen digits, and nine decimals are read."""
    try:
        number = float(text)
    except ValueError:
        return False
    return float(f"{number:.16G}") == float(f"{number:.9f}") == number and text.strip() == text


def _check_size(table: Sequence[Sequence[str]], what: str) -> None:
    longest = _LONGEST[what]
    for number, row in enumerate(table, 1):
        for column, text in enumerate(row):
            if len(text) > longest:
                raise NotExpressible(
                    f"row {number}, {table[0][column]}: {len(text)} characters",
                    expected=f"at most {longest} in a cell of {what}",
                    remedy="write JSON Lines or GeoParquet",
                )
    if what == "Excel" and len(table) > _MOST_ROWS:
        raise NotExpressible(
            f"{len(table)} rows",
            expected=f"at most {_MOST_ROWS} in a sheet",
            remedy="write CSV, JSON Lines or GeoParquet",
        )
