"""The weight and the origin of a report from plain values: one rule for objects and columns."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from conflictlog.registry import KnownClaimant, Outlet, Registry
from conflictlog.weighing.model import ConfidenceModel

__all__ = ["Profile", "is_self_interested", "profile"]


@attrs.frozen(kw_only=True)
class Profile:
    """What a report is worth by itself, before interest and before its parents.

    Parameters
    ----------
    origin
        Canonical name of who it comes from; None where neither a claimant nor an outlet is
        known: the report is then its own origin, under its id.
    reliability
        Letter of the weakest of outlet, wire and claimant; None is unrated.
    weight
        Of that letter, in log-odds, before any halving.
    side
        Whose interest it shares, for inferring self-interest.
    outlet, wire
        Canonical names of who published it and whose story it carries.

    Examples
    --------
    >>> Profile(origin="AFP", reliability="B", weight=1.386, outlet="AFP").carrier
    'AFP'
    """

    origin: str | None
    reliability: str | None
    weight: float
    side: str | None = None
    outlet: str | None = None
    wire: str | None = None

    @property
    def carrier(self) -> str | None:
        """Who carries it when the claimant is left aside: the wire, else the outlet."""
        return self.wire or self.outlet


def profile(
    *,
    outlet: str | None,
    outlet_rating: str | None = None,
    wire: str | None = None,
    claimant: str | None = None,
    claimant_side: str | None = None,
    claimant_rating: str | None = None,
    registry: Registry,
    model: ConfidenceModel,
) -> Profile:
    """Judge one combination of outlet, wire and claimant.

    A report is no better than its carriers, nor than its claimant where that one is rated.

    Parameters
    ----------
    outlet, wire, claimant
        Names as written.
    outlet_rating, claimant_rating, claimant_side
        What the report itself says; left out, the registry's.
    registry, model
        Who is who, and what a rating is worth.

    Examples
    --------
    >>> from conflictlog.registry import shipped_registry
    >>> found = profile(
    ...     outlet="Reuters",
    ...     claimant="Ukraine's air force",
    ...     registry=shipped_registry(),
    ...     model=ConfidenceModel(),
    ... )
    >>> found.origin, found.reliability, found.side
    ("Ukraine's armed forces", 'C', 'UKR')
    """
    published = _carrier(registry, outlet)
    carried = _carrier(registry, wire)
    said = _speaker(registry, claimant)
    links: list[str | None] = []
    if outlet is not None:
        links.append(outlet_rating or _rating(published))
    if wire is not None:
        links.append(_rating(carried))
    rating = claimant_rating or _rating(said)
    if rating is not None:
        links.append(rating)
    # Where F and unrated weigh the same, the letter that someone gave is the one to show.
    ranked = [(model.weight(letter), letter is None, letter or "") for letter in links]
    weight, unrated, letter = min(ranked, default=(model.weight(None), True, ""))
    if claimant is not None:
        origin: str | None = registry.canonical_claimant(claimant)
        side = claimant_side or _side(said)
    else:
        # A story of a wire is the wire's, whoever prints it: its side, not the printer's.
        name = outlet if wire is None else wire
        speaker = published if wire is None else carried
        origin = None if name is None else registry.canonical_outlet(name)
        side = _side(speaker)
    return Profile(
        origin=origin,
        reliability=None if unrated else letter,
        weight=weight,
        side=side,
        outlet=None if outlet is None else registry.canonical_outlet(outlet),
        wire=None if wire is None else registry.canonical_outlet(wire),
    )


def is_self_interested(
    side: str | None, parties: Iterable[tuple[str, str | None]], registry: Registry
) -> bool:
    """Say whether a side is one of the parties, each given as (name, country).

    Examples
    --------
    >>> from conflictlog.registry import shipped_registry
    >>> is_self_interested("UKR", [("Government of Ukraine", None)], shipped_registry())
    True
    """
    if side is None:
        return False
    return any(registry.same_side(side, name, country) for name, country in parties)


def _rating(entry: Outlet | KnownClaimant | None) -> str | None:
    return None if entry is None else entry.reliability


def _side(entry: Outlet | KnownClaimant | None) -> str | None:
    return None if entry is None else entry.side


def _carrier(registry: Registry, name: str | None) -> Outlet | KnownClaimant | None:
    """Find an outlet, or the claimant that publishes by itself."""
    return registry.outlet(name) or registry.claimant(name)


def _speaker(registry: Registry, name: str | None) -> Outlet | KnownClaimant | None:
    """Find a claimant, or the outlet that is quoted as one."""
    return registry.claimant(name) or registry.outlet(name)
