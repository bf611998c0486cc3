"""Time reading a UCDP GED or ACLED file beside what pandas and Polars need to parse it as text.

The three take turns in one process, and the best of several rounds counts: a busy machine slows
all alike. Ours ends with a log: times, places, counts, sources, problems. Theirs ends with text.
With ``--peak`` each also reads once in a process of its own, whose peak of memory is measured.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import io
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from conflictlog.formats import ProblemsWarning, acled, ged
from conflictlog.log import EventLog

ROOT = Path(__file__).resolve().parents[1]
#: Data beside the checkout, where somebody has put it.
REAL = ROOT.parent / "shared" / "data" / "ucdp-ged" / "ged_syr_2016-2019.csv.gz"
INVENTED = ROOT / "tests" / "data" / "ged" / "invented.csv"


READ: dict[str, Callable[[Path], EventLog]] = {"ged": ged.read, "acled": acled.read}


def generated(folder: str, layout: str, rows: int) -> Path:
    """Write invented rows in a layout, each under an id of its own."""
    path = Path(folder) / f"generated_{layout}.csv"
    made = ged_rows(rows) if layout == "ged" else acled_rows(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        first = next(made)
        table = csv.DictWriter(file, list(first))
        table.writeheader()
        table.writerow(first)
        table.writerows(made)
    return path


def ged_rows(rows: int) -> Iterator[dict[str, object]]:
    """Give real rows, or the invented ones of the tests, again and again.

    Each has an id of its own, and its articles a number: their text does not repeat itself.
    """
    text = gzip.decompress(REAL.read_bytes()) if REAL.exists() else INVENTED.read_bytes()
    base = list(csv.DictReader(io.StringIO(text.decode(), newline="")))
    for n in range(rows):
        row, copy = base[n % len(base)], n // len(base)
        article = row["source_article"]
        if copy and article.endswith('"'):
            article = f'{article[:-1]} ({copy})"'
        yield row | {"id": str(n), "source_article": article}


def acled_rows(rows: int) -> Iterator[dict[str, object]]:
    """Give rows in ACLED's 31 columns: 5,000 towns, 1,000 days, notes of a usual length."""
    types = (
        ("Battles", "Armed clash"),
        ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
        ("Explosions/Remote violence", "Air/drone strike"),
        ("Protests", "Peaceful protest"),
    )
    for n in range(rows):
        town, day = n * 7919 % 5000, dt.date(2022, 2, 24) + dt.timedelta(days=n * 31 % 1000)
        event_type, sub_event_type = types[n % len(types)]
        yield {
            "event_id_cnty": f"UKR{n}",
            "event_date": day.strftime("%d %B %Y"),
            "year": day.year,
            "time_precision": 1 + (n % 7 == 0),
            "disorder_type": "Political violence",
            "event_type": event_type,
            "sub_event_type": sub_event_type,
            "actor1": "Military Forces of Russia (2000-)",
            "assoc_actor_1": "",
            "inter1": "State forces",
            "actor2": "Military Forces of Ukraine (2019-)",
            "assoc_actor_2": "Farmers (Ukraine); Teachers (Ukraine)" if n % 5 == 0 else "",
            "inter2": "State forces",
            "interaction": "State forces-State forces",
            "civilian_targeting": "",
            "iso": 804,
            "region": "Europe",
            "country": "Ukraine",
            "admin1": f"Oblast {town % 24}",
            "admin2": f"Raion {town % 400}",
            "admin3": "",
            "location": f"Town {town}",
            "latitude": f"{48.5 + town % 100 / 100:.4f}",
            "longitude": f"{28 + town / 1000:.4f}",
            "geo_precision": 1 + n % 3,
            "source": f"Example Wire; Daily Example {n % 300}",
            "source_scale": "National-International",
            "notes": f"On {day}, " + "invented shells hit an invented town, " * (2 + n % 8),
            "fatalities": n % 12,
            "tags": "crowd size=no report" if n % 4 == 3 else "",
            "timestamp": 1_700_000_000 + n,
        }


def readers(path: Path, layout: str) -> dict[str, Callable[[], object]]:
    """Give the readers by name; pandas only where it is installed."""
    found: dict[str, Callable[[], object]] = {
        "conflictlog": lambda: READ[layout](path),
        "polars.read_csv": lambda: pl.read_csv(path, infer_schema=False),
    }
    try:
        import pandas as pd
    except ModuleNotFoundError:
        print("pandas is not installed and left out")
    else:
        found["pandas.read_csv"] = lambda: pd.read_csv(path, dtype=str)
    return found


def measure(path: Path, layout: str, rounds: int) -> None:
    """Read the file in turns and print the best times with their ratios."""
    best = dict.fromkeys(calls := readers(path, layout), float("inf"))
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            best[name] = min(best[name], time.perf_counter() - start)
    log = READ[layout](path)
    rejected = log.problems.filter(log.problems["outcome"] == "rejected")["row"].n_unique()
    print(f"{path.name}: {len(log)} events, {rejected} rows rejected, {len(log.problems)} problems")
    for name, seconds in best.items():
        ratio = best["conflictlog"] / seconds
        print(f"{name:<16} {seconds * 1000:8.1f} ms   conflictlog takes {ratio:4.1f} times as long")


#: What each process runs; the memory that the libraries themselves take is counted in.
_ALONE = {
    "conflictlog": "from conflictlog.formats import acled, ged; {layout}.read(sys.argv[1])",
    "polars.read_csv": "import polars; polars.read_csv(sys.argv[1], infer_schema=False)",
    "pandas.read_csv": "import pandas; pandas.read_csv(sys.argv[1], dtype=str)",
}
_PEAK = "; print(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))"


def measure_peak(path: Path, layout: str) -> None:
    """Read the file once in a process for each reader, and print the peaks of memory."""
    for name, code in _ALONE.items():
        whole = f"import resource, sys; {code.format(layout=layout)}{_PEAK}"
        call = [sys.executable, "-W", "ignore", "-c", whole, str(path)]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        shown = f"{done.stdout.strip():>8} MB" if done.returncode == 0 else "  failed"
        print(f"{name:<16} {shown} at most")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, help="a file; left out, one at hand")
    parser.add_argument("--layout", choices=list(READ), default="ged", help="of the file")
    parser.add_argument("--rows", type=int, help="of a generated file; 16,566")
    parser.add_argument("--peak", action="store_true", help="measure memory as well")
    parser.add_argument("--rounds", type=int, default=9, help="readings of each kind")
    given = parser.parse_args()
    warnings.simplefilter("ignore", ProblemsWarning)
    path = given.path
    if path is None and given.rows is None and given.layout == "ged" and REAL.exists():
        path = REAL
    with tempfile.TemporaryDirectory() as folder:
        found = path or generated(folder, given.layout, given.rows or 16_566)
        if given.peak:  # first: a process begins with the peak of the one that starts it
            measure_peak(found, given.layout)
        measure(found, given.layout, given.rounds)


if __name__ == "__main__":
    main()
