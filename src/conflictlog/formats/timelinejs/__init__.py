"""TimelineJS: slides in time, written as JSON and read from JSON and CSV.

Our slides carry their events beside what is shown, so that they are read back as exactly as
GeoJSON; only events without a date have no slide. Whatever a source wrote is escaped.
"""

from __future__ import annotations

from typing import Final

from conflictlog.formats.timelinejs.reading import read, sniff
from conflictlog.formats.timelinejs.writing import LOSSES, write

__all__ = ["LOSSES", "NAME", "SUFFIXES", "TRIED", "read", "sniff", "write"]

NAME: Final = "timelinejs"
SUFFIXES: Final = (".timeline.json",)
#: The size that was tried.
TRIED: Final = "10,000 events with 40,000 reports"
