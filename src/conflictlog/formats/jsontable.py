"""A list of JSON objects as a table: a column of text for each name."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from conflictlog.errors import InvalidFile

__all__ = ["as_columns", "as_written"]


def as_written(text: str | bytes, *, file: str, above: int = 0) -> Any:
    """Parse JSON whose numbers stay as they are written.

    Parameters
    ----------
    text
        The document, or one line of it.
    file
        Its name.
    above
        How many lines of the file stand above.

    Raises
    ------
    InvalidFile
        Where it is no JSON, with line and column, or nested too deeply.

    Examples
    --------
    >>> as_written('{"lat": 48.10, "n": 3}', file="x.json")
    {'lat': '48.10', 'n': '3'}
    """
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise InvalidFile(
            f"{file}, line {above + error.lineno}, column {error.colno}: {error.msg}",
            expected="JSON",
            remedy="perhaps the file is cut off: fetch it again",
        ) from error
    except RecursionError as error:
        raise InvalidFile(f"{file} is nested too deeply", expected="a list of objects") from error


def as_columns(items: list[Any], *, file: str, each: str) -> pl.DataFrame:
    """Give objects as columns of text, in the order in which their names first stand.

    Parameters
    ----------
    items
        What `as_written` gave.
    file
        Where they stand.
    each
        What one object is, "event".

    Raises
    ------
    InvalidFile
        Where one of them is no object.

    Examples
    --------
    >>> as_columns([{"a": "1"}, {"b": ["2"]}], file="x.json", each="event").rows()
    [('1', None), (None, '["2"]')]
    """
    odd = next((n for n, item in enumerate(items, 1) if not isinstance(item, dict)), None)
    if odd is not None:
        raise InvalidFile(
            f"{file}: entry {odd} of the list is {items[odd - 1]!r:.60}",
            expected=f"an object for each {each}",
            remedy="take it out, or fetch the file again",
        )
    names = list(dict.fromkeys(name for item in items for name in item))
    columns = {name: [_text(item.get(name)) for item in items] for name in names}
    return pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String))


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
