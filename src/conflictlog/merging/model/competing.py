"""Fitting what is left to fit once pairs compete: strength, rivals, intercept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.model.correcting import total_worth
from conflictlog.merging.model.labelled import Labelled
from conflictlog.merging.model.logistic import crossing, fit_bounded
from conflictlog.merging.model.weights import Weights
from conflictlog.merging.scoring import compete, log_odds, partners

__all__ = ["among_rivals", "through_competition"]

Reals = NDArray[np.float64]

_ROUNDS: Final = 12
#: A step by which slopes are measured.
_STEP: Final = 1e-3
_HALVINGS: Final = 30


def among_rivals(held: Labelled, score: Reals) -> Reals:
    """Give log-odds after competition."""
    return log_odds(compete(held.records, held.pairs, np.exp(np.clip(score, -40, 40))))


def through_competition(weights: Weights, sets: Sequence[tuple[Labelled, Reals]]) -> Weights:
    """Fit the strength of all evidence, the factor of rivals and the intercept anew.

    Tables and corrections are fitted to pairs one by one, for whom a rival is a reason to doubt.
    Where pairs compete, a rival that fits badly takes nothing; so the term of rivals, fitted to
    pairs that compete, becomes small, and holds for sparse and dense data alike.

    Parameters
    ----------
    sets
        Labelled pairs, and how much each counts beside the scale of its set.
    """
    bare = attrs.evolve(weights, rivals=0.0, intercept=0.0)
    evidence = [total_worth(bare, held.cells, held.rivals) for held, _ in sets]
    labels = np.concatenate([held.labels for held, _ in sets])
    counted = np.concatenate([held.scale * weight for held, weight in sets])

    def scores(at: Reals) -> Reals:
        parts = [
            among_rivals(held, at[0] * each + at[1] * held.rivals + at[2])
            for (held, _), each in zip(sets, evidence, strict=True)
        ]
        return np.concatenate(parts)

    def loss(z: Reals) -> float:
        return float(counted @ (np.logaddexp(0, z) - labels * z))

    at = np.array([1.0, weights.rivals, weights.intercept])
    z = scores(at)
    for _ in range(_ROUNDS):
        slopes = np.stack([(scores(at + step) - z) / _STEP for step in _STEP * np.eye(3)], axis=1)
        # Straight lines through here, and the best on them: Gauss and Newton's step.
        aim = fit_bounded(
            slopes,
            labels,
            start=at,
            ridge=np.full(3, 1e-6),
            low=np.array([0.2, 0.0, -50.0]),
            high=np.array([3.0, 3.0, 50.0]),
            weights=counted,
            offset=z - slopes @ at,
        )
        tries = (at + length * (aim - at) for length in (1.0, 0.5, 0.25, 0.1, 0.03))
        there = ((each, scores(each)) for each in tries)
        better = next((found for found in there if loss(found[1]) < loss(z)), None)
        if better is None:
            break
        done = loss(z) - loss(better[1]) < 1e-5 * loss(z)
        at, z = better
        if done:
            break
    strength, rivals, intercept = at.tolist()
    found = attrs.evolve(
        weights,
        factors={name: strength * each for name, each in weights.factors.items()},
        corrections={name: strength * each for name, each in weights.corrections.items()},
        rivals=rivals,
        intercept=intercept,
    )
    return attrs.evolve(found, prior=_prior(found, sets))


def _prior(weights: Weights, sets: Sequence[tuple[Labelled, Reals]]) -> float:
    """Give the intercept with which as many pairs are expected to match unseen as seen."""
    shares = [partners(held.records, held.pairs) for held, _ in sets]

    def expected(scores: Sequence[Reals]) -> float:
        return sum(
            held.scale * float(weight @ share(np.exp(score)))
            for (held, weight), share, score in zip(sets, shares, scores, strict=True)
        )

    alone = [weights.rivals * held.rivals for held, _ in sets]
    seen = [np.minimum(total_worth(weights, held.cells, held.rivals), 40) for held, _ in sets]
    matches = expected(seen)

    def excess(at: float) -> float:
        return expected([at + each for each in alone]) - matches

    return crossing(excess, -20.0, 20.0, halvings=_HALVINGS)
