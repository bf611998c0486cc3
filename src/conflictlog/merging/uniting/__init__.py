"""Uniting: events of a cluster become one event, and can be taken apart again."""

from __future__ import annotations

from conflictlog.merging.uniting.choosing import first_by, last_published
from conflictlog.merging.uniting.joining import joined
from conflictlog.merging.uniting.parting import parted
from conflictlog.merging.uniting.policies import Policies, Policy, as_policies

__all__ = [
    "Policies",
    "Policy",
    "as_policies",
    "first_by",
    "joined",
    "last_published",
    "parted",
]
