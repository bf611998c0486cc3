"""Text is data: whatever a source wrote becomes something that a figure can draw."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable

from matplotlib import font_manager

__all__ = ["LEFT_TO_RIGHT", "RIGHT_TO_LEFT", "clean", "first_direction", "in_words", "safe_id"]

_TOFU = "\u25a1"
# Joiners shape Indic and Persian words; every other format character only moves text about.
_JOINERS = "\u200c\u200d"
# Marks of direction have no width and reach no further than their neighbours; embeddings and
# overrides turn whatever follows them and are dropped.
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
_KEPT_FORMAT = _JOINERS + LEFT_TO_RIGHT + RIGHT_TO_LEFT
_STRONG = {"L": LEFT_TO_RIGHT, "R": RIGHT_TO_LEFT, "AL": RIGHT_TO_LEFT}
_MAX_MARKS = 2  # combining marks on one letter: more would climb over the line above
_LONGEST = 2000  # characters; no label and no footer line has room for more


@functools.lru_cache(maxsize=16)
def _glyphs(fonts: tuple[str, ...]) -> frozenset[int]:
    """Give the characters that regular and bold can both draw."""
    faces = []
    for weight in ("normal", "bold"):
        covered: set[int] = set()
        for family in fonts:
            wanted = font_manager.FontProperties(family=family, weight=weight)
            path = font_manager.findfont(wanted)
            covered.update(font_manager.get_font(path).get_charmap())
        faces.append(covered)
    return frozenset(faces[0] & faces[1])


def first_direction(text: Iterable[str]) -> str | None:
    r"""Give the mark of the direction of the first character that has one, as a line takes it.

    Examples
    --------
    >>> first_direction("12 km") == LEFT_TO_RIGHT, first_direction("12 \u0642") == RIGHT_TO_LEFT
    (True, True)
    """
    found = (_STRONG.get(unicodedata.bidirectional(char)) for char in text)
    return next((mark for mark in found if mark), None)


def clean(text: object, fonts: tuple[str, ...]) -> str:
    r"""Give text without control characters, lone surrogates, unknown glyphs or turned directions.

    What ends in Arabic or Hebrew ends in a mark, so that the digits and names that a sentence
    of ours puts after it stay there. What shows nothing is the empty text.

    Examples
    --------
    >>> clean("a\tb\u202ec \ud800", ("DejaVu Sans",))
    'a bc □'
    >>> clean("\u05e9\u05dc\u05d5\u05dd", ("DejaVu Sans",)).endswith(LEFT_TO_RIGHT)
    True
    """
    glyphs = _glyphs(fonts)
    out: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", str(text)[:_LONGEST]):
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if category in {"Cc", "Zl", "Zp", "Zs"}:
            out.append(" ")
        elif marks > _MAX_MARKS or (category == "Cf" and char not in _KEPT_FORMAT):
            continue
        elif category == "Cs" or (ord(char) not in glyphs and category != "Cf"):
            # A box here, and not a warning for each glyph that the font lacks.
            if category not in {"Mn", "Me"}:
                out.append(_TOFU)
        else:
            out.append(char)
    words = " ".join("".join(out).split())
    if not words.strip(_KEPT_FORMAT + " "):
        return ""
    return words + LEFT_TO_RIGHT if first_direction(reversed(words)) == RIGHT_TO_LEFT else words


def in_words(name: str) -> str:
    """Make a name of a vocabulary readable: no underscores, a capital in front.

    Examples
    --------
    >>> in_words("air_defence")
    'Air defence'
    """
    spaced = name.replace("_", " ").strip()
    return spaced[:1].upper() + spaced[1:]


def safe_id(text: str) -> str:
    """Give an id that may stand in an SVG file: printable and encodable, else as it is."""
    return "".join(char if char.isprintable() else "?" for char in text)
