"""Ask files that need not fit into memory: three of them, asked together, and counted.

Run it with ``python examples/larger_than_memory.py [FOLDER]``; the files go to FOLDER, by default
`examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl

PARTS = 3


def main(folder: Path) -> None:
    """Write three files; ask them all at once, and collect only what was asked for."""
    whole = cl.testing.generate(3_000, seed=4, sources=1).logs["A"]
    folder.mkdir(parents=True, exist_ok=True)
    for part in range(PARTS):
        whole[part::PARTS].write(folder / f"larger-{part}.parquet")
    log = cl.scan(folder / "larger-*.parquet")
    near_kyiv = log.filter(cl.near((50.45, 30.52), km=100) & (cl.confidence >= 0.6))
    print(near_kyiv)
    print(f"{near_kyiv.height} of {log.height} events")
    print(near_kyiv.counts(by=("year", "kind")).head(5))
    print(near_kyiv.collect().sort()[:5])


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
