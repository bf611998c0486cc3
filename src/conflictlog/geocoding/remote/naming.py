"""What of a text is sent to a service: as little as finds the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import attrs

from conflictlog.countries import country_name
from conflictlog.geocoding.found import Candidate, Located
from conflictlog.geocoding.locating import relations
from conflictlog.geocoding.locating.guesses import Guess
from conflictlog.geocoding.notations import read_coordinates
from conflictlog.geocoding.phrases import Around, Named, Near, Offset, Part, Phrase, Within, parse

__all__ = ["Sending", "related", "sending"]

# What looks like coordinates beside words: decimals, degrees, squares of a grid, plus codes.
_POINT: Final = re.compile(
    r"[0-9][.,٫][0-9]{3}|[0-9] ?°|\b[0-9]{1,2}[C-HJ-NP-X] ?[A-HJ-NP-Z]{2} ?[0-9]{2}"
    r"|[2-9CFGHJMPQRVWX]{2}\+[2-9CFGHJMPQRVWX]{2}|://"
)

Relation = Offset | Around | Near | Part


@attrs.frozen
class Sending:
    """The query, the name that an answer should bear, and how the text relates to that place."""

    query: str
    name: str
    relation: Relation | None = None


def sending(
    text: str, *, admin1: str | None, countries: Sequence[str], coarsen: bool
) -> Sending | None:
    """Say what to send for a text; None where it names no single place.

    Of "12 km NE of X" the name X is sent, and the distance is added here. What holds coordinates
    is never sent, also where words stand beside them.

    Parameters
    ----------
    text
        The place as written.
    admin1, countries
        What was given with it; countries by alpha-3 code, of which one alone is sent.
    coarsen
        Send the name and the country only: no division, no word of what it is, no address.
    """
    phrase = parse(text)
    relation = phrase if isinstance(phrase, Relation) else None
    whole: Phrase = phrase if relation is None else relation.of
    first = whole.first if isinstance(whole, Within) else whole
    if not isinstance(first, Named) or _tells_a_point(text, whole.text, first.name):
        return None
    named = first.name if coarsen else whole.text
    land = country_name(countries[0]) if len(countries) == 1 else None
    parts = (named, None if coarsen else admin1, land)
    query = ", ".join(part.strip() for part in parts if part)
    return Sending(query, first.name, relation)


def _tells_a_point(text: str, whole: str, name: str) -> bool:
    """Say whether a text holds a point, which is more than a name and nobody else's business."""
    if any(map(read_coordinates, (text, whole))) or _POINT.search(text):
        return True
    return not any(char.isalpha() for char in name)


def related(found: Located, relation: Relation | None) -> Located:
    """Move the places that a service found to where a text puts itself by them."""
    if relation is None:
        return found
    moved = tuple(_moved(each, relation) for each in found.candidates)
    return attrs.evolve(found, candidates=moved)


def _moved(found: Candidate, relation: Relation) -> Candidate:
    bases = [Guess(candidate=found, fit=found.confidence)]
    match relation:
        case Offset(km=km, bearing_degrees=way, spread=spread, spread_km=spread_km):
            guesses = relations.offset(
                bases, km=km, bearing=way, spread=spread, spread_km=spread_km
            )
        case Around(km=km, spread_km=spread_km):
            guesses = relations.around(bases, km=km + spread_km)
        case Near(km=within, bearing_degrees=side):
            guesses = relations.near(bases, km=within, bearing=side)
        case _:
            guesses = relations.part(
                bases, bearing=relation.bearing_degrees, word=relation.direction
            )
    moved = guesses[0].candidate
    return attrs.evolve(moved, method=f"remote, {moved.method}")
