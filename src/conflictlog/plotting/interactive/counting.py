"""Very many events as counts: by lane, category, period and map cell, from columns alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.outlines import country_rings
from conflictlog.plotting.cartography.view import Box, View
from conflictlog.plotting.clock import Clock
from conflictlog.plotting.intake import Intake, take
from conflictlog.plotting.interactive.content import Content, shades
from conflictlog.plotting.interactive.land import Plane
from conflictlog.plotting.interactive.spots import (
    LARGEST_DOT,
    WIDTH,
    Spots,
    area_shape,
    around,
    in_frame,
    land_boxes,
)
from conflictlog.plotting.interactive.stacking import HEAD
from conflictlog.plotting.items import common_zone
from conflictlog.plotting.lanes import Grouping, check_lanes, lane_name, order_lanes, sort_kinds
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.window import given_window

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["count_content"]

_DAY_MS = 86_400_000
_MOST_PERIODS = 160
_MOST_ROWS = 100_000  # of the cube: what a browser filters at once
_MOST_CALLED = 100_000
_PERIODS = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
_LENGTHS = {"day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.3, "year": 365.2}
_STEPS = ((0, 48), (0, 32), (0, 24), (1, 24), (1, 16), (2, 16), (2, 10), (3, 10), (4, 6))
_LANE = 64.0
_AREAS = ("admin2", "admin1", "region", "country", "water", "undisclosed", "unknown")


def count_content(
    log: EventLog,
    *,
    lanes: str | Callable[[Event], object | None],
    window: object,
    tz: str | None,
    light: Theme,
    dark: Theme,
) -> tuple[Content, Spots, Plane]:
    """Count a log for its page; see `to_html`."""
    check_lanes(lanes)
    intake = take(log)
    zone = tz if tz is not None else common_zone(intake.zones)
    table = _table(log, intake, lanes)
    total, outside = table.height, 0
    if window is not None:
        low, high = given_window(window, Clock(zone or "UTC"))
        inside = pl.col("day").is_null() | ((pl.col("last") >= low) & (pl.col("day") < high))
        table = table.filter(inside)
        outside = total - table.height
    told = Counter(dict(table["category"].value_counts().iter_rows()))
    kinds = Counter(dict(log.derived["kind"].value_counts().iter_rows()))
    categories = [name for name in sort_kinds(kinds, lanes).categories if told[name]]
    order = order_lanes(Counter(dict(table["lane"].value_counts().iter_rows())), lanes)
    place = {name: at for at, name in enumerate(order)}
    table = table.with_columns(
        l=pl.col("lane").replace_strict(place, default=len(order) - 1, return_dtype=pl.Int64),
        c=pl.col("category").replace_strict(
            {name: at for at, name in enumerate(categories)}, return_dtype=pl.Int64
        ),
    )
    plane = Plane(_view(table))
    names = list(_PERIODS)
    finest = names.index(_period(table))
    period, cells = names[finest], _STEPS[0][1]
    cube = _cube(table, plane, period, cells)
    for coarser, cells in _STEPS[1:]:
        if cube.height <= _MOST_ROWS:
            break
        period = names[min(finest + coarser, len(names) - 1)]
        cube = _cube(table, plane, period, cells)
    spots = _spots(cube, plane, cells)
    per_cell = cube.filter(pl.col("cell") >= 0).group_by("cell").agg(pl.col("n").sum())["n"]
    edges = [(at * (_LANE + HEAD), (at + 1) * (_LANE + HEAD)) for at in range(len(order))]
    grouping = Grouping(
        lanes=(), lane_of=(), categories={name: told[name] for name in categories}, category_of=()
    )
    domain = _domain(cube)
    hidden = int(cube[spots.outside]["n"].sum())
    content = Content(
        rows=[],
        events=_columns(cube),
        reports={"e": []},
        lanes=[
            {"name": name, "top": top, "bottom": bottom, "odd": at % 2}
            for at, (name, (top, bottom)) in enumerate(zip(order, edges, strict=True))
        ],
        categories=shades(grouping, light, dark, told),
        domain=domain,
        height=round(edges[-1][1]) if edges else 60,
        bar=8.0,
        outside=outside,
        beyond=_beyond(cube, domain),
        undated=int(table["day"].null_count()),
        zone=zone,
        shifted=False,
        sensitive=int(table["sensitive"].sum()),
        total=table.height,
        placed=int(cube[spots.event]["n"].sum()) - hidden,
        hidden=hidden,
        tally={
            "period": period,
            "cellSize": round((0.9 * WIDTH / cells) ** 2),
            "mostInCell": max(per_cell, default=1),
        },
    )
    return content, spots, plane


def _table(
    log: EventLog, intake: Intake, lanes: str | Callable[[Event], object | None]
) -> pl.DataFrame:
    """Give lane, category, first and last possible day of the start, and the first place."""
    derived = log.derived
    sorting = sort_kinds(Counter(dict(derived["kind"].value_counts().iter_rows())), lanes)
    starts = ("day_start_first", "day_start_last")
    ends = ("day_end_first", "day_end_last")
    table = derived.select(
        pl.coalesce(*starts, *ends).cast(pl.Int64).alias("day"),
        pl.coalesce("day_start_last", "day_end_last", *starts).cast(pl.Int64).alias("last"),
        pl.col("kind")
        .replace_strict(dict(sorting.category), return_dtype=pl.String)
        .alias("category"),
        *("lat", "lon", "radius_km", "country"),
        # What stands for an area is never a dot.
        (~pl.col("place_precision").is_in(_AREAS)).fill_null(value=False).alias("close"),
    ).with_columns(log.frame["sensitive"])
    if sorting.lane is not None:
        lane = derived["kind"].replace_strict(dict(sorting.lane), return_dtype=pl.String)
    elif callable(lanes):
        if len(log) > _MOST_CALLED:
            raise InvalidValue(
                f"lanes is a function, and {len(log):,} events would be made into objects for it",
                expected=f"at most {_MOST_CALLED:,} events",
                remedy="filter the log, or name lanes that columns hold, 'country'",
            )
        lane = pl.Series([lane_name(lanes(event)) for event in log], dtype=pl.String)
    elif lanes == "none":
        lane = pl.repeat("", len(log), dtype=pl.String, eager=True)
    else:
        told = intake.leading(lanes)
        assert told is not None  # noqa: S101 - a log is told by columns
        words = {value: lane_name(value) for value in told.unique()}
        lane = told.replace_strict(words, return_dtype=pl.String)
    return table.with_columns(lane.alias("lane"))


def _view(table: pl.DataFrame) -> View:
    """Give the window that holds the points, by whole degrees, or else the countries."""
    spots = (
        table.filter("close")
        .select(pl.col("lat").floor(), pl.col("lon").floor())
        .drop_nulls()
        .unique()
        .sort("lat", "lon")
    )
    boxes: list[Box] = [(lon, lat, lon + 1, lat + 1) for lat, lon in spots.iter_rows()]
    codes = {
        code for country in table["country"].drop_nulls().unique() for code in country.split("|")
    }
    if boxes:
        return around(boxes, ())
    return around(*land_boxes(sorted(codes)))


def _period(table: pl.DataFrame) -> str:
    first, last = table["day"].min(), table["day"].max()
    if not isinstance(first, int) or not isinstance(last, int):
        return "day"
    for name, length in _LENGTHS.items():
        if (last - first) / length <= _MOST_PERIODS:
            return name
    return "year"


def _cube(table: pl.DataFrame, plane: Plane, period: str, cells: int) -> pl.DataFrame:
    """Count by lane, category, period of the earliest start, and cell or country."""
    view = plane.view
    step = (view.east - view.west) / cells
    every = _PERIODS[period]
    near = pl.col("lon") + 360 * (((view.west + view.east) / 2 - pl.col("lon")) / 360).round()
    column = ((near - view.west) / step).floor().cast(pl.Int64)
    row = ((pl.col("lat") - view.south) / (step * plane.squeeze)).floor().cast(pl.Int64)
    inside = (
        pl.col("close")
        & (pl.col("radius_km") * view.points_per_km < LARGEST_DOT)
        & near.is_between(view.west, view.east, closed="left")
        & pl.col("lat").is_between(view.south, view.north, closed="left")
    ).fill_null(value=False)
    start = pl.col("day").cast(pl.Date).dt.truncate(every)
    return (
        table.lazy()
        .with_columns(
            start=start,
            until=pl.col("last").cast(pl.Date).dt.truncate(every),
            cell=pl.when(inside).then(row * cells + column).otherwise(-1),
        )
        .with_columns(land=pl.when(pl.col("cell") < 0).then("country"))
        .group_by("l", "c", "start", "cell", "land")
        .agg(
            pl.len().alias("n"),
            (pl.col("start") == pl.col("until")).fill_null(value=False).sum().alias("exact"),
        )
        .with_columns(end=pl.col("start").dt.offset_by(every))
        .sort("start", "l", "c", "cell", "land", nulls_last=True)
        .collect()
    )


def _columns(cube: pl.DataFrame) -> dict[str, list[Any]]:
    start = [None if day is None else day * _DAY_MS for day in cube["start"].cast(pl.Int64)]
    end = [None if day is None else day * _DAY_MS for day in cube["end"].cast(pl.Int64)]
    return {
        "l": cube["l"].to_list(),
        "c": cube["c"].to_list(),
        "dated": [int(day is not None) for day in start],
        "s0": start,
        "s1": [None if at is None else at - 1 for at in end],
        "e0": start,
        "e1": end,
        "period": end,
        "n": cube["n"].to_list(),
        "exact": cube["exact"].to_list(),
    }


def _domain(cube: pl.DataFrame) -> tuple[int, int]:
    """Give the axis: all of it, or where a hundred years hold nearly everything, those."""
    dated = cube.drop_nulls("start").select(
        pl.col("start").cast(pl.Int64), pl.col("end").cast(pl.Int64), "n"
    )
    if not dated.height:
        return 0, _DAY_MS
    first, last = int(dated["start"][0]), int(dated["end"].max())  # type: ignore[arg-type]
    if last - first > 160 * 366:
        # Dates of a lost century would leave the others no room: they stay in the counts.
        share = dated["n"].cum_sum() / dated["n"].sum()
        bulk = dated.filter((share > 0.005) & (share < 0.995))
        if bulk.height:
            first, last = int(bulk["start"][0]), int(bulk["end"].max())  # type: ignore[arg-type]
    return first * _DAY_MS, last * _DAY_MS


def _beyond(cube: pl.DataFrame, domain: tuple[int, int]) -> int:
    """Count the events whose whole period lies outside the axis."""
    start, end = (pl.col(name).cast(pl.Int64) * _DAY_MS for name in ("start", "end"))
    return int(cube.filter((end <= domain[0]) | (start >= domain[1]))["n"].sum())


def _spots(cube: pl.DataFrame, plane: Plane, cells: int) -> Spots:
    """Give each row of the cube its cell, or the country that it lies in somewhere."""
    view = plane.view
    step = (view.east - view.west) / cells
    # A count stands in the middle of its cell and reaches to its corners.
    km = round(step * plane.squeeze * 111.2 * 0.71, 2)
    areas: dict[str, int] = {}
    shapes: list[dict[str, object]] = []
    event, xs, ys, kms, area, outside = [], [], [], [], [], []
    for row, (cell, land) in enumerate(cube.select("cell", "land").iter_rows()):
        if cell >= 0:
            down, across = divmod(cell, cells)
            lon = view.west + (across + 0.5) * step
            x, y = plane.point(lon, view.south + (down + 0.5) * step * plane.squeeze)
            number = -1
        elif land is not None and any(country_rings(code) for code in land.split("|")):
            if land not in areas:
                areas[land] = len(shapes)
                shapes.append(area_shape(land.split("|"), plane, area=len(shapes)))
            number, x, y = areas[land], 0.0, 0.0
            if not in_frame(shapes[number]):
                outside.append(row)
        else:
            continue
        event.append(row)
        xs.append(x)
        ys.append(y)
        kms.append(km)
        area.append(number)
    return Spots(
        event=event,
        x=xs,
        y=ys,
        km=kms,
        dot=[],
        area=area,
        areas=shapes,
        rings=[],
        outside=outside,
    )
