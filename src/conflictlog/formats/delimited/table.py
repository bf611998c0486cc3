"""From a file to columns of text, before anything is understood."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import polars as pl

from conflictlog.errors import InvalidFile, nearest_hint
from conflictlog.formats.delimited.cells import trimmed, unless_blank
from conflictlog.formats.delimited.layout import Layout
from conflictlog.formats.delimited.quoting import check_quotes, row_widths
from conflictlog.formats.delimited.separators import first_line, header_of
from conflictlog.formats.encodings import decode
from conflictlog.formats.findings import Findings
from conflictlog.formats.opening import check_readable
from conflictlog.formats.progress import expect, stage
from conflictlog.formats.unpacking import unpacked

__all__ = ["Table", "read_table", "table_of"]


@attrs.frozen(kw_only=True)
class Table:
    """Rows as text, each with its number, and where they come from.

    Every column of the layout is in ``rows``: one that the file has not is null throughout, and
    so are blank cells; blanks around a cell are gone, but for free text. ``row`` counts from 1,
    the header and an HXL row not counted.

    Parameters
    ----------
    rows
        The columns of the layout as text, with their numbers in ``row``.
    raw
        What was parsed, untouched, row by row beside ``rows``.
    written
        How the file itself calls each column that it has.
    file, sha256
        Name of the file, and the hash of its bytes as stored.
    notes
        What is wrong with rows already: number, problem, hint.
    encoding, guessed
        What the text was written in, and whether only its letters told.
    """

    rows: pl.DataFrame
    raw: pl.DataFrame
    written: Mapping[str, str]
    file: str
    sha256: str | None = None
    notes: tuple[tuple[int, str, str], ...] = ()
    encoding: str = "utf-8"
    guessed: bool = False

    def note(self, findings: Findings) -> None:
        """List what is wrong with rows already, and an encoding that only letters told."""
        findings.note_encoding(self.encoding, guessed=self.guessed)
        for row, problem, hint in self.notes:
            findings.add(row, problem, hint=hint, outcome="kept")


def read_table(
    path: Path, layout: Layout, *, encoding: str | None = None, member: str | None = None
) -> Table:
    """Read a delimited file, packed or not, as columns of text.

    Parameters
    ----------
    path
        The file; gzip, zip and Zstandard are unpacked within limits.
    layout
        What its table looks like.
    encoding
        What the text is in; left out, it is told by marks and letters.
    member
        Which file of a zip archive.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        Where the file is empty, damaged, in no one encoding, no table, or lacks a column
        without which there is no event.
    """
    check_readable(path)
    stored = path.read_bytes()
    with ThreadPoolExecutor(1) as aside:
        digest = aside.submit(lambda: hashlib.sha256(stored).hexdigest())
        table = _read(path, stored, layout, encoding=encoding, member=member)
        return attrs.evolve(table, sha256=digest.result())


def _read(
    path: Path, stored: bytes, layout: Layout, *, encoding: str | None, member: str | None
) -> Table:
    whole = unpacked(path, stored, member=member)
    expect(len(whole))
    stage("decoding")
    text = decode(whole, file=path.name, encoding=encoding)
    stage("parsing")
    data = text.data.lstrip(b"\r\n")
    if b"\0" in data[:4096]:
        raise InvalidFile(
            f"{path.name} holds binary data",
            expected=layout.what,
            remedy="unpack the archive first, or export the table as CSV",
        )
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")  # an old Macintosh ends its lines so
    separator, header = header_of(first_line(data), layout)
    names = header if layout.header else list(layout.columns or ())
    written = _chosen(path.name, layout, names)
    if layout.quoted:
        check_quotes(data, separator, file=path.name)
    _refuse_cut(path.name, data, separator, len(names), layout)
    raw = _parse(path.name, data, separator, layout, names)
    notes = _short_rows(path.name, data, separator, raw, layout)
    stage("building events")  # which is what readers do with a table
    table = table_of(raw, layout, file=path.name, written=written)
    shift = raw.height - table.raw.height
    return attrs.evolve(
        table,
        notes=tuple((row - shift, what, hint) for row, what, hint in notes if row > shift),
        encoding=text.encoding,
        guessed=text.guessed,
    )


def table_of(
    raw: pl.DataFrame, layout: Layout, *, file: str, written: Mapping[str, str] | None = None
) -> Table:
    """Make a table of columns of text that stand in memory.

    Raises
    ------
    InvalidFile
        Where there is no row, or a column is missing without which there is no event.
    """
    if written is None:
        written = _chosen(file, layout, raw.columns)
    columns = layout.columns if layout.columns is not None else tuple(written)
    texts = [_text(name, written.get(name), layout).alias(name) for name in columns]
    rows = raw.lazy().select(texts).collect()  # lazy: what stands in it twice is done once
    if layout.header and _is_tag_row(rows.head(1)):
        rows, raw = rows.slice(1), raw.slice(1)
    if rows.is_empty() and not layout.rowless:
        raise InvalidFile(
            f"{file} has a header and no rows",
            expected="at least one row below the header",
            remedy="fetch it again; the download may have been cut off",
        )
    number = pl.int_range(1, rows.height + 1, dtype=pl.Int64, eager=True).alias("row")
    return Table(rows=rows.insert_column(0, number), raw=raw, written=written, file=file)


def _chosen(file: str, layout: Layout, header: list[str]) -> dict[str, str]:
    """Refuse a header that lacks what is needed, or holds one column twice."""
    found = layout.named(header)
    missing = [name for name in layout.required if name not in found]
    if missing:
        raise InvalidFile(
            f"{file} has no column {', '.join(missing)}",
            expected=f"{layout.what} with {', '.join(layout.required)}",
            remedy="; ".join(filter(None, (nearest_hint(name, header) for name in missing)))
            or "choose the format that it is in",
        )
    twice = [names for names in found.values() if len(names) > 1]
    if twice:
        raise InvalidFile(
            f"{file} has the column {' and '.join(repr(name) for name in twice[0])} twice",
            expected="each column once",
            remedy="delete one of them",
        )
    return {name: names[0] for name, names in found.items()}


def _refuse_cut(file: str, data: bytes, separator: str, width: int, layout: Layout) -> None:
    """Refuse a file whose last row breaks off: rows behind it are missing as well."""
    if data.endswith((b"\n", b"\r")):
        return
    # The last row starts behind the last newline that stands in no quotes.
    start = data.rfind(b"\n")
    while layout.quoted and start > 0 and data.count(b'"', start) % 2:
        start = data.rfind(b"\n", 0, start)
    (cells, *_), _ = row_widths(data[start + 1 :] or b"\n ", separator, quoted=layout.quoted)
    if start >= 0 and cells < width and data[start + 1 :].strip():
        raise InvalidFile(
            f"{file} breaks off: its last row has {cells} cells",
            expected=f"{width}, as in the header",
            remedy="fetch it again; the download may have been cut off",
        )


def _parse(
    file: str, data: bytes, separator: str, layout: Layout, names: list[str]
) -> pl.DataFrame:
    # All columns are parsed: in those that are not asked for, Polars overlooks cells too many,
    # which may have shifted all others.
    try:
        return pl.read_csv(
            data,
            separator=separator,
            infer_schema=False,
            quote_char='"' if layout.quoted else None,
            has_header=layout.header,
            new_columns=None if layout.header else names,
        ).rechunk()  # a hundred pieces cost more in every step that follows
    except (pl.exceptions.PolarsError, ValueError) as error:
        raise _long_row(file, data, separator, layout, len(names)) or InvalidFile(
            f"{file} is no table: {str(error).partition(chr(10))[0]}", expected=layout.what
        ) from error


def _long_row(
    file: str, data: bytes, separator: str, layout: Layout, width: int
) -> InvalidFile | None:
    cells, lines = row_widths(data, separator, quoted=layout.quoted)
    long = (cells > width).nonzero()[0]
    if not len(long):
        return None
    return InvalidFile(
        f"{file}, line {lines[long[0]]}: {cells[long[0]]} cells",
        expected=f"{width}, as in the header",
        remedy="look for a quote or a separator too many just before",
    )


def _short_rows(
    file: str, data: bytes, separator: str, raw: pl.DataFrame, layout: Layout
) -> list[tuple[int, str, str]]:
    """Find rows with fewer cells than the header, which Polars fills up without a word.

    It fills them with nulls, the last cell first of all. Counting separators is quick: those in
    the file are those between cells and those that stand in cells. Only where some are missing,
    the rows are gone through one by one.
    """
    if not raw.to_series(-1).null_count():
        return []
    inside = raw.select(pl.all().str.count_matches(separator, literal=True).sum())
    in_cells = sum(count or 0 for count in inside.row(0))
    in_names = sum(name.count(separator) for name in raw.columns) if layout.header else 0
    between = (raw.height + layout.header) * (raw.width - 1)
    if data.count(separator.encode()) == between + in_cells + in_names:
        return []
    cells, _ = row_widths(data, separator, quoted=layout.quoted)
    cells = cells[1:] if layout.header else cells
    short = [(n + 1, int(cells[n])) for n in (cells < raw.width).nonzero()[0].tolist()]
    if short and len(cells) != raw.height:
        row, count = short[0]
        raise InvalidFile(
            f"{file}: row {row} has {count} cells",
            expected=f"{raw.width}, as in the header",
            remedy="fetch it again, or complete the row",
        )
    hint = "what is missing is read as blank: fetch the file again, or complete the row"
    return [
        (row, f"the row has {count} cells, the header {raw.width}", hint) for row, count in short
    ]


def _text(name: str, written: str | None, layout: Layout) -> pl.Expr:
    if written is None:
        return pl.lit(None, pl.String)
    cell = pl.col(written)
    text = unless_blank(cell) if name in layout.verbatim else trimmed(cell)
    return pl.when(~text.is_in(layout.blanks)).then(text) if layout.blanks else text


def _is_tag_row(first: pl.DataFrame) -> bool:
    """Say whether a row holds HXL tags, "#date+start", and nothing else."""
    cells = [cell for cell in first.row(0) if cell is not None] if first.height else []
    return bool(cells) and all(cell.startswith("#") for cell in cells)
