"""Each kind of event on one scale: by month, and on the map.

Run it with `python examples/small_multiples.py [FOLDER]`; the pictures go to FOLDER, by default
`examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl


def main(folder: Path) -> None:
    """Leave bars in two widths, and maps, in the folder."""
    log = cl.datasets.minsk_kyiv_2022()
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {
        "small_multiples": log.plot.small_multiples(width=9),
        "small_multiples_phone": log.plot.small_multiples(width=3.5),
        "small_multiples_map": log.plot.small_multiples(
            of="map", extent=["Ukraine", "Belarus"], width=9
        ),
    }
    for name, axes in pictures.items():
        path = folder / f"{name}.png"
        axes.figure.savefig(path)
        print(f"picture: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
