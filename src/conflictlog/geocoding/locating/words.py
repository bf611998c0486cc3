"""Names with a word that says what they are: "Saky air base", "Pokrovsk raion", "village of X"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from conflictlog.geocoding.locating import geometry
from conflictlog.geocoding.locating.families import ADMINS, AREAS, SETTLEMENTS, WATERS, family
from conflictlog.geocoding.locating.names import exactly, named, nearly

if TYPE_CHECKING:
    from conflictlog.geocoding.locating.asking import Ask, Lookups
    from conflictlog.geocoding.locating.guesses import Guess
    from conflictlog.geocoding.phrases import Named

__all__ = ["with_word"]

#: A district that is not known by itself is looked for about the town that it is named for.
_DISTRICT_KM: Final = 35.0
_COUNTRYSIDE_KM: Final = 40.0
#: A base or a plant of a town that is not known lies in the town or beside it.
_SITE_KM: Final = 15.0


def with_word(phrase: Named, ask: Ask, table: Lookups) -> list[Guess]:
    """Find what a name means when a word says what kind it is of."""
    text, word = phrase.name, phrase.word or ""
    wanted = family(word)
    if ask.kinds is not None and not wanted & ask.kinds:
        return []
    narrow = attrs.evolve(ask, kinds=wanted if ask.kinds is None else wanted & ask.kinds)
    # The word may be a part of the name, and both be in a case: "Чорного моря".
    found = (
        named(text, narrow, table)
        or (named(phrase.text, narrow, table) if word not in SETTLEMENTS else [])
        or nearly(text, narrow, table)
    )
    if found:
        return found
    if ask.kinds is not None:
        return []
    plain = attrs.evolve(ask, kinds=SETTLEMENTS)
    if word in SETTLEMENTS or word == "camp":
        return []
    if word in {"admin2", "admin3", "district"}:
        return _about(text, plain, table, km=_DISTRICT_KM, word=word, precision="admin2")
    if word == "countryside":
        wide = attrs.evolve(ask, kinds=ADMINS - {"admin3"})
        return named(text, wide, table) or _about(
            text, plain, table, km=_COUNTRYSIDE_KM, word=word, precision="region"
        )
    if word in ADMINS | AREAS | WATERS | {"country"}:
        return exactly(text, attrs.evolve(ask, kinds=None), table) if word == "area" else []
    return _about(text, plain, table, km=_SITE_KM, word=word, precision="vicinity")


def _about(
    text: str, ask: Ask, table: Lookups, *, km: float, word: str, precision: str
) -> list[Guess]:
    """Fall back to the populated place of that name, with so many km around it."""
    return [
        each.moved(
            geometry.near(disc, km=km),
            method=f"{word} of {each.candidate.name}, by the populated place",
            precision=precision,
            share=0.85,
        ).noted(f"no {word} of that name is in the gazetteer")
        for each in named(text, ask, table)
        if (disc := each.disc) is not None
    ]
