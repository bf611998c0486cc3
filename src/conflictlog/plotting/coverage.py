"""Where a missing bar is no zero: what no data set covers, hatched and in words."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.patches import Rectangle

from conflictlog.log import EventLog
from conflictlog.plotting.legend import Entry
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.theme import Theme

__all__ = ["coverage_note", "hatch", "hatched_entry"]

Box = tuple[float, float, float, float]


def hatch(pen: Pen, boxes: Sequence[Box], theme: Theme, *, order: float = 0.8) -> None:
    """Hatch rectangles: left, top, width, height."""
    for left, top, width, height in boxes:
        box = Rectangle(
            (left, top), width, height, facecolor=theme.band, edgecolor=theme.grid, linewidth=0,
            hatch="///", transform=pen.transform,
        )  # fmt: skip
        box.set_zorder(order)
        box.set_gid("uncovered")
        pen.ax.add_artist(box)


def hatched_entry(theme: Theme) -> Entry:
    """Give the legend's entry."""

    def hatched(pen: Pen, x: float, y: float) -> None:
        box = Rectangle(
            (x, y - 5), 18, 10, facecolor=theme.band, edgecolor=theme.muted, linewidth=0,
            hatch="////", transform=pen.transform,
        )  # fmt: skip
        pen.ax.add_artist(box)
        box.set_clip_on(False)

    return Entry(words="not covered: no zero", width=18, draw=hatched)


def coverage_note(log: EventLog, gaps: Sequence[tuple[float, float]] | None, *, empty: str) -> str:
    """Say what the data sets cover as far as they state it; `empty` names what may be no zero."""
    if gaps is None:
        return f"No coverage stated: an empty {empty} is not a zero."
    covers = [
        f"{one.name} {one.coverage.first or '...'} to {one.coverage.last or '...'}"
        + (f" ({', '.join(one.coverage.countries)})" if one.coverage.countries else "")
        for one in log.datasets
        if one.coverage is not None
    ]
    return f"Coverage as stated: {'; '.join(covers)}."
