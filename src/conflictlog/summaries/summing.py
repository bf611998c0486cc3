"""`log.sums`: estimates added up, low, best and high, each event once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.summaries.asking import Ask, as_log, ask, named_one_of
from conflictlog.summaries.counting import cells_of
from conflictlog.summaries.memberships import realised
from conflictlog.summaries.numbers import check_count, numbers_of, one_unit
from conflictlog.summaries.parts import TAKES, taken, toll_columns
from conflictlog.summaries.periods import Stretch
from conflictlog.summaries.tables import Numbers, table_of

__all__ = ["added", "asked_sums", "shown_sums", "summed_cells", "sums"]

_DIGITS = 9


def sums(
    log: EventLog,
    name: str,
    *,
    by: str | Iterable[str] | None = None,
    take: str = "leaves",
    scope: str = "",
    unit: str | None = None,
    start: str = "monday",
    depth: int = 1,
    spans: str = "once",
    window: object = None,
    planned: bool = False,
    zeros: bool = True,
) -> pl.DataFrame:
    """Add up what events give of a count: killed, downed, displaced...

    A running toll (kind `toll`) is never added, nor are a wave and its parts both.

    Parameters
    ----------
    name
        The count.
    by
        As in `counts`; left out, one sum of all.
    take
        Of events linked by ``part_of``: "leaves", the smallest parts, or "parents", the wholes.
    scope
        Only numbers for this part, "Kyiv"; left out, those for the event as a whole.
    unit
        Only numbers of this unit, where events count in several.
    start, depth, window, planned, zeros
        As in `counts`.
    spans
        "once" or "begins", as in `counts`: a number is never spread over days.

    Returns
    -------
    polars.DataFrame
        The keys; ``low`` and ``best``, summed over the events that are certainly in the cell;
        ``high``, over all that may be; ``events``, how many may be, ``unstated``, how many of
        them give no number, ``open``, how many give one but no best or no upper bound. Best or
        high is null where an event that counts for it leaves it open; all three are null where
        no event gives a number. By period also ``covered``.

    Raises
    ------
    UnknownName
        For a count, a key or a unit that nobody knows; the nearest is named.
    InvalidValue
        Where events count in several units and none is asked for, or links run in a circle.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> from conflictlog.report import Estimate, Report
    >>> def told(estimate):
    ...     return [Report(source="AFP", estimates={"killed": estimate})]
    >>> log = EventLog(
    ...     [
    ...         Event(id="a", reports=told(Estimate(5, low=3, high=8))),
    ...         Event(id="b", reports=told(2)),
    ...         Event(id="c"),
    ...     ]
    ... )
    >>> sums(log, "killed").row(0, named=True)
    {'low': 5.0, 'best': 7.0, 'high': 10.0, 'events': 3, 'unstated': 1, 'open': 0}
    """
    log = as_log(log, "sums")
    question = asked_sums(
        by,
        take,
        scope=scope,
        unit=unit,
        start=start,
        depth=depth,
        spans=spans,
        planned=planned,
    )
    name = check_count([log], name)
    kept = taken(log.frame, added(log, question), take)
    numbers = numbers_of(log, name, scope=scope)
    numbers = one_unit(numbers.filter(kept.gather(numbers["row"])), name, unit)
    return shown_sums(
        summed_cells(log, question, kept, numbers, window=window, zeros=zeros), question
    )


def asked_sums(by: object, take: object, *, scope: object, unit: object, **options: object) -> Ask:
    """Check what `sums` is asked."""
    question = ask(by, allowed=("once", "begins"), **options)
    named_one_of("take", take, TAKES)
    for field, text in (("scope", scope), ("unit", unit or "")):
        if not isinstance(text, str):
            raise InvalidValue(f"{field} is {text!r}", expected="text")
    return question


def added(log: EventLog, question: Ask) -> pl.Series:
    """Say which events may count at all, were there no parts: running tolls never do."""
    return realised(log, planned=question.planned) & ~toll_columns(log)[1]


def summed_cells(
    log: EventLog,
    question: Ask,
    kept: pl.Series,
    numbers: pl.DataFrame,
    *,
    window: object = None,
    zeros: bool = True,
    stretch: Stretch | None = None,
    finer: frozenset[str] | None = None,
) -> pl.DataFrame:
    """Add up numbers in each cell; `shown_sums` makes of it what `sums` gives."""
    given = pl.DataFrame({"row": pl.int_range(len(log), dtype=pl.Int64, eager=True)}).join(
        numbers, on="row", how="left", maintain_order="left"
    )
    counted = ~toll_columns(log)[0].to_numpy()
    possible, certain = _measures(given, counted)
    cells, _ = cells_of(
        log,
        question,
        window=window,
        zeros=zeros,
        kept=kept,
        possible=possible,
        certain=certain,
        stretch=stretch,
        finer=finer,
    )
    return table_of(cells, question)


def _measures(
    given: pl.DataFrame, counted: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
    """Lay out what is added for events that may, and that surely do, stand in a cell."""
    stated = given["low"].is_not_null().to_numpy()
    no_best = stated & given["best"].is_null().to_numpy()
    no_high = stated & given["high"].is_null().to_numpy()
    whole = {
        "events": np.ones(len(stated), dtype=np.int64),
        "unstated": (~stated).astype(np.int64),
        "open": (no_best | no_high).astype(np.int64),
        "no_high": no_high.astype(np.int64),
        "high": given["high"].fill_null(0.0).to_numpy(),
    }
    sure = {
        "given": (stated & counted).astype(np.int64),
        "no_best": (no_best & counted).astype(np.int64),
        "low": np.where(counted, given["low"].fill_null(0.0).to_numpy(), 0.0),
        "best": np.where(counted, given["best"].fill_null(0.0).to_numpy(), 0.0),
    }
    return whole, sure


def shown_sums(table: pl.DataFrame, question: Ask) -> pl.DataFrame:
    """Leave open what an event leaves open."""
    empty = pl.col("events") == 0
    told = empty | (pl.col("events") > pl.col("unstated"))
    sure = empty | (pl.col("given") > 0)
    return table.select(
        *question.by,
        pl.when(told).then(pl.col("low").round(_DIGITS)),
        pl.when(told & sure & (pl.col("no_best") == 0)).then(pl.col("best").round(_DIGITS)),
        pl.when(told & (pl.col("no_high") == 0)).then(pl.col("high").round(_DIGITS)),
        "events",
        "unstated",
        "open",
        *(["covered"] if "covered" in table.columns else []),
    )
