"""How hard the generator is: the figures of docs/benchmarks.md, and crowds beside those of Nigeria.

Run with ``python benchmarks/generator_difficulty.py [rows ...]``.
"""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np
import polars as pl

from conflictlog.outlines import EARTH_RADIUS_KM
from conflictlog.testing import generate, measure_difficulty
from conflictlog.testing.generator.settings import Style

STYLES: tuple[Style, ...] = ("dense", "sparse")
#: Days and km in which rows of GED with a row of ACLED were counted.
WINDOWS = ((0, 3), (1, 3), (1, 10), (1, 25), (2, 50))
CROWD_ROWS = 1_000


def crowds(one: pl.DataFrame, other: pl.DataFrame) -> list[float]:
    """Give, of the rows with a row of the other source in a window, the share that have several."""
    phi, lam = (
        [np.radians(each[name].to_numpy()) for each in (one, other)] for name in ("lat", "lon")
    )
    points = [
        np.stack([np.cos(p) * np.cos(q), np.cos(p) * np.sin(q), np.sin(p)], axis=1)
        for p, q in zip(phi, lam, strict=True)
    ]
    km = np.nan_to_num(
        EARTH_RADIUS_KM * np.arccos(np.clip(points[0] @ points[1].T, -1, 1)), nan=9e9
    )
    first, last = (
        [each[name].cast(pl.Int32).to_numpy() for each in (one, other)]
        for name in ("date_start", "date_end")
    )
    gap = np.maximum(first[0][:, None] - last[1], first[1] - last[0][:, None])
    found = []
    for days, reach in WINDOWS:
        met = ((km <= reach) & (gap <= days)).sum(axis=1)
        found.append(float((met > 1).sum() / max(1, (met > 0).sum())))
    return found


def main() -> None:
    """Print a table of difficulty, then one of crowds."""
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000]
    print("style   rows    seconds  3 km 1 d  10 km 2 d  naive F1 (precision, recall)")
    for style in STYLES:
        for rows in sizes:
            for seed in (1, 2, 3) if rows <= 10_000 else (1,):
                start = time.perf_counter()
                made = generate(rows, seed=seed, style=style)
                seconds = time.perf_counter() - start
                found = measure_difficulty(made)
                print(
                    f"{style:7} {rows:7} {seconds:7.2f}  {found.near:8.3f}  {found.wide:9.3f}"
                    f"  {found.f1:.3f} ({found.precision:.3f}, {found.recall:.3f})"
                )
    print("rows with several candidates, of those with any, within", WINDOWS)
    for style in STYLES:
        rows_of = (generate(CROWD_ROWS, seed=seed, style=style).frames for seed in (1, 2, 3))
        shares = [crowds(frames["A"], frames["B"]) for frames in rows_of]
        print(f"{style:7}", *(f"{statistics.mean(each):.2f}" for each in zip(*shares, strict=True)))


if __name__ == "__main__":
    main()
