"""Episodes: a row that lasts for days, and the rows of another log that may be its parts."""

from __future__ import annotations

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing import COMPARISONS
from conflictlog.merging.model import Evidence, Weights
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import NO_DAY, Records
from conflictlog.merging.scoring import sigmoid
from conflictlog.merging.steps import Candidates

__all__ = ["PART_TERMS", "Parts", "part_odds", "part_terms", "parts_of"]

Reals = NDArray[np.float64]
Rows = NDArray[np.int64]

#: What is added up to the log-odds that one row is a part of another.
PART_TERMS: Final = ("evidence", "rivals", "outside", "more", "taken", "intercept")
#: A whole lasts so many days, and a part may lie so many outside of it, as reports come late.
_LEAST_DAYS: Final = 2
_LATE: Final = 1
#: Days and numbers of a part are not those of the whole; a shared page tells of either.
_LEFT_OUT: Final = frozenset(
    {"time", "killed", "injured", "other counts", "published", "outlet", "links"}
)


@attrs.frozen(kw_only=True, eq=False)
class Parts:
    """Pairs of a whole and what may be a part of it.

    Parameters
    ----------
    whole, part
        Rows of `Records`.
    at
        Where the pair stands among the candidate pairs.
    """

    whole: Rows
    part: Rows
    at: Rows

    def __len__(self) -> int:
        return len(self.whole)

    def taken(self, keep: NDArray[np.bool_] | Rows) -> Parts:
        """Give some of them."""
        return Parts(whole=self.whole[keep], part=self.part[keep], at=self.at[keep])


def parts_of(records: Records, pairs: Pairs) -> Parts:
    """Find the pairs of which one lasts for days and the other, shorter, lies within it."""
    found = []
    for whole, part in ((pairs.a, pairs.b), (pairs.b, pairs.a)):
        lasts, length = records.lasts[whole], records.last[part] - records.first[part] + 1
        fits = (
            (lasts >= _LEAST_DAYS)
            & (records.first[part] != NO_DAY)
            & (length < lasts)
            & (records.first[part] >= records.first[whole] - _LATE)
            & (records.last[part] <= records.last[whole] + _LATE)
        )
        at = np.flatnonzero(fits)
        found.append((whole[at].astype(np.int64), part[at].astype(np.int64), at))
    rows = [np.concatenate([each[n] for each in found]).astype(np.int64) for n in range(3)]
    return Parts(whole=rows[0], part=rows[1], at=rows[2])


def part_terms(
    records: Records, candidates: Candidates, parts: Parts, weights: Weights, labels: Rows
) -> Reals:
    """Give the columns of `PART_TERMS` for each pair, in nats or 0 and 1.

    Parameters
    ----------
    labels
        The cluster of each record: a part that has its own match in the whole's log is taken.
    """
    by = Evidence(records, weights).by_comparison(candidates.pairs.taken(parts.at))
    evidence = sum(
        (by[name] for name in COMPARISONS if name not in _LEFT_OUT), np.zeros(len(parts))
    )
    inside = (records.first[parts.part] >= records.first[parts.whole]) & (
        records.last[parts.part] <= records.last[parts.whole]
    )
    key = parts.whole * len(records.sources) + records.source[parts.part]
    _, at, met = np.unique(key, return_inverse=True, return_counts=True)
    with np.errstate(invalid="ignore"):
        more = records.killed[parts.part] > records.killed[parts.whole]
    held = labels * len(records.sources) + records.source
    there, sizes = np.unique(held, return_counts=True)
    asked = labels[parts.part] * len(records.sources) + records.source[parts.whole]
    found = np.minimum(np.searchsorted(there, asked), len(there) - 1)
    others = np.where(there[found] == asked, sizes[found], 0)
    taken = others > (labels[parts.part] == labels[parts.whole])
    return np.stack(
        [evidence, -np.log(met[at.reshape(-1)]), ~inside, more, taken, np.ones(len(parts))], axis=1
    ).astype(float)


def part_odds(terms: Reals, factors: tuple[float, ...]) -> Reals:
    """Give the probability of each pair, alone."""
    return sigmoid(terms @ np.array(factors))
