"""Questions about where an event happened: a disc is inside, outside, or meets the border."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import attrs

from conflictlog.outlines import HALF_WAY_KM, Cap
from conflictlog.place import ROLES, Place
from conflictlog.query.checks import Written, call, number, real, text_tuple, words_of
from conflictlog.query.facts import Facts
from conflictlog.query.kleene import Answer, disjunction, three
from conflictlog.query.tree import Question
from conflictlog.report.checks import optional_text

__all__ = ["DEFAULT_ROLES", "NearPoint", "PlaceQuestion", "role_field"]

#: Where an event happened, or was to strike: not whence it came or where it was announced.
DEFAULT_ROLES = ("occurred", "target")


def role_field() -> tuple[str, ...]:
    """Make the field of the roles that a question looks at."""
    return attrs.field(  # type: ignore[no-any-return]  # attrs types a field as its value
        default=DEFAULT_ROLES, converter=text_tuple, validator=words_of(ROLES), kw_only=True
    )


class PlaceQuestion(Question):
    """A question about each place of some roles: one that fits is enough.

    Where an event shows no place of these roles it is not known where it happened.
    """

    __slots__ = ()
    subject: ClassVar[str] = "place"
    roles: tuple[str, ...]

    @abstractmethod
    def reads(self, place: Place) -> tuple[bool, bool]:
        """Answer for one place: possible and certain."""

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        places = [place for place in facts.shown.places if place.role in self.roles]
        return disjunction(three(*self.reads(place)) for place in places) if places else None

    @property
    def told_roles(self) -> tuple[str, ...] | None:
        """The roles, where they are not the usual ones."""
        return None if self.roles == DEFAULT_ROLES else self.roles


@attrs.frozen(repr=False)
class NearPoint(PlaceQuestion):
    """Whether an event happened within some km of a point, along the great circle."""

    lat: float = attrs.field(validator=number(-90, 90), converter=real)
    lon: float = attrs.field(validator=number(-180, 180), converter=real)
    km: float = attrs.field(validator=number(0, HALF_WAY_KM), converter=real)
    name: str | None = attrs.field(default=None, eq=False, converter=optional_text("name"))
    roles: tuple[str, ...] = role_field()

    op = "near"

    @property
    def region(self) -> Cap:
        """The cap that is asked about."""
        return Cap.around(self.lat, self.lon, radius_km=self.km)

    def reads(self, place: Place) -> tuple[bool, bool]:
        """Answer for one place: possible and certain."""
        cap, region = place.cap, self.region
        if cap is None:
            return True, False
        return region.meets(cap), region.contains(cap)

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        km = int(self.km) if self.km.is_integer() else self.km
        if self.name is None:
            return call("near", (self.lat, self.lon), km=km, roles=self.told_roles)
        place = call("Place", self.name, lat=self.lat, lon=self.lon)
        return call("near", Written(place), km=km, roles=self.told_roles)
