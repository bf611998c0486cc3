"""Tables of pairs that people fill in: CSV and Excel, and back."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from conflictlog.worksheets import read_worksheet, write_worksheet

__all__ = ["read_table", "write_sheet"]


def write_sheet(sheet: pl.DataFrame, path: str | Path) -> None:
    """Write a review or a sheet for people to fill in: .csv, or .xlsx with ``conflictlog[excel]``.

    In CSV, text that a spreadsheet would run as a formula gets an apostrophe before it, which is
    taken off when the table is read back.

    Raises
    ------
    InvalidValue
        For another ending.
    MissingExtra
        For .xlsx without the extra.

    Examples
    --------
    >>> write_sheet(pl.DataFrame(), "pairs.doc")
    Traceback (most recent call last):
      ...
    conflictlog.errors.InvalidValue: the sheet is to be written to 'pairs.doc'; \
expected a path that ends in .csv or .xlsx; name it pairs.csv
    """
    write_worksheet(sheet, path, name="sheet")


def read_table(path: str | Path) -> pl.DataFrame:
    """Read a table of text from CSV or Excel; empty cells are null.

    Raises
    ------
    FileNotReadable
        Where there is no such file, or it is no such table.
    MissingExtra
        For .xlsx without the extra ``excel``.
    """
    return read_worksheet(path, name="table of pairs")
