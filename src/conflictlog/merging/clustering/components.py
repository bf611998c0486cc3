"""Connected components: not clusters, but what no cluster reaches across."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["components"]

Whole = NDArray[np.int64]


def components(a: Whole, b: Whole, size: int) -> Whole:
    """Give each node's component, as the smallest node in it.

    Parameters
    ----------
    a, b
        Edges.
    size
        How many nodes there are.

    Examples
    --------
    >>> components(np.array([4, 1, 2]), np.array([1, 5, 3]), 6).tolist()
    [0, 1, 2, 2, 1, 1]
    """
    label = np.arange(size)
    while True:
        low = np.minimum(label[a], label[b])
        fresh = label.copy()
        for end in (a, b):
            np.minimum.at(fresh, label[end], low)
        while not np.array_equal(jumped := fresh[fresh], fresh):
            fresh = jumped
        if np.array_equal(fresh, label):
            return label
        label = fresh
