"""Three-valued relations of two times, and overlaps with days and instants.

Everything rests on one reading of an event's extent: from its start to its *reach*, the first
microsecond that is no longer touched, max(end, start + 1).  With it an instant and a half-open
stretch obey one formula.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from conflictlog.errors import InvalidValue
from conflictlog.when.days import HOUR
from conflictlog.when.zones import local_axis

if TYPE_CHECKING:
    from conflictlog.when.value import When

__all__ = ["Reach", "before", "during", "overlap_days", "overlap_instants", "overlaps", "reach"]

# Clocks on Earth run from 12 hours behind UTC to 14 hours ahead of it.
_AHEAD, _BEHIND = 14 * HOUR, 12 * HOUR
_LOW, _HIGH = -(2**62), 2**62


class Reach(NamedTuple):
    """The bounds of the start, and of the first microsecond no longer touched."""

    start0: int | None
    start1: int | None
    end0: int | None
    end1: int | None


class _Extent(NamedTuple):
    """A reach without None, and the bounds of the end itself."""

    start0: int
    start1: int
    end0: int
    end1: int
    e0: int
    e1: int


def reach(when: When) -> Reach:
    """Give the bounds of start and reach of a time."""
    s0, s1, e0, e1 = when.s0, when.s1, when.e0, when.e1
    end0 = e0 if s0 is None or e0 is None else max(e0, s0 + 1)
    end1 = None if e1 is None else e1 if s1 is None else max(e1, s1 + 1)
    return Reach(s0, s1, end0, end1)


def overlap_instants(when: When, a: int | None, b: int | None) -> tuple[bool, bool]:
    """Say whether a time touches [a, b) for some and for every reading: (possible, certain).

    A floating time is read on every clock on Earth: a day becomes the 50 hours from 10:00Z of the
    day before to 12:00Z of the day after.

    Parameters
    ----------
    when
        The time.
    a, b
        Microseconds since the epoch; None is open.

    Examples
    --------
    >>> from conflictlog.when import When
    >>> overlap_instants(When("1970-01-01", tz="UTC"), 0, 1)
    (True, False)
    """
    if a is not None and b is not None and b <= a:
        raise InvalidValue(
            f"the window is [{a}, {b})", expected="an end after its start", remedy="swap the two"
        )
    start0, start1, end0, end1 = reach(when)
    if when.tz is None:
        start0, end0 = _moved(start0, -_AHEAD), _moved(end0, -_AHEAD)
        start1, end1 = _moved(start1, _BEHIND), _moved(end1, _BEHIND)
    return _touch((start0, start1, end0, end1), a, b)


def overlap_days(when: When, first: int | None, last: int | None) -> tuple[bool, bool]:
    """Say whether a time touches its own local days first..last: (possible, certain).

    Parameters
    ----------
    when
        The time.
    first, last
        Days since 1970-01-01, both included; None is open.

    Examples
    --------
    >>> from conflictlog.when import When
    >>> overlap_days(When("2022-12-19", tz="Europe/Kyiv"), 19345, 19345)
    (True, True)
    """
    if first is not None and last is not None and last < first:
        raise InvalidValue(
            f"the days are {first} to {last}", expected="a first day not after the last"
        )
    start0, start1, end0, end1 = when.local_days
    days = (start0, start1, _moved(end0, 1), _moved(end1, 1))
    return _touch(days, first, _moved(last, 1))


def _moved(bound: int | None, by: int) -> int | None:
    return None if bound is None else bound + by


def _touch(
    bounds: tuple[int | None, int | None, int | None, int | None], a: int | None, b: int | None
) -> tuple[bool, bool]:
    start0, start1, end0, end1 = bounds
    possible = (start0 is None or b is None or start0 < b) and (
        end1 is None or a is None or end1 > a
    )
    certain = (b is None or (start1 is not None and start1 < b)) and (
        a is None or (end0 is not None and end0 > a)
    )
    return possible, certain


def _pair(one: When, other: When) -> tuple[_Extent, _Extent]:
    """Put two times on one axis: instants, or the calendar where either is floating."""
    if one.tz is not None and other.tz is not None:
        return _extent(one), _extent(other)
    return _extent(one, calendar=True), _extent(other, calendar=True)


def _extent(when: When, *, calendar: bool = False) -> _Extent:
    found = [when.s0, when.s1, when.e0, when.e1]
    if calendar:
        found = [None if bound is None else local_axis(when.tz, bound) for bound in found]
    s0, s1, e0, e1 = (
        bound if bound is not None else infinite
        for bound, infinite in zip(found, (_LOW, _HIGH, _LOW, _HIGH), strict=True)
    )
    return _Extent(s0, s1, max(e0, s0 + 1), max(e1, s1 + 1), e0, e1)


def _three(*, certain: bool, possible: bool) -> bool | None:
    return True if certain else None if possible else False


def before(one: When, other: When) -> bool | None:
    """Say whether one ended when, or before, the other began, and began earlier."""
    a, b = _pair(one, other)
    return _three(
        certain=a.e1 <= b.start0 and a.start1 < b.start0 < _HIGH and a.e1 < _HIGH,
        possible=a.e0 <= b.start1 and a.start0 < b.start1,
    )


def overlaps(one: When, other: When) -> bool | None:
    """Say whether the two share a moment."""
    a, b = _pair(one, other)
    return _three(
        certain=a.start1 < b.end0 and b.start1 < a.end0,
        possible=a.start0 < b.end1 and b.start0 < a.end1,
    )


def during(one: When, other: When) -> bool | None:
    """Say whether the whole of one lies within the other."""
    a, b = _pair(one, other)
    start = max(a.start0, b.start0)  # the reading of one that fits best
    return _three(
        certain=_LOW < a.start0 >= b.start1 and a.end1 <= b.end0 and a.end1 < _HIGH,
        possible=start <= a.start1 and max(a.e0, start + 1) <= b.end1,
    )
