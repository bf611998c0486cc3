"""What a Parquet file says of itself, before any row is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import attrs
import polars as pl

from conflictlog.errors import InvalidFile, UnknownFormat
from conflictlog.formats.geoparquet.kept import DAYS, FILE_NAMES
from conflictlog.formats.heading import read_heading
from conflictlog.report import Dataset
from conflictlog.schema import SCHEMA
from conflictlog.weighing_columns import derived_mark, derived_schema

__all__ = ["BROKEN", "KEY", "ORDER", "Inside", "damaged", "look_into"]

#: Our key in the file's metadata.
KEY: Final = "conflictlog"
#: The column that holds the log's own order.
ORDER: Final = "row_index"
BROKEN: Final = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)


@attrs.frozen(kw_only=True)
class Inside:
    """What a file holds.

    Parameters
    ----------
    path
        The file.
    version
        Of the schema.
    datasets
        The data sets that its events come from.
    columns
        Name and type of each column.
    derived
        Whether its derived columns are those that this release would derive.
    """

    path: Path
    version: int
    datasets: tuple[Dataset, ...]
    columns: Mapping[str, pl.DataType]
    derived: bool


def look_into(path: Path) -> Inside:
    """Read a file's metadata, and refuse what is not a whole log.

    Raises
    ------
    UnknownFormat
        For Parquet that is not a log.
    NewerSchema
        Where a newer release wrote it.
    InvalidFile
        For a truncated or damaged file, or one whose columns another program changed.
    """
    try:
        metadata = pl.read_parquet_metadata(path)
        columns = pl.scan_parquet(path, glob=False).collect_schema()
    except BROKEN as error:
        raise damaged(path, error) from error
    if KEY not in metadata:
        raise UnknownFormat(
            f"{path.name} is Parquet, but not a log: its metadata has no key {KEY!r}",
            expected="a file that conflictlog wrote",
            remedy="programs that rewrite Parquet drop it: go back to the original file",
        )
    try:
        head = json.loads(metadata[KEY])
    except ValueError as error:
        raise InvalidFile(
            f"{path.name}: the metadata {KEY!r} are no JSON: {error}", remedy="write it again"
        ) from error
    datasets = read_heading(head, f"{path.name}, metadata {KEY!r}")
    _check_columns(path, columns)
    return Inside(
        path=path,
        version=head["schema"],
        datasets=datasets,
        columns=columns,
        derived=head.get("derived") == derived_mark() and _has_derived(columns),
    )


def damaged(path: Path, error: BaseException) -> InvalidFile:
    """Make the error for what is not whole."""
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return InvalidFile(
        f"{path.name} is no whole Parquet file: {reason}",
        expected="a file that begins and ends with PAR1",
        remedy="it is truncated or damaged: fetch or write it again",
    )


def _has_derived(columns: Mapping[str, pl.DataType]) -> bool:
    return all(
        columns.get(FILE_NAMES[name]) == (pl.Date() if name in DAYS else dtype)
        for name, dtype in derived_schema().items()
    )


def _check_columns(path: Path, columns: Mapping[str, pl.DataType]) -> None:
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
