"""Time reading a UCDP GED file beside what pandas and Polars need to parse it as text.

The three take turns in one process, and the best of several rounds counts: a busy machine slows
all alike. Ours ends with a log: times, places, counts, sources, problems. Theirs ends with text.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import polars as pl

from conflictlog.formats import ProblemsWarning, ged

ROOT = Path(__file__).resolve().parents[1]
#: Data beside the checkout, where somebody has put it.
REAL = ROOT.parent / "shared" / "data" / "ucdp-ged" / "ged_syr_2016-2019.csv.gz"
INVENTED = ROOT / "tests" / "data" / "ged" / "invented.csv"


def repeated(folder: str, rows: int) -> Path:
    """Write the invented rows again and again under ids of their own."""
    path = Path(folder) / "generated.csv"
    with INVENTED.open(encoding="utf-8", newline="") as given:
        base = list(csv.DictReader(given))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(base[0]))
        table.writeheader()
        table.writerows(base[n % len(base)] | {"id": str(n)} for n in range(rows))
    return path


def readers(path: Path) -> dict[str, Callable[[], object]]:
    """Give the readers by name; pandas only where it is installed."""
    found: dict[str, Callable[[], object]] = {
        "conflictlog": lambda: ged.read(path),
        "polars.read_csv": lambda: pl.read_csv(path, infer_schema=False),
    }
    try:
        import pandas as pd
    except ModuleNotFoundError:
        print("pandas is not installed and left out")
    else:
        found["pandas.read_csv"] = lambda: pd.read_csv(path, dtype=str)
    return found


def measure(path: Path, rounds: int) -> None:
    """Read the file in turns and print the best times with their ratios."""
    best = dict.fromkeys(calls := readers(path), float("inf"))
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            best[name] = min(best[name], time.perf_counter() - start)
    log = ged.read(path)
    rejected = log.problems.filter(log.problems["outcome"] == "rejected")["row"].n_unique()
    print(f"{path.name}: {len(log)} events, {rejected} rows rejected, {len(log.problems)} problems")
    for name, seconds in best.items():
        ratio = best["conflictlog"] / seconds
        print(f"{name:<16} {seconds * 1000:8.1f} ms   conflictlog takes {ratio:4.1f} times as long")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, help="a GED file; left out, one at hand")
    parser.add_argument("--rows", type=int, default=16_566, help="of a generated file")
    parser.add_argument("--rounds", type=int, default=9, help="readings of each kind")
    given = parser.parse_args()
    warnings.simplefilter("ignore", ProblemsWarning)
    path = given.path or (REAL if REAL.exists() else None)
    if path is not None:
        measure(path, given.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(repeated(folder, given.rows), given.rounds)


if __name__ == "__main__":
    main()
