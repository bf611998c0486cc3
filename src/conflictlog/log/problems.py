"""What a reader met on its way: row, column, value, problem, hint, and what became of the row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import attrs
import polars as pl

__all__ = ["PROBLEM_SCHEMA", "Problem", "problem_frame"]

PROBLEM_SCHEMA = pl.Schema(
    {
        "file": pl.String(),
        "row": pl.Int64(),
        "column": pl.String(),
        "value": pl.String(),
        "problem": pl.String(),
        "hint": pl.String(),
        "outcome": pl.String(),
    }
)


@attrs.frozen(kw_only=True)
class Problem:
    """One thing that is wrong with one row of a file.

    Parameters
    ----------
    file
        Name of the file.
    row
        Number of the data row, from 1, or the row's own number in a spreadsheet, where the
        header is row 1; 0 for the file as a whole.
    column, value
        Where it stands and what stands there, as text.
    problem, hint
        What is wrong, and how to mend it.
    outcome
        "kept" where the row still became an event, "rejected" where it did not.
    """

    file: str | None = None
    row: int = 0
    column: str | None = None
    value: str | None = None
    problem: str
    hint: str = ""
    outcome: Literal["kept", "rejected"] = "kept"


def problem_frame(problems: Iterable[Problem] = ()) -> pl.DataFrame:
    """Lay problems out in columns."""
    return pl.DataFrame([attrs.asdict(item) for item in problems], schema=PROBLEM_SCHEMA)
