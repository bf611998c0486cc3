"""Which script a text is written in, and what in it looks like something that it is not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import category, name

__all__ = ["script", "suspicious"]

# Letters of these scripts are drawn alike: inside one word they are a slip or a trick.
_ALIKE: Final = frozenset({"Latin", "Cyrillic", "Greek", "Armenian", "Cherokee"})
_WORD: Final = re.compile(r"[^\W\d_]+")
_JOINERS: Final = "\u200c\u200d\u200e\u200f\u061c\u00ad"  # rightly used by Arabic and Hebrew


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    words = name(letter, "UNKNOWN").split()
    return words[0].capitalize()


def script(text: str) -> str | None:
    """Say which script the letters of a text are of.

    Returns
    -------
    str or None
        As Unicode names it ("Latin", "Cyrillic", "Arabic", "Hebrew", ...); "mixed" where there are
        several; None where there is no letter.

    Examples
    --------
    >>> script("Київ"), script("Kyiv (Київ)"), script("112")
    ('Cyrillic', 'mixed', None)
    """
    found = {_script_of(letter) for letter in text if category(letter) in {"Lu", "Ll", "Lt", "Lo"}}
    if not found:
        return None
    return found.pop() if len(found) == 1 else "mixed"


def suspicious(text: str) -> str | None:
    """Say what in a text is not what it looks like.

    Letters of another alphabet that are drawn alike inside a word, control characters, marks that
    turn the direction of writing, what is left of a text decoded wrongly. Joiners and direction
    marks as Persian, Arabic and Hebrew use them are not suspicious, nor are words of two scripts
    side by side.

    Returns
    -------
    str or None
        What stands where, for a message; None where nothing is found.

    Examples
    --------
    >>> suspicious("Kyiv".replace("i", "\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}"))
    "letter 3 of the word 'Kyіv' is Cyrillic (U+0456), the others are Latin"
    >>> suspicious("Kyiv, Київ") is None
    True
    """
    for position, character in enumerate(text, 1):
        kind = category(character)
        if kind in {"Cc", "Co", "Cn", "Cs"} and character not in "\t\n\r":
            return f"character {position} is {_code(character)}, a control or private character"
        if kind == "Cf" and character not in _JOINERS:
            return f"character {position} is {_code(character)}, which is not seen"
        if character == "\ufffd":
            return f"character {position} is {_code(character)}: the text was decoded wrongly"
    for word in _WORD.finditer(text):
        found = _stranger(word.group())
        if found is not None:
            return found
    return None


def _stranger(word: str) -> str | None:
    scripts = [_script_of(letter) for letter in word]
    kinds = set(scripts) & _ALIKE
    if len(kinds) < 2:
        return None
    common = max(sorted(kinds), key=scripts.count)
    at = next(i for i, kind in enumerate(scripts) if kind in kinds and kind != common)
    return (
        f"letter {at + 1} of the word {word!r} is {scripts[at]} ({_code(word[at])}), "
        f"the others are {common}"
    )


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
