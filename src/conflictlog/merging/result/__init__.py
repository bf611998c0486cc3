"""What a merge gives: the log, who is with whom and why, and how to change it."""

from __future__ import annotations

from conflictlog.merging.result.mergeresult import MergeResult

__all__ = ["MergeResult"]
