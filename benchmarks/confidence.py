"""Confidence of many events by columns: how long it takes, and that it equals the objects'.

Run with ``python benchmarks/confidence.py [events]``.
"""

from __future__ import annotations

import statistics
import sys
import time

import polars as pl

from conflictlog.log import EventLog
from conflictlog.testing import many_reports
from conflictlog.weighing_columns import confidence_columns

_RUNS = 3
_SAMPLE = 2_000


def main() -> None:
    """Time the columns, then compare a sample with the object path."""
    events = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000
    start = time.perf_counter()
    frame = many_reports(events, seed=1)
    made = time.perf_counter() - start
    count = frame["reports"].list.len().sum()
    print(f"{events} events with {count} reports, made in {made:.1f} s")
    seconds = []
    found = pl.DataFrame()
    for _ in range(_RUNS):
        start = time.perf_counter()
        found = confidence_columns(frame)
        seconds.append(time.perf_counter() - start)
    print(f"confidence by columns: median {statistics.median(seconds):.2f} s of {_RUNS} runs")
    sample = frame.sample(min(_SAMPLE, events), seed=1)
    # The sample's rows in the whole: events do not touch one another.
    rows = sample["id"].str.slice(2).cast(pl.Int64)
    start = time.perf_counter()
    wrong = [
        event.id
        for event, row in zip(
            EventLog.from_frame(sample), found[rows].iter_rows(named=True), strict=True
        )
        if abs(event.confidence - row["confidence"]) > 1.1e-9 or event.status != row["status"]
    ]
    print(f"object path: {len(rows)} events in {time.perf_counter() - start:.2f} s")
    print(f"events on which the two differ: {len(wrong)}")
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
