"""One news report of 19 December 2022 as a log: printed, explained, drawn.

Run it with `make example`, or `python examples/minsk_kyiv_2022.py [FOLDER]`.
The pictures go to FOLDER, by default `examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl

WIDTHS_INCHES = {"": 12, "_narrow": 7.5}


def main(folder: Path) -> None:
    """Print the log, explain one confidence, and leave two pictures in the folder."""
    log = cl.datasets.minsk_kyiv_2022()
    print(log)

    raid = log["MK22:raid"]
    print("\nHow sure is the raid, and who says what?\n")
    print(raid.explain())

    print("\nThirty downed: who says so?\n")
    print(raid.estimate("downed"))

    print("\nWhat the rumour and its denial leave:\n")
    rumour = log["MK22:rumour"]
    print(f"{rumour.basis}: {rumour.confidence:.3f} ({rumour.status})")

    folder.mkdir(parents=True, exist_ok=True)
    print()
    for suffix, width in WIDTHS_INCHES.items():
        path = folder / f"minsk_kyiv_2022{suffix}.png"
        axes = log.plot.timeline(title="Around Putin's visit to Minsk", width=width)
        axes.figure.savefig(path)
        print(f"picture: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
