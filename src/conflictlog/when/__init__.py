"""Times as they are known: bounds, zones, precision; text in, integers inside."""

from __future__ import annotations

from conflictlog.when.days import (
    civil,
    day_number,
    floating_day_bounds,
    floating_interval_bounds,
    floating_window_bounds,
)
from conflictlog.when.json_form import from_json, to_json
from conflictlog.when.notation import PRECISIONS, QUALIFIERS, Precision, Qualifier
from conflictlog.when.reading import Bounds, Openness
from conflictlog.when.relations import overlap_days, overlap_instants
from conflictlog.when.value import When, restore
from conflictlog.when.zones import first_instant, local_day, zone_text

__all__ = [
    "PRECISIONS",
    "QUALIFIERS",
    "Bounds",
    "Openness",
    "Precision",
    "Qualifier",
    "When",
    "civil",
    "day_number",
    "first_instant",
    "floating_day_bounds",
    "floating_interval_bounds",
    "floating_window_bounds",
    "from_json",
    "local_day",
    "overlap_days",
    "overlap_instants",
    "restore",
    "to_json",
    "zone_text",
]
