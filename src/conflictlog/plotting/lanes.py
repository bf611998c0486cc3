"""Which lane an event stands in, and which category gives its colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.kinds import kind_members, taxonomy
from conflictlog.plotting.wording import in_words

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.event.shown import Shown
    from conflictlog.plotting.intake import Roster, Seen

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
    families = {kind: kind_category(kind, "family") for kind in roster.kinds}
    groups = {kind: kind_category(kind, "group") for kind in roster.kinds}
    many = len(set(families.values()))
    coarse = lanes == "group" or many > MAX_COLOURED_FAMILIES
    category = groups if coarse else families
    rank = _rank_of_kinds()
    if lanes in {"kind", "family", "group"}:
        by_family = lanes == "family" or (lanes == "kind" and many <= MAX_FAMILIES)
        lane_of = [(families if by_family else groups)[seen.kind] for seen in drawn]
        order = _by_rank(lane_of, rank)
    elif lanes == "none":
        lane_of = [""] * len(drawn)
        order = [""] if drawn else []
    else:
        name_of = _naming(lanes, roster)
        lane_of = [name_of(seen) for seen in drawn]
        order = _by_count(lane_of)
    if len(order) > MAX_LANES and lanes != "family":
        kept = set(order[: MAX_LANES - 1]) - {UNKNOWN}
        lane_of = [lane if lane in kept else OTHER for lane in lane_of]
        order = [*(lane for lane in order if lane in kept), OTHER]
    counts: Counter[str] = Counter()
    for kind, count in roster.kinds.items():
        counts[category[kind]] += count
    return Grouping(
        lanes=tuple(order),
        lane_of=tuple(lane_of),
        categories={name: counts[name] for name in _by_rank(list(counts), rank)},
        category_of=tuple(category[seen.kind] for seen in drawn),
    )


def _naming(lanes: str | Callable[[Event], object | None], roster: Roster) -> Callable[[Seen], str]:
    """Give the function from an event to the name of its lane."""

    def named(found: object | None) -> str:
        return UNKNOWN if found is None or not str(found).strip() else str(found)

    if callable(lanes):
        return lambda seen: named(lanes(roster.event(seen.row)))
    if not isinstance(lanes, str):
        raise InvalidValue(
            f"lanes is {lanes!r}",
            expected=f"one of {', '.join(LANE_NAMES)}, or a function of an event",
        )
    if lanes not in _BY_VALUE:
        raise UnknownName(
            f"lanes is {lanes!r}",
            expected=f"one of {', '.join(LANE_NAMES)}, or a function of an event",
            remedy=nearest_hint(lanes, LANE_NAMES),
        )
    value = _BY_VALUE[lanes]
    return lambda seen: named(value(roster.shown(seen.row)))


def _by_rank(names: Sequence[str], rank: dict[str, int]) -> list[str]:
    last = {SEVERAL: 10**6, UNKNOWN: 10**6 + 1}
    return sorted(set(names), key=lambda name: (rank.get(name, last.get(name, 10**5)), name))


def _by_count(names: Sequence[str]) -> list[str]:
    counts = Counter(names)
    return sorted(counts, key=lambda name: (name == UNKNOWN, -counts[name], name))
