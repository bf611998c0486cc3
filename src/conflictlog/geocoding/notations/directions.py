"""The letters and words that say north, south, east and west."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["LETTER", "axis_of", "sign_of"]

# Spaces and dots inside are taken out before a word is looked up: "пн. ш." is "пнш".
_WORDS: Final = {
    "N": ("n", "north", "пн", "пнш", "північ", "північноїшироти", "с", "сш", "север",
          "севернойшироты", "ش", "شمال", "شمالا", "شمالاً", "צ", "צפון"),
    "S": ("s", "south", "пд", "пдш", "південь", "південноїшироти", "ю", "юш", "юг",
          "южнойшироты", "ج", "جنوب", "جنوبا", "جنوباً", "דרום"),
    "E": ("e", "east", "сх", "схд", "схід", "східноїдовготи", "в", "вд", "восток",
          "восточнойдолготы", "ق", "شرق", "شرقا", "شرقاً", "מזרח"),
    "W": ("w", "west", "зх", "зхд", "захід", "західноїдовготи", "з", "зд", "запад",
          "западнойдолготы", "غ", "غرب", "غربا", "غرباً", "מערב"),
}  # fmt: skip
_LETTERS: Final = {word: letter for letter, words in _WORDS.items() for word in words}
_SPELLED: Final = (
    r"пн\.? ?ш\.?|пд\.? ?ш\.?|сх\.? ?д\.?|зх\.? ?д\.?|с\.? ?ш\.?|ю\.? ?ш\.?|в\.? ?д\.?|з\.? ?д\.?",
    r"північної широти|південної широти|східної довготи|західної довготи",
    r"северной широты|южной широты|восточной долготы|западной долготы",
    *sorted((re.escape(word) for word in _LETTERS), key=len, reverse=True),
)

LETTER: Final = rf"(?:{'|'.join(_SPELLED)})(?![^\W\d_])\.?"
"""A regular expression, for texts without case, of one direction; no letter follows it."""


def _letter(text: str) -> str:
    return _LETTERS[re.sub(r"[ .]", "", text.casefold())]


def axis_of(text: str) -> str:
    """Say which number a direction belongs to: "lat" or "lon".

    Examples
    --------
    >>> axis_of("сх. д."), axis_of("شمال")
    ('lon', 'lat')
    """
    return "lat" if _letter(text) in "NS" else "lon"


def sign_of(text: str) -> int:
    """Give 1 for north and east, -1 for south and west."""
    return 1 if _letter(text) in "NE" else -1
