"""The table of words: what stands in `data/phrases.toml`, ready to be looked up.

A library for grammars was weighed and left: a name is open text, so that every word may be part of
one, and what decides is which known words stand at the ends of what is left. Looking up the longest
known run of words does that in one step; a language is a line in a table, not a grammar.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, Final, Generic, TypeVar

import attrs

from conflictlog.geocoding.spelling.keys import fold
from conflictlog.geocoding.words.tokens import Token, tokens

__all__ = ["Entries", "Lexicon", "lexicon"]

V = TypeVar("V")

_KILOMETRES: Final = {"kilometre": 1.0, "metre": 0.001, "mile": 1.609344, "nautical_mile": 1.852}
_POINTS: Final = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
# The sixteen points of the compass as runs of N, E, S, W.
POINTS: Final = (
    *("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE"),
    *("S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"),
)
_ALTERNATIVES: Final = re.compile(r"\{([^}]*)\}|<(\w+)>")


@attrs.frozen
class Entries(Generic[V]):
    """Runs of words, each with what it means."""

    meanings: Mapping[tuple[str, ...], V]
    longest: int
    first_words: frozenset[str]

    @classmethod
    def of(cls, pairs: Iterable[tuple[tuple[str, ...], V]]) -> Entries[V]:
        """Keep the first meaning of each run."""
        meanings: dict[tuple[str, ...], V] = {}
        for run, meaning in pairs:
            meanings.setdefault(run, meaning)
        first = frozenset(run[0] for run in meanings)
        return cls(meanings, max(map(len, meanings), default=0), first)

    def at_start(self, words: Sequence[Token]) -> tuple[int, V] | None:
        """Find the longest run that the words begin with: its length and meaning."""
        if not words or words[0].key not in self.first_words:
            return None
        for length in range(min(self.longest, len(words)), 0, -1):
            run = tuple(word.key for word in words[:length])
            if run in self.meanings:
                return length, self.meanings[run]
        return None

    def at_end(self, words: Sequence[Token]) -> tuple[int, V] | None:
        """Find the longest run that the words end with: its length and meaning."""
        for length in range(min(self.longest, len(words)), 0, -1):
            run = tuple(word.key for word in words[-length:])
            if run in self.meanings:
                return length, self.meanings[run]
        return None


@attrs.frozen
class Lexicon:
    """Every table of words; the value of a plain list is the language of the word."""

    kinds_before: Entries[str]
    kinds_after: Entries[str]
    units: Entries[float]
    directions: Entries[float]
    outside_directions: Entries[float]
    letters: Entries[float]
    plurals: Entries[str]
    lists: Mapping[str, Entries[str]]

    def __getitem__(self, name: str) -> Entries[str]:
        return self.lists[name]


@cache
def lexicon() -> Lexicon:
    """Read the shipped table, once."""
    table = tomllib.loads(files("conflictlog").joinpath("data", "phrases.toml").read_text("utf-8"))
    macros: dict[str, dict[str, list[str]]] = table.pop("macro")
    kinds = list(_marked(table.pop("kind"), macros))
    compass: dict[str, dict[str, list[str]]] = table.pop("compass")
    outside = {point: {"": rows.pop("beyond")} for point, rows in compass.items()}
    units = _marked(table.pop("unit"), macros)
    letters: dict[str, list[str]] = table.pop("letters")
    glued = list(_glued(table.pop("glue"), compass, macros))
    plurals = _marked(table.pop("plural"), macros)
    return Lexicon(
        kinds_before=Entries.of((run, kind) for run, kind, _, mark in kinds if mark != "after"),
        kinds_after=Entries.of((run, kind) for run, kind, _, mark in kinds if mark != "before"),
        units=Entries.of((run, _KILOMETRES[unit]) for run, unit, _, _ in units),
        directions=Entries.of([*_pointed(compass, macros), *glued]),
        outside_directions=Entries.of(_pointed(outside, macros)),
        letters=Entries.of(_letters(letters)),
        plurals=Entries.of((run, kind) for run, kind, _, _ in plurals),
        lists={
            name: Entries.of(
                (run, language) for run, _, language, _ in _marked({name: rows}, macros)
            )
            for name, rows in table.items()
        },
    )


def _marked(
    table: Mapping[str, Mapping[str, Sequence[str]]], macros: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[tuple[str, ...], str, str, str]]:
    """Yield each spelling: its words, its meaning, its language, on which side it stands."""
    for meaning, rows in table.items():
        for language, written in rows.items():
            for word in written:
                mark = "after" if word.startswith("~") else "before" if word.endswith("~") else ""
                for spelling in _spellings(word.strip("~"), macros.get(language, {})):
                    run = tuple(token.key for token in tokens(spelling))
                    yield run, meaning, language, mark


def _spellings(pattern: str, macros: Mapping[str, Sequence[str]]) -> Iterator[str]:
    pieces: list[Sequence[str]] = []
    end = 0
    for found in _ALTERNATIVES.finditer(pattern):
        listed, macro = found.groups()
        pieces += [[pattern[end : found.start()]], macros[macro] if macro else listed.split(",")]
        end = found.end()
    for chosen in product(*pieces, [pattern[end:]]):
        yield "".join(chosen)


_Compass = Mapping[str, Mapping[str, Sequence[str]]]


def _pointed(
    compass: _Compass, macros: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[tuple[str, ...], float]]:
    return ((run, _POINTS[point]) for run, point, _, _ in _marked(compass, macros))


def _glued(
    glue: Mapping[str, Sequence[str]], compass: _Compass, macros: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[tuple[str, ...], float]]:
    """Put "north" and "eastern" together to "northeastern"."""
    for language, firsts in glue.items():
        seconds = {
            point: {language: compass[point].get(language, ())} for point in ("east", "west")
        }
        for run, point, _, _ in _marked(seconds, macros):
            for first, bearing in zip(firsts, (0.0, 180.0), strict=True):
                turn = 45.0 if (bearing == 0) == (point == "east") else -45.0
                if len(run) == 1:
                    yield (fold(first) + run[0],), (bearing + turn) % 360


def _letters(table: Mapping[str, Sequence[str]]) -> Iterator[tuple[tuple[str, ...], float]]:
    for letters in table.values():
        spelt = dict(zip("NESW", letters, strict=True))
        for number, point in enumerate(POINTS):
            for joint in ("", "-"):
                written = joint.join(spelt[letter] for letter in point)
                yield tuple(token.key for token in tokens(written)), number * 22.5
