"""Work on blocks of columns side by side: NumPy lets go of the interpreter while it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import polars as pl

__all__ = ["in_parallel"]

Part = TypeVar("Part")
Done = TypeVar("Done")


def in_parallel(work: Callable[[Part], Done], parts: Iterable[Part]) -> Iterator[Done]:
    """Do work on each part, on as many cores as Polars may use; results come in order.

    Examples
    --------
    >>> list(in_parallel(abs, [-3, 1, -2]))
    [3, 1, 2]
    """
    given = list(parts)
    cores = min(pl.thread_pool_size(), len(given))
    if cores < 2:
        yield from map(work, given)
        return
    with ThreadPoolExecutor(cores) as pool:
        yield from pool.map(work, given)
