"""Bars in each panel: certain is solid, possible pale, on one scale of time and of counts."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from conflictlog.plotting import shapes
from conflictlog.plotting.bars import PALE, step_of
from conflictlog.plotting.coverage import hatch
from conflictlog.plotting.panels.grid import Cell
from conflictlog.plotting.periods import Tally
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.sheet import Sheet, bare, write
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.ticks import make_ticks

__all__ = ["Bars", "bars_of"]

Gaps = Sequence[tuple[float, float]]


@attrs.frozen(kw_only=True, eq=False)
class Bars:
    """What all panels share: the periods, the highest bar, what is not covered."""

    found: Tally
    top: int
    gaps: Gaps
    colour: str

    @property
    def limits(self) -> tuple[float, float]:
        """Give the ends of the axis of time, in days."""
        return float(self.found.edges[0]), float(self.found.edges[-1])

    def step(self, high: float) -> int:
        """Give the distance of the ticks of counts."""
        return step_of(self.top, high)

    def most(self, high: float) -> int:
        """Give the upper end of the axis of counts."""
        step = self.step(high)
        return -(-max(self.top, 1) // step) * step

    def draw(self, child: Axes, cell: Cell, number: int | None, theme: Theme) -> None:
        """Draw the bars of one panel, in days and counts."""
        low, high = self.limits
        top, step = self.most(cell.high), self.step(cell.high)
        bare(child, theme, (low, high), top)
        child.set_ylim(0, top)
        pen = Pen(ax=child, transform=child.transData, paper=theme.paper, ink=theme.ink)
        hatch(pen, [(a, 0.0, b - a, float(top)) for a, b in self.gaps], theme)
        lines = [[(low, float(y)), (high, float(y))] for y in range(step, top + 1, step)]
        grid = LineCollection(lines, colors=[theme.grid], linewidths=0.6, transform=child.transData)
        pen.add(grid, 1)
        grid.set_clip_on(False)
        if number is None:
            return
        edges = np.array(self.found.edges, dtype=float)
        wide = np.diff(edges)
        air = np.minimum(wide * 0.12, 2.0 * (high - low) / cell.wide)
        lefts, rights = edges[:-1] + air / 2, edges[1:] - air / 2
        base = np.zeros(len(wide))
        for pale in (False, True):
            tall = (self.found.possible if pale else self.found.certain)[number]
            corners = [
                [
                    (lefts[at], base[at]),
                    (lefts[at], base[at] + tall[at]),
                    (rights[at], base[at] + tall[at]),
                    (rights[at], base[at]),
                ]
                for at in np.flatnonzero(tall)
            ]
            base = base + tall
            if corners:
                colour = shapes.mix(self.colour, PALE if pale else 1.0, theme.paper)
                slabs = PolyCollection(
                    corners, facecolors=[colour], edgecolors="none", transform=child.transData
                )
                slabs.set_gid("possible" if pale else "certain")
                pen.add(slabs, 3)

    def label(self, pen: Pen, sheet: Sheet, cells: Sequence[Cell]) -> None:
        """Write the counts beside the first column, the dates below the lowest panels."""
        theme = sheet.theme
        low, high = self.limits
        for cell in cells:
            if cell.column == 0:
                top, step = self.most(cell.high), self.step(cell.high)
                for value in range(0, top + 1, step):
                    y = cell.top + cell.high * (1 - value / top)
                    at = (cell.left - 5.0, y + theme.tick_size * (0.36 if value else 0.1))
                    words = f"{value:,}"
                    write(pen, sheet, at, words, size=self.small(theme), label="count", right=True)
            if cell.lowest:
                self._dates(pen, sheet, cell, (low, high))

    @staticmethod
    def small(theme: Theme) -> float:
        """Give the size of the labels."""
        return theme.tick_size * 0.9

    def _dates(self, pen: Pen, sheet: Sheet, cell: Cell, limits: tuple[float, float]) -> None:
        size = self.small(sheet.theme)

        def measure(words: str) -> float:
            return sheet.ruler.width(words, size)

        ticks = make_ticks(*limits, cell.wide, measure, months=sheet.theme.months)
        scale = cell.wide / (limits[1] - limits[0])
        for tick in ticks.labels:
            x = cell.left + (tick.position - limits[0]) * scale
            for number, words in enumerate((tick.text, tick.below)):
                if words:
                    y = cell.top + cell.high + 4 + size * (1 + 1.25 * number)
                    at = (x - measure(words) / 2, y)
                    write(pen, sheet, at, words, size=size, label="date")


def bars_of(found: Tally, gaps: Gaps | None, theme: Theme) -> Bars:
    """Measure what all panels share."""
    stacked = found.certain + found.possible
    return Bars(
        found=found,
        top=int(stacked.max(initial=0)),
        gaps=gaps or (),
        colour=theme.palette[min(1, len(theme.palette) - 1)] if theme.palette else theme.other,
    )
