"""The news report of 19 December 2022 as one page: linked timeline, map and table.

Run it with `python examples/interactive.py [FOLDER]`; the page goes to FOLDER, by default
`examples/output`. It needs `pip install "conflictlog[html]"`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import conflictlog as cl


def main(folder: Path) -> None:
    """Write the sample's page."""
    log = cl.datasets.minsk_kyiv_2022()
    folder.mkdir(parents=True, exist_ok=True)
    title = "Around Putin's visit to Minsk, 19 December 2022"
    path = log.to_html(folder / "minsk_kyiv_2022.html", title=title)
    print(f"page: {path}")


if __name__ == "__main__":
    here = Path(__file__).parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "output")
