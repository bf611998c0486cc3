"""Twenty thousand invented events on a timeline: counted by lane, not drawn one by one.

Run it with `python examples/density.py [FOLDER]`; the pictures go to FOLDER, by default
`examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl
from conflictlog.testing import generate

LOOKS = {"": cl.Theme.light(), "_dark": cl.Theme.dark()}


def main(folder: Path) -> None:
    """Leave a light and a dark picture in the folder."""
    log = generate(20_000, seed=1, sources=1).logs["A"]
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, theme in LOOKS.items():
        path = folder / f"density{suffix}.png"
        axes = log.plot.timeline(title="20,000 invented events", width=9, theme=theme)
        axes.figure.savefig(path)
        print(f"picture: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
