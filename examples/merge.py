"""Which records of two logs are one event, and why: a merge explained and drawn.

Run it with `python examples/merge.py [FOLDER]`; the pictures go to FOLDER, by default
`examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl
from conflictlog.testing import generate

WIDTHS_INCHES = {"": 8.5, "_phone": 3.9}


def main(folder: Path) -> None:
    """Merge two sources that tell of the same incidents; leave six pictures in the folder."""
    made = generate(600, seed=11, style="sparse", sources=2)
    both = cl.merge(made.logs["A"], made.logs["B"])
    print(both)
    doubtful = both.review(1).row(0, named=True)
    pair = doubtful["id_a"], doubtful["id_b"]
    print(both.explain(*pair))
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, width in WIDTHS_INCHES.items():
        for name, axes in (
            ("waterfall", both.plot.waterfall(*pair, width=width)),
            ("matches", both.plot.matches(width=width)),
            ("calibration", both.plot.calibration(made.truth, width=width)),
        ):
            path = folder / f"{name}{suffix}.png"
            both.plot.save(axes, path, dpi=100)
            print(f"picture: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
