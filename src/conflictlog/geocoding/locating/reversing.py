"""From a point to the populated places nearest to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from conflictlog.geocoding.found import Candidate
from conflictlog.geocoding.locating.guesses import Guess

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["nearest_candidates"]


def nearest_candidates(
    table: Any, lat: float, lon: float, *, count: int, kinds: Collection[str] = ("settlement",)
) -> list[Candidate]:
    """Give the nearest places of a table, nearest first, with the distance in their notes."""
    near = table.nearest([lat], [lon], k=count, kinds=kinds)
    told = [
        (int(number), float(km))
        for number, km in zip(near.ids[0], near.km[0], strict=True)
        if number >= 0
    ]
    rows = table.rows([number for number, _ in told])
    return [_candidate(row, km) for row, (_, km) in zip(rows, told, strict=True)]


def _candidate(row: Any, km: float) -> Candidate:
    guess = Guess.of(
        row,
        matched=row.name,
        role="primary",
        fit=1.0,
        method="nearest place",
        notes=(f"{km:.1f} km from the point",),
    )
    inside = km <= max(row.radius_km or 0.0, 1.0)
    return attrs.evolve(guess.candidate, confidence=0.95 if inside else 0.7)
