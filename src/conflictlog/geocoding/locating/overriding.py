"""Overrides: what a person has decided about a text wins over every look-up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import attrs

from conflictlog.countries import country_code
from conflictlog.errors import InvalidValue
from conflictlog.geocoding.found import Candidate
from conflictlog.geocoding.spelling import fold
from conflictlog.place import Place

__all__ = ["Overrides", "overridden"]

Overrides: TypeAlias = (
    "Mapping[str | tuple[str, str | None] | tuple[str, str | None, str | None], Place | Candidate]"
)
"""The place that a text means: for the text, for it with a country, or for one exact question.

A text alone holds for any country and division, a text with a country for any division. Of three,
as a review has them, None says that no country or no division was given.
"""


def overridden(
    text: str,
    countries: frozenset[str],
    overrides: Overrides | None,
    *,
    admin1: str | None = None,
) -> Candidate | None:
    """Find what was decided about a text; what says most goes first."""
    if not overrides:
        return None
    wanted = _key(text)
    best: tuple[int, object] = (0, None)
    for key, value in overrides.items():
        said = (key,) if isinstance(key, str) else key
        if len(said) > best[0] and _key(said[0]) == wanted and _holds(said, countries, admin1):
            best = (len(said), value)
    return _candidate(text, best[1]) if best[0] else None


def _holds(said: tuple[str | None, ...], countries: frozenset[str], admin1: str | None) -> bool:
    exact = len(said) > 2
    if len(said) > 1:
        country = said[1]
        if country is None and exact and countries:
            return False
        if country is not None and countries.isdisjoint(map(country_code, country.split("|"))):
            return False
    if not exact:
        return True
    division = said[2]
    if division is None or admin1 is None:
        return division is None and admin1 is None
    return _key(division) == _key(admin1)


def _key(text: str) -> str:
    return fold(text) or text.strip()


def _candidate(text: str, value: object) -> Candidate:
    if isinstance(value, Candidate):
        return attrs.evolve(value, method=f"override: {value.method}", confidence=1.0)
    if not isinstance(value, Place):
        raise InvalidValue(
            f"the override of {text!r} is {value!r:.80}",
            expected="a Place or a Candidate",
            remedy='write overrides={"Yahidne": Place("Yahidne", lat=..., lon=...)}',
        )
    return Candidate(
        name=value.name or text,
        lat=value.lat,
        lon=value.lon,
        radius_km=value.radius_km,
        kind="override",
        countries=value.countries,
        admin1=value.admin1,
        admin2=value.admin2,
        precision=value.precision,
        method="override",
        source="overrides",
    )
