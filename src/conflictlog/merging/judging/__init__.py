"""Judgements: what a person decided about a pair; an append-only ledger."""

from __future__ import annotations

from conflictlog.merging.judging.ledger import Judgement, Ledger, Verdict
from conflictlog.merging.judging.settling import Settled, settle
from conflictlog.merging.judging.tables import read_table, write_sheet

__all__ = [
    "Judgement",
    "Ledger",
    "Settled",
    "Verdict",
    "read_table",
    "settle",
    "write_sheet",
]
