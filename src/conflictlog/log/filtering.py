"""Asking a log: which events to keep, how sure that is, and why it is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import polars as pl

from conflictlog.engines import Columns, Rows, answer_columns, open_rows
from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.query import And, Not, Or, Query, leaves

if TYPE_CHECKING:
    from conflictlog.log.eventlog import EventLog

__all__ = [
    "Certainty",
    "answers",
    "carried",
    "check_certainty",
    "check_query",
    "chosen",
    "doubt_line",
    "explain",
    "explained",
    "outline",
    "remarks",
]

Certainty = Literal["possible", "certain"]


def carried(cache: Mapping[Any, Any], rows: Rows | pl.Series | slice) -> dict[Any, Any]:
    """Give what is known of some rows of a log: what they show, and what they leave open."""
    kept = {key: frame[rows] for key, frame in cache.items() if key[0] == "derived"}
    if (doubts := cache.get("doubts")) is not None:
        kept["doubts"] = doubts[rows] if doubts.width else doubts
        kept["remarks"] = cache["remarks"]
    return kept


def chosen(log: EventLog, query: Query, certainty: Certainty) -> tuple[Rows, pl.DataFrame]:
    """Find the rows that a query keeps, and what leaves each of them open.

    Returns
    -------
    tuple
        Row numbers in ascending order; and one row for each of them with a truth value for
        each subject ("time", "place", ...): True where the answer hangs on it.
    """
    _check(query, log)
    check_certainty(certainty)
    rows, parts = open_rows(query, Columns(log.frame, log.derived))
    open_by: dict[str, np.ndarray[tuple[int], np.dtype[np.bool_]]] = {}
    for part, open_here in parts:
        told = _subject(part)
        open_by[told] = open_by[told] | open_here if told in open_by else open_here
    if certainty == "certain" and open_by:
        sure = ~np.logical_or.reduce(list(open_by.values()))
        rows = rows[sure]
        open_by = {}
    doubts = {name: pl.Series(name, mask) for name, mask in open_by.items() if mask.any()}
    # A log may be filtered twice. The frame is made at the end: none of no columns has a height.
    for earlier in log.doubts[rows].iter_columns():
        if (name := earlier.name) != "id":
            doubts[name] = earlier | doubts[name] if name in doubts else earlier
    return rows, pl.DataFrame(doubts)


def check_certainty(certainty: object) -> None:
    """Refuse another word than those of `Certainty`."""
    if certainty not in get_args(Certainty):
        raise UnknownName(
            f"certainty is {certainty!r}",
            expected="'possible' or 'certain'",
            remedy=nearest_hint(certainty, get_args(Certainty)) or "leave it out for 'possible'",
        )


def check_query(query: object) -> None:
    """Refuse what is no query."""
    if not isinstance(query, Query):
        raise InvalidValue(
            f"a log was asked {query!r}",
            expected="a query",
            remedy="make one with cl.during('2022-12'), cl.kind('strike'), ..., joined by & | ~",
        )


def _check(query: object, log: object) -> None:
    from conflictlog.log.eventlog import EventLog

    check_query(query)
    if not isinstance(log, EventLog):
        raise InvalidValue(
            f"a query was explained on a {type(log).__name__}",
            expected="an EventLog",
            remedy="put events into one: EventLog(events)",
        )


def _subject(query: Query) -> str:
    """Say in a word or two what a part looks at."""
    return " or ".join(dict.fromkeys(leaf.subject for leaf in leaves(query)))


def doubt_line(doubts: pl.DataFrame) -> str:
    """Count what is certain and what is possible, and why: 0 certain, 3 possible (3 for kind)."""
    names = [name for name in doubts.columns if name != "id"]
    rows = doubts.select(names).rows() if names else [()] * doubts.height
    counts: dict[str, int] = {}
    for row in rows:
        why = " and ".join(name for name, is_open in zip(names, row, strict=True) if is_open)
        counts[why] = counts.get(why, 0) + 1
    certain = counts.pop("", 0)
    told = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    reasons = ", ".join(f"{count} for {why}" for why, count in told)
    line = f"{certain} certain, {sum(counts.values())} possible"
    return f"{line} ({reasons})" if reasons else line


def answers(log: EventLog, query: Query) -> pl.DataFrame:
    """Answer a query for every event: id, and True, False or null."""
    _check(query, log)
    possible, certain = answer_columns(query, Columns(log.frame, log.derived))
    known = pl.Series(certain | ~possible)
    told = pl.DataFrame({"id": log.frame["id"], "answer": certain, "known": known})
    return told.select("id", pl.when("known").then("answer").alias("answer"))


def explain(query: Query, log: EventLog) -> str:
    """Count how many events each part of a query keeps."""
    _check(query, log)
    columns = Columns(log.frame, log.derived)
    told = [answer_columns(part, columns) for _, part in outline(query)]
    sure = [int(certain.sum()) for _, certain in told]
    maybe = [int((possible & ~certain).sum()) for possible, certain in told]
    return explained(query, sure, maybe, len(log))


def explained(query: Query, sure: Sequence[int], maybe: Sequence[int], total: int) -> str:
    """Lay out how many of all events each part of `outline` certainly and possibly keeps."""
    lines = [("", "certain", "possible", "no")]
    for (depth, part), yes, open_here in zip(outline(query), sure, maybe, strict=True):
        counts = (str(yes), str(open_here), str(total - yes - open_here))
        lines.append(("  " * depth + repr(part), *counts))
    width = max(len(line[0]) for line in lines)
    table = [f"{name:<{width}}  {yes:>8}  {open_:>8}  {no:>8}" for name, yes, open_, no in lines]
    return "\n".join([*table, *remarks(query)])


def remarks(query: Query) -> tuple[str, ...]:
    """Say what a reader of the answers must know of single questions."""
    found = (leaf.note for leaf in leaves(query))
    return tuple(dict.fromkeys(note for note in found if note is not None))


def outline(query: Query, depth: int = 0) -> list[tuple[int, Query]]:
    """List a query and its parts, each with how deep it stands."""
    found: list[tuple[int, Query]] = [(depth, query)]
    match query:
        case And() | Or():
            for part in query.parts:
                found += outline(part, depth + 1)
        case Not():
            pass
    return found
