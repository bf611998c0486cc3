"""Which cells of a key each event fills: certainly, or possibly; by columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import polars as pl

from conflictlog.log import EventLog
from conflictlog.registry import Registry, shipped_registry
from conflictlog.summaries.asking import Ask
from conflictlog.summaries.kindcells import cells_of_kinds, finer_cells
from conflictlog.summaries.periods import OPEN, Whole, index_of_days
from conflictlog.weighing_columns import shown_places
from conflictlog.weighing_columns.naming import listed, shown_actors, told_by_one

__all__ = ["PLACE_KEYS", "day_bounds", "finer_kinds", "memberships", "period_bounds", "realised"]

PLACE_KEYS = ("country", "admin1")
#: As for `near`: where it happened and what it hit, not where it was launched or announced.
_ROLES = ("occurred", "target")
_PLAIN = ("status", "phase")


def realised(log: EventLog, *, planned: bool) -> pl.Series:
    """Say of each event whether it counts: planned and cancelled ones only when asked for."""
    unreal = log.derived["phase"].is_in(["planned", "cancelled"]).fill_null(value=False)
    return unreal | True if planned else ~unreal


def finer_kinds(logs: Iterable[EventLog], depth: int) -> frozenset[str]:
    """Give the cells of kinds at a depth that the logs are coded finely enough for."""
    return finer_cells((kind for log in logs for kind in log.derived["kind"].unique()), depth)


def memberships(
    log: EventLog, kept: pl.Series, question: Ask, finer: frozenset[str] | None = None
) -> pl.DataFrame:
    """Give one row an event and cell: ``row``, a column for each key that is no period, ``sure``.

    An event without any value of a key stands in the cell null. A cell of several keys is
    certain where each of them is.

    Parameters
    ----------
    log
        The log.
    kept
        Which events count.
    question
        What is asked.
    finer
        The finer cells of kinds, where other logs are looked at too.
    """
    rows = pl.int_range(len(log), dtype=pl.Int64, eager=True)
    table = pl.DataFrame(
        {"row": rows, "sure": pl.repeat(value=True, n=len(log), eager=True)}
    ).with_columns(log.derived[key] for key in question.others if key in _PLAIN)
    table = table.filter(kept)
    joined: list[pl.DataFrame] = []
    if "kind" in question.others:
        table, further = _kinds(log, table, question.depth, finer)
        joined += further
    if places := [key for key in question.others if key in PLACE_KEYS]:
        joined.append(_places(log, places))
    readers: dict[str, Callable[[EventLog], pl.DataFrame]] = {"actor": _actors, "source": _sources}
    joined += [readers[key](log) for key in question.others if key in readers]
    for further_cells in joined:
        table = (
            table.join(further_cells, on="row", how="left", maintain_order="left", suffix="_too")
            .with_columns(pl.col("sure") & pl.col("sure_too").fill_null(value=True))
            .drop("sure_too")
        )
    return table.select("row", *question.others, "sure")


def _kinds(
    log: EventLog, table: pl.DataFrame, depth: int, finer: frozenset[str] | None
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    coded = log.derived["kind"].gather(table["row"])
    distinct = sorted(coded.drop_nulls().unique())
    finer = finer_kinds([log], depth) if finer is None else finer
    cells = cells_of_kinds(distinct, depth, finer)
    if len(cells) == len(distinct) and all(sure for _, _, sure in cells):
        names = {kind: cell for kind, cell, _ in cells}
        own = coded.replace_strict(names, default=None, return_dtype=pl.String)
        return table.with_columns(own.alias("kind")), []
    known = pl.DataFrame(
        cells,
        schema={"coded": pl.String(), "kind": pl.String(), "sure": pl.Boolean()},
        orient="row",
    )
    of_rows = pl.DataFrame({"row": table["row"], "coded": coded})
    return table, [of_rows.join(known, on="coded").drop("coded")]


def _places(log: EventLog, keys: list[str]) -> pl.DataFrame:
    """Pair country and first-level area of one place; a disputed country is each of its claims."""
    told = _shown_places(log.frame)
    disputed = pl.col("country").str.contains("|", literal=True).fill_null(value=False)
    if told.select(disputed.any()).item():
        told = told.with_columns(pl.col("country").str.split("|"), sure=~disputed).explode(
            "country"
        )
    else:
        told = told.with_columns(sure=pl.lit(value=True))
    if keys == ["admin1"]:  # whose area it is, is not asked
        return told.select("row", "admin1", sure=pl.lit(value=True)).unique()
    return told.group_by("row", *keys).agg(pl.col("sure").any())


def _shown_places(frame: pl.DataFrame) -> pl.DataFrame:
    """Give row, country and area of the places where events happened, each once an event."""
    rest = (frame["places"].list.len() == 0) & (frame["reports"].list.len() > 0)
    rest &= ~told_by_one(frame)
    plain = listed(frame, "places", ~rest, _area_where_it_happened).unnest("places")
    if not rest.any():
        return plain
    rows = pl.int_range(frame.height, dtype=pl.Int64, eager=True).filter(rest)
    picked = shown_places(frame.filter(rest))
    picked = picked.filter(pl.col("role").is_in(_ROLES)).select("row", *PLACE_KEYS).unique()
    return pl.concat([plain, picked.with_columns(rows.gather(picked["row"]).alias("row"))])


def _area_where_it_happened(place: pl.Expr) -> pl.Expr:
    return pl.when(place.struct.field("role").is_in(_ROLES)).then(
        pl.struct(place.struct.field(key) for key in PLACE_KEYS)
    )


def _actors(log: EventLog) -> pl.DataFrame:
    shown = shown_actors(log.frame).with_columns(sure=pl.lit(value=True))
    return shown.rename({"name": "actor"})


def _sources(log: EventLog) -> pl.DataFrame:
    told = (
        log.frame.select(
            pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
            pl.col("reports")
            .list.eval(pl.element().struct.field("source").struct.field("outlet"))
            .alias("outlet"),
        )
        .explode("outlet")
        .filter(pl.col("outlet").is_not_null())
    )
    names = outlet_names(told["outlet"].unique(), shipped_registry())
    source = told["outlet"].replace_strict(names, return_dtype=pl.String)
    return told.select("row", source.alias("source"), sure=pl.lit(value=True)).unique()


def outlet_names(written: Iterable[str], registry: Registry) -> dict[str, str]:
    """Give each spelling of an outlet its one name: the registry's, else the first as written."""
    spellings = sorted(written)
    first: dict[str, str] = {}
    found = {}
    for spelling in spellings:
        canonical = registry.canonical_outlet(spelling)
        known = canonical != canonical.casefold() or registry.outlet(spelling) is not None
        found[spelling] = canonical if known else first.setdefault(canonical, spelling)
    return found


def day_bounds(log: EventLog, spans: str) -> tuple[Whole, Whole, Whole, Whole]:
    """Give the days between which each event possibly, and certainly, lies.

    Possibly from the first to the second, certainly from the third to the fourth (nowhere, where
    the third comes later, except in a period that holds both). Unbounded days are `OPEN` off;
    an event without any known day has all four so.
    """
    days = log.derived
    first, begun = _filled(days["day_start_first"], -OPEN), _filled(days["day_start_last"], OPEN)
    ended, last = _filled(days["day_end_first"], -OPEN), _filled(days["day_end_last"], OPEN)
    if spans == "spread":
        return first, last, begun, ended
    if spans == "once":
        # A certain day: it had begun by then and had not ended before.
        anchored = (begun <= ended) & (begun < OPEN)
        first = np.where(anchored, begun, first)
    return first, begun, begun, first


def _filled(column: pl.Series, missing: int) -> Whole:
    filled: Whole = column.cast(pl.Int64).fill_null(missing).to_numpy()
    return filled


def period_bounds(
    log: EventLog, question: Ask
) -> tuple[tuple[Whole, Whole, Whole, Whole], pl.Series]:
    """Give the bounds of `day_bounds` as periods, and which events are dated at all."""
    days = day_bounds(log, question.spans)
    dated = pl.Series((abs(days[0]) < OPEN) | (abs(days[1]) < OPEN))
    if question.spans == "spread":
        dated |= pl.Series((abs(days[2]) < OPEN) | (abs(days[3]) < OPEN))
    period = question.period or "day"
    numbered = [index_of_days(bound, period, question.start) for bound in days]
    return (numbered[0], numbered[1], numbered[2], numbered[3]), dated
