"""Positions on the axis: local days since 1970, in one zone, for the years 1 to 9999."""

from __future__ import annotations

import datetime as dt
import functools
import re
import zoneinfo
from collections.abc import Sequence

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.when.wording import MONTHS

__all__ = ["FIRST_DAY", "LAST_DAY", "Clock", "day_of", "label_parts"]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_EPOCH_ORDINAL = _EPOCH.toordinal()
US_PER_DAY = 86_400_000_000
FIRST_DAY = dt.date.min.toordinal() - _EPOCH_ORDINAL
LAST_DAY = dt.date.max.toordinal() - _EPOCH_ORDINAL + 1  # the end of the last day
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})?")


@functools.lru_cache(maxsize=64)
def _zone(name: str) -> dt.tzinfo:
    if name in {"UTC", "Z"}:
        return dt.UTC
    if (match := _OFFSET.fullmatch(name)) and int(match[2]) < 24 and int(match[3] or 0) < 60:
        sign = -1 if match[1] == "-" else 1
        shift = dt.timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return dt.timezone(sign * shift)
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownName(
            f"tz is {name!r}",
            expected="an IANA zone such as 'Europe/Kyiv' or an offset such as '+02:00'",
            remedy=nearest_hint(name, zoneinfo.available_timezones()),
        ) from error


class Clock:
    """Turns microseconds since the epoch into days on the axis.

    Examples
    --------
    >>> Clock("+02:00").days(0, floating=False) * 24
    2.0
    >>> Clock("+02:00").days(0, floating=True)
    0.0
    """

    def __init__(self, tz: str) -> None:
        if not isinstance(tz, str):
            raise InvalidValue(
                f"tz is {tz!r}",
                expected="text such as 'Europe/Kyiv'",
                remedy="write tz='Europe/Kyiv', or leave it out",
            )
        self.name = tz
        self._zone = _zone(tz)

    def days(self, microseconds: int, *, floating: bool) -> float:
        """Give the position; floating wall times stand where they were written."""
        shift = 0.0 if floating or self._zone is dt.UTC else self._shift(microseconds)
        return microseconds / US_PER_DAY + shift

    def _shift(self, microseconds: int) -> float:
        try:
            moment = _EPOCH + dt.timedelta(microseconds=microseconds)
            offset = moment.astimezone(self._zone).utcoffset()
        except OverflowError:  # the first and last hours of the calendar
            return 0.0
        return offset.total_seconds() / 86_400 if offset else 0.0


def day_of(position: float) -> dt.date:
    """Give the date of a position, within the calendar.

    Examples
    --------
    >>> day_of(0.5)
    datetime.date(1970, 1, 1)
    """
    whole = min(max(int(position // 1), FIRST_DAY), LAST_DAY - 1)
    return dt.date.fromordinal(whole + _EPOCH_ORDINAL)


def label_parts(position: float, months: Sequence[str] = MONTHS) -> tuple[str, str, str]:
    """Give day, month and year as words.

    Examples
    --------
    >>> label_parts(0.0)
    ('1', 'Jan', '1970')
    """
    day = day_of(position)
    return str(day.day), months[day.month - 1], f"{day.year:04d}"
