"""The probability from which pairs are joined: checked, and named in the legend."""

from __future__ import annotations

from matplotlib.collections import LineCollection

from conflictlog.errors import InvalidValue
from conflictlog.event import chance_text
from conflictlog.plotting.legend import Entry
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.theme import Theme

__all__ = ["check_chance", "joined_entry"]


def check_chance(name: str, chance: float | None) -> None:
    """Refuse what is no probability; None is nothing to check.

    Raises
    ------
    InvalidValue
        For what does not lie between 0 and 1.

    Examples
    --------
    >>> check_chance("threshold", 0.27)
    """
    if chance is None:
        return
    if isinstance(chance, bool) or not isinstance(chance, (int, float)) or not 0 < chance < 1:
        raise InvalidValue(
            f"{name} is {chance!r:.80}",
            expected="a probability between 0 and 1, both excluded",
            remedy="write 0.27, or leave it out",
        )


def joined_entry(threshold: float, theme: Theme) -> Entry:
    """Explain the dashed line."""

    def draw(pen: Pen, x: float, y: float) -> None:
        line = LineCollection(
            [[(x + 4, y - theme.bar * 0.8), (x + 4, y + theme.bar * 0.8)]],
            colors=[theme.ink],
            linewidths=1.1,
            linestyles=[(0, (4, 2.5))],
            transform=pen.transform,
        )
        pen.add(line, 3)

    return Entry(words=f"joined from {chance_text(threshold)}", width=8, draw=draw)
