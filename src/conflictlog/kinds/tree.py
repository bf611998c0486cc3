"""The taxonomy as a value: groups, kinds, facets, and what a coarse code answers."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.frozenmap import FrozenMap
from conflictlog.kinds.nodes import Facet, Node, fresh_groups, fresh_node, wider_facet
from conflictlog.kinds.paths import kind_members, parse_kind, prefixes

__all__ = ["Taxonomy", "taxonomy"]


def _nodes(value: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(value)


@attrs.frozen(repr=False)
class Taxonomy:
    """Groups, kinds and facets; immutable, so an extension never leaks into other code.

    Examples
    --------
    >>> tax = taxonomy()
    >>> tax.ancestors("strike/drone")
    ('strike', 'violence')
    >>> tax.answers("violence", "strike")
    (True, False)
    """

    nodes: tuple[Node, ...] = attrs.field(kw_only=True, converter=_nodes)
    group_definitions: FrozenMap[str] = attrs.field(kw_only=True)
    facets: FrozenMap[Facet] = attrs.field(kw_only=True)
    _by_path: dict[str, Node] = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        # FrozenMap looks up by walking; a filter asks too often for that.
        object.__setattr__(self, "_by_path", {node.path: node for node in self.nodes})

    def __repr__(self) -> str:
        """Say how much it holds: 70 definitions would drown a message."""
        return f"<Taxonomy: {len(self.groups)} groups, {len(self.kinds)} kinds>"

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every path below the groups, families before what stands below them."""
        return tuple(node.path for node in self.nodes)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups above the families, for data too coarse to name one."""
        return tuple(self.group_definitions)

    @property
    def families(self) -> tuple[str, ...]:
        """The paths of one word."""
        return tuple(node.path for node in self.nodes if "/" not in node.path)

    def group_of(self, kind: str) -> str | None:
        """Give the group of a kind; a group is its own, `other` has none.

        Examples
        --------
        >>> taxonomy().group_of("outage/power")
        'infrastructure'
        """
        path = self._known(kind)
        return path if path in self.group_definitions else self._by_path[path].group

    def parent(self, kind: str) -> str | None:
        """Give the node right above: a family's is its group, a group has none.

        Examples
        --------
        >>> taxonomy().parent("strike/drone"), taxonomy().parent("strike")
        ('strike', 'violence')
        """
        above = self.ancestors(kind)
        return above[0] if above else None

    def ancestors(self, kind: str) -> tuple[str, ...]:
        """Give what stands above a kind, nearest first, its group last.

        Examples
        --------
        >>> taxonomy().ancestors("other")
        ()
        """
        return self._lineage(self._known(kind))[1:]

    def descendants(self, kind: str) -> tuple[str, ...]:
        """Give every kind below a kind or a group, in the order of `kinds`.

        Examples
        --------
        >>> taxonomy().descendants("air_defence")
        ('air_defence/interception', 'air_defence/alert')
        """
        path = self._known(kind)
        return tuple(other for other in self._by_path if path in self._lineage(other)[1:])

    def definition(self, kind: str) -> str:
        """Give the meaning of a kind or a group in one sentence.

        Examples
        --------
        >>> taxonomy().definition("strike/chemical")
        'A toxic agent used as a weapon.'
        """
        path = self._known(kind)
        node = self._by_path.get(path)
        return node.definition if node else self.group_definitions[path]

    def check(self, kind: str | Iterable[str]) -> str:
        """Give the kind in its stored form, or refuse what the taxonomy does not hold.

        Raises
        ------
        UnknownName
            Where a member is neither a kind nor a group; the nearest are named.

        Examples
        --------
        >>> taxonomy().check(["strike", "battle"])
        'battle|strike'
        """
        parsed = parse_kind(kind)
        if parsed is None:
            raise InvalidValue(
                "kind is None", expected="a kind or a group", remedy="name one, e.g. 'strike'"
            )
        for member in kind_members(parsed):
            self._known(member)
        return parsed

    def check_facet(self, name: str, word: str) -> tuple[str, str]:
        """Give the facet's name and word back, or refuse what its vocabulary does not hold.

        Examples
        --------
        >>> taxonomy().check_facet("outcome", "intercepted")
        ('outcome', 'intercepted')
        """
        facet = self.facets.get(name)
        if facet is None:
            raise UnknownName(
                f"facet {name!r} is not known",
                expected=f"one of {', '.join(self.facets)}",
                remedy=nearest_hint(name, self.facets) or "add it with taxonomy.extend(facets=...)",
            )
        if not facet.allows(word):
            raise UnknownName(
                f"facet {name} has no word {word!r}",
                expected=f"one of {', '.join(facet.words)}",
                remedy=nearest_hint(str(word), facet.words)
                or "add it with taxonomy.extend(facets=...)",
            )
        return name, word

    def answers(self, coded: str | None, asked: str) -> tuple[bool, bool]:
        """Say whether an event so coded may be, and surely is, of the kind that is asked for.

        A code coarser than the question (its group, its family, a set that holds it) answers
        "possible", never "no". A kind that the taxonomy does not hold answers by its own text
        and by what stands before its slashes.

        Parameters
        ----------
        coded
            The kind of an event: a path, a group, an any-of set, or None where it is not known.
        asked
            The kind of a question, in the same forms.

        Returns
        -------
        tuple[bool, bool]
            Possible and certain; certain implies possible.

        Examples
        --------
        >>> tax = taxonomy()
        >>> tax.answers("strike/drone", "strike"), tax.answers("strike", "strike/drone")
        ((True, True), (True, False))
        >>> tax.answers("attack|strike", "strike"), tax.answers("visit", "strike")
        ((True, False), (False, False))
        """
        if coded is None:
            return True, False
        wanted = kind_members(asked)
        members = kind_members(coded)
        lineages = [self._lineage(member) for member in members]
        inside = [any(want in lineage for want in wanted) for lineage in lineages]
        certain = all(inside)
        possible = any(inside) or any(
            member in self._lineage(want) for want in wanted for member in members
        )
        return possible, certain

    def extend(
        self,
        kinds: Mapping[str, str | Mapping[str, str]] | None = None,
        *,
        groups: Mapping[str, str] | None = None,
        facets: Mapping[str, Iterable[str] | Facet] | None = None,
    ) -> Taxonomy:
        """Give a taxonomy with more kinds, groups or words; this one stays as it is.

        Parameters
        ----------
        kinds
            Path to definition, or to ``{"definition": ..., "group": ...}`` for a new family.
        groups
            Name to definition.
        facets
            Name to the words to add; a `Facet` adds a vocabulary of its own.

        Examples
        --------
        >>> mine = taxonomy().extend({"strike/balloon": "Explosives under a balloon."})
        >>> mine.answers("strike/balloon", "strike")
        (True, True)
        >>> "strike/balloon" in taxonomy().kinds
        False
        """
        all_groups = {
            **self.group_definitions,
            **fresh_groups(groups or {}, (*self.groups, *self.kinds)),
        }
        nodes = dict(self._by_path)
        for path, text in sorted((kinds or {}).items(), key=lambda item: item[0].count("/")):
            nodes[path] = fresh_node(path, text, nodes, all_groups)
        vocabularies = dict(self.facets)
        for name, words in (facets or {}).items():
            vocabularies[name] = wider_facet(name, words, vocabularies.get(name))
        return Taxonomy(
            nodes=tuple(nodes.values()),
            group_definitions=FrozenMap(all_groups),
            facets=FrozenMap(vocabularies),
        )

    def _known(self, kind: str) -> str:
        if kind in self._by_path or kind in self.group_definitions:
            return kind
        known = [*self._by_path, *self.group_definitions]
        raise UnknownName(
            f"kind {kind!r} is not in the taxonomy",
            expected="one of taxonomy().kinds or .groups",
            remedy=nearest_hint(str(kind), known) or "add it with taxonomy().extend({...})",
        )

    def _lineage(self, path: str) -> tuple[str, ...]:
        """Give the path, what stands above it in its text, and its family's group."""
        chain = prefixes(path)
        family = self._by_path.get(chain[-1])
        return (*chain, family.group) if family is not None and family.group else chain


@functools.cache
def taxonomy() -> Taxonomy:
    """Give the taxonomy that ships with the library, read from its data once.

    Examples
    --------
    >>> taxonomy()
    <Taxonomy: 7 groups, 70 kinds>
    """
    text = resources.files("conflictlog").joinpath("data", "kinds.toml").read_text("utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    nodes = [
        Node(path, group=group, definition=definition)
        for group, entries in table["kinds"].items()
        for path, definition in entries.items()
    ]
    nodes += [Node(path, definition=text) for path, text in table["groupless"].items()]
    facets = {name: Facet(name, **fields) for name, fields in table["facets"].items()}
    return Taxonomy(
        nodes=tuple(nodes),
        group_definitions=FrozenMap(table["groups"]),
        facets=FrozenMap(facets),
    )
