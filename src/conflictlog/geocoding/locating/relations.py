"""Relations: 12 km north-east of X, near X, between X and Y, the west of X, X and Y.

Each candidate of X makes one of the relation, so that what is ambiguous stays so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from conflictlog.geocoding.locating import geometry
from conflictlog.geocoding.locating.geometry import Disc

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conflictlog.geocoding.locating.guesses import Guess

__all__ = ["alternatives", "around", "between", "near", "offset", "part", "together"]

_EXACT: Final = frozenset({"exact", "site", "town", "vicinity"})
#: Namesakes are paired by what lies between: a road from X to Y is no journey.
_WIDEST_GAP_KM: Final = 400.0
_MOST_PAIRED: Final = 60
_NEARBY_KM: Final = 300.0
_WINDS: Final = (
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
    "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
)  # fmt: skip


def _vague(guess: Guess) -> str:
    """Give the precision of what is only told by its relation to a place."""
    return "vicinity" if guess.candidate.precision in _EXACT else "region"


def _related(guess: Guess, disc: Disc, *, method: str, keeps_division: bool = True) -> Guess:
    moved = guess.moved(disc, method=method, precision=_vague(guess), share=0.98)
    found = attrs.evolve(
        moved.candidate,
        kind="vicinity",
        admin1=moved.candidate.admin1 if keeps_division else None,
        admin2=None,
        notes=(*guess.candidate.notes, f"{guess.candidate.name}: {guess.candidate.method}"),
    )
    return attrs.evolve(moved, candidate=found)


def offset(
    bases: Iterable[Guess],
    *,
    km: float,
    bearing: float,
    spread: float | None,
    spread_km: float = 0.0,
) -> list[Guess]:
    """Go so many km from each in a direction."""
    wind = _WINDS[round(bearing / 22.5) % 16]
    return [
        _related(
            each,
            geometry.offset(disc, km=km, bearing=bearing, spread=spread, spread_km=spread_km),
            method=f"{km:g} km {wind} of {each.candidate.name}",
            keeps_division=False,
        )
        for each in bases
        if (disc := each.disc) is not None
    ]


def around(bases: Iterable[Guess], *, km: float) -> list[Guess]:
    """Take all that lies so far from each, in any direction."""
    return [
        _related(
            each,
            geometry.near(disc, km=km),
            method=f"{km:g} km from {each.candidate.name}",
            keeps_division=False,
        )
        for each in bases
        if (disc := each.disc) is not None
    ]


def near(bases: Iterable[Guess], *, km: float | None, bearing: float | None = None) -> list[Guess]:
    """Take each with what lies near it, on one side of it where that is told."""
    side = "near" if bearing is None else f"{_WINDS[round(bearing / 22.5) % 16]} of"
    return [
        _related(
            each,
            geometry.near(disc, km=km)
            if bearing is None
            else geometry.beside(disc, km=km, bearing=bearing),
            method=f"{side} {each.candidate.name}",
        )
        for each in bases
        if (disc := each.disc) is not None
    ]


def part(bases: Iterable[Guess], *, bearing: float | None, word: str) -> list[Guess]:
    """Take one half of each, or its middle."""
    return [
        each.moved(
            geometry.part(disc, bearing=bearing),
            method=f"{word} part of {each.candidate.name}",
            precision="region" if each.candidate.kind == "country" else each.candidate.precision,
            share=0.98,
        ).noted(f"{each.candidate.name}: {each.candidate.method}")
        for each in bases
        if (disc := each.disc) is not None
    ]


def between(first: Sequence[Guess], second: Sequence[Guess]) -> list[Guess]:
    """Pair namesakes by what is nearest to one another, and take what lies between."""
    pairs = [
        (one.distance_km(other), here, there)
        for here in first[:_MOST_PAIRED]
        for there in second[:_MOST_PAIRED]
        if (one := here.disc) is not None
        and (other := there.disc) is not None
        and here.candidate.source_id != there.candidate.source_id
    ]
    pairs = [pair for pair in pairs if pair[0] <= _WIDEST_GAP_KM]
    if not pairs:
        return []
    least = min(pair[0] for pair in pairs)
    return [
        _between(here, there)
        for gap, here, there in sorted(pairs, key=lambda pair: pair[0])
        if gap <= max(2 * least, least + 30)
    ]


def _between(here: Guess, there: Guess) -> Guess:
    one, other = here.disc, there.disc
    assert one is not None  # noqa: S101 - pairs are of what has been placed
    assert other is not None  # noqa: S101 - as above
    names = f"{here.candidate.name} and {there.candidate.name}"
    found = _related(here, geometry.between(one, other), method=f"between {names}")
    a, b = here.candidate, there.candidate
    return attrs.evolve(
        found,
        fit=min(here.fit, there.fit) * 0.98,
        candidate=attrs.evolve(
            found.candidate,
            name=names,
            countries=tuple(sorted({*a.countries, *b.countries})),
            admin1=a.admin1 if a.admin1 == b.admin1 else None,
            source_id=f"{a.source_id}|{b.source_id}",
        ),
    ).noted(f"{b.name}: {b.method}")


def alternatives(items: Sequence[Sequence[Guess]]) -> list[Guess]:
    """Take what all the names have in common: names in use by different sides are of one place."""
    found = [each for each in items if each]
    if not found:
        return []
    common = [
        guess
        for guess in found[0]
        if all(any(_alike(guess, other) for other in rest) for rest in found[1:])
    ]
    if common:
        return common
    return [guess for each in found for guess in each]


def _alike(one: Guess, other: Guess) -> bool:
    a, b = one.candidate, other.candidate
    if (a.source, a.source_id) == (b.source, b.source_id):
        return True
    here, there = one.disc, other.disc
    return here is not None and there is not None and here.distance_km(there) <= 5.0


def together(items: Sequence[Guess]) -> list[Guess]:
    """Cover several places that are named together by one disc."""
    discs = [disc for each in items if (disc := each.disc) is not None]
    if len(discs) != len(items) or not discs:
        return []
    if any(one.distance_km(other) > _NEARBY_KM for one in discs for other in discs):
        return []
    cover = geometry.covering(discs)
    names = " and ".join(each.candidate.name for each in items)
    lands = sorted({code for each in items for code in each.candidate.countries})
    first = items[0]
    divisions = {each.candidate.admin1 for each in items}
    found = first.moved(cover, method="several places in one disc", precision="region")
    return [
        attrs.evolve(
            found,
            fit=min(each.fit for each in items) * 0.98,
            candidate=attrs.evolve(
                found.candidate,
                name=names,
                kind="vicinity",
                precision="vicinity" if cover.km <= 25 else "region",
                countries=tuple(lands),
                admin1=first.candidate.admin1 if len(divisions) == 1 else None,
                admin2=None,
                source_id="|".join(each.candidate.source_id for each in items),
            ),
        ).noted(*(f"{each.candidate.name}: {each.candidate.method}" for each in items))
    ]
