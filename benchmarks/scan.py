"""A compound query over Parquet larger than memory, beside Polars written by hand.

Run with ``python benchmarks/scan.py [events]``; 10,000,000 unless told. The events are written
in files of a million each; every way runs in a process of its own, whose peak of memory is
measured; all are asked for the possible answer, and find the same number of events.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

import conflictlog as cl
from conflictlog.testing import many_reports

_PART = 1_000_000
_KM = 50

#: What each process runs; `files` is a glob. A hand-written scan knows no events of several
#: places, which here there are few of, and takes the actors from the report's first.
_COMMON = """
import resource, sys, time
import polars as pl
import conflictlog as cl
from conflictlog.outlines import EARTH_RADIUS_KM, Cap
start = time.perf_counter()
files = sys.argv[1]
query = (
    cl.during("2022-12") & cl.near((50.45, 30.52), km=50) & cl.kind("strike", "explosion")
    & cl.actor("Russia") & (cl.confidence >= 0.6)
)
"""
_END = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{found:>10,} {time.perf_counter() - start:8.2f} s {peak:8.0f} MB")
"""
_WAYS = {
    "nothing": "found = 0",
    "scan(files).filter(query).height": "found = cl.scan(files).filter(query).height",
    "the same, one file after another": """
import glob
found = sum(cl.scan(file).filter(query).height for file in sorted(glob.glob(files)))
""",
    "....collect()": "found = len(cl.scan(files).filter(query).collect())",
    'scan(files).counts(by="month")': 'found = cl.scan(files).counts(by="month").height',
    'scan(files).counts(by="kind")': 'found = cl.scan(files).counts(by="kind").height',
    "Polars by hand": """
kyiv = Cap.around(50.45, 30.52, radius_km=50)
dot = pl.col("cap_x") * kyiv.x + pl.col("cap_y") * kyiv.y + pl.col("cap_z") * kyiv.z
reach = ((pl.col("cap_km") + 50) / EARTH_RADIUS_KM).cos()
report = pl.col("reports").list.first().struct.field
speaks = (report("stance") != "denies") & (
    report("about").is_null() | report("about").is_in(["initiator", "actors"])
)
names = pl.when(speaks).then(report("actors").list.eval(pl.element().struct.field("name")))
names = names.fill_null([])
named = names.list.eval(pl.element().str.contains("Russia", literal=True)).list.any()
days = (pl.col("first_day") <= pl.date(2022, 12, 31)) | pl.col("first_day").is_null()
days &= (pl.col("last_day") >= pl.date(2022, 12, 1)) | pl.col("last_day").is_null()
kinds = ["strike", "strike/drone", "strike/shelling", "explosion", "violence"]
found = (
    pl.scan_parquet(files)
    .filter(
        days & (dot >= reach).fill_null(True)
        & pl.col("shown_kind").is_in(kinds).fill_null(True)
        & (pl.col("confidence") >= 0.6)
    )
    .filter(named | (names.list.len() == 0))
    .select("id")
    .collect(engine="streaming")
    .height
)
""",
}


def write_parts(folder: Path, events: int) -> None:
    """Write generated events into files, each id once."""
    for number, start in enumerate(range(0, events, _PART)):
        frame = many_reports(min(_PART, events - start), seed=number, reports=(1, 1))
        name = pl.format("part{}-{}", pl.lit(number), pl.col("id"))
        log = cl.EventLog.from_frame(frame.with_columns(name.alias("id")))
        log.write(folder / f"part-{number:02}.parquet")


def main() -> None:
    """Write the files, and measure every way."""
    events = int(float(sys.argv[1])) if len(sys.argv) > 1 else 10_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        write_parts(folder, events)
        size = sum(file.stat().st_size for file in folder.iterdir()) / 1e9
        seconds = time.perf_counter() - start
        print(f"{events:,} events in {size:.2f} GB, written in {seconds:.0f} s")
        measure(folder)


def measure(folder: Path) -> None:
    """Run each way in a process of its own."""
    for name, way in _WAYS.items():
        script = f"{_COMMON}{way}{_END}"
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder / "*.parquet")],
            capture_output=True,
            text=True,
            check=True,
        )
        print(f"  {name:<36}{done.stdout.rstrip()}")


if __name__ == "__main__":
    main()
