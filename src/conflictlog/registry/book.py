"""The registry as a value: many spellings in, one name, side and rating out."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Any

import attrs

from conflictlog.registry.entries import Entries, KnownClaimant, Outlet, find, index_of, merged
from conflictlog.registry.names import is_code, name_key, plain, state_of

__all__ = ["Registry", "shipped_registry"]


def _outlet_tuple(value: Iterable[Outlet]) -> tuple[Outlet, ...]:
    return tuple(value)


def _claimant_tuple(value: Iterable[KnownClaimant]) -> tuple[KnownClaimant, ...]:
    return tuple(value)


def _word_set(value: Iterable[str]) -> frozenset[str]:
    return frozenset(value)


@attrs.frozen(kw_only=True, repr=False)
class Registry:
    """Known outlets and claimants; immutable, extended into a new one.

    Examples
    --------
    >>> known = shipped_registry()
    >>> known.canonical_outlet("ITAR-TASS World Service")
    'TASS'
    >>> known.canonical_claimant("Dmitry Peskov")
    'the Kremlin'
    """

    outlets: tuple[Outlet, ...] = attrs.field(default=(), converter=_outlet_tuple)
    claimants: tuple[KnownClaimant, ...] = attrs.field(default=(), converter=_claimant_tuple)
    unnamed_nouns: frozenset[str] = attrs.field(default=frozenset(), converter=_word_set)
    unnamed_qualifiers: frozenset[str] = attrs.field(default=frozenset(), converter=_word_set)
    _outlets: dict[str, Outlet] = attrs.field(init=False, eq=False)
    _claimants: dict[str, KnownClaimant] = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_outlets", index_of(self.outlets))
        object.__setattr__(self, "_claimants", index_of(self.claimants))

    def __repr__(self) -> str:
        """Say how much it holds."""
        return f"<Registry: {len(self.outlets)} outlets, {len(self.claimants)} claimants>"

    def outlet(self, name: str | None) -> Outlet | None:
        """Find an outlet by any of its names, whatever case, accents and punctuation.

        Examples
        --------
        >>> shipped_registry().outlet("agence france presse").reliability
        'B'
        """
        return find(self._outlets, name)

    def claimant(self, name: str | None) -> KnownClaimant | None:
        """Find a claimant by any of its names; an unnamed one is rated F.

        Examples
        --------
        >>> shipped_registry().claimant("Ukraine's air force").name
        "Ukraine's armed forces"
        >>> shipped_registry().claimant("security officials").reliability
        'F'
        """
        found = find(self._claimants, name)
        if found is None and name is not None and self.is_unnamed(name):
            return KnownClaimant(plain(name), reliability="F")
        return found

    def canonical_outlet(self, name: str) -> str:
        """Give the one name of an outlet; an unknown one is only folded in case and spaces.

        Examples
        --------
        >>> shipped_registry().canonical_outlet("The  Village Voice")
        'the village voice'
        """
        found = self.outlet(name) or find(self._claimants, name)
        return plain(name) if found is None else found.name

    def canonical_claimant(self, name: str) -> str:
        """Give the one name of a claimant, or of the outlet that speaks for itself.

        Examples
        --------
        >>> shipped_registry().canonical_claimant("Syrian Observatory for Human Rights")
        'SOHR'
        """
        found = find(self._claimants, name) or self.outlet(name)
        return plain(name) if found is None else found.name

    def reliability_of(self, name: str | None) -> str | None:
        """Give the reliability of an outlet or claimant, None where nobody rated it.

        Examples
        --------
        >>> shipped_registry().reliability_of("Reuters News")
        'B'
        """
        rated = (self.outlet(name), self.claimant(name))
        return next((entry.reliability for entry in rated if entry is not None), None)

    def side_of(self, name: str | None) -> str | None:
        """Give the side that a claimant or outlet speaks for, None where none is known.

        Examples
        --------
        >>> shipped_registry().side_of("Ukrenergo")
        'UKR'
        """
        known = (self.claimant(name), self.outlet(name))
        return next((entry.side for entry in known if entry is not None), None)

    def is_unnamed(self, name: str) -> bool:
        """Say whether a claimant is nobody in particular: "officials", "sources", "reports".

        Examples
        --------
        >>> known = shipped_registry()
        >>> known.is_unnamed("two senior officials"), known.is_unnamed("Ukrenergo")
        (True, False)
        """
        key = name_key(name)
        if "anonym" in key or "not to be named" in key:
            return True
        words = key.split()
        allowed = self.unnamed_nouns | self.unnamed_qualifiers
        return bool(words) and set(words) <= allowed and not self.unnamed_nouns.isdisjoint(words)

    def same_side(
        self, side: str | None, actor_name: str | None, actor_country: str | None = None
    ) -> bool:
        """Say whether an actor of an event is the side that a claimant speaks for.

        Parameters
        ----------
        side
            An alpha-3 code or an actor's name.
        actor_name
            The actor as written: "Government of Ukraine", "Russia", "Ansar Allah".
        actor_country
            The state whose actor it is, alpha-3; not merely where it fights.

        Examples
        --------
        >>> known = shipped_registry()
        >>> known.same_side("UKR", "Government of Ukraine"), known.same_side("UKR", "Russia")
        (True, False)
        >>> known.same_side("Houthis", "Ansar Allah")
        True
        """
        if not side:
            return False
        mine = self._identities(side) | ({side} if is_code(side) else set())
        theirs = self._identities(actor_name) if actor_name else set()
        return not mine.isdisjoint(theirs | set((actor_country or "").split("|")))

    def _identities(self, name: str) -> set[str]:
        """Give what a name may be compared by: its canonical name, its state, its known side."""
        found = find(self._claimants, name)
        names = {name_key(name), name_key(found.name) if found else name_key(name)}
        state = state_of(name)
        if state is not None:
            names.add(state)
        if found is not None and found.side is not None:
            names.add(found.side if is_code(found.side) else name_key(found.side))
        return names

    def extend(
        self,
        *,
        outlets: Entries[Outlet] = (),
        claimants: Entries[KnownClaimant] = (),
    ) -> Registry:
        """Give a registry with more or other entries; this one stays as it is.

        An `Outlet` or `KnownClaimant` is added, or replaces the one of its name. A mapping from
        names to fields changes those fields alone and adds aliases to those that are known.

        Examples
        --------
        >>> mine = shipped_registry().extend(outlets={"Reuters": {"reliability": "A"}})
        >>> mine.reliability_of("Reuters News"), shipped_registry().reliability_of("Reuters")
        ('A', 'B')
        """
        return attrs.evolve(
            self,
            outlets=merged(self.outlets, self.outlet, outlets, Outlet),
            claimants=merged(
                self.claimants, functools.partial(find, self._claimants), claimants, KnownClaimant
            ),
        )


@functools.cache
def shipped_registry() -> Registry:
    """Give the registry that ships with the library, read from its data once.

    Examples
    --------
    >>> shipped_registry().outlet("AP").name
    'Associated Press'
    """
    place = resources.files("conflictlog").joinpath("data", "registry.toml")
    table: dict[str, Any] = tomllib.loads(place.read_text("utf-8"))
    return Registry(
        outlets=[Outlet(name, **fields) for name, fields in table["outlets"].items()],
        claimants=[KnownClaimant(name, **fields) for name, fields in table["claimants"].items()],
        unnamed_nouns=table["unnamed"]["nouns"],
        unnamed_qualifiers=table["unnamed"]["qualifiers"],
    )
