"""Where: each row is one place of its event."""

from __future__ import annotations

from typing import Final

import attrs
import polars as pl

from conflictlog.formats.building import Part, coded, country, place
from conflictlog.formats.sited import sited

__all__ = ["sites"]

#: What locnum says of a place: a capital or a city, villages, several of either, a province,
#: the whole country.
_LOCNUM: Final = {
    "1": "town",
    "2": "town",
    "3": "vicinity",
    "4": "town",
    "5": "vicinity",
    "6": "admin1",
    "7": "country",
    "-99": "unknown",
}
_FINE: Final = ["town", "vicinity"]


def sites() -> Part:
    """Give the place of the row; a point that is said to be imprecise stands for an area."""
    precision = coded("locnum", _LOCNUM)
    vague = pl.col("location_precision").str.to_lowercase() == "no"
    exactly = (
        pl.when(vague & precision.value.is_in(_FINE))
        .then(pl.lit("admin1"))
        .otherwise(precision.value)
    )
    spot = place(
        "latitude",
        "longitude",
        name=pl.coalesce("ilocal", "elocal"),
        country=country(("ccode", "gw"), "countryname"),
        precision=attrs.evolve(precision, value=exactly),
    )
    return sited(spot, "latitude")
