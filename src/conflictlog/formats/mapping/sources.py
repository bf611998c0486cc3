"""Where a mapped table comes from: text, Excel, Parquet, or a table in memory."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import attrs
import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.formats.delimited import Layout, Table, read_table, table_of
from conflictlog.formats.delimited.frames import as_frame, as_texts, is_frame, is_plain
from conflictlog.formats.opening import as_path, check_readable, look
from conflictlog.formats.spreadsheet.tables import (
    OLD_EXCEL,
    is_excel,
    is_old_excel,
    read_excel,
)

__all__ = ["open_table"]

_PARQUET = b"PAR1"
_SHAPES: Final[dict[type[pl.DataType], str]] = {
    pl.List: "a list",
    pl.Array: "an array",
    pl.Struct: "a struct",
}
_CURES: Final[dict[type[pl.DataType], str]] = {
    pl.List: "write each as one text: "
    "table.with_columns(pl.col({0!r}).cast(pl.List(pl.String)).list.join('; '))",
    pl.Array: "give each value its own column: "
    "table.with_columns(pl.col({0!r}).arr.to_struct()).unnest({0!r})",
    pl.Struct: "give each field its own column: table.unnest({0!r})",
}


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
        Where it is damaged, lacks a column, or holds lists or structs in one that is read.
    """
    if is_frame(source):
        return table_of(_texts(as_frame(source), layout, "table"), layout, file="table")
    path = as_path(source)
    check_readable(path)
    head = look(path)
    if head.data.startswith(_PARQUET):
        return _stored(
            path, table_of(_texts(_parquet(path), layout, path.name), layout, file=path.name)
        )
    if is_excel(head.data):
        table = _stored(path, table_of(_excel(path, sheet), layout, file=path.name))
        return attrs.evolve(table, notes=((0, *OLD_EXCEL),)) if is_old_excel(head.data) else table
    return read_table(path, layout, encoding=encoding, member=member)


def _texts(frame: pl.DataFrame, layout: Layout, file: str) -> pl.DataFrame:
    """Write the columns as text; of those that are read, each cell must be one value."""
    if layout.columns is None:
        # Whatever the table has is looked at: what holds several values says nothing.
        return as_texts(frame.select(name for name, kind in frame.schema.items() if is_plain(kind)))
    for name in (name for names in layout.named(frame.columns).values() for name in names):
        dtype = frame.schema[name]
        if not is_plain(dtype):
            kind = dtype.base_type()
            raise InvalidFile(
                f"{file}, column {name!r}: each cell is {_SHAPES.get(kind, 'an object of Python')}",
                expected="one value in each cell: text, a number, a date or a truth",
                remedy=_CURES.get(kind, "write its values as text first").format(name),
            )
    return as_texts(frame)


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
