"""Names of the logs of a merge, and ids that no two of them share."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.log.sameness import equal_rows

__all__ = ["check_log", "named"]


def named(
    logs: tuple[EventLog, ...], names: Iterable[str] | None
) -> tuple[dict[str, EventLog], tuple[str, ...]]:
    """Give the logs by name, in an order that does not hang on the order given; and the names.

    The names stand in the order given: who prefers a log gives it first.

    An event that stands in two logs, equal in both, is taken once; another event of one id gets the
    name of its log before its id.
    """
    for log in logs:
        check_log(log, "merge()")
    if not logs:
        raise InvalidValue(
            "merge() was given no log", expected="one or more", remedy="write cl.merge(log)"
        )
    called = [_name(log) for log in logs] if names is None else _told(names)
    if len(called) != len(logs):
        raise InvalidValue(
            f"{len(called)} names for {len(logs)} logs", expected="one each", remedy="add names"
        )
    if names is not None and len(set(called)) < len(called):
        raise InvalidValue(
            f"names are {', '.join(called)}", expected="each once", remedy="rename one"
        )
    order = sorted(range(len(logs)), key=lambda at: (called[at], _first(logs[at])))
    found: dict[str, EventLog] = {}
    given = [""] * len(logs)
    seen = pl.Series("id", [], dtype=pl.String)
    whole: pl.DataFrame | None = None
    for at in order:
        name, count = called[at], 1
        while name in found:
            count += 1
            name = f"{called[at]} {count}"
        log = logs[at] if whole is None else _apart(logs[at], name, whole, seen)
        found[name], given[at] = log, name
        whole = log.frame if whole is None else pl.concat([whole, log.frame])
        seen = whole["id"]
    return found, tuple(given)


def check_log(given: object, call: str) -> None:
    """Refuse what is no log.

    Raises
    ------
    InvalidValue
        With the way to a log.
    """
    if isinstance(given, EventLog):
        return
    if isinstance(getattr(given, "log", None), EventLog):
        remedy = "give its .log"
    elif isinstance(given, list | tuple | dict):
        remedy = "write cl.merge(*logs), each log by itself; names= takes their names"
    else:
        remedy = "read files first: cl.merge(cl.read('a.csv'), cl.read('b.csv'))"
    raise InvalidValue(f"{call} was given a {type(given).__name__}", expected="logs", remedy=remedy)


def _told(names: object) -> list[str]:
    listed = list(names) if isinstance(names, Iterable) and not isinstance(names, str) else []
    if not listed or not all(isinstance(name, str) and name for name in listed):
        raise InvalidValue(
            f"names is {names!r}",
            expected="a list of texts, one a log",
            remedy="write names=['ged', 'acled']",
        )
    return listed


def _name(log: EventLog) -> str:
    return log.datasets[0].name if log.datasets else "log"


def _first(log: EventLog) -> tuple[str, int, int]:
    ids = log.frame["id"]
    return (str(ids.min() or ""), len(ids), int(ids.hash(0).sum() % 2**31) if len(ids) else 0)


def _apart(log: EventLog, name: str, whole: pl.DataFrame, seen: pl.Series) -> EventLog:
    """Leave out what stands in earlier logs already; rename what only shares its id."""
    shared = log.frame.filter(pl.col("id").is_in(seen.implode()))
    if shared.is_empty():
        return log
    there = shared.select("id").join(whole, on="id", how="left", maintain_order="left")
    equal = shared["id"].filter(equal_rows(there.select(whole.columns), shared))
    rest = log.frame.filter(~pl.col("id").is_in(equal.implode()))
    clash = pl.col("id").is_in(seen.implode())
    rest = rest.with_columns(
        pl.when(clash).then(pl.format(name + ":{}", "id")).otherwise("id").alias("id")
    )
    return EventLog.from_frame(rest, datasets=log.datasets, problems=log.problems)
