"""What a timeline draws of an event: its bounds on the axis, its words, its drawing of doubt."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import attrs

from conflictlog.plotting.clock import US_PER_DAY, Clock, day_of
from conflictlog.plotting.intake import Seen
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean, in_words

if TYPE_CHECKING:
    from conflictlog.plotting.intake import Intake

__all__ = ["Form", "Item", "common_zone", "make_items", "title_of", "with_words", "years_of"]

Form = Literal["instant", "day", "within", "span"]
Anchor = tuple[float, Literal["start", "middle", "end"]]
# A local day may last 25 hours.
_LONGEST_DAY = 25.01 / 24


@attrs.frozen(kw_only=True)
class Item:
    """One dated event as it will be drawn; bounds in days on the axis, infinite where open."""

    seen: Seen
    lane: str = ""
    category: str = ""
    title: str = ""
    date: str = ""
    form: Form
    s0: float
    s1: float
    e0: float
    e1: float

    @functools.cached_property
    def known(self) -> tuple[float, float]:
        """Give the outermost bounds that are known: an open end does not reach anywhere."""
        finite = [at for at in (self.s0, self.s1, self.e0, self.e1) if math.isfinite(at)]
        return min(finite), max(finite)

    @property
    def order(self) -> tuple[float, float, str]:
        """Give a total order in time."""
        return (*self.known, self.seen.id)

    def placed_in(self, lane: str, category: str) -> Item:
        """Give the item in a lane and a category; by hand, as `attrs.evolve` costs far more."""
        return Item(
            seen=self.seen,
            lane=lane,
            category=category,
            title=self.title,
            date=self.date,
            form=self.form,
            s0=self.s0,
            s1=self.s1,
            e0=self.e0,
            e1=self.e1,
        )

    @property
    def open_within(self) -> bool:
        """Say whether it happened within a stretch of which nobody knows one end."""
        return self.form == "within" and not math.isfinite(self.e1 - self.s0)

    def anchor(self, low: float) -> Anchor:
        """Give the day at which a long bar has its mark: what is known, and which part it is.

        The start where one is known and in the window, which begins at `low`. Else the start
        of what is certain; without it the known end, or the day on which it surely was there.
        """
        closed_start = math.isfinite(self.s0)
        if closed_start and (self.s0 >= low or self.form != "span"):
            return self.s0, "start"
        if self.form != "span":
            return self.e1, "end"
        if self.s1 <= self.e0 and math.isfinite(self.s1):
            return self.s1, "start"
        if closed_start:
            return self.s0, "start"
        if math.isfinite(self.e1):
            return self.e1, "end"
        return self.peak, "middle"

    @property
    def peak(self) -> float:
        """Give the day between latest start and earliest end, or the one of them known."""
        finite = [at for at in (self.s1, self.e0) if math.isfinite(at)]
        return sum(finite) / len(finite)


def common_zone(zones: Collection[str | None]) -> str | None:
    """Give the zone that all zoned times share, "UTC" where they differ, None without any."""
    named = {zone for zone in zones if zone is not None}
    if len(named) > 1:
        return "UTC"
    return named.pop() if named else None


def _form(s0: float, s1: float, e0: float, e1: float) -> Form:
    if s0 == e1:
        return "instant"
    tiny = 1.0 / 86_400_000  # s1 stands a microsecond before e1
    # Whatever may begin as late as it ends, and end as early as it begins, happened within.
    if not (e0 <= s0 and s1 >= e1 - tiny):
        return "span"
    return "day" if e1 - s0 <= _LONGEST_DAY else "within"


def make_items(found: Iterable[Seen], clock: Clock) -> list[Item]:
    """Make an item of each event, all of them dated, in the order of time."""
    return sorted((_item(seen, clock) for seen in found), key=lambda item: item.order)


def _item(seen: Seen, clock: Clock) -> Item:
    floating = seen.tz is None
    s0, s1, e0, e1 = (
        instead if bound is None else clock.days(bound, floating=floating)
        for bound, instead in (
            (seen.s0, -math.inf),
            (seen.s1, math.inf),
            (seen.e0, -math.inf),
            (seen.e1, math.inf),
        )
    )
    return Item(seen=seen, form=_form(s0, s1, e0, e1), s0=s0, s1=s1, e0=e0, e1=e1)


def with_words(
    items: Sequence[Item], intake: Intake, theme: Theme, instead: Mapping[str, str]
) -> list[Item]:
    """Give each item its title and its date, with the year where several are in the picture.

    `instead` has other words for some, by the event's id; none at all hide the label.
    """
    years = {year for item in items for year in years_of(item.seen)}
    return [
        attrs.evolve(
            item,
            title=title_of(item.seen, theme.fonts)
            if item.seen.id not in instead
            else clean(instead[item.seen.id], theme.fonts),
            date=""
            if item.seen.id in instead and not instead[item.seen.id].strip()
            else _date(item.seen, intake, theme, with_year=len(years) > 1),
        )
        for item in items
    ]


def _date(seen: Seen, intake: Intake, theme: Theme, *, with_year: bool) -> str:
    when = intake.shown(seen.row).when
    if when is None:
        return ""
    return clean(when.label(year=with_year, months=theme.months), theme.fonts)


def years_of(seen: Seen) -> set[int]:
    """Give the years of the known bounds; an end at a year's first instant is of the one before."""
    last = seen.e1 if seen.e1 is None or seen.e1 == seen.s0 else seen.e1 - 1
    bounds = (seen.s0, seen.s1, seen.e0, last)
    return {day_of(bound / US_PER_DAY).year for bound in bounds if bound is not None}


def title_of(seen: Seen, fonts: tuple[str, ...]) -> str:
    """Give the title, else the kind in words, else the id."""
    kind = seen.kind and in_words(seen.kind.replace("/", ", "))
    for text in (seen.title, kind, seen.id):
        if text and (cleaned := clean(text, fonts)):
            return cleaned
    return "untitled"
