"""How hard the generated data are to match, and how fast they are made.

Run with ``python benchmarks/generator_difficulty.py [rows a source ...]``.
"""

from __future__ import annotations

import sys
import time
from typing import get_args

from conflictlog.testing import generate, measure_difficulty
from conflictlog.testing.generator.settings import Style


def main() -> None:
    """Print one line a size, style and seed."""
    sizes = [int(float(text)) for text in sys.argv[1:]] or [1_000, 10_000, 100_000]
    print(
        "rows x 3  style  seed | 3 km, 1 d  10 km, 2 d | naive P     R    F1 |    pairs   made in"
    )
    for rows in sizes:
        for style in get_args(Style):
            for seed in range(1, 4 if rows < 100_000 else 2):
                start = time.perf_counter()
                made = generate(rows, seed=seed, style=style)
                seconds = time.perf_counter() - start
                found = measure_difficulty(made)
                print(
                    f"{rows:>8} {style:>6} {seed:>5} | {found.near:9.3f} {found.wide:11.3f} |"
                    f"   {found.precision:.3f} {found.recall:.3f} {found.f1:.3f} |"
                    f" {found.true_pairs:>8} {seconds:7.2f} s",
                    flush=True,
                )


if __name__ == "__main__":
    main()
