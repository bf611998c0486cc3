"""Ukrainian spellings of names that a Russian text gives.

Most villages stand in a table by their Ukrainian name alone. Sounds of the two languages answer one
another well enough for a guess that the table confirms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from conflictlog.geocoding.spelling.endings import endings_table
from conflictlog.geocoding.spelling.keys import fold

__all__ = ["in_ukrainian"]


def in_ukrainian(key: str) -> Iterator[str]:
    """Yield Ukrainian keys of a folded Russian name in the nominative.

    Examples
    --------
    >>> list(in_ukrainian("новомихаиловка"))
    ['новомихаилівка', 'новоміхаілівка']
    """
    rules = _rules()
    words = [_respelt(word, rules) for word in key.split()]
    plain = " ".join(words)
    if plain != key:
        yield plain
    # Russian "и" is Ukrainian "и" or "і", and no rule says which.
    other = plain.replace("и", "і")
    if other not in {key, plain}:
        yield other


def _respelt(word: str, rules: Mapping[str, Mapping[str, str]]) -> str:
    for ending, other in rules["endings"].items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word.removesuffix(ending) + other
            break
    for beginning, other in rules["beginnings"].items():
        if word.startswith(beginning):
            word = other + word.removeprefix(beginning)
            break
    for letters, other in rules["letters"].items():
        word = word.replace(letters, other)
    return word


@cache
def _rules() -> Mapping[str, Mapping[str, str]]:
    rows: dict[str, dict[str, str]] = endings_table()["respelling"]
    return {
        name: {fold(one): fold(other) for one, other in pairs.items()}
        for name, pairs in rows.items()
    }
