"""Points that lie outside the country that their row names: a warning, never a correction.

The outlines are coarse (1:50 million) and coasts are where people live, so a point counts as
outside only where it is farther from the outline than `MARGIN_KM`.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building.faults import Check
from conflictlog.formats.building.parts import Part
from conflictlog.outlines.nearness import near_country

__all__ = ["MARGIN_KM", "beside"]

#: How far outside the outline a point may lie and not be listed.
MARGIN_KM: Final = 25.0
_ASTRAY, _SWAPPED = "astray", "swapped"


def beside(column: str, *, country: str = "_country", alias: str = "") -> Part:
    """Check that points lie in their country; listed are those that do not.

    Parameters
    ----------
    column
        The column of latitudes, which problems show.
    country
        The column of alpha-3 codes that `lands.country` made.
    alias
        As in `place`, whose points are looked at: this part comes behind it.
    """
    lat, lon, good = (f"_{name}{alias}" for name in ("lat", "lon", "good"))
    found = f"_beside{alias}"

    def prepare(rows: pl.DataFrame) -> pl.DataFrame:
        known = rows.select(pl.when(good).then(pl.col(country)).alias("code"), lat, lon)
        distinct = known.drop_nulls().unique()
        parts = [
            part.with_columns(pl.Series(found, _verdicts(str(code), part[lat], part[lon])))
            for (code,), part in distinct.group_by("code")
        ]
        empty = distinct.with_columns(pl.lit(None, pl.String).alias(found)).clear()
        table = pl.concat([empty, *parts])
        told = known.join(table, on=["code", lat, lon], how="left", maintain_order="left")
        return rows.with_columns(told[found])

    check = Check(
        column=column,
        where=pl.col(found).is_not_null(),
        value=pl.format("{}, {}: {}", lat, lon, country),
        problem=f"the point lies more than {MARGIN_KM:.0f} km outside its country",
        hint=pl.when(pl.col(found) == _SWAPPED)
        .then(pl.lit("kept as it is; latitude and longitude look swapped"))
        .otherwise(pl.lit("kept as it is; look at the country and the two coordinates")),
    )
    return Part(value=pl.col(found), prepare=prepare, checks=(check,), reads=frozenset())


def _verdicts(code: str, lat: pl.Series, lon: pl.Series) -> list[str | None]:
    north, east = lat.to_numpy(), lon.to_numpy()
    near = near_country(code, north, east, margin_km=MARGIN_KM)
    if near is None:
        return [None] * len(north)
    astray = ~near
    swapped = astray.copy()
    swapped[astray] = near_country(code, east[astray], north[astray], margin_km=MARGIN_KM)
    return [
        (_SWAPPED if turned else _ASTRAY) if out else None
        for out, turned in zip(astray.tolist(), swapped.tolist(), strict=True)
    ]
