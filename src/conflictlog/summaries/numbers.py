"""What each event gives of one count, by columns: the same numbers as `Event.estimate`."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.log import EventLog
from conflictlog.report import COUNT_NAMES
from conflictlog.schema import decode_events
from conflictlog.weighing_columns.picking import superseded

__all__ = ["check_count", "counts_stated", "numbers_of", "one_unit"]

_PARTS = ("low", "best", "high")
_FIELDS = ("id", "stance", "about", "supersedes", "estimates")
_SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    **dict.fromkeys(_PARTS, pl.Float64()),
    "unit": pl.String(),
}


def check_count(logs: Iterable[EventLog], name: object) -> str:
    """Take the name of a count that the library or a log knows.

    Raises
    ------
    UnknownName
        For any other name; the nearest is named.
    """
    if isinstance(name, str) and name in COUNT_NAMES:
        return name
    stated: set[str] = set()
    for log in logs:
        stated |= counts_stated(log)
        if isinstance(name, str) and name in stated:
            return name
    known = sorted({*COUNT_NAMES, *stated})
    raise UnknownName(
        f"the count is {name!r}",
        expected=f"one of {', '.join(known)}",
        remedy=nearest_hint(name, known) or "it must be stated by a report of the log",
    )


def counts_stated(log: EventLog) -> set[str]:
    """Give the names of all counts that reports state."""
    stated = (
        log.frame.lazy()
        .select(pl.col("reports").explode().struct.field("estimates"))
        .select(pl.col("estimates").explode().struct.field("name"))
        .unique()
        .collect()["name"]
        .drop_nulls()
    )
    return {*stated}


def numbers_of(log: EventLog, name: str, *, scope: str = "") -> pl.DataFrame:
    """Give row, low, best, high and unit of the events of which a report states the count.

    Null in low: no number at all, only words. Null in high: nobody gives an upper bound.

    Parameters
    ----------
    log
        The log.
    name
        The count.
    scope
        The part that it speaks of; "" is what names no part.
    """
    stated = _stated(log.frame, name, scope)
    # Most events have one number: nothing need be grouped.
    several = stated["row"].is_duplicated()
    bounded = pl.any_horizontal(pl.col(part).is_not_null() for part in ("best", "high"))
    single = stated.filter(~several).select(
        "row",
        low=pl.min_horizontal(_PARTS),
        best=pl.col("best"),
        high=pl.when(bounded).then(pl.max_horizontal(_PARTS)),
        unit=pl.col("unit"),
    )
    per_event = (
        stated.filter(several)
        .group_by("row")
        .agg(
            low=pl.min_horizontal(pl.col(part).min() for part in _PARTS),
            best=pl.col("best").drop_nulls().first(),
            high=pl.when(bounded.any()).then(pl.max_horizontal(pl.col(p).max() for p in _PARTS)),
            unit=pl.col("unit").first(),
            rivals=pl.col("best").drop_nulls().n_unique(),
            units=pl.col("unit").n_unique(),
        )
    )
    rival = (pl.col("rivals") > 1) | (pl.col("units") > 1)
    plain = pl.concat([single, per_event.filter(~rival).select(list(_SCHEMA))])
    rows = per_event.filter(rival)["row"].sort()
    # Which of several numbers is the best supported needs their reports' weights: by objects.
    summed = [
        (row, part.low, part.best, part.high, part.unit)
        for row, event in zip(rows, decode_events(log.frame[rows]), strict=True)
        for part in (event.estimate(name, scope=scope),)
    ]
    weighed = pl.DataFrame(summed, schema=_SCHEMA, orient="row")
    return pl.concat([plain, weighed]).sort("row")


def _stated(frame: pl.DataFrame, name: str, scope: str) -> pl.DataFrame:
    """Give one row an estimate of the count: what may be shown of it, the replaced left out."""
    report = pl.col("r").struct.field
    rows = pl.int_range(pl.len(), dtype=pl.Int64).alias("row")
    reports = (
        frame.select(rows, pl.col("reports").alias("r"))
        .explode("r")
        .select("row", *(report(field) for field in _FIELDS))
    )
    told = reports.filter(
        (pl.col("stance") != "denies")
        & (pl.col("about").is_null() | pl.col("about").is_in([name, f"facet:{name}"]))
        & (pl.col("estimates").list.len() > 0)
    )
    gone = superseded(reports)
    if gone.height:
        told = told.join(gone, on=["row", "id"], how="anti", maintain_order="left")
    estimate = pl.col("e").struct.field
    return (
        told.select("row", pl.col("estimates").alias("e"))
        .explode("e")
        .filter((estimate("name") == name) & (estimate("scope").fill_null("") == scope))
        .select("row", *(estimate(part) for part in (*_PARTS, "unit")))
    )


def one_unit(numbers: pl.DataFrame, name: str, unit: str | None) -> pl.DataFrame:
    """Keep the numbers of one unit; where none is asked for, there may be only one.

    Raises
    ------
    InvalidValue
        Where events count in several units and none is asked for.
    """
    found = sorted(numbers["unit"].drop_nulls().unique())
    if unit is None and len(found) > 1:
        raise InvalidValue(
            f"{name} is counted in {len(found)} units: {', '.join(map(repr, found[:5]))}",
            expected="one unit",
            remedy=f"give unit={found[0]!r}",
        )
    if unit is not None and unit not in found:
        raise UnknownName(
            f"no event counts {name} in {unit!r}",
            expected=f"one of {', '.join(map(repr, found))}" if found else "unit=None",
            remedy=nearest_hint(unit, found),
        )
    # A number without a unit is taken to be in the one that the others name.
    return numbers if unit is None else numbers.filter(pl.col("unit").fill_null(unit) == unit)
