"""Judgements: what a person decided about a pair; an append-only ledger."""

from __future__ import annotations

from conflictlog.merging.judging.ledger import Judgement, Ledger, Verdict
from conflictlog.merging.judging.settling import Settled, settle

__all__ = ["Judgement", "Ledger", "Settled", "Verdict", "settle"]
