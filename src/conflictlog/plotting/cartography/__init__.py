"""Maps: where events were reported, and how exactly that is known."""

from __future__ import annotations

from conflictlog.plotting.cartography.chart import draw_map

__all__ = ["draw_map"]
