"""What a taxonomy is made of, and what may be added to one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.kinds.paths import parse_kind, prefixes

__all__ = ["Facet", "Node", "fresh_groups", "fresh_node", "wider_facet"]


def _words(value: Iterable[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        raise InvalidValue(
            f"words is {value!r}", expected="several words", remedy=f"write [{value!r}]"
        )
    return tuple(dict.fromkeys(value))


@attrs.frozen
class Node:
    """One kind: its path, the group of its family (None where it has none), its meaning."""

    path: str
    group: str | None = attrs.field(kw_only=True, default=None)
    definition: str = attrs.field(kw_only=True, default="")


@attrs.frozen
class Facet:
    """A typed side fact of an event: its name and its words; an open one takes any word.

    Examples
    --------
    >>> Facet("cut", words=("emergency", "scheduled")).allows("scheduled")
    True
    """

    name: str
    words: tuple[str, ...] = attrs.field(kw_only=True, default=(), converter=_words)
    definition: str = attrs.field(kw_only=True, default="")
    open: bool = attrs.field(kw_only=True, default=False)

    def allows(self, word: str) -> bool:
        """Say whether the vocabulary holds the word."""
        return self.open or word in self.words


def fresh_groups(groups: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """Refuse a group whose name is taken or is no single word."""
    for name in groups:
        parse_kind(name)
        if name in taken or "/" in name or "|" in name:
            raise InvalidValue(
                f"group is {name!r}",
                expected="one new lower-case word that no kind and no group bears",
                remedy="choose another name",
            )
    return dict(groups)


def fresh_node(
    path: str, text: str | Mapping[str, str], nodes: Mapping[str, Node], groups: Mapping[str, str]
) -> Node:
    """Make a node that stands where the taxonomy has room for it, or say why not."""
    fields: Mapping[str, str] = {"definition": text} if isinstance(text, str) else text
    parsed = parse_kind(path)
    if parsed != path or "|" in path:
        raise InvalidValue(
            f"kind is {path!r}", expected="one path", remedy="give each path its own entry"
        )
    if path in nodes or path in groups:
        raise InvalidValue(
            f"kind {path!r} is defined already",
            expected="a path that the taxonomy does not hold",
            remedy="choose another name: data coded under the old meaning must keep it",
        )
    if unknown := set(fields) - {"definition", "group"}:
        raise InvalidValue(
            f"kind {path!r} has {sorted(unknown)}",
            expected="definition, group",
            remedy="drop what is not one of them",
        )
    family, _, below = path.partition("/")
    above = prefixes(path)[1:2]
    if below and above[0] not in nodes:
        raise UnknownName(
            f"kind {path!r} stands below {above[0]!r}, which the taxonomy does not hold",
            expected="a path below a known kind",
            remedy=nearest_hint(above[0], nodes) or f"define {above[0]!r} in the same call",
        )
    inherited = nodes[family].group if below else None
    group = fields.get("group", inherited)
    if group is not None and group not in groups:
        raise UnknownName(
            f"group {group!r} of kind {path!r} is not known",
            expected=f"one of {', '.join(groups)}",
            remedy=nearest_hint(group, groups) or "define it with groups={...}",
        )
    if below and group != inherited:
        raise InvalidValue(
            f"kind {path!r} has group {group!r}",
            expected=f"{inherited!r}, the group of its family",
            remedy="leave group out",
        )
    return Node(path, group=group, definition=fields.get("definition", ""))


def wider_facet(name: str, words: Iterable[str] | Facet, known: Facet | None) -> Facet:
    """Add words to a vocabulary, or begin one."""
    if isinstance(words, Facet):
        return words
    if known is None:
        return Facet(name, words=words)
    return attrs.evolve(known, words=(*known.words, *_words(words)))
