"""Outlets and claimants: one name for many spellings, sides, default reliabilities.

The shipped ratings are judgement: only those that the design of the confidence model names are
set, everything else is unrated until the analyst says so.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from importlib import resources
from typing import Any, TypeVar

import attrs

from conflictlog.errors import InvalidValue, UnknownName, UnknownOption, nearest_hint
from conflictlog.scales import check_reliability

__all__ = ["KnownClaimant", "Outlet", "Registry", "shipped_registry"]


def _country(value: str | None) -> str | None:
    if value is None or re.fullmatch(r"[A-Z]{3}", value):
        return value
    from conflictlog.countries import country_code  # noqa: PLC0415  (its table is read on demand)

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
    aliases: tuple[str, ...] = attrs.field(kw_only=True, default=(), converter=tuple)
    owner: str | None = attrs.field(kw_only=True, default=None)
    wire: bool = attrs.field(kw_only=True, default=False)
    side: str | None = attrs.field(kw_only=True, default=None)
    reliability: str | None = attrs.field(
        kw_only=True, default=None, converter=check_reliability
    )
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
    aliases: tuple[str, ...] = attrs.field(kw_only=True, default=(), converter=tuple)
    side: str | None = attrs.field(kw_only=True, default=None)
    reliability: str | None = attrs.field(
        kw_only=True, default=None, converter=check_reliability
    )


E = TypeVar("E", Outlet, KnownClaimant)
Entries = Iterable[E] | Mapping[str, Mapping[str, Any]]


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

    outlets: tuple[Outlet, ...] = attrs.field(default=(), converter=tuple)
    claimants: tuple[KnownClaimant, ...] = attrs.field(default=(), converter=tuple)
    unnamed_nouns: frozenset[str] = attrs.field(default=frozenset(), converter=frozenset)
    unnamed_qualifiers: frozenset[str] = attrs.field(default=frozenset(), converter=frozenset)
    _outlets: dict[str, Outlet] = attrs.field(init=False, eq=False)
    _claimants: dict[str, KnownClaimant] = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_outlets", _index(self.outlets))
        object.__setattr__(self, "_claimants", _index(self.claimants))

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
        return _find(self._outlets, name)

    def claimant(self, name: str | None) -> KnownClaimant | None:
        """Find a claimant by any of its names; an unnamed one is rated F.

        Examples
        --------
        >>> shipped_registry().claimant("Ukraine's air force").name
        "Ukraine's armed forces"
        >>> shipped_registry().claimant("security officials").reliability
        'F'
        """
        found = _find(self._claimants, name)
        if found is None and name is not None and self.is_unnamed(name):
            return KnownClaimant(_plain(name), reliability="F")
        return found

    def canonical_outlet(self, name: str) -> str:
        """Give the one name of an outlet; an unknown one is only folded in case and spaces.

        Examples
        --------
        >>> shipped_registry().canonical_outlet("The  Village Voice")
        'the village voice'
        """
        found = self.outlet(name) or _find(self._claimants, name)
        return _plain(name) if found is None else found.name

    def canonical_claimant(self, name: str) -> str:
        """Give the one name of a claimant, or of the outlet that speaks for itself.

        Examples
        --------
        >>> shipped_registry().canonical_claimant("Syrian Observatory for Human Rights")
        'SOHR'
        """
        found = _find(self._claimants, name) or self.outlet(name)
        return _plain(name) if found is None else found.name

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
        mine = self._identities(side) | ({side} if re.fullmatch(r"[A-Z]{3}", side) else set())
        theirs = self._identities(actor_name) if actor_name else set()
        return not mine.isdisjoint(theirs | set((actor_country or "").split("|")))

    def _identities(self, name: str) -> set[str]:
        """Give what a name may be compared by: its canonical name, its state, its known side."""
        found = _find(self._claimants, name)
        names = {name_key(name), name_key(found.name) if found else name_key(name)}
        state = _state(name)
        if state is not None:
            names.add(state)
        if found is not None and found.side is not None:
            names.add(found.side if re.fullmatch(r"[A-Z]{3}", found.side) else name_key(found.side))
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
            outlets=_merged(self.outlets, self.outlet, outlets, Outlet),
            claimants=_merged(
                self.claimants, functools.partial(_find, self._claimants), claimants, KnownClaimant
            ),
        )


def name_key(name: str) -> str:
    """Fold a name to what its spellings share: no case, accents, punctuation, leading "the"."""
    text = re.sub(r"^\s*https?://(?:www\.)?", "", name.casefold()).replace("&", " and ")
    text = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in text if not unicodedata.combining(char))
    # U.S. is US and Ukraine's is Ukraines, but TASS/Interfax are two words.
    text = re.sub(r"[.'’ʼ`]", "", text)
    words = re.sub(r"[\W_]+", " ", text).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _find(index: Mapping[str, E], name: str | None) -> E | None:
    """Look a name up, then without a bracketed addition: "HRW (Facebook)"."""
    if name is None:
        return None
    found = index.get(name_key(name))
    if found is None and "(" in name:
        found = index.get(name_key(re.sub(r"\([^)]*\)", " ", name)))
    return found


def _index(entries: Iterable[E]) -> dict[str, E]:
    index: dict[str, E] = {}
    for entry in entries:
        for spelling in (entry.name, *entry.aliases):
            key = name_key(spelling)
            rival = index.setdefault(key, entry)
            if not key or rival is not entry:
                raise InvalidValue(
                    f"alias {spelling!r} of {entry.name!r} belongs to {rival.name!r}",
                    expected="each spelling with one entry, and not empty",
                    remedy="drop it from one of the two",
                )
    return index


def _merged(
    old: tuple[E, ...], find: Callable[[str], E | None], new: Entries[E], kind: type[E]
) -> tuple[E, ...]:
    entries = {name_key(entry.name): entry for entry in old}
    if isinstance(new, Mapping):
        for name, fields in new.items():
            entry = _changed(find(name), name, fields, kind)
            entries[name_key(entry.name)] = entry
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
    aliases = tuple(dict.fromkeys((*known.aliases, *fields.get("aliases", ()))))
    return attrs.evolve(known, **{**fields, "aliases": aliases})


_OF_STATE = re.compile(
    r"(?:government|(?:military|armed|police|security|state|special) forces|army|navy|air force"
    r"|police|(?:ministry|minister) of defen[cs]e|authorities) of (?:the )?(?P<state>.+)",
    re.IGNORECASE,
)
# Short names of actors are not country codes: IS is no Iceland, and PSE no Palestine.
_SHORT_STATES = frozenset({"us", "usa", "uk", "uae", "drc"})


@functools.lru_cache(maxsize=4096)
def _state(name: str) -> str | None:
    """Give the alpha-3 code of the state that a name is, or whose forces it names."""
    from conflictlog.countries import country_code  # noqa: PLC0415  (its table is read on demand)

    text = " ".join(name.split())
    found = _OF_STATE.match(text)
    if found:
        text = found["state"]
    for candidate in (text, re.sub(r"\s*\(.*", "", text)):
        if len(candidate) <= len("USA") and name_key(candidate) not in _SHORT_STATES:
            continue
        try:
            return country_code(candidate)
        except UnknownName:
            continue
    return None


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
