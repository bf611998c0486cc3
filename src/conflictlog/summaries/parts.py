"""Waves and their parts: which events a sum takes, so that nothing is added twice."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.kinds import taxonomy
from conflictlog.log import EventLog

__all__ = ["TAKES", "part_links", "taken", "toll_columns"]

TAKES = ("leaves", "parents")


def taken(frame: pl.DataFrame, kept: pl.Series, take: str) -> pl.Series:
    """Say which of the kept events a sum takes, by their ``part_of`` links to one another.

    Leaves have no part in the log, parents are part of nothing in it; an event without such a
    link is both.

    Raises
    ------
    InvalidValue
        Where the links run in a circle.
    """
    rows = pl.int_range(frame.height, dtype=pl.Int64, eager=True)
    table = frame.select("id", "links", row=rows).filter(kept)
    parts = part_links(table, "row").join(
        table.select("id", whole="row"), left_on="target", right_on="id"
    )
    if parts.is_empty():
        return kept
    _refuse_circles(frame["id"], parts)
    left_out = parts["whole" if take == "leaves" else "row"]
    return kept & ~rows.is_in(left_out.implode())


def part_links(table: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Give one row a ``part_of`` link: the keys of its event, and ``target``."""
    link = pl.col("links").struct.field
    return (
        table.select(*keys, "links")
        .explode("links")
        .filter(link("type") == "part_of")
        .select(*keys, link("target"))
    )


def _refuse_circles(ids: pl.Series, parts: pl.DataFrame) -> None:
    """Take away wholes that have no part left, again and again: what stays is a circle."""
    wholes: dict[int, set[int]] = defaultdict(set)
    count: dict[int, int] = defaultdict(int)
    for part, whole in parts.select("row", "whole").unique().iter_rows():
        wholes[part].add(whole)
        count[whole] += 1
    ready = [row for row in wholes if not count[row]]
    while ready:
        for whole in wholes.pop(ready.pop(), ()):
            count[whole] -= 1
            if not count[whole]:
                ready.append(whole)
    circle = sorted(ids[row] for row, number in count.items() if number)
    if circle:
        raise InvalidValue(
            f"part_of links run in a circle: {', '.join(map(repr, circle[:5]))}",
            expected="parts below wholes",
            remedy="take one of the links away",
        )


def toll_columns(log: EventLog) -> tuple[pl.Series, pl.Series]:
    """Say which events may be, and which surely are, running tolls: figures for a period."""
    kinds = log.derived["kind"]
    tree = taxonomy()
    told = {kind: tree.answers(kind, "toll") for kind in kinds.drop_nulls().unique()}
    possible, certain = (
        kinds.replace_strict(
            {kind: answer[at] for kind, answer in told.items()},
            default=False,
            return_dtype=pl.Boolean,
        )
        if told
        else pl.Series(np.zeros(len(kinds), dtype=bool))
        for at in (0, 1)
    )
    return possible, certain
