"""Integers -> pendulum objects, on access only: pendulum costs 100 times what integers do."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from conflictlog.when.days import DAY, FIRST_DAY, LAST_DAY
from conflictlog.when.zones import offset_at, readings

if TYPE_CHECKING:
    import pendulum

__all__ = ["exactly", "moment"]


def moment(tz: str | None, instant: int | None) -> pendulum.DateTime | None:
    """Give a bound as a pendulum object in its zone; None where it is open."""
    return None if instant is None else exactly(tz, instant)


def exactly(tz: str | None, instant: int) -> pendulum.DateTime:
    """Give an instant as a pendulum object: naive for a floating time.

    The end of the year 9999, which no datetime can hold, becomes its last microsecond.
    """
    import pendulum

    offset = offset_at(tz, instant)
    wall = min(max(instant + offset, FIRST_DAY * DAY), LAST_DAY * DAY + DAY - 1)
    naive = dt.datetime(1970, 1, 1) + dt.timedelta(microseconds=wall)  # noqa: DTZ001 - zone below
    if tz is None:
        zone: dt.tzinfo | None = None
    elif tz[0] in "+-":
        zone = pendulum.FixedTimezone(offset // 1_000_000)
    else:
        zone = pendulum.timezone(tz)
    fold = int(len(found := readings(tz, wall)) == 2 and found[1] == instant)
    return pendulum.DateTime(
        naive.year,
        naive.month,
        naive.day,
        naive.hour,
        naive.minute,
        naive.second,
        naive.microsecond,
        tzinfo=zone,
        fold=fold,
    )
