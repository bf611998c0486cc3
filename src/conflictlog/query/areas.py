"""Questions about areas: countries and divisions by name, boxes, polygons."""

from __future__ import annotations

import math
from abc import abstractmethod
from typing import Any

import attrs
import numpy as np

from conflictlog.countries import country_cap, country_codes
from conflictlog.errors import InvalidValue
from conflictlog.outlines import Cap
from conflictlog.place import Place
from conflictlog.query.checks import call, text_tuple, words_of
from conflictlog.query.places import PlaceQuestion, role_field
from conflictlog.query.regions import Box, Polygons, in_box, in_polygons
from conflictlog.registry.names import name_key
from conflictlog.report.checks import optional_text

__all__ = ["InArea", "InBox", "InPolygons"]


def _codes(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value != ():
        words_of(country_codes())(instance, attribute, value)


@attrs.frozen(repr=False, kw_only=True)
class InArea(PlaceQuestion):
    """Whether an event happened in a country, or a division, as its place names them.

    A place without a country may be in one whose cap it meets. A division has no outline here:
    a place of which it is not named may be in it.
    """

    countries: tuple[str, ...] = attrs.field(default=(), converter=text_tuple, validator=_codes)
    admin1: str | None = attrs.field(default=None, converter=optional_text("admin1"))
    admin2: str | None = attrs.field(default=None, converter=optional_text("admin2"))
    roles: tuple[str, ...] = role_field()

    op = "area"

    def __attrs_post_init__(self) -> None:
        if not self.countries and self.admin1 is None and self.admin2 is None:
            raise InvalidValue(
                "within() names no area",
                expected="a country, a division, a box or a polygon",
                remedy="write within('Ukraine')",
            )

    @property
    def divisions(self) -> tuple[tuple[str, str], ...]:
        """The fields of a place that name divisions, with the folded names that are asked for."""
        told = (("admin1", self.admin1), ("admin2", self.admin2))
        return tuple((field, name_key(name)) for field, name in told if name is not None)

    @property
    def note(self) -> str | None:
        """Say that a division is compared by its name."""
        named = " and ".join(f"{each!r}" for each in (self.admin1, self.admin2) if each)
        return f"{named} compared by name, without an outline" if named else None

    @property
    def caps(self) -> tuple[Cap | None, ...]:
        """The caps around the countries."""
        return tuple(country_cap(code) for code in self.countries)

    def reads_country(self, country: str) -> tuple[bool, bool]:
        """Answer for the country of a place, or the set of those that dispute it."""
        inside = [code in self.countries for code in country.split("|")]
        return any(inside), all(inside)

    def reads(self, place: Place) -> tuple[bool, bool]:
        """Answer for one place: possible and certain."""
        found = [self._reads_country(place)] if self.countries else []
        for field, wanted in self.divisions:
            name = getattr(place, field)
            same = name is not None and name_key(name) == wanted
            found.append((same or name is None, same))
        return all(pair[0] for pair in found), all(pair[1] for pair in found)

    def _reads_country(self, place: Place) -> tuple[bool, bool]:
        if place.country is not None:
            return self.reads_country(place.country)
        cap = place.cap
        return any(one is None or cap is None or one.meets(cap) for one in self.caps), False

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        one = self.countries[0] if len(self.countries) == 1 else list(self.countries)
        positional = (one,) if self.countries else ()
        return call(
            "within", *positional, admin1=self.admin1, admin2=self.admin2, roles=self.told_roles
        )


def _box(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _is_box(_: object, __: attrs.Attribute[Any], value: Any) -> None:
    numbers = (
        isinstance(value, tuple)
        and len(value) == 4
        and all(isinstance(x, int | float) and not isinstance(x, bool) for x in value)
        and all(math.isfinite(x) for x in value)
    )
    if numbers and (-90 <= value[1] <= value[3] <= 90):
        if -180 <= value[0] <= 180 and -180 <= value[2] <= 180:
            return
        raise InvalidValue(
            f"the box is {value!r}",
            expected="west and east from -180 to 180",
            remedy="over the antimeridian let west be greater than east: (170, -20, -170, 0)",
        )
    raise InvalidValue(
        f"the box is {value!r}",
        expected="(west, south, east, north) in degrees, south not above north",
        remedy="longitude comes first in a box: (29.5, 49.9, 31.5, 51.0)",
    )


class _Region(PlaceQuestion):
    """A question whose region is on the globe, against the disc of a place."""

    __slots__ = ()

    @abstractmethod
    def reads_discs(
        self, lat: np.ndarray[Any, Any], lon: np.ndarray[Any, Any], km: np.ndarray[Any, Any]
    ) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Answer for many discs: possible and certain."""

    def reads(self, place: Place) -> tuple[bool, bool]:
        """Answer for one place: possible and certain."""
        cap = place.cap
        if cap is None:
            return True, False
        lat, lon = cap.centre
        possible, certain = self.reads_discs(*(np.array([x]) for x in (lat, lon, cap.radius_km)))
        return bool(possible[0]), bool(certain[0])


@attrs.frozen(repr=False, kw_only=True)
class InBox(_Region):
    """Whether an event happened between two meridians and two parallels."""

    box: Box = attrs.field(converter=_box, validator=_is_box)
    roles: tuple[str, ...] = role_field()

    op = "box"

    def reads_discs(
        self, lat: np.ndarray[Any, Any], lon: np.ndarray[Any, Any], km: np.ndarray[Any, Any]
    ) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Answer for many discs: possible and certain."""
        return in_box(lat, lon, km, self.box)

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return call("within", self.box, roles=self.told_roles)


def _is_polygons(_: object, __: attrs.Attribute[Any], value: Any) -> None:
    if not isinstance(value, tuple) or not value:
        raise InvalidValue(
            f"the polygons are {value!r:.80}",
            expected="one polygon or more",
            remedy="give a polygon that is not empty",
        )
    for rings in value:
        if not isinstance(rings, tuple) or not rings:
            raise InvalidValue(
                f"a polygon is {rings!r:.80}",
                expected="its rings, the outer one first",
                remedy="give each polygon its outer ring",
            )
        for ring in rings:
            _check_ring(ring)


def _check_ring(ring: Any) -> None:
    for point in ring if isinstance(ring, tuple) else (None,):
        if (
            not isinstance(point, tuple)
            or len(point) != 2
            or not all(
                isinstance(x, int | float) and not isinstance(x, bool) and math.isfinite(x)
                for x in point
            )
            or not (-540 <= point[0] <= 540 and -90 <= point[1] <= 90)
        ):
            raise InvalidValue(
                f"a ring holds {point!r}",
                expected="points (longitude, latitude) in degrees",
                remedy="longitude comes first, and a third coordinate is to be dropped",
            )
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise InvalidValue(
            f"a ring goes from {ring[0] if ring else None!r} to {ring[-1] if ring else None!r}",
            expected="a closed ring of four points or more, the last one equal to the first",
            remedy="close it, or write within(..., repair=True)",
        )


@attrs.frozen(repr=False, kw_only=True)
class InPolygons(_Region):
    """Whether an event happened within polygons; needs ``conflictlog[geo]``."""

    polygons: Polygons = attrs.field(validator=_is_polygons)
    name: str | None = attrs.field(default=None, eq=False, converter=optional_text("name"))
    roles: tuple[str, ...] = role_field()

    op = "polygon"

    def reads_discs(
        self, lat: np.ndarray[Any, Any], lon: np.ndarray[Any, Any], km: np.ndarray[Any, Any]
    ) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Answer for many discs: possible and certain."""
        return in_polygons(lat, lon, km, self.polygons)

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        if len(self.polygons) == 1:
            shape: dict[str, object] = {"type": "Polygon", "coordinates": self.polygons[0]}
        else:
            shape = {"type": "MultiPolygon", "coordinates": self.polygons}
        return call("within", shape, name=self.name, roles=self.told_roles)
