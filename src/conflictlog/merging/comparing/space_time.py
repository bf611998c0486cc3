"""Where and when: levels that depend on how exactly the two records are known."""

from __future__ import annotations

import functools
import itertools
from typing import Final

import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing.comparison import MISSING, Cells, Comparison, Judge, blind
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import NO_DAY, PRECISION_CLASSES, Records

__all__ = ["DISTANCE", "PUBLISHED", "TIME"]

_KM: Final = (0.001, 0.05, 0.15, 0.3, 0.6, 1.0, 1.5, 2.0, 3.0, 4.5, 6.0, 9.0, 12.0, 18.0, 25.0)
_PLACED: Final = PRECISION_CLASSES[:-1]
_PAIRS: Final = tuple(itertools.combinations_with_replacement(range(len(_PLACED)), 2))
_LENGTHS: Final = (1, 4, 15)
_TOLD: Final = (1, 2, 4, 10, 40, 200)


def _strata() -> NDArray[np.int16]:
    table = np.zeros((len(_PLACED), len(_PLACED)), np.int16)
    for number, (one, other) in enumerate(_PAIRS):
        table[one, other] = table[other, one] = number
    return table


def _distance(records: Records, pairs: Pairs) -> Cells:
    level = np.searchsorted(_KM, np.nan_to_num(pairs.km, nan=0.0))
    none = len(_PLACED)
    one, other = records.level[pairs.a], records.level[pairs.b]
    known = (one < none) & (other < none)
    # Where nobody says how exact a point is, a distance is worth what it is worth on the whole.
    stratum = np.where(
        known, _strata()[np.where(known, one, 0), np.where(known, other, 0)], len(_PAIRS)
    )
    cells = stratum * (len(_KM) + 1) + level
    return np.where(np.isnan(pairs.km), MISSING, cells).astype(np.int16)


def _time(records: Records, pairs: Pairs) -> Cells:
    first, last = ((bound[pairs.a], bound[pairs.b]) for bound in (records.first, records.last))
    gap = np.maximum(first[0] - last[1], first[1] - last[0])
    starts, ends = first[0] == first[1], last[0] == last[1]
    level = np.where(gap > 0, np.minimum(gap, 5) + 2, 2)
    level = np.where((gap <= 0) & (starts | ends), 1, level)
    level = np.where(starts & ends, 0, level)
    length = np.maximum(last[0] - first[0], last[1] - first[1])
    cells = np.searchsorted(_LENGTHS, length, side="right") * 8 + level
    told = (first[0] != NO_DAY) & (first[1] != NO_DAY)
    return np.where(told, cells, MISSING).astype(np.int16)


def _published(records: Records) -> Judge:
    if not (records.published != NO_DAY).any():
        return blind

    def judge(pairs: Pairs) -> Cells:
        one, other = records.published[pairs.a], records.published[pairs.b]
        told = (one != NO_DAY) & (other != NO_DAY)
        gap = np.abs(np.where(told, one - other, 0))
        level = np.searchsorted(_TOLD, gap, side="right")
        return np.where(told, level, MISSING).astype(np.int16)

    return judge


DISTANCE: Final = Comparison(
    name="distance",
    levels=(
        "the same point",
        *(f"within {km:g} km" for km in _KM[1:]),
        f"over {_KM[-1]:g} km",
    ),
    strata=(
        *(f"{_PLACED[one]} and {_PLACED[other]}" for one, other in _PAIRS),
        "not said how exact",
    ),
    judge=lambda records: functools.partial(_distance, records),
)
TIME: Final = Comparison(
    name="time",
    levels=(
        "same first and last day",
        "same first or last day",
        "days in common",
        "a day apart",
        *(f"{days} days apart" for days in range(2, 5)),
        "5 days apart and more",
    ),
    strata=("one day", "2 to 4 days", "5 to 15 days", "16 days and more"),
    judge=lambda records: functools.partial(_time, records),
    dated=True,
)
PUBLISHED: Final = Comparison(
    name="published",
    levels=(
        "on one day",
        "a day apart",
        "2 to 3 days apart",
        "4 to 9 days apart",
        "10 to 39 days apart",
        "40 to 199 days apart",
        "200 days apart and more",
    ),
    judge=_published,
    dated=True,
)
