"""Where countries lie on the globe: caps around them, and their outlines."""

from __future__ import annotations

from conflictlog.outlines.caps import (
    EARTH_RADIUS_KM,
    HALF_WAY_KM,
    Cap,
    covering_cap,
    distance_km,
)
from conflictlog.outlines.rings import (
    Border,
    Line,
    Polygon,
    borders,
    coasts,
    country_rings,
    lakes,
    outlined_codes,
)

__all__ = [
    "EARTH_RADIUS_KM",
    "HALF_WAY_KM",
    "Border",
    "Cap",
    "Line",
    "Polygon",
    "borders",
    "coasts",
    "country_rings",
    "covering_cap",
    "distance_km",
    "lakes",
    "outlined_codes",
]
