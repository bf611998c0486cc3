"""GeoParquet 1.1: lossless, and opened by QGIS, GeoPandas and DuckDB.

The columns are those of `conflictlog.schema`, then what the events show in flat columns for
other tools, then ``geometry``: the first place shown, as a point. A point that only stands
for an area is there too, and ``place_precision`` and ``radius_km`` say so: draw it as the disc
it is. Our own reader looks at the stored columns alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import polars as pl

from conflictlog.atomic import atomic_path
from conflictlog.errors import InvalidFile, InvalidValue, UnknownFormat
from conflictlog.formats.findings import check_errors
from conflictlog.formats.geoparquet.geometry import (
    BOX,
    COLUMN,
    geo_metadata,
    point_boxes,
    wkb_points,
)
from conflictlog.formats.heading import heading, read_heading
from conflictlog.formats.opening import Head
from conflictlog.log import EventLog
from conflictlog.schema import SCHEMA

__all__ = ["NAME", "SUFFIXES", "read", "sniff", "write"]

NAME = "geoparquet"
SUFFIXES = (".parquet", ".geoparquet")

_MAGIC = b"PAR1"
_KEY = "conflictlog"
_ORDER = "row_index"
# A day's rows lie together and row groups keep their bounds: a filter by day reads few of them.
_ROW_GROUP = 65_536

#: Column for other tools -> the derived column that it shows.
_SHOWN: Final = {
    "shown_title": "title",
    "shown_kind": "kind",
    "shown_phase": "phase",
    "status": "status",
    "confidence": "confidence",
    "level": "level",
    "place": "place",
    "place_precision": "place_precision",
    "radius_km": "radius_km",
    "country": "country",
}
_DAYS: Final = {"first_day": "day_start_first", "last_day": "day_end_last"}

_Broken = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)


def sniff(head: Head) -> bool:
    """Recognise Parquet with our metadata; damaged Parquet too, for `read` says what it is."""
    if not head.data.startswith(_MAGIC):
        return False
    try:
        return _KEY in pl.read_parquet_metadata(head.path)
    except _Broken:
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
    try:
        metadata = pl.read_parquet_metadata(path)
        columns = pl.read_parquet_schema(path)
    except _Broken as error:
        raise _damaged(path, error) from error
    if _KEY not in metadata:
        raise UnknownFormat(
            f"{path.name} is Parquet, but not a log: its metadata has no key {_KEY!r}",
            expected="a file that conflictlog wrote",
            remedy="programs that rewrite Parquet drop it: go back to the original file",
        )
    try:
        head = json.loads(metadata[_KEY])
    except ValueError as error:
        raise InvalidFile(
            f"{path.name}: the metadata {_KEY!r} are no JSON: {error}", remedy="write it again"
        ) from error
    datasets = read_heading(head, f"{path.name}, metadata {_KEY!r}")
    _check_columns(path, columns)
    wanted = [*SCHEMA, _ORDER] if _ORDER in columns else list(SCHEMA)
    try:
        # memory_map off: the file may be replaced while the log lives.
        frame = pl.read_parquet(path, columns=wanted, memory_map=False)
    except _Broken as error:
        raise _damaged(path, error) from error
    if _ORDER in columns:
        frame = frame if frame[_ORDER].is_sorted() else frame.sort(_ORDER, maintain_order=True)
    try:
        return EventLog.from_frame(frame.select(list(SCHEMA)), datasets=datasets)
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
        pl.int_range(len(log), dtype=pl.Int64, eager=True).alias(_ORDER),
        *(derived[name].cast(pl.Date).alias(column) for column, name in _DAYS.items()),
        *(derived[name].alias(column) for column, name in _SHOWN.items()),
        point_boxes(derived["lat"], derived["lon"]),
        wkb_points(derived["lat"], derived["lon"]),
    ).sort("first_day", maintain_order=True, nulls_last=True)
    metadata = {
        "geo": json.dumps(geo_metadata(derived["lat"], derived["lon"])),
        _KEY: json.dumps(heading(log), ensure_ascii=False),
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


def _check_columns(path: Path, columns: dict[str, pl.DataType]) -> None:
    for name, dtype in SCHEMA.items():
        if name not in columns:
            raise InvalidFile(
                f"{path.name} has no column {name!r}",
                expected=f"the columns {', '.join(SCHEMA)}",
                remedy="another program has changed it: go back to the original file",
            )
        if columns[name] != dtype:
            raise InvalidFile(
                f"{path.name}: column {name!r} has the type {columns[name]}",
                expected=str(dtype),
                remedy="another program has changed it: go back to the original file",
            )


def _damaged(path: Path, error: BaseException) -> InvalidFile:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return InvalidFile(
        f"{path.name} is no whole Parquet file: {reason}",
        expected="a file that begins and ends with PAR1",
        remedy="it is truncated or damaged: fetch or write it again",
    )


assert not {COLUMN, BOX} & set(SCHEMA)  # noqa: S101 - both stand beside the stored columns
