"""Text is data: whatever a source wrote becomes something that a figure can draw."""

from __future__ import annotations

import functools
import unicodedata

from matplotlib import font_manager

__all__ = ["clean", "in_words", "safe_id"]

_TOFU = "\u25a1"
# Joiners shape Indic and Persian words; every other format character only moves text about.
_KEPT_FORMAT = "\u200c\u200d"
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


def clean(text: object, fonts: tuple[str, ...]) -> str:
    r"""Give text without control characters, direction marks, lone surrogates or unknown glyphs.

    Examples
    --------
    >>> clean("a\tb\u202ec \ud800", ("DejaVu Sans",))
    'a bc □'
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
        elif category == "Cs" or ord(char) not in glyphs:
            # A box here, and not a warning for each glyph that the font lacks.
            if category not in {"Mn", "Me", "Cf"}:
                out.append(_TOFU)
        else:
            out.append(char)
    return " ".join("".join(out).split())


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
