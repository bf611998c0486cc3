"""JSON records to a log: each is an event, or listed with every fault that it has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from conflictlog.event import Event
from conflictlog.formats.checking import hint_of
from conflictlog.formats.findings import Findings
from conflictlog.formats.jsonlines.structuring import event_from_json
from conflictlog.log import EventLog
from conflictlog.report import Dataset
from conflictlog.schema import SCHEMA, encode_events

__all__ = ["log_of_records"]

# Objects cost far more memory than columns: hold few of them at a time.
_BATCH = 4096


def log_of_records(
    records: Iterable[tuple[int, Mapping[str, Any]]],
    findings: Findings,
    datasets: tuple[Dataset, ...] = (),
) -> EventLog:
    """Make a log of records with the names of the fields of `Event`.

    Parameters
    ----------
    records
        Row numbers from 1, and what stands there.
    findings
        Where faults are listed.
    datasets
        The data sets of the log.

    Examples
    --------
    >>> log = log_of_records([(1, {"kind": "visit", "place": "Minsk"})], Findings("visits.json"))
    >>> log[0].place.name
    'Minsk'
    """
    frames = [pl.DataFrame(schema=SCHEMA)]
    rows: list[int] = []
    batch: list[Event] = []
    for number, record in records:
        event, faults = event_from_json(record)
        for fault in faults:
            findings.add(
                number,
                fault.error.seen,
                column=fault.path.removeprefix("$."),
                value=json.dumps(fault.value, ensure_ascii=False, default=str)[:200],
                hint=hint_of(fault.error),
            )
        if event is None:
            continue
        rows.append(number)
        batch.append(event)
        if len(batch) == _BATCH:
            frames.append(encode_events(batch))
            batch.clear()
    frames.append(encode_events(batch))
    return findings.make_log(pl.concat(frames), rows, datasets)
