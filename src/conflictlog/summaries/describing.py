"""`log.describe`: what a log holds, at a glance, and what it does not know."""

from __future__ import annotations

import datetime as dt

import attrs
import polars as pl

from conflictlog.frozenmap import FrozenMap
from conflictlog.log import EventLog
from conflictlog.summaries.asking import as_log
from conflictlog.summaries.ranking import top
from conflictlog.when import civil

__all__ = ["Description", "describe"]

_SHOWN = 5
_INDENT = 12
_DAYS = ("day_start_first", "day_start_last", "day_end_first", "day_end_last")


@attrs.frozen(kw_only=True)
class Description:
    """What a log holds; printed, a line each.

    Parameters
    ----------
    events, reports
        How many.
    first, last
        The first and the last day that is known of any event; None where none is.
    undated, unplaced
        How many events have no date, and no place.
    unrealised
        How many are planned or cancelled; `counts` leaves them out, here they are in.
    time_precisions, place_precisions
        How exactly times and first places are known, by the number of events.
    statuses
        reported, one_sided, contested, denied, by the number of events.
    kinds, countries, sources
        The most frequent: name, events that are certain, events that are possible.
    datasets
        The data sets, with their terms.
    problems
        Rows with a problem that the reader met, by what became of them: kept, rejected.
    """

    events: int
    reports: int
    first: dt.date | None
    last: dt.date | None
    undated: int
    unplaced: int
    unrealised: int
    time_precisions: FrozenMap[int]
    place_precisions: FrozenMap[int]
    statuses: FrozenMap[int]
    kinds: tuple[tuple[str, int, int], ...]
    countries: tuple[tuple[str, int, int], ...]
    sources: tuple[tuple[str, int, int], ...]
    datasets: tuple[str, ...]
    problems: FrozenMap[int]

    def share(self, status: str) -> float:
        """Give the share of the events with a status, 0 in an empty log.

        Examples
        --------
        >>> from conflictlog.event import Event
        >>> describe(EventLog([Event()])).share("contested")
        0.0
        """
        return self.statuses.get(status, 0) / self.events if self.events else 0.0

    def __str__(self) -> str:
        missing = {
            "undated": self.undated,
            "without a place": self.unplaced,
            "planned or cancelled": self.unrealised,
        }
        lines = {
            "events": f"{self.events:,}, {self.reports:,} report{'' if self.reports == 1 else 's'}",
            "days": "" if self.first is None else f"{self.first} to {self.last}",
            "of these": _listed({name: count for name, count in missing.items() if count}),
            "status": ", ".join(
                f"{name.replace('_', '-')} {count:,} ({self.share(name):.0%})"
                for name, count in _by_size(self.statuses)
            ),
            "times": _listed(dict(_by_size(self.time_precisions))),
            "places": _listed(dict(_by_size(self.place_precisions))),
            "kinds": _ranked(self.kinds),
            "countries": _ranked(self.countries),
            "sources": _ranked(self.sources),
            "data sets": "; ".join(self.datasets),
            "problems": _listed(dict(_by_size(self.problems))),
        }
        return "\n".join(f"{name:<{_INDENT}}{text}" for name, text in lines.items() if text)


def _by_size(counts: FrozenMap[int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _ranked(rows: tuple[tuple[str, int, int], ...]) -> str:
    return ", ".join(
        f"{name} {sure:,}" + (f" to {maybe:,}" if maybe > sure else "")
        for name, sure, maybe in rows
    )


def describe(log: EventLog) -> Description:
    """Describe a log: its size, span, precision, statuses, and what is most frequent in it.

    Planned and cancelled events are among those that are described.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> log = EventLog([Event(kind="visit", when="2022-12-19", place="Minsk"), Event(kind="talks")])
    >>> print(describe(log))
    events      2, 0 reports
    days        2022-12-19 to 2022-12-19
    of these    undated 1, without a place 1
    status      reported 2 (100%)
    times       day 1
    places      unknown 1
    kinds       talks 1, visit 1
    """
    log = as_log(log, "describe")
    derived = log.derived
    days = [day for name in _DAYS for day in (derived[name].min(), derived[name].max())]
    known = sorted(day for day in days if isinstance(day, int))
    rows = log.problems.select("file", "row", "outcome").unique()
    return Description(
        events=len(log),
        reports=int(derived["n_reports"].sum()),
        first=civil(known[0]) if known else None,
        last=civil(known[-1]) if known else None,
        undated=derived["precision"].null_count(),
        unplaced=int((derived["n_places"] == 0).sum()),
        unrealised=int(derived["phase"].is_in(["planned", "cancelled"]).sum()),
        time_precisions=_numbered(derived["precision"]),
        place_precisions=_numbered(derived["place_precision"]),
        statuses=_numbered(derived["status"]),
        kinds=_most(log, "kind"),
        countries=_most(log, "country"),
        sources=_most(log, "source"),
        datasets=tuple(str(dataset) for dataset in log.datasets),
        problems=_numbered(rows["outcome"]),
    )


def _numbered(column: pl.Series) -> FrozenMap[int]:
    return FrozenMap(column.drop_nulls().value_counts(name="n").iter_rows())


def _most(log: EventLog, key: str) -> tuple[tuple[str, int, int], ...]:
    found = top(log, key, _SHOWN, planned=True).select(key, "certain", "possible")
    return tuple((str(name), sure, maybe) for name, sure, maybe in found.iter_rows())
