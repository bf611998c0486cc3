"""Factors by logistic regression: few, bounded, drawn to a middle; by projected Newton steps.

No library at hand fits a logistic regression within bounds and drawn to values other than zero;
with a dozen weights it is a dozen lines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["crossing", "fit_bounded", "fit_line"]

Reals = NDArray[np.float64]
#: A step that does not help is halved, so often.
_LENGTHS: Final = tuple(0.5**n for n in range(14))


def fit_bounded(
    values: Reals,
    labels: Reals,
    *,
    start: Reals,
    ridge: Reals,
    low: Reals,
    high: Reals,
    weights: Reals | None = None,
    offset: Reals | None = None,
    begin: Reals | None = None,
    rounds: int = 60,
) -> Reals:
    """Fit weights w so that sigmoid(values @ w) tells the labels; ridge draws each to its start.

    Parameters
    ----------
    values
        Shape (pairs, weights).
    labels
        1 for a match, 0 for something else; or a probability.
    start, ridge, low, high
        By weight: where it begins and is drawn to, how strongly, and its bounds.
    weights, offset
        By pair: how much it counts, and what is added to its score.
    begin
        A first guess, where one is at hand; `start` unless told.
    """
    w = np.clip((start if begin is None else begin).astype(float), low, high)
    counted = np.ones(len(labels)) if weights is None else weights
    base = np.zeros(len(labels)) if offset is None else offset

    def loss(at: Reals) -> float:
        z = base + values @ at
        fit = counted @ (np.logaddexp(0, z) - labels * z)
        return float(fit + 0.5 * (ridge @ (at - start) ** 2))

    now = loss(w)
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(base + values @ w, -60, 60)))
        gradient = values.T @ (counted * (p - labels)) + ridge * (w - start)
        curve = (values * (counted * p * (1 - p))[:, None]).T @ values + np.diag(ridge + 1e-9)
        free = ~(((w <= low) & (gradient > 0)) | ((w >= high) & (gradient < 0)))
        if not free.any():
            break
        step = np.zeros_like(w)
        step[free] = np.linalg.solve(curve[np.ix_(free, free)], gradient[free])
        tries = (np.clip(w - length * step, low, high) for length in _LENGTHS)
        better = next(((at, loss(at)) for at in tries if loss(at) < now), None)
        if better is None:
            break
        done = now - better[1] < 1e-9 * abs(now)
        w, now = better
        if done:
            break
    found: Reals = w
    return found


def fit_line(scores: Reals, labels: Reals, *, weights: Reals | None = None) -> tuple[float, float]:
    """Fit slope and intercept of a calibration line (Platt), on log-odds.

    Examples
    --------
    >>> import numpy as np
    >>> score = np.repeat([-2.0, 2.0], 100)
    >>> labels = (np.arange(200) % 100 < np.repeat([12, 88], 100)).astype(float)
    >>> slope, shift = fit_line(score, labels)
    >>> round(slope, 1), round(abs(shift), 1)
    (1.0, 0.0)
    """
    found = fit_bounded(
        np.stack([scores, np.ones_like(scores)], axis=1),
        labels,
        start=np.array([1.0, 0.0]),
        ridge=np.array([1e-3, 1e-3]),
        low=np.array([0.05, -50.0]),
        high=np.array([10.0, 50.0]),
        weights=weights,
    )
    return float(found[0]), float(found[1])


def crossing(rising: Callable[[float], float], low: float, high: float, *, halvings: int) -> float:
    """Find where a rising function crosses nothing, by halving; an end where it does not.

    Examples
    --------
    >>> round(crossing(lambda x: x - 0.3, -1.0, 1.0, halvings=20), 3)
    0.3
    """
    for _ in range(halvings):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return (low + high) / 2
