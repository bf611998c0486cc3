"""Eleven events of December 2022 on one line, with a stem to each label.

Run it with `python examples/stem.py [FOLDER]`; the pictures go to FOLDER, by default
`examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl

WIDTHS_INCHES = {"": 11, "_column": 7}


def main(folder: Path) -> None:
    """Leave two pictures of the days around the Minsk visit in the folder."""
    log = cl.datasets.minsk_kyiv_2022()
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, width in WIDTHS_INCHES.items():
        path = folder / f"stem{suffix}.png"
        axes = log.plot.timeline(
            style="stem", title="Around Putin's visit to Minsk, December 2022", width=width
        )
        axes.figure.savefig(path)
        print(f"picture: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
