"""`nearest_places`: for many points the populated place nearest to each, with its country."""

from __future__ import annotations

from typing import Any

import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.bulk.frames import as_frame, check_column
from conflictlog.geocoding.locating.offline import shipped_table

__all__ = ["nearest_places"]

_ADDED = ("nearest_name", "nearest_admin1", "nearest_country", "nearest_km")


def nearest_places(
    table: Any, lat: str = "lat", lon: str = "lon", *, gazetteer: Any = None
) -> pl.DataFrame:
    """Give the populated place nearest to each point of a table, and how far off it is.

    In a city that may be a part of it. The country is the nearest place's: beside a border it may
    be the neighbour's. Rows without a
    point stay open; distances are on the sphere, whose error is under 0.6 %.

    Parameters
    ----------
    table
        A data frame of Polars, or of any library that speaks Arrow.
    lat, lon
        The columns with WGS84 degrees.
    gazetteer
        A `Gazetteer` or an opened table, in place of the embedded one.

    Returns
    -------
    polars.DataFrame
        The table, row by row, with ``nearest_name``, ``nearest_admin1``, ``nearest_country`` and
        ``nearest_km``.

    Raises
    ------
    InvalidValue
        Where a latitude or a longitude cannot be true; the row is named.

    Examples
    --------
    >>> points = pl.DataFrame({"lat": [48.59, None], "lon": [38.0, None]})
    >>> nearest_places(points).select("nearest_name", "nearest_country").rows()
    [('Bakhmut', 'UKR'), (None, None)]
    """
    frame = as_frame(table, "nearest_places()")
    for column in (lat, lon):
        check_column(frame, column)
    taken = [name for name in _ADDED if name in frame.columns]
    if taken:
        raise InvalidValue(
            f"the table has a column {taken[0]!r} already",
            expected="a table without nearest_ columns",
            remedy="drop or rename them",
        )
    points = _points(frame, lat, lon)
    asked = points.drop_nulls().unique(["lat", "lon"], maintain_order=True)
    found = _nearest(asked, getattr(gazetteer, "table", gazetteer) or shipped_table())
    told = points.join(found, on=["lat", "lon"], how="left", maintain_order="left")
    return pl.concat([frame, told.select(_ADDED)], how="horizontal")


def _points(frame: pl.DataFrame, lat: str, lon: str) -> pl.DataFrame:
    try:
        points = frame.select(
            pl.col(lat).cast(pl.Float64()).alias("lat"), pl.col(lon).cast(pl.Float64()).alias("lon")
        )
    except pl.exceptions.PolarsError as error:
        raise InvalidValue(
            f"{lat!r} or {lon!r} holds what is no number",
            expected="degrees as numbers",
            remedy="read texts of coordinates by locate_all",
        ) from error
    points = points.with_columns(pl.when(pl.all_horizontal(pl.all().is_not_null())).then(pl.all()))
    true = (pl.col("lat").abs() <= 90) & (pl.col("lon").abs() <= 180)
    wrong = points.with_row_index("row").filter(~true)
    if wrong.height:
        row, north, east = wrong.row(0)
        raise InvalidValue(
            f"row {row} has lat {north} and lon {east}",
            expected="-90 to 90, and -180 to 180",
            remedy="lat and lon may be swapped; leave rows without a point blank",
        )
    return points


def _nearest(asked: pl.DataFrame, table: Any) -> pl.DataFrame:
    near = table.nearest(asked["lat"].to_numpy(), asked["lon"].to_numpy())
    numbers = pl.Series("id", near.ids[:, 0], dtype=pl.Int64())
    rows = table.rows(numbers.filter(numbers >= 0).unique().to_list())
    names = pl.DataFrame(
        {
            "id": [row.id for row in rows],
            "nearest_name": [row.name for row in rows],
            "nearest_admin1": [row.admin1 for row in rows],
            "nearest_country": ["|".join(row.countries) or None for row in rows],
        },
        schema={"id": pl.Int64(), **dict.fromkeys(_ADDED[:3], pl.String())},
    )
    distances = pl.Series("nearest_km", near.km[:, 0], dtype=pl.Float64()).round(2)
    return asked.with_columns(numbers, distances).join(
        names, on="id", how="left", maintain_order="left"
    )
