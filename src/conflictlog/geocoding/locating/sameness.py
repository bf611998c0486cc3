"""Rows of two sources that are one place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import attrs

from conflictlog.geocoding.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conflictlog.geocoding.locating.guesses import Guess

__all__ = ["merged"]

#: Two rows of one name so near to each other are one place.
_SAME_KM: Final = 5.0


def merged(guesses: Iterable[Guess]) -> list[Guess]:
    """Make one of the rows that two sources have of one place; the sharper point is kept."""
    found: list[Guess] = []
    ordered = sorted(
        guesses,
        key=lambda each: (
            each.candidate.radius_km or math.inf,
            -each.fit,
            each.candidate.source_id,
        ),
    )
    ordered.sort(key=lambda each: each.candidate.source != "GeoNames")
    for each in ordered:
        twin = next((n for n, other in enumerate(found) if _same(each, other)), None)
        if twin is None:
            found.append(each)
            continue
        kept = found[twin]
        better = max(kept.fit, each.fit)
        found[twin] = attrs.evolve(
            kept,
            fit=better,
            people=max(kept.people, each.people),
            candidate=attrs.evolve(
                kept.candidate,
                population=max(kept.candidate.population, each.candidate.population),
                admin2=kept.candidate.admin2 or each.candidate.admin2,
            ),
        ).noted(*([f"also in {each.candidate.source}"] if each.candidate.source else []))
    return found


def _same(one: Guess, other: Guess) -> bool:
    a, b = one.candidate, other.candidate
    if (a.source, a.source_id) == (b.source, b.source_id) and a.method == b.method:
        return True
    if {one.rank, other.rank} == {"admin1", "region"}:
        return _one_area(one, other)
    if one.rank != other.rank and not (one.settled and other.settled):
        return False
    if not one.settled and a.source == b.source:
        return False
    if set(a.countries).isdisjoint(b.countries) and a.countries and b.countries:
        return False
    here, there = one.disc, other.disc
    if here is None or there is None:
        return False
    if a.admin1 and b.admin1 and fold(a.admin1) != fold(b.admin1):
        return here.distance_km(there) <= _SAME_KM / 2
    far = here.distance_km(there)
    if a.source == b.source:
        return far <= 1.0 and a.population == b.population
    return far <= max(_SAME_KM, here.km, there.km)


def _one_area(one: Guess, other: Guess) -> bool:
    """Say whether a division and a region of one name are one: each holds the other's middle."""
    here, there = one.disc, other.disc
    if here is None or there is None:
        return False
    lands = set(one.candidate.countries), set(other.candidate.countries)
    return not lands[0].isdisjoint(lands[1]) and here.distance_km(there) <= min(here.km, there.km)
