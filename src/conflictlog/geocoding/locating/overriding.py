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

Overrides: TypeAlias = "Mapping[str | tuple[str, str | None], Place | Candidate]"
"""Texts, or texts with a country, and the place that each of them means."""


def overridden(
    text: str, countries: frozenset[str], overrides: Overrides | None
) -> Candidate | None:
    """Find what was decided about a text; with its country first, then for any country."""
    if not overrides:
        return None
    wanted = _key(text)
    general = None
    for key, value in overrides.items():
        name, country = key if isinstance(key, tuple) else (key, None)
        if _key(name) != wanted:
            continue
        if country is None:
            general = value
        elif country_code(country) in countries:
            return _candidate(name, value)
    return None if general is None else _candidate(text, general)


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
