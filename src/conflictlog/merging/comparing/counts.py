"""How many: equal and large numbers tell most."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing.comparison import (
    MISSING,
    Cells,
    Comparison,
    Judge,
    by_codes,
    by_table,
)
from conflictlog.merging.records import Records
from conflictlog.merging.records.counting import split_count

__all__ = ["COUNTS", "INJURED", "KILLED"]

_LEVELS: Final = (
    "the same number, 25 and more",
    "the same number, 10 to 24",
    "the same number, 5 to 9",
    "the same number, 3 or 4",
    "both two",
    "both one",
    "both none",
    "one or two, and one more",
    "one more or less",
    "up to half as many again",
    "up to half as many again, 10 and more",
    "up to twice as many",
    "up to twice as many, 10 and more",
    "up to four times as many",
    "other numbers",
    "none against 1 or 2",
    "none against 3 to 9",
    "none against 10 and more",
)
_NONE: Final = 6
#: Distinct numbers up to which a table of their pairs is made.
_MANY: Final = 500


def _levels(one: NDArray[np.float64], other: NDArray[np.float64]) -> Cells:
    low, high = np.minimum(one, other), np.maximum(one, other)
    equal = low == high
    rules = (
        (np.isnan(low) | np.isnan(high), int(MISSING)),
        (high == 0, _NONE),
        (equal & (high >= 25), 0),
        (equal & (high >= 10), 1),
        (equal & (high >= 5), 2),
        (equal & (high >= 3), 3),
        (equal & (high >= 2), 4),
        (equal, 5),
        ((low == 0) & (high <= 2), 15),
        ((low == 0) & (high <= 9), 16),
        (low == 0, 17),
        ((high - low <= 1) & (high <= 3), 7),
        (high - low <= 1, 8),
        ((high <= 1.5 * low) & (high < 10), 9),
        (high <= 1.5 * low, 10),
        ((high <= 2 * low) & (high < 10), 11),
        (high <= 2 * low, 12),
        (high <= 4 * low, 13),
    )
    found = np.select([rule for rule, _ in rules], [level for _, level in rules], default=14)
    return found.astype(np.int16)


def _numbers(values: NDArray[np.float64]) -> Judge:
    """Compare one number of each record: by a table where there are few distinct ones."""
    told = ~np.isnan(values)
    distinct = np.unique(values[told])
    if len(distinct) > _MANY:
        return lambda pairs: _levels(values[pairs.a], values[pairs.b])
    codes = np.full(len(values), -1, np.int32)
    codes[told] = np.searchsorted(distinct, values[told])
    return by_table(codes, _levels(distinct[:, None], distinct[None, :]))


def _others(records: Records) -> Judge:
    """Of several numbers of one name, the one that agrees best: a report may have mistaken one."""
    held = records.counts

    @functools.cache
    def numbers(code: int) -> dict[str, float]:
        return dict(split_count(held.words[word]) for word in held.sets[code])

    def level(one: int, other: int) -> int:
        a, b = numbers(one), numbers(other)
        shared = sorted(set(a) & set(b))
        if not shared:
            return int(MISSING)
        told = (np.array([each[name] for name in shared]) for each in (a, b))
        return int(_levels(*told).min())

    return by_codes(held.codes, len(held.sets), level)


KILLED: Final = Comparison(
    name="killed",
    levels=_LEVELS,
    judge=lambda records: _numbers(records.killed),
)
INJURED: Final = Comparison(
    name="injured",
    levels=_LEVELS,
    judge=lambda records: _numbers(records.injured),
)
#: Drones launched, people arrested, houses damaged: numbers of one name and one scope.
COUNTS: Final = Comparison(name="other counts", levels=_LEVELS, judge=_others)
