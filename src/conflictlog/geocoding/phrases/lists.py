"""Several names in one text: commas, brackets, strokes, "and", "or"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from conflictlog.geocoding.phrases.lines import Line, Read
from conflictlog.geocoding.phrases.values import Either, Named, Phrase, Several, Withheld, Within
from conflictlog.geocoding.spelling.keys import fold
from conflictlog.geocoding.words import Token, lexicon

__all__ = ["read_all", "read_any", "read_commas", "read_semicolons", "read_strokes", "within"]

# How large what a word names is: parts are put in order by it.
_RANKS: Final = {"admin3": 1, "admin2": 2, "countryside": 3, "admin1": 3, "country": 4}


def within(first: Phrase, *areas: Phrase) -> Phrase:
    """Put a place into areas, one level deep."""
    parts: list[Phrase] = []
    for phrase in (first, *areas):
        parts += (phrase.first, *phrase.areas) if isinstance(phrase, Within) else (phrase,)
    return Within(parts[0], tuple(parts[1:]))


def _smallest_first(parts: Sequence[Phrase]) -> list[Phrase]:
    """Turn "Ukraine, Kharkiv Oblast, Kupiansk raion, Synkivka village" about."""
    told = [
        _rank(part)
        for part in parts
        # A city may be larger than the district beside it, or lie in it.
        if isinstance(part, Named) and part.word and part.word not in {"city", "town"}
    ]
    if len(told) > 1 and told == sorted(set(told), reverse=True):
        return list(reversed(parts))
    # "Kharkiv Oblast, Kupiansk": who begins with the area means the place in it. A district may
    # be one of the city that follows.
    if _rank(parts[0]) >= _RANKS["admin1"]:
        return sorted(parts, key=_rank)
    return list(parts)


def _rank(phrase: Phrase) -> int:
    return _RANKS.get(phrase.word or "", 0) if isinstance(phrase, Named) else 0


def read_semicolons(line: Line, read: Read) -> Phrase | None:
    """Read "X; Y": both are meant."""
    parts = _split(line, {";"})
    return Several(tuple(map(read, parts))) if len(parts) > 1 else None


def read_strokes(line: Line, read: Read) -> Phrase | None:
    """Read "X / Y": names that different sides use."""
    parts = _split(line, {"/"})
    return Either(tuple(map(read, parts))) if len(parts) > 1 else None


def read_commas(line: Line, read: Read) -> Phrase | None:
    """Read "X, Y", "X (Y)", "X, Y and Z", "X (formerly Y)"."""
    parts = _split(line, {",", "(", ")"})
    if not parts:
        return None
    if bracketed := _read_brackets(line, read):
        return bracketed
    if len(parts) == 1:
        # Nothing but a sign at an end was cut off.
        return read(parts[0]) if len(parts[0]) < len(line) else None
    known = lexicon()
    if any(known["and"].at_start(part.words) for part in parts[1:]):
        bare = _without_first_and(parts)
        return Several(tuple(map(read, bare))) if len(bare) > 1 else None
    last = _joint_in(parts[-1], "and")
    if last and len(parts) > 1 and not known["between"].at_start(parts[-1].words):
        ends = [parts[-1][: last[0]], parts[-1][sum(last) :]]
        return Several(tuple(map(read, [*parts[:-1], *ends])))
    found: list[Phrase] = [read(parts[0])]
    for part in parts[1:]:
        alternative = known["or"].at_start(part.words)
        if alternative and alternative[0] < len(part):
            found[-1] = Either((found[-1], read(part[alternative[0] :])))
        else:
            found.append(read(part))
    # A remark that the exact place is not told belongs to what is told.
    told = [part for part in found if part != Withheld()]
    if len(told) < len(found):
        return Withheld(_all_within(told)) if told else Withheld()
    return _all_within(_smallest_first(found))


def _read_brackets(line: Line, read: Read) -> Phrase | None:
    """Read "Kyiv Oblast (Bucha, Irpin)": several places of one area."""
    start = line.find("(")
    if start is None or line.words[-1].key != ")":
        return None
    inner = _split(line[start + 1 : -1], {","})
    if start == 0 or len(inner) < 2 or line[start + 1 : -1].find("(", ")") is not None:
        return None
    area = read(line[:start])
    if _rank(area) == 0:
        return None
    return within(Several(tuple(map(read, inner))), area)


def _all_within(parts: Sequence[Phrase]) -> Phrase:
    return within(*parts) if len(parts) > 1 else parts[0]


def _without_first_and(parts: Sequence[Line]) -> list[Line]:
    known = lexicon()["and"]
    bare = [part[found[0] :] if (found := known.at_start(part.words)) else part for part in parts]
    return [part for part in bare if part]


def read_any(line: Line, read: Read) -> Phrase | None:
    """Read "X or Y", "X aka Y"."""
    joint = _joint_in(line, "or")
    if joint is None:
        return None
    return Either((read(line[: joint[0]]), read(line[sum(joint) :])))


def read_all(line: Line, read: Read) -> Phrase | None:
    """Read "X and Y"."""
    joint = _joint_in(line, "and")
    if joint is not None:
        head, tail = line[: joint[0]], line[sum(joint) :]
        plural = lexicon().plurals.at_end(tail.words)
        if plural and plural[0] < len(tail):
            last = Named(tail[: -plural[0]].text, plural[1], text=tail.text)
            return Several((_of_kind(read(head), plural[1]), last))
        second = read(tail)
        rest = second.items if isinstance(second, Several) else (second,)
        return Several((read(head), *rest))
    # "منبج وجرابلس": the particle is written on to the name.
    names = lexicon()["and_not"].first_words
    for at, word in enumerate(line.words):
        if at and word.key[0] == "و" and len(word.key) > 3 and word.key not in names:
            return Several((read(line[:at]), read(_without_letter(line, at))))
    return None


def _of_kind(phrase: Phrase, kind: str) -> Phrase:
    """Let "Kharkiv and Sumy oblasts" be two of them."""
    if isinstance(phrase, Named) and phrase.word is None:
        return Named(phrase.name, kind, text=phrase.text)
    return phrase


def _without_letter(line: Line, at: int) -> Line:
    """Begin a line one letter later."""
    word = line.words[at]
    start = word.start + 1
    bare = Token(fold(line.source[start : word.end]), start, word.end)
    return Line(line.source, (bare, *line.words[at + 1 :]))


def _joint_in(line: Line, name: str) -> tuple[int, int] | None:
    """Find a joining word that has words on both sides: where, and how many words it takes."""
    entries = lexicon()[name]
    for at in range(1, len(line) - 1):
        found = entries.at_start(line.words[at:])
        if found and at + found[0] < len(line) and not line.words[at].tight:
            return at, found[0]
    return None


def _split(line: Line, signs: set[str]) -> list[Line]:
    parts: list[Line] = []
    start = 0
    for at, word in enumerate(line.words):
        if word.key in signs:
            parts.append(line[start:at])
            start = at + 1
    parts.append(line[start:])
    return [part for part in parts if part]
