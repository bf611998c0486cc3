"""Columns to JSON text: whole columns at once, without what says nothing."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["compact", "json_text"]

# A quotation mark inside a text is escaped, so that no text can look like a key of ours.
_SILENT: Final = r'"[a-z0-9_]+":(?:null|\[\]),|,?"[a-z0-9_]+":(?:null|\[\])'


def json_text(values: pl.Series) -> pl.Series:
    """Write every value of a column as JSON.

    Examples
    --------
    >>> json_text(pl.Series([["a", "b"], None, []])).to_list()
    ['["a","b"]', 'null', '[]']
    """
    wrapped = values.alias("v").to_frame().to_struct().struct.json_encode()
    return wrapped.str.slice(5).str.head(-1)  # between {"v": and }


def compact(texts: pl.Series) -> pl.Series:
    """Leave out the keys of objects whose value is null or an empty list.

    Examples
    --------
    >>> compact(pl.Series(['{"a":1,"b":null}', '{"a":null}', '{"a":null,"b":2,"c":[]}'])).to_list()
    ['{"a":1}', '{}', '{"b":2}']
    """
    return texts.str.replace_all(_SILENT, "")
