"""The news report of 19 December 2022 on a map: dots only where a dot is true.

Run it with `python examples/map_2022.py [FOLDER]`; the pictures go to FOLDER, by default
`examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl

WIDTHS_INCHES = {"": 11, "_narrow": 7.5}


def main(folder: Path) -> None:
    """Draw the sample at two widths."""
    log = cl.datasets.minsk_kyiv_2022()
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, width in WIDTHS_INCHES.items():
        path = folder / f"map_2022{suffix}.png"
        axes = log.plot.map(title="Around Putin's visit to Minsk, 19 December 2022", width=width)
        axes.figure.savefig(path)
        print(f"picture: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
