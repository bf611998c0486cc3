"""Zones: local days, their first instants, clock times in gaps and folds.

A zone is text: an IANA key, a fixed offset (`+02:00`), or None for a floating time, whose
microseconds are those of the same wall time in UTC.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import zoneinfo

from conflictlog.errors import InvalidValue, nearest_hint
from conflictlog.when.days import DAY, FIRST_DAY, HOUR, LAST_DAY, MINUTE, SECOND, civil, wall_of

__all__ = [
    "first_instant",
    "instant_of",
    "is_skipped",
    "local_axis",
    "local_day",
    "offset_at",
    "readings",
    "same_or_later",
    "wall_at",
    "zone_of",
    "zone_text",
]

_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})?(?::([0-9]{2}))?")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_ZONES = "an IANA zone ('Europe/Kyiv') or a fixed offset ('+02:00')"
# What a zone's rules are asked for lies inside the calendar, whatever the offset.
_LOWEST, _HIGHEST = (FIRST_DAY + 2) * DAY, (LAST_DAY - 1) * DAY


def zone_text(value: object, field: str = "tz") -> str | None:
    """Check a zone and write it in one way; None stays None.

    Parameters
    ----------
    value
        An IANA key, an offset as text, or a `tzinfo`.
    field
        Name of the field, for the message.

    Raises
    ------
    InvalidValue
        For a zone that is not known; the nearest are named.

    Examples
    --------
    >>> zone_text("Z"), zone_text("+0200"), zone_text(dt.timezone(dt.timedelta(hours=-3)))
    ('UTC', '+02:00', '-03:00')
    """
    if value is None:
        return None
    if isinstance(value, dt.tzinfo):
        if not any(hasattr(value, name) for name in ("key", "zone", "offset")):
            fixed = value.utcoffset(None)  # a zone whose offset changes has none without a time
            if fixed is None:
                raise InvalidValue(
                    f"{field} is {value!r}", expected=_ZONES, remedy="give the zone's IANA name"
                )
        return zone_of(dt.datetime(2000, 1, 1, tzinfo=value))
    if not isinstance(value, str):
        raise InvalidValue(f"{field} is {value!r}", expected=_ZONES)
    return _checked(value, field)


@functools.cache
def _checked(text: str, field: str) -> str:
    if text == "Z":
        return "UTC"
    match = _OFFSET.fullmatch(text)
    if match:
        sign, hours, minutes, seconds = match.groups(default="00")
        if int(hours) > 18 or int(minutes) > 59 or int(seconds) > 59:
            raise InvalidValue(f"{field} is {text!r}", expected="an offset of at most 18 hours")
        sign = "+" if int(hours + minutes + seconds) == 0 else sign
        return f"{sign}{hours}:{minutes}" + (f":{seconds}" if seconds != "00" else "")
    try:
        if text == "localtime" or text.startswith(("right/", "posix/")):
            raise ValueError(text)  # noqa: TRY301 - these name a machine's setting, not a place
        zoneinfo.ZoneInfo(text)
    except (ValueError, OSError, KeyError) as error:
        hint = nearest_hint(text, zoneinfo.available_timezones())
        if not hint:
            cities = {name.rpartition("/")[2]: name for name in zoneinfo.available_timezones()}
            near = cities.get(text.strip().title().replace(" ", "_"))
            hint = f"did you mean {near!r}?" if near else "name the city: 'Europe/Minsk'"
        raise InvalidValue(f"{field} is {text!r}", expected=_ZONES, remedy=hint) from error
    return text


def zone_of(moment: dt.datetime) -> str | None:
    """Give the zone of a datetime: its IANA key where it has one, else its offset."""
    zone = moment.tzinfo
    if zone is None:
        return None
    key = getattr(zone, "key", None) or getattr(zone, "zone", None)
    if isinstance(key, str):
        return zone_text(key)
    if zone is dt.UTC:
        return "UTC"
    offset = moment.utcoffset()
    if offset is None:
        return None
    return zone_text(_offset_text(offset // dt.timedelta(microseconds=1)))


def _offset_text(offset: int) -> str:
    seconds = abs(offset) // SECOND
    text = f"{'-' if offset < 0 else '+'}{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    return text + (f":{seconds % 60:02d}" if seconds % 60 else "")


@functools.cache
def _fixed(tz: str | None) -> int | None:
    """Give the offset of a zone that never changes it, else None."""
    if tz is None or tz == "UTC":
        return 0
    match = _OFFSET.fullmatch(tz)
    if match is None:
        return None
    sign, hours, minutes, seconds = match.groups(default="00")
    size = int(hours) * HOUR + int(minutes) * MINUTE + int(seconds) * SECOND
    return -size if sign == "-" else size


@functools.cache
def _rules(tz: str) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(tz)


def offset_at(tz: str | None, instant: int) -> int:
    """Give what a zone's clocks are ahead of UTC at an instant, in microseconds."""
    fixed = _fixed(tz)
    if fixed is not None or tz is None:
        return fixed or 0
    inside = min(max(instant, _LOWEST), _HIGHEST)
    moment = _EPOCH + dt.timedelta(microseconds=inside)
    offset = moment.astimezone(_rules(tz)).utcoffset()
    return (offset or dt.timedelta()) // dt.timedelta(microseconds=1)


def wall_at(tz: str | None, instant: int) -> int:
    """Give the clock reading at an instant, in microseconds."""
    return instant + offset_at(tz, instant)


def _offsets_around(tz: str, wall: int) -> tuple[int, int]:
    """Give the offsets of a clock reading's first and second reading (PEP 495)."""
    day, rest = divmod(wall, DAY)
    moment = dt.datetime.combine(civil(day), dt.time()) + dt.timedelta(microseconds=rest)
    found = [moment.replace(tzinfo=_rules(tz), fold=fold).utcoffset() for fold in (0, 1)]
    first, second = ((offset or dt.timedelta()) // dt.timedelta(microseconds=1) for offset in found)
    return first, second


def readings(tz: str | None, wall: int) -> tuple[int, ...]:
    """Give the instants at which the clocks read so: none in a gap, two in a fold.

    Examples
    --------
    >>> from conflictlog.when.days import HOUR, day_number
    >>> autumn = day_number(dt.date(2022, 10, 30)) * 24 * HOUR
    >>> len(readings("Europe/Kyiv", autumn + 3 * HOUR))
    2
    """
    fixed = _fixed(tz)
    if fixed is not None or tz is None:
        return (wall - (fixed or 0),)
    first, second = _offsets_around(tz, wall)
    if first == second:
        return (wall - first,)
    return (wall - first, wall - second) if first > second else ()


def same_or_later(tz: str | None, wall: int) -> int:
    """Give the first instant at which the clocks read so, or have just jumped over it."""
    found = readings(tz, wall)
    if found or tz is None:
        return found[0]
    before, after = _offsets_around(tz, wall)
    # The jump lies in (low, high]; zones change their offset at whole seconds.
    low, high = (wall - after) // SECOND, -((before - wall) // SECOND)
    while high - low > 1:
        middle = (low + high) // 2
        if offset_at(tz, middle * SECOND) == before:
            low = middle
        else:
            high = middle
    return high * SECOND


@functools.lru_cache(maxsize=1 << 16)
def first_instant(tz: str | None, day: int) -> int:
    """Give the first instant of a local day: midnight, or the end of the gap that swallowed it.

    Examples
    --------
    >>> from conflictlog.when.days import day_number
    >>> gap = day_number(dt.date(2022, 3, 27))  # Beirut had no midnight on this day
    >>> wall_at("Asia/Beirut", first_instant("Asia/Beirut", gap)) - gap * DAY == HOUR
    True
    """
    return same_or_later(tz, day * DAY)


def is_skipped(tz: str | None, day: int) -> bool:
    """Say whether a zone skipped a whole day, as Apia did 2011-12-30."""
    return first_instant(tz, day) == first_instant(tz, day + 1)


def local_day(tz: str | None, instant: int) -> int:
    """Give the local day of an instant: the last whose first instant is not after it.

    Where clocks go back over midnight the new day has begun and stays begun, so days never run
    backwards.
    """
    day = wall_at(tz, instant) // DAY
    return day + 1 if _fixed(tz) is None and instant >= first_instant(tz, day + 1) else day


def local_axis(tz: str | None, instant: int) -> int:
    """Place an instant on the calendar of local days, 24 hours each, in order.

    It serves to compare with floating times, which know no zone: days match days.
    """
    day = local_day(tz, instant)
    return day * DAY + min(instant - first_instant(tz, day), DAY - 1)


def instant_of(moment: dt.datetime) -> int:
    """Give the instant of an aware datetime without overflow at the calendar's ends."""
    offset = moment.utcoffset() or dt.timedelta()
    return wall_of(moment) - offset // dt.timedelta(microseconds=1)
