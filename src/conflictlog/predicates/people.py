"""Predicates of who took part, who says so, and where it was published."""

from __future__ import annotations

from collections.abc import Iterable

from conflictlog.countries import country_name
from conflictlog.errors import InvalidValue
from conflictlog.query import ActorNamed, ClaimantNamed, Query, SourceNamed, folded
from conflictlog.registry import Registry, shipped_registry
from conflictlog.registry.names import is_code, name_key, state_of

__all__ = ["actor", "claimant", "source"]


def actor(name: str, *, role: str | None = None, registry: Registry | None = None) -> Query:
    """Ask for events in which someone took part.

    An actor's name has to hold the name that is asked for, or another spelling of it that the
    registry knows, as whole words, whatever case and accents: "Russia" is found in "Government
    of Russia (2000-)". Where no actor is known, it is not known.

    Parameters
    ----------
    name
        "Russia", "UKR", "Houthis".
    role
        initiator, target, party, host, guest or participant; who merely took part may have
        had it.
    registry
        Other than the shipped one.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> from conflictlog.report import Actor
    >>> shelling = Event(actors=[Actor("Government of Russia", role="party")])
    >>> actor("russia").answer(shelling), actor("Ukraine").answer(shelling)
    (True, False)
    >>> print(actor("Russia", role="initiator").answer(shelling))
    None
    """
    asked = _name(name, "actor")
    known = registry or shipped_registry()
    names = {name_key(asked)}
    state = asked if is_code(asked) else state_of(asked)
    if state is not None and is_code(asked):
        names = {name_key(country_name(state))}
    elif state is not None and name_key(asked) == name_key(country_name(state)):
        names.add(name_key(country_name(state)))
    found = known.claimant(asked)
    if found is not None and not known.is_unnamed(asked):
        names.update(map(name_key, (found.name, *found.aliases)))
    return ActorNamed(asked=asked, names=tuple(names), role=role)


def claimant(name: str, *, registry: Registry | None = None) -> Query:
    """Ask for events of which a report lets someone speak, under any of his names.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> from conflictlog.report import Report
    >>> denial = Event(reports=[Report(source="TASS", claimant="Dmitry Peskov", stance="denies")])
    >>> claimant("the Kremlin").answer(denial), claimant("Ukraine").answer(denial)
    (True, False)
    """
    asked = _name(name, "claimant")
    found = (registry or shipped_registry()).claimant(asked)
    spelled = () if found is None else (found.name, *found.aliases)
    return ClaimantNamed(asked=asked, names=_folded(asked, spelled))


def source(name: str, *, registry: Registry | None = None) -> Query:
    """Ask for events that an outlet reported, itself or as the wire behind another one.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> from conflictlog.report import Report
    >>> told = Event(reports=[Report(source="Agence France-Presse")])
    >>> source("AFP").answer(told), source("Reuters").answer(told)
    (True, False)
    """
    asked = _name(name, "source")
    found = (registry or shipped_registry()).outlet(asked)
    spelled = () if found is None else (found.name, *found.aliases)
    return SourceNamed(asked=asked, names=_folded(asked, spelled))


def _name(name: object, verb: str) -> str:
    if not isinstance(name, str) or not name_key(name):
        raise InvalidValue(
            f"{verb}({name!r})",
            expected="a name as text",
            remedy=f"write {verb}('...'), and join several by |",
        )
    return name


def _folded(asked: str, spelled: Iterable[str]) -> tuple[str, ...]:
    return tuple({folded(asked), *map(folded, spelled)})
