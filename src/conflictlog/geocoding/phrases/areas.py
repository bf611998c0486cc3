"""A place and what it lies in, without a comma: "X in Y", "X Y-ської області", "X raion of Y"."""

from __future__ import annotations

import re
from typing import Final, TypeGuard

import attrs

from conflictlog.geocoding.phrases.directions import direction_at_start, is_beside
from conflictlog.geocoding.phrases.distances import read_distance
from conflictlog.geocoding.phrases.lines import Line, Read
from conflictlog.geocoding.phrases.lists import within
from conflictlog.geocoding.phrases.values import Named, Near, Part, Phrase
from conflictlog.geocoding.spelling.keys import fold
from conflictlog.geocoding.words import Token, lexicon

__all__ = [
    "read_adjective_areas",
    "read_beside",
    "read_inside",
    "read_named_areas",
    "read_possessive",
]

_PLACES: Final = frozenset(
    {"village", "town", "city", "settlement", "admin1", "admin2", "admin3", "countryside"}
)
# Ukrainian and Russian names of regions after their towns.
_REGION: Final = re.compile("(?:щин|ччин|чин)(?:а|и|і|у|ою|е|ой|ы)$")
_AREAS: Final = frozenset({"admin1", "admin2", "admin3"})
_ADJECTIVE: Final = re.compile(
    "[сцз]ьк(?:ии|а|е|і|оі|ого|ому|іи|им|ою|у|их)$|[сц]к(?:ии|ая|ое|ои|ого|ому|ом|им|ую|их)$"
)


def read_adjective_areas(line: Line, read: Read) -> Phrase | None:
    """Read "с. Роботине Запорізької області" and "Шевченківський район Харкова"."""
    found = _adjective_area(line)
    if found is None:
        return None
    start, end = found
    if start > 0:
        return within(read(line[:start]), read(line[start:]))
    return within(read(line[:end]), read(line[end:])) if end < len(line) else None


def _adjective_area(line: Line) -> tuple[int, int] | None:
    """Find an adjective and its word for an area that do not fill the line."""
    known = lexicon()
    for at in range(1, len(line)):
        found = known.kinds_after.at_start(line.words[at:])
        if not found or found[1] not in _AREAS or not _ADJECTIVE.search(line.words[at - 1].key):
            continue
        start = at - 1
        while start > 0 and line.words[start].tight:
            start -= 1
        if start > 0 or at + found[0] < len(line):
            return start, at + found[0]
    return None


def read_named_areas(line: Line, read: Read) -> Phrase | None:
    """Read "Kupiansk district of Kharkiv Oblast"."""
    known = lexicon()
    for at in range(1, len(line) - 2):
        kind = known.kinds_after.at_start(line.words[at:])
        if kind is None:
            continue
        end = at + kind[0]
        joint = known["of"].at_start(line.words[end:])
        if joint and end + joint[0] < len(line):
            return within(read(line[:end]), read(line[end + joint[0] :]))
    return None


def read_inside(line: Line, read: Read) -> Phrase | None:
    """Read "X in Y", "X near Y", "X بريف Y"."""
    known = lexicon()
    for at in range(1, len(line) - 1):
        if line.words[at].tight:
            continue
        rest = line.words[at:]
        inside, near = known["inside"].at_start(rest), known["near"].at_start(rest)
        length = max((found[0] for found in (inside, near) if found), default=0)
        if not length or at + length >= len(line):
            continue
        area = read(line[at + length :])
        if near and near[0] == length:
            return _put(line[:at], Near(area), read)
        kind = known.kinds_before.at_start(line.words) or known.kinds_after.at_start(line.words)
        if kind and kind[0] == at and kind[1] not in _PLACES and _is_plain(area):
            # "an oil depot in X" is X's.
            return Named(area.name, kind[1], text=line.text)
        return _put(line[:at], area, read)
    return None


def read_beside(line: Line, read: Read) -> Phrase | None:
    """Read "X north of Y", "X 5 km from Y", "X شمالي Y", "X на Y-щині"."""
    known = lexicon()
    measured = any(word.number for word in line.words[1:])
    for at in range(1, len(line) - 1):
        rest = line[at:]
        if measured and (distance := read_distance(rest, read)):
            return _put(line[:at], distance, read)
        region = known["inside_region"].at_start(rest.words)
        if _is_admin(line[:at]):
            # "ولاية شمال دارفور": the direction is a part of the name.
            continue
        if (region and _REGION.search(rest.words[1].key)) or is_beside(rest):
            return _put(line[:at], read(rest), read)
    return None


def read_possessive(line: Line, read: Read) -> Phrase | None:
    """Read "Kharkiv's Saltivka district"."""
    for at, word in enumerate(line.words[:-1]):
        written = line.source[word.start : word.end]
        if len(written) <= 4 or not written.endswith(("'s", "\u2019s")):
            continue
        bare = Token(fold(written[:-2]), word.start, word.end - 2, tight=word.tight)
        owner, rest = attrs.evolve(line, words=(*line.words[:at], bare)), line[at + 1 :]
        found = direction_at_start(rest.words)
        if found and _is_common(rest[found.length :]):
            # "Aleppo's northern countryside"
            kind = lexicon().kinds_after.at_start(rest.words[found.length :])
            written = f"{owner.text} {rest[found.length :].text}"
            of = Named(owner.text, kind[1], text=written) if kind else read(owner)
            return Part.toward(of, found.bearing)
        return _put(rest, read(owner), read)
    return None


def _is_admin(line: Line) -> bool:
    found = lexicon().kinds_before.at_start(line.words)
    return found is not None and found[0] == len(line) and found[1] in _AREAS


def _put(first: Line, area: Phrase, read: Read) -> Phrase:
    # "a village near X" is near X.
    return area if _is_common(first) else within(read(first), area)


def _is_plain(phrase: Phrase) -> TypeGuard[Named]:
    return isinstance(phrase, Named) and phrase.word is None


def _is_common(line: Line) -> bool:
    """Say whether words are a kind of place and no name."""
    known = lexicon()
    if not line:
        return True
    words = line.words[1:] if line.words[0].key in {"a", "an", "the"} else line.words
    found = known.kinds_before.at_start(words) or known.kinds_after.at_start(words)
    common = known["common"].at_start(line.words) or known["common"].at_start(words)
    whole = {len(words), len(line)}
    return not words or any(each is not None and each[0] in whole for each in (found, common))
