"""From the text of a place to places, offline: what a report writes, and what it may mean.

A text is parsed into phrases ("12 km NE of X"), each name is looked up in an embedded gazetteer
by several spellings, and what is found decides, or stays ambiguous. Names of this room are
imported when they are first used: one of its classes needs geopy, which is slow to load.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conflictlog.geocoding.bulk.filling import Geocoded, geocode
    from conflictlog.geocoding.bulk.frames import locate_all
    from conflictlog.geocoding.bulk.points import nearest_places
    from conflictlog.geocoding.bulk.reviewing import read_overrides, write_review
    from conflictlog.geocoding.found import Candidate, Located
    from conflictlog.geocoding.gazetteer.crediting import attribution
    from conflictlog.geocoding.locating.offline import locate, names_of
    from conflictlog.geocoding.locating.service import Gazetteer

_MODULES = {
    "Candidate": "found",
    "Gazetteer": "locating.service",
    "Geocoded": "bulk.filling",
    "Located": "found",
    "attribution": "gazetteer.crediting",
    "geocode": "bulk.filling",
    "locate": "locating.offline",
    "locate_all": "bulk.frames",
    "names_of": "locating.offline",
    "nearest_places": "bulk.points",
    "read_overrides": "bulk.reviewing",
    "write_review": "bulk.reviewing",
}

__all__ = [
    "Candidate",
    "Gazetteer",
    "Geocoded",
    "Located",
    "attribution",
    "geocode",
    "locate",
    "locate_all",
    "names_of",
    "nearest_places",
    "read_overrides",
    "write_review",
]

# Hidden from type checkers, who would otherwise accept every mistyped name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import a name of this room from its module, once."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
        globals()[name] = value
        return value
