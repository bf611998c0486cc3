"""Which days of 2022 had events: certainly, or possibly.

Run it with `python examples/calendar_2022.py [FOLDER]`; the pictures go to FOLDER, by default
`examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl

WIDTHS_INCHES = {"": 7, "_phone": 3.5, "_slide": 11}


def main(folder: Path) -> None:
    """Leave the year in three widths in the folder."""
    log = cl.datasets.minsk_kyiv_2022()
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, width in WIDTHS_INCHES.items():
        path = folder / f"calendar{suffix}.png"
        axes = log.plot.calendar(annotate={"2022-12-19": "Putin in Minsk"}, width=width)
        axes.figure.savefig(path)
        print(f"picture: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
