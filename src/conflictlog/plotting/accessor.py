"""The pictures of a log: ``log.plot.timeline()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from conflictlog.plotting.almanac import calendar
from conflictlog.plotting.cartography import draw_map
from conflictlog.plotting.confidence import confidence, event_named
from conflictlog.plotting.counts import counts
from conflictlog.plotting.describing import describe
from conflictlog.plotting.estimates import estimates
from conflictlog.plotting.panels import small_multiples
from conflictlog.plotting.periods import Period
from conflictlog.plotting.saving import save
from conflictlog.plotting.timeline import timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from conflictlog.event import Event
    from conflictlog.plotting.almanac.chart import WeekStart
    from conflictlog.plotting.almanac.days import Of
    from conflictlog.plotting.annotations import Annotate
    from conflictlog.plotting.cartography.chart import Extent
    from conflictlog.plotting.cartography.colouring import By
    from conflictlog.plotting.page import Page
    from conflictlog.plotting.panels.chart import Panel
    from conflictlog.plotting.panels.grouping import By as PanelBy
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
        names = "calendar, confidence, counts, estimates, map, small_multiples, timeline"
        return f"<Plotter of {self._log!r:.60}: {names}>"

    def timeline(
        self,
        *,
        lanes: str | Callable[[Event], object | None] | None = None,
        style: str = "lanes",
        window: object = None,
        tz: str | None = None,
        labels: bool | Mapping[str, str] | None = None,
        **page: Unpack[Page],
    ) -> Axes:
        """Draw the log over time, in lanes or on stems; see `conflictlog.plotting.timeline`."""
        return timeline(
            self._log, lanes=lanes, style=style, window=window, tz=tz, labels=labels, **page
        )

    def confidence(
        self,
        event: Event | str,
        *,
        model: ConfidenceModel | None = None,
        registry: Registry | None = None,
        **page: Unpack[Page],
    ) -> Axes:
        """Draw what each origin adds to an event's confidence, the event or its id given.

        See `conflictlog.plotting.confidence`.
        """
        return confidence(event_named(self._log, event), model=model, registry=registry, **page)

    def estimates(
        self, names: str | Iterable[str], *, most: int = 40, **page: Unpack[Page]
    ) -> Axes:
        """Draw each claimant's number as a range; see `conflictlog.plotting.estimates`."""
        return estimates(self._log, names, most=most, **page)

    def counts(
        self,
        *,
        by: str = "kind",
        period: Period = "month",
        window: object = None,
        planned: bool = False,
        annotate: Annotate = None,
        **page: Unpack[Page],
    ) -> Axes:
        """Draw how many events begin in each period; see `conflictlog.plotting.counts`."""
        return counts(
            self._log,
            by=by,
            period=period,
            window=window,
            planned=planned,
            annotate=annotate,
            **page,
        )

    def calendar(
        self,
        *,
        days: Of = "start",
        start: WeekStart = "monday",
        window: object = None,
        planned: bool = False,
        annotate: Annotate = None,
        **page: Unpack[Page],
    ) -> Axes:
        """Draw each day coloured by its events; see `conflictlog.plotting.calendar`."""
        return calendar(
            self._log,
            days=days,
            start=start,
            window=window,
            planned=planned,
            annotate=annotate,
            **page,
        )

    def small_multiples(
        self,
        *,
        by: PanelBy = "kind",
        of: Panel = "counts",
        period: Period = "month",
        window: object = None,
        planned: bool = False,
        extent: Extent | None = None,
        columns: int | None = None,
        most: int = 12,
        **page: Unpack[Page],
    ) -> Axes:
        """Draw a small picture for each value; see `conflictlog.plotting.small_multiples`."""
        return small_multiples(
            self._log,
            by=by,
            of=of,
            period=period,
            window=window,
            planned=planned,
            extent=extent,
            columns=columns,
            most=most,
            **page,
        )

    def map(
        self,
        *,
        height: float | None = None,
        extent: Extent | None = None,
        labels: bool | Mapping[str, str] | None = None,
        by: By = "kind",
        boundaries: object = None,
        projection: object = None,
        **page: Unpack[Page],
    ) -> Axes:
        """Draw where it was reported; see `conflictlog.plotting.draw_map`."""
        return draw_map(
            self._log,
            height=height,
            extent=extent,
            labels=labels,
            by=by,
            boundaries=boundaries,
            projection=projection,
            **page,
        )

    @staticmethod
    def describe(ax: Axes) -> str:
        """Give a picture's alt text; see `conflictlog.plotting.describe`."""
        return describe(ax)

    @staticmethod
    def save(ax: Axes, path: str | Path, *, dpi: float = 200) -> Path:
        """Write a picture as PNG, PDF or SVG; see `conflictlog.plotting.save`."""
        return save(ax, path, dpi=dpi)
