"""JSON records to a log: each is an event, or listed with every fault that it has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from conflictlog.event import Event
from conflictlog.formats.checking import hint_of
from conflictlog.formats.findings import Findings
from conflictlog.formats.gathering import log_of_events
from conflictlog.formats.jsonlines.structuring import event_from_json
from conflictlog.log import EventLog
from conflictlog.report import Dataset

__all__ = ["log_of_records"]


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
    events = ((number, _event(number, record, findings)) for number, record in records)
    return log_of_events(events, findings, datasets)


def _event(number: int, record: Mapping[str, Any], findings: Findings) -> Event | None:
    """Make the event of one record, or note what is wrong with it."""
    event, faults = event_from_json(record)
    for fault in faults:
        findings.add(
            number,
            fault.error.seen,
            column=fault.path.removeprefix("$."),
            value=json.dumps(fault.value, ensure_ascii=False, default=str)[:200],
            hint=hint_of(fault.error),
        )
    return event
