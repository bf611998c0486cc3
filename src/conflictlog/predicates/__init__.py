"""Predicates: what a person asks, checked and resolved into a query."""

from __future__ import annotations

from conflictlog.predicates.kinds import kind
from conflictlog.predicates.places import near
from conflictlog.predicates.times import after, before, between, during, on

__all__ = ["after", "before", "between", "during", "kind", "near", "on"]
