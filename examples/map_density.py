"""Twenty thousand invented events on a map: hexagons of counts.

Run it with `python examples/map_density.py [FOLDER]`; the picture goes to FOLDER, by default
`examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from conflictlog.testing import generate


def main(folder: Path) -> None:
    """Draw them at one width."""
    log = generate(20_000, seed=1, sources=1).logs["A"]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "map_density.png"
    axes = log.plot.map(title="20,000 invented events", width=9)
    axes.figure.savefig(path)
    print(f"picture: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
