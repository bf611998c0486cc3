"""The copy in JSON: a list of objects, or one object a line, to columns of text."""

from __future__ import annotations

import json
from typing import Any, Final

import polars as pl

from conflictlog.errors import InvalidFile

__all__ = ["columns_of"]

_BUT_ONE: Final = "an object for each placemark"


def columns_of(data: bytes, *, file: str) -> pl.DataFrame:
    """Give the objects as columns of text; numbers stay as they are written.

    Raises
    ------
    InvalidFile
        Where it is no JSON, with the line; or no list of objects.
    """
    items = _items(data.decode(), file)
    odd = next((n for n, item in enumerate(items, 1) if not isinstance(item, dict)), None)
    if odd is not None or not items:
        seen = f"entry {odd} is {items[odd - 1]!r:.60}" if odd is not None else "holds no entry"
        raise InvalidFile(f"{file}: {seen}", expected=_BUT_ONE, remedy="fetch it again")
    names = list(dict.fromkeys(name for item in items for name in item))
    columns = {name: [_text(item.get(name)) for item in items] for name in names}
    return pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String))


def _items(text: str, file: str) -> list[Any]:
    if text.lstrip().startswith("["):
        found = _loaded(text, 0, file)
        return list(found)
    lines = enumerate(text.splitlines())
    return [_loaded(line, above, file) for above, line in lines if line.strip()]


def _loaded(text: str, above: int, file: str) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise InvalidFile(
            f"{file}, line {above + error.lineno}, column {error.colno}: {error.msg}",
            expected="JSON",
            remedy="perhaps the file is cut off: fetch it again",
        ) from error
    except RecursionError as error:
        raise InvalidFile(f"{file} is nested too deeply", expected=_BUT_ONE) from error


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
