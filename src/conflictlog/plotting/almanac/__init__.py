"""Calendars: how many events are on each local day, certain apart from possible."""

from __future__ import annotations

from conflictlog.plotting.almanac.chart import calendar

__all__ = ["calendar"]
