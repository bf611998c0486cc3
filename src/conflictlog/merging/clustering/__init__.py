"""Clusters: average linkage under exclusion, copies first, judgements kept."""

from __future__ import annotations

from conflictlog.merging.clustering.linking import copy_groups, link

__all__ = ["copy_groups", "link"]
