"""ACLED's JSON: the answer of its API, or a bare list of events, to columns of text."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, Final

import attrs

from conflictlog.errors import InvalidFile
from conflictlog.formats.acled.columns import KEY, LAYOUT
from conflictlog.formats.delimited import Table, table_of
from conflictlog.formats.encodings import decode
from conflictlog.formats.jsontable import as_columns, as_written
from conflictlog.formats.opening import check_readable
from conflictlog.formats.unpacking import unpacked

__all__ = ["is_document", "read_document"]

#: The first object of a list that stands alone or under "data".
_FIRST: Final = re.compile(r'(?:\A|"data"\s*:)\s*\[\s*\{([^{}]*)', re.IGNORECASE)


def is_document(text: str) -> bool:
    """Say whether text begins as a list of ACLED's events does, or of those it deleted."""
    start = text.lstrip()
    if not start.startswith(("{", "[")):
        return False
    found = _FIRST.search(start)
    return found is not None and f'"{KEY}"' in found[1].casefold()


def read_document(path: Path, *, encoding: str | None = None, member: str | None = None) -> Table:
    """Read events from JSON; numbers stay as they are written.

    Raises
    ------
    InvalidFile
        Where it is no JSON, an answer of the API without events, or no list of objects.
    """
    check_readable(path)
    stored = path.read_bytes()
    text = decode(unpacked(path, stored, member=member), file=path.name, encoding=encoding)
    found = _events(path.name, as_written(text.data, file=path.name))
    raw = as_columns(found, file=path.name, each="event")
    table = table_of(raw, LAYOUT, file=path.name)
    return attrs.evolve(
        table,
        sha256=hashlib.sha256(stored).hexdigest(),
        encoding=text.encoding,
        guessed=text.guessed,
    )


def _events(file: str, found: Any) -> list[Any]:
    """Give the list of events, which the API puts under "data"."""
    if isinstance(found, dict) and isinstance(found.get("data"), list):
        found = found["data"]
    elif isinstance(found, dict):
        said = found.get("error") or found.get("message") or found.get("messages")
        words = said.get("message", said) if isinstance(said, dict) else said
        raise InvalidFile(
            f"{file} holds no events" + (f": ACLED answered {words!r}" if words else ""),
            expected='a list of events, or an object with one under "data"',
            remedy="ask the API again, and look at its status",
        )
    if not isinstance(found, list) or not found:
        raise InvalidFile(
            f"{file} holds no events",
            expected="at least one event",
            remedy="look at what was asked of the API: no event fitted",
        )
    return found
