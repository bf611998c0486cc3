"""Outlines of countries and lakes at 1:50 million, as Natural Earth draws them.

For pictures alone: a border on a map is the map's, and no event's country is ever inferred from
it. The table (``data/outlines.json.gz``, built by ``tools/build_outlines.py``) is read on first
use, never at import, and lines are decoded when they are asked for.
"""

from __future__ import annotations

import functools
import gzip
import importlib.resources
import itertools
import json
import math
from typing import Any, Final

import attrs

__all__ = [
    "Border",
    "Line",
    "Polygon",
    "borders",
    "coasts",
    "country_rings",
    "lakes",
    "outlined_codes",
]

Line = tuple[tuple[float, float], ...]
"""Points as longitude and latitude in WGS84 degrees; closed where it is a ring."""

Polygon = tuple[Line, ...]
"""An outer ring and the rings of its holes."""

_OBJECTS: Final = "conflictlog", "data", "outlines.json.gz"


@attrs.frozen(kw_only=True)
class Border:
    """A stretch of border between two countries, or one with land that has no code.

    Parameters
    ----------
    points
        Longitude and latitude in degrees.
    disputed
        Whether the land on one side has no code in ISO 3166-1 (Northern Cyprus, Somaliland).
    """

    points: Line
    disputed: bool


def country_rings(code: str) -> tuple[Polygon, ...]:
    """Give the polygons of a country by its alpha-3 code; none where the table draws none.

    A ring that crosses the antimeridian runs on past 180 degrees (Chukotka, Fiji), and
    Antarctica's runs along the pole. Overseas parts with a code of their own (French Guiana)
    are with their state too, as the source has them.

    Examples
    --------
    >>> (outer,) = country_rings("BLR")[0]
    >>> outer[0] == outer[-1], len(outer) > 100
    (True, True)
    >>> country_rings("TKL")
    ()
    """
    return _country(code)


def outlined_codes() -> tuple[str, ...]:
    """List the alpha-3 codes that have an outline, sorted.

    Examples
    --------
    >>> "UKR" in outlined_codes(), "TKL" in outlined_codes()
    (True, False)
    """
    return tuple(_table()["countries"])


@functools.cache
def borders() -> tuple[Border, ...]:
    """Give the land borders of the world, each once.

    Examples
    --------
    >>> 250 < len(borders()) < 500, any(border.disputed for border in borders())
    (True, True)
    """
    table = _table()
    return tuple(
        Border(points=_arc(index), disputed=disputed)
        for name, disputed in (("borders", False), ("disputed", True))
        for index in table[name]
    )


@functools.cache
def coasts() -> tuple[Line, ...]:
    """Give the shores of all countries; those that cross the antimeridian run on past it."""
    return tuple(_unrolled(_arc(index)) for index in _table()["coasts"])


@functools.cache
def lakes() -> tuple[Polygon, ...]:
    """Give the larger lakes, coarser than the countries: to about 4 km.

    Examples
    --------
    >>> len(lakes()) > 200
    True
    """
    return tuple(tuple(_walked(ring) for ring in polygon) for polygon in _table()["lakes"])


@functools.cache
def _table() -> dict[str, Any]:
    package, *parts = _OBJECTS
    path = importlib.resources.files(package).joinpath(*parts)
    table: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return table


@functools.cache
def _country(code: str) -> tuple[Polygon, ...]:
    polygons = _table()["countries"].get(code, ())
    return tuple(tuple(_joined(ring) for ring in polygon) for polygon in polygons)


@functools.cache
def _arc(index: int) -> Line:
    return _walked(_table()["arcs"][index])


def _walked(steps: list[int]) -> Line:
    """Undo the packing: alternating steps east and north, in parts of a degree."""
    parts = _table()["parts_of_degree"]
    east = itertools.accumulate(steps[0::2])
    north = itertools.accumulate(steps[1::2])
    return tuple((x / parts, y / parts) for x, y in zip(east, north, strict=True))


def _joined(ring: list[int]) -> Line:
    """Chain arcs, each from where the one before ends; ~index runs backwards."""
    points: list[tuple[float, float]] = []
    for index in ring:
        arc = _arc(index) if index >= 0 else _arc(~index)[::-1]
        points.extend(arc[1:] if points else arc)
    line = _unrolled(tuple(points))
    (first, lat), (last, _) = line[0], line[-1]
    if abs(last - first) < 180:
        return line
    pole = math.copysign(90.0, lat)  # it goes round the globe: what it holds, it holds to there
    return (*line, (last, pole), (first, pole), line[0])


def _unrolled(line: Line) -> Line:
    """Let a line run on where the source jumps from 180 degrees east to west, or back."""
    found, turn, before = [], 0.0, line[0][0]
    for lon, lat in line:
        if abs(lon - before) > 180:
            turn += math.copysign(360.0, before - lon)
        before = lon
        found.append((lon + turn, lat))
    return tuple(found)
