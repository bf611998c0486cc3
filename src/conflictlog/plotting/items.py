"""What a timeline draws of an event: its bounds on the axis, its words, its drawing of doubt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import attrs

from conflictlog.plotting.clock import US_PER_DAY, Clock, day_of
from conflictlog.plotting.wording import clean, in_words

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.when import When

__all__ = ["Form", "Item", "common_zone", "make_items"]

Form = Literal["instant", "day", "within", "span"]
# A local day may last 25 hours.
_LONGEST_DAY = 25.01 / 24


@attrs.frozen(kw_only=True)
class Item:
    """One dated event as it will be drawn; bounds in days on the axis, infinite where open."""

    event: Event
    title: str
    date: str
    lane: str
    category: str
    status: str
    phase: str | None
    form: Form
    s0: float
    s1: float
    e0: float
    e1: float
    ongoing: bool

    @property
    def known(self) -> tuple[float, float]:
        """Give the outermost bounds that are known: an open end does not reach anywhere."""
        finite = [at for at in (self.s0, self.s1, self.e0, self.e1) if math.isfinite(at)]
        return min(finite), max(finite)

    @property
    def order(self) -> tuple[float, float, str]:
        """Give a total order in time."""
        return (*self.known, self.event.id)


def common_zone(whens: Sequence[When | None]) -> str | None:
    """Give the zone that all zoned times share, "UTC" where they differ, None without any."""
    zones = {when.tz for when in whens if when is not None and when.tz is not None}
    if len(zones) > 1:
        return "UTC"
    return zones.pop() if zones else None


def is_dated(when: When | None) -> bool:
    """Say whether any bound is known."""
    return when is not None and any(
        bound is not None for bound in (when.s0, when.s1, when.e0, when.e1)
    )


def _form(s0: float, s1: float, e0: float, e1: float) -> Form:
    if s0 == e1:
        return "instant"
    tiny = 1.0 / 86_400_000  # s1 stands a microsecond before e1
    # Whatever may begin as late as it ends, and end as early as it begins, happened within.
    if not (e0 <= s0 and s1 >= e1 - tiny):
        return "span"
    return "day" if e1 - s0 <= _LONGEST_DAY else "within"


def make_items(
    events: Sequence[Event],
    lane_of: Sequence[str],
    category_of: Sequence[str],
    clock: Clock,
    fonts: tuple[str, ...],
) -> list[Item]:
    """Make an item of each event, all of them dated, in the order of time."""
    years = {year for event in events for year in _years(event.shown.when)}
    found = [
        _item(event, (lane, category), clock, fonts, with_year=len(years) > 1)
        for event, lane, category in zip(events, lane_of, category_of, strict=True)
    ]
    return sorted(found, key=lambda item: item.order)


def _years(when: When | None) -> set[int]:
    """Give the years of the known bounds; an end at a year's first instant is of the one before."""
    s0, s1, e0, e1 = _bounds(when)
    last = e1 if e1 is None or e1 == s0 else e1 - 1
    return {day_of(bound / US_PER_DAY).year for bound in (s0, s1, e0, last) if bound is not None}


def _bounds(when: When | None) -> tuple[int | None, ...]:
    return (None,) * 4 if when is None else (when.s0, when.s1, when.e0, when.e1)


def _item(
    event: Event,
    groups: tuple[str, str],
    clock: Clock,
    fonts: tuple[str, ...],
    *,
    with_year: bool,
) -> Item:
    when = event.shown.when
    assert when is not None  # noqa: S101 - the caller kept dated events only
    open_bounds = (-math.inf, math.inf, -math.inf, math.inf)
    s0, s1, e0, e1 = (
        instead if bound is None else clock.days(bound, floating=when.tz is None)
        for bound, instead in zip(_bounds(when), open_bounds, strict=True)
    )
    return Item(
        event=event,
        title=title_of(event, fonts),
        date=clean(when.label(year=with_year), fonts),
        lane=groups[0],
        category=groups[1],
        status=event.status,
        phase=event.shown.phase,
        form=_form(s0, s1, e0, e1),
        s0=s0,
        s1=s1,
        e0=e0,
        e1=e1,
        ongoing=when.open_end == "ongoing",
    )


def title_of(event: Event, fonts: tuple[str, ...]) -> str:
    """Give the title, else the kind in words, else the id."""
    shown = event.shown
    for text in (shown.title, shown.kind and in_words(shown.kind.replace("/", ", ")), event.id):
        if text and (cleaned := clean(text, fonts)):
            return cleaned
    return "untitled"
