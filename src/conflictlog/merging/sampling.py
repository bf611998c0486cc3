"""A sample of days for adapting: whole stretches, so that records keep their rivals."""

from __future__ import annotations

from typing import Final

import numpy as np

from conflictlog.merging.model import MatchModel
from conflictlog.merging.records import NO_DAY, Records
from conflictlog.merging.steps import Candidates, find_candidates

__all__ = ["sample"]

#: Pairs that are enough.
_ENOUGH: Final = 300_000
_STRETCHES: Final = 6


def sample(
    records: Records, candidates: Candidates, model: MatchModel
) -> tuple[Records, Candidates]:
    """Give records of evenly spread stretches of days, with about 300,000 pairs."""
    found = len(candidates.pairs)
    if found <= _ENOUGH:
        return records, candidates
    known = records.first != NO_DAY
    days = np.sort(records.first[known])
    # Stretches hold equal shares of records, not of days: data grow denser with time.
    width = max(1, round(len(days) * _ENOUGH / found / _STRETCHES))
    keep = np.zeros(len(records), dtype=bool)
    for number in range(_STRETCHES):
        at = int((number + 0.5) * len(days) / _STRETCHES)
        first, last = days[max(0, at - width // 2)], days[min(len(days) - 1, at + width // 2)]
        keep |= known & (records.first >= first) & (records.first <= last)
    part = records.taken(np.flatnonzero(keep))
    return part, find_candidates(part, model)
