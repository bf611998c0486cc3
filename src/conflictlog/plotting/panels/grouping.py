"""Which panel an event is in: by columns, except where the caller's function decides."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import polars as pl

from conflictlog.countries import country_name
from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.event import Event
from conflictlog.log import EventLog
from conflictlog.plotting.lanes import UNKNOWN, kind_category
from conflictlog.plotting.sheet import Sheet
from conflictlog.plotting.wording import in_words
from conflictlog.weighing_columns import leading_actors, shown_places

__all__ = ["BY", "By", "Panels", "Plan", "panel_names", "panels_of", "told"]

By = str | Callable[[Event], object | None]
BY = ("kind", "country", "actor", "status", "admin1")


@attrs.frozen(kw_only=True, eq=False)
class Panels:
    """The panels in their order, and the place of each event's panel among them.

    Parameters
    ----------
    rest
        How many values the last panel holds; 0 where each has a panel of its own.
    """

    names: tuple[str, ...]
    counts: tuple[int, ...]
    place: pl.Series
    rest: int


@attrs.frozen(kw_only=True, eq=False)
class Plan:
    """What every kind of panel needs."""

    log: EventLog
    panels: Panels
    sheet: Sheet
    columns: int | None
    by: str


def told(plan: Plan) -> list[str]:
    """Say for who does not see it how many events each panel has."""
    pairs = zip(plan.panels.names, plan.panels.counts, strict=True)
    return [f"{', '.join(f'{name} {count:,}' for name, count in pairs)}."] if len(plan.log) else []


def panel_names(log: EventLog, by: By) -> pl.Series:
    """Name each event's panel; each different value is looked at once."""
    if callable(by):
        told = [by(event) for event in log]
        words = [UNKNOWN if one is None or not str(one).strip() else str(one) for one in told]
        return pl.Series("panel", words, dtype=pl.String)
    if not isinstance(by, str):
        raise InvalidValue(
            f"by is {by!r:.80}",
            expected=f"one of {', '.join(BY)}, or a function of an event",
            remedy="write by='kind'",
        )
    if by not in BY:
        raise UnknownName(
            f"by is {by!r}",
            expected=f"one of {', '.join(BY)}, or a function of an event",
            remedy=nearest_hint(by, BY)
            or "for panels of your own write by=lambda event: event.phase",
        )
    values = _values(log, by)
    words_of = {value: _words(by, value) for value in values.unique()}
    return values.replace_strict(words_of, return_dtype=pl.String).alias("panel")


def _values(log: EventLog, by: str) -> pl.Series:
    if by == "actor":
        return leading_actors(log.frame)
    if by != "admin1":
        return log.derived[by]
    rows = pl.DataFrame({"row": pl.int_range(len(log), dtype=pl.Int64, eager=True)})
    known = shown_places(log.frame).filter(pl.col("admin1").is_not_null())
    first = known.unique("row", keep="first", maintain_order=True).select("row", "admin1")
    return rows.join(first, on="row", how="left", maintain_order="left")["admin1"]


def _words(by: str, value: str | None) -> str:
    if value is None or not value.strip():
        return UNKNOWN
    if by == "kind":
        return kind_category(value, "family")
    if by == "country":
        return " or ".join(country_name(code) for code in value.split("|"))
    return in_words(value) if by == "status" else value


def panels_of(names: pl.Series, most: int) -> Panels:
    """Order the values, most frequent first; past `most` panels the rest is the last one."""
    table = names.value_counts().rows()
    order = sorted(table, key=lambda row: (row[0] == UNKNOWN, -row[1], row[0]))
    kept, rest = (order, []) if len(order) <= most else (order[: most - 1], order[most - 1 :])
    place = {name: number for number, (name, _) in enumerate(kept)}
    shown = [*kept]
    if rest:
        place |= {name: len(kept) for name, _ in rest}
        shown.append((f"{len(rest):,} others", sum(count for _, count in rest)))
    return Panels(
        names=tuple(name for name, _ in shown),
        counts=tuple(count for _, count in shown),
        place=names.replace_strict(place, return_dtype=pl.Int64)
        if place
        else pl.Series("place", [], dtype=pl.Int64),
        rest=len(rest),
    )
