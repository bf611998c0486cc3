"""The pictures whose looks are kept in `tests/baselines`, and how two looks are compared."""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib as mpl
import numpy as np
import polars as pl
from PIL import Image

from conflictlog import datasets
from conflictlog.plotting import Plotter, Theme, matches, waterfall

BASELINES = Path(__file__).parent / "baselines"
REDRAW = "python tools/draw_baselines.py"
DPI = 60
CELL = 6  # pixels: about a letter, so that another version's hinting is averaged out


def _log():
    return datasets.minsk_kyiv_2022()


def _waterfall():
    rows = [
        ("prior", "chance and the rivals of the two", -6.1),
        ("killed", "the same number, 10 and more", 5.8),
        ("distance", "within 50 km (settlement and district)", -1.4),
        ("actors", "one rare actor", 4.2),
        ("rivals", "other candidates of the two; calibrated", -0.9),
    ]
    told = {"pair": ("ged-1", "desk-7"), "decision": "one event", "threshold": 0.27}
    return waterfall(rows, **told, width=6)


def _matches():
    chances = [number**3 / 400**3 for number in range(400)]
    decided = ["same event" if 1000 * chance % 7 < 7 * chance else "apart" for chance in chances]
    pairs = pl.DataFrame({"probability": chances, "decision": decided})
    return matches(pairs, threshold=0.27, width=6)


GALLERY = {
    "timeline": lambda: Plotter(_log()).timeline(width=7),
    "timeline_dark": lambda: Plotter(_log()).timeline(width=7, labels=False, theme=Theme.dark()),
    "map": lambda: Plotter(_log()).map(width=7),
    "counts": lambda: Plotter(_log()).counts(width=6),
    "calendar": lambda: Plotter(_log()).calendar(width=6),
    "estimates": lambda: Plotter(_log()).estimates(("launched", "downed"), width=6),
    "waterfall": _waterfall,
    "matches": _matches,
}


def draw_png(name: str, path: Path) -> None:
    """Draw one picture of the gallery, whatever the user's settings."""
    with mpl.rc_context():
        mpl.rcdefaults()
        write_png(GALLERY[name]().figure, path)


def write_png(figure, path):
    """Write a figure small, in 256 colours that keep the palette's apart."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=DPI)
    drawn = Image.open(file).convert("RGB")
    few = drawn.quantize(method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def read_cells(path):
    """Give a picture's colours as means over square cells, from 0 to 255."""
    pixels = np.asarray(Image.open(path).convert("RGB"), dtype=float)
    high, wide = (length // CELL * CELL for length in pixels.shape[:2])
    cells = pixels[:high, :wide].reshape(high // CELL, CELL, wide // CELL, CELL, 3)
    return cells.mean(axis=(1, 3))


def difference(one, two):
    """Give the mean and the greatest distance of the cells of two pictures of one size."""
    apart = np.abs(one - two).max(axis=2)
    return float(apart.mean()), float(apart.max())
