"""Uniting: events of a cluster become one event, and can be taken apart again."""

from __future__ import annotations

from conflictlog.merging.uniting.joining import POLICIES, Policy, joined
from conflictlog.merging.uniting.parting import parted

__all__ = ["POLICIES", "Policy", "joined", "parted"]
