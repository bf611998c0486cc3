"""The keys under which a name may stand in a table, the written one first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from conflictlog.geocoding.spelling.endings import language_of
from conflictlog.geocoding.spelling.inflection import Morphology, nominatives, towns
from conflictlog.geocoding.spelling.keys import fold
from conflictlog.geocoding.spelling.respelling import in_ukrainian
from conflictlog.geocoding.spelling.scripts import script
from conflictlog.geocoding.words import lexicon, tokens

__all__ = ["Form", "forms"]

_SETTLEMENTS: Final = frozenset({"village", "town", "city", "settlement"})
_MOST: Final = 36
_RESTORED: Final = 20
_RESPELT: Final = 6
_ALIF_LAM: Final = "ال"
# And, so; in, to, like; each may stand before the article, which melts into the second kind.
_ARABIC_PREFIX: Final = re.compile("^[وف]?(?:[بك]?ال|لل|[بلك])|^[وف](?:ال)?")
_HEBREW_PREFIX: Final = re.compile("^[וש]?[בלמהכ]|^[וש]")
# Long vowels as French and English reports write them, and as tables do.
_VOWELS: Final = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ay"))
_POSSESSIVE: Final = re.compile(r"(?<=\w)['\u2019`]s\b", re.IGNORECASE)


@attrs.frozen
class Form:
    """A key, and what was done to the text to get it."""

    key: str
    method: str
    """One of "exact", "without word", "without prefix", "without ending", "pymorphy",
    "adjective of", "final h", "respelt"."""
    note: str = ""


def forms(text: str, morphology: Morphology = "stems") -> tuple[Form, ...]:
    """List the keys to look a name up under.

    The written name comes first; then the name without words for a settlement ("с.", "village of",
    "مدينة"), without an Arabic or Hebrew particle written on to it, and last what it may be a case
    of in Ukrainian or Russian, or the town that it may be the adjective of. A later form is a guess
    that the table has to confirm: whoever asks takes the first form that is found.

    Parameters
    ----------
    text
        A name, without anything that `phrases` takes off.
    morphology
        "stems" restores endings by a table. "pymorphy" asks dictionaries first (the extra
        `morphology`), which knows towns better and orders namesakes by grammar.

    Returns
    -------
    tuple of Form
        No key twice and none empty; at most 36. Empty where the text has no letter and no digit.

    Raises
    ------
    MissingExtra
        Where dictionaries are asked for and pymorphy3 is not installed.

    Examples
    --------
    >>> [form.key for form in forms("с. Роботине")]
    ['с роботине', 'роботине', 'роботин', 'роботина', 'роботинь', 'роботино', ...]
    >>> [(form.key, form.method) for form in forms("بالرقة")]
    [('بالرقه', 'exact'), ('رقه', 'without prefix')]
    """
    found: dict[str, Form] = {}
    for form in _all(text, morphology):
        if form.key:
            found.setdefault(form.key, form)
        if len(found) == _MOST:
            break
    return tuple(found.values())


def _all(text: str, morphology: Morphology) -> Iterator[Form]:
    yield Form(fold(text), "exact")
    bare, word = _without_settlement(text)
    if word:
        yield Form(fold(bare), "without word", word)
    written = script(bare)
    if written == "Latin":
        yield from _latin(bare)
    elif written == "Arabic":
        yield from _without_prefix(bare, _ARABIC_PREFIX, "Arabic particle")
    elif written == "Hebrew":
        yield from _without_prefix(bare, _HEBREW_PREFIX, "Hebrew particle")
    elif written == "Cyrillic":
        yield from _uninflected(bare, morphology)


def _without_settlement(text: str) -> tuple[str, str]:
    """Take settlement words off both ends; say which."""
    words = tokens(text)
    kinds = lexicon()
    taken: list[str] = []
    if (before := kinds.kinds_before.at_start(words)) and before[1] in _SETTLEMENTS:
        taken.append(text[words[0].start : words[before[0] - 1].end])
        words = words[before[0] :]
    if (after := kinds.kinds_after.at_end(words)) and after[1] in _SETTLEMENTS:
        taken.append(text[words[-after[0]].start : words[-1].end])
        words = words[: -after[0]]
    if not words:
        return text, ""
    return text[words[0].start : words[-1].end], " ".join(taken)


def _latin(text: str) -> Iterator[Form]:
    yield Form(fold(_POSSESSIVE.sub("", text)), "without ending", "possessive")
    key = fold(text)
    yield from (Form(other, "final h") for other in _with_and_without_h(key))
    for french, english in _VOWELS:
        if french in key:
            key = key.replace(french, english)
            yield Form(key, "respelt")
            yield from (Form(other, "respelt") for other in _with_and_without_h(key))


def _with_and_without_h(key: str) -> Iterator[str]:
    # Ta marbuta is written by some and left out by others: Raqqa, Raqqah.
    if key.endswith("ah"):
        yield key[:-1]
    elif key.endswith("a"):
        yield key + "h"


def _without_prefix(text: str, prefix: re.Pattern[str], note: str) -> Iterator[Form]:
    words = text.split()
    for start in range(min(2, len(words))):
        # "في حلب", "ב חיפה": the particle may also be a word of its own.
        rest = words[start:]
        key = fold(" ".join(rest))
        if start and fold(words[0]) in lexicon()["leading"].first_words:
            yield Form(key, "without prefix", note)
        if start:
            break
        first = fold(rest[0])
        match = prefix.match(first)
        if match and len(first) - match.end() >= 2:
            stripped = first[match.end() :]
            yield Form(fold(" ".join([stripped, *rest[1:]])), "without prefix", note)


def _uninflected(text: str, morphology: Morphology) -> Iterator[Form]:
    written = (text[token.start : token.end] for token in tokens(text))
    words = [word for word in written if fold(word)]
    if morphology == "pymorphy":
        yield from (Form(key, "pymorphy") for key in nominatives(words, "pymorphy"))
    restored = list(dict.fromkeys(nominatives(words, "stems")))
    yield from (Form(key, "without ending") for key in restored[:_RESTORED])
    if len(words) == 1:
        yield from (Form(key, "adjective of") for key in towns(words[0]))
    if "ru" in language_of(fold(text)):
        for name in (fold(text), *restored[:_RESPELT]):
            yield from (Form(key, "respelt") for key in in_ukrainian(name))
