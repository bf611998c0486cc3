"""KML 2.2 and KMZ: placemarks with a time span, for Google Earth, QGIS and phones.

Each placemark says what a reader needs in its balloon, and carries its event in one entry of
``ExtendedData``, so that our own files are read back as exactly as GeoJSON. KML of other makers
is not read here.
"""

from __future__ import annotations

from typing import Final

from conflictlog.formats.geojson import LOSSES
from conflictlog.formats.kml.reading import read, sniff
from conflictlog.formats.kml.writing import write

__all__ = ["LOSSES", "NAME", "SUFFIXES", "TRIED", "read", "sniff", "write"]

NAME: Final = "kml"
SUFFIXES: Final = (".kml", ".kmz")
#: The size that was tried.
TRIED: Final = "10,000 events with 40,000 reports"
