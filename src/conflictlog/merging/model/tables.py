"""Tables of what each level is worth: counts among matches and others into log ratios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing import COMPARISONS, Cells

__all__ = ["Counts", "count_cells"]

Reals = NDArray[np.float64]

#: Pseudo-counts that draw a stratum's levels to those of all strata.
_SMOOTHING: Final = 5.0
#: And those that draw a level never seen away from nothing.
_FLOOR: Final = 0.5


@attrs.frozen(kw_only=True, eq=False)
class Counts:
    """How often each cell was seen: among pairs that match, and among others.

    Parameters
    ----------
    matches, others
        By comparison: (weighted) counts by cell.
    """

    matches: Mapping[str, Reals]
    others: Mapping[str, Reals]

    def scaled(self, matches: float, others: float) -> Counts:
        """Give the same shares as if so many pairs of each sort had been seen."""

        def scale(held: Mapping[str, Reals], size: float) -> dict[str, Reals]:
            # By the comparison that most pairs tell: others say how often they are told.
            most = max((float(each.sum()) for each in held.values()), default=0.0) or 1.0
            return {name: each * (size / most) for name, each in held.items()}

        return Counts(matches=scale(self.matches, matches), others=scale(self.others, others))

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            matches={name: each + other.matches[name] for name, each in self.matches.items()},
            others={name: each + other.others[name] for name, each in self.others.items()},
        )

    def ratios(self) -> dict[str, Reals]:
        """Give the log ratio of every cell, in nats."""
        return {
            name: _ratio(self.matches[name], self.others[name], len(COMPARISONS[name].levels))
            for name in self.matches
        }


def count_cells(cells: Mapping[str, Cells], weight: Reals, others: Reals) -> Counts:
    """Count cells, each pair by its weight as a match and as something else."""

    def count(weights: Reals) -> dict[str, Reals]:
        found = {}
        for name, each in cells.items():
            told = each >= 0
            found[name] = np.bincount(
                each[told], weights[told], minlength=len(COMPARISONS[name])
            ).astype(float)
        return found

    return Counts(matches=count(weight), others=count(others))


def _ratio(matches: Reals, others: Reals, levels: int) -> Reals:
    m, u = (each.reshape(-1, levels) for each in (matches, others))
    m, u = (_smoothed(each) for each in (m, u))
    result: Reals = (np.log(m) - np.log(u)).reshape(-1)
    return result


def _smoothed(counts: Reals) -> Reals:
    """Give the share of each level in its stratum, drawn to the level's share in all strata."""
    overall = counts.sum(axis=0) + _FLOOR
    overall = overall / overall.sum()
    drawn = counts + _SMOOTHING * overall
    result: Reals = drawn / drawn.sum(axis=1, keepdims=True)
    return result
