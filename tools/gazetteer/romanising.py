"""Ukrainian names in Latin letters, by the state's own table (resolution 55 of 27 January 2010)."""

from __future__ import annotations

__all__ = ["romanised"]

_PLAIN = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "h",
    "ґ": "g",
    "д": "d",
    "е": "e",
    "ж": "zh",
    "з": "z",
    "и": "y",
    "і": "i",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
}
# Letters that are written otherwise at the beginning of a word.
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_LATER = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}
_SILENT = "ь'’ʼ"


def romanised(name: str) -> str:
    """Write a Ukrainian name in Latin letters.

    Examples
    --------
    >>> [
    ...     romanised(name)
    ...     for name in ("Слов’янськ", "Згурівка", "Кам'янець-Подільський", "Їжаківка")
    ... ]
    ['Sloviansk', 'Zghurivka', 'Kamianets-Podilskyi', 'Yizhakivka']
    """
    written = ""
    before = ""
    for letter in name:
        small = letter.casefold()
        if small in _SILENT:
            continue
        starts = not before.isalpha()
        table = _PLAIN | (_FIRST if starts else _LATER)
        latin = "gh" if before == "з" and small == "г" else table.get(small, letter)
        written += latin.capitalize() if letter != small else latin
        before = small
    return written
