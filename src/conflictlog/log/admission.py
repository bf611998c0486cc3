"""What a frame must be to become a log."""

from __future__ import annotations

import polars as pl

from conflictlog.errors import InvalidValue, nearest_hint
from conflictlog.schema import SCHEMA

__all__ = ["check_frame"]


def check_frame(frame: pl.DataFrame) -> None:
    """Refuse a frame without the schema's columns and types, or whose ids do not tell apart."""
    schema = frame.schema  # made anew at each asking
    for name, dtype in SCHEMA.items():
        if name not in schema:
            raise InvalidValue(
                f"the frame has no column {name!r}",
                expected=f"the columns {', '.join(SCHEMA)}",
                remedy=nearest_hint(name, schema),
            )
        if schema[name] != dtype:
            raise InvalidValue(f"column {name!r} has the type {schema[name]}", expected=str(dtype))
    if frame["id"].null_count():
        raise InvalidValue("an id is missing", expected="text in every row of the column 'id'")
    if frame["id"].n_unique() != frame.height:
        twins = frame["id"].filter(frame["id"].is_duplicated())
        raise InvalidValue(f"id {twins[0]!r} occurs twice", expected="each id once")
