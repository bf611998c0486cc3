"""Whether two values of one attribute can both be true, and whether one says the other."""

from __future__ import annotations

import math
from typing import cast

from conflictlog.event.attributes import Attribute
from conflictlog.kinds import taxonomy
from conflictlog.place import Place
from conflictlog.report import Actor, Estimate
from conflictlog.when import When

__all__ = ["agree", "says"]

_HERE = frozenset({"occurred", "target"})


def agree(attribute: Attribute, one: object, other: object) -> bool:
    """Say whether two values can both be true: a coarser one does not contradict a finer one."""
    if one == other:
        return True
    match attribute.sort:
        case "when":
            return _times_agree(cast("When", one), cast("When", other))
        case "places":
            places, others = cast("tuple[Place, ...]", one), cast("tuple[Place, ...]", other)
            return _lists_agree(places, others)
        case "kind":
            tree = taxonomy()
            return any(tree.answers(a, b)[0] for a, b in _both_ways(one, other))
        case "role" | "actors":
            names, more = _names(one), _names(other)
            return names <= more or more <= names
        case "facet":
            words, wider = set(cast("tuple[str, ...]", one)), set(cast("tuple[str, ...]", other))
            return words <= wider or wider <= words
        case "estimate":
            return _counts_agree(cast("Estimate", one), cast("Estimate", other))
        case _:
            return False


def says(attribute: Attribute, stated: object, shown: object) -> bool:
    """Say whether a report that states one value thereby states the other: equal or finer."""
    if stated == shown:
        return True
    match attribute.sort:
        case "when":
            mine, theirs = _bounds(cast("When", stated), cast("When", shown))
            inside = theirs[0] <= mine[0] and mine[3] <= theirs[3]
            return inside and _times_agree(cast("When", stated), cast("When", shown))
        case "places":
            fine, coarse = cast("tuple[Place, ...]", stated), cast("tuple[Place, ...]", shown)
            return all(any(_is_within(place, wide) for place in fine) for wide in coarse)
        case "kind":
            return taxonomy().answers(cast("str", stated), cast("str", shown))[1]
        case "role" | "actors":
            return _names(shown) <= _names(stated)
        case "facet":
            return set(cast("tuple[str, ...]", shown)) <= set(cast("tuple[str, ...]", stated))
        case "estimate":
            return _numbers(cast("Estimate", stated)) == _numbers(cast("Estimate", shown))
        case _:
            return False


def _both_ways(one: object, other: object) -> tuple[tuple[str, str], tuple[str, str]]:
    first, second = cast("str", one), cast("str", other)
    return (first, second), (second, first)


def _names(actors: object) -> set[str]:
    return {" ".join(actor.name.split()).casefold() for actor in cast("tuple[Actor, ...]", actors)}


def _numbers(count: Estimate) -> tuple[object, ...]:
    """Give what makes two counts one claim: the best number alone where there is one."""
    if count.best is not None:
        return count.scope, count.unit, count.best
    return count.scope, count.unit, count.low, count.high, count.text


_Bounds = tuple[float, float, float, float]


def _bounds(one: When, other: When) -> tuple[_Bounds, _Bounds]:
    """Give (s0, s1, e0, e1) of both on one axis: local days where either floats."""
    floating = one.tz is None or other.tz is None
    return _axis(one, days=floating), _axis(other, days=floating)


def _axis(when: When, *, days: bool) -> _Bounds:
    s0, s1, e0, e1 = when.local_days if days else (when.s0, when.s1, when.e0, when.e1)
    return (
        -math.inf if s0 is None else s0,
        math.inf if s1 is None else s1,
        -math.inf if e0 is None else e0,
        math.inf if e1 is None else e1,
    )


def _times_agree(one: When, other: When) -> bool:
    (a0, a1, b0, b1), (c0, c1, d0, d1) = _bounds(one, other)
    if (c0 <= a0 and b1 <= d1) or (a0 <= c0 and d1 <= b1):
        return True
    return a0 <= c1 and c0 <= a1 and b0 <= d1 and d0 <= b1


def _lists_agree(places: tuple[Place, ...], others: tuple[Place, ...]) -> bool:
    """Compare accounts of where: one may leave places out that the other names."""
    mine = [place for place in places if place.role in _HERE]
    theirs = [place for place in others if place.role in _HERE]
    few, many = sorted((mine, theirs), key=len)
    return not few or all(any(_places_agree(one, other) for other in many) for one in few)


def _places_agree(one: Place, other: Place) -> bool:
    if _named_alike(one, other):
        return True
    cap, wide = one.cap, other.cap
    if cap is not None and wide is not None and not cap.meets(wide):
        return False
    # Two names without a point for each: nothing measures how far apart they are.
    unmeasured = one.lat is None or other.lat is None
    return not (unmeasured and one.name is not None and other.name is not None)


def _named_alike(one: Place, other: Place) -> bool:
    if one.name is None or other.name is None:
        return False
    lands = set(one.countries), set(other.countries)
    apart = all(lands) and not lands[0] & lands[1]
    return (
        not apart
        and " ".join(one.name.split()).casefold() == " ".join(other.name.split()).casefold()
    )


def _is_within(fine: Place, wide: Place) -> bool:
    """Say whether who names the finer place thereby says the wider one."""
    if fine == wide or _named_alike(fine, wide):
        return True
    if wide.name is not None and wide.lat is None:
        return False
    cap, hull = fine.cap, wide.cap
    return hull is None or (cap is not None and hull.contains(cap))


def _counts_agree(one: Estimate, other: Estimate) -> bool:
    """Compare counts: bounds may hold the other's number, two best numbers are rivals."""
    units = {one.unit, other.unit} - {None}
    if one.scope != other.scope or len(units) > 1:
        return True
    if one.best is not None and other.best is not None:
        return one.best == other.best
    low, high = _span(one)
    least, most = _span(other)
    return low <= most and least <= high


def _span(count: Estimate) -> tuple[float, float]:
    if count.best is not None:
        return count.best, count.best
    return (
        -math.inf if count.low is None else count.low,
        math.inf if count.high is None else count.high,
    )
