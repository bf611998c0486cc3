"""Who took part, and who says so."""

from __future__ import annotations

import attrs

from conflictlog.countries import country_code
from conflictlog.errors import InvalidValue
from conflictlog.keywords import named_keywords
from conflictlog.report.checks import call_text, each, one_of, optional_text, required_text
from conflictlog.scales import check_reliability

__all__ = ["ROLES", "Actor", "Claimant", "as_actors", "as_claimant"]

ROLES = ("initiator", "target", "party", "host", "guest", "participant")


def _country(value: str | None) -> str | None:
    return None if value is None else country_code(value)


def _side(value: str | None) -> str | None:
    """Keep a side as a country code where it names a country, else as written."""
    name = optional_text("side")(value)
    if name is None:
        return None
    try:
        return country_code(name)
    except LookupError:
        return name


def reliability_code(value: str | None) -> str | None:
    """Check a letter of the Admiralty reliability scale; None stays unrated."""
    return None if value is None else check_reliability(value)


@named_keywords
@attrs.frozen
class Actor:
    """Someone who took part in an event; the name is kept as written.

    Parameters
    ----------
    name
        As the source writes it.
    role
        initiator, target, party (took part, unknown who began), host, guest or
        participant. UCDP's side A and ACLED's actor1 are parties, not initiators.
    country
        ISO 3166-1 alpha-3; alpha-2 and names are accepted.
    type
        As the source classifies it ("state forces", "militia").

    Examples
    --------
    >>> Actor("Vladimir Putin", role="guest", country="Russia").country
    'RUS'
    """

    name: str = attrs.field(converter=required_text("name"))
    role: str | None = attrs.field(default=None, validator=one_of(ROLES), kw_only=True)
    country: str | None = attrs.field(default=None, converter=_country, kw_only=True)
    type: str | None = attrs.field(default=None, converter=optional_text("type"), kw_only=True)

    __repr__ = call_text

    def __str__(self) -> str:
        return self.name


@named_keywords
@attrs.frozen
class Claimant:
    """Who says so inside a source, when it is not the outlet itself.

    Parameters
    ----------
    name
        As the source writes it: "Ukraine's air force", "officials".
    side
        The party whose interest the claimant shares: a country or an actor's name.
        Left out, the registry's side for that name counts.
    reliability
        Admiralty letter A to F; left out, the registry's.

    Examples
    --------
    >>> Claimant("Ukraine's air force", side="Ukraine").side
    'UKR'
    """

    name: str = attrs.field(converter=required_text("name"))
    side: str | None = attrs.field(default=None, converter=_side, kw_only=True)
    reliability: str | None = attrs.field(default=None, converter=reliability_code, kw_only=True)

    __repr__ = call_text

    def __str__(self) -> str:
        return self.name


def as_claimant(value: object) -> Claimant | None:
    """Take a claimant or just a name."""
    if value is None or isinstance(value, Claimant):
        return value
    if isinstance(value, str):
        return Claimant(value)
    raise InvalidValue(
        f"claimant is {value!r}", expected="a Claimant or a name", remedy="make Claimant(name)"
    )


def as_actors(value: object) -> tuple[Actor, ...]:
    """Take an actor, a name, or several of either."""
    if value is None:
        return ()
    items = (value,) if isinstance(value, Actor | str) else each(value, "actors", "actors or names")
    return tuple(item if isinstance(item, Actor) else Actor(item) for item in items)
