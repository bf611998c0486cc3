"""The order in which a text is asked what it says; the first reader that understands it decides.

What stands farther out in a text comes first: lists before distances, distances before names. Each
reader takes some words off an end and hands on what is left, so that a text is read in as many
steps as it has words at most, and never deeper than a bound.
"""

from __future__ import annotations

from typing import Final

import attrs

from conflictlog.geocoding.phrases.areas import (
    read_adjective_areas,
    read_beside,
    read_inside,
    read_named_areas,
    read_possessive,
)
from conflictlog.geocoding.phrases.between import read_between, read_route
from conflictlog.geocoding.phrases.directions import read_centre, read_direction
from conflictlog.geocoding.phrases.distances import read_distance, without_conversions
from conflictlog.geocoding.phrases.lines import Line, Reader, line_of
from conflictlog.geocoding.phrases.lists import (
    read_all,
    read_any,
    read_commas,
    read_semicolons,
    read_strokes,
)
from conflictlog.geocoding.phrases.names import name_of, read_leading, read_near, read_withheld
from conflictlog.geocoding.phrases.values import Named, Phrase

__all__ = ["parse"]

_READERS: Final[tuple[Reader, ...]] = (
    read_withheld,
    read_semicolons,
    read_commas,
    read_strokes,
    read_distance,
    read_between,
    read_route,
    read_direction,
    read_centre,
    read_near,
    read_leading,
    read_adjective_areas,
    read_named_areas,
    read_inside,
    read_beside,
    read_possessive,
    read_any,
    read_all,
)
_DEEPEST: Final = 8


def parse(text: str) -> Phrase:
    """Take a text apart into names and what is said of them.

    Understood are distances with and without a direction, what is near, between or in a part of a
    place, areas after commas, in brackets or after a preposition, several names, names of two
    sides, words for kinds of places, and words for what is not told: in English, Ukrainian,
    Russian and Arabic, the commonest in Hebrew. What is not understood is a name. Nothing is looked
    up: "Western Sahara" is the west of a Sahara until somebody looks the whole text up first, which
    stands in `text`. Coordinates are not read here.

    Parameters
    ----------
    text
        A few words of a report. Nothing is raised, whatever it holds; but nothing is gained from
        more than 300 characters.

    Returns
    -------
    Phrase
        One of `Named`, `Withheld`, `Offset`, `Around`, `Near`, `Between`, `Part`, `Within`,
        `Several`, `Either`; equal for texts that say the same.

    Examples
    --------
    >>> parse("12 km NE of Avdiivka")
    Offset(of=Named(name='Avdiivka', word=None), km=12.0, bearing_degrees=45.0, spread=22.5,
    spread_km=0.0)
    >>> parse("за 12 км на північний схід від Авдіївки").bearing_degrees
    45.0
    >>> parse("с. Роботине, Запорізька обл.")
    Within(first=Named(name='Роботине', word='village'),
    areas=(Named(name='Запорізька', word='admin1'),))
    """
    line = without_conversions(line_of(text))
    if not line:
        plain = " ".join(text.split())
        return Named(plain, text=plain)
    return _read(line, _DEEPEST)


def _read(line: Line, deeper: int) -> Phrase:
    if not line or deeper == 0:
        return Named(line.text, text=line.text)

    def read(inner: Line) -> Phrase:
        return _read(inner, deeper - 1)

    for reader in _READERS:
        found = reader(line, read)
        if found is not None:
            # A preposition is no part of a name: what a plain name was cut out of stays out.
            return found if isinstance(found, Named) else attrs.evolve(found, text=line.text)
    return name_of(line)
