"""Predicates: what a person asks, checked and resolved into a query."""

from __future__ import annotations

from conflictlog.predicates.areas import within
from conflictlog.predicates.kinds import kind
from conflictlog.predicates.numbers import confidence, value
from conflictlog.predicates.people import actor, claimant, source
from conflictlog.predicates.places import near
from conflictlog.predicates.records import ids, linked_to, part_of, sensitive, unknown
from conflictlog.predicates.times import after, before, between, during, on
from conflictlog.predicates.words import evidence, facet, phase, status, tag, text

__all__ = [
    "actor",
    "after",
    "before",
    "between",
    "claimant",
    "confidence",
    "during",
    "evidence",
    "facet",
    "ids",
    "kind",
    "linked_to",
    "near",
    "on",
    "part_of",
    "phase",
    "sensitive",
    "source",
    "status",
    "tag",
    "text",
    "unknown",
    "value",
    "within",
]
