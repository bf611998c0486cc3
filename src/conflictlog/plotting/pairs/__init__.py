"""Pictures of a merge: what speaks for a pair, and how sure all pairs are."""

from __future__ import annotations

from conflictlog.plotting.pairs.matches import matches
from conflictlog.plotting.pairs.waterfall import waterfall

__all__ = ["matches", "waterfall"]
