"""The pictures whose looks are kept in `tests/baselines`, and how two looks are compared."""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib as mpl
import numpy as np
from PIL import Image

from conflictlog import datasets
from conflictlog.plotting import Plotter, Theme

BASELINES = Path(__file__).parent / "baselines"
REDRAW = "python tools/draw_baselines.py"
DPI = 60
CELL = 6  # pixels: about a letter, so that another version's hinting is averaged out


def _log():
    return datasets.minsk_kyiv_2022()


GALLERY = {
    "timeline": lambda: Plotter(_log()).timeline(width=7),
    "timeline_dark": lambda: Plotter(_log()).timeline(width=7, labels=False, theme=Theme.dark()),
    "map": lambda: Plotter(_log()).map(width=7),
    "counts": lambda: Plotter(_log()).counts(width=6),
    "calendar": lambda: Plotter(_log()).calendar(width=6),
    "estimates": lambda: Plotter(_log()).estimates(("launched", "downed"), width=6),
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
