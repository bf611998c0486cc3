"""Whether two spellings are one name, and whether a place is called by a name of its own.

A table lists all names of a place without saying which are in use: Nikopol has "Slovianske" among
its own. Where a namesake is called so today, that one is meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from conflictlog.geocoding.spelling import fold

if TYPE_CHECKING:
    from conflictlog.geocoding.locating.guesses import Guess

__all__ = ["is_spelling", "known_so", "sounds_like"]

_LATIN: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "ё": "yo",
        "і": "i",
        "ї": "i",
        "є": "ye",
        "ў": "u",
        "ь": "",
        "ъ": "",
    }
)
#: In this order: what romanisations of one letter differ in.
_HEARD: Final = (
    *(("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("g", "h"), ("ck", "k"), ("w", "v")),
    *(("yo", "o"), ("jo", "o"), ("y", "i"), ("j", "i")),
)
_ENDING: Final = re.compile(r"(?:oie|oe)$")
_DOUBLED: Final = re.compile(r"(.)\1+")
#: Spellings of one name in two romanisations or languages are at least so alike, of 100.
_ALIKE: Final = 65.0
_UNLIKE: Final = 50.0


def known_so(guesses: list[Guess]) -> tuple[list[Guess], list[Guess]]:
    """Part those that are called so from those that merely have the name among their others."""
    alike = {id(each): _likeness(each) for each in guesses}
    if not any(like is not None and like >= _ALIKE for like in alike.values()):
        return guesses, []
    aside = [
        each
        for each in guesses
        if each.role == "alternate" and (like := alike[id(each)]) is not None and like < _UNLIKE
    ]
    return [each for each in guesses if each not in aside], aside


def is_spelling(guess: Guess) -> bool:
    """Say whether the matched name spells the place's own, as far as can be told."""
    like = _likeness(guess)
    return like is None or like >= _UNLIKE


def _likeness(guess: Guess) -> float | None:
    """Compare the matched name with the place's own; None where their scripts have no bridge."""
    from rapidfuzz import fuzz

    if guess.role == "primary":
        return 100.0
    matched = fold(guess.candidate.matched).translate(_LATIN)
    if not matched.isascii():
        return None
    own = fold(guess.candidate.name)
    return fuzz.partial_ratio(matched, own) if len(own) > len(matched) else fuzz.ratio(matched, own)


def sounds_like(one: str, other: str) -> bool:
    """Say whether two Latin spellings are one name in two romanisations of Ukrainian or Russian.

    Examples
    --------
    >>> sounds_like("Vodyane", "Vodiane"), sounds_like("Berezovoye", "Berezove")
    (True, True)
    >>> sounds_like("Markivka", "Makiivka")
    False
    """
    first, second = _sound(one), _sound(other)
    return first is not None and first == second


def _sound(text: str) -> str | None:
    key = fold(text).translate(_LATIN)
    if not key.isascii():
        return None
    for written, heard in _HEARD:
        key = key.replace(written, heard)
    key = " ".join(_ENDING.sub("e", word) for word in key.split())
    return _DOUBLED.sub(r"\1", key)
