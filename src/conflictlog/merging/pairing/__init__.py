"""Candidate pairs: the records that lie near enough in time and place to be one event."""

from __future__ import annotations

from conflictlog.merging.pairing.blocks import Pairs, Window, candidate_pairs

__all__ = ["Pairs", "Window", "candidate_pairs"]
