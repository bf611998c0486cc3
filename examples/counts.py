"""How many events begin on each day: certainly, or possibly.

Run it with `python examples/counts.py [FOLDER]`; the pictures go to FOLDER, by default
`examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl

WIDTHS_INCHES = {"": 8.5, "_slide": 12}


def main(folder: Path) -> None:
    """Leave two pictures of twelve days in December 2022 in the folder."""
    log = cl.datasets.minsk_kyiv_2022()
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, width in WIDTHS_INCHES.items():
        path = folder / f"counts{suffix}.png"
        axes = log.plot.counts(
            period="day",
            window=("2022-12-12", "2022-12-24"),
            annotate={"2022-12-19": "Putin in Minsk"},
            width=width,
        )
        axes.figure.savefig(path)
        print(f"picture: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
