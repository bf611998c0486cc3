"""What a timeline takes of the events it is given: of a log by columns, of others one by one."""

from __future__ import annotations

import abc
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs
import polars as pl

from conflictlog.log import EventLog
from conflictlog.plotting.clock import US_PER_DAY
from conflictlog.schema import decode_row

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.event.shown import Shown
    from conflictlog.when import When

__all__ = ["Intake", "Near", "Roster", "Seen", "take"]

# Days by which the axis' zone may move an instant, and more: columns only rule out.
_SLACK = 2.0
_BOUNDS = ("s0", "s1", "e0", "e1")


@attrs.frozen(kw_only=True)
class Seen:
    """What an event shows, as far as a timeline draws it; bounds in microseconds."""

    row: int
    id: str
    title: str | None
    kind: str | None
    phase: str | None
    status: str
    s0: int | None
    s1: int | None
    e0: int | None
    e1: int | None
    tz: str | None
    ongoing: bool
    sensitive: bool


@attrs.frozen
class Near:
    """Dated events that may touch a window, and how many others lie on either side."""

    seen: list[Seen]
    before: int = 0
    after: int = 0


class Roster(abc.ABC):
    """Events by their row, and the kinds of all of them: what lanes and colours need."""

    kinds: Counter[str | None]

    @abc.abstractmethod
    def event(self, row: int) -> Event:
        """Give one event."""

    def shown(self, row: int) -> Shown:
        """Give what one event shows."""
        return self.event(row).shown


class Intake(Roster):
    """Events to be drawn; counts and kinds are of all of them, objects made when asked for."""

    total: int
    undated: int
    zones: frozenset[str | None]

    @abc.abstractmethod
    def near(self, window: tuple[float, float] | None) -> Near:
        """Give the dated events that may touch a window, all of them without one."""

    @abc.abstractmethod
    def first_undated(self, count: int) -> list[Seen]:
        """Give so many of the undated events."""

    @property
    def dated(self) -> int:
        """Count the events with a known bound."""
        return self.total - self.undated


def take(events: Iterable[Event]) -> Intake:
    """Take in a log or any iterable of events."""
    return _Columns(events) if isinstance(events, EventLog) else _Objects(events)


class _Objects(Intake):
    """Events that are objects already: each is asked once what it shows."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = list(events)
        self._shown = [event.shown for event in self._events]
        dated = [row for row, shown in enumerate(self._shown) if _is_dated(shown.when)]
        self._dated = dated
        self.total, self.undated = len(self._events), len(self._events) - len(dated)
        whens = [self._shown[row].when for row in dated]
        self.zones = frozenset(when.tz for when in whens if when is not None)
        self.kinds = Counter(self._shown[row].kind for row in dated)

    def near(self, window: tuple[float, float] | None) -> Near:
        if window is None:
            return Near([self._seen(row) for row in self._dated])
        low, high = _limits(window)
        kept, before, after = [], 0, 0
        for row in self._dated:
            when = self._shown[row].when
            if when is not None and when.e1 is not None and when.e1 < low:
                before += 1
            elif when is not None and when.s0 is not None and when.s0 > high:
                after += 1
            else:
                kept.append(self._seen(row))
        return Near(kept, before, after)

    def first_undated(self, count: int) -> list[Seen]:
        dated = set(self._dated)
        rows = (row for row in range(self.total) if row not in dated)
        return [self._seen(row) for row, _ in zip(rows, range(count), strict=False)]

    def event(self, row: int) -> Event:
        return self._events[row]

    def shown(self, row: int) -> Shown:
        return self._shown[row]

    def _seen(self, row: int) -> Seen:
        event, shown = self._events[row], self._shown[row]
        when = shown.when
        return Seen(
            row=row,
            id=event.id,
            title=shown.title,
            kind=shown.kind,
            phase=shown.phase,
            status=event.status,
            s0=None if when is None else when.s0,
            s1=None if when is None else when.s1,
            e0=None if when is None else when.e0,
            e1=None if when is None else when.e1,
            tz=None if when is None else when.tz,
            ongoing=when is not None and when.open_end == "ongoing",
            sensitive=event.sensitive,
        )


def _is_dated(when: When | None) -> bool:
    return when is not None and any(getattr(when, name) is not None for name in _BOUNDS)


class _Columns(Intake):
    """A log: rows are told apart by columns, and objects made of single rows."""

    def __init__(self, log: EventLog) -> None:
        self._frame = log.frame
        rows = log.derived.lazy().select(
            pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
            *("title", "kind", "phase", "status", *_BOUNDS, "tz"),
            (pl.col("open_end") == "ongoing").fill_null(value=False).alias("ongoing"),
        )
        beside = log.frame.select("id", "sensitive")
        table = rows.collect().hstack(beside)
        dated = pl.any_horizontal(pl.col(name).is_not_null() for name in _BOUNDS)
        self._dated, self._undated = table.filter(dated), table.filter(~dated)
        self.total, self.undated = table.height, self._undated.height
        self.zones = frozenset(self._dated["tz"].unique())
        self.kinds = Counter(dict(self._dated["kind"].value_counts().iter_rows()))

    def near(self, window: tuple[float, float] | None) -> Near:
        if window is None:
            return Near(_seen_rows(self._dated))
        low, high = _limits(window)
        # An open end is null: it lies on neither side.
        before = (pl.col("e1") < low).fill_null(value=False)
        after = (pl.col("s0") > high).fill_null(value=False)
        told = self._dated.select(before=before, after=after)
        kept = self._dated.filter(~before & ~after)
        return Near(_seen_rows(kept), int(told["before"].sum()), int(told["after"].sum()))

    def first_undated(self, count: int) -> list[Seen]:
        return _seen_rows(self._undated.head(count))

    def event(self, row: int) -> Event:
        return decode_row(self._frame, row)


def _limits(window: tuple[float, float]) -> tuple[int, int]:
    """Give the window in microseconds, wider by what a zone may move an instant."""
    low, high = window
    return int((low - _SLACK) * US_PER_DAY), int((high + _SLACK) * US_PER_DAY)


def _seen_rows(table: pl.DataFrame) -> list[Seen]:
    return [Seen(**row) for row in table.iter_rows(named=True)]
