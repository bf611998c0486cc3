"""Things that a cell lists <-> values: actors, facets, links, places, judgements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

import attrs

from conflictlog.errors import InvalidValue, UnknownOption, nearest_hint
from conflictlog.event import Assessment, Link
from conflictlog.formats.spreadsheet.cells import read_number, show_number
from conflictlog.formats.spreadsheet.phrases import (
    Phrase,
    read_phrases,
    write_phrase,
    write_phrases,
    write_word,
)
from conflictlog.place import Place
from conflictlog.report import Actor, Claimant

__all__ = [
    "by_name",
    "read_actors",
    "read_assessments",
    "read_facets",
    "read_links",
    "read_options",
    "read_pairs",
    "read_places",
    "read_words",
    "said",
    "show_actors",
    "show_assessments",
    "show_facets",
    "show_links",
    "show_pairs",
    "show_places",
    "show_words",
]

T = TypeVar("T")

_NUMBERS: Final = frozenset({"lat", "lon", "radius_km", "best", "low", "high", "p"})


def read_options(
    phrase: Phrase, known: Iterable[str], *, bare: str | None = None
) -> dict[str, Any]:
    """Give what stands in brackets, by name; one bare word may stand for a field."""
    found: dict[str, Any] = {}
    pairs = list(phrase.options)
    if phrase.words:
        if bare is None or len(phrase.words) > 1:
            raise InvalidValue(
                f"{phrase.words[-1]!r} stands in the brackets behind {phrase.head!r}",
                expected=f"key=value with one of {', '.join(known)}",
                remedy='a name that holds a bracket stands in "double quotes"',
            )
        pairs.append((bare, phrase.words[0]))
    for key, said in pairs:
        if key not in known and key != bare:
            raise UnknownOption(
                f"{phrase.head!r} has no {key!r}",
                expected=f"one of {', '.join(known)}",
                remedy=nearest_hint(key, known),
            )
        if key in found:
            raise InvalidValue(f"{phrase.head!r} has two of {key!r}", remedy="keep one")
        found[key] = read_number(said) if key in _NUMBERS else said
    return found


def said(value: attrs.AttrsInstance, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Give the fields that say something, as options."""
    fields = attrs.fields_dict(type(value))
    return tuple(
        (name, show_number(item) if isinstance(item, float) else str(item))
        for name in names
        if (item := getattr(value, name)) is not None and item != fields[name].default
    )


def _plain(phrase: Phrase) -> str:
    if phrase.words or phrase.options or not phrase.head:
        raise InvalidValue(
            f"{write_phrase(phrase)!r}",
            expected="words parted by ';'",
            remedy='put a word that holds a bracket into "double quotes"',
        )
    return phrase.head


def read_words(text: str) -> tuple[str, ...]:
    """Read words parted by semicolons."""
    return tuple(map(_plain, read_phrases(text)))


def show_words(words: Iterable[str]) -> str:
    """Write words parted by semicolons."""
    return "; ".join(map(write_word, words))


def read_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Read ``scale=code`` pairs; one scale may occur twice."""
    return tuple((item.head, item.values[0]) for item in read_phrases(text, named=True))


def show_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Write ``scale=code`` pairs."""
    return write_phrases(Phrase(name, (value,)) for name, value in pairs)


def read_facets(text: str) -> dict[str, tuple[str, ...]]:
    """Read ``weapon=drone, missile; target=energy``."""
    return by_name((item.head, item.values) for item in read_phrases(text, named=True, many=True))


def show_facets(facets: Mapping[str, tuple[str, ...]]) -> str:
    """Write facets."""
    return write_phrases(Phrase(name, words) for name, words in facets.items())


def by_name(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Gather pairs by name, each name once."""
    found: dict[str, T] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidValue(f"{name!r} stands twice", expected="each name once")
        found[name] = value
    return found


def read_actors(text: str) -> tuple[Actor, ...]:
    """Read ``Russia (initiator); Ukraine (target, country=UKR)``."""
    return tuple(
        Actor(item.head, **read_options(item, ("role", "country", "type"), bare="role"))
        for item in read_phrases(text)
    )


def show_actors(actors: Iterable[Actor]) -> str:
    """Write actors."""
    return write_phrases(
        Phrase(
            actor.name,
            words=(actor.role,) if actor.role else (),
            options=said(actor, ("country", "type")),
        )
        for actor in actors
    )


_PLACE: Final = tuple(field.name for field in attrs.fields(Place) if field.name != "name")


def read_places(text: str) -> tuple[Place, ...]:
    """Read ``Kyiv (lat=50.45, lon=30.52); (country=BLR, precision=undisclosed)``."""
    return tuple(
        Place(item.head or None, **read_options(item, _PLACE)) for item in read_phrases(text)
    )


def show_places(places: Iterable[Place]) -> str:
    """Write places; what a constructor would fill in is left out."""
    return write_phrases(map(_place, places))


def _place(place: Place) -> Phrase:
    options = dict(said(place, _PLACE))
    for name in ("point", "radius_km", "precision"):
        fewer = {key: getattr(place, key) for key in options if key != name}
        # A place of which nothing is known is still a place.
        if name in options and (place.name or fewer) and _same_place(place, fewer):
            del options[name]
    return Phrase(place.name or "", options=tuple(options.items()))


def _same_place(place: Place, fields: dict[str, Any]) -> bool:
    try:
        return Place(place.name, **fields) == place
    except InvalidValue:
        return False


def read_links(text: str) -> tuple[Link, ...]:
    """Read ``part_of=e-raid; caused_by=e-raid (claimant=Ukraine, side=UKR)``."""
    return tuple(
        Link(item.head, item.values[0], claimant=_claimant(item))
        for item in read_phrases(text, named=True)
    )


def _claimant(item: Phrase) -> Claimant | None:
    told = read_options(item, ("claimant", "side", "reliability"), bare="claimant")
    if told and "claimant" not in told:
        raise InvalidValue(
            f"{item.head!r} has {', '.join(told)} but no claimant", remedy="add claimant="
        )
    return Claimant(told.pop("claimant"), **told) if told else None


def show_links(links: Iterable[Link]) -> str:
    """Write links."""
    return write_phrases(
        Phrase(
            link.type,
            (link.target,),
            options=(
                ("claimant", link.claimant.name),
                *said(link.claimant, ("side", "reliability")),
            )
            if link.claimant
            else (),
        )
        for link in links
    )


_JUDGED: Final = ("p", "verdict", "when", "why")


def read_assessments(text: str) -> tuple[Assessment, ...]:
    """Read ``desk (p=0.9, when=2022-12-20, why=geolocated video)``."""
    return tuple(
        Assessment(who=item.head, **read_options(item, _JUDGED)) for item in read_phrases(text)
    )


def show_assessments(assessments: Iterable[Assessment]) -> str:
    """Write judgements."""
    return write_phrases(Phrase(item.who, options=said(item, _JUDGED)) for item in assessments)
