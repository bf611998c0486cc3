"""Directions: "north of X", "the north of X", "northern X", "centre of X", "ريف X الشمالي"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from conflictlog.geocoding.phrases.lines import Line, Read
from conflictlog.geocoding.phrases.values import Near, Part, Phrase
from conflictlog.geocoding.words import Token, lexicon

__all__ = [
    "Direction",
    "direction_at_end",
    "direction_at_start",
    "is_beside",
    "read_centre",
    "read_direction",
]

_MOST_WORDS: Final = 3
_NAMING: Final = frozenset({"North", "South", "East", "West"})


@attrs.frozen
class Direction:
    """A direction at one end of a line."""

    length: int
    bearing: float
    spread: float
    outside: bool = False
    """Whether the word itself says that what follows is left behind ("севернее X")."""


def direction_at_start(words: Sequence[Token], *, letters: bool = False) -> Direction | None:
    """Read the direction that words begin with: of sixteen points, in words, or in letters."""
    known = lexicon()
    if letters and (found := known.letters.at_start(words)):
        return Direction(found[0], found[1], _spread(found[1]))
    points: list[float] = []
    length, outside = 0, False
    while len(points) < _MOST_WORDS:
        rest = words[length:]
        plain, beyond = known.directions.at_start(rest), known.outside_directions.at_start(rest)
        step = beyond or plain
        if step is None:
            break
        points.append(step[1])
        length, outside = length + step[0], outside or beyond is not None
    # "West South ...": as many words as make a direction.
    for dropped in range(len(points)):
        bearing = _combined(points[: len(points) - dropped])
        if bearing is not None:
            return Direction(length - dropped, bearing, _spread(bearing), outside)
    return None


def direction_at_end(line: Line) -> Direction | None:
    """Read the direction that a line ends with."""
    for length in range(min(_MOST_WORDS, len(line) - 1), 0, -1):
        found = direction_at_start(line.words[-length:])
        if found and found.length == length:
            return found
    return None


def _spread(bearing: float) -> float:
    return 22.5 if bearing % 45 == 0 else 11.25


def _combined(points: Sequence[float]) -> float | None:
    """Put N, N E, or N N E together; None where they make no point of the compass."""
    if len(points) == 1:
        return points[0]
    first, *rest = points
    if len(rest) == 1:
        between = rest[0]
        # Fixed order: north or south, then east or west; twice nine points for one are read as it.
        if first % 180 == 0 and between % 180 == 90:
            return _middle(first, between)
        return _middle(first, between) if between % 90 == 45 and _close(first, between) else None
    whole = _combined(rest)
    return _middle(first, whole) if whole is not None and _close(first, whole) else None


def _close(one: float, other: float) -> bool:
    return abs((one - other + 180) % 360 - 180) == 45


def _middle(one: float, other: float) -> float:
    return (one + ((other - one + 180) % 360 - 180) / 2) % 360


def read_direction(line: Line, read: Read) -> Phrase | None:
    """Read a direction and what it is the direction of."""
    known = lexicon()
    toward, part = known["toward"].at_start(line.words), known["part"].at_start(line.words)
    start = max((found[0] for found in (toward, part) if found), default=0)
    found = direction_at_start(line.words[start:])
    if found is None:
        return _read_after(line, read)
    if start == 0 and _is_name(line):
        return None
    rest = line[start + found.length :]
    if portion := known["portion"].at_start(rest.words):
        rest = rest[portion[0] :]
        return Part.toward(read(rest), found.bearing) if rest else None
    joint = known["beyond"].at_start(rest.words)
    rest = rest[joint[0] :] if joint else rest
    if not rest:
        return _read_after(line, read)
    if (also := known["and"].at_start(rest.words)) and joint is None:
        # "western and central X": neither side is left out.
        other = direction_at_start(rest.words[also[0] :])
        centre = known["center"].at_start(rest.words[also[0] :])
        length = other.length if other else centre[0] if centre else 0
        rest = rest[also[0] + length :]
        return read(rest) if length and rest else None
    # Arabic and Hebrew have one word for "east of X" and "eastern X": the wider one is read.
    wide = line.script_at(start) in {"Arabic", "Hebrew"}
    # "in the north of X" is a part of it, "to the north of X" is not.
    english_part = joint and joint[1] == "en" and part and part[0] >= (toward[0] if toward else 0)
    if found.outside or (joint and not english_part) or wide:
        return Near(read(rest), bearing_degrees=found.bearing)
    return Part.toward(read(rest), found.bearing)


def is_beside(line: Line) -> bool:
    """Say whether a line says where something lies from a place: "north of X", "شمالي X"."""
    known = lexicon()
    leads = (known["toward"].at_start(line.words), known["part"].at_start(line.words))
    start = max((lead[0] for lead in leads if lead), default=0)
    found = direction_at_start(line.words[start:])
    arabic = start < len(line) and line.script_at(start) == "Arabic"
    if found is None:
        centre = known["center"].at_start(line.words)
        return bool(arabic and centre and centre[0] < len(line))
    rest = line[start + found.length :]
    joint = known["beyond"].at_start(rest.words)
    return bool(rest) and (found.outside or joint is not None or arabic)


def _is_name(line: Line) -> bool:
    """Say whether a direction is the first word of a name: "North Kivu province"."""
    after = lexicon().kinds_after.at_end(line.words)
    first = line.source[line.words[0].start : line.words[0].end]
    return first in _NAMING and after is not None and after[1] in {"admin1", "admin2"}


def _read_after(line: Line, read: Read) -> Phrase | None:
    """Read "ريف حلب الشمالي": Arabic and Hebrew put the adjective last."""
    found = direction_at_end(line)
    if found is None or line.script_at(len(line) - 1) not in {"Arabic", "Hebrew"}:
        return None
    # "قرية X بريف حلب الشرقي": the countryside lies in the east, not the village.
    inside = lexicon()["inside"]
    if any(inside.at_start(line.words[at:]) for at in range(1, len(line))):
        return None
    return Part.toward(read(line[: -found.length]), found.bearing)


def read_centre(line: Line, read: Read) -> Phrase | None:
    """Read "central X", "X city centre", "в центре X"."""
    known = lexicon()
    if (found := known["center"].at_start(line.words)) and found[0] < len(line):
        return Part(read(line[found[0] :]), "centre")
    if (found := known["center_after"].at_end(line.words)) and found[0] < len(line):
        return Part(read(line[: -found[0]]), "centre")
    return None
