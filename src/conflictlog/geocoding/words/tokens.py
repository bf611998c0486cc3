"""A text as words, each with its key and where it stands."""

from __future__ import annotations

import re
from typing import Final

import attrs

from conflictlog.geocoding.spelling.keys import fold

__all__ = ["SEPARATORS", "Token", "tokens"]

SEPARATORS: Final = frozenset({",", ";", "/", "(", ")", "–", "&"})
_SAME: Final = {"،": ",", "؛": ";", "٫": ",", "\\": "/", "|": "/", "[": "(", "]": ")", "+": "&"}
_DASHES: Final = frozenset("–—―→↔")

# A number with its fraction; a word with its marks and apostrophes inside; a sign that parts.
_PIECE: Final = re.compile(
    r"""
    (?P<number> \d+ (?: [.,٫] \d+ )? (?![.,٫]?\d) )
    | (?P<word> [^\W\d_] (?: [^\W_] | [\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]
        | ['`´\u2018\u2019\u2032ʹʻʼʾʿ׳״\u200c] (?=[^\W_]) | (?<=[א-ת]) " (?=[א-ת]) )* )
    | (?P<sign> [,;/()\[\]،؛\\|&+–—―→↔] | (?<=\s) - (?=\s) )
    | (?P<rest> [^\W_]+ )
    """,
    re.VERBOSE,
)


@attrs.frozen
class Token:
    """A word, a number or a sign of a text."""

    key: str
    """The folded word, the number with a point, or the sign."""
    start: int
    end: int
    tight: bool = False
    """Whether a hyphen joins it to the word before it."""
    number: bool = False


def tokens(text: str) -> tuple[Token, ...]:
    """Take a text apart into words, numbers and signs.

    Examples
    --------
    >>> [token.key for token in tokens("12km NE of Авдіївка (обл.)")]
    ['12', 'km', 'ne', 'of', 'авдіівка', '(', 'обл', ')']
    """
    found: list[Token] = []
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        number = piece.lastgroup == "number"
        key = _key(piece.group(), str(piece.lastgroup))
        if not key:
            continue
        tight = bool(found) and _is_hyphen(text[found[-1].end : start])
        found.append(Token(key, start, end, tight=tight, number=number))
    return tuple(found)


def _key(text: str, group: str) -> str:
    if group == "sign":
        sign = _SAME.get(text, text)
        return "–" if sign in _DASHES or sign == "-" else sign
    if group == "number":
        return text.translate(_POINT)
    return fold(text.replace('"', "״"))


_POINT: Final = {**{ord(mark): "." for mark in ",٫"}}


def _is_hyphen(between: str) -> bool:
    return len(between) == 1 and between in "-\u2010\u2011\u05be"
