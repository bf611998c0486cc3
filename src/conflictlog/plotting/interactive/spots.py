"""Where a page's map shows its events: dots where a dot is true, else areas."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import attrs
import polars as pl

from conflictlog.outlines import HALF_WAY_KM, country_rings
from conflictlog.place import Place
from conflictlog.plotting.cartography.view import (
    KM_PER_DEGREE,
    Box,
    View,
    circle,
    country_box,
    fit,
    unrolled,
)
from conflictlog.plotting.interactive.land import Plane, feature

__all__ = [
    "LARGEST_DOT",
    "WIDTH",
    "Spots",
    "area_shape",
    "around",
    "find_spots",
    "in_frame",
    "land_boxes",
    "place_table",
    "view_of",
]

WIDTH = 620.0  # pixels of the map on a wide screen
LARGEST_DOT = 43.0  # of them: above, a dot would claim too much
_RING = 7.0  # a smaller circle hides behind its dot
_MOST_RINGS = 300
_LARGEST_LAND = 32.0  # degrees
_AIR = 0.07
_EUROPE: Box = (-12.0, 34.0, 45.0, 66.0)


@attrs.frozen(kw_only=True)
class Spots:
    """Rows for a page: each place of each event, and the areas that some of them are.

    `outside` are the events of which no place lies in the frame of the map.
    """

    event: list[int]
    x: list[float]
    y: list[float]
    km: list[float]
    dot: list[int]
    area: list[int]
    areas: list[dict[str, object]]
    rings: list[dict[str, object]]
    outside: list[int]


def place_table(places: pl.DataFrame) -> pl.DataFrame:
    """Give each place a disc or its countries; those that a map cannot show are left out.

    Columns: row, lat, lon, radius_km, countries ("A|B"), pointed.
    """
    fields = [name for name in places.columns if name != "row"]
    table = places.unique(maintain_order=True)
    whole = pl.all_horizontal(pl.col(name).is_not_null() for name in ("lat", "lon", "radius_km"))
    kept = ["row", "lat", "lon", "radius_km", "countries", "pointed"]
    discs = table.filter(whole).with_columns(
        pl.when(pl.col("precision") == "water")
        .then(None)
        .otherwise(pl.col("country"))
        .alias("countries"),
        pl.col("point").is_null().alias("pointed"),
    )
    vague = table.filter(~whole)
    known = vague.select(fields).unique(maintain_order=True)
    found = [_lands(Place(**row)) for row in known.iter_rows(named=True)]
    told = known.hstack(
        pl.DataFrame(
            found,
            schema={
                "a": pl.Float64(),
                "b": pl.Float64(),
                "r": pl.Float64(),
                "countries": pl.String(),
                "shown": pl.Boolean(),
            },
            orient="row",
        )
    )
    areas = (
        vague.join(told, on=fields, how="left", nulls_equal=True, maintain_order="left")
        .filter("shown")
        .with_columns(lat="a", lon="b", radius_km="r", pointed=pl.lit(value=False))
    )
    both = pl.concat([discs.select(kept), areas.select(kept)])
    return both.filter(
        pl.col("radius_km").is_null() | (pl.col("radius_km") <= HALF_WAY_KM / 3)
    ).sort("row", maintain_order=True)


def _lands(place: Place) -> tuple[float | None, float | None, float | None, str | None, bool]:
    """Give a cap or countries for a place without a disc, and whether there is either."""
    cap = place.cap
    if cap is None:
        return None, None, None, None, False
    outlined = [code for code in place.countries if country_rings(code)]
    if len(outlined) == len(place.countries) and outlined and place.precision != "water":
        return None, None, None, "|".join(outlined), True
    lat, lon = cap.centre
    return lat, lon, cap.radius_km, None, True


def view_of(table: pl.DataFrame) -> View:
    """Give the window that holds the places; large countries only where nothing else is known."""
    known = table.filter(pl.col("radius_km").is_not_null())
    boxes: list[Box] = []
    spots = known.select(
        pl.col("lat").round(1), pl.col("lon").round(1), pl.col("radius_km").round(0)
    ).unique()
    for lat, lon, km in spots.sort("lat", "lon", "radius_km").iter_rows():
        down = km / KM_PER_DEGREE
        if abs(lat) + down < 85:
            across = down / math.cos(math.radians(abs(lat) + down))
            boxes.append((lon - across, lat - down, lon + across, lat + down))
        else:
            ring = circle(lat, lon, km, count=24)
            (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
            boxes.append((float(west), float(south), float(east), float(north)))
    vague = table.filter(pl.col("radius_km").is_null())["countries"].drop_nulls().unique().sort()
    small, large = land_boxes(sorted({code for codes in vague for code in codes.split("|")}))
    return around([*boxes, *small], large)


def land_boxes(codes: Sequence[str]) -> tuple[list[Box], list[Box]]:
    """Give the boxes of countries, those apart that are too large to choose a map by."""
    found = [unrolled(country_box(code)) for code in codes if country_rings(code)]
    small = [box for box in found if box[2] - box[0] <= _LARGEST_LAND]
    return small, [box for box in found if box[2] - box[0] > _LARGEST_LAND]


def around(boxes: Sequence[Box], instead: Sequence[Box]) -> View:
    """Give a window around boxes, with air; around others, or Europe, where there are none."""
    found = boxes or instead
    west, south, east, north = unrolled(found) if found else _EUROPE
    across, down = (east - west) * _AIR, (north - south) * _AIR
    return fit((west - across, south - down, east + across, north + down), WIDTH, height=None)


def area_shape(codes: Sequence[str], plane: Plane, **properties: object) -> dict[str, object]:
    """Give countries as one feature."""
    return _shape((None, None, None, codes), plane, **properties)


def in_frame(shape: dict[str, Any]) -> bool:
    """Say whether anything of an area is left inside the frame of the map."""
    return bool(shape["geometry"]["coordinates"])


def find_spots(table: pl.DataFrame, plane: Plane) -> Spots:
    """Give the places of a page: each a dot, or one of the areas."""
    view = plane.view
    areas: dict[tuple[Any, ...], int] = {}
    shapes: list[dict[str, object]] = []
    rings: dict[tuple[Any, ...], dict[str, object]] = {}
    seen: set[int] = set()
    columns: list[tuple[int, float, float, float, int, int]] = []
    for row, lat, lon, km, countries, pointed in table.iter_rows():
        codes = tuple(code for code in (countries or "").split("|") if code)
        dot = pointed and km is not None and km * view.points_per_km < LARGEST_DOT
        key = (lat, lon, km, codes)
        area = -1
        if not dot:
            if key not in areas:
                areas[key] = len(shapes)
                shapes.append(_shape(key, plane, area=len(shapes)))
            area = areas[key]
        elif key not in rings and km * view.points_per_km >= _RING and len(rings) < _MOST_RINGS:
            x, y = plane.point(lon, lat)
            rings[key] = _shape(key, plane, x=x, y=y)
        x, y = plane.point(lon, lat) if lat is not None else _middle(codes, plane)
        if in_frame(shapes[area]) if area >= 0 else plane.holds(x, y):
            seen.add(row)
        columns.append((row, x, y, -1.0 if km is None else round(km, 2), int(dot), area))
    event, x_, y_, km_, dot_, area_ = (
        zip(*columns, strict=True) if columns else ((), (), (), (), (), ())
    )
    return Spots(
        event=list(event),
        x=list(x_),
        y=list(y_),
        km=list(km_),
        dot=list(dot_),
        area=list(area_),
        areas=shapes,
        rings=list(rings.values()),
        outside=sorted({row for row, *_ in columns} - seen),
    )


def _shape(key: Sequence[Any], plane: Plane, **properties: object) -> dict[str, object]:
    lat, lon, km, codes = key
    rings: Iterable[Any]
    if lat is None:
        rings = plane.rings([polygon for code in codes for polygon in country_rings(code)])
    else:
        rings = plane.disc(lat, lon, km, codes)
    # One polygon: what runs the other way round is a hole.
    return feature("Polygon", list(rings), **properties)


def _middle(codes: Sequence[str], plane: Plane) -> tuple[float, float]:
    west, south, east, north = unrolled([box for code in codes for box in country_box(code)])
    return plane.point((west + east) / 2, (south + north) / 2)
