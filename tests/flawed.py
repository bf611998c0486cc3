"""Reading what has flaws on purpose."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator

from conflictlog.formats import ProblemsWarning


@contextlib.contextmanager
def flaws_expected() -> Iterator[None]:
    """Let readers list problems without a warning, which elsewhere fails the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ProblemsWarning)
        yield
