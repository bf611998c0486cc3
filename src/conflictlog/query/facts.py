"""What a query asks of one event, worked out once however many parts ask it."""

from __future__ import annotations

import functools
from typing import Final

from conflictlog.event import Event
from conflictlog.event.attributes import live_reports
from conflictlog.event.shown import Shown
from conflictlog.report import Report
from conflictlog.weighing import Weighing

__all__ = ["CONFIDENCE_DIGITS", "Facts"]

#: Columns hold confidence with so many digits: so do the answers about it.
CONFIDENCE_DIGITS: Final = 9


class Facts:
    """One event, with what it shows."""

    def __init__(self, event: Event) -> None:
        self.event = event

    @functools.cached_property
    def shown(self) -> Shown:
        """What the event shows: what is set, and what is picked from the reports."""
        return self.event.shown

    @functools.cached_property
    def weighing(self) -> Weighing:
        """How well the reports support it."""
        return self.event.weigh()

    @functools.cached_property
    def confidence(self) -> float:
        """The confidence, rounded as columns are."""
        return round(self.weighing.confidence, CONFIDENCE_DIGITS)

    @functools.cached_property
    def live(self) -> tuple[Report, ...]:
        """The reports that no later word replaces."""
        return live_reports(self.event.reports)
