"""Which lane an event stands in, and which category gives its colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.kinds import kind_members, taxonomy
from conflictlog.plotting.wording import in_words

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.event.shown import Shown
    from conflictlog.plotting.intake import Roster, Seen

__all__ = [
    "LANE_NAMES",
    "Grouping",
    "KindSorting",
    "check_lanes",
    "group",
    "lane_name",
    "order_lanes",
    "sort_kinds",
]

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
    """Lanes from top to bottom, each drawn event's lane and category; categories are counted."""

    lanes: tuple[str, ...]
    lane_of: tuple[str, ...]
    categories: Mapping[str, int]
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


def kind_category(kind: str | None, level: str) -> str:
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


def _actor(shown: Shown) -> str | None:
    actors = shown.actors
    first = next((actor for actor in actors if actor.role == "initiator"), None)
    return (first or actors[0]).name if actors else None


def _place(shown: Shown) -> str | None:
    return next((place.name for place in shown.places if place.name), None)


def _country(shown: Shown) -> str | None:
    return next((place.country for place in shown.places if place.country), None)


_BY_VALUE: dict[str, Callable[[Shown], str | None]] = {
    "actor": _actor,
    "place": _place,
    "country": _country,
}


def group(
    drawn: Sequence[Seen], lanes: str | Callable[[Event], object | None], roster: Roster
) -> Grouping:
    """Put each event that is drawn into one lane and one category.

    Parameters
    ----------
    drawn
        In the order of time.
    lanes
        "kind" (families, or groups where there are more than ten families), "family",
        "group", "actor" (the initiator, else the first), "place", "country" (of the first
        place that has one), "none", or a function from an event to the lane's name.
    roster
        All events: their kinds decide on colours, so that two windows of a log agree.

    Raises
    ------
    UnknownName
        Where the name is none of these.
    """
    by_kind = sort_kinds(roster.kinds, lanes)
    if by_kind.lane is not None:
        lane_of = [by_kind.lane[seen.kind] for seen in drawn]
    elif lanes == "none":
        lane_of = [""] * len(drawn)
    else:
        name_of = _naming(lanes, roster)
        lane_of = [name_of(seen) for seen in drawn]
    order = order_lanes(Counter(lane_of), lanes)
    kept = set(order)
    return Grouping(
        lanes=tuple(order),
        lane_of=tuple(lane if lane in kept else OTHER for lane in lane_of),
        categories=by_kind.categories,
        category_of=tuple(by_kind.category[seen.kind] for seen in drawn),
    )


@attrs.frozen(kw_only=True)
class KindSorting:
    """Each kind's category, and its lane where lanes are kinds; categories are counted."""

    category: Mapping[str | None, str]
    lane: Mapping[str | None, str] | None
    categories: Mapping[str, int]


def sort_kinds(kinds: Mapping[str | None, int], lanes: object) -> KindSorting:
    """Choose families or groups for colours and lanes, by the kinds of all events."""
    families = {kind: kind_category(kind, "family") for kind in kinds}
    groups = {kind: kind_category(kind, "group") for kind in kinds}
    many = len(set(families.values()))
    category = groups if lanes == "group" or many > MAX_COLOURED_FAMILIES else families
    lane = None
    if lanes in {"kind", "family", "group"}:
        by_family = lanes == "family" or (lanes == "kind" and many <= MAX_FAMILIES)
        lane = families if by_family else groups
    counts: Counter[str] = Counter()
    for kind, count in kinds.items():
        counts[category[kind]] += count
    return KindSorting(
        category=category,
        lane=lane,
        categories={name: counts[name] for name in _by_rank(counts)},
    )


def order_lanes(counts: Mapping[str, int], lanes: object) -> list[str]:
    """Order lanes: kinds as the taxonomy does, else the fullest first; too many end in one."""
    order = _by_rank(counts) if lanes in {"kind", "family", "group"} else _by_count(counts)
    if len(order) <= MAX_LANES or lanes == "family":
        return order
    return [*(name for name in order[: MAX_LANES - 1] if name != UNKNOWN), OTHER]


_LANES_CURE = "for lanes of your own write lanes=lambda event: event.status"


def check_lanes(lanes: object) -> None:
    """Refuse what names no lanes."""
    if callable(lanes) or (isinstance(lanes, str) and lanes in LANE_NAMES):
        return
    expected = f"one of {', '.join(LANE_NAMES)}, or a function of an event"
    if not isinstance(lanes, str):
        raise InvalidValue(f"lanes is {lanes!r}", expected=expected, remedy=_LANES_CURE)
    raise UnknownName(
        f"lanes is {lanes!r}",
        expected=expected,
        remedy=nearest_hint(lanes, LANE_NAMES) or _LANES_CURE,
    )


def lane_name(found: object | None) -> str:
    """Give the name of the lane for what was found of an event."""
    return UNKNOWN if found is None or not str(found).strip() else str(found)


def _naming(lanes: str | Callable[[Event], object | None], roster: Roster) -> Callable[[Seen], str]:
    """Give the function from an event to the name of its lane."""
    check_lanes(lanes)
    if callable(lanes):
        return lambda seen: lane_name(lanes(roster.event(seen.row)))
    if (told := roster.leading(lanes)) is not None:
        names = told.to_list()
        return lambda seen: lane_name(names[seen.row])
    value = _BY_VALUE[lanes]
    return lambda seen: lane_name(value(roster.shown(seen.row)))


def _by_rank(names: Iterable[str]) -> list[str]:
    rank = _rank_of_kinds()
    last = {SEVERAL: 10**6, UNKNOWN: 10**6 + 1}
    return sorted(set(names), key=lambda name: (rank.get(name, last.get(name, 10**5)), name))


def _by_count(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda name: (name == UNKNOWN, -counts[name], name))
