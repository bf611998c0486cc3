"""A place on its way into the table."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.geocoding.spelling import fold

__all__ = ["Draft", "distance_km", "enclosing", "readable", "spellings"]

# Scripts whose names are kept: Latin, Cyrillic, Hebrew, Arabic; and marks that modify letters.
_KEPT = re.compile(
    r"[\W\d_a-zA-Z\u00aa-\u024f\u0259\u02b0-\u036f\u0400-\u052f\u0590-\u05ff\u0600-\u06ff"
    r"\u0750-\u077f\u1e00-\u1eff\ufb1d-\ufdff\ufe70-\ufeff]+"
)
EARTH_KM = 6371.0088


@attrs.define(eq=False)
class Draft:
    """What will be a row: fields as in the packed table, names in the order they were found."""

    name: str
    kind: str
    countries: str
    source: str
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    admin1: Draft | None = None
    admin2: str | None = None
    population: int | None = None
    number: int | None = None
    code: str | None = None
    alternates: list[str] = attrs.field(factory=list)
    codes: list[str] = attrs.field(factory=list)
    order: tuple[object, ...] = ()


def readable(name: str) -> bool:
    """Tell whether a name is written in a script that is kept."""
    return _KEPT.fullmatch(name) is not None


def spellings(name: str, others: Iterable[str]) -> list[str]:
    """Keep of other names those in kept scripts whose key is new."""
    seen = {fold(name), ""}
    kept = []
    for other in others:
        text = unicodedata.normalize("NFC", other.strip()).replace("\n", " ")
        if readable(text) and (key := fold(text)) not in seen:
            seen.add(key)
            kept.append(text)
    return kept


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Measure along the sphere."""
    phi, theta = math.radians(lat), math.radians(other_lat)
    half = math.sin((theta - phi) / 2) ** 2 + math.cos(phi) * math.cos(theta) * (
        math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def enclosing(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Give a small circle that holds all points: latitude, longitude, radius in km.

    The centre walks towards the farthest point by ever smaller steps (Badoiu and Clarkson 2003),
    which comes within a percent of the smallest circle.
    """
    vectors = _vectors(points)
    centre = vectors.mean(axis=0)
    for step in range(1, 200):
        far = np.argmax(((vectors - centre) ** 2).sum(axis=1))
        centre += (vectors[far] - centre) / (step + 1)
    x, y, z = centre.tolist()
    lat = round(math.degrees(math.atan2(z, math.hypot(x, y))), 4)
    lon = round(math.degrees(math.atan2(y, x)), 4)
    return lat, lon, max(distance_km(lat, lon, *point) for point in points)


def _vectors(points: list[tuple[float, float]]) -> NDArray[np.float64]:
    phi, theta = np.radians(np.array(points)).T
    return np.stack((np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)), axis=1)
