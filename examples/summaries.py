"""Two data sets about one war: what each counts, side by side and unmerged.

Run it with ``python examples/summaries.py [FOLDER]``; the picture goes to FOLDER, by default
`examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl


def main(folder: Path) -> None:
    """Print summaries of generated data; leave a picture of one data set's weeks."""
    logs = cl.testing.generate(3_000, seed=4, sources=2).logs
    print(logs["A"].describe())
    print(logs["A"].top("actor", 5))
    print(logs["A"].sums("killed", by="month").head(5))
    side_by_side = cl.compare(logs, by=("month", "kind"))
    print(side_by_side.select("month", "kind", "A_possible", "B_possible", "B_lag_days").head(8))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "summaries.png"
    logs["A"].plot.counts(period="week", width=9).figure.savefig(path)
    print(f"picture: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
