"""Case endings of Ukrainian and Russian names, from a table, without a dictionary.

A dictionary of a language lacks most villages. A table of endings knows none of them and all of
them: it says what a word *could* be the case of, and the gazetteer says which of these exist.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, Final

import attrs

from conflictlog.geocoding.spelling.keys import fold

__all__ = ["Reading", "derivations", "endings_table", "language_of", "read_endings"]

_CASES: Final = ("gen", "dat", "acc", "ins", "loc")
_VOWELS_AND_SIGNS: Final = frozenset("аеєиіїоуыэюяьъ")
# Letters that only one of the two alphabets has, after folding.
_ONLY_UKRAINIAN: Final = frozenset("іє")
_ONLY_RUSSIAN: Final = frozenset("ыэъ")
# A folded adjective of a town in the nominative, of any gender.
_ADJECTIVE: Final = re.compile(r"(\w{2,}(?:[сцз]ьк|[сц]к))(?:ии|а|е|і|ая|ое|ие|ои)")
_HARD_VOWELS: Final = frozenset("аеоуыь")
_ADJECTIVAL: Final = ("ськ", "цьк", "зьк")
# "Каменское" by itself is a village, and no adjective of Каменка.
_OF_VILLAGES: Final = ("ське", "цьке", "зьке", "ское", "цкое")
_OF_NOUNS: Final = frozenset({"а", "у", "ом", "і", "и"})


@attrs.frozen
class Reading:
    """What an inflected word may be: the word as a map prints it, and with what it must agree."""

    nominative: str
    agreement: tuple[str, str]
    """Gender (m, f, n, p) and case."""


@attrs.frozen
class _Rule:
    ending: str
    name: str
    agreement: tuple[str, str]


def language_of(key: str) -> tuple[str, ...]:
    """Say which languages' endings a folded word in Cyrillic may have.

    Examples
    --------
    >>> language_of("авдіівкою"), language_of("крыму"), language_of("бахмуту")
    (('uk',), ('ru',), ('uk', 'ru'))
    """
    letters = set(key)
    if letters & _ONLY_UKRAINIAN:
        return ("uk",)
    return ("ru",) if letters & _ONLY_RUSSIAN else ("uk", "ru")


def read_endings(word: str, language: str) -> tuple[Reading, ...]:
    """List what a folded word may be a case of, the longest ending first.

    Examples
    --------
    >>> [reading.nominative for reading in read_endings("роботиного", "uk")]
    ['роботинии', 'роботине', 'роботиного']
    """
    rules = _rules(language)
    found: dict[Reading, None] = {}
    for length in range(min(5, len(word) - 1), -1, -1):
        ending = word[len(word) - length :]
        stem = word[: len(word) - length]
        for rule in rules.get(ending, ()):
            if _fits(stem, rule):
                found[Reading(stem + rule.name, rule.agreement)] = None
    found[Reading(word, ("", "nom"))] = None
    return tuple(found)


def _fits(stem: str, rule: _Rule) -> bool:
    if len(stem) < 2 and len(rule.ending) < 3:
        return False
    # No vowel follows another but in "ія", no soft sign a vowel; "ье" is a plain ending.
    if rule.name and rule.name[0] in _HARD_VOWELS and stem[-1] in _VOWELS_AND_SIGNS:
        return rule.name == "е" and stem[-1] == "ь"
    if rule.name.startswith("я") and stem[-1] in "аеоуы":
        return False
    # "Торецьке" is an adjective: "Торецька" is a case of Торецьк alone.
    if rule.name in {"о", "е"} and rule.ending in _OF_NOUNS and stem.endswith(_ADJECTIVAL):
        return False
    # A name without an ending ends in a consonant; so does a plural whose ending fell away.
    closed = rule.name == "" or rule.ending == ""
    return not (closed and stem[-1] in _VOWELS_AND_SIGNS)


def derivations(word: str, language: str) -> Iterator[str]:
    """Yield the towns that a folded adjective may be made of.

    Examples
    --------
    >>> list(derivations("бахмутському", "uk"))[:2]
    ['бахмутськ', 'бахмут']
    """
    if word.endswith(_OF_VILLAGES):
        return
    for reading in read_endings(word, language):
        found = _ADJECTIVE.fullmatch(reading.nominative)
        if found is None:
            continue
        adjective = found.group(1)
        for suffix, towns in _adjectives(language):
            stem = adjective.removesuffix(suffix)
            if stem == adjective or not stem:
                continue
            for town in towns:
                if not (town[:1] in _HARD_VOWELS and stem[-1] in _VOWELS_AND_SIGNS):
                    yield stem + town


@cache
def _adjectives(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows: dict[str, list[str]] = endings_table()["adjective"][language]
    return tuple((fold(suffix)[:-2], tuple(map(fold, towns))) for suffix, towns in rows.items())


@cache
def _rules(language: str) -> Mapping[str, tuple[_Rule, ...]]:
    rules: dict[str, dict[_Rule, None]] = {}
    for rule in _written_rules(language):
        rules.setdefault(rule.ending, {})[rule] = None
    return {ending: tuple(kept) for ending, kept in rules.items()}


def _written_rules(language: str) -> Iterator[_Rule]:
    rows: list[dict[str, Any]] = endings_table()[language]
    for row in rows:
        for (name, gender), case in product(zip(row["name"], row["gender"], strict=True), _CASES):
            for ending in row.get(case, ()):
                yield _Rule(fold(ending), fold(name), (gender, case))


@cache
def endings_table() -> Mapping[str, Any]:
    """Read the shipped table, once."""
    return tomllib.loads(files("conflictlog").joinpath("data", "endings.toml").read_text("utf-8"))
