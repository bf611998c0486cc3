"""Cells of a summary: sums over the events that possibly, and certainly, fill each one.

An event that may lie in many periods is not written out into each: it counts up where it begins
to be possible and down behind the last, and the running sum gives every cell.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.report import Coverage
from conflictlog.summaries.asking import Ask
from conflictlog.summaries.coverage import covered_cells
from conflictlog.summaries.periods import Stretch, Whole

__all__ = ["MOST_CELLS", "Bounds", "Cells", "check_size", "combos_of", "running_sums", "table_of"]

#: A table with more rows says nothing to anybody, and fills the memory.
MOST_CELLS = 5_000_000
_ALL = "_all"  # stands for the keys where there is none besides the period

Bounds = tuple[Whole, Whole, Whole, Whole]
Numbers = npt.NDArray[Any]


@attrs.frozen(kw_only=True, eq=False)
class Cells:
    """What is to be summed up.

    Parameters
    ----------
    members
        From `memberships`.
    possible, certain
        Name to a number for each event of the log: summed over the events that may lie in a
        cell, over those that surely do.
    bounds, dated
        From `period_bounds`; None where no period is asked for.
    stretch
        The periods of the table.
    coverages
        What the log's data sets state.
    zeros
        Whether covered periods without events get a row.
    combos
        Combinations of keys to hold in any case.
    """

    members: pl.DataFrame
    possible: Mapping[str, Numbers]
    certain: Mapping[str, Numbers]
    bounds: Bounds | None = None
    dated: pl.Series | None = None
    stretch: Stretch | None = None
    coverages: Sequence[Coverage] = ()
    zeros: bool = True
    combos: pl.DataFrame | None = None


def table_of(cells: Cells, question: Ask) -> pl.DataFrame:
    """Sum up: one row a cell, sorted by its keys, null last.

    Raises
    ------
    InvalidValue
        Where there would be more than `MOST_CELLS` cells.
    """
    others = list(question.others) or [_ALL]
    members = cells.members.with_columns(pl.lit("").alias(_ALL))
    combos = combos_of(cells, question)
    coded = members.join(
        combos.with_row_index("code"),
        on=others,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    ).select("row", pl.col("code").cast(pl.Int64), "sure")
    if cells.bounds is None or cells.stretch is None or cells.dated is None:
        table = _sums(coded, cells, combos.height)
    else:
        undated = coded.filter(~cells.dated.gather(coded["row"]))
        table = pl.concat(
            [
                _by_period(
                    coded.filter(cells.dated.gather(coded["row"])), cells, cells.stretch, combos
                ).rename({"period": question.period or "period"}),
                _sums(undated, cells, combos.height, only_used=True).with_columns(
                    pl.lit(None, dtype=pl.Date).alias(question.period or "period"),
                    pl.lit(None, dtype=pl.Boolean).alias("covered"),
                ),
            ],
            how="diagonal",
        )
    names = [*question.by, *cells.certain, *cells.possible]
    found = table.join(
        combos.with_row_index("code").with_columns(pl.col("code").cast(pl.Int64)), on="code"
    )
    if question.by:
        found = found.sort(question.by, nulls_last=True)
    return found.select(*names, *(["covered"] if "covered" in found.columns else []))


def combos_of(cells: Cells, question: Ask) -> pl.DataFrame:
    """Give the combinations of the keys that are no period, in order; one row where none is."""
    others = list(question.others)
    if not others:
        return pl.DataFrame({_ALL: [""]})
    found = cells.members.select(others)
    if cells.combos is not None:
        found = pl.concat([found, cells.combos.select(others)])
    return found.unique().sort(others, nulls_last=True)


def _weights(coded: pl.DataFrame, given: Mapping[str, Numbers]) -> dict[str, Numbers]:
    rows = coded["row"].to_numpy()
    return {name: values[rows] for name, values in given.items()}


def _sums(
    coded: pl.DataFrame, cells: Cells, count: int, *, only_used: bool = False
) -> pl.DataFrame:
    """Sum up by combination alone."""
    codes, sure = coded["code"].to_numpy(), coded["sure"].to_numpy()
    certain = _weights(coded.filter("sure"), cells.certain)
    columns = {"code": np.arange(count, dtype=np.int64)}
    for name, values in certain.items():
        columns[name] = _added(codes[sure], values, count)
    for name, values in _weights(coded, cells.possible).items():
        columns[name] = _added(codes, values, count)
    table = pl.DataFrame(columns)
    return table.filter(pl.col("code").is_in(coded["code"].implode())) if only_used else table


def _added(codes: Whole, values: Numbers, count: int) -> Numbers:
    # Weights make floats of numbers: exact for whole ones to 2**53.
    return np.bincount(codes, weights=values, minlength=count).astype(values.dtype)


def _by_period(
    coded: pl.DataFrame, cells: Cells, stretch: Stretch, combos: pl.DataFrame
) -> pl.DataFrame:
    rows = coded["row"].to_numpy()
    low, high, sure_low, sure_high = (bound[rows] for bound in cells.bounds or ())
    codes = coded["code"].to_numpy()
    at, maybe = running_sums(codes, low, high, _weights(coded, cells.possible), stretch)
    surely = coded["sure"].to_numpy()
    sure_at, certain = running_sums(
        codes[surely],
        sure_low[surely],
        sure_high[surely],
        _weights(coded.filter("sure"), cells.certain),
        stretch,
    )
    wide = stretch.size + 1
    every = at
    if cells.zeros and cells.coverages and stretch.size:
        every = np.union1d(at, _covered_grid(cells, stretch, combos))
    codes, numbers = every // wide, every % wide + stretch.first
    columns: dict[str, Any] = {"code": codes}
    for place, values in ((sure_at, certain), (at, maybe)):
        where = np.searchsorted(every, place)
        for name, found in values.items():
            columns[name] = np.zeros(len(every), dtype=found.dtype)
            columns[name][where] = found
    return pl.DataFrame(columns).with_columns(
        pl.Series("period", stretch.first_days(numbers).astype(np.int32)).cast(pl.Date),
        covered_cells(cells.coverages, stretch, combos, codes, numbers),
    )


def _covered_grid(cells: Cells, stretch: Stretch, combos: pl.DataFrame) -> Whole:
    """Give the cells that data sets cover, whether or not an event lies in them."""
    check_size(combos.height * stretch.size)
    codes = np.repeat(np.arange(combos.height, dtype=np.int64), stretch.size)
    steps = np.tile(np.arange(stretch.size, dtype=np.int64), combos.height)
    told = covered_cells(cells.coverages, stretch, combos, codes, steps + stretch.first)
    grid: Whole = (codes * (stretch.size + 1) + steps)[told.to_numpy()]
    return grid


def running_sums(
    codes: Whole, low: Whole, high: Whole, weights: Mapping[str, Numbers], stretch: Stretch
) -> tuple[Whole, dict[str, Numbers]]:
    """Give the cells that are touched, and the sums in each, by running sums over the periods.

    Parameters
    ----------
    codes, low, high
        Of each event: a number from 0, the first and the last period that it touches.
    weights
        Name to what each event adds.
    stretch
        The periods that are looked at.

    Returns
    -------
    tuple
        ``code * (stretch.size + 1) + period - stretch.first`` of each cell, in order, and the
        sums by name.
    """
    inside = (low <= high) & (low <= stretch.last) & (high >= stretch.first)
    wide = stretch.size + 1
    begin = codes[inside] * wide + np.maximum(low[inside] - stretch.first, 0)
    behind = codes[inside] * wide + np.minimum(high[inside] - stretch.first + 1, stretch.size)
    ones = np.ones(len(begin), dtype=np.int64)
    steps = pl.DataFrame(
        {
            "at": np.concatenate([begin, behind]),
            "": np.concatenate([ones, -ones]),
            **{
                name: np.concatenate([values[inside], -values[inside]])
                for name, values in weights.items()
            },
        }
    )
    steps = steps.group_by("at").agg(pl.all().sum()).sort("at")
    edges = steps["at"].to_numpy()
    used = np.flatnonzero(steps[""].cum_sum().to_numpy() > 0)
    # Each stretch of equal sums ends where the next begins; the last one of a combination is 0.
    lengths = edges[used + 1] - edges[used]
    total = int(lengths.sum())
    check_size(total)
    before = np.array([0, *itertools.accumulate(lengths.tolist())][:-1], dtype=np.int64)
    at = np.repeat(edges[used] - before, lengths) + np.arange(total)
    return at, {
        name: np.repeat(steps[name].cum_sum().to_numpy()[used], lengths) for name in weights
    }


def check_size(count: int) -> None:
    """Refuse a table that nobody could read.

    Raises
    ------
    InvalidValue
        Where there would be more than `MOST_CELLS` rows.
    """
    if count > MOST_CELLS:
        raise InvalidValue(
            f"the table would have {count:,} rows",
            expected=f"{MOST_CELLS:,} at most",
            remedy="ask for a coarser period, a window, fewer keys or zeros=False",
        )
