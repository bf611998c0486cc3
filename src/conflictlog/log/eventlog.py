"""`EventLog`: an immutable log of events, held in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, overload

import polars as pl

from conflictlog.engines import Rows
from conflictlog.errors import InvalidValue, UnknownId, UnknownName, nearest_hint
from conflictlog.event import Event
from conflictlog.log.admission import check_frame
from conflictlog.log.card import log_card
from conflictlog.log.combining import OnConflict, combine, unite_datasets, united_records
from conflictlog.log.filtering import Certainty, answers, carried, chosen, doubt_line, remarks
from conflictlog.log.listing import credit_lines, text_listing
from conflictlog.log.problems import problem_frame
from conflictlog.log.sameness import equal_frames
from conflictlog.log.upward import Upward
from conflictlog.query import Query
from conflictlog.report import Dataset
from conflictlog.schema import SCHEMA, decode_events, decode_row, encode_events
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing_columns import derive

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


__all__ = ["EventLog", "restored"]


class EventLog(Upward):
    """Events in columns: immutable, iterable, printable.

    Parameters
    ----------
    events
        The events, each id once.
    datasets
        The data sets that they come from.
    on_conflict
        What to do where one id stands for two contents; see `add`.

    Raises
    ------
    DuplicateId
        Where one id stands for two contents and ``on_conflict`` is "raise".

    Examples
    --------
    >>> log = EventLog([Event(id="a", kind="visit", when="2022-12-19", place="Minsk")])
    >>> len(log), log["a"].kind
    (1, 'visit')
    """

    __slots__ = ("_cache", "_datasets", "_frame", "_problems", "_records")
    _frame: pl.DataFrame
    _datasets: tuple[Dataset, ...]
    _problems: pl.DataFrame
    _records: pl.DataFrame | None
    _cache: dict[Any, Any]

    def __init__(
        self,
        events: Iterable[Event] = (),
        *,
        datasets: Iterable[Dataset] = (),
        on_conflict: OnConflict = "raise",
    ) -> None:
        if not isinstance(events, Iterable):
            raise InvalidValue(
                f"events is {events!r}", expected="Event values", remedy="put them into a list"
            )
        items = [events] if isinstance(events, Event) else list(events)
        for item in items:
            if not isinstance(item, Event):
                raise InvalidValue(
                    f"an EventLog was given a {type(item).__name__}", expected="Event values"
                )
        first: dict[str, Event] = {}
        rest = [event for event in items if first.setdefault(event.id, event) != event]
        frame = encode_events(first.values())
        while rest:  # by rounds in which each id stands once: combining costs by the frame
            first = {}
            rest = [event for event in rest if first.setdefault(event.id, event) is not event]
            frame = combine(frame, encode_events(first.values()), on_conflict=on_conflict)
        _fill(self, frame, tuple(datasets), problem_frame())

    @classmethod
    def from_frame(
        cls,
        frame: pl.DataFrame,
        *,
        datasets: Iterable[Dataset] = (),
        problems: pl.DataFrame | None = None,
        records: pl.DataFrame | None = None,
    ) -> EventLog:
        """Make a log of a frame that has the schema's columns already.

        Parameters
        ----------
        frame
            Columns as in `conflictlog.schema.SCHEMA`; other columns are refused.
        datasets
            The data sets that the rows come from.
        problems
            What the reader met.
        records
            The raw rows as text columns, with the event's id in a column ``_event``.

        Raises
        ------
        InvalidValue
            Where a column is missing, has another type, or an id is null or occurs twice.
        """
        check_frame(frame)
        found = problem_frame() if problems is None else problems
        return _fill(cls.__new__(cls), frame.select(list(SCHEMA)), tuple(datasets), found, records)

    def _with(self, frame: pl.DataFrame) -> EventLog:
        return restored(frame, self._datasets, self._problems, self._records)

    def _picked(self, rows: Rows | pl.Series | slice) -> EventLog:
        kept = self._with(self._frame[rows])
        kept._cache.update(carried(self._cache, rows))  # noqa: SLF001 - a log that is still being made
        return kept

    # ----------------------------------------------------------------- reading

    @property
    def frame(self) -> pl.DataFrame:
        """The stored columns, one row an event, as `conflictlog.schema` describes them."""
        return self._frame

    @property
    def derived(self) -> pl.DataFrame:
        """What the events show, in flat columns, row by row beside `frame`.

        Built once, when it is first asked for: bounds of time, local days, the cap
        around all places, kind, phase, status, confidence and basis.
        """
        return self.weigh()

    def weigh(self, model: ConfidenceModel | None = None) -> pl.DataFrame:
        """Derive what the events show under a confidence model; see `derived`.

        Examples
        --------
        >>> log = EventLog([Event(id="a")])
        >>> log.weigh(ConfidenceModel(name="desk", prior=0.3))["confidence"].to_list()
        [0.3]
        """
        model = ConfidenceModel() if model is None else model
        if ("derived", model) not in self._cache:
            self._cache["derived", model] = derive(self._frame, model=model)
        frame: pl.DataFrame = self._cache["derived", model]
        return frame

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """The data sets that the events come from."""
        return self._datasets

    @property
    def problems(self) -> pl.DataFrame:
        """What the reader met: file, row, column, value, problem, hint, outcome."""
        return self._problems

    @property
    def records(self) -> pl.DataFrame | None:
        """The raw rows of the log's events as text, where the reader was told to keep them.

        A column ``_event`` holds the event's id, the others are the file's own.
        They are no part of ``==`` nor of files.
        """
        if self._records is None:
            return None
        return self._records.filter(pl.col("_event").is_in(self._frame["id"].implode()))

    @property
    def ids(self) -> tuple[str, ...]:
        """The events' ids, in row order."""
        return tuple(self._frame["id"])

    def credits(self) -> tuple[str, ...]:
        """List whom to credit: data sets with their terms, then other sources.

        Examples
        --------
        >>> EventLog(datasets=[Dataset("UCDP GED", licence="CC BY 4.0")]).credits()
        ('UCDP GED (CC BY 4.0)',)
        """
        return credit_lines(self)

    def __len__(self) -> int:
        return self._frame.height

    def __iter__(self) -> Iterator[Event]:
        return decode_events(self._frame)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, Event):
            return item.id in self._rows and self[item.id] == item
        return item in self._rows

    @property
    def _rows(self) -> dict[str, int]:
        if "rows" not in self._cache:
            self._cache["rows"] = {name: row for row, name in enumerate(self._frame["id"])}
        rows: dict[str, int] = self._cache["rows"]
        return rows

    @overload
    def __getitem__(self, key: str | int) -> Event: ...
    @overload
    def __getitem__(self, key: slice) -> EventLog: ...
    def __getitem__(self, key: str | int | slice) -> Event | EventLog:
        if isinstance(key, slice):
            return self._picked(key)
        if isinstance(key, str):
            if key not in self._rows:
                raise UnknownId(
                    f"no event has the id {key!r}",
                    remedy=nearest_hint(key, self._rows) or f"log.ids lists all {len(self)}",
                )
            return decode_row(self._frame, self._rows[key])
        if isinstance(key, bool) or not isinstance(key, int):
            raise InvalidValue(f"log[{key!r}]", expected="an id, a row number or a slice")
        if not -len(self) <= key < len(self):
            raise UnknownId(f"row {key} of a log of {len(self)} events")
        return decode_row(self._frame, key % len(self))

    # ------------------------------------------------------------------ asking

    def filter(self, query: Query, *, certainty: Certainty = "possible") -> EventLog:
        """Keep the events that may answer a query with yes, or only those that surely do.

        What is printed then says how many are certain, how many possible, and why; see `doubts`.

        Examples
        --------
        >>> from conflictlog.predicates import on
        >>> log = EventLog([Event(id="a", when="2022-12"), Event(id="b", when="2022-12-19")])
        >>> log.filter(on("2022-12-19")).ids
        ('a', 'b')
        >>> log.filter(on("2022-12-19"), certainty="certain").ids
        ('b',)
        """
        rows, doubts = chosen(self, query, certainty)
        kept = self._picked(rows)
        said = {**self._cache.get("remarks", {}), **dict.fromkeys(remarks(query))}
        kept._cache.update(doubts=doubts, remarks=said)  # noqa: SLF001 - a log that is still being made
        return kept

    @property
    def filtered_by(self) -> str | None:
        """How surely the events are what was asked for, and why not; None of a whole log."""
        if "doubts" not in self._cache:
            return None
        return ", ".join([doubt_line(self.doubts), *self._cache["remarks"]])

    @property
    def doubts(self) -> pl.DataFrame:
        """Why events are only possibly what was asked for: id, and a column for each subject.

        True where the answer to `filter` hangs on the event's time, place, kind, ... Kept by
        `sort` and slices, not where logs are joined or written.
        """
        ids = self._frame.select("id")
        found: pl.DataFrame | None = self._cache.get("doubts")
        return (
            ids if found is None or not found.width else pl.concat([ids, found], how="horizontal")
        )

    def answers(self, query: Query) -> pl.DataFrame:
        """Answer a query for every event: ``id``, and ``answer`` True, False or null.

        Examples
        --------
        >>> from conflictlog.predicates import on
        >>> EventLog([Event(id="a", when="2022-12")]).answers(on("2022-12-19")).rows()
        [('a', None)]
        """
        return answers(self, query)

    # --------------------------------------------------------------- combining

    def add(self, event: Event, *, on_conflict: OnConflict = "raise") -> EventLog:
        """Give a log with one event more; ``log + event`` is the same.

        Parameters
        ----------
        event
            The event; where the log holds an equal one already, nothing changes.
        on_conflict
            Where the log holds the id with another content: "raise",
            "keep_both" (the new one gets the suffix ``.2``), "left" or "right".

        Raises
        ------
        DuplicateId
            Where the id stands for another content and ``on_conflict`` is "raise".

        Examples
        --------
        >>> log = EventLog([Event(id="a", kind="visit")])
        >>> len(log.add(Event(id="b", kind="talks"))), len(log + log["a"])
        (2, 1)
        """
        return self._with(combine(self._frame, encode_events([event]), on_conflict=on_conflict))

    def union(self, other: EventLog, *, on_conflict: OnConflict = "raise") -> EventLog:
        """Give the events of both logs; ``log | other`` is the same. See `add`.

        Examples
        --------
        >>> one, two = EventLog([Event(id="a")]), EventLog([Event(id="b")])
        >>> one.union(two).ids == (one | two).ids == ("a", "b")
        True
        """
        return _fill(
            EventLog.__new__(EventLog),
            combine(self._frame, other.frame, on_conflict=on_conflict),
            unite_datasets(self._datasets, other.datasets),
            pl.concat([self._problems, other.problems]),
            united_records(self.records, other.records),
        )

    def __add__(self, event: Event) -> EventLog:
        return self.add(event) if isinstance(event, Event) else NotImplemented

    def __or__(self, other: EventLog) -> EventLog:
        return self.union(other) if isinstance(other, EventLog) else NotImplemented

    def sort(self, by: str = "when", *, descending: bool = False) -> EventLog:
        """Order the events: by "when", "id", "kind" or "confidence"; ties by time, then id.

        Raises
        ------
        UnknownName
            For another order; the nearest is named.

        Examples
        --------
        >>> log = EventLog([Event(id="b", when="2023"), Event(id="a", when="2022")])
        >>> log.sort().ids
        ('a', 'b')
        """
        from conflictlog.log.ordering import ORDERS, row_order

        if by not in ORDERS:
            raise UnknownName(
                f"sort by {by!r}",
                expected=f"one of {', '.join(ORDERS)}",
                remedy=nearest_hint(by, ORDERS),
            )
        return self._picked(row_order(self._frame, self.derived, by, descending=descending))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EventLog):
            return NotImplemented
        if len(self) != len(other) or self._rows.keys() != other._rows.keys():
            return False
        left, right = self._frame.sort("id"), other.frame.sort("id")
        # Equal frames are equal logs; other frames may still hold equal events,
        # for the wording of a date is no part of an event.
        return equal_frames(left, right) or all(
            ours == theirs
            for ours, theirs in zip(decode_events(left), decode_events(right), strict=True)
        )

    __hash__ = None  # type: ignore[assignment]  # a log compares by millions of rows: no dict key

    def __reduce__(self) -> tuple[object, ...]:
        return restored, (self._frame, self._datasets, self._problems, self._records)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"EventLog is immutable: cannot set {name!r}")

    # ----------------------------------------------------------------- showing

    def __repr__(self) -> str:
        return f"<EventLog: {len(self)} event{'' if len(self) == 1 else 's'}>"

    def __str__(self) -> str:
        return text_listing(self)

    def _repr_html_(self) -> str:
        return log_card(self)

    # --------------------------------------------------------------- exchanging

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Export the stored columns through the Arrow PyCapsule interface."""
        return self._frame.__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> pd.DataFrame:
        """Give a flat pandas frame, one row an event (needs ``conflictlog[pandas]``)."""
        from conflictlog.log.exchange import to_pandas

        return to_pandas(self)

    def to_geopandas(self) -> gpd.GeoDataFrame:
        """Give a flat GeoPandas frame with points (needs ``conflictlog[geo]``)."""
        from conflictlog.log.exchange import to_geopandas

        return to_geopandas(self)

    def flat(self) -> pl.DataFrame:
        """Give one flat row an event: what it shows, in plain columns, for any tool.

        The columns: id, title, kind, phase, status, confidence, basis level, bounds
        of time as datetimes, first and last possible local day, place, its
        coordinates, radius and country, actors, numbers of reports and origins.

        Examples
        --------
        >>> log = EventLog([Event(id="a", kind="visit", when="2022-12-19", place="Minsk")])
        >>> log.flat().select("id", "kind", "place", "first_day").rows()
        [('a', 'visit', 'Minsk', datetime.date(2022, 12, 19))]
        """
        from conflictlog.log.exchange import flat_frame

        return flat_frame(self)


def _fill(
    log: EventLog,
    frame: pl.DataFrame,
    datasets: tuple[Dataset, ...],
    problems: pl.DataFrame,
    records: pl.DataFrame | None = None,
) -> EventLog:
    """Fill a new log once: afterwards it does not change."""
    cache: dict[Any, Any] = {}
    values = {
        "_frame": frame,
        "_datasets": datasets,
        "_problems": problems,
        "_records": records,
        "_cache": cache,
    }
    for name, value in values.items():
        object.__setattr__(log, name, value)
    return log


def restored(
    frame: pl.DataFrame,
    datasets: tuple[Dataset, ...],
    problems: pl.DataFrame,
    records: pl.DataFrame | None,
) -> EventLog:
    """Make a log of its parts."""
    return _fill(EventLog.__new__(EventLog), frame, datasets, problems, records)
