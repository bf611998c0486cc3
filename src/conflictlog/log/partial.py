"""A log of some columns, for summaries that go through a log piece by piece."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from conflictlog.log.eventlog import EventLog, restored
from conflictlog.log.problems import problem_frame
from conflictlog.report import Dataset
from conflictlog.weighing import ConfidenceModel

__all__ = ["partial_log"]


def partial_log(
    frame: pl.DataFrame, derived: pl.DataFrame, datasets: Iterable[Dataset] = ()
) -> EventLog:
    """Make a log of some columns and what was derived before: to be summed up, not given out.

    Parameters
    ----------
    frame
        Some of the stored columns, at least one.
    derived
        Some of the derived ones, row by row beside them.
    datasets
        The data sets that the rows come from.
    """
    log = restored(frame, tuple(datasets), problem_frame(), None)
    log._cache["derived", ConfidenceModel()] = derived  # noqa: SLF001 - a log that is still being made
    return log
