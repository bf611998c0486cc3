"""`Labelled`: candidate pairs of which somebody knows whether they match."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing import Cells
from conflictlog.merging.model.tables import Counts, count_cells
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records

__all__ = ["Labelled"]

Reals = NDArray[np.float64]


@attrs.frozen(kw_only=True, eq=False)
class Labelled:
    """Candidate pairs of which somebody knows whether they match.

    Parameters
    ----------
    records, pairs, cells, rivals
        As the steps of a merge make them.
    labels
        1 for a match.
    folds
        A number for each pair; pairs of one number are held out together.
    matches
        As how many matches the set counts; its pairs count one each where it has none.
    tables_only
        Whether it fills the tables, but has no say in the factors and corrections.
    """

    records: Records
    pairs: Pairs
    cells: Mapping[str, Cells]
    rivals: Reals
    labels: Reals
    folds: NDArray[np.int64]
    matches: float
    tables_only: bool = False

    @property
    def scale(self) -> float:
        """How much one of its pairs counts."""
        return self._scale(self.labels)

    def _scale(self, labels: Reals) -> float:
        there = float(labels.sum())
        return self.matches / there if there else 1.0

    def counts(self, keep: Reals | None = None) -> Counts:
        """Count the cells of all pairs, or of some, scaled."""
        kept = np.ones(len(self.labels)) if keep is None else keep
        found = count_cells(self.cells, self.labels * kept, (1 - self.labels) * kept)
        factor = self._scale(self.labels * kept)
        return Counts(
            matches={name: each * factor for name, each in found.matches.items()},
            others={name: each * factor for name, each in found.others.items()},
        )
