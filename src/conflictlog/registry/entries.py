"""One entry each: an outlet, a claimant; and tables of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import attrs

from conflictlog.errors import InvalidValue, UnknownOption, nearest_hint
from conflictlog.registry.names import is_code, name_key
from conflictlog.scales import check_reliability

__all__ = ["Entries", "KnownClaimant", "Outlet", "find", "index_of", "merged"]


def _names(value: Iterable[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        raise InvalidValue(
            f"aliases is {value!r}", expected="several names", remedy=f"write [{value!r}]"
        )
    return tuple(dict.fromkeys(value))


def _country(value: str | None) -> str | None:
    if value is None or is_code(value):
        return value
    from conflictlog.countries import country_code

    return country_code(value)


@attrs.frozen
class Outlet:
    """One publisher: agency, paper, broadcaster, monitor or data set.

    `side` is the state (alpha-3) or actor it speaks for, None for an independent one; `wire`
    marks an agency whose stories others carry.

    Examples
    --------
    >>> Outlet("Agence France-Presse", aliases=["AFP"], wire=True, reliability="B").aliases
    ('AFP',)
    """

    name: str
    aliases: tuple[str, ...] = attrs.field(kw_only=True, default=(), converter=_names)
    owner: str | None = attrs.field(kw_only=True, default=None)
    wire: bool = attrs.field(kw_only=True, default=False)
    side: str | None = attrs.field(kw_only=True, default=None)
    reliability: str | None = attrs.field(kw_only=True, default=None, converter=check_reliability)
    country: str | None = attrs.field(kw_only=True, default=None, converter=_country)


@attrs.frozen
class KnownClaimant:
    """One body or person that makes claims: an army, a ministry, a mayor.

    Examples
    --------
    >>> KnownClaimant("the Kremlin", side="RUS", reliability="D").side
    'RUS'
    """

    name: str
    aliases: tuple[str, ...] = attrs.field(kw_only=True, default=(), converter=_names)
    side: str | None = attrs.field(kw_only=True, default=None)
    reliability: str | None = attrs.field(kw_only=True, default=None, converter=check_reliability)


E = TypeVar("E", bound=Outlet | KnownClaimant)
Entries = Iterable[E] | Mapping[str, Mapping[str, Any]]


def find(index: Mapping[str, E], name: str | None) -> E | None:
    """Look a name up, then without a bracketed addition: "HRW (Facebook)"."""
    if name is None:
        return None
    found = index.get(name_key(name))
    if found is None and "(" in name:
        found = index.get(name_key(re.sub(r"\([^)]*\)", " ", name)))
    return found


def index_of(entries: Iterable[E]) -> dict[str, E]:
    """Key entries by every spelling, each of which belongs to one."""
    index: dict[str, E] = {}
    pairs = [(entry, spelling) for entry in entries for spelling in (entry.name, *entry.aliases)]
    for entry, spelling in pairs:
        key = name_key(spelling)
        rival = index.setdefault(key, entry)
        if not key or rival is not entry:
            raise InvalidValue(
                f"alias {spelling!r} of {entry.name!r} belongs to {rival.name!r}",
                expected="each spelling with one entry, and not empty",
                remedy="drop it from one of the two",
            )
    return index


def merged(
    old: tuple[E, ...], lookup: Callable[[str], E | None], new: Entries[E], kind: type[E]
) -> tuple[E, ...]:
    """Give the old entries with new ones in the place of those of their name."""
    entries = {name_key(entry.name): entry for entry in old}
    if isinstance(new, Mapping):
        for name, fields in new.items():
            changed = _changed(lookup(name), name, fields, kind)
            entries[name_key(changed.name)] = changed
    else:
        for entry in new:
            if not isinstance(entry, kind):
                raise InvalidValue(
                    f"an entry is {entry!r}",
                    expected=f"{kind.__name__} values, or a mapping from names to fields",
                    remedy=f"write {kind.__name__}(name, ...)",
                )
            entries[name_key(entry.name)] = entry
    return tuple(entries.values())


def _changed(known: E | None, name: str, fields: Mapping[str, Any], kind: type[E]) -> E:
    allowed = [field.name for field in attrs.fields(kind) if field.name != "name"]
    for field in fields:
        if field not in allowed:
            raise UnknownOption(
                f"{kind.__name__} {name!r} has no field {field!r}",
                expected=", ".join(allowed),
                remedy=nearest_hint(field, allowed) or "drop it",
            )
    if known is None:
        return kind(name, **fields)
    entry: E = known
    aliases: tuple[str, ...] = (*entry.aliases, *_names(fields.get("aliases", ())))
    return attrs.evolve(entry, **{**fields, "aliases": aliases})
