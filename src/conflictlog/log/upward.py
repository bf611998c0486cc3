"""Verbs of a log that stand in higher rooms: found by name, when they are first asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictlog.errors import nearest_hint

if TYPE_CHECKING:
    import os

    import polars as pl

    from conflictlog.event import Event
    from conflictlog.plotting import Plotter, Theme
    from conflictlog.summaries import Description

__all__ = ["Upward"]

#: Name, module, attribute, and whether it is a function that takes the log first (else it is
#: called at once with the log).
_UPWARD = {
    "counts": ("conflictlog.summaries", "counts", True),
    "describe": ("conflictlog.summaries", "describe", True),
    "gaps": ("conflictlog.summaries", "gaps", True),
    "plot": ("conflictlog.plotting", "Plotter", False),
    "sums": ("conflictlog.summaries", "sums", True),
    "to_html": ("conflictlog.plotting.interactive", "to_html", True),
    "top": ("conflictlog.summaries", "top", True),
    "write": ("conflictlog.formats", "write", True),
}


class Upward:
    """The upward verbs: typed here, resolved on access, so that no room imports what is above."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def plot(self) -> Plotter:
            """Pictures of the log: ``log.plot.timeline()``."""

        def counts(
            self, *, by: str | Iterable[str] | None = "month", **options: Any
        ) -> pl.DataFrame:
            """Count events by period, kind, place...: see `conflictlog.summaries.counts`."""

        def sums(self, name: str, **options: Any) -> pl.DataFrame:
            """Add up what events give of a count; see `conflictlog.summaries.sums`."""

        def top(self, by: str, n: int = 10, **options: Any) -> pl.DataFrame:
            """Give the most frequent actors, kinds, sources; see `conflictlog.summaries.top`."""

        def gaps(self, **options: Any) -> pl.DataFrame:
            """Give stretches without a certain event; see `conflictlog.summaries.gaps`."""

        def describe(self) -> Description:
            """Describe the log; see `conflictlog.summaries.describe`."""

        def to_html(
            self,
            path: str | os.PathLike[str],
            *,
            title: str | None = None,
            lanes: str | Callable[[Event], object | None] = "kind",
            window: object = None,
            tz: str | None = None,
            theme: Theme | None = None,
            footer: str | None = None,
            locale: str | None = None,
            limit: int = ...,
        ) -> Path:
            """Write one interactive page; see `conflictlog.plotting.interactive.to_html`."""

        def write(self, path: str | Path, *, format: str | None = None, **options: Any) -> None:
            """Write the log to a file; see `conflictlog.write`."""
    else:

        def __getattr__(self, name: str) -> object:
            if name not in _UPWARD:
                if name.startswith("_"):  # asked for by protocols: no hint, no cost
                    raise AttributeError(name)
                hint = nearest_hint(name, [item for item in dir(self) if item[0] != "_"])
                message = f"{type(self).__name__!r} has no attribute {name!r}"
                raise AttributeError(f"{message}; {hint}" if hint else message)
            module, attribute, takes_log = _UPWARD[name]
            found = getattr(importlib.import_module(module), attribute)
            return found.__get__(self) if takes_log else found(self)

    def __dir__(self) -> list[str]:
        return sorted({*dir(type(self)), *_UPWARD})
