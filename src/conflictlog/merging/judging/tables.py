"""Tables that people fill in: CSV and Excel, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from conflictlog._lazy import require
from conflictlog.atomic import atomic_path
from conflictlog.errors import FileNotReadable, InvalidValue

__all__ = ["read_table", "write_sheet"]

#: What a spreadsheet would run as a formula.
_FORMULA: Final = r"^'*[=+\-@\t\r]"


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
    target = Path(path)
    ending = target.suffix.lower()
    if ending == ".csv":
        text = pl.col(pl.String)
        guarded = sheet.with_columns(
            pl.when(text.str.contains(_FORMULA)).then("'" + text).otherwise(text).name.keep()
        )
        with atomic_path(target) as fresh:
            guarded.write_csv(fresh, include_bom=True)
    elif ending == ".xlsx":
        require("xlsxwriter", extra="excel", purpose="writing a sheet as Excel")
        with atomic_path(target) as fresh:
            sheet.write_excel(fresh, worksheet="pairs", autofit=True, freeze_panes=(1, 0))
    else:
        raise InvalidValue(
            f"the sheet is to be written to {str(path)!r}",
            expected="a path that ends in .csv or .xlsx",
            remedy=f"name it {target.with_suffix('.csv').name}",
        )


def read_table(path: str | Path) -> pl.DataFrame:
    """Read a table of text from CSV or Excel; empty cells are null.

    Raises
    ------
    FileNotReadable
        Where there is no such file, or it is no such table.
    MissingExtra
        For .xlsx without the extra ``excel``.
    """
    source = Path(path)
    excel = source.suffix.lower() == ".xlsx"
    if excel:
        require("fastexcel", extra="excel", purpose="reading a sheet from Excel")
    try:
        if not source.is_file():
            raise FileNotFoundError("there is no such file")
        found = (
            pl.read_excel(source, infer_schema_length=0)
            if excel
            else pl.read_csv(source, infer_schema=False, encoding="utf8")
        )
    except (OSError, pl.exceptions.PolarsError, ValueError) as error:
        raise FileNotReadable(
            f"{path} cannot be read: {error}",
            expected="a table of pairs as CSV (UTF-8) or .xlsx",
            remedy="check the path, and save it as one of these",
        ) from error
    text = pl.all().cast(pl.String)
    found = found.select(text)
    if not excel:
        guarded = pl.when(pl.all().str.contains(_FORMULA)).then(pl.all().str.strip_prefix("'"))
        found = found.select(guarded.otherwise(pl.all()).name.keep())
    return found.select(pl.when(pl.all().str.strip_chars() != "").then(pl.all()).name.keep())
