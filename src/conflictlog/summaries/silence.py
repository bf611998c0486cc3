"""`log.gaps`: stretches of time of which no event is certain, inside coverage and outside."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.summaries.asking import as_log, ask
from conflictlog.summaries.counting import cells_of
from conflictlog.summaries.coverage import covered_cells
from conflictlog.summaries.periods import PERIODS, Stretch, Whole, period_named
from conflictlog.summaries.tables import check_size, combos_of, table_of

__all__ = ["gaps"]


def gaps(
    log: EventLog,
    *,
    period: str = "day",
    by: str | Iterable[str] | None = None,
    start: str = "monday",
    depth: int = 1,
    window: object = None,
    planned: bool = False,
) -> pl.DataFrame:
    """Give the runs of days, weeks, months or years that no event certainly touches.

    Parameters
    ----------
    period
        "day", "week", "month" or "year".
    by
        Keys of `counts` that are no period: the gaps of each source, of each country.
    start, depth, planned
        As in `counts`.
    window
        What `When` reads; left out, from the first to the last known day of the events.

    Returns
    -------
    polars.DataFrame
        The keys; ``first`` and ``last``, the gap's days; ``days``, how many; ``possible``,
        whether an event may lie in it; ``covered``, whether data sets cover it, so that the gap
        is a silence and no ignorance: null where none states its coverage. Sorted by key, then
        time; a gap ends where ``possible`` or ``covered`` changes.

    Raises
    ------
    UnknownName
        For a period or a key that nobody knows; the nearest is named.
    InvalidValue
        For a window without ends, or a table of too many periods.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> log = EventLog([Event(when="2022-12-01"), Event(when="2022-12-19")])
    >>> gaps(log).rows()
    [(datetime.date(2022, 12, 2), datetime.date(2022, 12, 18), 17, False, None)]
    """
    named = period_named(period)
    others = ask(by, start=start, depth=depth, planned=planned)
    if others.period is not None:
        raise InvalidValue(
            f"by holds {others.period!r}",
            expected=f"keys other than {', '.join(PERIODS)}",
            remedy=f"give it as period={others.period!r}",
        )
    keys = others.others
    question = ask((named, *keys), start=start, depth=depth, spans="spread", planned=planned)
    cells, _ = cells_of(as_log(log, "gaps"), question, window=window, zeros=False)
    table = table_of(cells, question).drop_nulls(named)
    stretch, combos = cells.stretch, combos_of(cells, question)
    if stretch is None or not stretch.size:
        stretch = Stretch(period=named, start=question.start, first=0, last=-1)
    check_size(combos.height * stretch.size)
    codes = np.repeat(np.arange(combos.height, dtype=np.int64), stretch.size)
    numbers = np.tile(np.arange(stretch.first, stretch.last + 1, dtype=np.int64), combos.height)
    grid = _grid(stretch, combos, codes, numbers).with_columns(
        covered_cells(cells.coverages, stretch, combos, codes, numbers)
    )
    return _runs(grid, table.drop("covered").rename({named: "first"}), list(keys))


def _grid(stretch: Stretch, combos: pl.DataFrame, codes: Whole, numbers: Whole) -> pl.DataFrame:
    days = {"first": stretch.first_days(numbers), "last": stretch.last_days(numbers)}
    columns = [pl.Series(name, told.astype(np.int32)).cast(pl.Date) for name, told in days.items()]
    return combos[codes].with_columns(pl.Series("code", codes), *columns)


def _runs(grid: pl.DataFrame, table: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Join neighbouring periods that are silent in the same way."""
    told = grid.join(
        table, on=["first", *keys], how="left", nulls_equal=True, maintain_order="left"
    ).with_columns(
        pl.col("possible").fill_null(0) > 0,
        pl.col("certain").fill_null(0) == 0,
    )
    state = pl.struct("code", "certain", "possible", "covered")
    return (
        told.with_columns(run=state.rle_id())
        .filter("certain")
        .group_by("run", *keys, maintain_order=True)
        .agg(
            pl.col("first").first(),
            pl.col("last").last(),
            pl.col("possible").first(),
            pl.col("covered").first(),
        )
        .select(
            *keys,
            "first",
            "last",
            ((pl.col("last") - pl.col("first")).dt.total_days() + 1).alias("days"),
            "possible",
            "covered",
        )
    )
