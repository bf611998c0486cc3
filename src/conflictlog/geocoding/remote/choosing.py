"""From the hits of a service to a decision, or to what keeps one from being made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs

from conflictlog.geocoding.found import Candidate, Located
from conflictlog.geocoding.locating.families import ADMINS, SETTLEMENTS
from conflictlog.geocoding.remote.checking import Checked, Expected, checked
from conflictlog.geocoding.remote.reading import candidate_of, names_of
from conflictlog.outlines import distance_km

__all__ = ["chosen"]

#: Two hits so near to each other are one place: a town and its own area.
_SAME_KM: Final = 5.0
_POPULATED: Final = SETTLEMENTS | ADMINS | {"country", "district"}


def chosen(
    base: Located, hits: Iterable[Any], expected: Expected, *, service: str, limit: int
) -> Located:
    """Decide between the hits of a service.

    One place that nothing speaks against is a decision, several are ambiguous; of a populated
    place and a site of its name, the place is meant. What contradicts the question decides
    nothing: where there is nothing else, it is told in notes.
    """
    every = [
        checked(candidate_of(each, service=service), expected, names=names_of(each))
        for each in hits
    ]
    good = _merged([each for each in every if not each.contradicts])
    bad = [each for each in every if each.contradicts]
    if expected.kinds is None:
        towns = [each for each in good if each.kind in _POPULATED]
        good = [*towns, *(each for each in good if each.kind not in _POPULATED)]
        rivals = len(towns) or len(good)
    else:
        rivals = len(good)
    if not good:
        return _contradicted(base, bad, limit=limit)
    state: Any = "decided" if rivals == 1 else "ambiguous"
    shown = [*good, *(each.candidate for each in _sorted(bad))]
    hint = "" if rivals == 1 else "give country=, admin1=, near= or kind=, or an override"
    return attrs.evolve(
        base, state=state, candidates=shown[: max(limit, min(rivals, 2))], hint=hint
    )


def _contradicted(base: Located, bad: list[Checked], *, limit: int) -> Located:
    """Tell what was set aside; the next member may know better."""
    told = [each.candidate for each in _sorted(bad)[:limit]]
    notes = [f"set aside: {each}; {'; '.join(each.notes)}" for each in told]
    return attrs.evolve(base, notes=(*base.notes, *notes))


def _sorted(found: Sequence[Checked]) -> list[Checked]:
    return sorted(found, key=lambda each: -each.candidate.confidence)


def _merged(found: Sequence[Checked]) -> list[Candidate]:
    """Keep the first of hits for one place, in the service's own order."""
    kept: list[Candidate] = []
    for each in found:
        if not any(_same(each.candidate, other) for other in kept):
            kept.append(each.candidate)
    return kept


def _same(one: Candidate, other: Candidate) -> bool:
    points = (one.lat, one.lon, other.lat, other.lon)
    if None in points:
        return False
    least = min(one.radius_km or 0.0, other.radius_km or 0.0)
    return distance_km(*points) <= max(_SAME_KM, least)  # type: ignore[arg-type]  # none is None
