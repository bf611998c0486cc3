"""Which category gives an event on a map its colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.plotting.intake import Roster, Seen
from conflictlog.plotting.lanes import LANE_NAMES, OTHER, UNKNOWN, Grouping, group
from conflictlog.plotting.scene import category_colours
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean, in_words

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["BY_NAMES", "By", "checked_by", "colouring"]

By: TypeAlias = "str | Callable[[Event], object | None]"
BY_NAMES = (*LANE_NAMES, "status")


_CURE = "for colours of your own write by=lambda event: event.phase"


def checked_by(by: By) -> By:
    """Refuse what names no category."""
    expected = f"one of {', '.join(BY_NAMES)}, or a function of an event"
    if isinstance(by, str) and by not in BY_NAMES:
        raise UnknownName(
            f"by is {by!r}", expected=expected, remedy=nearest_hint(by, BY_NAMES) or _CURE
        )
    if not (isinstance(by, str) or callable(by)):
        raise InvalidValue(f"by is {by!r}", expected=expected, remedy=_CURE)
    return by


def colouring(
    seen: Sequence[Seen], by: By, roster: Roster, theme: Theme
) -> tuple[list[str], dict[str, str]]:
    """Give each event's category, and the colours in the order of the legend.

    What comes after the palette's last colour is one category, "Other".
    """
    if by == "status":
        named = [in_words(one.status) for one in seen]
        counts = Counter(named)
        grouping = _lanes_as_categories(sorted(counts, key=lambda name: -counts[name]), named)
    else:
        grouping = group(seen, by, roster)
        if by == "none":
            return [""] * len(seen), {"": theme.palette[0]}
        if by != "kind":
            grouping = _lanes_as_categories(grouping.lanes, grouping.lane_of)
    colours = category_colours(grouping, theme.palette, theme.other)
    names = {
        name: name if shade != theme.other or name == UNKNOWN else OTHER
        for name, shade in colours.items()
    }
    if by == "kind":  # families keep their names, as in a timeline
        names = {name: name for name in colours}
    shown = {name: clean(words, theme.fonts) for name, words in names.items()}
    shades = {shown[name]: shade for name, shade in colours.items()}
    for last in (OTHER, UNKNOWN):
        if last in shades:
            shades[last] = shades.pop(last)
    return [shown[name] for name in grouping.category_of], shades


def _lanes_as_categories(order: Sequence[str], of: Sequence[str]) -> Grouping:
    counts = Counter(of)
    plain = Grouping(lanes=tuple(order), lane_of=tuple(of), categories={}, category_of=tuple(of))
    return attrs.evolve(plain, categories={name: counts[name] for name in order})
