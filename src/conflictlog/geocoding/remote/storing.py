"""Answers of services on disk: one SQLite file, safe for several processes at once.

A connection is opened for each look-up and closed behind it: next to a question over a network
that costs nothing, and nothing has to be kept apart for threads and forks. The journal is
SQLite's plain one, so that the file alone is the whole cache and can be shipped.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from conflictlog.errors import FileNotReadable, InvalidFile, NewerSchema

__all__ = ["Answers", "Stored"]

#: "clgc", where SQLite keeps what made a file.
_APPLICATION: Final = 0x636C6763
_VERSION: Final = 1
_PATIENCE_S: Final = 30.0
_TABLE: Final = """
    CREATE TABLE IF NOT EXISTS answers (
        key TEXT PRIMARY KEY, service TEXT NOT NULL, method TEXT NOT NULL, query TEXT NOT NULL,
        options TEXT NOT NULL, asked TEXT NOT NULL, attribution TEXT NOT NULL,
        answer TEXT NOT NULL, made_by TEXT NOT NULL
    )
"""


@attrs.frozen(kw_only=True)
class Stored:
    """One row: a question, when it was asked, and the answer as JSON; "[]" is "not found"."""

    key: str
    service: str
    method: str
    query: str
    options: str
    asked: str
    attribution: str
    answer: str
    made_by: str


@attrs.frozen(kw_only=True)
class Answers:
    """The file with answers; made when the first one is written."""

    path: Path
    read_only: bool

    def find(self, key: str) -> Stored | None:
        """Give what is stored under a key."""
        if not self.read_only and not self.path.exists():
            return None
        with self._connection() as connection:
            row = connection.execute("SELECT * FROM answers WHERE key = ?", (key,)).fetchone()
        return None if row is None else Stored(**dict(row))

    def keep(self, row: Stored) -> None:
        """Store an answer in the place of an older one."""
        values = attrs.asdict(row)
        marks = ", ".join(f":{name}" for name in values)
        with self._connection() as connection:
            connection.execute(f"INSERT OR REPLACE INTO answers VALUES ({marks})", values)  # noqa: S608 - names of our own fields

    def attributions(self) -> tuple[str, ...]:
        """List whom the stored answers are owed to, each once."""
        if not self.path.exists():
            return ()
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT DISTINCT attribution FROM answers WHERE attribution != '' ORDER BY 1"
            ).fetchall()
        return tuple(str(row["attribution"]) for row in rows)

    def check(self) -> None:
        """Refuse a file that is no cache, early; one that is yet to be made is none to refuse."""
        if self.read_only or self.path.exists():
            with self._connection():
                pass

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._opened()
            try:
                self._prepare(connection)
                with connection:
                    yield connection
            finally:
                connection.close()
        except sqlite3.OperationalError as error:
            raise FileNotReadable(
                f"the cache {self.path} cannot be used ({error})",
                expected="a file that can be read" + ("" if self.read_only else " and written"),
                remedy="check the path, its rights and the space left on the disk"
                + ("; a study's cache must lie beside it" if self.read_only else ""),
            ) from error
        except sqlite3.DatabaseError as error:
            raise self._foreign(str(error)) from error

    def _opened(self) -> sqlite3.Connection:
        if self.read_only:
            uri = f"{self.path.absolute().as_uri()}?mode=ro"
            connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S)
        else:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=_PATIENCE_S)
        connection.row_factory = sqlite3.Row
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make the table in an empty file; refuse files of others and of later versions."""
        if self._is_ours(connection):
            return
        if self.read_only:
            raise self._foreign("nothing says that conflictlog made it")
        # Another process may be making it: who has the lock looks again.
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            if self._is_ours(connection):
                return
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables:
                raise self._foreign(f"it holds {tables} tables of another application")
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        (made_by,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if made_by == _APPLICATION and version > _VERSION:
            raise NewerSchema(
                f"the cache {self.path} has version {version}",
                expected=f"version {_VERSION} or older",
                remedy="update conflictlog, or give another path",
            )
        return bool(made_by == _APPLICATION)

    def _foreign(self, why: str) -> InvalidFile:
        return InvalidFile(
            f"{self.path} is no cache of answers: {why}",
            expected="a file that Cached has made",
            remedy="give another path; this file was left as it is",
        )
