"""Ticks of the calendar, from minutes to millennia, for the years 1 to 9999.

Matplotlib's own date axis counts in days from 1970 and formats through `datetime`, which ends
at the edges of the calendar and labels by precision that we do not have.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Callable, Iterator, Sequence

import attrs

from conflictlog.plotting.clock import FIRST_DAY, LAST_DAY, day_of
from conflictlog.when.wording import MONTHS

__all__ = ["MIN_DISTANCE", "Tick", "Ticks", "make_ticks"]

MIN_DISTANCE = 52.0  # points
Slack = tuple[float, float]
_EPOCH = dt.date(1970, 1, 1).toordinal()
_MINUTES = (1, 5, 10, 15, 30)
_HOURS = (1, 2, 3, 6, 12)
_DAYS = (1, 2, 7, 14)
# With the days between two labels where they are fewest: beside February.
_MONTHS = {1: 29.5, 2: 59.0, 3: 90.0, 6: 181.0}
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@attrs.frozen
class Tick:
    """A label at a place on the axis; its second line tells what the first leaves out."""

    position: float
    text: str
    below: str = ""


@attrs.frozen(kw_only=True)
class Ticks:
    """Labels, lines of the grid, and small ticks between."""

    labels: tuple[Tick, ...]
    grid: tuple[float, ...]
    minor: tuple[float, ...]


@attrs.frozen
class _Step:
    """One unit of the calendar: its boundaries, and the words for one of them."""

    unit: str
    count: int
    days: float
    finer: tuple[str, int] | None = None

    @property
    def in_cells(self) -> bool:
        """Say whether the label stands in the middle of what it names, not at its start."""
        return self.count == 1 and self.unit in {"day", "month", "year"}


def _steps() -> Iterator[_Step]:
    for count in _MINUTES:
        yield _Step("minute", count, count / 1440)
    for count in _HOURS:
        yield _Step("hour", count, count / 24, ("hour", 1) if count > 1 else None)
    for count in _DAYS:
        yield _Step("day", count, count, ("day", 1) if count > 1 else ("hour", 6))
    for count, fewest in _MONTHS.items():
        yield _Step("month", count, fewest, ("month", 1) if count > 1 else None)
    for count in _YEARS:
        finer = ("year", 10 ** int(math.log10(count))) if count > 1 else ("month", 3)
        yield _Step("year", count, 365.0 * count, finer if finer != ("year", count) else None)


def _boundaries(unit: str, count: int, low: float, high: float) -> Iterator[float]:
    """Give the starts of a unit from at or before `low` to at or after `high`."""
    if unit in {"minute", "hour"}:
        per_day = (1440 if unit == "minute" else 24) // count
        first = math.floor(low * per_day)
        last = math.ceil(high * per_day)
        yield from (number / per_day for number in range(first, last + 1))
    elif unit == "day":
        # Weeks begin on Monday; day 0 of the epoch was a Thursday.
        shift = 4 if count % 7 == 0 else 0
        first = math.floor((low - shift) / count)
        last = math.ceil((high - shift) / count)
        yield from (float(number * count + shift) for number in range(first, last + 1))
    else:
        months = count if unit == "month" else 12 * count
        start = day_of(low)
        number = ((start.year * 12 + start.month - 1) // months) * months
        while True:
            position = _month_start(number)
            yield position
            if position >= min(high, LAST_DAY):
                return
            number += months


def _month_start(number: int) -> float:
    year, month = divmod(number, 12)
    if year < 1:
        return float(FIRST_DAY)
    if year > dt.MAXYEAR:
        return float(LAST_DAY)
    return float(dt.date(year, month + 1, 1).toordinal() - _EPOCH)


def _words(step: _Step, position: float, months: Sequence[str]) -> tuple[str, str]:
    """Give a label and the coarser words that go below it where they change."""
    # A boundary such as 1/3 of a day must not fall a bit short of its minute.
    position = round(position * 1440) / 1440
    day = day_of(position)
    if step.unit in {"minute", "hour"}:
        minutes = round((position - math.floor(position)) * 1440)
        clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
        return clock, f"{day.day} {months[day.month - 1]} {day.year}"
    if step.unit == "day":
        return f"{day.day} {months[day.month - 1]}", str(day.year)
    if step.unit == "month":
        return months[day.month - 1], str(day.year)
    return str(day.year), ""


def make_ticks(
    low: float,
    high: float,
    width: float,
    measure: Callable[[str], float],
    *,
    slack: Slack = (0.0, 0.0),
    months: Sequence[str] = MONTHS,
) -> Ticks:
    """Choose the finest ticks whose labels stand at least 52 points apart.

    Parameters
    ----------
    low, high
        The window, in days.
    width
        Its length in points.
    measure
        Gives the width of a label in points.
    slack
        How far, in points, a label may reach over the left and the right end of the axis.
    months
        The names of months, January first.

    Examples
    --------
    >>> [tick.text for tick in make_ticks(0.0, 4.0, 400.0, lambda text: 30.0).labels]
    ['1 Jan', '2 Jan', '3 Jan', '4 Jan']
    """
    scale = width / (high - low)
    for step in _steps():
        widest = max(measure(text) for text in _samples(step, months, measure))
        if step.days * scale >= max(MIN_DISTANCE, widest + 12):
            break
    starts = list(_boundaries(step.unit, step.count, low, high))
    labels = _labels(step, starts, (low, high), scale, measure=measure, slack=slack, months=months)
    inside = [start for start in starts if low <= start <= high]
    minor: list[float] = []
    if step.finer is not None:
        unit, count = step.finer
        days = {"hour": 1 / 24, "day": 1.0, "month": 30.0, "year": 365.0}[unit] * count
        if days * scale >= 7:
            minor = [at for at in _boundaries(unit, count, low, high) if low <= at <= high]
    return Ticks(labels=tuple(labels), grid=tuple(inside), minor=tuple(minor))


def _samples(
    step: _Step, months: Sequence[str], measure: Callable[[str], float]
) -> tuple[str, ...]:
    widest = max(months, key=measure)
    texts = {"minute": "00:00", "hour": f"28 {widest} 2022", "day": f"28 {widest}", "month": widest}
    return (texts.get(step.unit, "9999"),)


def _labels(
    step: _Step,
    starts: list[float],
    window: tuple[float, float],
    scale: float,
    *,
    measure: Callable[[str], float],
    slack: Slack,
    months: Sequence[str],
) -> list[Tick]:
    low, high = window
    found: list[Tick] = []
    told = ""
    pairs = itertools.pairwise(starts) if step.in_cells else ((start, start) for start in starts)
    for start, end in pairs:
        at = (max(start, low) + min(end, high)) / 2
        if not low <= at <= high or not FIRST_DAY <= start < LAST_DAY:
            continue
        text, coarse = _words(step, start, months)
        below = coarse if coarse != told else ""
        half = max(measure(text), measure(below)) / 2
        # A label in its cell stays over it; one at a boundary may reach over the axis's end.
        before, after = (2.0, 2.0) if step.in_cells else slack
        if (at - low) * scale + before < half or (high - at) * scale + after < half:
            continue
        if found and (at - found[-1].position) * scale < MIN_DISTANCE:
            continue
        found.append(Tick(at, text, below))
        told = coarse
    return found
