"""Merging: which records are about the same incident.

The way of a merge, each step a pure function over columns:

``records`` (what is compared, as arrays) -> ``pairing`` (candidate pairs within a window of space
and days) -> ``comparing`` (levels of agreement) -> ``model`` (what levels are worth; rivals and
competition in ``scoring``) -> ``adapting`` and ``decoy`` (to the data at hand, and against links
that chance makes) -> ``clustering`` -> ``uniting``. ``judging`` holds what people decided,
``result`` shows and changes what came out.
"""

from __future__ import annotations

from conflictlog.merging.integrating import merge, unmerge
from conflictlog.merging.judging import Judgement, Ledger, write_sheet
from conflictlog.merging.model import MatchModel
from conflictlog.merging.result import MergeResult

__all__ = ["Judgement", "Ledger", "MatchModel", "MergeResult", "merge", "unmerge", "write_sheet"]
