"""GeoParquet 1.1: lossless, and opened by QGIS, GeoPandas and DuckDB.

The columns are those of `conflictlog.schema`, then what the events show in flat columns for
other tools, then ``geometry``: the first place shown, as a point. A point that only stands
for an area is there too, and ``place_precision`` and ``radius_km`` say so: draw it as the disc
it is. Our own reader looks at the stored columns alone.
"""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from conflictlog.atomic import atomic_path
from conflictlog.errors import InvalidFile, InvalidValue
from conflictlog.formats.findings import check_errors
from conflictlog.formats.geoparquet.geometry import (
    BOX,
    COLUMN,
    geo_metadata,
    point_boxes,
    wkb_points,
)
from conflictlog.formats.geoparquet.inspecting import BROKEN, KEY, ORDER, damaged, look_into
from conflictlog.formats.geoparquet.kept import to_file
from conflictlog.formats.heading import heading
from conflictlog.formats.opening import Head
from conflictlog.log import EventLog
from conflictlog.schema import SCHEMA
from conflictlog.weighing_columns import derived_mark

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff", "write"]

NAME = "geoparquet"
SUFFIXES = (".parquet", ".geoparquet")
#: The size of the generated log that was written and read.
TRIED = "100,000 generated events"

_MAGIC = b"PAR1"
# A day's rows lie together and row groups keep their bounds: a filter by day reads few of them.
_ROW_GROUP = 65_536


def sniff(head: Head) -> bool:
    """Recognise Parquet with our metadata; damaged Parquet too, for `read` says what it is."""
    if not head.data.startswith(_MAGIC):
        return False
    try:
        return KEY in pl.read_parquet_metadata(head.path)
    except BROKEN:
        return True


def read(path: Path, *, errors: str = "collect") -> EventLog:
    """Read a log in the row order that it was written in.

    Parameters
    ----------
    path
        The file.
    errors
        Taken for likeness with other formats: the file is whole or refused.

    Raises
    ------
    UnknownFormat
        For Parquet that is not a log.
    NewerSchema
        Where a newer release wrote it.
    InvalidFile
        For a truncated or damaged file, or one whose columns another program changed.
    """
    check_errors(errors)
    found = look_into(path)
    columns = found.columns
    wanted = [*SCHEMA, ORDER] if ORDER in columns else list(SCHEMA)
    try:
        # memory_map off: the file may be replaced while the log lives.
        frame = pl.read_parquet(path, columns=wanted, memory_map=False, glob=False)
    except BROKEN as error:
        raise damaged(path, error) from error
    if ORDER in columns:
        frame = frame if frame[ORDER].is_sorted() else frame.sort(ORDER, maintain_order=True)
    try:
        return EventLog.from_frame(frame.select(list(SCHEMA)), datasets=found.datasets)
    except InvalidValue as error:
        raise InvalidFile(
            f"{path.name}: {error.seen}",
            expected=error.expected,
            remedy="another program has changed it: go back to the original file",
        ) from error


def write(log: EventLog, path: Path) -> None:
    """Write a log without loss, sorted by day; the log's own order is kept in a column.

    Parameters
    ----------
    log
        The log.
    path
        The file.

    Examples
    --------
    >>> import tempfile
    >>> from conflictlog.event import Event
    >>> log = EventLog([Event(kind="visit", when="2022-12-19", place="Minsk")])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(log, Path(folder) / "log.parquet")
    ...     read(Path(folder) / "log.parquet") == log
    True
    """
    derived = log.derived
    frame = log.frame.with_columns(
        pl.int_range(len(log), dtype=pl.Int64, eager=True).alias(ORDER),
        *to_file(derived),
        point_boxes(derived["lat"], derived["lon"]),
        wkb_points(derived["lat"], derived["lon"]),
    ).sort("first_day", maintain_order=True, nulls_last=True)
    metadata = {
        "geo": json.dumps(geo_metadata(derived["lat"], derived["lon"])),
        KEY: json.dumps({**heading(log), "derived": derived_mark()}, ensure_ascii=False),
    }
    with atomic_path(path) as fresh:
        try:
            frame.write_parquet(
                fresh,
                compression="zstd",
                statistics=True,
                row_group_size=_ROW_GROUP,
                metadata=metadata,
            )
        except pl.exceptions.PolarsError as error:  # a full disk is no OSError to Polars
            raise OSError(str(error)) from error


assert not {COLUMN, BOX} & set(SCHEMA)  # noqa: S101 - both stand beside the stored columns
