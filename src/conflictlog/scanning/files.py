"""Which files a scan reads: found, looked into, and held to be one log."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import polars as pl

from conflictlog.engines import Rows
from conflictlog.errors import DuplicateId, FileNotReadable, InvalidFile, InvalidValue
from conflictlog.formats.geoparquet import SUFFIXES
from conflictlog.formats.geoparquet.inspecting import Inside, look_into
from conflictlog.formats.opening import as_path, check_readable
from conflictlog.scanning.chunks import read_rows, rows_of

__all__ = ["check_ids", "find_files"]

_MAGIC = b"PAR1"
#: So many hashes of ids are held at a time, twice while they are put together: 64 MB.
_HASHES = 4_000_000


def find_files(paths: object) -> tuple[Inside, ...]:
    """Find the files that a path, a glob or a list of them names, and look into each.

    Raises
    ------
    FileNotReadable
        Where a glob matches nothing, or for a missing file or a folder.
    UnknownFormat
        For a file that is no log in GeoParquet.
    NewerSchema
        Where a newer release wrote it.
    InvalidFile
        For a damaged file, or files of different versions of the schema.
    """
    found = [path for name in _names(paths) for path in _matches(name)]
    twice = next((path for path in found if found.count(path) > 1), None)
    if twice is not None:
        raise InvalidValue(
            f"{twice} is named twice", expected="each file once", remedy="name it once"
        )
    inside = tuple(map(_look, found))
    for one in inside[1:]:
        if one.version != inside[0].version:
            raise InvalidFile(
                f"{one.path.name} has version {one.version} of the schema, "
                f"{inside[0].path.name} has {inside[0].version}",
                expected="files of one version",
                remedy="read the older ones and write them again: cl.read(path).write(path)",
            )
    return inside


def _names(paths: object) -> list[object]:
    if isinstance(paths, Iterable) and not isinstance(paths, str | bytes):
        names = list(paths)
        if not names:
            raise InvalidValue("scan was given an empty list", expected="a path, a glob or several")
        return names
    return [paths]


def _matches(name: object) -> list[Path]:
    path = as_path(name)
    # A file may bear brackets in its name.
    if not glob.has_magic(str(path)) or path.exists():
        if path.is_dir():
            raise FileNotReadable(
                f"{path} is a directory",
                expected="a file or a glob",
                remedy=f"for all files inside it, give {str(path / '*.parquet')!r}",
            )
        check_readable(path)
        return [path]
    found = sorted(Path(each) for each in glob.glob(str(path), recursive=True))  # noqa: PTH207 - pathlib globs below a folder alone
    found = [each for each in found if not each.is_dir()]
    if not found:
        raise FileNotReadable(
            f"no file matches {str(path)!r}",
            expected="at least one",
            remedy=f"files of logs mostly end in {' or '.join(SUFFIXES)}; check folder and pattern",
        )
    for each in found:
        check_readable(each)
    return found


def _look(path: Path) -> Inside:
    with path.open("rb") as file:
        start = file.read(len(_MAGIC))
    if start != _MAGIC:
        raise InvalidFile(
            f"{path.name} is no Parquet",
            expected="files that log.write('....parquet') wrote",
            remedy="read it with cl.read(path) and write it as Parquet",
        )
    return look_into(path)


def check_ids(files: tuple[Inside, ...]) -> None:
    """Refuse files that hold the same id: by hashes, for all ids would fill the memory.

    Raises
    ------
    DuplicateId
        With the first such ids and the files that hold them.
    """
    if len(files) < 2:  # a writer lets no id stand twice in one file
        return
    total = sum(len(rows_of(file, None)) for file in files)
    shares = -(-total // _HASHES)
    for share in range(shares):
        hashes = np.concatenate(
            [part for file in files for part in _hashes(file, share, shares)]
            or [np.zeros(0, np.uint64)]
        )
        hashes.sort()
        again = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
        if len(again):
            _refuse_twins(files, pl.Series(again))


def _hashes(file: Inside, share: int, shares: int) -> Iterator[np.ndarray]:
    for ids in _ids(file):
        hashes = ids.hash(seed=1).to_numpy()
        yield hashes if shares == 1 else hashes[hashes % np.uint64(shares) == share]


def _ids(file: Inside) -> Iterator[pl.Series]:
    rows: Rows = rows_of(file, None)
    for start in range(0, len(rows), 8 * 65_536):
        yield read_rows(file, rows[start : start + 8 * 65_536], ["id"])["id"]


def _refuse_twins(files: tuple[Inside, ...], hashes: pl.Series) -> None:
    """Look at the ids themselves: two may have one hash."""
    suspects = pl.concat(
        pl.DataFrame({"id": ids.filter(ids.hash(seed=1).is_in(hashes.implode()))}).with_columns(
            file=pl.lit(file.path.name)
        )
        for file in files
        for ids in _ids(file)
    )
    twins = suspects.filter(pl.col("id").is_duplicated()).sort("id", "file")
    if twins.is_empty():
        return
    name = twins["id"][0]
    where = twins.filter(pl.col("id") == name)["file"].to_list()
    count = twins["id"].n_unique()
    more = f", and {count - 1} more ids too" if count > 1 else ""
    raise DuplicateId(
        f"id {name!r} stands in {' and in '.join(where)}{more}",
        expected="each id in one file",
        remedy="put the files together with cl.read(a).union(cl.read(b), on_conflict=...)",
    )
