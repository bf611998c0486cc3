"""`log.top`: the most frequent actors, kinds, sources or areas."""

from __future__ import annotations

import numpy as np
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.summaries.asking import Ask, as_log, ask
from conflictlog.summaries.counting import cells_of
from conflictlog.summaries.periods import Stretch
from conflictlog.summaries.tables import table_of

__all__ = ["asked_top", "ranked", "ranked_cells", "top"]


def top(
    log: EventLog,
    by: str,
    n: int = 10,
    *,
    start: str = "monday",
    depth: int = 1,
    spans: str = "once",
    planned: bool = False,
) -> pl.DataFrame:
    """Give what most events certainly share: actors, kinds, sources, countries, days.

    Parameters
    ----------
    by
        One key of `counts`.
    n
        How many rows at most.
    start, depth, spans, planned
        As in `counts`.

    Returns
    -------
    polars.DataFrame
        The key, ``certain``, ``possible`` and ``reports``, how many reports the possible events
        have. Ordered by certain, then possible, then the key; what is not known is no row.

    Raises
    ------
    UnknownName
        For a key that nobody knows; the nearest is named.
    InvalidValue
        For several keys, or an n under 1.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> log = EventLog(
    ...     [Event(id="a", kind="visit"), Event(id="b", kind="visit"), Event(kind="raid")]
    ... )
    >>> top(log, "kind", 1).rows()
    [('visit', 2, 2, 0)]
    """
    question = asked_top(by, n, start=start, depth=depth, spans=spans, planned=planned)
    return ranked(ranked_cells(as_log(log, "top"), question), by, n)


def asked_top(by: object, n: object, **options: object) -> Ask:
    """Check what `top` is asked."""
    if not isinstance(by, str):
        raise InvalidValue(f"by is {by!r}", expected="one key", remedy="counts takes several")
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise InvalidValue(f"n is {n!r}", expected="a whole number from 1")
    return ask(by, **options)  # type: ignore[arg-type]  # each option is checked there


def ranked_cells(
    log: EventLog,
    question: Ask,
    *,
    stretch: Stretch | None = None,
    finer: frozenset[str] | None = None,
) -> pl.DataFrame:
    """Count the events and the reports of each cell."""
    possible = {
        "possible": np.ones(len(log), dtype=np.int64),
        "reports": log.derived["n_reports"].cast(pl.Int64).to_numpy(),
    }
    cells, _ = cells_of(log, question, zeros=False, possible=possible, stretch=stretch, finer=finer)
    return table_of(cells, question).select(*question.by, "certain", "possible", "reports")


def ranked(table: pl.DataFrame, by: str, n: int) -> pl.DataFrame:
    """Take the first ones."""
    return (
        table.drop_nulls(by).sort("certain", "possible", by, descending=[True, True, False]).head(n)
    )
