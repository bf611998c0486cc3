"""What all bars of periods share: the ticks of counts, the legend, what is not counted."""

from __future__ import annotations

import math

from conflictlog.plotting.coverage import hatched_entry
from conflictlog.plotting.legend import Entry, block_entry
from conflictlog.plotting.periods import Tally
from conflictlog.plotting.theme import Theme

__all__ = ["PALE", "bar_entries", "step_of", "uncounted"]

PALE = 0.3  # strength of what is only possible


def step_of(top: int, height: float) -> int:
    """Give the distance of ticks up to a count, 34 points apart or more.

    Examples
    --------
    >>> step_of(12, 200)
    5
    """
    wanted = max(top / max(height / 34.0, 1.0), 1.0)
    power = 10 ** math.floor(math.log10(wanted))
    return int(next(power * one for one in (1, 2, 5, 10) if power * one >= wanted * 0.999))


def bar_entries(
    theme: Theme, *, certain: bool, possible: bool, uncovered: bool, colour: str | None = None
) -> list[Entry]:
    """Name the looks of a bar that are in use."""
    found = [block_entry("begins in it", 1.0, theme, colour)] if certain else []
    if possible:
        found.append(block_entry("may begin in it, or in another", PALE, theme, colour))
    return [*found, hatched_entry(theme)] if uncovered else found


def uncounted(found: Tally) -> list[str]:
    """Say how pale bars are meant, and which events are in none."""
    told = []
    if found.possible.any():
        told.append("what may begin in several periods is pale in each: do not add pale bars up")
    told += [
        f"{count:,} {words}"
        for count, words in (
            (found.unrealised, "planned or cancelled, not counted"),
            (found.undated, "without a known start, not counted"),
            (found.before, "before the window"),
            (found.after, "after the window"),
        )
        if count
    ]
    return told
