"""What each claimant states of a count: one row a claimant, in one block a scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import attrs
import polars as pl

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.event import chance_text, headline_of
from conflictlog.event.attributes import Attribute, live_reports
from conflictlog.event.pools import weigh_value
from conflictlog.log import EventLog
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean
from conflictlog.report import COUNT_NAMES, Estimate
from conflictlog.schema import decode_row

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.report import Report

__all__ = ["Block", "Statement", "amount_words", "blocks_of", "events_with", "read_names"]


@attrs.frozen(kw_only=True)
class Statement:
    """One claimant's number: as stated, by whom, in whose interest, and who denies it."""

    teller: str
    estimate: Estimate
    status: str
    interest: str | None


@attrs.frozen(kw_only=True)
class Block:
    """One event's statements of one count for one scope, with what the best rests on."""

    event: Event
    heading: str
    date: str
    name: str
    scope: str
    basis: str
    statements: tuple[Statement, ...]


def read_names(names: object) -> tuple[str, ...]:
    """Read one name or several."""
    given = (names,) if isinstance(names, str) else names
    if not isinstance(given, Iterable) or not (found := tuple(dict.fromkeys(given))):
        raise InvalidValue(
            f"names is {names!r:.80}",
            expected="a count such as 'downed', or several of them",
            remedy="write estimates('downed')",
        )
    for name in found:
        if not isinstance(name, str) or not name.strip():
            raise InvalidValue(
                f"names holds {name!r:.80}",
                expected="a count such as 'downed'",
                remedy="leave it out",
            )
    return found


def events_with(events: Iterable[Event], names: Sequence[str]) -> list[Event]:
    """Give the events of which a report states one of the counts, in the order of time.

    Raises
    ------
    UnknownName
        For a count that neither an event nor the vocabulary has.
    """
    if isinstance(events, EventLog):
        found, known, total = _rows_with(events, names)
    else:
        everything = list(events)
        total = len(everything)
        known = {name for event in everything for name in event.estimate_names}
        found = [event for event in everything if set(names) & set(event.estimate_names)]
    for name in names:
        if total and name not in known and name not in COUNT_NAMES:
            raise UnknownName(
                f"no report states the count {name!r}",
                expected=f"one of {', '.join(map(repr, sorted(known)[:12]))}" if known else "",
                remedy=nearest_hint(name, [*known, *COUNT_NAMES]),
            )
    return sorted(found, key=_time)


def _rows_with(log: EventLog, names: Sequence[str]) -> tuple[list[Event], set[str], int]:
    """Find the rows by columns; only they become objects."""
    told = (
        log.frame.lazy()
        .select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), pl.col("reports"))
        .explode("reports")
        .select("row", pl.col("reports").struct.field("estimates").alias("told"))
        .explode("told")
        .select("row", pl.col("told").struct.field("name").alias("name"))
        .drop_nulls("name")
        .unique()
        .collect()
    )
    rows = told.filter(pl.col("name").is_in(list(names)))["row"].unique().sort()
    made = (decode_row(log.frame, row) for row in rows)
    found = [event for event in made if set(names) & set(event.estimate_names)]
    return found, set(told["name"]), len(log)


def _time(event: Event) -> tuple[bool, tuple[bool, float], str]:
    when = event.shown.when
    start = None if when is None else when.s0 if when.s0 is not None else when.e1
    return when is None, (start is None, float(start or 0)), event.id


def blocks_of(event: Event, names: Sequence[str], theme: Theme) -> list[Block]:
    """Give a block for each count and scope that the event's reports state."""
    shown, fonts = event.shown, theme.fonts
    heading = clean(headline_of(shown), fonts) or clean(event.id, fonts) or "untitled"
    label = None if shown.when is None else shown.when.label(months=theme.months)
    date = "undated" if label is None else clean(label, fonts)
    found = []
    for name in (name for name in names if name in event.estimate_names):
        for scope, part in event.estimate(name).by_scope.items():
            attribute = Attribute("estimate", name, scope)
            block = Block(
                event=event,
                heading=heading,
                date=date,
                name=name,
                scope=clean(scope, fonts),
                basis=f"{part.basis}: {chance_text(part.confidence)}",
                statements=tuple(_statements(event, attribute, fonts)),
            )
            found.append(block)
    return found


def _statements(event: Event, attribute: Attribute, fonts: tuple[str, ...]) -> list[Statement]:
    found: dict[tuple[str, Estimate], Statement] = {}
    for report, value in attribute.stated(live_reports(event.reports)):
        if not isinstance(value, Estimate):
            continue
        weighing = weigh_value(event, attribute, value)
        own = next((one for one in weighing.witnesses if report.id in one.reports), None)
        teller = clean(_teller(report), fonts) or "unnamed"
        interest = own.interest if own is not None else report.interest
        status = weighing.status
        if status in {"reported", "one_sided"}:
            # Another origin of the same number does not make this claim disinterested.
            status = "one_sided" if interest == "self" else "reported"
        found[teller, value] = Statement(
            teller=teller, estimate=value, status=status, interest=interest
        )
    return sorted(found.values(), key=_by_number)


def _teller(report: Report) -> str:
    if report.claimant is not None:
        return str(report.claimant)
    return report.source.outlet if report.source is not None else "unknown source"


def _by_number(one: Statement) -> tuple[bool, float, str]:
    told = one.estimate
    numbers = [part for part in (told.best, told.low, told.high) if part is not None]
    return not numbers, float(numbers[0]) if numbers else 0.0, one.teller


def amount_words(estimate: Estimate) -> str:
    """Say what was stated, scope apart: the scope stands above.

    Examples
    --------
    >>> amount_words(Estimate(30, low=25, high=40, scope="Kyiv"))
    '30 (25-40)'
    """
    return str(attrs.evolve(estimate, scope=None))
