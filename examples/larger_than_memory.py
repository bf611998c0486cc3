"""Ask files that need not fit into memory: three of them, asked together, and counted.

Run it with ``python examples/larger_than_memory.py [FOLDER]``; the picture goes to FOLDER, by
default `examples/output`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import conflictlog as cl

PARTS = 3


def main(folder: Path) -> None:
    """Write three files; ask them all at once, collect and draw only what was asked for."""
    with tempfile.TemporaryDirectory() as files:
        found = ask(Path(files))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "larger_than_memory.png"
    found.plot.timeline(title="Within 100 km of Kyiv").figure.savefig(path)
    print(f"picture: {path}")


def ask(files: Path) -> cl.EventLog:
    """Write the files, and give what they hold near Kyiv."""
    whole = cl.testing.generate(3_000, seed=4, sources=1).logs["A"]
    for part in range(PARTS):
        whole[part::PARTS].write(files / f"larger-{part}.parquet")
    log = cl.scan(files / "larger-*.parquet")
    near_kyiv = log.filter(cl.near((50.45, 30.52), km=100) & (cl.confidence >= 0.6))
    print(near_kyiv)
    print(f"{near_kyiv.height} of {log.height} events")
    print(near_kyiv.counts(by=("year", "kind")).head(5))
    found = near_kyiv.collect().sort()
    print(found[:5])
    return found


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
