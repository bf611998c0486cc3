"""Points as well-known binary, and what GeoParquet 1.1 says of them."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

__all__ = ["BOX", "COLUMN", "geo_metadata", "point_boxes", "wkb_points"]

#: Name of the column that holds the points.
COLUMN: Final = "geometry"
#: Name of the column that holds each point's box: its statistics tell readers where a row
#: group lies, which those of WKB can not.
BOX: Final = "bbox"
_EDGES: Final = {"xmin": "lon", "ymin": "lat", "xmax": "lon", "ymax": "lat"}

# Little endian (1), the type point (1), x, y: 21 bytes without padding.
_POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])


def wkb_points(lat: pl.Series, lon: pl.Series) -> pl.Series:
    """Write points as WKB, x before y; null where a coordinate is missing.

    Examples
    --------
    >>> wkb_points(pl.Series([50.45]), pl.Series([30.52]))[0].hex()[:10]
    '0101000000'
    """
    known = (lat.is_not_null() & lon.is_not_null()).to_numpy()
    points = np.zeros(int(known.sum()), dtype=_POINT)
    points["order"] = 1
    points["type"] = 1
    points["x"] = lon.filter(pl.Series(known)).to_numpy()
    points["y"] = lat.filter(pl.Series(known)).to_numpy()
    octets = pl.Series(points.view(np.uint8).reshape(-1, _POINT.itemsize))
    packed = octets.cast(pl.List(pl.UInt8)).cast(pl.Binary)
    # Where each row's point stands among the known ones; null takes none.
    at = pl.Series(np.cumsum(known) - 1, dtype=pl.Int64)
    if not len(packed):
        return pl.Series(COLUMN, [None] * len(lat), dtype=pl.Binary)
    index = pl.select(pl.when(pl.Series(known)).then(at)).to_series()
    return packed.gather(index).alias(COLUMN)


def point_boxes(lat: pl.Series, lon: pl.Series) -> pl.Series:
    """Give each point's box; null where a coordinate is missing.

    Examples
    --------
    >>> point_boxes(pl.Series([50.45]), pl.Series([30.52]))[0]
    {'xmin': 30.52, 'ymin': 50.45, 'xmax': 30.52, 'ymax': 50.45}
    """
    points = pl.DataFrame({"lat": lat, "lon": lon})
    known = pl.col("lat").is_not_null() & pl.col("lon").is_not_null()
    box = pl.struct(pl.col(name).alias(edge) for edge, name in _EDGES.items())
    return points.select(pl.when(known).then(box).alias(BOX)).to_series()


def geo_metadata(lat: pl.Series, lon: pl.Series) -> dict[str, Any]:
    """Say what the column holds, for the metadata key "geo".

    The reference system is left out: then it is OGC:CRS84, WGS84 degrees, longitude first.
    """
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": {"bbox": {edge: [BOX, edge] for edge in _EDGES}},
    }
    known = lat.is_not_null() & lon.is_not_null()
    if known.any():
        column["bbox"] = [
            float(edge)  # type: ignore[arg-type]  # a known number has a least and a greatest
            for edge in (
                lon.filter(known).min(),
                lat.filter(known).min(),
                lon.filter(known).max(),
                lat.filter(known).max(),
            )
        ]
    return {"version": "1.1.0", "primary_column": COLUMN, "columns": {COLUMN: column}}
