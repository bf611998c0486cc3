"""Points that lie outside the country that their row names: a warning, never a correction.

The outlines are coarse (1:50 million) and coasts are where people live, so a point counts as
outside only where it is farther from the outline than `MARGIN_KM`.
"""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from conflictlog.formats.building.faults import Check
from conflictlog.formats.building.parts import Part
from conflictlog.outlines import country_rings

__all__ = ["MARGIN_KM", "beside"]

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

#: How far outside the outline a point may lie and not be listed.
MARGIN_KM: Final = 25.0
_KM_A_DEGREE: Final = 111.2
_CHUNK: Final = 2_000_000
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
    edges = _edges(code)
    if not edges.size:
        return [None] * len(north)
    astray = ~_near(edges, east, north)
    swapped = astray.copy()
    swapped[astray] = _near(edges, north[astray], east[astray])
    return [
        (_SWAPPED if turned else _ASTRAY) if out else None
        for out, turned in zip(astray.tolist(), swapped.tolist(), strict=True)
    ]


@functools.cache
def _edges(code: str) -> Numbers:
    """Give the edges of a country's outline, a row each: from and to, in degrees."""
    lines = [np.asarray(ring) for polygon in country_rings(code) for ring in polygon]
    pairs = [np.hstack([line[:-1], line[1:]]) for line in lines]
    return np.concatenate(pairs) if pairs else np.empty((0, 4))


def _near(edges: Numbers, x: Numbers, y: Numbers) -> Mask:
    """Say which points lie inside an outline or within the margin of it."""
    near = _inside(edges, x, y)
    # Outlines across the antimeridian run on past 180 degrees.
    for turn in (-360.0, 360.0):
        left = ~near
        near[left] = _inside(edges, x[left] + turn, y[left])
    margin = MARGIN_KM / _KM_A_DEGREE
    south, north = edges[:, [1, 3]].min() - margin, edges[:, [1, 3]].max() + margin
    (maybe,) = (~near & (y > south) & (y < north)).nonzero()
    size = max(1, _CHUNK // len(edges))
    for at in range(0, len(maybe), size):
        part = maybe[at : at + size]
        near[part] = _distance_km(edges, x[part], y[part]) <= MARGIN_KM
    return near


def _inside(edges: Numbers, x: Numbers, y: Numbers) -> Mask:
    """Count the edges east of each point, by the even-odd rule.

    Points are sorted by latitude, so that each edge meets only those at its own height.
    """
    order = np.argsort(y)
    sorted_y = y[order]
    x0, y0, x1, y1 = edges.T
    first = np.searchsorted(sorted_y, np.minimum(y0, y1))
    last = np.searchsorted(sorted_y, np.maximum(y0, y1))
    counts = last - first
    edge = np.repeat(np.arange(len(edges)), counts)
    place = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    point = order[place + np.repeat(first, counts)]
    share = (y[point] - y0[edge]) / (y1[edge] - y0[edge])
    east = x[point] < x0[edge] + share * (x1[edge] - x0[edge])
    odd = np.bincount(point[east], minlength=len(x)) % 2 == 1
    return np.asarray(odd, dtype=bool)


def _distance_km(edges: Numbers, x: Numbers, y: Numbers) -> Numbers:
    """Give how far points lie from the nearest edge, on a plane that touches each point."""
    x0, y0, x1, y1 = (column[None, :] for column in edges.T)
    east = np.cos(np.radians(y))[:, None] * _KM_A_DEGREE
    ax = ((x0 - x[:, None] + 180) % 360 - 180) * east
    ay = (y0 - y[:, None]) * _KM_A_DEGREE
    dx, dy = (x1 - x0) * east, (y1 - y0) * _KM_A_DEGREE
    length = dx * dx + dy * dy
    share = np.clip(-(ax * dx + ay * dy) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    nearest: Numbers = np.hypot(ax + share * dx, ay + share * dy).min(axis=1)
    return nearest
