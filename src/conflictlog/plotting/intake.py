"""What a timeline takes of the events it is given: of a log by columns, of others one by one."""

from __future__ import annotations

import abc
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import attrs
import polars as pl

from conflictlog.log import EventLog
from conflictlog.plotting.clock import US_PER_DAY
from conflictlog.schema import decode_row
from conflictlog.schema.columns import PLACE
from conflictlog.weighing_columns import leading_actors, shown_places

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.event.shown import Shown
    from conflictlog.when import When

__all__ = ["CROWD", "Everyone", "Intake", "Near", "Roster", "Seen", "seen_rows", "take"]

#: Events above which no object is made of each.
CROWD = 10_000

# Days by which the axis' zone may move an instant, and more: columns only rule out.
_SLACK = 2.0
_BOUNDS = ("s0", "s1", "e0", "e1")
_PLACE = {field.name: field.dtype for field in PLACE.fields}


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

    def leading(self, name: str) -> pl.Series | None:  # noqa: ARG002 - told by columns
        """Give the first actor, place or country of every event where columns hold it."""
        return None


class Intake(Roster):
    """Events to be drawn; counts and kinds are of all of them, objects made when asked for."""

    total: int
    undated: int
    sensitive: int
    zones: frozenset[str | None]

    @abc.abstractmethod
    def near(self, window: tuple[float, float] | None) -> Near:
        """Give the dated events that may touch a window, all of them without one."""

    def crowd(self) -> pl.DataFrame | None:
        """Give the dated events as columns where they are too many for objects, else None."""
        return None

    @abc.abstractmethod
    def ids(self) -> list[str]:
        """Give the ids of all events."""

    @abc.abstractmethod
    def first_undated(self, count: int) -> list[Seen]:
        """Give so many of the undated events."""

    @abc.abstractmethod
    def everything(self, rows: Sequence[int] | None = None) -> list[Seen]:
        """Give all events in their order, dated or not, or those of some rows."""

    @abc.abstractmethod
    def places(self) -> pl.DataFrame:
        """Give every place shown: `row` of its event, and the fields of a place as columns."""

    @property
    def dated(self) -> int:
        """Count the events with a known bound."""
        return self.total - self.undated


class Everyone(Roster):
    """All events, dated or not: what colours are decided on."""

    def __init__(self, intake: Intake, kinds: Counter[str | None]) -> None:
        self._intake = intake
        self.kinds = kinds

    def event(self, row: int) -> Event:
        """Give one event."""
        return self._intake.event(row)

    def shown(self, row: int) -> Shown:
        """Give what one event shows."""
        return self._intake.shown(row)

    def leading(self, name: str) -> pl.Series | None:
        """Give the first actor, place or country of every event where columns hold it."""
        return self._intake.leading(name)


def take(events: Iterable[Event]) -> Intake:
    """Take in a log or any iterable of events."""
    if isinstance(events, EventLog):
        return _Columns(events)
    events = list(events)
    if len(events) > CROWD:
        return _Columns(EventLog(events, on_conflict="keep_both"))
    return _Objects(events)


class _Objects(Intake):
    """Events that are objects already: each is asked once what it shows."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = list(events)
        self._shown = [event.shown for event in self._events]
        dated = [row for row, shown in enumerate(self._shown) if _is_dated(shown.when)]
        self._dated = dated
        self.total, self.undated = len(self._events), len(self._events) - len(dated)
        self.sensitive = sum(event.sensitive for event in self._events)
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

    def ids(self) -> list[str]:
        return [event.id for event in self._events]

    def first_undated(self, count: int) -> list[Seen]:
        dated = set(self._dated)
        rows = (row for row in range(self.total) if row not in dated)
        return [self._seen(row) for row, _ in zip(rows, range(count), strict=False)]

    def everything(self, rows: Sequence[int] | None = None) -> list[Seen]:
        return [self._seen(row) for row in (range(self.total) if rows is None else rows)]

    def places(self) -> pl.DataFrame:
        rows = [
            (row, *attrs.astuple(place))
            for row, shown in enumerate(self._shown)
            for place in shown.places
        ]
        return pl.DataFrame(rows, schema={"row": pl.Int64(), **_PLACE}, orient="row")

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
        self._frame, self._derived = log.frame, log.derived
        rows = self._derived.lazy().select(
            pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
            *("title", "kind", "phase", "status", *_BOUNDS, "tz"),
            (pl.col("open_end") == "ongoing").fill_null(value=False).alias("ongoing"),
        )
        beside = log.frame.select("id", "sensitive")
        table = rows.collect().hstack(beside)
        dated = pl.any_horizontal(pl.col(name).is_not_null() for name in _BOUNDS)
        self._dated, self._undated = table.filter(dated), table.filter(~dated)
        self.total, self.undated = table.height, self._undated.height
        self.sensitive = int(table["sensitive"].sum())
        self.zones = frozenset(self._dated["tz"].unique())
        self.kinds = Counter(dict(self._dated["kind"].value_counts().iter_rows()))

    def ids(self) -> list[str]:
        return self._frame["id"].to_list()

    def crowd(self) -> pl.DataFrame | None:
        return self._dated if self._dated.height > CROWD else None

    def leading(self, name: str) -> pl.Series:
        if name == "actor":
            return leading_actors(self._frame)
        first = self._derived.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), name)
        # The first place may have no name, and a later one have it.
        later = (pl.col(name).is_null() & (self._derived["n_places"] > 1)).alias("later")
        asked = first.filter(first.select(later)["later"])["row"]
        if not asked.len():
            return first[name]
        field = "name" if name == "place" else name
        places = shown_places(self._frame[asked]).filter(pl.col(field).is_not_null())
        found = places.unique("row", keep="first", maintain_order=True)
        instead = pl.DataFrame({"row": asked.gather(found["row"]), "instead": found[field]})
        joined = first.join(instead, on="row", how="left", maintain_order="left")
        return joined.select(pl.coalesce(name, "instead"))[name]

    def near(self, window: tuple[float, float] | None) -> Near:
        if window is None:
            return Near(seen_rows(self._dated))
        low, high = _limits(window)
        # An open end is null: it lies on neither side.
        before = (pl.col("e1") < low).fill_null(value=False)
        after = (pl.col("s0") > high).fill_null(value=False)
        told = self._dated.select(before=before, after=after)
        kept = self._dated.filter(~before & ~after)
        return Near(seen_rows(kept), int(told["before"].sum()), int(told["after"].sum()))

    def first_undated(self, count: int) -> list[Seen]:
        return seen_rows(self._undated.head(count))

    def everything(self, rows: Sequence[int] | None = None) -> list[Seen]:
        found = pl.concat([self._dated, self._undated])
        if rows is not None:
            found = found.filter(pl.col("row").is_in(list(rows)))
        return seen_rows(found.sort("row"))

    def places(self) -> pl.DataFrame:
        return shown_places(self._frame)

    def event(self, row: int) -> Event:
        return decode_row(self._frame, row)


def _limits(window: tuple[float, float]) -> tuple[int, int]:
    """Give the window in microseconds, wider by what a zone may move an instant."""
    low, high = window
    return int((low - _SLACK) * US_PER_DAY), int((high + _SLACK) * US_PER_DAY)


def seen_rows(table: pl.DataFrame) -> list[Seen]:
    """Make one object a row: for few rows only."""
    return [Seen(**row) for row in table.iter_rows(named=True)]
