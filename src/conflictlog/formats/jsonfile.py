"""A file that is one JSON document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conflictlog.errors import InvalidFile
from conflictlog.formats.opening import not_utf8
from conflictlog.formats.progress import stage
from conflictlog.formats.unpacking import unpacked

__all__ = ["plain_text", "read_json", "read_text"]


def read_json(path: Path) -> Any:
    """Read a whole file as JSON, packed or not.

    Raises
    ------
    InvalidFile
        Where it is no JSON in UTF-8; names line and column.
    """
    text = read_text(path)
    stage("parsing")
    try:
        return json.loads(text, parse_constant=_refused)
    except json.JSONDecodeError as error:
        raise InvalidFile(
            f"{path.name}, line {error.lineno}, column {error.colno}: {error.msg}",
            expected="JSON",
            remedy="perhaps the file is cut off: fetch it again",
        ) from error
    except (ValueError, RecursionError) as error:
        raise InvalidFile(f"{path.name} is no JSON: {error}", expected="JSON") from error


def read_text(path: Path) -> str:
    """Read a whole file as text in UTF-8, packed or not.

    Raises
    ------
    InvalidFile
        Where it is damaged, or not in UTF-8; names the line.
    """
    data = unpacked(path, path.read_bytes())
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8(path, data, error) from error


def _refused(word: str) -> object:
    raise ValueError(f"{word} is no number of JSON")


def plain_text(value: object) -> str | None:
    """Give text or a number as text; None where nothing is said, or an object.

    Examples
    --------
    >>> plain_text(" Kyiv "), plain_text(12), plain_text(12.0), plain_text("  "), plain_text({})
    ('Kyiv', '12', '12', None, None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None
