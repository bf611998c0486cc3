"""Questions about a division that a gazetteer knows: by all its names, and by where it lies."""

from __future__ import annotations

from typing import Any

import attrs

from conflictlog.countries import country_codes
from conflictlog.outlines import HALF_WAY_KM, Cap
from conflictlog.place import Place
from conflictlog.query.checks import Written, call, number, real, text_tuple, texts, words_of
from conflictlog.query.places import PlaceQuestion, role_field
from conflictlog.registry.names import name_key
from conflictlog.report.checks import optional_text

__all__ = ["InDivision"]


def _keys(value: Any) -> Any:
    found = text_tuple(value)
    if not isinstance(found, tuple) or not all(isinstance(each, str) for each in found):
        return found
    return tuple(sorted({name_key(each) for each in found} - {""}))


@attrs.frozen(repr=False, kw_only=True)
class InDivision(PlaceQuestion):
    """Whether an event happened in a division that was looked up when the question was made.

    A place that names its division answers by that name, in any of the spellings that the
    gazetteer has. One that names none may lie in it where its own cap meets the division's disc.
    There is no outline, so a point is never certain to lie inside.
    """

    name: str = attrs.field(eq=False, converter=optional_text("name"))
    field: str = attrs.field(default="admin1", validator=attrs.validators.in_(("admin1", "admin2")))
    names: tuple[str, ...] = attrs.field(converter=_keys, validator=texts)
    countries: tuple[str, ...] = attrs.field(
        converter=text_tuple, validator=words_of(country_codes())
    )
    lat: float = attrs.field(validator=number(-90, 90), converter=real)
    lon: float = attrs.field(validator=number(-180, 180), converter=real)
    km: float = attrs.field(validator=number(0, HALF_WAY_KM), converter=real)
    roles: tuple[str, ...] = role_field()

    op = "division"

    @property
    def region(self) -> Cap:
        """The disc that holds the division, as far as is known."""
        return Cap.around(self.lat, self.lon, radius_km=self.km)

    @property
    def note(self) -> str:
        """Say what stands for the division."""
        count = len(self.names)
        spellings = f"{count} spelling{'' if count == 1 else 's'}"
        return f"{self.name!r} compared by {spellings} and a disc of {self.km:.0f} km, no outline"

    def is_named(self, name: str) -> bool:
        """Say whether a name is one of the division's."""
        return name_key(name) in self.names

    def is_there(self, country: str) -> bool:
        """Say whether the country of a place, or one that disputes it, is the division's."""
        return any(code in self.countries for code in country.split("|"))

    def reads(self, place: Place) -> tuple[bool, bool]:
        """Answer for one place: possible and certain."""
        there = place.country is not None and self.is_there(place.country)
        if place.country is not None and not there:
            return False, False
        name = getattr(place, self.field)
        if name is not None:
            same = self.is_named(name)
            return same, same and there
        cap = place.cap
        return cap is None or self.region.meets(cap), False

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        place = call(
            "Place",
            self.name,
            lat=self.lat,
            lon=self.lon,
            radius_km=self.km,
            country="|".join(self.countries),
            precision=self.field,
        )
        return call("within", Written(place), names=list(self.names), roles=self.told_roles)
