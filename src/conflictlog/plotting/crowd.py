"""Many events as columns: where each begins and ends on the axis, in which lane and category."""

from __future__ import annotations

import zoneinfo
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs
import numpy as np
import numpy.typing as npt
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.plotting.clock import US_PER_DAY, Clock
from conflictlog.plotting.intake import CROWD, Intake, seen_rows
from conflictlog.plotting.items import common_zone, make_items
from conflictlog.plotting.lanes import check_lanes, lane_name, order_lanes, sort_kinds
from conflictlog.plotting.window import choose_window, given_window

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["MOST_CALLED", "MOST_MARKS", "Crowd", "gather"]

MOST_MARKS = CROWD
#: Events that are made into objects for a caller's function of an event.
MOST_CALLED = 100_000
_SAMPLE, _EXTREMES = 4_000, 60
_OPEN = 2**62
_UNREAL = ("planned", "cancelled")
_BOUNDS = ("s0", "s1", "e0", "e1")

Whole = npt.NDArray[np.int64]


@attrs.frozen(kw_only=True, eq=False)
class Crowd:
    """The events that touch a window, one entry an event; bounds in microseconds on the axis."""

    total: int
    dated: int
    before: int
    after: int
    unreal: int
    low: float
    high: float
    zone: str | None
    shifted: bool
    lanes: tuple[str, ...]
    categories: tuple[str, ...]
    kinds: dict[str, int]
    lane: Whole
    category: Whole
    s0: Whole
    s1: Whole
    e0: Whole
    e1: Whole
    statuses: dict[str, int]
    sensitive: int

    @property
    def drawn(self) -> int:
        """Count the events that bars or strips show."""
        return len(self.lane)


def gather(
    intake: Intake,
    *,
    lanes: str | Callable[[Event], object | None],
    window: object,
    tz: str | None,
) -> Crowd | None:
    """Take what touches the window, by columns; None where marks have room for so few.

    Raises
    ------
    InvalidValue
        For a function of an event where more than 100,000 would be made into objects.
    """
    table = intake.crowd()
    if table is None:
        return None
    check_lanes(lanes)
    zone = tz if tz is not None else common_zone(intake.zones)
    clock = Clock(zone or "UTC")
    given = None if window is None else given_window(window, clock)
    s0, s1, e0, e1 = _on_axis(table, clock)
    low, high = _bulk(table, (s0, e1), clock) if given is None else given
    first, last = round(low * US_PER_DAY), round(high * US_PER_DAY)
    before = (e1 < first) | ((e1 == first) & (s0 < first))
    after = (s0 > last) | ((s0 == last) & (e1 > last))
    touching = ~(before | after)
    if given is not None and int(touching.sum()) <= MOST_MARKS:
        return None
    unreal = table["phase"].is_in(_UNREAL).fill_null(value=False).to_numpy()
    kept = touching & ~unreal
    part = table.filter(kept)
    lane_names, lane = _lanes_of(part, intake, lanes)
    kinds = sort_kinds(intake.kinds, lanes)
    category_names, category = _coded(
        part["kind"].replace_strict(dict(kinds.category), return_dtype=pl.String)
    )
    return Crowd(
        total=intake.total,
        dated=intake.dated,
        before=int(before.sum()),
        after=int(after.sum()),
        unreal=int((touching & unreal).sum()),
        low=low,
        high=high,
        zone=zone,
        shifted=bool(intake.zones - {None, zone}),
        lanes=lane_names,
        categories=category_names,
        kinds=dict(kinds.categories),
        lane=lane,
        category=category,
        s0=s0[kept],
        s1=s1[kept],
        e0=e0[kept],
        e1=e1[kept],
        statuses=dict(part["status"].value_counts().iter_rows()),
        sensitive=int(part["sensitive"].sum()),
    )


def _on_axis(table: pl.DataFrame, clock: Clock) -> tuple[Whole, Whole, Whole, Whole]:
    """Give the bounds as the axis' zone shows them; far away where they are open."""
    open_as = {"s0": -_OPEN, "s1": _OPEN, "e0": -_OPEN, "e1": _OPEN}
    shifts = clock.name != "UTC" and table["tz"].null_count() < table.height
    zoned = pl.col("tz").is_not_null()
    columns = []
    for name in _BOUNDS:
        bound = pl.col(name)
        if shifts:
            bound = pl.when(zoned).then(bound + _offset(name, clock)).otherwise(bound)
        columns.append(bound.fill_null(open_as[name]).alias(name))
    found = table.select(columns)
    s0, s1, e0, e1 = (found[name].to_numpy() for name in _BOUNDS)
    return s0, s1, e0, e1


def _offset(name: str, clock: Clock) -> pl.Expr:
    """Give what the zone adds to an instant of a column, in microseconds."""
    if clock.name not in zoneinfo.available_timezones():
        return pl.lit(round(clock.days(0, floating=False) * US_PER_DAY))
    moment = pl.col(name).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(clock.name)
    return (moment.dt.base_utc_offset() + moment.dt.dst_offset()).dt.total_microseconds()


def _bulk(table: pl.DataFrame, extent: tuple[Whole, Whole], clock: Clock) -> tuple[float, float]:
    """Choose a window as for few events, from evenly spaced ones and those farthest out."""
    at = np.where(extent[0] > -_OPEN, extent[0], extent[1])
    order = np.argsort(at, kind="stable")
    spaced = order[:: max(1, len(order) // _SAMPLE)]
    rows = np.unique(np.concatenate([spaced, order[:_EXTREMES], order[-_EXTREMES:]]))
    return choose_window(make_items(seen_rows(table[rows]), clock))


def _lanes_of(
    part: pl.DataFrame, intake: Intake, lanes: str | Callable[[Event], object | None]
) -> tuple[tuple[str, ...], Whole]:
    """Give the lanes in order, and the number of each event's."""
    if lanes == "none":
        return ("",), np.zeros(part.height, dtype=np.int64)
    by_kind = sort_kinds(intake.kinds, lanes).lane
    if callable(lanes):
        found = _called(part, intake, lanes)
    elif by_kind is not None:
        found = part["kind"].replace_strict(dict(by_kind), return_dtype=pl.String)
    else:
        told = intake.leading(str(lanes))
        assert told is not None  # noqa: S101 - a crowd is of columns
        values = told.gather(part["row"])
        words = {value: lane_name(value) for value in values.unique()}
        found = values.replace_strict(words, return_dtype=pl.String)
    counts = Counter(dict(found.value_counts().iter_rows()))
    order = order_lanes(counts, lanes)
    place = {name: number for number, name in enumerate(order)}
    # What has no lane of its own is in the last one.
    codes = found.replace_strict(place, default=len(order) - 1, return_dtype=pl.Int64)
    names = tuple(order)
    return names, codes.to_numpy().astype(np.int64)


def _called(
    part: pl.DataFrame, intake: Intake, lanes: Callable[[Event], object | None]
) -> pl.Series:
    if part.height > MOST_CALLED:
        raise InvalidValue(
            f"lanes is a function, and {part.height:,} events would be made into objects for it",
            expected=f"at most {MOST_CALLED:,} events",
            remedy="give window=, filter the log, or name lanes that columns hold, 'country'",
        )
    return pl.Series([lane_name(lanes(intake.event(row))) for row in part["row"]], dtype=pl.String)


def _coded(names: pl.Series) -> tuple[tuple[str, ...], Whole]:
    known = sorted(names.unique())
    place = {name: number for number, name in enumerate(known)}
    # Of no names at all Polars makes no numbers.
    codes = names.replace_strict(place, return_dtype=pl.Int64).cast(pl.Int64)
    return tuple(known), codes.to_numpy().astype(np.int64)
