"""Caps on columns: `Cap.meets` and `Cap.contains` for the cap of every place."""

from __future__ import annotations

import math
from typing import Final

import polars as pl

from conflictlog.outlines import EARTH_RADIUS_KM, HALF_WAY_KM, Cap

__all__ = ["contained", "met"]

# A millimetre, as caps have it: what rounding may cost.
_SLACK_KM: Final = 1e-6


def met(region: Cap) -> pl.Expr:
    """Say whether the cap of a place meets a region; one that may be anywhere may."""
    reach = pl.col("cap_km") + (region.radius_km + _SLACK_KM)
    found = (_apart(region) <= _chord(reach)) | (reach >= HALF_WAY_KM)
    return found.fill_null(value=True)


def contained(region: Cap) -> pl.Expr:
    """Say whether the cap of a place lies within a region."""
    limit = region.radius_km + _SLACK_KM
    if limit >= HALF_WAY_KM:
        return pl.col("cap_km").is_not_null()
    room = limit - pl.col("cap_km")
    return ((room >= 0) & (_apart(region) <= _chord(room))).fill_null(value=False)


def _apart(region: Cap) -> pl.Expr:
    """Give the squared chord to the region's centre, in Earth radii.

    Not the dot product: the chord keeps its digits where two points are close.
    """
    x, y, z = (
        pl.col(name) - value
        for name, value in (("cap_x", region.x), ("cap_y", region.y), ("cap_z", region.z))
    )
    return x * x + y * y + z * z


def _chord(km: pl.Expr) -> pl.Expr:
    """Give the squared chord, in Earth radii, of a distance along the great circle."""
    half = (km / (2 * EARTH_RADIUS_KM)).clip(0, math.pi / 2).sin()
    return 4 * half * half
