"""Administrative boundaries that the user brings: lines to draw, and areas that places name."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from conflictlog.errors import FileNotReadable, InvalidValue
from conflictlog.outlines import Line, Polygon
from conflictlog.place import Place

__all__ = ["Boundaries", "Feature", "read_boundaries"]

_EXPECTED = "GeoJSON (a path, its text or a dict), or an object with __geo_interface__"
_PRECISIONS = {"admin1", "admin2"}
# Properties that name an area: GADM's, geoBoundaries', OCHA's, Natural Earth's, plain ones.
_NAMING = re.compile(
    r"(name(_\w+)?|\w*name|adm\d?_?(en|fr|es|pt|ar|uk|ru)?|adm\d(al)?t?\d?(_?\w\w)?|name_?\d"
    r"|nam|varname_?\d|pcode|\w*_?pcode|shapeid|shapeiso|iso_3166_2|hasc_?\d|gid_?\d|id)",
    re.IGNORECASE,
)
_KM_PER_DEGREE = 111.0


@attrs.frozen(kw_only=True, eq=False)
class Feature:
    """One area: its names, folded, and its polygons, or the lines of a border."""

    label: str
    names: frozenset[str]
    polygons: tuple[Polygon, ...]
    lines: tuple[Line, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Give the box around all its polygons."""
        lons, lats = zip(*(point for outer, *_ in self.polygons for point in outer), strict=True)
        return min(lons), min(lats), max(lons), max(lats)

    def near(self, place: Place) -> bool:
        """Say whether a place's point, where it has one, is by this area."""
        if place.lat is None or place.lon is None:
            return True
        slack = (place.radius_km or 0.0) / _KM_PER_DEGREE
        across = slack / max(math.cos(math.radians(place.lat)), 0.05)
        for outer, *_ in self.polygons:
            lons, lats = zip(*outer, strict=True)
            inside = min(lats) - slack <= place.lat <= max(lats) + slack
            if inside and min(lons) - across <= place.lon <= max(lons) + across:
                return True
        return False


class Boundaries:
    """What was read, with its areas by name."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self.features = tuple(features)
        self._named: dict[str, list[int]] = defaultdict(list)
        for number, feature in enumerate(self.features):
            if feature.polygons:
                for name in feature.names:
                    self._named[name].append(number)

    def match(self, place: Place) -> int | None:
        """Give the one area that a place of admin precision names; None where several may be."""
        if place.precision not in _PRECISIONS:
            return None
        own = place.admin1 if place.precision == "admin1" else place.admin2
        for text in (place.pcode, own, place.name):
            folded = fold(text) if text else ""
            found = [n for n in self._named.get(folded, ()) if self.features[n].near(place)]
            if len(found) == 1:
                return found[0]
        return None

    def lines(self) -> Iterator[Line]:
        """Give every line to draw."""
        for feature in self.features:
            yield from feature.lines
            for polygon in feature.polygons:
                yield from polygon


def fold(text: str) -> str:
    """Drop case, accents, punctuation, and the words for what an area is.

    Examples
    --------
    >>> fold("Homs Governorate") == fold("\u1e24oms") == fold("HOMS")
    True
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"['\u2018\u2019\u02bc`]", "", plain)
    words = re.sub(r"[\W_]+", " ", plain).split()
    kept = [word for word in words if word not in _GENERIC]
    return " ".join(kept or words)


_GENERIC = frozenset(
    [
        "governorate",
        "province",
        "region",
        "oblast",
        "district",
        "state",
        "county",
        "raion",
        "rayon",
        "department",
        "prefecture",
        "division",
        "municipality",
        "of",
    ]
)


def read_boundaries(given: object) -> Boundaries:
    """Read boundaries in degrees (WGS 84).

    Raises
    ------
    InvalidValue
        For what is no GeoJSON, is empty, has a ring that is not closed, or is not in degrees.
    FileNotReadable
        For a path that cannot be read.
    """
    crs = getattr(given, "crs", None)
    code = getattr(crs, "to_epsg", lambda: None)() if crs is not None else None
    if code not in {None, 4326, 4979}:
        raise _projected(f"boundaries are in EPSG:{code}")
    mapping = _mapping(given)
    features = [found for n, one in enumerate(_features(mapping)) if (found := _feature(one, n))]
    if not features:
        raise InvalidValue(
            "boundaries hold no polygon and no line",
            expected="one feature or more with a geometry",
            remedy="check the filter that made them, or leave boundaries out",
        )
    return Boundaries(features)


def _mapping(given: object) -> Mapping[str, Any]:
    if isinstance(given, (str, Path)):
        text = str(given)
        if not text.lstrip().startswith(("{", "[")):
            try:
                text = Path(given).read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                reason = "is not UTF-8 text" if isinstance(error, ValueError) else "cannot be read"
                raise FileNotReadable(
                    f"boundaries {str(given)!r:.200} {reason}",
                    expected="the path of a GeoJSON file",
                    remedy="check the path; read other formats with "
                    "geopandas.read_file(path).to_crs(4326)",
                ) from error
        try:
            given = json.loads(text)
        except ValueError as error:
            raise InvalidValue(
                f"boundaries are no JSON: {error}",
                expected=_EXPECTED,
                remedy="read shapefiles with geopandas.read_file(path).to_crs(4326)",
            ) from error
    elif not isinstance(given, Mapping):
        given = getattr(given, "__geo_interface__", given)
    if not isinstance(given, Mapping) or "type" not in given:
        raise InvalidValue(
            f"boundaries are {given!r:.80}", expected=_EXPECTED, remedy='give "areas.geojson"'
        )
    return given


def _features(mapping: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    kind = mapping.get("type")
    found: object = mapping.get("features") if kind == "FeatureCollection" else [mapping]
    if not isinstance(found, (list, tuple)) or not all(isinstance(one, Mapping) for one in found):
        raise InvalidValue(
            "boundaries have no list of features",
            expected=_EXPECTED,
            remedy="give a FeatureCollection, or one geometry",
        )
    return [
        one if one.get("type") == "Feature" else {"properties": {}, "geometry": one}
        for one in found
    ]


def _feature(one: Mapping[str, Any], number: int) -> Feature | None:
    properties = one.get("properties") or {}
    names = {
        fold(str(value))
        for key, value in properties.items()
        if isinstance(value, str) and value.strip() and _NAMING.fullmatch(str(key))
    }
    label = next((str(v) for k, v in properties.items() if "name" in str(k).lower()), "")
    where = f"feature {number + 1}" + (f" ({label:.60})" if label else "")
    polygons: list[Polygon] = []
    lines: list[Line] = []
    if one.get("geometry") is None:
        return None
    _collect(one["geometry"], where, polygons, lines)
    return Feature(
        label=label or f"area {number + 1}",
        names=frozenset(names),
        polygons=tuple(polygons),
        lines=tuple(lines),
    )


def _collect(geometry: object, where: str, polygons: list[Polygon], lines: list[Line]) -> None:
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if isinstance(geometry, Mapping) and kind == "GeometryCollection":
        for part in geometry.get("geometries") or ():
            _collect(part, where, polygons, lines)
        return
    if not isinstance(geometry, Mapping) or kind not in _DEPTH:
        raise InvalidValue(
            f"boundaries: {where} is {kind or geometry!r:.60}",
            expected=f"one of {', '.join(_DEPTH)}, GeometryCollection",
            remedy="draw points as events; keep areas and lines here",
        )
    parts: Any = geometry.get("coordinates")
    try:
        single = kind in {"Polygon", "LineString"}
        for part in [parts] if single else list(parts or ()):
            if kind.endswith("Polygon"):
                polygons.append(tuple(_ring(ring, where) for ring in part))
            else:
                lines.append(_points(part, where))
    except (TypeError, IndexError) as error:
        raise InvalidValue(
            f"boundaries: the coordinates of {where} are nested wrongly",
            expected=f"those of a {kind}",
            remedy="write the file anew, with geopandas for instance",
        ) from error


_DEPTH = ("Polygon", "MultiPolygon", "LineString", "MultiLineString")


def _ring(ring: Any, where: str) -> Line:
    points = _points(ring, where)
    if len(points) < 4 or points[0] != points[-1]:
        raise InvalidValue(
            f"boundaries: a ring of {where} is not closed",
            expected="four points or more, the last the same as the first",
            remedy="repeat the first point at the end, or use a LineString for a line",
        )
    return points


def _points(points: Any, where: str) -> Line:
    found = tuple((point[0], point[1]) for point in points)
    for lon, lat in found:
        numbers = isinstance(lon, (int, float)) and isinstance(lat, (int, float))
        if not numbers or not (math.isfinite(lon) and math.isfinite(lat)):
            raise InvalidValue(
                f"boundaries: {where} has the point {(lon, lat)!r}",
                expected="two finite numbers",
                remedy="mend the point: [longitude, latitude]",
            )
        if abs(lon) > 180.0001 or abs(lat) > 90.0001:
            raise _projected(f"boundaries: {where} has the point {lon:g}, {lat:g}")
    return found


def _projected(seen: str) -> InvalidValue:
    return InvalidValue(
        seen,
        expected="longitude and latitude in degrees (the CRS EPSG:4326)",
        remedy="with GeoPandas: boundaries=areas.to_crs(4326)",
    )
