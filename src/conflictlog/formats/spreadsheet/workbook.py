"""What readers of Excel files leave out: failed formulas, and how far a merged cell reaches."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

__all__ = ["amend"]

_TAG: Final = r"<(?:\w+:)?%s\b[^>]*>"
_SHEET: Final = re.compile(_TAG % "sheet")
_LINK: Final = re.compile(_TAG % "Relationship")
_MERGED: Final = re.compile(_TAG % "mergeCell")
_FAILED: Final = re.compile(
    r"<(?:\w+:)?c\b(?P<head>[^>]*\bt=\"e\"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?"
    r"<(?:\w+:)?v>(?P<text>[^<]*)<",
    re.DOTALL,
)
_FILLED: Final = re.compile(r"<(?:\w+:)?c\b[^>]*\br=\"([A-Z]+)[0-9]+\"[^>]*[^/]>\s*<")
_AT: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")


def amend(table: list[list[str]], path: Path, sheet: str) -> None:
    """Put into a table what a failed formula shows, and a merged cell's text into its rows.

    Merged cells are filled downwards only: a title across columns stays in the first of them.

    Parameters
    ----------
    table
        The cells of a sheet, from its first row and its first filled column on; changed in
        place.
    path
        The workbook.
    sheet
        The sheet's name.
    """
    try:
        with zipfile.ZipFile(path) as book:
            text = book.read(_part(book, sheet)).decode()
    except (KeyError, OSError, ValueError, zipfile.BadZipFile):
        return  # laid out in a way of its own: what was read stands
    failed, merged = list(_FAILED.finditer(text)), list(_MERGED.finditer(text))
    if not failed and not merged:
        return
    first = min((_column(letters) for letters in set(_FILLED.findall(text))), default=0)
    for found in failed:
        for row, column in _cells(_value(found["head"], "r"), first):
            _put(table, row, column, html.unescape(found["text"]))
    for found in merged:
        ends = list(_cells(_value(found[0], "ref"), first))
        if (
            len(ends) == 2
            and ends[0][1] >= 0
            and ends[0][0] < len(table)
            and ends[0][1] < len(table[ends[0][0]])
        ):
            (top, left), (bottom, _) = ends
            for row in range(top + 1, min(bottom + 1, len(table))):
                _put(table, row, left, table[top][left])


def _part(book: zipfile.ZipFile, sheet: str) -> str:
    """Find the part of the archive that holds a sheet."""
    sheets = _SHEET.findall(book.read("xl/workbook.xml").decode())
    wanted = next((tag for tag in sheets if html.unescape(_value(tag, "name")) == sheet), "")
    key = _value(wanted, r"\w+:id")
    links = _LINK.findall(book.read("xl/_rels/workbook.xml.rels").decode())
    target = next((_value(tag, "Target") for tag in links if _value(tag, "Id") == key), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _value(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}=\"([^\"]*)\"", tag)
    return found[1] if found else ""


def _cells(text: str, first: int) -> Iterator[tuple[int, int]]:
    """Give row and column of every cell that is named, counted from 0 at the first."""
    for letters, digits in _AT.findall(text):
        yield int(digits) - 1, _column(letters) - first


def _column(letters: str) -> int:
    """Give the number of a column, from 0.

    Examples
    --------
    >>> _column("A"), _column("AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _put(table: list[list[str]], row: int, column: int, text: str) -> None:
    if row < len(table) and 0 <= column < len(table[row]):
        table[row][column] = text
