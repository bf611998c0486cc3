"""Who, where by name, and how: sets of words, where agreement on a rare one counts more."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final

from rapidfuzz import fuzz

from conflictlog.merging.comparing.comparison import MISSING, Comparison, Judge, by_codes
from conflictlog.merging.records import Records, Sets
from conflictlog.merging.records.people import BEGAN, SUFFERED

__all__ = [
    "ACTORS",
    "CONTEXTS",
    "METHODS",
    "OUTLETS",
    "PARTS",
    "PLACES",
    "SIDES",
    "TARGETS",
    "TYPES",
]

_ALIKE: Final = 80
#: Letters in common up to which two spellings of a place are likely, and perhaps, one.
_SPELT: Final = (85, 60)
_RARE_ACTOR: Final = (0.01, 0.1)
_RARE_PLACE: Final = (0.003, 0.01, 0.05)
#: Shares of records up to which sharing a word of a short list is one level or the next.
_RARE_WORD: Final = (0.03, 0.1, 0.25)


def _actors(records: Records) -> Judge:
    held = records.actors
    alike = _likeness(held)

    def level(one: int, other: int) -> int:
        a, b = set(held.sets[one]), set(held.sets[other])
        both = a & b
        if both:
            rarest = float(min(held.share[word] for word in both))
            rarity = sum(rarest > limit for limit in _RARE_ACTOR)
            if len(both) > 1:
                return rarity
            return 6 if a - both and b - both else 3 + rarity
        close = any(alike(x, y) >= _ALIKE for x in a for y in b)
        return 7 if close else 8

    return by_codes(held.codes, len(held.sets), level)


def _places(records: Records) -> Judge:
    held = records.places
    alike = _likeness(held)

    def level(one: int, other: int) -> int:
        a, b = held.sets[one], held.sets[other]
        both = set(a) & set(b)
        if both:
            return sum(min(held.share[word] for word in both) > limit for limit in _RARE_PLACE)
        best = max(alike(x, y) for x in a for y in b)
        return 4 + sum(best < limit for limit in _SPELT)

    return by_codes(held.codes, len(held.sets), level)


def _methods(records: Records) -> Judge:
    held = records.methods

    def level(one: int, other: int) -> int:
        a, b = set(held.sets[one]), set(held.sets[other])
        if a == b:
            return 0 if len(a) > 1 else 1
        return 2 if a & b else 3

    return by_codes(held.codes, len(held.sets), level)


def _of_list(records: Records, name: str) -> Judge:
    """Compare words of a short list: by how rare the rarest shared one is."""
    held: Sets = getattr(records, name)

    def level(one: int, other: int) -> int:
        both = set(held.sets[one]) & set(held.sets[other])
        if not both:
            return len(_RARE_WORD) + 1
        rarest = min(held.share[word] for word in both)
        return sum(rarest > limit for limit in _RARE_WORD)

    return by_codes(held.codes, len(held.sets), level)


def _sides(records: Records) -> Judge:
    held = records.sides

    def level(one: int, other: int) -> int:
        a, b = set(held.sets[one]), set(held.sets[other])
        if a == b:
            return int(len(a) == 1)
        return 2 if a & b else 3

    return by_codes(held.codes, len(held.sets), level)


def _parts(records: Records) -> Judge:
    held = records.parts

    @functools.cache
    def told(code: int) -> dict[str, frozenset[str]]:
        words = [held.words[word] for word in held.sets[code]]
        return {
            lead: frozenset(word.removeprefix(lead) for word in words if word.startswith(lead))
            for lead in (BEGAN, SUFFERED)
        }

    def level(one: int, other: int) -> int:
        a, b = told(one), told(other)
        if any(a[lead] & b[lead] for lead in a):
            return 0
        if a[BEGAN] & b[SUFFERED] or a[SUFFERED] & b[BEGAN]:
            return 1
        both_told = any(a[lead] and b[lead] for lead in a)
        return 2 if both_told else int(MISSING)

    return by_codes(held.codes, len(held.sets), level)


def _outlets(records: Records) -> Judge:
    held = records.outlets
    return by_codes(
        held.codes,
        len(held.sets),
        lambda one, other: 0 if set(held.sets[one]) & set(held.sets[other]) else 1,
    )


def _likeness(held: Sets) -> Callable[[int, int], float]:
    @functools.cache
    def alike(one: int, other: int) -> float:
        return fuzz.token_set_ratio(held.words[one], held.words[other])

    return alike


_COMMON: Final = ("rare (under 1 %)", "known (under 10 %)", "common")
ACTORS: Final = Comparison(
    name="actors",
    levels=(
        *(f"two actors shared, {word}" for word in _COMMON),
        *(f"one actor shared, {word}" for word in _COMMON),
        "one actor shared, and others on both sides",
        "actors spelt alike",
        "no actor shared",
    ),
    judge=_actors,
    codes=lambda records: (records.actors.codes, records.actors.phrases),
)
PLACES: Final = Comparison(
    name="place names",
    levels=(
        "one name, under .3 % of records",
        "one name, under 1 %",
        "one name, under 5 %",
        "one name, common",
        "names spelt alike",
        "names with words in common",
        "other names",
    ),
    judge=_places,
)
METHODS: Final = Comparison(
    name="method",
    levels=("the same several", "the same", "some shared", "none shared"),
    judge=_methods,
)
_SHARED: Final = ("under 3 % of records", "under 10 %", "under 25 %", "common")
CONTEXTS: Final = Comparison(
    name="context",
    levels=(*(f"one context, {word}" for word in _SHARED), "other contexts"),
    judge=lambda records: _of_list(records, "contexts"),
)
TARGETS: Final = Comparison(
    name="target",
    levels=(*(f"one target, {word}" for word in _SHARED), "other targets"),
    judge=lambda records: _of_list(records, "targets"),
)
TYPES: Final = Comparison(
    name="actor types",
    levels=(*(f"one type, {word}" for word in _SHARED), "other types"),
    judge=lambda records: _of_list(records, "types"),
)
SIDES: Final = Comparison(
    name="sides",
    levels=("the same sides", "the same one side", "a side in common", "other sides"),
    judge=_sides,
)
PARTS: Final = Comparison(
    name="roles",
    levels=("one in the same role", "roles swapped", "others in the same role"),
    judge=_parts,
)
OUTLETS: Final = Comparison(
    name="outlet", levels=("the same outlet", "other outlets"), judge=_outlets
)
