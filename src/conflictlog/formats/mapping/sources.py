"""Where a mapped table comes from: text, Excel, Parquet, or a table in memory."""

from __future__ import annotations

import hashlib
from pathlib import Path

import attrs
import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.formats.delimited import Layout, Table, read_table, table_of
from conflictlog.formats.delimited.frames import as_frame, as_texts, is_frame
from conflictlog.formats.opening import as_path, check_readable, look
from conflictlog.formats.spreadsheet.tables import is_excel, read_excel

__all__ = ["open_table"]

_PARQUET = b"PAR1"


def open_table(
    source: object,
    layout: Layout,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    member: str | None = None,
) -> Table:
    """Take the columns of text of any source.

    Raises
    ------
    InvalidFile
        Where it is damaged, or lacks a column.
    """
    if is_frame(source):
        return table_of(as_texts(as_frame(source)), layout, file="table")
    path = as_path(source)
    check_readable(path)
    head = look(path)
    if head.data.startswith(_PARQUET):
        return _stored(path, table_of(as_texts(_parquet(path)), layout, file=path.name))
    if is_excel(head.data):
        return _stored(path, table_of(_excel(path, sheet), layout, file=path.name))
    return read_table(path, layout, encoding=encoding, member=member)


def _stored(path: Path, table: Table) -> Table:
    return attrs.evolve(table, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def _parquet(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(path)
    except pl.exceptions.PolarsError as error:
        raise InvalidFile(
            f"{path.name} is no whole Parquet file: {str(error).partition(chr(10))[0]}",
            remedy="fetch it again",
        ) from error


def _excel(path: Path, sheet: str | None) -> pl.DataFrame:
    """Read a sheet: its first row that is not blank names the columns."""
    table = read_excel(path, sheet)
    start = next((n for n, row in enumerate(table) if any(cell.strip() for cell in row)), None)
    if start is None:
        raise InvalidFile(f"{path.name} is blank", expected="a header", remedy="add one")
    names: list[str] = []
    for n, cell in enumerate(table[start]):
        name = cell.strip() or f"column {n + 1}"
        names.append(name if name not in names else f"{name} ({n + 1})")
    rows = [row for row in table[start + 1 :] if any(cell.strip() for cell in row)]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
