"""Events, one after another, to a log: few of them are held as objects at a time."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from conflictlog.event import Event
from conflictlog.formats.findings import Findings
from conflictlog.log import EventLog
from conflictlog.report import Dataset
from conflictlog.schema import SCHEMA, encode_events

__all__ = ["log_of_events"]

# Objects cost far more memory than columns.
_BATCH = 4096


def log_of_events(
    events: Iterable[tuple[int, Event | None]],
    findings: Findings,
    datasets: tuple[Dataset, ...] = (),
) -> EventLog:
    """Make a log of what was read.

    Parameters
    ----------
    events
        Row numbers from 1, and the event that stands there; None where it could not be kept.
    findings
        Where faults are listed.
    datasets
        The data sets of the log.

    Examples
    --------
    >>> len(log_of_events([(1, Event(kind="visit")), (2, None)], Findings("visits.json")))
    1
    """
    frames = [pl.DataFrame(schema=SCHEMA)]
    rows: list[int] = []
    batch: list[Event] = []
    for number, event in events:
        if event is None:
            continue
        rows.append(number)
        batch.append(event)
        if len(batch) == _BATCH:
            frames.append(encode_events(batch))
            batch.clear()
    frames.append(encode_events(batch))
    return findings.make_log(pl.concat(frames), rows, datasets)
