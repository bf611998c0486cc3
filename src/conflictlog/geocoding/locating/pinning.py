"""Coordinates in a text: a point with the radius that its digits leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictlog.countries import country_cap
from conflictlog.geocoding.found import Candidate
from conflictlog.geocoding.locating.deciding import decide
from conflictlog.geocoding.locating.names import named
from conflictlog.geocoding.notations import Coordinates, ShortPlusCode, read_coordinates
from conflictlog.outlines import Cap

if TYPE_CHECKING:
    from conflictlog.geocoding.locating.asking import Ask, Lookups

__all__ = ["pinned"]


def pinned(text: str, ask: Ask, table: Lookups) -> Candidate | None:
    """Read a text that is coordinates and nothing else; None where it is none.

    Raises
    ------
    InvalidValue
        Where they are out of range, or can be read in two ways.
    """
    found = read_coordinates(text)
    if isinstance(found, ShortPlusCode):
        decision = decide(named(found.of, ask, table), ask)
        if decision.rivals != 1 or (disc := decision.guesses[0].disc) is None:
            return None
        found = found.near(disc.lat, disc.lon)
    if not isinstance(found, Coordinates):
        return None
    cap = Cap.around(found.lat, found.lon, radius_km=found.radius_km)
    caps = {code: country_cap(code) for code in sorted(ask.countries)}
    inside = tuple(code for code, land in caps.items() if land is not None and land.meets(cap))
    notes: tuple[str, ...] = ()
    if caps and not inside:
        notes = (f"far outside {' and '.join(caps)}, which was asked for",)
    return Candidate(
        name=text.strip(),
        lat=found.lat,
        lon=found.lon,
        radius_km=found.radius_km,
        kind="coordinates",
        countries=inside,
        confidence=0.5 if notes else 0.99,
        method=f"coordinates ({found.notation})",
        notes=notes,
    )
