"""Which projection a map is drawn in: none of its own, one given, or that of the axes."""

from __future__ import annotations

import sys
from typing import Any

from matplotlib.axes import Axes

from conflictlog._lazy import require
from conflictlog.errors import InvalidValue

__all__ = ["own_projection", "read_projection"]


def read_projection(given: object, ax: Axes | None) -> Any:
    """Give the cartopy projection asked for, else that of the axes; None for neither.

    Raises
    ------
    MissingExtra
        Where cartopy is not installed.
    InvalidValue
        For anything else than a projection of cartopy, or one that the axes do not have.
    """
    own = own_projection(ax)
    if given is None:
        return own
    crs = require("cartopy.crs", extra="cartopy", purpose="projection=")
    if not isinstance(given, crs.Projection):
        raise InvalidValue(
            f"projection is {given!r:.80}",
            expected="a projection of cartopy, onto a plane",
            remedy="import cartopy.crs as ccrs; projection=ccrs.LambertConformal(30, 50)",
        )
    if own is not None and own != given:
        raise InvalidValue(
            "projection is not that of the axes given",
            expected="one of them",
            remedy="leave projection out: the map takes that of its axes",
        )
    return given


def own_projection(ax: Axes | None) -> Any:
    """Give the projection of a cartopy GeoAxes; None for other axes."""
    # Whoever made one has imported this; nobody else needs to wait for it.
    geoaxes = sys.modules.get("cartopy.mpl.geoaxes")
    if geoaxes is None or not isinstance(ax, geoaxes.GeoAxes):
        return None
    return ax.projection
