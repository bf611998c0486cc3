"""From another scheme's codes to kinds and back; one code may fit several kinds."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Any

import attrs

from conflictlog.errors import UnknownName, nearest_hint
from conflictlog.frozenmap import FrozenMap
from conflictlog.kinds.paths import parse_kind
from conflictlog.kinds.tree import Taxonomy, taxonomy

__all__ = ["CodeEntry", "Crosswalk", "crosswalk"]

_SHIPPED = (
    "acled",
    "acled-v7",
    "cameo",
    "gtd",
    "gtd-targets",
    "maverick",
    "plover",
    "scad",
    "ucdp",
    "viina",
)


def _kinds(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(value)


@attrs.frozen(kw_only=True)
class CodeEntry:
    """One code of another scheme: what its rows may be, and what is folded into them.

    `also` names kinds that the scheme codes as part of such a row, such as the artillery
    within a battle; `unchecked` the members that no codebook was found for; `broad` marks a
    code that stands above finer ones.
    """

    kind: str
    also: tuple[str, ...] = attrs.field(default=(), converter=_kinds)
    unchecked: tuple[str, ...] = attrs.field(default=(), converter=_kinds)
    facets: FrozenMap[tuple[str, ...]] = attrs.field(factory=FrozenMap)
    broad: bool = False


@attrs.frozen(kw_only=True, repr=False)
class Crosswalk:
    """A many-to-many table between another scheme's codes and kinds.

    Examples
    --------
    >>> crosswalk("ucdp").kind_of(3)
    'attack|explosion|strike'
    """

    name: str
    column: str
    entries: FrozenMap[CodeEntry]
    _folded: dict[str, str] = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_folded", {code.casefold(): code for code in self.entries})

    def __repr__(self) -> str:
        """Name the scheme and count its codes."""
        return f"<Crosswalk {self.name}: {len(self.entries)} codes of {self.column}>"

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, as the scheme writes it."""
        return tuple(self.entries)

    def kind_of(self, code: str | int | None) -> str | None:
        """Give the kind of a code, an any-of set where several fit; None for an unknown code.

        Examples
        --------
        >>> crosswalk("acled").kind_of("Shelling/artillery/missile attack")
        'strike/combined|strike/missile|strike/naval|strike/shelling'
        """
        entry = self._entry(code)
        return None if entry is None else entry.kind

    def facets_of(self, code: str | int | None) -> FrozenMap[tuple[str, ...]]:
        """Give the facets that a code states, none for an unknown code.

        Examples
        --------
        >>> crosswalk("ucdp").facets_of("1")
        {'dyad': ('state_based',)}
        """
        entry = self._entry(code)
        return FrozenMap() if entry is None else entry.facets

    def codes_of(self, kind: str, *, tax: Taxonomy | None = None) -> tuple[str, ...]:
        """Give every code under which the scheme may hold an event of the kind.

        Codes that fold the kind into something larger are among them; codes that merely stand
        above finer ones are not.

        Examples
        --------
        >>> crosswalk("acled").codes_of("air_defence/interception")
        ('Air/drone strike', 'Disrupted weapons use')
        """
        tree = tax or taxonomy()
        asked = tree.check(kind)
        return tuple(
            code
            for code, entry in self.entries.items()
            if not entry.broad
            and any(tree.answers(fit, asked)[0] for fit in (entry.kind, *entry.also))
        )

    def _entry(self, code: str | int | None) -> CodeEntry | None:
        if code is None or isinstance(code, bool):
            return None
        known = self._folded.get(" ".join(str(code).split()).casefold())
        return None if known is None else self.entries[known]


@functools.cache
def crosswalk(name: str) -> Crosswalk:
    """Give a shipped crosswalk.

    Parameters
    ----------
    name
        The scheme: "acled", or "acled-v7" for ACLED's event types until 2018; "cameo" of GDELT
        and ICEWS; "gtd", with "gtd-targets" for the GTD's types of target as facets; "maverick";
        "plover" of POLECAT; "scad"; "ucdp"; "viina".

    Raises
    ------
    UnknownName
        For any other name.

    Examples
    --------
    >>> crosswalk("acled").kind_of("Suicide bomb")
    'explosion/suicide'
    """
    if name not in _SHIPPED:
        raise UnknownName(
            f"crosswalk {name!r} is not known",
            expected=f"one of {', '.join(_SHIPPED)}",
            remedy=nearest_hint(name, _SHIPPED) or "make one with Crosswalk(...)",
        )
    place = resources.files("conflictlog").joinpath("data", "crosswalks", f"{name}.toml")
    table: dict[str, Any] = tomllib.loads(place.read_text("utf-8"))
    return Crosswalk(
        name=table["name"],
        column=table["column"],
        entries=FrozenMap({code: _entry(row) for code, row in table["codes"].items()}),
    )


def _entry(row: dict[str, Any]) -> CodeEntry:
    return CodeEntry(
        kind=parse_kind(row["kinds"]) or "",
        also=row.get("also", ()),
        unchecked=row.get("unchecked", ()),
        facets=FrozenMap({name: tuple(words) for name, words in row.get("facets", {}).items()}),
        broad=row.get("broad", False),
    )
