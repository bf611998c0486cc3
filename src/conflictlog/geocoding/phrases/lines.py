"""A text, or a part of one, as the readers see it: words that can be cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

import attrs

from conflictlog.geocoding.phrases.values import Phrase
from conflictlog.geocoding.spelling.keys import fold
from conflictlog.geocoding.spelling.scripts import script
from conflictlog.geocoding.words import Lexicon, Token, lexicon, tokens

__all__ = ["Line", "Read", "Reader", "line_of"]

_LIST_STARTS: Final = ("leading", "inside", "near", "between", "direction_before", "line_before")


@attrs.frozen
class Line:
    """Some words of a text."""

    source: str
    words: tuple[Token, ...]

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, at: slice) -> Line:
        return attrs.evolve(self, words=self.words[at])

    @property
    def text(self) -> str:
        """As written, from the first word to the last."""
        return self.source[self.words[0].start : self.words[-1].end] if self.words else ""

    def find(self, *keys: str) -> int | None:
        """Say where the first of these signs stands."""
        return next((at for at, word in enumerate(self.words) if word.key in keys), None)

    def script_at(self, at: int) -> str | None:
        """Say in which script a word is written."""
        return script(self.source[self.words[at].start : self.words[at].end])


Read = Callable[[Line], Phrase]
"""Reads what is left, one level deeper."""
Reader = Callable[[Line, Read], Phrase | None]
"""Reads a line as one kind of phrase; None where it is none."""


def line_of(text: str) -> Line:
    """Take a text apart, with the particles that Arabic and Hebrew write on to a word cut off."""
    visible = "".join(
        letter for letter in text if letter == "\u200c" or unicodedata.category(letter) != "Cf"
    )
    plain = " ".join(unicodedata.normalize("NFC", visible).split())
    known = lexicon()
    words: list[Token] = []
    for word in tokens(plain):
        words += _detached(word, plain, known)
    return Line(plain, tuple(words))


def _detached(word: Token, text: str, known: Lexicon) -> list[Token]:
    """Cut "ب" off "بريف" and "ב" off "במחוז": only where what is left is a known word."""
    particle = word.key[0]
    if particle not in "بلوבלמהו" or len(word.key) < 3 or _is_known(word.key, known):
        return [word]
    rest = fold(text[word.start + 1 : word.end])
    if not _is_known(rest, known):
        return [word]
    cut = word.start + 1
    head = Token(particle, word.start, cut, tight=word.tight)
    return [head, Token(rest, cut, word.end)]


def _is_known(key: str, known: Lexicon) -> bool:
    return (
        key in known.kinds_before.first_words
        or key in known.directions.first_words
        or any(key in known[name].first_words for name in _LIST_STARTS)
    )
