"""The copy in JSON: a list of objects, or one object a line, to columns of text."""

from __future__ import annotations

from typing import Any

import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.formats.jsontable import as_columns, as_written

__all__ = ["columns_of"]


def columns_of(data: bytes, *, file: str) -> pl.DataFrame:
    """Give the objects as columns of text; numbers stay as they are written.

    Raises
    ------
    InvalidFile
        Where it is no JSON, with the line; or no list of objects.
    """
    items = _items(data.decode(), file)
    if not items:
        raise InvalidFile(
            f"{file} holds no entry",
            expected="an object for each placemark",
            remedy="fetch it again",
        )
    return as_columns(items, file=file, each="placemark")


def _items(text: str, file: str) -> list[Any]:
    if text.lstrip().startswith("["):
        return list(as_written(text, file=file))
    return [
        as_written(line, file=file, above=above)
        for above, line in enumerate(text.splitlines())
        if line.strip()
    ]
