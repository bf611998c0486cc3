"""What is wrong with rows, found by columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import attrs
import polars as pl

from conflictlog.formats.findings import Findings

if TYPE_CHECKING:
    from conflictlog.formats.building.views import View

__all__ = ["Check", "note_faults"]


@attrs.frozen(kw_only=True)
class Check:
    """One thing that may be wrong with a row.

    Parameters
    ----------
    column
        The column that holds the fault.
    where
        True for the rows that have it.
    problem, hint
        What is wrong and how to mend it, as text or as text by row.
    value
        What to show, where that is more than the one cell.
    outcome
        Whether the row still becomes an event.
    """

    column: str
    where: pl.Expr
    problem: str | pl.Expr
    hint: str | pl.Expr = ""
    value: pl.Expr | None = None
    outcome: Literal["kept", "rejected"] = "kept"

    def shown(self) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
        """Give what is said of a row that has the fault: value, problem and hint."""
        value = pl.col(self.column) if self.value is None else self.value
        return value, _by_row(self.problem), _by_row(self.hint)

    def looks(self) -> Iterator[pl.Expr]:
        """Give everything that is worked out of rows."""
        yield self.where
        yield from self.shown()


def note_faults(
    checks: Iterable[tuple[Check, View]],
    numbers: pl.Series,
    written: Mapping[str, str],
    findings: Findings,
) -> pl.Series | None:
    """Note the faults in the order of the rows, and say which rows can be kept; None: all.

    Parameters
    ----------
    checks
        What may be wrong, each with the view in which it is looked for.
    numbers
        The number of each row of the table.
    written
        How the file itself calls its columns.
    findings
        Takes the faults.
    """
    listed = list(checks)
    hits = _hits(listed)
    found: list[pl.DataFrame] = []
    rejected: pl.Series | None = None
    for n, (check, view) in enumerate(listed):
        hit = hits[n]
        if not hit.any():
            continue
        has = hit if view.nth is None else hit.gather(view.nth)
        found.append(_noted(check, view, hit, has, numbers, written))
        if check.outcome == "rejected":
            rejected = has if rejected is None else rejected | has
    if found:
        # One code may serve two fields: what is wrong with it is said once.
        same = ["row", "_column", "value", "problem"]
        faults = pl.concat(found).sort("row", maintain_order=True)
        findings.add_all(faults.unique(same, keep="first", maintain_order=True).drop("_column"))
    return None if rejected is None else ~rejected


def _hits(listed: list[tuple[Check, View]]) -> list[pl.Series]:
    """Look for the faults of each view at once."""
    by_view: dict[int, list[int]] = {}
    for n, (_, view) in enumerate(listed):
        by_view.setdefault(id(view), []).append(n)
    found: dict[int, pl.Series] = {}
    for members in by_view.values():
        wheres = [
            listed[n][0].where.fill_null(value=False).cast(pl.Boolean).alias(str(n))
            for n in members
        ]
        rows = listed[members[0]][1].rows
        # A check of no column is one value, which says the same of every row.
        hits = rows.lazy().with_columns(wheres).select(map(str, members)).collect()
        found.update(zip(members, hits.iter_columns(), strict=True))
    return [found[n] for n in range(len(listed))]


def _noted(
    check: Check,
    view: View,
    hit: pl.Series,
    has: pl.Series,
    numbers: pl.Series,
    written: Mapping[str, str],
) -> pl.DataFrame:
    """Give the rows of the table that have a fault, with what is said of it."""
    value, problem, hint = check.shown()
    # In one piece: see `build`.
    rows = view.rows.filter(hit).rechunk()
    said = rows.select(
        pl.lit(check.column).alias("_column"),
        pl.lit(written.get(check.column, check.column)).alias("column"),
        value.cast(pl.String).alias("value"),
        problem.alias("problem"),
        hint.alias("hint"),
        pl.lit(check.outcome).alias("outcome"),
    )
    if said.height < rows.height:
        said = said[[0] * rows.height]
    if view.nth is not None:
        nth_fault = (hit.cum_sum() - 1).gather(view.nth.filter(has))
        said = said[nth_fault]
    return said.insert_column(0, numbers.filter(has).rename("row"))


def _by_row(words: str | pl.Expr) -> pl.Expr:
    return pl.lit(words) if isinstance(words, str) else words
