"""The rule by which an event shows one of several reported values: one total order.

Columns repeat this order, so it is written as plain sort keys; smaller is shown:

1. affirming reports before neutral ones (denying and superseded ones never),
2. best effective reliability: A, B, C, D, then F and unrated alike, then E,
3. narrowest value, by `width`; what has no width comes last,
4. earliest published, compared as text; without a date last,
5. smallest id, and for two contents of one id the order within the event.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from conflictlog.kinds import kind_members, taxonomy
from conflictlog.place import Place
from conflictlog.report import Report
from conflictlog.when import When

__all__ = ["RELIABILITY_RANK", "STANCE_RANK", "pick", "pick_order", "width"]

V = TypeVar("V")

#: Stances that may show a value, the better first.
STANCE_RANK: Final = {"affirms": 0, "neutral": 1}

#: Letters by the chance that they stand for: F says "cannot be judged", E "unreliable".
RELIABILITY_RANK: Final = {"A": 0, "B": 1, "C": 2, "D": 3, "F": 4, None: 4, "E": 5}


def width(value: object) -> float:
    """Say how wide a value is, for comparison with values of the same attribute.

    A time: microseconds from the earliest start to the latest end. Places: the largest
    radius in km among them. A kind: a set before all by its number of members, then a
    group before a path, then a shorter path. Anything else: 0, all alike. Infinite
    where a bound or a radius is not known.

    Examples
    --------
    >>> width("strike/drone") < width("strike") < width("violence") < width("attack|strike")
    True
    >>> width((Place("somewhere"),))
    inf
    """
    if isinstance(value, When):
        return math.inf if value.s0 is None or value.e1 is None else float(value.e1 - value.s0)
    if isinstance(value, str):
        return _kind_width(value)
    if isinstance(value, tuple) and value and isinstance(value[0], Place):
        radii = [place.radius_km for place in value]
        return max(math.inf if radius is None else radius for radius in radii)
    return 0.0


def _kind_width(kind: str) -> float:
    members = kind_members(kind)
    group = any(member in taxonomy().groups for member in members)
    return 100.0 * (len(members) - 1) + 50.0 * group - kind.count("/")


def pick_order(
    report: Report, wide: float, letter: str | None
) -> tuple[int, int, float, bool, str, str]:
    """Give the sort key of one report for one attribute.

    Parameters
    ----------
    report
        An affirming or neutral report that states the attribute.
    wide
        The width of what it states.
    letter
        The effective reliability of the report: the worst on its own path.
    """
    published = report.source.published if report.source else None
    return (
        STANCE_RANK[report.stance],
        RELIABILITY_RANK[letter],
        wide,
        published is None,
        published or "",
        report.id,
    )


def pick(
    stated: Iterable[tuple[Report, V]],
    letter_of: Callable[[Report], str | None],
    *,
    by_width: bool = True,
) -> tuple[Report, V] | None:
    """Pick the pair of report and value to show; None where there is nothing to pick from."""
    pairs = list(stated)
    if len(pairs) == 1:  # most attributes of most events: nothing to judge
        return pairs[0]
    return min(
        pairs,
        key=lambda pair: pick_order(
            pair[0], width(pair[1]) if by_width else 0.0, letter_of(pair[0])
        ),
        default=None,
    )
