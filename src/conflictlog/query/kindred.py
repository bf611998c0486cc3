"""Questions about the kind of an event: what stands below is meant, what stands above may be."""

from __future__ import annotations

import attrs

from conflictlog.kinds import Taxonomy, kind_members, taxonomy
from conflictlog.kinds.paths import prefixes
from conflictlog.query.checks import call, maybe_texts, text_tuple, texts
from conflictlog.query.facts import Facts
from conflictlog.query.kleene import Answer, three
from conflictlog.query.tree import Question

__all__ = ["KindIn"]


@attrs.frozen(repr=False, kw_only=True)
class KindIn(Question):
    """Whether an event is of one of some kinds.

    Parameters
    ----------
    kinds
        As asked: paths and groups.
    roots
        The paths that count together with all that stands below them in their text; for a
        group the families in it.
    above
        What stands above the kinds: so coarse a code may be meant.
    """

    kinds: tuple[str, ...] = attrs.field(converter=text_tuple, validator=texts)
    roots: tuple[str, ...] = attrs.field(converter=text_tuple, validator=texts)
    above: tuple[str, ...] = attrs.field(converter=text_tuple, validator=maybe_texts, default=())

    op = "kind"
    subject = "kind"

    @classmethod
    def of(cls, kinds: tuple[str, ...], tree: Taxonomy) -> KindIn:
        """Resolve kinds in a taxonomy; unknown ones stand by their own text alone."""
        known = {*tree.kinds, *tree.groups}
        roots: set[str] = set(kinds)
        above: set[str] = set()
        for kind in kinds:
            above.update(prefixes(kind)[1:])
            if kind in tree.groups:
                roots.update(name for name in tree.families if tree.group_of(name) == kind)
            elif kind in known:
                above.update(tree.ancestors(kind))
            elif (family := prefixes(kind)[-1]) in known:
                above.update(tree.ancestors(family))
        return cls(kinds=kinds, roots=tuple(roots), above=tuple(above))

    def reads(self, coded: str) -> tuple[bool, bool]:
        """Answer for a stored kind: possible and certain."""
        members = kind_members(coded)
        inside = [not set(self.roots).isdisjoint(prefixes(member)) for member in members]
        certain = all(inside)
        return certain or any(inside) or not set(self.above).isdisjoint(members), certain

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        kind = facts.shown.kind
        return None if kind is None else three(*self.reads(kind))

    def either(self, other: Question) -> Question | None:
        """Give the one question that asks this or another, None where there is none."""
        if not isinstance(other, KindIn):
            return None
        return KindIn(
            kinds=self.kinds + other.kinds,
            roots=self.roots + other.roots,
            above=self.above + other.above,
        )

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        tree = taxonomy()
        known = {*tree.kinds, *tree.groups}
        return call("kind", *self.kinds, unknown_ok=None if known.issuperset(self.kinds) else True)
