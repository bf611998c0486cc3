"""Draw the pictures of `tests/baselines` again, after a change of looks that is wanted.

Run with ``python tools/draw_baselines.py [name ...]``, and look at each before committing it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Draw those named, or all."""
    sys.path.insert(0, str(ROOT))
    from tests.gallery import BASELINES, GALLERY, draw_png

    BASELINES.mkdir(exist_ok=True)
    for name in sys.argv[1:] or GALLERY:
        path = BASELINES / f"{name}.png"
        draw_png(name, path)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
