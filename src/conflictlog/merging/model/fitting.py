"""Fitting weights to labelled pairs: tables by counting, factors on pairs that were held out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing import COMPARISONS, Cells
from conflictlog.merging.model.logistic import fit_bounded, fit_line
from conflictlog.merging.model.tables import Counts, count_cells
from conflictlog.merging.model.weights import FIXED_RATIOS, FLOOR, Weights
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records
from conflictlog.merging.scoring import compete

__all__ = ["Labelled", "design", "fit_factors", "fit_weights"]

Reals = NDArray[np.float64]

#: Factors are drawn to this, by this much, and held within 0 and `HIGHEST`.
MIDDLE: Final = 0.7
RIDGE: Final = 20.0
HIGHEST: Final = 1.2
_FOLDS: Final = 5
_HOPELESS: Final = -7.0


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
        As how many matches the set counts.
    tables_only
        Whether it fills the tables, but has no say in the factors.
    """

    records: Records
    pairs: Pairs
    cells: Mapping[str, Cells]
    rivals: Reals
    labels: Reals
    folds: NDArray[np.int64]
    matches: float
    tables_only: bool = False

    def counts(self, keep: Reals) -> Counts:
        """Count the cells of some pairs, scaled."""
        found = count_cells(self.cells, self.labels * keep, (1 - self.labels) * keep)
        factor = self.matches / max(1.0, float((self.labels * keep).sum()))
        return Counts(
            matches={name: each * factor for name, each in found.matches.items()},
            others={name: each * factor for name, each in found.others.items()},
        )


def fit_weights(sets: Sequence[Labelled]) -> Weights:
    """Fit tables, factors and the calibration line to labelled sets."""
    whole = _pooled([each.counts(np.ones(len(each.labels))) for each in sets])
    told, labels, weight = [], [], []
    for held in sets:
        if held.tables_only:
            continue
        scale = held.matches / max(1.0, float(held.labels.sum()))
        others = [each.counts(np.ones(len(each.labels))) for each in sets if each is not held]
        for fold in range(_FOLDS):
            out = held.folds % _FOLDS == fold
            if not out.any():
                continue
            seen = _pooled([*others, held.counts((~out).astype(float))])
            told.append(design(_ratios(seen), held.cells, held.rivals, np.flatnonzero(out)))
            labels.append(held.labels[out])
            weight.append(np.full(int(out.sum()), scale))
    start = np.full(len(COMPARISONS) + 2, MIDDLE)
    start[-1] = 0.0
    factors = fit_factors(
        np.concatenate(told),
        np.concatenate(labels),
        start=start,
        ridge=RIDGE,
        weight=np.concatenate(weight),
    )
    weights = Weights(
        counts=whole,
        factors=dict(zip(COMPARISONS, factors[:-2], strict=True)),
        rivals=float(factors[-2]),
        intercept=float(factors[-1]),
        line=(1.0, 0.0),
    )
    return attrs.evolve(weights, line=_calibrated(weights, sets))


def fit_factors(
    values: Reals, labels: Reals, *, start: Reals, ridge: float, weight: Reals | None = None
) -> Reals:
    """Fit factors, the factor of rivals and the intercept, which alone is free."""
    size = values.shape[1]
    held = np.append(np.full(size - 1, ridge), 1e-6)
    low, high = np.append(np.zeros(size - 1), -50.0), np.append(np.full(size - 1, HIGHEST), 50.0)
    return fit_bounded(values, labels, start=start, ridge=held, low=low, high=high, weights=weight)


def design(
    ratios: Mapping[str, Reals],
    cells: Mapping[str, Cells],
    rivals: Reals,
    rows: NDArray[np.intp] | None = None,
) -> Reals:
    """Give the columns of the regression: a log ratio a comparison, rivals, one."""
    taken = slice(None) if rows is None else rows
    columns = [np.append(ratios[name], 0.0)[cells[name][taken]] for name in COMPARISONS]
    alone = rivals[taken]
    return np.stack([*columns, alone, np.ones_like(alone)], axis=1)


def _ratios(counts: Counts) -> dict[str, Reals]:
    return counts.ratios() | {name: np.array(each) for name, each in FIXED_RATIOS.items()}


def _pooled(parts: Sequence[Counts]) -> Counts:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + part
    return whole


def _calibrated(weights: Weights, sets: Sequence[Labelled]) -> tuple[float, float]:
    """Fit the line to what is left after competition."""
    scores, labels = [], []
    for held in sets:
        if held.tables_only:
            continue
        before = design(weights.ratios(), held.cells, held.rivals)
        factors = np.array([weights.factors[name] for name in COMPARISONS])
        told = np.maximum(before[:, :-2] * factors, FLOOR).sum(axis=1)
        told += held.rivals * weights.rivals + weights.intercept
        p = compete(held.records, held.pairs, np.exp(np.clip(told, -40, 40)))
        z = np.log(np.maximum(p, 1e-15)) - np.log1p(-np.minimum(p, 1 - 1e-12))
        keep = z > _HOPELESS
        scores.append(z[keep])
        labels.append(held.labels[keep])
    return fit_line(np.concatenate(scores), np.concatenate(labels))
