"""What is asked besides the text: countries, divisions, a place near by, a kind, a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

import attrs

from conflictlog.countries import country_cap, country_code
from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.geocoding.locating.divisions import divisions_of
from conflictlog.geocoding.locating.families import kinds_asked
from conflictlog.geocoding.locating.geometry import Disc, within_reach
from conflictlog.geocoding.spelling import fold
from conflictlog.place import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictlog.geocoding.gazetteer import Hit, Row
    from conflictlog.geocoding.locating.guesses import Guess

__all__ = ["Ask", "Lookups", "asked", "codes_of", "disc_of", "in_area"]

#: How far from an area's disc a place of it may lie, before it is held to be elsewhere.
_EDGE_KM = 15.0


class Lookups(Protocol):
    """What the pipeline needs of a gazetteer's table."""

    def exact(self, keys: Sequence[str]) -> list[Hit]:
        """Find all that bear a name, in the whole world."""
        ...

    def fuzzy(
        self, key: str, country: str, *, limit: int = 5, cutoff: float = 85
    ) -> list[tuple[Hit, float]]:
        """Find names of a country that are nearly the same, with 0 to 100 for each."""
        ...

    def admin1(self, key: str, country: str | None = None) -> list[Row]:
        """Find first divisions by a name."""
        ...

    def areas(self, kind: str, country: str | None = None) -> list[Row]:
        """Give all rows of a kind."""
        ...


@attrs.frozen(kw_only=True)
class Ask:
    """The conditions that a candidate must meet, and the hints that sort those which do."""

    countries: frozenset[str] = frozenset()
    divisions: tuple[Row, ...] = ()
    near: Disc | None = None
    kinds: frozenset[str] | None = None
    on: dt.date | None = None
    areas: tuple[Guess, ...] = ()

    @property
    def narrowed(self) -> frozenset[str]:
        """The countries that it must lie in, as asked or as the text's own areas say."""
        if self.countries:
            return self.countries
        named = [frozenset(each.candidate.countries) for each in self.areas]
        return frozenset().union(*named) if named and all(named) else frozenset()

    def admits(self, guess: Guess) -> bool:
        """Say whether a candidate meets every condition."""
        return (
            (not self.countries or _in_countries(guess, self.countries))
            and (not self.divisions or any(_in_division(guess, each) for each in self.divisions))
            and (not self.areas or any(in_area(guess, each) for each in self.areas))
            and (self.kinds is None or guess.candidate.kind in self.kinds)
        )

    def inside(self, areas: Iterable[Guess]) -> Ask:
        """Ask for what lies in one of some areas, whatever its kind."""
        return attrs.evolve(self, areas=tuple(areas))

    def any_kind(self) -> Ask:
        """Ask without the kind and the areas: for the places that a relation starts from."""
        return attrs.evolve(self, kinds=None)


def _in_countries(guess: Guess, countries: frozenset[str]) -> bool:
    found = guess.candidate.countries
    if found:
        return not countries.isdisjoint(found)
    disc = guess.disc
    caps = [country_cap(code) for code in countries]
    return disc is not None and any(cap is not None and cap.meets(disc.cap) for cap in caps)


def _in_division(guess: Guess, row: Row) -> bool:
    found = guess.candidate
    if guess.rank == "admin1" or found.kind == "country":
        return found.source_id == row.source_id and found.source == row.source
    if guess.admin1_key is not None:
        return guess.admin1_key == row.id
    if found.admin1 is not None and fold(found.admin1) == fold(row.name):
        return not set(row.countries).isdisjoint(found.countries)
    disc = guess.disc
    if disc is None or row.lat is None or row.lon is None or found.admin1 is not None:
        return False
    return within_reach(Disc(row.lat, row.lon, row.radius_km or 0.0), Disc(disc.lat, disc.lon, 0.0))


def in_area(guess: Guess, area: Guess) -> bool:
    """Say whether a candidate lies in another that the text names as its area."""
    found, around = guess.candidate, area.candidate
    if found.source_id == around.source_id and found.source == around.source:
        return False
    if around.kind == "country":
        return _in_countries(guess, frozenset(around.countries))
    lands = set(around.countries)
    if lands and found.countries and lands.isdisjoint(found.countries):
        return False
    if around.kind == "admin1" and around.precision == "admin1" and guess.admin1_key is not None:
        return guess.admin1_key == area.row_id
    disc, reach = guess.disc, area.disc
    if disc is None or reach is None:
        return False
    if around.kind == "admin2" and found.admin2 and fold(found.admin2) == fold(around.name):
        return True
    # A district of a city, a village near the town that it is told by.
    far = _EDGE_KM if not area.settled else 3 * _EDGE_KM
    return within_reach(attrs.evolve(disc, km=0.0), reach, km=far)


def asked(
    table: Lookups,
    *,
    country: str | Iterable[str] | None,
    admin1: str | None,
    near: Disc | None,
    kind: str | Iterable[str] | None,
    on: dt.date | str | None,
) -> Ask:
    """Read the conditions of a call."""
    countries = codes_of(country, table)
    return Ask(
        countries=countries,
        divisions=() if admin1 is None else divisions_of(admin1, countries, table),
        near=near,
        kinds=kinds_asked(kind),
        on=_date(on),
    )


def codes_of(country: str | Iterable[str] | None, table: Lookups) -> frozenset[str]:
    """Read countries: codes, English names, or names that the gazetteer knows."""
    if country is None:
        return frozenset()
    parts = country.split("|") if isinstance(country, str) else tuple(country)
    return frozenset(code for part in parts for code in _codes(part, table))


def _codes(text: str, table: Lookups) -> tuple[str, ...]:
    try:
        return (country_code(text),)
    except UnknownName:
        known = [hit.row for hit in table.exact([fold(text)]) if hit.row.kind == "country"]
        codes = {code for row in known for code in row.countries}
        if len(codes) != 1:
            raise
        return tuple(codes)


def _date(on: dt.date | str | None) -> dt.date | None:
    if on is None or (isinstance(on, dt.date) and not isinstance(on, dt.datetime)):
        return on
    if isinstance(on, dt.datetime):
        return on.date()
    try:
        return dt.date.fromisoformat(on)
    except (TypeError, ValueError) as error:
        raise InvalidValue(
            f"on is {on!r}", expected="a day", remedy='write on="2015-03-01"'
        ) from error


def disc_of(place: object) -> Disc | None:
    """Give the disc of a place or of a pair of degrees; None of anything else."""
    if isinstance(place, Place):
        if place.lat is None or place.lon is None:
            raise InvalidValue(
                f"near is {place!r}, which has no point",
                expected="a place with lat and lon",
                remedy="give coordinates, or country= or admin1= for an area",
            )
        return Disc(place.lat, place.lon, place.radius_km or 0.0)
    if isinstance(place, (tuple, list)) and len(place) == 2:
        found = Place(lat=place[0], lon=place[1], precision="exact", radius_km=0)
        if found.lat is not None and found.lon is not None:
            return Disc(found.lat, found.lon, 0.0)
    return None
