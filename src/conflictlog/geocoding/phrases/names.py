"""Plain names, what is near them, and what is withheld."""

from __future__ import annotations

import re
from typing import Final

from conflictlog.geocoding.phrases.lines import Line, Read
from conflictlog.geocoding.phrases.values import Named, Near, Phrase, Withheld
from conflictlog.geocoding.words import lexicon

__all__ = ["name_of", "read_leading", "read_near", "read_withheld"]

_SETTLEMENTS: Final = frozenset({"village", "town", "city", "settlement"})
_MILITARY: Final = frozenset({"عسكري", "عسكريه", "جوي", "جويه"})
_OBLIQUE: Final = re.compile("([сцз]ьк|[сц]к)(?:ому|ом|ого|им)$")
# An operational direction reaches this far from the town that it is named after.
_DIRECTION_KM: Final = 30.0


def read_withheld(line: Line, read: Read) -> Phrase | None:
    """Read "undisclosed", "unknown location in Belarus"."""
    known = lexicon()
    found = known["withheld"].at_start(line.words)
    if found is None:
        return None
    rest = line[found[0] :]
    while rest and rest.words[0].key in {",", "(", ")", ";"}:
        rest = rest[1:]
    if not rest:
        return Withheld()
    if len(rest) == len(line) - found[0]:
        joint = known["inside"].at_start(rest.words) or known["near"].at_start(rest.words)
        if joint is None or joint[0] == len(rest):
            return None
        rest = rest[joint[0] :]
    return Withheld(read(rest))


def read_near(line: Line, read: Read) -> Phrase | None:
    """Read "near X", "X area", "на Бахмутському напрямку"."""
    known = lexicon()
    if (found := known["near"].at_start(line.words)) and found[0] < len(line):
        return Near(read(line[found[0] :]))
    if (found := known["direction_before"].at_start(line.words)) and found[0] < len(line):
        return Near(read(line[found[0] :]), km=_DIRECTION_KM)
    if (found := known["direction_after"].at_end(line.words)) and found[0] < len(line):
        return Near(_nominative(read(line[: -found[0]])), km=_DIRECTION_KM)
    if (found := known["near_after"].at_end(line.words)) and found[0] < len(line):
        return Near(read(line[: -found[0]]))
    return None


def _nominative(phrase: Phrase) -> Phrase:
    """Let "на Лиманському напрямку" name no village Лиманське: the adjective is a town's."""
    if not isinstance(phrase, Named):
        return phrase
    name = _OBLIQUE.sub(lambda found: found.group(1) + "ий", phrase.name)
    return phrase if name == phrase.name else Named(name, phrase.word)


def read_leading(line: Line, read: Read) -> Phrase | None:
    """Leave out a preposition, an article, "somewhere in"."""
    found = lexicon()["leading"].at_start(line.words)
    if found is None or found[0] >= len(line) or line.words[found[0]].tight:
        return None
    # "с. Роботине" is a village, "с" alone a preposition: both leave the same name.
    kind = lexicon().kinds_before.at_start(line.words)
    return None if kind and kind[0] >= found[0] else read(line[found[0] :])


def name_of(line: Line) -> Named:
    """Take the word that says what it is off a name."""
    known = lexicon()
    whole = line.text
    before, after = known.kinds_before.at_start(line.words), known.kinds_after.at_end(line.words)
    if before and before[0] < len(line):
        name, kind = line[before[0] :], before[1]
        trailing = known["trailing"].at_end(name.words)
        if trailing and trailing[0] < len(name):
            if kind in {"airport", "base"} and name.words[-1].key in _MILITARY:
                kind = "airbase"
            name = name[: -trailing[0]]
        elif kind in _SETTLEMENTS and after and after[1] not in _SETTLEMENTS | {kind}:
            return _after(line, after) or Named(name.text, kind, text=whole)
        return Named(name.text, kind, text=whole)
    return _after(line, after) or Named(whole, text=whole)


def _after(line: Line, found: tuple[int, str] | None) -> Named | None:
    if found is None or found[0] >= len(line):
        return None
    return Named(line[: -found[0]].text, found[1], text=line.text)
