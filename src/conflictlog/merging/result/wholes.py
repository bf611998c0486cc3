"""Clusters under their names, and as a log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.log import EventLog
from conflictlog.log.combining import unite_datasets, united_records
from conflictlog.log.problems import problem_frame
from conflictlog.merging.records import Records
from conflictlog.merging.uniting import joined

if TYPE_CHECKING:
    from conflictlog.merging.result.mergeresult import MergeResult

__all__ = ["named_clusters", "united_log"]


def united_log(result: MergeResult, labels: NDArray[np.int64]) -> EventLog:
    """Make one event of each cluster."""
    logs = tuple(result.inputs.values())
    records = None
    for log in logs:
        records = united_records(records, log.records)
    named = dict(zip(result.records.ids.tolist(), labels.tolist(), strict=True))
    ids = [id for log in logs for id in log.frame["id"]]
    ranks = [
        pl.repeat(result.preference.index(name), len(log), dtype=pl.Int64, eager=True)
        for name, log in result.inputs.items()
    ]
    merged = joined(
        pl.concat([log.frame for log in logs]),
        pl.Series([named[id] for id in ids], dtype=pl.Int64),
        rank=pl.concat(ranks),
        policies=result.policies,
    )
    return EventLog.from_frame(
        merged,
        datasets=unite_datasets(*(log.datasets for log in logs)),
        problems=pl.concat([problem_frame(), *(log.problems for log in logs)], how="diagonal"),
        records=records,
    )


def named_clusters(records: Records, head: NDArray[np.int64]) -> pl.DataFrame:
    """Name each record's cluster: by the smallest id of its members."""
    ids = records.ids
    order = np.lexsort((ids.astype(str), head))
    first = np.flatnonzero(np.diff(head[order], prepend=-1))
    smallest = np.empty(len(head), dtype=object)
    smallest[head[order][first]] = ids[order][first]
    return pl.DataFrame(
        {
            "log": [records.logs[log] for log in records.log],
            "id": ids.tolist(),
            "cluster": smallest[head].tolist(),
        },
        schema={"log": pl.String, "id": pl.String, "cluster": pl.String},
    )
