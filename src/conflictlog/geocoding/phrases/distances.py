"""Distances: "12 km NE of X", "within 10 km of X", "a few kilometres from X"."""

from __future__ import annotations

import attrs

from conflictlog.geocoding.phrases.directions import (
    Direction,
    direction_at_end,
    direction_at_start,
    is_beside,
)
from conflictlog.geocoding.phrases.lines import Line, Read
from conflictlog.geocoding.phrases.values import Around, Near, Offset, Phrase
from conflictlog.geocoding.words import lexicon

__all__ = ["read_distance", "without_conversions"]


@attrs.frozen
class _Distance:
    length: int
    km: float | None
    """None for "a few kilometres"."""
    spread: float = 0.0
    within: bool = False


def read_distance(line: Line, read: Read) -> Phrase | None:
    """Read a distance before a place, or after it."""
    distance = _distance_at_start(line)
    if distance is None:
        return _read_last(line, read)
    rest = line[distance.length :]
    known = lexicon()
    toward = known["toward"].at_start(rest.words)
    direction = direction_at_start(rest.words[toward[0] if toward else 0 :], letters=True)
    after = rest[(toward[0] if toward else 0) + direction.length :] if direction else rest
    joint = known["away"].at_start(after.words)
    if joint:
        after = after[joint[0] :]
    elif direction is None:
        return None
    if not after:
        return None
    if direction is None and joint is not None and joint[0] < len(rest):
        direction, after = _turned(after)
    return _phrase(distance, direction, read(after))


def _turned(line: Line) -> tuple[Direction | None, Line]:
    """Take "to the north" off the end of "Aleppo to the north"."""
    found = direction_at_end(line)
    if found is None:
        return None, line
    toward = lexicon()["toward"].at_end(line.words[: -found.length])
    if toward is None or toward[0] + found.length >= len(line):
        return None, line
    return found, line[: -found.length - toward[0]]


def _phrase(distance: _Distance, direction: Direction | None, of: Phrase) -> Phrase:
    if distance.km is None:
        return Near(of, bearing_degrees=direction.bearing if direction else None)
    if direction is None:
        if distance.within:
            return Near(of, km=distance.km + distance.spread)
        return Around(of, distance.km, distance.spread)
    return Offset(of, distance.km, direction.bearing, direction.spread, distance.spread)


def _distance_at_start(line: Line) -> _Distance | None:
    known = lexicon()
    at, within = 0, False
    while True:
        rest = line.words[at:]
        near = known["within_distance"].at_start(rest)
        about = known["about"].at_start(rest)
        few = known["few"].at_start(rest)
        if few and (unit := known.units.at_start(rest[few[0] :])):
            return _Distance(at + few[0] + unit[0], None)
        if near and (about is None or near[0] >= about[0]):
            at, within = at + near[0], True
        elif about:
            at += about[0]
        else:
            break
    return _measure(line, at, within=within)


def _measure(line: Line, at: int, *, within: bool = False) -> _Distance | None:
    """Read a number, or a range, and its unit."""
    words = line.words
    start = at
    numbers: list[float] = []
    while at < len(words) and len(numbers) < 2:
        if numbers and words[at].key in {"–", "to", "до", "الى"}:
            at += 1
        elif numbers and not words[at].tight:
            break
        if at == len(words) or not words[at].number:
            break
        numbers.append(float(words[at].key))
        at += 1
    unit = lexicon().units.at_start(words[at:])
    if not numbers or unit is None or at == start:
        return None
    low, high = min(numbers) * unit[1], max(numbers) * unit[1]
    middle, half = round((low + high) / 2, 6), round((high - low) / 2, 6)
    return _Distance(at + unit[0], middle, half, within)


def _read_last(line: Line, read: Read) -> Phrase | None:
    """Read "к северу от Харькова в 20 км": the distance comes last."""
    numbers = [at for at, word in enumerate(line.words) if word.number]
    if not numbers:
        return None
    first = numbers[0]
    distance = _measure(line, first)
    if distance is None or distance.length != len(line) or first == 0:
        return None
    about = lexicon()["about"].at_end(line.words[:first])
    rest = line[: first - (about[0] if about else 0)]
    if not is_beside(rest):
        return None
    of = read(rest)
    if isinstance(of, Near) and of.bearing_degrees is not None and distance.km is not None:
        spread = 22.5 if of.bearing_degrees % 45 == 0 else 11.25
        return Offset(of.of, distance.km, of.bearing_degrees, spread, distance.spread)
    return None


def without_conversions(line: Line) -> Line:
    """Leave out "(7 miles)": the same distance in another unit."""
    words = list(line.words)
    at = 0
    while at < len(words):
        if words[at].key == "(" and (measure := _measure(line, at + 1)):
            end = measure.length
            if end < len(words) and words[end].key == ")":
                del words[at : end + 1]
                line = attrs.evolve(line, words=tuple(words))
                continue
        at += 1
    return line
