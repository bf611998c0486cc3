"""Which lane an event stands in, and which category gives its colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.kinds import kind_members, taxonomy
from conflictlog.plotting.wording import in_words

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["LANE_NAMES", "Grouping", "group"]

LANE_NAMES = ("kind", "family", "group", "actor", "place", "country", "none")
UNKNOWN = "Not known"
SEVERAL = "Several kinds"
OTHER = "Other"
# Past seven families their groups give the colour, past ten the groups are the lanes.
MAX_COLOURED_FAMILIES = 7
MAX_FAMILIES = 10
MAX_LANES = 12


@attrs.frozen(kw_only=True)
class Grouping:
    """Lanes from top to bottom, each event's lane, and each event's category of colour."""

    lanes: tuple[str, ...]
    lane_of: tuple[str, ...]
    categories: tuple[str, ...]
    category_of: tuple[str, ...]

    @property
    def lanes_are_categories(self) -> bool:
        """Say whether a lane's name explains its colour."""
        return self.lane_of == self.category_of


def _group_of(family: str) -> str:
    try:
        return taxonomy().group_of(family) or family
    except UnknownName:  # data may hold kinds that the taxonomy does not
        return family


def _family(kind: str | None) -> str | None:
    """Give the family of a kind; of a set, what its members share."""
    if kind is None:
        return None
    families = {member.split("/")[0] for member in kind_members(kind)}
    if len(families) == 1:
        return families.pop()
    groups = {_group_of(family) for family in families}
    return groups.pop() if len(groups) == 1 else SEVERAL


def _category(kind: str | None, level: str) -> str:
    family = _family(kind)
    if family is None:
        return UNKNOWN
    if family == SEVERAL:
        return SEVERAL
    return in_words(_group_of(family) if level == "group" else family)


def _rank_of_kinds() -> dict[str, int]:
    tax = taxonomy()
    # Families come in the order of the taxonomy's file, each group before its first.
    ordered = [name for family in tax.families for name in (tax.group_of(family), family) if name]
    return {in_words(name): rank for rank, name in reversed(list(enumerate(ordered)))}


def _actor(event: Event) -> str | None:
    actors = event.shown.actors
    first = next((actor for actor in actors if actor.role == "initiator"), None)
    return (first or actors[0]).name if actors else None


def _place(event: Event) -> str | None:
    return next((place.name for place in event.shown.places if place.name), None)


def _country(event: Event) -> str | None:
    return next((place.country for place in event.shown.places if place.country), None)


_BY_VALUE: dict[str, Callable[[Event], str | None]] = {
    "actor": _actor,
    "place": _place,
    "country": _country,
}


def group(events: Sequence[Event], lanes: str | Callable[[Event], object | None]) -> Grouping:
    """Put each event into one lane and one category.

    Parameters
    ----------
    events
        In the order in which lanes may first appear.
    lanes
        "kind" (families, or groups where there are more than ten families), "family",
        "group", "actor" (the initiator, else the first), "place", "country" (of the first
        place that has one), "none", or a function from an event to the lane's name.

    Raises
    ------
    UnknownName
        Where the name is none of these.
    """
    kinds = [event.shown.kind for event in events]
    families = [_category(kind, "family") for kind in kinds]
    groups = [_category(kind, "group") for kind in kinds]
    many = len(set(families))
    category_of = groups if lanes == "group" or many > MAX_COLOURED_FAMILIES else families
    rank = _rank_of_kinds()
    if lanes in {"kind", "family", "group"}:
        by_family = lanes == "family" or (lanes == "kind" and many <= MAX_FAMILIES)
        lane_of = families if by_family else groups
        order = _by_rank(lane_of, rank)
    elif lanes == "none":
        lane_of = [""] * len(events)
        order = [""] if events else []
    else:
        lane_of = [_named(event, lanes) for event in events]
        order = _by_count(lane_of)
    categories = _by_rank(category_of, rank)
    if len(order) > MAX_LANES and lanes != "family":
        kept = set(order[: MAX_LANES - 1]) - {UNKNOWN}
        lane_of = [lane if lane in kept else OTHER for lane in lane_of]
        order = [*(lane for lane in order if lane in kept), OTHER]
    return Grouping(
        lanes=tuple(order),
        lane_of=tuple(lane_of),
        categories=tuple(categories),
        category_of=tuple(category_of),
    )


def _named(event: Event, lanes: str | Callable[[Event], object | None]) -> str:
    if callable(lanes):
        found = lanes(event)
    elif isinstance(lanes, str):
        if lanes not in _BY_VALUE:
            raise UnknownName(
                f"lanes is {lanes!r}",
                expected=f"one of {', '.join(LANE_NAMES)}, or a function of an event",
                remedy=nearest_hint(lanes, LANE_NAMES),
            )
        found = _BY_VALUE[lanes](event)
    else:
        raise InvalidValue(
            f"lanes is {lanes!r}",
            expected=f"one of {', '.join(LANE_NAMES)}, or a function of an event",
        )
    return UNKNOWN if found is None or not str(found).strip() else str(found)


def _by_rank(names: Sequence[str], rank: dict[str, int]) -> list[str]:
    last = {SEVERAL: 10**6, UNKNOWN: 10**6 + 1}
    return sorted(set(names), key=lambda name: (rank.get(name, last.get(name, 10**5)), name))


def _by_count(names: Sequence[str]) -> list[str]:
    counts = Counter(names)
    return sorted(counts, key=lambda name: (name == UNKNOWN, -counts[name], name))
