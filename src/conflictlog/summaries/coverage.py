"""Which days the data sets of a log set out to record: only there is a missing report a zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from conflictlog.kinds import taxonomy
from conflictlog.log import EventLog
from conflictlog.report import Coverage
from conflictlog.summaries.periods import OPEN, Stretch, Whole
from conflictlog.when import When

__all__ = ["covered_cells", "covered_spans", "stated_coverages", "whole_periods"]


def stated_coverages(log: EventLog) -> list[Coverage]:
    """Give the coverages of data sets that state a first or a last day; empty where none does."""
    told = [dataset.coverage for dataset in log.datasets if dataset.coverage is not None]
    return [one for one in told if one.first is not None or one.last is not None]


def covered_spans(coverages: Iterable[Coverage]) -> list[tuple[int, int]]:
    """Give the days that coverages hold together: first and last, in order, merged."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(map(_days, coverages)):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _days(coverage: Coverage) -> tuple[int, int]:
    first = None if coverage.first is None else When(coverage.first[:10]).local_days[0]
    last = None if coverage.last is None else When(coverage.last[:10]).local_days[3]
    return -OPEN if first is None else first, OPEN if last is None else last


def whole_periods(
    stretch: Stretch, numbers: Whole, spans: Sequence[tuple[int, int]]
) -> npt.NDArray[np.bool_]:
    """Say of each period whether all of its days are covered."""
    if not spans:
        return np.zeros(len(numbers), dtype=bool)
    begins = np.array([first for first, _ in spans], dtype=np.int64)
    ends = np.array([last for _, last in spans], dtype=np.int64)
    at = np.searchsorted(begins, stretch.first_days(numbers), side="right") - 1
    return (at >= 0) & (stretch.last_days(numbers) <= ends[np.maximum(at, 0)])


def covered_cells(
    coverages: Sequence[Coverage], stretch: Stretch, combos: pl.DataFrame, codes: Whole, at: Whole
) -> pl.Series:
    """Say of each cell whether a data set covers all of it; null where none states its coverage.

    Parameters
    ----------
    coverages
        From `stated_coverages`.
    stretch
        The periods of the table.
    combos
        The combinations of the other keys, one row each.
    codes, at
        Of each cell: the row of its combination, and the number of its period.
    """
    if not coverages:
        return pl.Series("covered", [None] * len(at), dtype=pl.Boolean)
    told = np.zeros(len(at), dtype=bool)
    names: list[str] = [name for name in ("country", "kind") if name in combos.columns]
    groups: dict[tuple[str | None, ...], list[int]] = {}
    for row, values in enumerate(combos.select(names).rows() if names else [()] * combos.height):
        groups.setdefault(values, []).append(row)
    # One pass over the cells for each different scope, not for each combination.
    scopes: dict[tuple[Coverage, ...], list[int]] = {}
    for values, rows in groups.items():
        asked = dict(zip(names, values, strict=True))
        fitting = tuple(coverage for coverage in coverages if _holds(coverage, asked))
        scopes.setdefault(fitting, []).extend(rows)
    for fitting, rows in scopes.items():
        mine = np.isin(codes, rows)
        told[mine] = whole_periods(stretch, at[mine], covered_spans(fitting))
    return pl.Series("covered", told)


def _holds(coverage: Coverage, asked: Mapping[str, str | None]) -> bool:
    """Say whether a data set records the country and the kind of a cell, where they are keys."""
    if coverage.countries and "country" in asked and asked["country"] not in coverage.countries:
        return False
    if not coverage.kinds or "kind" not in asked:
        return True
    kind, tree = asked["kind"], taxonomy()
    return kind is not None and any(tree.answers(kind, known)[1] for known in coverage.kinds)
