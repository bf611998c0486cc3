"""Small multiples: the same small picture, one for each value."""

from __future__ import annotations

from conflictlog.plotting.panels.chart import small_multiples

__all__ = ["small_multiples"]
