"""What a query asks of an event's flat columns, for files to leave out what cannot answer it.

The conditions are necessary, never more: what they keep is asked again.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Callable

import polars as pl

from conflictlog.engines import compiled
from conflictlog.formats.geoparquet.kept import DAYS
from conflictlog.query import (
    And,
    ConfidenceIs,
    DayRange,
    IdIn,
    NearPoint,
    Not,
    Or,
    PhaseIn,
    Query,
    Question,
    StatusIn,
    TimeRange,
)
from conflictlog.schema import SCHEMA
from conflictlog.weighing_columns import DERIVED

__all__ = ["in_days", "narrowed", "needs_lists"]

Both = Callable[[pl.Expr, pl.Expr], pl.Expr]

#: Asked by expressions alone: no Python runs while a file is read.
_PLAIN = (ConfidenceIs, DayRange, IdIn, PhaseIn, StatusIn, TimeRange)
_EPOCH = dt.date(1970, 1, 1)


def in_days(query: Query) -> pl.Expr | None:
    """Give a condition on the date columns that whole row groups can be judged by; or None."""
    match query:
        case DayRange():
            first, last = (pl.col(DAYS[name]) for name in ("day_start_first", "day_end_last"))
            found = []
            if query.last is not None:
                found.append((first <= _date(query.last)) | first.is_null())
            if query.first is not None:
                found.append((last >= _date(query.first)) | last.is_null())
            return functools.reduce(operator.and_, found) if found else None
        case And():
            return _some(map(in_days, query.parts), operator.and_)
        case Or():
            return _every([in_days(part) for part in query.parts], operator.or_)
    return None


def _date(day: int) -> dt.date:
    return _EPOCH + dt.timedelta(days=day)


def narrowed(query: Query) -> pl.Expr | None:
    """Give a condition on derived columns that every possible event fulfils; or None."""
    match query:
        case Question():
            return _asked(query, opposite=False)
        case Not():
            return _asked(query.part, opposite=True)
        case And():
            return _some(map(narrowed, query.parts), operator.and_)
        case Or():
            return _every([narrowed(part) for part in query.parts], operator.or_)
    return None


def _asked(question: Query, *, opposite: bool) -> pl.Expr | None:
    if isinstance(question, _PLAIN):
        part = compiled(question)
        return ~part.certain if opposite else part.possible
    if isinstance(question, NearPoint):
        part = compiled(question)
        relevant = pl.lit(value=True) if part.relevant is None else part.relevant
        maybe, surely = part.missing
        asked = pl.when(relevant.fill_null(value=False))
        told = (
            ~asked.then(part.certain).otherwise(surely)
            if opposite
            else asked.then(part.possible).otherwise(maybe)
        )
        return told | (pl.col("n_places") > 1)
    return None


def _some(parts: map[pl.Expr | None], join: Both) -> pl.Expr | None:
    found = [part for part in parts if part is not None]
    return functools.reduce(join, found) if found else None


def _every(parts: list[pl.Expr | None], join: Both) -> pl.Expr | None:
    found = [part for part in parts if part is not None]
    return functools.reduce(join, found) if len(found) == len(parts) else None


def needs_lists(query: Query) -> bool:
    """Say whether a query looks into nested columns of more than a few events."""
    match query:
        case Question():
            part = compiled(query)
            if part.over == "place":
                return not {*part.needs} <= {*DERIVED, *SCHEMA}
            return part.over != "event"
        case Not():
            return needs_lists(query.part)
        case And() | Or():
            return any(map(needs_lists, query.parts))
    return True
