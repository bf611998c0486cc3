"""`LogScan`: a log in files, read when an answer is asked for, and never all at once."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Self, TypeVar, cast

import attrs
import numpy as np
import polars as pl

from conflictlog.engines import Rows, answer_columns, possible_rows
from conflictlog.event import Event
from conflictlog.formats.geoparquet.inspecting import ORDER, Inside
from conflictlog.formats.progress import check_progress, showing, stage
from conflictlog.log import EventLog, partial_log
from conflictlog.log.combining import unite_datasets
from conflictlog.log.filtering import Certainty, check_certainty, check_query, explained, outline
from conflictlog.query import Query
from conflictlog.report import Dataset
from conflictlog.scanning.chunks import Chunk, chunks_of, read_rows, rows_of
from conflictlog.scanning.files import check_ids, find_files
from conflictlog.scanning.narrowing import needs_lists
from conflictlog.schema import SCHEMA, decode_events
from conflictlog.summaries.batches import Batches, counts_of, sums_of, top_of
from conflictlog.weighing_columns import DERIVED

__all__ = ["LogScan", "scan"]

Ask = TypeVar("Ask", bound=Callable[..., Any])
#: Rows of a file that are possibly asked for.
_Found = list[tuple[Inside, Rows]]


def scan(paths: object, *, progress: bool | None = None) -> LogScan:
    """Open a log in Parquet files larger than memory: nothing but their metadata is read.

    Parameters
    ----------
    paths
        A file that ``log.write("log.parquet")`` wrote, a glob such as "logs/*.parquet", or a
        list of them. Several files are one log: no id may stand in two of them.
    progress
        Whether answers show how far they are, as in `conflictlog.read`.

    Raises
    ------
    FileNotReadable
        Where no file matches, or for a folder.
    UnknownFormat
        For Parquet that is no log of ours.
    NewerSchema
        Where a newer release wrote it.
    InvalidFile
        For a damaged file, or files of different versions of the schema.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from conflictlog.datasets import minsk_kyiv_2022
    >>> from conflictlog.predicates import kind, on
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "december.parquet"
    >>> minsk_kyiv_2022().write(file)
    >>> log = scan(file)
    >>> strikes = log.filter(kind("strike"))
    >>> strikes.height == len(minsk_kyiv_2022().filter(kind("strike")))
    True
    >>> strikes.collect() == minsk_kyiv_2022().filter(kind("strike"))
    True
    >>> folder.cleanup()
    """
    check_progress(progress)
    return LogScan(files=find_files(paths), progress=progress)


def _shown(ask: Ask) -> Ask:
    """Let an answer show how far it is."""

    @functools.wraps(ask)
    def watched(self: LogScan, *args: Any, **options: Any) -> Any:
        several = f"{len(self.files)} files"
        with showing(several if len(self.files) > 1 else "scan", self.progress):
            return ask(self, *args, **options)

    return cast("Ask", watched)


@attrs.frozen(kw_only=True, repr=False)
class LogScan:
    """A log in files: filtered, counted and collected piece by piece; see `scan`.

    Nothing is kept between two questions. Answers are those of the log in memory.

    Parameters
    ----------
    files
        What the files say of themselves.
    filters
        The queries that were asked, each with how surely events must answer.
    progress
        Whether answers show how far they are.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from conflictlog.datasets import minsk_kyiv_2022
    >>> from conflictlog.predicates import kind
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "december.parquet"
    >>> minsk_kyiv_2022().write(file)
    >>> scan(file).filter(kind("visit")).counts(by="kind").rows()
    [('visit', 2, 2)]
    >>> folder.cleanup()
    """

    files: tuple[Inside, ...]
    filters: tuple[tuple[Query, Certainty], ...] = ()
    progress: bool | None = attrs.field(default=None, eq=False)
    # Shared by all scans of the same files: their ids are compared once.
    _seen: list[bool] = attrs.field(factory=list, eq=False, init=False)

    # ------------------------------------------------------------------ asking

    def filter(self, query: Query, *, certainty: Certainty = "possible") -> Self:
        """Keep the events that may answer a query with yes, or only those that surely do.

        Nothing is read: the query is asked when an answer is wanted.
        """
        check_query(query)
        check_certainty(certainty)
        narrower = attrs.evolve(self, filters=(*self.filters, (query, certainty)))
        object.__setattr__(narrower, "_seen", self._seen)
        return narrower

    @_shown
    def collect(self) -> EventLog:
        """Read the events that are left into memory, in the order that they were written in.

        Raises
        ------
        DuplicateId
            Where an id stands in two files.
        """
        frames, shown = [], []
        for file, rows in self._found():
            order = _order(file, rows)
            frames.append(read_rows(file, rows, list(SCHEMA))[order])
            if file.derived:
                shown.append(read_rows(file, rows, list(DERIVED), shown=True)[order])
        log = EventLog.from_frame(pl.concat(frames), datasets=self.datasets)
        if len(shown) == len(self.files):
            log = partial_log(log.frame, pl.concat(shown), self.datasets)
        for query, certainty in self.filters:
            log = log.filter(query, certainty=certainty)
        return log

    @_shown
    def answers(self, query: Query) -> pl.DataFrame:
        """Answer a query for every event: ``id``, and ``answer`` True, False or null.

        The ids of all events stand in memory at once.
        """
        check_query(query)
        parts = []
        for file, rows in self._found():
            told = [pl.DataFrame(schema={"id": pl.String(), "answer": pl.Boolean()})]
            for chunk in chunks_of(file, rows, nested=needs_lists(query)):
                possible, certain = answer_columns(query, chunk)
                answer = pl.DataFrame({"answer": certain, "known": certain | ~possible})
                told.append(
                    chunk.stored(["id"]).with_columns(
                        answer.select(pl.when("known").then("answer")).to_series().alias("answer")
                    )
                )
            parts.append(pl.concat(told)[_order(file, rows)])
        return pl.concat(parts)

    @_shown
    def explain(self, query: Query) -> str:
        """Count how many events each part of a query keeps: certain, possible, no."""
        check_query(query)
        lines = outline(query)
        sure, maybe = np.zeros(len(lines), np.int64), np.zeros(len(lines), np.int64)
        total = 0
        for file, rows in self._found():
            total += len(rows)
            for chunk in chunks_of(file, rows, nested=needs_lists(query)):
                for at, (_, part) in enumerate(lines):
                    possible, certain = answer_columns(part, chunk)
                    sure[at] += int(certain.sum())
                    maybe[at] += int((possible & ~certain).sum())
        return explained(query, sure.tolist(), maybe.tolist(), total)

    # -------------------------------------------------------------- summing up

    @_shown
    def counts(self, *, by: str | Iterable[str] | None = "month", **options: Any) -> pl.DataFrame:
        """Count events by period, kind, place...: see `conflictlog.summaries.counts`."""
        return counts_of(self._batches(), by=by, **options)

    @_shown
    def sums(self, name: str, **options: Any) -> pl.DataFrame:
        """Add up what events give of a count; see `conflictlog.summaries.sums`."""
        return sums_of(self._batches(), name, **options)

    @_shown
    def top(self, by: str, n: int = 10, **options: Any) -> pl.DataFrame:
        """Give the most frequent actors, kinds, sources; see `conflictlog.summaries.top`."""
        return top_of(self._batches(), by, n, **options)

    @property
    @_shown
    def height(self) -> int:
        """How many events there are; where queries were asked, the files are read for it."""
        return sum(len(rows) for _, rows in self._found())

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """The data sets that the events come from."""
        return unite_datasets(*(file.datasets for file in self.files))

    def __len__(self) -> int:
        return self.height

    def __bool__(self) -> bool:
        return self.height > 0

    def __iter__(self) -> Iterator[Event]:
        """Give the events one after another, by day."""
        for file, rows in self._found():
            for chunk in chunks_of(file, rows, nested=True):
                yield from decode_events(chunk.stored(list(SCHEMA)))

    # ----------------------------------------------------------------- showing

    def __repr__(self) -> str:
        names = ", ".join(repr(file.path.name) for file in self.files[:3])
        more = f" and {len(self.files) - 3} more" if len(self.files) > 3 else ""
        asked = "".join(
            f"\n  .filter({query!r}{'' if how == 'possible' else f', certainty={how!r}'})"
            for query, how in self.filters
        )
        slow = sum(not file.derived for file in self.files)
        told = f"\n  {slow} of {len(self.files)} files without current derived columns: slower"
        return f"<LogScan of {names}{more}{asked}{told if slow else ''}>"

    # ----------------------------------------------------------------- reading

    def _found(self) -> _Found:
        """Find the rows of each file that the filters keep, one file after another."""
        if not self._seen:
            stage("comparing ids")
            check_ids(self.files)
            self._seen.append(True)
        return [(file, self._rows(file)) for file in self.files]

    def _rows(self, file: Inside) -> Rows:
        queries = [query for query, _ in self.filters]
        if not queries:
            return rows_of(file, None)
        whole = functools.reduce(operator.and_, queries)
        coarse = rows_of(file, whole)
        kept = [
            chunk.at[self._asked(chunk)]
            for chunk in chunks_of(file, coarse, nested=needs_lists(whole))
        ]
        return np.concatenate([*kept, np.zeros(0, np.uint32)]).astype(np.uint32)

    def _asked(self, chunk: Chunk) -> Rows:
        rows: Rows | None = None
        for query, certainty in self.filters:
            rows = possible_rows(query, chunk, rows)
            if certainty == "certain":
                rows = rows[answer_columns(query, chunk, rows)[1]]
        return np.arange(chunk.height, dtype=np.uint32) if rows is None else rows

    def _batches(self) -> Batches:
        found = self._found()
        datasets = self.datasets

        def read(needs: Collection[str]) -> Iterator[EventLog]:
            for file, rows in found:
                for chunk in chunks_of(file, rows, nested=bool(needs)):
                    yield chunk.log(needs, datasets)

        return Batches(read, EventLog(datasets=datasets))


def _order(file: Inside, rows: Rows) -> pl.Series:
    """Give the order of a file's rows in which the log had them."""
    if ORDER not in file.columns:
        return pl.int_range(len(rows), dtype=pl.UInt32, eager=True)
    return read_rows(file, rows, [ORDER])[ORDER].arg_sort()
