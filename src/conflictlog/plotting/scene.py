"""What a timeline is to show, before any length in points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import attrs

from conflictlog.plotting.clock import Clock
from conflictlog.plotting.intake import Intake, Seen
from conflictlog.plotting.items import Item, common_zone, make_items, with_words
from conflictlog.plotting.labels import Labels
from conflictlog.plotting.lanes import OTHER, SEVERAL, UNKNOWN, Grouping, group
from conflictlog.plotting.layout import Scale
from conflictlog.plotting.notes import MOST_UNDATED
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.window import choose_window, given_window

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["MOST_LABELS", "Scene", "category_colours", "make_scene"]

MOST_LABELS = 60


@attrs.frozen(kw_only=True)
class Scene:
    """The events of a picture, their window, and the counts of all that is not in it."""

    total: int
    dated: int
    undated: Sequence[Seen]
    before: int
    after: int
    drawn: Sequence[Item]
    grouping: Grouping
    colours: dict[str, str]
    low: float
    high: float
    at_edge: bool
    zone: str | None
    shifted: bool
    wants_labels: bool


def make_scene(
    intake: Intake,
    *,
    lanes: str | Callable[[Event], object | None],
    window: object,
    tz: str | None,
    labels: Labels,
    theme: Theme,
) -> Scene:
    """Choose window and zone, and put what is drawn into lanes."""
    zone = tz if tz is not None else common_zone(intake.zones)
    clock = Clock(zone or "UTC")
    given = None if window is None else given_window(window, clock)
    near = intake.near(given)
    items = make_items(near.seen, clock)
    low, high = choose_window(items) if given is None else given
    sides = [Scale(low=low, high=high, width=1.0).side(item) for item in items]
    drawn = [item for item, side in zip(items, sides, strict=True) if given is None or side is None]
    grouping = group([item.seen for item in drawn], lanes, intake)
    wants_labels = len(drawn) <= MOST_LABELS if labels.wanted is None else labels.wanted
    if wants_labels:
        drawn = with_words(drawn, intake, theme, labels.words)
    return Scene(
        total=intake.total,
        dated=intake.dated,
        undated=intake.first_undated(MOST_UNDATED),
        before=near.before + sides.count("left"),
        after=near.after + sides.count("right"),
        drawn=[
            item.placed_in(lane, category)
            for item, lane, category in zip(
                drawn, grouping.lane_of, grouping.category_of, strict=True
            )
        ],
        grouping=grouping,
        colours=category_colours(grouping, theme.palette, theme.other),
        low=low,
        high=high,
        at_edge=given is None,
        zone=zone,
        shifted=bool(intake.zones - {None, zone}),
        wants_labels=wants_labels,
    )


def category_colours(grouping: Grouping, palette: Iterable[str], other: str) -> dict[str, str]:
    """Give the most frequent categories the palette, in their fixed order, and the rest grey."""
    colours = list(palette)
    named = Counter(
        {
            name: count
            for name, count in grouping.categories.items()
            if name not in {OTHER, SEVERAL, UNKNOWN}
        }
    )
    most = {name for name, _ in named.most_common(len(colours))}
    ranked = [name for name in grouping.categories if name in most]
    known = dict(zip(ranked, colours, strict=False))
    return {name: known.get(name, other) for name in grouping.categories}
