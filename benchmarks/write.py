"""Time writing and reading back, beside what pandas and GeoPandas need for the same flat fields.

Run with ``python benchmarks/write.py [events ...]``; 10,000 and 100,000 unless told. Events are the
generator's, one report each, as data sets have them. Ours write what the format says of a log:
sources, counts, all places, times in words; theirs the columns of ``log.flat()``. All take turns in
one process; up to 10,000 events the best of three rounds counts.
"""

from __future__ import annotations

import functools
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import conflictlog as cl
from conflictlog.testing import many_reports

_ROUNDS = 3
#: Suffix, and up to how many events it is written: the others go through objects.
_FORMATS = {
    ".parquet": 1_000_000,
    ".flat.csv": 1_000_000,
    ".geojson": 1_000_000,
    ".kml": 10_000,
    ".timeline.json": 10_000,
    ".timemap.json": 10_000,
    ".csv": 10_000,
    ".jsonl": 10_000,
}


def seconds(run: Callable[[], object]) -> float:
    """Take the processor's time of one call, all threads together: others use the machine too."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


def log_of(events: int) -> cl.EventLog:
    """Make a log whose events have one report each, its derived columns made."""
    frame = many_reports(events, seed=1)
    log = cl.EventLog.from_frame(frame.with_columns(reports=frame["reports"].list.head(1)))
    log.describe()  # which makes the derived columns
    return log


def tasks(log: cl.EventLog, folder: Path) -> dict[str, Callable[[], object]]:
    """Give what is timed, by name."""
    pandas, geo = log.to_pandas(), log.to_geopandas()
    found: dict[str, Callable[[], object]] = {
        "pandas.to_csv": lambda: pandas.to_csv(folder / "pandas.csv", index=False),
        "geopandas.to_file": lambda: geo.to_file(folder / "geo.geojson", driver="GeoJSON"),
    }
    for suffix, most in _FORMATS.items():
        if len(log) <= most:
            path = folder / f"log{suffix}"
            found[f"write {suffix}"] = functools.partial(log.write, path, lossy="allow")
            found[f"read {suffix}"] = functools.partial(cl.read, path, progress=False)
    return found


def main() -> None:
    """Print seconds and ratios."""
    sizes = [int(word.replace(",", "")) for word in sys.argv[1:]] or [10_000, 100_000]
    warnings.simplefilter("ignore")
    for events in sizes:
        with tempfile.TemporaryDirectory() as folder:
            timed = tasks(log_of(events), Path(folder))
            best = dict.fromkeys(timed, float("inf"))
            for _ in range(_ROUNDS if events <= 10_000 else 1):
                for name, run in timed.items():
                    best[name] = min(best[name], seconds(run))
        print(f"{events:,} events, one report each; seconds of the processor")
        for name, took in best.items():
            beside = "geopandas.to_file" if "json" in name or "kml" in name else "pandas.to_csv"
            print(f"  {name:22} {took:7.2f} s  {took / best[beside]:6.1f} times {beside}")


if __name__ == "__main__":
    main()
