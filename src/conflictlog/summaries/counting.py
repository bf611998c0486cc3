"""`log.counts`: how many events are certainly, and how many possibly, in each cell."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from conflictlog.log import EventLog
from conflictlog.summaries.asking import Ask, Spans, as_log, ask, truth
from conflictlog.summaries.coverage import stated_coverages
from conflictlog.summaries.memberships import memberships, period_bounds, realised
from conflictlog.summaries.periods import Stretch, stretch_of
from conflictlog.summaries.tables import Cells, Numbers, table_of

__all__ = ["cells_of", "counts"]


def counts(
    log: EventLog,
    *,
    by: str | Iterable[str] = "month",
    start: str = "monday",
    depth: int = 1,
    spans: Spans = "once",
    window: object = None,
    planned: bool = False,
    zeros: bool = True,
) -> pl.DataFrame:
    """Count events by period, kind, country, actor and more: certain and possible.

    Parameters
    ----------
    by
        A key or several: "day", "week", "month", "year" (one of these), "kind", "country",
        "admin1", "actor", "source", "status", "phase". None counts all together.
    start
        The day on which weeks begin: "monday", "saturday", "sunday".
    depth
        How fine kinds are: 1 for families such as "strike", 2 for "strike/drone". An event coded
        coarser has a cell of its own and is possible in each finer one that the log holds.
    spans
        "once": an event counts on the first day that it certainly touches; where it touches none
        for certain, it is possible on each on which it may have begun. "begins": on the day of
        its start. "spread": on every day that it touches.
    window
        What `When` reads, "2022-12" or a pair of days: the periods of the table. Left out,
        those from the first to the last known day of the events.
    planned
        Whether planned and cancelled events count.
    zeros
        Whether periods that the log's data sets cover have a row of 0 where nothing happened.
        What no data set covers has no such row: there a missing event is no zero.

    Returns
    -------
    polars.DataFrame
        The keys, ``certain``, ``possible`` (the certain ones among them) and, by period,
        ``covered``: whether the data sets cover all of the period, null where none states its
        coverage. A period is the date of its first day. Sorted by key; null, last, stands for
        what is not known: undated, without a country, without an actor.

    Raises
    ------
    UnknownName
        For a key that nobody knows; the nearest is named.
    InvalidValue
        For two periods, a depth under 1, a window without ends, too many rows.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> log = EventLog(
    ...     [Event(kind="visit", when="2022-12-19"), Event(kind="strike", when="2022-12")]
    ... )
    >>> counts(log, by="day", window=("2022-12-18", "2022-12-20")).rows()[1]
    (datetime.date(2022, 12, 19), 1, 2, None)
    >>> counts(log, by="kind").rows()
    [('strike', 1, 1), ('visit', 1, 1)]
    """
    question = ask(by, start=start, depth=depth, spans=spans, planned=planned)
    cells, _ = cells_of(as_log(log, "counts"), question, window=window, zeros=zeros)
    return table_of(cells, question)


def cells_of(
    log: EventLog,
    question: Ask,
    *,
    window: object = None,
    zeros: bool = True,
    kept: pl.Series | None = None,
    stretch: Stretch | None = None,
    possible: dict[str, Numbers] | None = None,
    certain: dict[str, Numbers] | None = None,
    combos: pl.DataFrame | None = None,
    finer: frozenset[str] | None = None,
) -> tuple[Cells, pl.Series]:
    """Lay out what a table sums up, and say which events count; see `Cells`."""
    truth("zeros", zeros)
    kept = realised(log, planned=question.planned) if kept is None else kept
    ones = np.ones(len(log), dtype=np.int64)
    bounds = dated = None
    if question.period is None:
        if window is not None:  # checked, though a table without periods has no use for it
            stretch_of(ones, window, "day", question.start)
    else:
        bounds, dated = period_bounds(log, question)
        stretch = stretch or _stretch(log, kept, question, window)
    cells = Cells(
        members=memberships(log, kept, question, finer),
        possible={"possible": ones} if possible is None else possible,
        certain={"certain": ones} if certain is None else certain,
        bounds=bounds,
        dated=dated,
        stretch=stretch,
        coverages=stated_coverages(log),
        zeros=zeros,
        combos=combos,
    )
    return cells, kept


def _stretch(log: EventLog, kept: pl.Series, question: Ask, window: object) -> Stretch:
    from conflictlog.summaries.memberships import day_bounds

    chosen = kept.to_numpy()
    known = np.concatenate([bound[chosen] for bound in day_bounds(log, question.spans)])
    return stretch_of(known, window, question.period or "day", question.start)
