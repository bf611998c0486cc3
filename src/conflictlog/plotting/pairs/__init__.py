"""Pictures of a merge: what speaks for a pair, how sure all pairs are, and how rightly."""

from __future__ import annotations

from conflictlog.plotting.pairs.calibration import calibration
from conflictlog.plotting.pairs.matches import matches
from conflictlog.plotting.pairs.waterfall import waterfall

__all__ = ["calibration", "matches", "waterfall"]
