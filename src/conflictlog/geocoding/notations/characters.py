"""One spelling for what writers and word processors spell in many ways."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["plain"]

# Each row: what is written, what it stands for.
_ALIKE: Final = (
    ("−‐‑‒–—﹣－", "-"),
    ("º˚⁰∘", "°"),
    ("'’‘′ʹʼ`´ˊ‛", "'"),
    ("″”“„ʺ˝‟＂״", '"'),
    ("٫", "."),
    ("،﹐，", ","),
    ("؛；", ";"),
    ("．", "."),
    ("＋", "+"),
)
_TABLE: Final = str.maketrans({char: to for chars, to in _ALIKE for char in chars})
# Direction marks, joiners and the byte order mark, which are seen by nobody.
_UNSEEN: Final = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BRACKETS: Final = {"(": ")", "[": "]"}
# A word that announces coordinates and is no part of them.
_HEADING: Final = re.compile(
    r"(?:coordinates?|coords?|gps|wgs ?84|координати|координаты|(?:ال)?[إا]حداثيات)(?: ?[:=] ?| )",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    r"""Give one spelling to digits, marks and spaces; letters stay as they are.

    Brackets around all, a heading before it and a full stop behind it are taken off.

    Examples
    --------
    >>> plain("٥٠٫٤٥،  ٣٠٫٥٢"), plain("(48º 35′ 44″ N)")
    ('50.45, 30.52', '48° 35\' 44" N')
    """
    spelled = _UNSEEN.sub("", text).translate(_TABLE).replace("''", '"')
    spelled = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() and not char.isascii() else char
        for char in spelled
    )
    spelled = " ".join(spelled.split()).rstrip(" .,;")
    heading = _HEADING.match(spelled)
    spelled = spelled if heading is None else spelled[heading.end() :]
    if len(spelled) > 1 and _BRACKETS.get(spelled[0]) == spelled[-1]:
        spelled = spelled[1:-1].strip()
    return spelled
