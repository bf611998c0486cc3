"""Fitting weights to labelled pairs: tables by counting, factors and corrections by regression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing import COMPARISONS, Cells
from conflictlog.merging.model.competing import among_rivals, through_competition
from conflictlog.merging.model.correcting import corrected, total_worth
from conflictlog.merging.model.labelled import Labelled
from conflictlog.merging.model.logistic import fit_bounded, fit_line
from conflictlog.merging.model.tables import Counts
from conflictlog.merging.model.weights import FIXED_RATIOS, Weights

__all__ = ["Labelled", "design", "fit_factors", "fit_weights"]

Reals = NDArray[np.float64]

#: Factors are drawn to this, by this much, and held within 0 and `HIGHEST`.
MIDDLE: Final = 0.7
RIDGE: Final = 20.0
HIGHEST: Final = 1.2
_FOLDS: Final = 5
_HOPELESS: Final = -7.0


def fit_weights(sets: Sequence[Labelled]) -> Weights:
    """Fit tables, factors, corrections and the calibration line to labelled sets.

    Counted tables say what each comparison is worth alone, and hold for data of other kinds;
    corrections then see all comparisons together, and are drawn to nothing, so that they only say
    what many pairs show.
    """
    told = [held for held in sets if not held.tables_only]
    bare = _with_factors(sets, told)
    every = [(held, np.ones(len(held.labels))) for held in told]
    near = corrected(bare, every)
    weights = through_competition(near, every)
    return attrs.evolve(weights, line=_line(bare, near, told))


def _with_factors(sets: Sequence[Labelled], told: Sequence[Labelled]) -> Weights:
    """Count tables, and fit factors on pairs that were held out of them."""
    values, labels, weight = [], [], []
    for held in told:
        others = [each.counts() for each in sets if each is not held]
        for out in _folds(held):
            seen = _pooled([*others, held.counts((~out).astype(float))])
            values.append(design(_ratios(seen), held.cells, held.rivals, np.flatnonzero(out)))
            labels.append(held.labels[out])
            weight.append(np.full(int(out.sum()), held.scale))
    start = np.full(len(COMPARISONS) + 2, MIDDLE)
    start[-1] = 0.0
    factors = fit_factors(
        np.concatenate(values),
        np.concatenate(labels),
        start=start,
        ridge=RIDGE,
        weight=np.concatenate(weight),
    )
    return Weights(
        counts=_pooled([each.counts() for each in sets]),
        factors=dict(zip(COMPARISONS, factors[:-2], strict=True)),
        rivals=float(factors[-2]),
        intercept=float(factors[-1]),
        line=(1.0, 0.0),
    )


def fit_factors(
    values: Reals,
    labels: Reals,
    *,
    start: Reals,
    ridge: float,
    weight: Reals | None = None,
    offset: Reals | None = None,
) -> Reals:
    """Fit factors, the factor of rivals and the intercept, which alone is free."""
    size = values.shape[1]
    held = np.append(np.full(size - 1, ridge), 1e-6)
    low, high = np.append(np.zeros(size - 1), -50.0), np.append(np.full(size - 1, HIGHEST), 50.0)
    return fit_bounded(
        values,
        labels,
        start=start,
        ridge=held,
        low=low,
        high=high,
        weights=weight,
        offset=offset,
    )


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


def _folds(held: Labelled) -> list[NDArray[np.bool_]]:
    parts = [held.folds % _FOLDS == fold for fold in range(_FOLDS)]
    return [part for part in parts if part.any()]


def _line(bare: Weights, near: Weights, told: Sequence[Labelled]) -> tuple[float, float]:
    """Fit the line to what is left after competition; no fold is scored by its own corrections."""
    scores = [np.zeros(len(held.labels)) for held in told]
    parts = [_folds(held) for held in told]
    for fold in range(_FOLDS):
        outs = [
            each[fold] if fold < len(each) else np.zeros(len(held.labels), bool)
            for held, each in zip(told, parts, strict=True)
        ]
        rest = [(held, (~out).astype(float)) for held, out in zip(told, outs, strict=True)]
        weights = through_competition(corrected(bare, rest, near=near), rest)
        for score, held, out in zip(scores, told, outs, strict=True):
            score[out] = total_worth(weights, held.cells, held.rivals)[out]
    z = [among_rivals(held, score) for held, score in zip(told, scores, strict=True)]
    keep = [each > _HOPELESS for each in z]
    each = list(zip(told, z, keep, strict=True))
    return fit_line(
        np.concatenate([score[there] for _, score, there in each]),
        np.concatenate([held.labels[there] for held, _, there in each]),
        weights=np.concatenate([np.full(int(there.sum()), held.scale) for held, _, there in each]),
    )
