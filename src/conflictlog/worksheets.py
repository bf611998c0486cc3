"""Tables that people fill in: written as CSV or Excel, and read back as what was written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import polars as pl

from conflictlog._lazy import require
from conflictlog.atomic import atomic_path
from conflictlog.errors import FileNotReadable, InvalidValue

__all__ = ["FORMULA", "read_worksheet", "write_worksheet"]

#: What spreadsheets take for a formula, in their full-width forms too; behind apostrophes of our
#: own, so that the way back is exact.
FORMULA: Final = r"'*[=+\-@\t\r\n＝＋－＠]"


def write_worksheet(
    table: pl.DataFrame, path: str | os.PathLike[str], *, name: str, frozen: int = 0
) -> None:
    """Write a table for people to fill in: .csv, or .xlsx with ``conflictlog[excel]``.

    In CSV, text that a spreadsheet would run as a formula gets an apostrophe before it, which
    `read_worksheet` takes off.

    Parameters
    ----------
    table, path
        What to write, and where.
    name
        What it is, in errors and as the name of the sheet: "review".
    frozen
        How many columns stay in sight.

    Raises
    ------
    InvalidValue
        For another ending.
    MissingExtra
        For .xlsx without the extra.

    Examples
    --------
    >>> write_worksheet(pl.DataFrame(), "pairs.doc", name="review")
    Traceback (most recent call last):
      ...
    conflictlog.errors.InvalidValue: the review is to be written to 'pairs.doc'; \
expected a path that ends in .csv or .xlsx; name it pairs.csv
    """
    target = Path(path)
    ending = target.suffix.lower()
    if ending == ".csv":
        text = pl.col(pl.String)
        guarded = table.with_columns(
            pl.when(text.str.contains(f"^{FORMULA}")).then("'" + text).otherwise(text).name.keep()
        )
        with atomic_path(target) as fresh:
            guarded.write_csv(fresh, include_bom=True)
    elif ending == ".xlsx":
        require("xlsxwriter", extra="excel", purpose=f"writing a {name} as Excel")
        with atomic_path(target) as fresh:
            table.write_excel(fresh, worksheet=name, autofit=True, freeze_panes=(1, frozen))
    else:
        raise InvalidValue(
            f"the {name} is to be written to {str(path)!r}",
            expected="a path that ends in .csv or .xlsx",
            remedy=f"name it {target.with_suffix('.csv').name}",
        )


def read_worksheet(path: str | os.PathLike[str], *, name: str) -> pl.DataFrame:
    """Read a table that was filled in, as text; cells without any are null.

    Parameters
    ----------
    path
        CSV in UTF-8, or .xlsx with the extra ``excel``.
    name
        What it is, in errors.

    Raises
    ------
    FileNotReadable
        Where there is no such file, or it is no such table.
    MissingExtra
        For .xlsx without the extra.

    Examples
    --------
    >>> import tempfile
    >>> table = pl.DataFrame({"text": ["-5 km", "", None], "why": ["'quoted'", "=1", " "]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_worksheet(table, f"{folder}/a.csv", name="review")
    ...     read_worksheet(f"{folder}/a.csv", name="review").rows()
    [('-5 km', "'quoted'"), (None, '=1'), (None, None)]
    """
    source = Path(path)
    excel = source.suffix.lower() == ".xlsx"
    broken: tuple[type[Exception], ...] = (OSError, pl.exceptions.PolarsError, ValueError)
    if excel:
        engine = require("fastexcel", extra="excel", purpose=f"reading a {name} from Excel")
        broken = (*broken, engine.FastExcelError)
    try:
        if not source.is_file():
            raise FileNotFoundError("there is no such file")
        found = (
            pl.read_excel(source, infer_schema_length=0)
            if excel
            else pl.read_csv(source, infer_schema=False, encoding="utf8")
        )
    except broken as error:
        raise FileNotReadable(
            f"{path} cannot be read: {str(error).partition(chr(10))[0]}",
            expected=f"a {name} as CSV (UTF-8) or .xlsx",
            remedy="check the path, and save it as one of these",
        ) from error
    text = pl.all()
    found = found.select(text.cast(pl.String))
    if not excel:
        plain = pl.when(text.str.contains(f"^{FORMULA}")).then(text.str.strip_prefix("'"))
        found = found.select(plain.otherwise(text).name.keep())
    return found.select(pl.when(text.str.strip_chars() != "").then(text).name.keep())
