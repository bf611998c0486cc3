"""The pictures of a log: ``log.plot.timeline()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from conflictlog.plotting.cartography import draw_map
from conflictlog.plotting.confidence import confidence, event_named
from conflictlog.plotting.counts import counts
from conflictlog.plotting.estimates import estimates
from conflictlog.plotting.periods import Period
from conflictlog.plotting.timeline import timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from conflictlog.event import Event
    from conflictlog.plotting.cartography.chart import Extent
    from conflictlog.plotting.theme import Theme
    from conflictlog.registry import Registry
    from conflictlog.weighing import ConfidenceModel

__all__ = ["Plotter"]


class Plotter:
    """What ``log.plot`` gives: one method a picture, each with `ax=`, each giving Axes.

    Parameters
    ----------
    log
        The log, or any iterable of events that can be read more than once.
    """

    def __init__(self, log: Iterable[Event]) -> None:
        self._log = log

    def __repr__(self) -> str:
        return f"<Plotter of {self._log!r:.60}: confidence, counts, estimates, map, timeline>"

    def timeline(
        self,
        *,
        lanes: str | Callable[[Event], object | None] = "kind",
        window: object = None,
        ax: Axes | None = None,
        title: str | None = None,
        theme: Theme | None = None,
        tz: str | None = None,
        width: float | None = None,
        footer: str | None = None,
        labels: bool | None = None,
    ) -> Axes:
        """Draw the log over time, in lanes; see `conflictlog.plotting.timeline`."""
        return timeline(
            self._log,
            lanes=lanes,
            window=window,
            ax=ax,
            title=title,
            theme=theme,
            tz=tz,
            width=width,
            footer=footer,
            labels=labels,
        )

    def confidence(
        self,
        event: Event | str,
        *,
        model: ConfidenceModel | None = None,
        registry: Registry | None = None,
        ax: Axes | None = None,
        title: str | None = None,
        theme: Theme | None = None,
        width: float | None = None,
        footer: str | None = None,
    ) -> Axes:
        """Draw what each origin adds to an event's confidence, the event or its id given.

        See `conflictlog.plotting.confidence`.
        """
        return confidence(
            event_named(self._log, event),
            model=model,
            registry=registry,
            ax=ax,
            title=title,
            theme=theme,
            width=width,
            footer=footer,
        )

    def estimates(
        self,
        names: str | Iterable[str],
        *,
        ax: Axes | None = None,
        title: str | None = None,
        theme: Theme | None = None,
        width: float | None = None,
        footer: str | None = None,
        most: int = 40,
    ) -> Axes:
        """Draw each claimant's number as a range; see `conflictlog.plotting.estimates`."""
        return estimates(
            self._log,
            names,
            ax=ax,
            title=title,
            theme=theme,
            width=width,
            footer=footer,
            most=most,
        )

    def counts(
        self,
        *,
        by: str = "kind",
        period: Period = "month",
        window: object = None,
        planned: bool = False,
        annotate: Mapping[str, str] | Iterable[Event] | None = None,
        ax: Axes | None = None,
        title: str | None = None,
        theme: Theme | None = None,
        width: float | None = None,
        footer: str | None = None,
    ) -> Axes:
        """Draw how many events begin in each period; see `conflictlog.plotting.counts`."""
        return counts(
            self._log,
            by=by,
            period=period,
            window=window,
            planned=planned,
            annotate=annotate,
            ax=ax,
            title=title,
            theme=theme,
            width=width,
            footer=footer,
        )

    def map(
        self,
        *,
        ax: Axes | None = None,
        title: str | None = None,
        theme: Theme | None = None,
        width: float | None = None,
        height: float | None = None,
        extent: Extent | None = None,
        labels: bool | None = None,
        footer: str | None = None,
    ) -> Axes:
        """Draw where it was reported; see `conflictlog.plotting.draw_map`."""
        return draw_map(
            self._log,
            ax=ax,
            title=title,
            theme=theme,
            width=width,
            height=height,
            extent=extent,
            labels=labels,
            footer=footer,
        )
