"""Bars on both sides of a line: what is unique up, what was merged down."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt
from matplotlib.collections import LineCollection, PolyCollection

from conflictlog.plotting.bars import step_of
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.sheet import Sheet, body_of, write

__all__ = ["Layer", "Mirror", "draw_mirror", "mirrored"]

Whole = npt.NDArray[np.int64]
_SEEN = 60  # a bar of less than a sixtieth of the tallest cannot be seen
_AIR = 4.0


@attrs.frozen(kw_only=True)
class Layer:
    """One colour: how many of it stand in each bar above the line and below."""

    name: str
    colour: str
    up: Whole
    down: Whole


@attrs.frozen(kw_only=True)
class Mirror:
    """The layers, their highest bars on each side, and whether counts are on a log scale."""

    layers: tuple[Layer, ...]
    up: int
    down: int
    log: bool

    @property
    def most(self) -> int:
        """Give the highest bar of both sides."""
        return max(self.up, self.down)

    def tall(self, count: float) -> float:
        """Give the height of so many, in units of one bar's height."""
        return math.log10(1 + count) if self.log else float(count)


def mirrored(layers: Sequence[Layer], *, log: bool | None = None) -> Mirror:
    """Sum the layers up; counts go on a log scale where a bar could not be seen beside another.

    Parameters
    ----------
    layers
        From the line outwards.
    log
        True or False to insist. Several colours in one bar have no log scale.

    Examples
    --------
    >>> few, many = (np.array(counts) for counts in ([2, 0], [900, 1]))
    >>> mirrored([Layer(name="pairs", colour="#000000", up=many, down=few)]).log
    True
    """
    sides = [
        np.sum([getattr(layer, side) for layer in layers], axis=0) if layers else np.zeros(1)
        for side in ("up", "down")
    ]
    counts = np.concatenate(sides)
    drawn = counts[counts > 0]
    if log is None:
        log = bool(len(layers) == 1 and len(drawn) and drawn.max() > _SEEN * drawn.min())
    up, down = (int(side.max()) for side in sides)
    return Mirror(layers=tuple(layers), up=up, down=down, log=log)


def draw_mirror(pen: Pen, sheet: Sheet, mirror: Mirror, edges: Sequence[float]) -> None:
    """Draw grid, counts, bars and the line between; `edges` are the bars' in points.

    Where a layer has a colour, its bars have its name as id: "up:name", "down:name".
    """
    theme = sheet.theme
    width, height = body_of(pen)
    scale = (height - 2 * _AIR) / (mirror.tall(mirror.up) + mirror.tall(mirror.down))
    zero = _AIR + mirror.tall(mirror.up) * scale
    _counts(pen, sheet, mirror, zero, scale)
    x = np.array(edges)
    gap = np.minimum(np.diff(x) * 0.12, 3.0)
    lefts, rights = x[:-1] + gap / 2, x[1:] - gap / 2
    for side, sign in (("up", -1), ("down", 1)):
        base = np.zeros(len(lefts))
        for layer in mirror.layers:
            counts = getattr(layer, side)
            top = base + counts
            y0, y1 = (
                [zero + sign * mirror.tall(float(one)) * scale for one in ends]
                for ends in (base, top)
            )
            corners = [
                [
                    (lefts[at], y0[at]),
                    (lefts[at], y1[at]),
                    (rights[at], y1[at]),
                    (rights[at], y0[at]),
                ]
                for at in np.flatnonzero(counts)
            ]
            base = top
            if corners:
                slabs = PolyCollection(
                    corners, facecolors=[layer.colour], edgecolors="none", transform=pen.transform
                )
                slabs.set_gid(f"{side}:{layer.name}")
                pen.add(slabs, 3)
    line = LineCollection(
        [[(0, zero), (width, zero)]], colors=[theme.ink], linewidths=0.9, transform=pen.transform
    )
    pen.add(line, 4)


def _counts(pen: Pen, sheet: Sheet, mirror: Mirror, zero: float, scale: float) -> None:
    theme = sheet.theme
    width, height = body_of(pen)
    lowest = -math.inf
    at = sorted(
        (zero + sign * mirror.tall(count) * scale, count)
        for sign, most in ((-1, mirror.up), (1, mirror.down))
        for count in _marked(mirror, most, height)
        if count or sign > 0
    )
    for y, count in at:
        line = LineCollection(
            [[(0, y), (width, y)]], colors=[theme.grid], linewidths=0.7, transform=pen.transform
        )
        pen.add(line, 1)
        baseline = min(y + theme.tick_size * 0.36, height)
        if baseline - theme.tick_size * 1.25 < lowest:
            continue
        lowest = baseline
        where = (-6.0, baseline)
        write(pen, sheet, where, f"{count:,}", size=theme.tick_size, label="count", right=True)


def _marked(mirror: Mirror, most: int, height: float) -> list[int]:
    """Give the counts of one side that are marked."""
    if mirror.log:
        return [0, *(10**power for power in range(len(str(most))) if 10**power <= most)]
    step = step_of(mirror.up + mirror.down, height)
    return list(range(0, most + 1, step))
