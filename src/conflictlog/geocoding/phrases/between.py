"""What lies between two places: "between X and Y", "the X-Y road", "from X to Y"."""

from __future__ import annotations

from conflictlog.geocoding.phrases.lines import Line, Read
from conflictlog.geocoding.phrases.values import Between, Phrase
from conflictlog.geocoding.spelling.keys import fold
from conflictlog.geocoding.words import Token, lexicon

__all__ = ["read_between", "read_route"]


def read_between(line: Line, read: Read) -> Phrase | None:
    """Read "between X and Y" and "from X to Y"."""
    known = lexicon()
    if found := known["between"].at_start(line.words):
        ends = _ends(line[found[0] :], "and") or _attached(line[found[0] :])
        return Between(read(ends[0]), read(ends[1])) if ends else None
    if found := known["from"].at_start(line.words):
        ends = _ends(line[found[0] :], "till")
        return Between(read(ends[0]), read(ends[1])) if ends else None
    return None


def _ends(line: Line, joint: str) -> tuple[Line, Line] | None:
    for at in range(1, len(line) - 1):
        found = lexicon()[joint].at_start(line.words[at:])
        if found and at + found[0] < len(line) and not line.words[at].tight:
            return line[:at], line[at + found[0] :]
    return None


def _attached(line: Line) -> tuple[Line, Line] | None:
    """Cut where "and" or "to" is written on to the second name: "بين حلب وإدلب", "ל-לוד"."""
    for at in range(1, len(line)):
        word = line.words[at]
        if word.key in {"ו", "ל"} and at + 1 < len(line):
            return line[:at], line[at + 1 :]
        if word.key[0] in "وול" and len(word.key) > 2:
            start = word.start + 1
            bare = Token(fold(line.source[start : word.end]), start, word.end)
            return line[:at], Line(line.source, (bare, *line.words[at + 1 :]))
    return None


def read_route(line: Line, read: Read) -> Phrase | None:
    """Read "X–Y", "the X-Y highway", "траса Слов'янськ — Бахмут", "طريق حلب دمشق"."""
    known = lexicon()
    # "на рубеже X - Y"
    if (lead := known["leading"].at_start(line.words)) and known["line_before"].at_start(
        line.words[lead[0] :]
    ):
        line = line[lead[0] :]
    before, after = (
        known["line_before"].at_start(line.words),
        known["line_after"].at_end(line.words),
    )
    inner = line
    if before:
        inner = line[before[0] :]
    elif after:
        inner = line[: -after[0]]
    dash = inner.find("–")
    if dash is not None:
        ends = inner[:dash], inner[dash + 1 :]
        return Between(read(ends[0]), read(ends[1])) if all(ends) else None
    if not inner or not (before or after):
        return None
    joints = [at for at, word in enumerate(inner.words) if word.tight]
    if len(joints) == 1:
        return Between(read(inner[: joints[0]]), read(_untied(inner[joints[0] :])))
    ends_of = _ends(inner, "till")
    return Between(read(ends_of[0]), read(ends_of[1])) if ends_of else None


def _untied(line: Line) -> Line:
    first = line.words[0]
    return Line(
        line.source,
        (Token(first.key, first.start, first.end, number=first.number), *line.words[1:]),
    )
