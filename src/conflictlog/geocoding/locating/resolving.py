"""From a phrase to guesses, part by part: a name first as a whole, then by what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from conflictlog.geocoding.locating import relations
from conflictlog.geocoding.locating.deciding import decide
from conflictlog.geocoding.locating.families import ADMINS, SETTLEMENTS
from conflictlog.geocoding.locating.names import exactly, named, nearly
from conflictlog.geocoding.locating.words import with_word
from conflictlog.geocoding.phrases import (
    Around,
    Between,
    Either,
    Named,
    Near,
    Offset,
    Part,
    Phrase,
    Several,
    Within,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictlog.geocoding.locating.asking import Ask, Lookups
    from conflictlog.geocoding.locating.guesses import Guess

__all__ = ["resolve"]

#: "Near the bridge of X, in Y oblast, Z" is deep enough.
_DEEPEST: Final = 6
#: An area without what lies in it fits so much worse.
_AREA_ALONE: Final = 0.6
#: A district that is only placed by its town is a guess.
_GUESSED: Final = 0.86
_CITY: Final = 50_000
_OF_TOWNS: Final = re.compile("[сцз]ьк(?:а|ий)$|[сц]кий$")
#: A place of so many inhabitants has a west that reports tell of.
_WITH_SIDES: Final = 10_000
_ABOUT_TOWN_KM: Final = 10.0
#: An area that stands for what it holds must be known by its name, not by a likeness.
_SPELT: Final = 0.85
#: Beyond this the area says less than "not found" does.
_WIDEST_ALONE_KM: Final = 45.0


def resolve(phrase: Phrase, ask: Ask, table: Lookups, *, depth: int = 0) -> list[Guess]:
    """Find what a phrase may mean under some conditions; nothing is decided here.

    Every part is looked up as a whole first: "Western Sahara" and "Eastern Ghouta" are names.
    """
    if depth > _DEEPEST:
        return []
    whole = exactly(phrase.text, ask, table)
    if whole:
        return _division_of(phrase, whole, ask, table) or whole
    match phrase:
        case Named():
            return _name(phrase, ask, table)
        case Offset() | Around() | Near() | Part():
            bases = _base(phrase.of, ask.any_kind(), table, depth=depth + 1)
            return _moved(phrase, _with_sides(phrase, bases))
        case Within():
            return _within(phrase, ask, table, depth=depth + 1)
        case Several():
            return _several(phrase.items, ask, table, depth=depth + 1)
        case Between(first=first, second=second):
            ends = [_base(each, ask.any_kind(), table, depth=depth + 1) for each in (first, second)]
            return relations.between(*ends)
        case Either(items=items):
            found = [resolve(each, ask, table, depth=depth + 1) for each in items]
            return relations.alternatives(found)
    return []


def _with_sides(phrase: Phrase, bases: list[Guess]) -> list[Guess]:
    """Leave villages out where a side is told: "Western Ghariyah town" is the name of another."""
    of = phrase.of if isinstance(phrase, Part) and phrase.direction != "centre" else None
    if not isinstance(of, Named) or of.word not in {"village", "town"}:
        return bases
    return [each for each in bases if each.people >= _WITH_SIDES]


def _moved(phrase: Offset | Around | Near | Part, bases: list[Guess]) -> list[Guess]:
    match phrase:
        case Offset():
            return relations.offset(
                bases,
                km=phrase.km,
                bearing=phrase.bearing_degrees,
                spread=phrase.spread,
                spread_km=phrase.spread_km,
            )
        case Around():
            return relations.around(bases, km=phrase.km + phrase.spread_km)
        case Near():
            return relations.near(bases, km=phrase.km, bearing=phrase.bearing_degrees)
        case Part():
            return relations.part(bases, bearing=phrase.bearing_degrees, word=phrase.direction)


def _base(phrase: Phrase, ask: Ask, table: Lookups, *, depth: int) -> list[Guess]:
    """Find what a relation starts from: of a bare adjective the town, before any division.

    "Біля Торецька" is near Торецьк; the hromada about it is "Торецька громада". "Покровський
    напрямок" is named after the town, not after its raion.
    """
    if isinstance(phrase, Named) and not phrase.word and _OF_TOWNS.search(phrase.name):
        found = exactly(phrase.text, ask, table)
        if all(each.divided for each in found):
            towns = named(phrase.name, attrs.evolve(ask, kinds=SETTLEMENTS), table)
            if towns:
                return towns
    return resolve(phrase, ask, table, depth=depth)


def _division_of(phrase: Phrase, found: list[Guess], ask: Ask, table: Lookups) -> list[Guess]:
    """Find the division where a table has "Bhola District" among the names of a town."""
    if not isinstance(phrase, Named) or phrase.word not in ADMINS:
        return []
    if ask.kinds is not None or not all(each.settled for each in found):
        return []
    return with_word(phrase, ask, table)


def _name(phrase: Named, ask: Ask, table: Lookups) -> list[Guess]:
    if phrase.word is not None:
        return with_word(phrase, ask, table)
    return named(phrase.name, ask, table) or nearly(phrase.name, ask, table)


def _within(
    phrase: Within, ask: Ask, table: Lookups, *, depth: int, turning: bool = False
) -> list[Guess]:
    """Find the first in the areas that follow; an area that is unknown is left aside."""
    areas: list[Guess] = []
    plain = attrs.evolve(ask, kinds=None, near=None)
    for area in reversed(phrase.areas):
        around = attrs.evolve(plain, areas=tuple(areas)) if areas else plain
        inside = resolve(area, around, table, depth=depth)
        if turning and not inside:
            # Who turns the order about guesses: nothing may then be left aside.
            return []
        areas = inside or areas
    if not areas:
        left = ", ".join(repr(each.text) for each in phrase.areas)
        return [
            each.noted(f"{left} is not known and was left aside")
            for each in resolve(phrase.first, ask, table, depth=depth)
        ]
    inner = attrs.evolve(ask, areas=tuple(areas))
    found = resolve(phrase.first, inner, table, depth=depth)
    if found:
        told = " or ".join(sorted({each.candidate.name for each in areas})[:3])
        return [each.noted(f"within {told}, as the text says") for each in found]
    # "Донецька область, Бахмут": the largest area may also come first.
    turned = Within(phrase.areas[-1], (*phrase.areas[-2::-1], phrase.first), text=phrase.text)
    found = [] if turning else _within(turned, ask, table, depth=depth, turning=True)
    if found or turning:
        return found
    listed = _several((phrase.first, *phrase.areas), ask, table, depth=depth)
    if listed:
        return listed
    city = _city_alone(phrase, ask, table)
    if city is None:
        return _area_alone(phrase, areas)
    guessed = all(each.settled or each.fit < _GUESSED for each in areas)
    return [city] if guessed else []


def _city_alone(phrase: Within, ask: Ask, table: Lookups) -> Guess | None:
    """Give the city that the first means by itself, if it means one; its area is then wrong.

    A village whose area is known may be one that the gazetteer lacks; a city is not.
    """
    decision = decide(resolve(phrase.first, ask, table, depth=_DEEPEST - 1), ask)
    if decision.rivals != 1 or decision.guesses[0].candidate.population < _CITY:
        return None
    names = ", ".join(repr(each.text) for each in phrase.areas)
    return decision.guesses[0].noted(f"{names} is not known there and was left aside")


def _area_alone(phrase: Within, areas: list[Guess]) -> list[Guess]:
    """Give the area where what lies in it is not known: a town or a district, nothing wider.

    Of areas in several countries none is: without what lies in it nothing tells them apart.
    """
    if len({each.candidate.countries for each in areas}) > 1:
        return []
    found = []
    for each in areas:
        area = each.candidate
        if each.disc is None or each.disc.km > _WIDEST_ALONE_KM or each.fit < _SPELT:
            continue
        wider = _ABOUT_TOWN_KM if each.settled else 0.0
        lone = attrs.evolve(
            area,
            method=f"its area alone, {area.name}",
            precision="vicinity" if each.settled else area.precision,
            radius_km=(area.radius_km or 0.0) + wider,
        )
        found.append(
            attrs.evolve(each, fit=each.fit * _AREA_ALONE, candidate=lone).noted(
                f"{phrase.first.text!r} is not known in it"
            )
        )
    return found


def _several(items: Sequence[Phrase], ask: Ask, table: Lookups, *, depth: int) -> list[Guess]:
    """Cover what is named together, where each is decided and they lie near one another."""
    chosen = []
    for each in items:
        decision = decide(resolve(each, ask, table, depth=depth), ask)
        if decision.rivals != 1:
            return []
        chosen.append(decision.guesses[0])
    return relations.together(chosen)
