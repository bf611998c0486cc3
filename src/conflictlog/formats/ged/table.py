"""From a file to columns of text, before anything is understood."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from pathlib import Path
from typing import Final

import attrs
import polars as pl

from conflictlog.errors import InvalidFile, nearest_hint
from conflictlog.formats.delimited import trimmed, unless_blank
from conflictlog.formats.ged.columns import COLUMNS, QUOTED, REQUIRED, canonical_names, header_of
from conflictlog.formats.opening import check_readable, damaged_gzip, not_utf8

__all__ = ["Table", "read_table"]

_GZIP: Final = b"\x1f\x8b"
_BOM: Final = b"\xef\xbb\xbf"


@attrs.frozen(kw_only=True)
class Table:
    """The rows of a file as text, each with its number, and the hash of the file's bytes.

    Every column of `COLUMNS` is there: one that the file has not is null throughout, and so
    are blank cells; blanks around a cell are gone, but for free text. ``written`` says how the
    file itself calls a column; ``raw`` is what was parsed, untouched; ``short`` are the rows that
    have fewer cells than the header, each with its number and how many it has.
    """

    rows: pl.DataFrame
    raw: pl.DataFrame
    written: dict[str, str]
    file: str
    sha256: str
    short: tuple[tuple[int, int], ...]
    width: int


def read_table(path: Path) -> Table:
    """Read the columns that are known as text.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        Where the file is empty, damaged, not UTF-8, not a table, or lacks a column without
        which there is no event.
    """
    check_readable(path)
    stored = path.read_bytes()
    data = _unzipped(path, stored).removeprefix(_BOM).lstrip(b"\r\n")
    if b"\0" in data[:4096]:
        raise InvalidFile(
            f"{path.name} holds binary data",
            expected="a UCDP GED table in CSV, plain or gzipped",
            remedy="unpack the archive first, or export the table as CSV",
        )
    separator, header = header_of(_first_line(path, data))
    written = _chosen(path, canonical_names(header))
    _refuse_cut(path, data, separator, len(header))
    raw = _parse(path, data, separator)
    short = _short_rows(path, data, separator, raw)
    rows = raw.select(_text(name, written.get(name)).alias(name) for name in COLUMNS)
    if _is_tag_row(rows.head(1)):
        rows, raw = rows.slice(1), raw.slice(1)
        short = [(row - 1, cells) for row, cells in short]
    if rows.is_empty():
        raise InvalidFile(
            f"{path.name} has a header and no rows",
            expected="at least one row below the header",
            remedy="fetch it again; the download may have been cut off",
        )
    return Table(
        rows=rows.with_row_index("row", offset=1).with_columns(pl.col("row").cast(pl.Int64)),
        raw=raw,
        written=written,
        file=path.name,
        sha256=hashlib.sha256(stored).hexdigest(),
        short=tuple(item for item in short if item[0] > 0),
        width=len(header),
    )


def _unzipped(path: Path, stored: bytes) -> bytes:
    if not stored.startswith(_GZIP):
        return stored
    try:
        return gzip.decompress(stored)
    except (EOFError, OSError, zlib.error) as error:
        raise damaged_gzip(path, error) from error


def _first_line(path: Path, data: bytes) -> str:
    line = data.partition(b"\n")[0].rstrip(b"\r")
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise not_utf8(path, line, error) from error


def _chosen(path: Path, found: dict[str, list[str]]) -> dict[str, str]:
    """Refuse a header that lacks what is needed, or holds one column twice."""
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        raise InvalidFile(
            f"{path.name} has no column {', '.join(missing)}",
            expected=f"a UCDP GED table with {', '.join(REQUIRED)}",
            remedy="; ".join(filter(None, (nearest_hint(name, found) for name in missing)))
            or "choose the format that it is in",
        )
    twice = [names for names in found.values() if len(names) > 1]
    if twice:
        raise InvalidFile(
            f"{path.name} has the column {' and '.join(repr(name) for name in twice[0])} twice",
            expected="each column once",
            remedy="delete one of them",
        )
    return {name: names[0] for name, names in found.items()}


def _refuse_cut(path: Path, data: bytes, separator: str, width: int) -> None:
    """Refuse a file whose last row breaks off: rows behind it are missing as well."""
    if data.endswith((b"\n", b"\r")):
        return
    # The last row starts behind the last newline that stands in no quotes.
    start = data.rfind(b"\n")
    while start > 0 and data.count(b'"', start) % 2:
        start = data.rfind(b"\n", 0, start)
    text = data[start + 1 :].decode(errors="replace")
    cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    if 0 < len(cells) < width:
        raise InvalidFile(
            f"{path.name} breaks off: its last row has {len(cells)} cells",
            expected=f"{width}, as in the header",
            remedy="fetch it again; the download may have been cut off",
        )


def _parse(path: Path, data: bytes, separator: str) -> pl.DataFrame:
    # All columns are parsed: in those that are not asked for, Polars overlooks a quote that is
    # never closed, and cells too many, which may have shifted all others.
    try:
        return pl.read_csv(data, separator=separator, infer_schema=False)
    except (pl.exceptions.PolarsError, ValueError) as error:
        raise _fault(path, data, separator) or InvalidFile(
            f"{path.name} is no table: {str(error).partition(chr(10))[0]}",
            expected="a UCDP GED table in CSV",
        ) from error


def _short_rows(
    path: Path, data: bytes, separator: str, raw: pl.DataFrame
) -> list[tuple[int, int]]:
    """Find rows with fewer cells than the header, which Polars fills up without a word.

    Counting separators is quick: those in the file are those between cells and those that
    stand in cells. Only where some are missing, the rows are gone through one by one.
    """
    inside = raw.select(pl.all().str.count_matches(separator, literal=True).sum())
    in_cells = sum(count or 0 for count in inside.row(0))
    in_names = sum(name.count(separator) for name in raw.columns)
    between = (raw.height + 1) * (raw.width - 1)
    if data.count(separator.encode()) == between + in_cells + in_names:
        return []
    text = io.StringIO(data.decode(), newline="")
    limit = csv.field_size_limit(len(data) + 1)
    try:
        lines = csv.reader(text, delimiter=separator)
        next(lines, None)
        cells = [len(row) for row in lines]
    finally:
        csv.field_size_limit(limit)
    while len(cells) > raw.height and not cells[-1]:
        cells.pop()
    short = [(n, count) for n, count in enumerate(cells, 1) if 0 < count < raw.width]
    if short and len(cells) != raw.height:
        row, count = short[0]
        raise InvalidFile(
            f"{path.name}: row {row} has {count} cells",
            expected=f"{raw.width}, as in the header",
            remedy="fetch it again, or complete the row",
        )
    return short


def _fault(path: Path, data: bytes, separator: str) -> InvalidFile | None:
    """Find where a table stops being one; slow, and only for files that look damaged."""
    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        return not_utf8(path, data, fault)
    limit = csv.field_size_limit(len(text) + 1)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        width = len(next(lines, []))
        for row in lines:
            if len(row) > width:
                return InvalidFile(
                    f"{path.name}, line {lines.line_num}: {len(row)} cells",
                    expected=f"{width}, as in the header",
                    remedy="look for a quote or a separator too many just before",
                )
    except csv.Error as fault:
        return InvalidFile(
            f"{path.name} is no whole table: {fault}",
            expected="every quote closed",
            remedy="fetch it again; the download may have been cut off",
        )
    finally:
        csv.field_size_limit(limit)
    return None


def _text(name: str, written: str | None) -> pl.Expr:
    if written is None:
        return pl.lit(None, pl.String)
    return unless_blank(pl.col(written)) if name in QUOTED else trimmed(pl.col(written))


def _is_tag_row(first: pl.DataFrame) -> bool:
    """Say whether a row holds HXL tags, "#date+start", and nothing else."""
    cells = [cell for cell in first.row(0) if cell is not None] if first.height else []
    return bool(cells) and all(cell.startswith("#") for cell in cells)
