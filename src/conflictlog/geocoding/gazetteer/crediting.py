"""Whom to name where places of the table are shown."""

from __future__ import annotations

from conflictlog.geocoding.gazetteer.packed import imprint

__all__ = ["attribution"]


def attribution() -> str:
    """Give the line that names the sources of the embedded table, for footers and reports.

    GeoNames asks to be named wherever its places are shown; ``Table.attributions`` has the terms
    of every source.

    Examples
    --------
    >>> attribution()
    'Places: GeoNames (geonames.org), CC BY 4.0; KATOTTG; airportsdata'
    """
    return f"Places: {imprint()['attribution']}"
