"""Some rows of one file: columns are read when a question needs them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
import polars as pl

from conflictlog.engines import Columns, Rows
from conflictlog.engines.items import ITEMS
from conflictlog.formats.geoparquet.inspecting import Inside, damaged
from conflictlog.formats.geoparquet.kept import from_file
from conflictlog.formats.progress import advance, stage
from conflictlog.log import EventLog, partial_log
from conflictlog.query import Query
from conflictlog.report import Dataset
from conflictlog.scanning.narrowing import in_days, narrowed
from conflictlog.schema import SCHEMA
from conflictlog.summaries.batches import SUMMED
from conflictlog.weighing_columns import DERIVED, derive

__all__ = ["Chunk", "chunks_of", "read_rows", "rows_of"]

# Of a file: nested columns are decoded for no more rows than these at a time.
_BLOCK = 32_768
_WIDE = 8 * _BLOCK
_AT = "_at"


class Chunk(Columns):
    """The rows of a file that stand at some places, as the engine asks for columns.

    Parameters
    ----------
    file
        The file.
    at
        Row numbers in it, ascending.
    """

    def __init__(self, file: Inside, at: Rows) -> None:
        self.file = file
        self.at = at
        super().__init__(pl.DataFrame(), pl.DataFrame())

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.at)

    def has(self, names: Iterable[str]) -> bool:
        """Say whether every name is a column of events."""
        return {*names} <= {*DERIVED, *SCHEMA}

    def events(self, names: Iterable[str], rows: Rows | None) -> pl.DataFrame:
        """Give some columns, of some rows or of all."""
        wanted = list(names)
        shown = [name for name in wanted if name in DERIVED]
        derived, stored = self._shown(shown), self._kept(set(wanted) - {*DERIVED})
        found = pl.DataFrame(
            [derived[name] if name in DERIVED else stored[name] for name in wanted]
        )
        return found if rows is None else found[rows]

    def items(self, over: str, needs: Collection[str], rows: Rows | None) -> pl.DataFrame:
        """Give a flat table of the items of some events; ``row`` counts within `rows`."""
        make, columns = ITEMS[over]
        return make(self.stored(columns, rows), needs)

    def stored(self, names: Collection[str], rows: Rows | None = None) -> pl.DataFrame:
        """Give some stored columns of some rows."""
        if {*names} <= {*self.frame.columns}:
            found = self.frame.select(names)
            return found if rows is None else found[rows]
        return read_rows(self.file, self.at if rows is None else self.at[rows], names)

    def log(
        self,
        needs: Collection[str],
        datasets: tuple[Dataset, ...],
        shown: Collection[str] = SUMMED,
    ) -> EventLog:
        """Give the rows as a log of some columns."""
        stored = self.stored([name for name in SCHEMA if name in {*needs, "sensitive"}])
        return partial_log(stored, self._shown(shown).select(shown), datasets)

    def _shown(self, names: Iterable[str]) -> pl.DataFrame:
        missing = [name for name in names if name not in self.derived.columns]
        if not missing:
            return self.derived
        if self.file.derived:
            more = read_rows(self.file, self.at, missing, shown=True)
            self.derived = pl.concat([self.derived, more], how="horizontal")
        else:
            self.frame = read_rows(self.file, self.at, list(SCHEMA))
            self.derived = derive(self.frame)
        return self.derived

    def _kept(self, names: Collection[str]) -> pl.DataFrame:
        missing = [name for name in SCHEMA if name in names and name not in self.frame.columns]
        if missing:
            more = read_rows(self.file, self.at, missing)
            self.frame = pl.concat([self.frame, more], how="horizontal")
        return self.frame


def read_rows(
    file: Inside, at: Rows, names: Collection[str], *, shown: bool = False
) -> pl.DataFrame:
    """Read some columns of some rows, a block at a time: what lies between is not kept.

    Parameters
    ----------
    file
        The file.
    at
        Row numbers, ascending.
    names
        Of stored columns.
    shown
        Whether they are derived ones instead.
    """
    wanted = from_file(names) if shown else [pl.col(name) for name in names]
    table = _lazy(file).select(wanted)
    flat = shown or not any(SCHEMA[name].is_nested() for name in names if name in SCHEMA)
    block = _WIDE if flat else _BLOCK
    parts = []
    for rows in _blocks(at, block):
        first, last = int(rows[0]), int(rows[-1])
        found = _collected(file, table.slice(first, last - first + 1))
        whole = len(rows) == found.height
        parts.append(found if whole else found[(rows - np.uint32(first)).astype(np.uint32)])
    return pl.concat(parts) if parts else _collected(file, table.head(0))


def _blocks(at: Rows, size: int) -> Iterator[Rows]:
    """Cut row numbers where the file's blocks end."""
    if not len(at):
        return
    edges = np.arange(int(at[0]) // size + 1, int(at[-1]) // size + 1, dtype=np.int64) * size
    yield from (part for part in np.split(at, np.searchsorted(at, edges)) if len(part))


def rows_of(file: Inside, query: Query | None) -> Rows:
    """Find the rows that flat columns do not rule out."""
    days, flat = (None, None) if query is None else (in_days(query), narrowed(query))
    table = _lazy(file)
    if not file.derived or flat is None:
        height = _collected(file, table.select(pl.len())).item()
        return np.arange(height, dtype=np.uint32)
    table = table.with_row_index(_AT)
    if days is not None:
        table = table.filter(days)
    asked = dict.fromkeys(flat.meta.root_names())
    names = [name for name in asked if name in DERIVED]
    own = [name for name in asked if name not in DERIVED]
    found = table.select(_AT, *own, *from_file(names)).filter(flat).select(_AT)
    rows: Rows = _collected(file, found)[_AT].to_numpy()
    return np.sort(rows)


def chunks_of(file: Inside, at: Rows, *, nested: bool) -> Iterator[Chunk]:
    """Cut rows into chunks: smaller ones where nested columns will be looked into."""
    size = _BLOCK if nested or not file.derived else _WIDE
    stage(file.path.name, len(at), "rows")
    for start in range(0, len(at), size):
        advance(start)
        yield Chunk(file, at[start : start + size])
    advance(len(at))


def _lazy(file: Inside) -> pl.LazyFrame:
    return pl.scan_parquet(file.path, cache=False, glob=False)


def _collected(file: Inside, table: pl.LazyFrame) -> pl.DataFrame:
    try:
        return table.collect(engine="streaming")
    except (pl.exceptions.ComputeError, OSError) as error:
        raise damaged(file.path, error) from error
