"""Summaries of a log that comes in batches: the same numbers as of the log in one piece.

A first look over all batches finds what cells hang on (the first and the last day, how finely
kinds are coded, which events are parts of others); then each batch is summed up by itself, and
the sums are added.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import attrs
import numpy as np
import polars as pl

from conflictlog.log import EventLog
from conflictlog.registry import shipped_registry
from conflictlog.schema import SCHEMA
from conflictlog.summaries.asking import Ask, ask
from conflictlog.summaries.counting import cells_of
from conflictlog.summaries.kindcells import finer_cells
from conflictlog.summaries.memberships import day_bounds, outlet_names, realised
from conflictlog.summaries.numbers import check_count, numbers_of, one_unit
from conflictlog.summaries.parts import part_links, taken
from conflictlog.summaries.periods import OPEN, Stretch, stretch_of
from conflictlog.summaries.ranking import asked_top, ranked, ranked_cells
from conflictlog.summaries.summing import added, asked_sums, shown_sums, summed_cells
from conflictlog.summaries.tables import table_of

__all__ = ["SUMMED", "Batches", "counts_of", "sums_of", "top_of"]

#: The derived columns that summaries look at.
SUMMED = (
    *("kind", "phase", "status", "n_reports", "precision"),
    *("day_start_first", "day_start_last", "day_end_first", "day_end_last"),
)
#: Key -> the stored columns that it looks at.
_STORED = {
    "country": ("places", "actors", "reports"),
    "admin1": ("places", "actors", "reports"),
    "actor": ("actors", "reports"),
    "source": ("reports",),
}


@attrs.frozen
class Batches:
    """A log in pieces.

    Parameters
    ----------
    read
        Gives the pieces, with some of the stored columns and the derived ones of `SUMMED`.
    empty
        A log without events, of the same data sets.
    """

    read: Callable[[Collection[str]], Iterator[EventLog]]
    empty: EventLog

    def all(self, needs: Collection[str]) -> Iterator[EventLog]:
        """Give the pieces, the empty one first: so there always is one."""
        yield self.empty
        yield from self.read(needs)


def counts_of(
    batches: Batches, *, by: object = "month", window: object = None, zeros: bool = True, **how: Any
) -> pl.DataFrame:
    """Count events as `counts` does."""
    question = ask(by, **how)
    known = _survey(batches, question, window)
    return _added(
        (
            table_of(cells_of(log, question, window=window, zeros=zeros, **known)[0], question)
            for log in batches.all(_needs(question))
        ),
        question,
    )


def top_of(batches: Batches, by: str, n: int = 10, **how: Any) -> pl.DataFrame:
    """Give the most frequent values as `top` does."""
    question = asked_top(by, n, **how)
    known = _survey(batches, question, None)
    tables = (ranked_cells(log, question, **known) for log in batches.all(_needs(question)))
    return ranked(_added(tables, question), by, n)


def sums_of(
    batches: Batches,
    name: str,
    *,
    by: object = None,
    take: str = "leaves",
    scope: str = "",
    unit: str | None = None,
    window: object = None,
    zeros: bool = True,
    **how: Any,
) -> pl.DataFrame:
    """Add up a count as `sums` does."""
    question = asked_sums(by, take, scope=scope, unit=unit, **how)
    name = check_count(batches.all(("reports",)), name)
    known = _survey(batches, question, window)
    left_out = _left_out(batches, question, take)
    units: set[str] = set()

    def tables() -> Iterator[pl.DataFrame]:
        for log in batches.all(tuple(SCHEMA)):  # the best of several numbers is told by objects
            kept = added(log, question) & ~log.frame["id"].is_in(left_out.implode())
            numbers = numbers_of(log, name, scope=scope)
            numbers = numbers.filter(kept.gather(numbers["row"]))
            units.update(numbers["unit"].drop_nulls())
            if unit is not None:
                numbers = numbers.filter(pl.col("unit").fill_null(unit) == unit)
            yield summed_cells(log, question, kept, numbers, window=window, zeros=zeros, **known)

    table = _added(tables(), question)
    one_unit(pl.DataFrame({"unit": pl.Series(sorted(units), dtype=pl.String)}), name, unit)
    return shown_sums(table, question)


def _needs(question: Ask) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for key in question.by for name in _STORED.get(key, ())))


def _survey(batches: Batches, question: Ask, window: object) -> dict[str, Any]:
    """Find what the cells of one batch hang on in the others."""
    ends: list[int] = []
    kinds: set[str | None] = set()
    for log in batches.all(()) if question.period or "kind" in question.by else ():
        kinds.update(log.derived["kind"].unique())
        if question.period is None or window is not None:
            continue
        kept = realised(log, planned=question.planned).to_numpy()
        for bound in day_bounds(log, question.spans):
            days = bound[kept]
            days = days[abs(days) < OPEN]
            ends += [int(days.min()), int(days.max())] if days.size else []
    stretch: Stretch | None = None
    if question.period is not None:
        bounds = np.array(ends, dtype=np.int64)
        stretch = stretch_of(bounds, window, question.period, question.start)
    return {"stretch": stretch, "finer": finer_cells(kinds, question.depth)}


def _left_out(batches: Batches, question: Ask, take: str) -> pl.Series:
    """Give the ids of the events that a sum leaves out, for others are their parts or wholes."""
    links = pl.concat(
        part_links(log.frame.filter(added(log, question)), "id")
        for log in batches.all(("id", "links"))
    )
    ids = pl.Series("id", [], dtype=pl.String)
    if links.is_empty():
        return ids
    named = pl.concat([links["id"], links["target"]]).unique()
    there = pl.concat(
        log.frame.filter(added(log, question) & log.frame["id"].is_in(named.implode())).select(
            "id", "links"
        )
        for log in batches.all(("id", "links"))
    )
    whole = pl.repeat(value=True, n=there.height, eager=True)
    return there["id"].filter(~taken(there, whole, take))


def _added(tables: Iterable[pl.DataFrame], question: Ask) -> pl.DataFrame:
    """Add tables up, cell by cell; a batch names an outlet by the first spelling that it met."""
    keys = list(question.by)
    total: pl.DataFrame | None = None
    waiting: list[pl.DataFrame] = []
    for table in tables:
        waiting.append(table)
        if sum(each.height for each in waiting) > 1_000_000:
            waiting = [_merged(waiting, keys)]
    total = _merged(waiting, keys)
    if "source" in keys:
        names = outlet_names(total["source"].drop_nulls().unique(), shipped_registry())
        same = pl.col("source").replace_strict(names, default=None, return_dtype=pl.String)
        total = _merged([total.with_columns(same)], keys)
    return total.sort(keys, nulls_last=True) if keys else total


def _merged(tables: list[pl.DataFrame], keys: list[str]) -> pl.DataFrame:
    table = pl.concat(tables, how="vertical_relaxed")
    sums = [
        pl.col(name).first() if name == "covered" else pl.col(name).sum()
        for name in table.columns
        if name not in keys
    ]
    return table.group_by(keys).agg(sums) if keys else table.select(sums)
