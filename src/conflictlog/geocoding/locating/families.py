"""Kinds and families of them: who asks for a base is answered by an air base."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint

__all__ = ["ADMINS", "AREAS", "SETTLEMENTS", "WATERS", "family", "kinds_asked"]

SETTLEMENTS: Final = frozenset({"settlement", "hamlet", "village", "town", "city", "capital"})
ADMINS: Final = frozenset({"admin1", "admin2", "admin3"})
WATERS: Final = frozenset({"water", "sea", "gulf", "strait", "river", "lake"})
AREAS: Final = frozenset({"region", "area", "corridor", "line", "desert", "mountains", "island"})

_MILITARY: Final = frozenset({"base", "airbase", "naval", "range", "depot", "launch area", "camp"})
_AIR: Final = frozenset({"airbase", "airport"})

_FAMILIES: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(SETTLEMENTS, SETTLEMENTS),
    # Whoever writes "village" means no city; a "city" may be small.
    "village": SETTLEMENTS - {"city", "capital"},
    "airbase": _AIR,
    "airport": _AIR,
    "airfield": _AIR | {"launch area"},
    "base": _MILITARY,
    "military": _MILITARY,
    "naval": frozenset({"naval", "port"}),
    "port": frozenset({"port", "naval"}),
    "camp": frozenset({"camp", "base"}) | SETTLEMENTS,
    "plant": frozenset({"plant", "npp", "refinery", "nuclear", "dam"}),
    "npp": frozenset({"npp", "nuclear", "plant"}),
    "nuclear": frozenset({"nuclear", "npp", "site", "plant"}),
    "refinery": frozenset({"refinery", "oilfield", "plant", "port"}),
    "oilfield": frozenset({"oilfield", "refinery"}),
    "dam": frozenset({"dam", "plant", "water"}),
    "range": frozenset({"range", "base", "area"}),
    "depot": frozenset({"depot", "base"}),
    "bridge": frozenset({"bridge", "line"}),
    "crossing": frozenset({"crossing", "line"}),
    "prison": frozenset({"prison", "camp"}),
    "district": frozenset({"district", "admin2", "admin3", "area"}) | SETTLEMENTS,
    "admin": ADMINS,
    "admin1": frozenset({"admin1", "region"}),
    "admin2": frozenset({"admin2", "district"}),
    "admin3": frozenset({"admin3", "admin2"}),
    "region": frozenset({"region", "area", "admin1"}),
    "area": AREAS | {"district"},
    "island": frozenset({"island", "area"}),
    "water": WATERS,
    **dict.fromkeys(WATERS, WATERS),
    "line": frozenset({"line", "corridor", "area"}),
    "corridor": frozenset({"corridor", "line", "area"}),
    "launch area": frozenset({"launch area", "airbase", "range"}),
    "country": frozenset({"country"}),
    "hospital": frozenset({"hospital", "site"}),
    "mountains": frozenset({"mountains", "area", "region"}),
    "desert": frozenset({"desert", "area", "region"}),
}

_SITES: Final = frozenset().union(*_FAMILIES.values()) - SETTLEMENTS - ADMINS - WATERS - AREAS - {
    "country"
} | {"site"}


def family(kind: str) -> frozenset[str]:
    """Give the kinds that answer for one; a kind that is not known answers for itself."""
    if kind == "site":
        return _SITES
    return _FAMILIES.get(kind, frozenset({kind}))


def kinds_asked(kind: str | Iterable[str] | None) -> frozenset[str] | None:
    """Read what a caller gives as ``kind=``: a kind, a family, or several.

    Raises
    ------
    UnknownName
        Where no kind is called that; the nearest are in the message.
    """
    if kind is None:
        return None
    words = tuple(kind) if isinstance(kind, (tuple, list, set, frozenset)) else (kind,)
    known = {*_FAMILIES, "site"}
    for word in words:
        if not isinstance(word, str):
            raise InvalidValue(
                f"kind is {word!r}", expected="the name of a kind", remedy='write "airbase"'
            )
        if word not in known:
            raise UnknownName(
                f"kind is {word!r}",
                expected=f"one of {', '.join(sorted(known))}",
                remedy=nearest_hint(word, known),
            )
    return frozenset().union(*map(family, words))
