"""What `When(...)` takes -> bounds: points, intervals, windows, pairs and bound keywords."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from conflictlog.errors import InvalidValue
from conflictlog.when.notation import (
    FORMS,
    Moment,
    Precision,
    Qualifier,
    Written,
    locate,
    read_datetime,
    read_formatted,
    read_text,
)

__all__ = ["Bounds", "Openness", "read_limits", "read_value", "settle"]

Openness = Literal["closed", "ongoing", "unknown"]
_MISSING = {"None", "nan", "NaT", "<NA>", "np.float64(nan)", "np.datetime64('NaT')"}
End = Written | Literal["ongoing", "unknown"]


class Bounds(NamedTuple):
    """What was read: the fields of a `When` before it is tightened and checked."""

    s0: int | None
    s1: int | None
    e0: int | None
    e1: int | None
    tz: str | None
    text: str | None
    precision: Precision
    qualifier: Qualifier = "none"
    open_start: Openness = "closed"
    open_end: Openness = "closed"


def read_value(value: object, *, tz: str | None, throughout: bool, pattern: str | None) -> Bounds:
    """Read a value of any accepted type.

    Raises
    ------
    InvalidValue
        Naming the value, the forms accepted and the cure.
    """
    if isinstance(value, str):
        if pattern is not None:
            return _point(read_formatted(value.strip(), pattern), tz, value, throughout=throughout)
        return _read_line(value, tz, throughout=throughout)
    if type(value).__module__.partition(".")[0] == "pendulum" and hasattr(value, "start"):
        value = (value.start, getattr(value, "end", None))
    if isinstance(value, tuple | list):
        return _read_pair(value, tz, pattern, throughout=throughout)
    return _point(_one(value, pattern, "when"), tz, None, throughout=throughout)


def read_limits(limits: dict[str, object], *, tz: str | None, pattern: str | None) -> Bounds:
    """Read `began_by` and its three siblings: what is known of a start and an end, side by side.

    A day on which it had `ended` at the earliest is touched, as in `A/B`.  So what `began_by` the
    19th and `ended_no_earlier_than` the 19th ("already in Minsk on Monday") was going on at some
    moment of the 19th for certain, and perhaps on any day before and after.
    """
    found = {name: _one(value, pattern, name) for name, value in limits.items()}
    zone = _common_zone(list(found.values()), tz)
    for name, written in found.items():
        if written.qualifier != "none":
            raise InvalidValue(
                f"{name} is {limits[name]!r}",
                expected="a date without '?', '~' or '%'",
                remedy=f"say qualifier={written.qualifier!r} of the whole",
            )
    at = {name: locate(written, zone, name) for name, written in found.items()}
    began, ended = at.get("began_by"), at.get("ended_by")
    no_earlier, lasted = at.get("began_no_earlier_than"), at.get("ended_no_earlier_than")
    return Bounds(
        no_earlier.lo if no_earlier else None,
        began.last if began else None,
        lasted.as_end[0] if lasted else None,
        ended.as_end[1] if ended else None,
        zone,
        None,
        "range",
    )


def _one(value: object, pattern: str | None, field: str) -> Written:
    """Read one date or clock time of any type."""
    if isinstance(value, str):
        text = value.strip()
        return read_formatted(text, pattern, field) if pattern else read_text(text, field)
    missing = repr(value) in _MISSING  # pandas.NaT passes for a datetime
    if isinstance(value, dt.date) and not missing:
        return read_datetime(value, field)
    remedy = "leave out what is missing (None)" if missing else "give ISO text or a date"
    if isinstance(value, int | float) and not isinstance(value, bool) and not missing:
        remedy = "a number has no unit: give ISO text, or s0=, s1=, e0=, e1= in microseconds"
    raise InvalidValue(
        f"{field} is {value!r}",
        expected=f"a date, a datetime, a pair (start, end), or text: {FORMS}",
        remedy=remedy,
    )


def _common_zone(found: list[Written], tz: str | None) -> str | None:
    """Give the zone of the caller, else the one that the written times share."""
    zones = {written.offset for written in found if written.offset is not None}
    if tz is not None or not zones:
        return tz
    if len(zones) > 1:
        raise InvalidValue(
            f"when has times in several zones: {', '.join(sorted(zones))}",
            expected="one zone for the whole",
            remedy="say whose days count: tz='Europe/Kyiv'",
        )
    return zones.pop()


def _point(written: Written, tz: str | None, text: str | None, *, throughout: bool) -> Bounds:
    zone = _common_zone([written], tz)
    at = locate(written, zone)
    if at.lo == at.last:
        bounds = (at.lo, at.lo, at.lo, at.lo)
    elif throughout:
        bounds = (at.lo, at.lo + at.slack, at.last + 1 - at.slack, at.last + 1)
    else:
        bounds = (at.lo, at.last, at.lo, at.last + 1)
    return Bounds(*bounds, zone, text, at.precision, written.qualifier)


def _read_line(value: str, tz: str | None, *, throughout: bool) -> Bounds:
    """Read text: a window in brackets, an interval with a slash, or one date."""
    text = value.strip()
    if text.startswith("[") and text.endswith("]"):
        if throughout:
            raise InvalidValue(
                f"when is {value!r} with throughout=True",
                expected="one of the two: brackets say 'at some time within'",
                remedy="write 'A/B' for what lasted throughout",
            )
        return _window(text, tz, value)
    parts = text.split("/")
    if len(parts) == 1:
        return _point(read_text(text), tz, value, throughout=throughout)
    if len(parts) > 2:
        read_text(text)  # refuses, with the cure for 19/12/2022
    start, end = (_end_of_line(part) for part in parts)
    return _interval(start, end, tz, value, throughout=throughout)


def _end_of_line(part: str) -> End:
    if part in ("", ".."):
        return "ongoing" if part else "unknown"
    return read_text(part)


def _read_pair(
    value: tuple[object, ...] | list[object],
    tz: str | None,
    pattern: str | None,
    *,
    throughout: bool,
) -> Bounds:
    if len(value) != 2:
        raise InvalidValue(f"when is {value!r}", expected="a pair (start, end)")
    ends: list[End] = []
    for member in value:
        if member is None or (isinstance(member, str) and member in ("", "..")):
            ends.append("ongoing" if member == ".." else "unknown")
        else:
            ends.append(_one(member, pattern, "when"))
    written = all(member is None or isinstance(member, str) for member in value)
    text = "/".join(str(member or "") for member in value) if written else None
    return _interval(ends[0], ends[1], tz, text, throughout=throughout)


def _shared_qualifier(ends: list[Written], text: object) -> Qualifier:
    marks = {written.qualifier for written in ends}
    if len(marks) > 1:
        raise InvalidValue(
            f"when is {text!r}, its ends marked differently",
            expected="one mark for the whole",
            remedy="put the same '?', '~' or '%' on both ends; for a vague end widen it: "
            "'2022-12-01/2022-12-1X'",
        )
    return marks.pop()


def _interval(
    start: End, end: End, tz: str | None, text: str | None, *, throughout: bool
) -> Bounds:
    """Read `A/B`: it lasted from some time in A to some time in B, throughout between them."""
    ends = [one for one in (start, end) if isinstance(one, Written)]
    if not ends:
        raise InvalidValue(
            f"when is {text!r}, open at both ends",
            expected="at least one date",
            remedy="leave `when` unset where nothing is known",
        )
    zone = _common_zone(ends, tz)
    qualifier = _shared_qualifier(ends, text)
    if len(ends) == 2 and locate(ends[0], zone).lo > locate(ends[1], zone).last:
        raise _backwards(text or tuple(ends))
    s0, s1 = _limits(start, zone, throughout=throughout, ending=False)
    e0, e1 = _limits(end, zone, throughout=throughout, ending=True)
    exact = None not in (s0, e1) and s0 == s1 == e0 == e1
    return Bounds(
        s0,
        s1,
        e0,
        e1,
        zone,
        text,
        "instant" if exact else "range",
        qualifier,
        start if isinstance(start, str) else "closed",
        end if isinstance(end, str) else "closed",
    )


def _limits(
    end: End, zone: str | None, *, throughout: bool, ending: bool
) -> tuple[int | None, int | None]:
    if isinstance(end, str):
        return None, None
    at: Moment = locate(end, zone)
    if not throughout:
        return at.as_end if ending else at.as_start
    edge = at.last + 1 - at.slack if ending and not at.clock else at.lo
    return edge, edge + at.slack


def _window(text: str, tz: str | None, value: str) -> Bounds:
    """Read `[A..B]`: at some time within, from the first instant of A to the end of B."""
    parts = text[1:-1].split("..")
    if len(parts) != 2 or not any(parts):
        raise InvalidValue(f"when is {value!r}", expected="'[A..B]', '[..B]' or '[A..]'")
    first, last = (read_text(part) if part else None for part in parts)
    ends = [one for one in (first, last) if one is not None]
    zone = _common_zone(ends, tz)
    s0 = locate(first, zone).lo if first else None
    s1 = locate(last, zone).last if last else None
    exact = s0 is not None and s0 == s1
    return Bounds(
        s0,
        s1,
        s0,
        None if s1 is None else s1 if exact else s1 + 1,
        zone,
        value,
        "instant" if exact else "range",
        _shared_qualifier(ends, value),
        "closed" if first else "unknown",
        "closed" if last else "unknown",
    )


def _backwards(shown: object) -> InvalidValue:
    return InvalidValue(
        f"when is {shown!r}: its end is before its start",
        expected="a start that is not after the end",
        remedy="swap the two, or correct one",
    )


def settle(found: Bounds, shown: object) -> Bounds:
    """Tighten the bounds and refuse what no reading fits.

    Parameters
    ----------
    found
        What was read.
    shown
        The value as the caller gave it, for the message.

    Raises
    ------
    InvalidValue
        Where the end is before the start.
    """
    s0, s1, e0, e1 = found[:4]
    if s0 is not None:
        e0 = s0 if e0 is None else max(e0, s0)
    if e1 is not None:
        latest = e1 - 1 if s0 is None else max(e1 - 1, s0)
        s1 = latest if s1 is None else min(s1, latest)
    ordered = (
        (s0 is None or s1 is None or s0 <= s1)
        and (e0 is None or e1 is None or e0 <= e1)
        and (s0 is None or e1 is None or s0 <= e1)
    )
    # The end of one day is the first instant of the next: only an exact end makes an instant.
    if not ordered or (s0 is not None and s0 == e1 and found.e0 != e1):
        raise _backwards(shown)
    return found._replace(
        s0=s0,
        s1=s1,
        e0=e0,
        e1=e1,
        open_start="unknown" if s0 is None and found.open_start == "closed" else found.open_start,
        open_end="unknown" if e1 is None and found.open_end == "closed" else found.open_end,
    )
