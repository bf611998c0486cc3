"""Outlets and claimants: one name for many spellings, sides, default reliabilities.

The shipped ratings are judgement: only those that the design of the confidence model names are
set, everything else is unrated until the analyst says so.
"""

from __future__ import annotations

from conflictlog.registry.book import Registry, shipped_registry
from conflictlog.registry.entries import KnownClaimant, Outlet
from conflictlog.registry.names import name_key

__all__ = ["KnownClaimant", "Outlet", "Registry", "name_key", "shipped_registry"]
