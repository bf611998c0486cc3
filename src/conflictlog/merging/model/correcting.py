"""Corrections of counted tables, by ridge regression on all cells of all comparisons at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing import COMPARISONS, Cells
from conflictlog.merging.model.labelled import Labelled
from conflictlog.merging.model.logistic import fit_bounded
from conflictlog.merging.model.weights import FIXED_RATIOS, Weights

__all__ = ["corrected", "total_worth"]

Reals = NDArray[np.float64]

#: How strongly each correction is drawn to nothing: as much as forty pairs of even odds teach.
_RIDGE: Final = 10.0
#: What is set by hand stays as it is.
_FITTED: Final = tuple(name for name in COMPARISONS if name not in FIXED_RATIOS)


def corrected(
    weights: Weights, sets: Sequence[tuple[Labelled, Reals]], *, near: Weights | None = None
) -> Weights:
    """Correct tables, the factor of rivals and the intercept.

    Parameters
    ----------
    weights
        Tables and factors, without corrections.
    sets
        Labelled pairs, and how much each pair counts beside the scale of its set.
    near
        What was found for nearly the same pairs, to begin with.
    """
    values, start, labels, counted = [], [], [], []
    for held, weight in sets:
        kept = np.flatnonzero(weight)
        values.append(_one_hot(held.cells, held.rivals, kept))
        start.append(total_worth(weights, held.cells, held.rivals)[kept])
        labels.append(held.labels[kept])
        counted.append(held.scale * weight[kept])
    seen = np.flatnonzero(np.any([each.any(axis=0) for each in values], axis=0))
    size = len(seen)
    begin = None if near is None else _as_one(near, weights)[seen]
    found = np.zeros(values[0].shape[1])
    found[seen] = fit_bounded(
        np.concatenate([each[:, seen] for each in values]),
        np.concatenate(labels),
        start=np.zeros(size),
        ridge=np.append(np.full(size - 1, _RIDGE), 1e-6),
        low=np.full(size, -20.0),
        high=np.full(size, 20.0),
        weights=np.concatenate(counted),
        offset=np.concatenate(start),
        begin=begin,
    )
    ends = np.cumsum([len(COMPARISONS[name]) for name in _FITTED])
    tables = dict(zip(_FITTED, np.split(found[:-2], ends[:-1]), strict=True))
    return _centred(
        attrs.evolve(
            weights,
            corrections=tables,
            rivals=weights.rivals + float(found[-2]),
            intercept=weights.intercept + float(found[-1]),
        )
    )


def _centred(weights: Weights) -> Weights:
    """Let every comparison be worth nothing on the whole among pairs that do not match.

    Then a comparison that is not told is neutral, as a ratio of likelihoods is. What that takes
    from tables goes to the intercept, by how often they are told.
    """
    worth, others = weights.worth(), weights.counts.others
    most = max(float(each.sum()) for each in others.values())
    tables, intercept = dict(weights.corrections), weights.intercept
    for name in _FITTED:
        seen = float(others[name].sum())
        if seen:
            mean = float(np.log(others[name] @ np.exp(worth[name]) / seen))
            tables[name] = tables[name] - mean
            intercept += mean * seen / most
    return attrs.evolve(weights, corrections=tables, intercept=intercept)


def _as_one(near: Weights, weights: Weights) -> Reals:
    """Give what `near` corrects of `weights`, one after another."""
    rest = [near.rivals - weights.rivals, near.intercept - weights.intercept]
    return np.concatenate([*(near.corrections[name] for name in _FITTED), rest])


def total_worth(weights: Weights, cells: Mapping[str, Cells], rivals: Reals) -> Reals:
    """Give the log-odds of pairs before competition, in nats."""
    total = weights.intercept + weights.rivals * rivals
    for name, each in weights.worth().items():
        total = total + np.append(each, 0.0)[cells[name]]
    return total


def _one_hot(cells: Mapping[str, Cells], rivals: Reals, rows: NDArray[np.intp]) -> Reals:
    """Give a column a cell, then rivals and one."""
    found = np.zeros((len(rows), sum(len(COMPARISONS[name]) for name in _FITTED) + 2))
    first = 0
    for name in _FITTED:
        told = cells[name][rows].astype(np.int64)
        there = np.flatnonzero(told >= 0)
        found[there, first + told[there]] = 1.0
        first += len(COMPARISONS[name])
    found[:, -2] = rivals[rows]
    found[:, -1] = 1.0
    return found
