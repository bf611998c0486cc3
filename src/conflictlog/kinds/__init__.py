"""Kinds of events: a tree of paths, three-valued answers, crosswalks from other schemes."""

from __future__ import annotations

from conflictlog.kinds.crosswalks import CodeEntry, Crosswalk, crosswalk
from conflictlog.kinds.nodes import Facet, Node
from conflictlog.kinds.paths import kind_members, parse_kind
from conflictlog.kinds.tree import Taxonomy, taxonomy

__all__ = [
    "CodeEntry",
    "Crosswalk",
    "Facet",
    "Node",
    "Taxonomy",
    "crosswalk",
    "kind_members",
    "parse_kind",
    "taxonomy",
]
