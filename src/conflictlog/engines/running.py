"""Run a query on columns: cheap parts first, each on the rows that the last one left."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.engines.columns import Columns, Rows
from conflictlog.engines.compiling import compiled
from conflictlog.engines.part import Part
from conflictlog.query import And, Not, Or, Query, Question

__all__ = ["answer_columns", "open_rows", "possible_rows"]

Mask = NDArray[np.bool_]
Halves = tuple[Mask, Mask]
# With so few rows left, both halves of an answer cost hardly more than one.
_FEW = 50_000


def answer_columns(query: Query, columns: Columns, rows: Rows | None = None) -> Halves:
    """Answer for some rows, or for all: what is possible, and what is certain.

    Examples
    --------
    >>> from conflictlog.log import EventLog
    >>> from conflictlog.event import Event
    >>> from conflictlog.predicates import on
    >>> log = EventLog([Event(id="a", when="2022-12"), Event(id="b", when="2023")])
    >>> answer_columns(on("2022-12-19"), Columns(log.frame, log.derived))
    (array([ True, False]), array([False, False]))
    """
    match query:
        case Question():
            maybe, surely = _answers(compiled(query), columns, rows, halves=("possible", "certain"))
            return maybe, surely
        case Not():
            possible, certain = answer_columns(query.part, columns, rows)
            return ~certain, ~possible
        case And():
            return _all_of(query, columns, rows)
        case Or():
            return _any_of(query, columns, rows)
    raise TypeError(f"no question: {type(query).__name__}")


def possible_rows(query: Query, columns: Columns, rows: Rows | None = None) -> Rows:
    """Find the rows for which the answer is not no, in ascending order."""
    match query:
        case And():
            for part in by_cost(query.parts):
                rows = possible_rows(part, columns, rows)
            return _all_rows(columns) if rows is None else rows
        case Or():
            rest = _all_rows(columns) if rows is None else rows
            found = []
            for part in by_cost(query.parts):
                found.append(possible_rows(part, columns, rest))
                rest = np.setdiff1d(rest, found[-1], assume_unique=True)
            return np.sort(np.concatenate(found))
        case Not():
            (certain,) = _answers(compiled(query.part), columns, rows, halves=("certain",))
            mask = ~certain
        case Question():
            (mask,) = _answers(compiled(query), columns, rows, halves=("possible",))
        case _:
            raise TypeError(f"no question: {type(query).__name__}")
    found_at = np.flatnonzero(mask).astype(np.uint32)
    return found_at if rows is None else rows[found_at]


def open_rows(query: Query, columns: Columns) -> tuple[Rows, list[tuple[Query, Mask]]]:
    """Find the possible rows; and for each part of an ``&``, which of them it leaves open."""
    parts = query.parts if isinstance(query, And) else (query,)
    rows: Rows | None = None
    certain: dict[Query, Mask] = {}
    for part in by_cost(parts):
        if rows is None or len(rows) > _FEW:
            rows = possible_rows(part, columns, rows)
            continue
        maybe, surely = answer_columns(part, columns, rows)
        rows = rows[maybe]
        certain = {each: mask[maybe] for each, mask in certain.items()}
        certain[part] = surely[maybe]
    left = _all_rows(columns) if rows is None else rows
    for part in parts:
        if part not in certain:
            certain[part] = answer_columns(part, columns, left)[1]
    return left, [(part, ~certain[part]) for part in parts]


def _all_rows(columns: Columns) -> Rows:
    return np.arange(columns.height, dtype=np.uint32)


def by_cost(parts: tuple[Query, ...]) -> list[Query]:
    """Order parts by what they cost a row."""
    return sorted(parts, key=_cost)


def _cost(query: Query) -> int:
    match query:
        case Question():
            return compiled(query).cost
        case Not():
            return compiled(query.part).cost
        case And() | Or():
            return sum(_cost(part) for part in query.parts)
    raise TypeError(f"no question: {type(query).__name__}")


def _all_of(query: And, columns: Columns, rows: Rows | None) -> Halves:
    here = _all_rows(columns) if rows is None else rows
    possible, certain = np.ones(len(here), bool), np.ones(len(here), bool)
    alive = np.arange(len(here))
    for part in by_cost(query.parts):
        maybe, surely = answer_columns(part, columns, here[alive])
        possible[alive] = maybe
        certain[alive] &= surely
        alive = alive[maybe]
    return possible, certain & possible


def _any_of(query: Or, columns: Columns, rows: Rows | None) -> Halves:
    here = _all_rows(columns) if rows is None else rows
    possible, certain = np.zeros(len(here), bool), np.zeros(len(here), bool)
    alive = np.arange(len(here))
    for part in by_cost(query.parts):
        maybe, surely = answer_columns(part, columns, here[alive])
        possible[alive] |= maybe
        certain[alive] = surely
        alive = alive[~surely]
    return possible, certain


def _answers(
    part: Part, columns: Columns, rows: Rows | None, *, halves: tuple[str, ...]
) -> tuple[Mask, ...]:
    """Answer a single question: one mask for each half that is asked for."""
    wanted = [getattr(part, half) for half in halves]
    if part.over == "event":
        return _masks(columns.events(part.needs, rows), wanted, columns, rows)
    if part.over == "place" and columns.has(part.needs):
        return _of_places(part, wanted, halves, columns, rows)
    height = columns.height if rows is None else len(rows)
    return _of_items(part, wanted, halves, columns.items(part.over, part.needs, rows), height)


def _masks(
    table: pl.DataFrame, wanted: list[pl.Expr], columns: Columns, rows: Rows | None
) -> tuple[Mask, ...]:
    height = columns.height if rows is None else len(rows)
    return _evaluated(table, wanted, height)


def _evaluated(table: pl.DataFrame, wanted: list[pl.Expr], height: int) -> tuple[Mask, ...]:
    """Evaluate one or two expressions; where both halves are one, once."""
    once = wanted[:1] if wanted[-1] is wanted[0] else wanted
    found = table.select(each.alias(str(place)) for place, each in enumerate(once))
    masks = tuple(np.broadcast_to(each.to_numpy(), height) for each in found)
    return masks if len(once) == len(wanted) else masks * 2


def _of_places(
    part: Part,
    wanted: list[pl.Expr],
    halves: tuple[str, ...],
    columns: Columns,
    rows: Rows | None,
) -> tuple[Mask, ...]:
    """Answer about places: by flat columns, and by the places themselves where there are several.

    Around several places there is one cap: what it excludes is no place of theirs.
    """
    relevant = pl.lit(value=True) if part.relevant is None else part.relevant
    unknown = dict(zip(("possible", "certain"), part.missing, strict=True))
    single = [
        pl.when(relevant.fill_null(value=False)).then(each).otherwise(unknown[half])
        for half, each in zip(halves, wanted, strict=True)
    ]
    names = dict.fromkeys((*part.needs, "n_places"))
    table = columns.events(names, rows)
    found = _masks(table, single, columns, rows)
    several = np.flatnonzero((table["n_places"] > 1).to_numpy()).astype(np.uint32)
    if not len(several):
        return found
    found = tuple(np.array(mask) for mask in found)
    here = several if rows is None else rows[several]
    walked = _of_items(part, wanted, halves, columns.items("place", part.needs, here), len(here))
    for mask, answer in zip(found, walked, strict=True):
        mask[several] = answer
    return found


def _of_items(
    part: Part,
    wanted: list[pl.Expr],
    halves: tuple[str, ...],
    items: pl.DataFrame,
    height: int,
) -> tuple[Mask, ...]:
    """Answer item by item, then event by event."""
    if part.relevant is not None:
        items = items.filter(part.relevant)
    at = items["row"].to_numpy()
    present = np.zeros(height, bool)
    present[at] = True
    unknown = dict(zip(("possible", "certain"), part.missing, strict=True))
    found = []
    for half, fits in zip(halves, _evaluated(items, wanted, len(at)), strict=True):
        mask = np.zeros(height, bool)
        if part.every and half == "certain":
            mask[at] = True
            mask[at[~fits]] = False
        else:
            mask[at[fits]] = True
        mask[~present] = unknown[half]
        found.append(mask)
    return tuple(found)
