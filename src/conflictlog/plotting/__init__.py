"""Pictures: functions that take events and `ax=None`, and give Axes.

Nothing global is touched: no pyplot, no rcParams, no `show`. Matplotlib is imported when a
name of this room is first used.
"""

from __future__ import annotations

from conflictlog.plotting.accessor import Plotter
from conflictlog.plotting.almanac import calendar
from conflictlog.plotting.cartography import draw_map
from conflictlog.plotting.confidence import confidence
from conflictlog.plotting.counts import counts
from conflictlog.plotting.describing import describe
from conflictlog.plotting.estimates import estimates
from conflictlog.plotting.page import Page
from conflictlog.plotting.pairs import calibration, matches, waterfall
from conflictlog.plotting.panels import small_multiples
from conflictlog.plotting.saving import save
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.timeline import timeline

__all__ = [
    "Page",
    "Plotter",
    "Theme",
    "calendar",
    "calibration",
    "confidence",
    "counts",
    "describe",
    "draw_map",
    "estimates",
    "matches",
    "save",
    "small_multiples",
    "timeline",
    "waterfall",
]
