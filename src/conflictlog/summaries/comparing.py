"""`compare`: data sets side by side, unmerged; outside its coverage a data set says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs
import numpy as np
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.summaries.asking import Ask, Spans, as_log, ask
from conflictlog.summaries.counting import cells_of
from conflictlog.summaries.memberships import day_bounds, finer_kinds, realised
from conflictlog.summaries.periods import OPEN, Stretch, stretch_of
from conflictlog.summaries.tables import Cells, combos_of, table_of

__all__ = ["compare"]

_COLUMNS = ("certain", "possible", "covered", "lag_days")


def compare(
    logs: Mapping[str, EventLog],
    *,
    by: str | Iterable[str] = "month",
    start: str = "monday",
    depth: int = 1,
    spans: Spans = "once",
    window: object = None,
    planned: bool = False,
) -> pl.DataFrame:
    """Count the events of several logs side by side, without merging them.

    One incident that two data sets tell of is counted in both columns.

    Parameters
    ----------
    logs
        Name to log; the names begin the columns.
    by, start, depth, spans, planned
        As in `counts`.
    window
        What `When` reads; left out, the periods run from the first to the last known day of
        all logs.

    Returns
    -------
    polars.DataFrame
        The keys, and for each log ``<name>_certain``, ``<name>_possible``, ``<name>_lag_days``
        and, by period, ``<name>_covered``. In a cell in which a log has no event stands 0 where
        its data sets cover the period, else null. The lag is the median number of days from the
        event to its first publication, over the events that are certain in the cell, happened on
        one known day, and say when they were published.

    Raises
    ------
    InvalidValue
        For anything else than logs by name, two names that make one column.
    UnknownName
        For a key that nobody knows; the nearest is named.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> ours, theirs = EventLog([Event(kind="strike")]), EventLog([Event(kind="visit")])
    >>> compare({"ours": ours, "theirs": theirs}, by="kind").select(
    ...     "kind", "ours_certain", "theirs_certain"
    ... ).rows()
    [('strike', 1, None), ('visit', None, 1)]
    """
    question = ask(by, start=start, depth=depth, spans=spans, planned=planned)
    named = _named_logs(logs, question)
    keys = list(question.by)
    finer = finer_kinds(named.values(), depth)
    stretch = _common_stretch(named, question, window)
    alone = {
        name: cells_of(log, question, stretch=stretch, finer=finer)[0]
        for name, log in named.items()
    }
    combos = None
    if question.others:
        combos = pl.concat([combos_of(cells, question) for cells in alone.values()]).unique()
    found: pl.DataFrame | None = None
    for name, log in named.items():
        table = _one(log, attrs.evolve(alone[name], combos=combos), question)
        table = table.rename({column: f"{name}_{column}" for column in table.columns[len(keys) :]})
        if found is None:
            found = table
        elif keys:
            found = found.join(table, on=keys, how="full", coalesce=True, nulls_equal=True)
        else:
            found = pl.concat([found, table], how="horizontal")
    if found is None:
        raise InvalidValue("compare was given no log", expected="logs by name")
    if question.period is not None:  # what a log's data sets leave out is no row of its own
        found = found.with_columns(
            pl.when(pl.col(question.period).is_not_null())
            .then(pl.col(f"{name}_covered").fill_null(value=False))
            .alias(f"{name}_covered")
            for name in named
            if alone[name].coverages
        )
    return found.sort(keys, nulls_last=True) if keys else found


def _named_logs(logs: object, question: Ask) -> dict[str, EventLog]:
    if not isinstance(logs, Mapping) or not logs:
        raise InvalidValue(
            f"compare was given {'no log' if isinstance(logs, Mapping) else type(logs).__name__}",
            expected="logs by name",
            remedy='write compare({"acled": a, "ged": g})',
        )
    for name in logs:
        if not isinstance(name, str) or not name:
            raise InvalidValue(
                f"a log is named {name!r}",
                expected="a text",
                remedy='write compare({"acled": a, "ged": g})',
            )
    columns = [f"{name}_{column}" for name in logs for column in _COLUMNS]
    for column in columns:
        if column in question.by or columns.count(column) > 1:
            raise InvalidValue(
                f"the column {column!r} would stand twice",
                expected="names that make different columns",
                remedy="name the logs otherwise",
            )
    return {name: as_log(log, f"compare, as {name!r},") for name, log in logs.items()}


def _common_stretch(logs: Mapping[str, EventLog], question: Ask, window: object) -> Stretch | None:
    if question.period is None:
        return None
    known = [
        bound[realised(log, planned=question.planned).to_numpy()]
        for log in logs.values()
        for bound in day_bounds(log, question.spans)
    ]
    return stretch_of(np.concatenate(known), window, question.period, question.start)


def _one(log: EventLog, cells: Cells, question: Ask) -> pl.DataFrame:
    """Count one log; a cell of another log alone is null where nothing covers it."""
    table = table_of(cells, question)
    keys = list(question.by)
    if question.period is None and keys:
        silent = pl.col("possible") == 0
        table = table.with_columns(
            pl.when(~silent).then(pl.col(name)) for name in ("certain", "possible")
        )
    lags = _lags(log, cells, question)
    if keys:
        table = table.join(lags, on=keys, how="left", nulls_equal=True, maintain_order="left")
    else:
        table = pl.concat([table, lags], how="horizontal")
    return table


def _lags(log: EventLog, cells: Cells, question: Ask) -> pl.DataFrame:
    """Give the median lag of each cell, over events on one known day."""
    days = log.derived
    first = days["day_start_first"]
    exact = (first == days["day_end_last"]) & first.is_not_null()
    published = log.frame.select(
        pl.col("reports")
        .list.eval(pl.element().struct.field("source").struct.field("published").str.slice(0, 10))
        .list.min()
        .str.to_date("%Y-%m-%d", strict=False)
    ).to_series()
    lag = (published.cast(pl.Int32) - first).cast(pl.Float64)
    members = cells.members.filter("sure")
    rows = members["row"]
    table = members.with_columns(lag.gather(rows).alias("lag_days"), exact.gather(rows).alias("is"))
    if question.period is not None and cells.bounds is not None and cells.stretch is not None:
        low = cells.bounds[0][rows.to_numpy()]
        low = np.where(abs(low) < OPEN, low, 0)
        dates = pl.Series(cells.stretch.first_days(low).astype(np.int32)).cast(pl.Date)
        table = table.with_columns(dates.alias(question.period))
    table = table.filter(pl.col("is").fill_null(value=False) & pl.col("lag_days").is_not_null())
    if not question.by:
        return table.select(pl.col("lag_days").median())
    return table.group_by(question.by).agg(pl.col("lag_days").median())
