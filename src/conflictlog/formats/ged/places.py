"""Where: the point, what it stands for, and the country."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import Part, beside, country, joined, place, places
from conflictlog.place import UCDP_WHERE_PREC

__all__ = ["where"]

_BY_CODE: Final = {str(code): name for code, name in UCDP_WHERE_PREC.items()}


def where() -> Part:
    """Give the places: one, or none where the row says nothing of where."""
    precision = pl.col("_where_prec").replace_strict(
        _BY_CODE, default="unknown", return_dtype=pl.String
    )
    told = place(
        "latitude",
        "longitude",
        name="where_coordinates",
        country=country("iso3", ("country_id", "gw"), "country"),
        admin1="adm_1",
        admin2="adm_2",
        precision=Part(value=precision),
    )
    return places(joined([told, beside("latitude")], told.value))
