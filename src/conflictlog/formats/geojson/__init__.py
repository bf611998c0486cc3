"""GeoJSON (RFC 7946): one feature an event, for web maps and geographic programs.

Written by columns: WGS84, longitude first; a point for one place, a MultiPoint for several,
null for none; a point that only stands for an area is no geometry unless asked for. Read: our
own files, and anybody's whose features have a date among their properties.
"""

from __future__ import annotations

from typing import Final

from conflictlog.formats.geojson.reading import read, sniff
from conflictlog.formats.geojson.writing import LOSSES, write

__all__ = ["LOSSES", "NAME", "SUFFIXES", "TRIED", "read", "sniff", "write"]

NAME: Final = "geojson"
SUFFIXES: Final = (".geojson",)
#: The size that was tried.
TRIED: Final = "10,000 events with 40,000 reports"
