"""Whether a name sounds like the place that bears it, or is one that the place once had.

A table lists all names of a place without saying which are in use: Nikopol has "Slovianske" among
its own. Where a namesake is called so today, that one is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conflictlog.geocoding.spelling import fold

if TYPE_CHECKING:
    from conflictlog.geocoding.locating.guesses import Guess

__all__ = ["known_so"]

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
