"""From the packed table to a database that is opened in no time: once, in the user's cache."""

from __future__ import annotations

import os
import sqlite3
import warnings
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

import platformdirs

from conflictlog.atomic import atomic_path
from conflictlog.geocoding.gazetteer.packed import Frames, fingerprint, frames

__all__ = ["cache_folder", "database", "in_memory"]

_SCHEMA: Final = """
CREATE TABLE rows (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL, lon REAL, radius_km REAL,
  kind TEXT NOT NULL, countries TEXT NOT NULL, admin1 TEXT, admin1_key INTEGER, admin2 TEXT,
  population INTEGER, source TEXT NOT NULL, source_id TEXT NOT NULL, launch_area INTEGER NOT NULL
);
CREATE TABLE names (
  key TEXT NOT NULL, row INTEGER NOT NULL, name TEXT NOT NULL, role INTEGER NOT NULL,
  PRIMARY KEY (key, row)
) WITHOUT ROWID;
"""
_INDEX: Final = """
CREATE INDEX rows_of_countries ON rows (countries);
CREATE INDEX rows_of_kinds ON rows (kind);
CREATE INDEX names_of_rows ON names (row);
"""


def cache_folder(cache_dir: str | os.PathLike[str] | None = None) -> Path:
    """Say where the database is kept.

    That is ``cache_dir``, else the environment's ``CONFLICTLOG_CACHE``, else the user's cache.
    """
    chosen = cache_dir or os.environ.get("CONFLICTLOG_CACHE")
    return Path(chosen) if chosen else platformdirs.user_cache_path("conflictlog", appauthor=False)


def database(cache_dir: str | os.PathLike[str] | None = None) -> Path | None:
    """Give the path of the database, which is made where it is missing or broken.

    Several processes may do so at once: each writes a file of its own, and the last that is
    finished takes the name. Of databases of other versions the two youngest stay.

    Returns
    -------
    Path or None
        None where the folder cannot be written to; a warning tells why.
    """
    folder = cache_folder(cache_dir)
    path = folder / f"gazetteer-{fingerprint()}.sqlite"
    if _whole(path):
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with atomic_path(path) as fresh, closing(sqlite3.connect(fresh)) as connection:
            _fill(connection, frames())
        _tidy(path)
    except (OSError, sqlite3.OperationalError) as error:
        if _whole(path):  # Another process was first, and its file is open (Windows).
            return path
        warnings.warn(
            f"the gazetteer is unpacked into memory at each start, which takes some seconds: "
            f"{folder} cannot be written to ({error}); give cache_dir= or set CONFLICTLOG_CACHE",
            RuntimeWarning,
            stacklevel=4,
        )
        return None
    return path


def in_memory() -> sqlite3.Connection:
    """Make the database in memory, for where no folder can be written to."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(connection, frames())
    return connection


def _tidy(path: Path) -> None:
    others = [each for each in path.parent.glob("gazetteer-*.sqlite") if each != path]
    for old in sorted(others, key=lambda each: each.stat().st_mtime)[:-2]:
        old.unlink(missing_ok=True)


def _whole(path: Path) -> bool:
    """Tell whether the file is there and as long as its own header says."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError:
        return False
    pages = int.from_bytes(head[28:32], "big")
    page = int.from_bytes(head[16:18], "big")
    return head.startswith(b"SQLite format 3\0") and size > 0 and pages * page == size


def _fill(connection: sqlite3.Connection, table: Frames) -> None:
    connection.executescript(
        f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}"
    )
    connection.execute("BEGIN")
    _insert(connection, "rows", 14, table.rows.iter_rows())
    _insert(connection, "names", 4, table.names.iter_rows())
    connection.commit()
    connection.executescript(_INDEX)
    connection.commit()


def _insert(
    connection: sqlite3.Connection, name: str, width: int, rows: Iterable[tuple[object, ...]]
) -> None:
    marks = ", ".join("?" * width)
    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - our names
