"""What is wrong with rows, found by columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import attrs
import polars as pl

from conflictlog.formats.findings import Findings

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


def note_faults(
    rows: pl.DataFrame, checks: Iterable[Check], written: Mapping[str, str], findings: Findings
) -> pl.DataFrame:
    """Note the faults in the order of the rows, and give the rows that can be kept."""
    listed = list(checks)
    hits = rows.select(
        check.where.fill_null(value=False).alias(str(n)) for n, check in enumerate(listed)
    )
    found: list[tuple[int, int, str | None, str, str]] = []
    for n, check in enumerate(listed):
        if not hits[str(n)].any():
            continue
        # In one piece: Polars 2.1 panics in texts put together of columns cut differently.
        part = (
            rows.filter(hits[str(n)])
            .rechunk()
            .select(
                "row",
                pl.lit(n).alias("n"),
                (pl.col(check.column) if check.value is None else check.value).alias("value"),
                _by_row(check.problem).alias("problem"),
                _by_row(check.hint).alias("hint"),
            )
        )
        found += part.rows()
    seen: set[tuple[int, str, str | None, str]] = set()
    for row, n, value, problem, hint in sorted(found, key=lambda item: item[:2]):
        check = listed[n]
        # One code may serve two fields: what is wrong with it is said once.
        same = (row, check.column, value, problem)
        if same in seen:
            continue
        seen.add(same)
        findings.add(
            row,
            problem,
            column=written.get(check.column, check.column),
            value=value,
            hint=hint,
            outcome=check.outcome,
        )
    rejecting = [str(n) for n, check in enumerate(listed) if check.outcome == "rejected"]
    if not rejecting:
        return rows
    return rows.filter(~hits.select(pl.any_horizontal(rejecting)).to_series())


def _by_row(words: str | pl.Expr) -> pl.Expr:
    return pl.lit(words) if isinstance(words, str) else words
