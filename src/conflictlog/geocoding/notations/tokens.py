"""Numbers, marks, letters and separators of a pair of angles."""

from __future__ import annotations

import re
from typing import Final

import attrs

from conflictlog.geocoding.notations.directions import LETTER

__all__ = ["Token", "tokens"]

_LABELS: Final = (
    r"(?:lat(?:itude)?|широта)(?![^\W\d_])\.? ?[:=]?",
    r"(?:lon(?:g|gitude)?|lng|довгота|долгота)(?![^\W\d_])\.? ?[:=]?",
)
_WORDS: Final = {
    "°": r"deg(?:rees?|\.)?|градус\w*|درجة",
    "'": r"min(?:utes?|\.)?|минут\w*|хвилин\w*|دقيقة",
    '"': r"sec(?:onds?|\.)?|секунд\w*|ثانية",
}
_MARK: Final = rf"[°'\"]|(?:{'|'.join(_WORDS.values())})(?![^\W\d_])"
_TOKEN: Final = {
    comma: re.compile(
        rf"(?P<lat>{_LABELS[0]})|(?P<lon>{_LABELS[1]})|(?P<letter>{LETTER})"
        rf"|(?P<number>[0-9]+(?:{point}[0-9]+)?) ?(?P<mark>{_MARK})?"
        r"|(?P<separator>[,;/])|(?P<sign>[+-])|(?P<space> )",
        re.IGNORECASE,
    )
    for comma, point in ((False, r"\."), (True, r"[.,]"))
}
# Longer texts with digits are addresses, not angles.
_LONGEST: Final = 120


@attrs.frozen
class Token:
    """One piece: kind is "number", "letter", "label", "sign" or "separator"."""

    kind: str
    text: str
    mark: str = ""


def tokens(text: str, *, decimal_comma: bool) -> list[Token] | None:
    """Cut a text into pieces; None where it holds anything else.

    Parameters
    ----------
    text
        In the spelling of ``characters.plain``.
    decimal_comma
        Whether a comma between two digits is part of a number.

    Examples
    --------
    >>> [token.kind for token in tokens("N50.45, E30.52", decimal_comma=False)]
    ['letter', 'number', 'separator', 'letter', 'number']
    >>> tokens("12 Shevchenko St", decimal_comma=False)
    """
    found, start = [], 0
    while start < len(text) <= _LONGEST:
        match = _TOKEN[decimal_comma].match(text, start)
        if match is None:
            return None
        start, kind = match.end(), str(match.lastgroup)
        if kind in ("number", "mark"):
            number = match["number"].replace(",", ".")
            found.append(Token("number", number, _sign(match["mark"])))
        elif kind in ("lat", "lon"):
            found.append(Token("label", kind))
        elif kind != "space":
            found.append(Token(kind, match[kind]))
    return found or None


def _sign(mark: str | None) -> str:
    """Give the sign that a word stands for; a sign stands for itself."""
    if mark is None or mark in _WORDS:
        return mark or ""
    words = _WORDS.items()
    return next(sign for sign, word in words if re.fullmatch(word, mark, re.IGNORECASE))
