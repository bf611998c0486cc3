"""Pictures that look as they did: cell by cell, so that no version's hinting decides."""

from __future__ import annotations

import pytest

from tests.gallery import (
    BASELINES,
    GALLERY,
    REDRAW,
    difference,
    draw_png,
    read_cells,
    write_png,
)

#: Means of cells of 6 by 6 pixels, of 255: letters may move by part of a pixel, marks may not.
MEAN, GREATEST = 1.0, 60.0
REMEDY = f"look at it, and where it is as it should be: {REDRAW}"


@pytest.mark.parametrize("name", GALLERY)
def test_a_picture_looks_as_it_did(name, tmp_path):
    """The same size, the same shapes and colours in the same places."""
    path = tmp_path / f"{name}.png"
    draw_png(name, path)
    drawn, kept = read_cells(path), read_cells(BASELINES / f"{name}.png")
    assert drawn.shape == kept.shape, f"{path} has another size; {REMEDY}"
    mean, greatest = difference(drawn, kept)
    assert mean <= MEAN, f"{path} differs by {mean:.2f} on average; {REMEDY}"
    assert greatest <= GREATEST, f"{path} differs by {greatest:.0f} in one place; {REMEDY}"


def test_the_kept_pictures_are_those_of_the_gallery():
    """None is missing, none is left over, and none weighs down the checkout."""
    kept = {path.stem: path.stat().st_size for path in BASELINES.glob("*.png")}
    assert kept.keys() == GALLERY.keys()
    assert max(kept.values()) < 60_000


def test_one_mark_drawn_otherwise_is_seen(tmp_path):
    """The comparison finds a single filled mark that is hollow in another picture."""
    one, two = tmp_path / "one.png", tmp_path / "two.png"
    ax = GALLERY["timeline"]()
    write_png(ax.figure, one)
    marks = [mark for mark in ax.collections if (mark.get_gid() or "").startswith("event:")]
    marks[1].set_facecolor(["#FFFFFF"])
    write_png(ax.figure, two)
    assert difference(read_cells(one), read_cells(two))[1] > GREATEST
