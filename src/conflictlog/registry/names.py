"""Names as their spellings share them, and the states that they name."""

from __future__ import annotations

import functools
import re
import unicodedata

__all__ = ["is_code", "name_key", "plain", "state_of"]

# Letters that differ from a plain one by more than a combining mark.
_PLAIN_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def is_code(text: str) -> bool:
    """Say whether a text has the form of an alpha-3 code."""
    return re.fullmatch(r"[A-Z]{3}", text) is not None


@functools.lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """Fold a name to what its spellings share: no case, accents, punctuation, leading "the"."""
    text = re.sub(r"^\s*https?://(?:www\.)?", "", name.casefold()).replace("&", " and ")
    text = unicodedata.normalize("NFKD", text.translate(_PLAIN_LETTERS))
    text = "".join(char for char in text if not unicodedata.combining(char))
    # U.S. is US and Ukraine's is Ukraines, but TASS/Interfax are two words.
    text = re.sub(r"[.'’ʼ`]", "", text)
    words = re.sub(r"[\W_]+", " ", text).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def plain(name: str) -> str:
    """Fold case and spaces alone, for a name that nothing is known of."""
    return " ".join(name.casefold().split())


_OF_STATE = re.compile(
    r"(?:government|(?:military|armed|police|security|state|special) forces|army|navy|air force"
    r"|police|(?:ministry|minister) of defen[cs]e|authorities) of (?:the )?(?P<state>.+)",
    re.IGNORECASE,
)
# Short names of actors are not country codes: IS is no Iceland, and PSE no Palestine.
_SHORT_STATES = frozenset({"us", "usa", "uk", "uae", "drc"})


@functools.lru_cache(maxsize=4096)
def state_of(name: str) -> str | None:
    """Give the alpha-3 code of the state that a name is, or whose forces it names."""
    from conflictlog.countries import find_country

    text = " ".join(name.split())
    found = _OF_STATE.match(text)
    if found:
        text = found["state"]
    for candidate in (text, re.sub(r"\s*\(.*", "", text)):
        if len(candidate) <= len("USA") and name_key(candidate) not in _SHORT_STATES:
            continue
        found_code = find_country(candidate)
        if found_code is not None:
            return found_code
    return None
