"""Ask a log: what is certain, what is possible, and why.

Run it with `python examples/queries.py [FOLDER]`; the picture of what is found goes to FOLDER, by
default `examples/output`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl

KYIV = cl.Place("Kyiv", lat=50.45, lon=30.52)


def main(folder: Path) -> None:
    """Ask a few questions about December 2022, and draw the answer to one."""
    log = cl.datasets.minsk_kyiv_2022()
    query = cl.near(KYIV, km=50) & cl.during("2022-12") & cl.kind("strike")
    found = log.filter(query)
    print(found)
    print()
    print(query.explain(log))
    print()
    for each in (
        cl.within("Belarus") & ~cl.kind("visit"),
        cl.actor("Russia", role="initiator"),
        cl.value("downed") >= 30,
        cl.status("contested", "denied") | cl.unknown("place"),
    ):
        sure, maybe = log.filter(each, certainty="certain"), log.filter(each)
        print(f"{each!r}: {len(sure)} certain, {len(maybe) - len(sure)} more possible")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "queries.png"
    found.plot.timeline().figure.savefig(path)
    print(f"picture: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
