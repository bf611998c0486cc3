"""Counts by period, kind, place and actor: columns say what a walk over the events says."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import polars as pl
import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.event import Event
from conflictlog.kinds import kind_members, taxonomy
from conflictlog.log import EventLog
from conflictlog.registry import shipped_registry
from conflictlog.report import Actor, Coverage, Dataset
from conflictlog.summaries import counts
from conflictlog.summaries.asking import KEYS, SPANS
from conflictlog.summaries.memberships import outlet_names
from conflictlog.summaries.periods import PERIODS, STARTS, index_of_days, start_day
from conflictlog.testing import logs
from conflictlog.when import civil

OPEN = 10**9
OTHERS = tuple(key for key in KEYS if key not in PERIODS)


def first_of(day, period, start):
    """Give the first day of a day's period, by the calendar and not by columns."""
    date = civil(day)
    if period == "day":
        return date
    if period == "week":
        begins = {"monday": 0, "saturday": 5, "sunday": 6}[start]
        back = (date.weekday() - begins) % 7
        return dt.date.fromordinal(max(1, date.toordinal() - back))
    return date.replace(day=1) if period == "month" else date.replace(month=1, day=1)


def members_of(event, key, depth, finer, outlets):
    """Give {value: certain} of one key that is no place."""
    shown = event.shown
    if key == "kind":
        if shown.kind is None:
            return {None: True}
        own = {"/".join(one.split("/")[:depth]) for one in kind_members(shown.kind)}
        tree = taxonomy()
        below = {cell for cell in finer if tree.answers(shown.kind, cell)[0]}
        return {cell: own == {cell} for cell in own | below}
    if key == "actor":
        return {actor.name: True for actor in shown.actors} or {None: True}
    if key == "source":
        told = {outlets[r.source.outlet] for r in event.reports if r.source is not None}
        return dict.fromkeys(told, True) or {None: True}
    return {event.status if key == "status" else shown.phase: True}


def areas_of(event, keys):
    """Give {values: certain} of the place keys; a disputed country is each of its claims."""
    found: dict[tuple[str | None, ...], bool] = {}
    for place in event.shown.places:
        if place.role in {"occurred", "target"}:
            claims = [None] if place.country is None else place.country.split("|")
            for claim in claims:
                pair = {"country": claim, "admin1": place.admin1}
                cell = tuple(pair[key] for key in keys)
                sure = len(claims) == 1 or "country" not in keys
                found[cell] = found.get(cell, False) or sure
    return found or {(None,) * len(keys): True}


def days_of(when, spans):
    """Give the possible and the certain days; None without a known one."""
    if when is None:
        return None
    first, begun, ended, last = when.local_days
    low, high = -OPEN if first is None else first, OPEN if begun is None else begun
    sure, late = -OPEN if ended is None else ended, OPEN if last is None else last
    if spans == "spread":
        known = {first, begun, ended, last} - {None}
        return ((low, late), (high, sure)) if known else None
    if first is None and begun is None:
        return None
    if spans == "once" and high <= sure and high < OPEN:
        low = high
    return (low, high), (high, low)


def walk(log, by, *, start, depth, spans, planned):
    """Count by walking over the events and every day of the stretch."""
    kept = [e for e in log if planned or e.shown.phase not in {"planned", "cancelled"}]
    finer = {
        "/".join(one.split("/")[:depth])
        for event in log
        if event.shown.kind
        for one in kind_members(event.shown.kind)
        if (0 if one in taxonomy().groups else len(one.split("/"))) >= depth
    }
    outlets = outlet_names(
        {r.source.outlet for e in log for r in e.reports if r.source is not None},
        shipped_registry(),
    )
    period = next((key for key in by if key in PERIODS), None)
    places = [key for key in by if key in {"country", "admin1"}]
    spans_of = {e.id: days_of(e.shown.when, spans) for e in kept}
    known = [
        day
        for pair in spans_of.values()
        if pair
        for bounds in pair
        for day in bounds
        if abs(day) < OPEN
    ]
    grid = sorted({first_of(day, period, start) for day in known}) if period and known else []
    if grid:
        grid = sorted({first_of(day, period, start) for day in range(min(known), max(known) + 1)})
    certain: Counter[tuple[object, ...]] = Counter()
    possible: Counter[tuple[object, ...]] = Counter()
    for event in kept:
        cells = {(): True}
        for key in by:
            if key == period:
                parts = when_cells(spans_of[event.id], grid, period, start)
            elif key in places:
                parts = areas_of(event, places) if key == places[0] else None
            else:
                found = members_of(event, key, depth, finer, outlets)
                parts = {(value,): sure for value, sure in found.items()}
            if parts is None:
                continue
            cells = {a + b: x and y for a, x in cells.items() for b, y in parts.items()}
        order = [key for key in by if key not in places[1:]]
        for cell, sure in cells.items():
            named: dict[str, object] = {}
            at = 0
            for key in order:
                for name in places if key in places else [key]:
                    named[name] = cell[at]
                    at += 1
            possible[tuple(named[key] for key in by)] += 1
            certain[tuple(named[key] for key in by)] += sure
    return {cell: (certain[cell], count) for cell, count in possible.items()}


def when_cells(pair, grid, period, start):
    """Give {first day: certain} of the periods that an event may lie in."""
    if pair is None:
        return {(None,): True}
    (low, high), (sure_low, sure_high) = pair
    found = {}
    for day in grid:
        begins = (day - dt.date(1970, 1, 1)).days
        later = [one for one in grid if one > day]
        ends = (later[0] - dt.date(1970, 1, 1)).days - 1 if later else 10**8
        if low <= ends and high >= begins:
            sure = sure_low <= ends and sure_high >= begins
            found[day,] = bool(sure and abs(sure_low) < OPEN and abs(sure_high) < OPEN)
    return found


def cells(frame, by):
    """Give {key: (certain, possible)} of a table."""
    return {
        tuple(row[key] for key in by): (row["certain"], row["possible"])
        for row in frame.iter_rows(named=True)
    }


near_whens = st.sampled_from(
    [
        *("2022-12-19", "2022-12", "2022-12-19/2022-12-22", "[2022-11-30..2022-12-01]", "2022"),
        *("2022-12-19/..", "../2022-12-20", "[..2022-12-18]", "2022-12-24/", None),
        "2022-12-19T22:00Z/2022-12-20T03:00Z",
    ]
)


@st.composite
def dated_logs(draw):
    """Make logs whose events lie near one another, so that every day can be walked over."""
    import attrs

    made = draw(logs(max_size=6))
    events = [attrs.evolve(event, when=draw(near_whens)) for event in made]
    clean = [
        attrs.evolve(event, reports=[attrs.evolve(r, when=None) for r in event.reports])
        for event in events
    ]
    return EventLog(clean, on_conflict="keep_both")


@settings(max_examples=40)
@given(
    log=dated_logs(),
    by=st.lists(st.sampled_from(OTHERS), max_size=2, unique=True),
    period=st.sampled_from((None, *PERIODS)),
    start=st.sampled_from(tuple(STARTS)),
    spans=st.sampled_from(SPANS),
    depth=st.integers(1, 3),
    planned=st.booleans(),
)
def test_columns_count_what_a_walk_counts(log, by, period, start, spans, depth, planned):
    """For every key, alone and with others; and certain is never more than possible."""
    keys = [*([period] if period else []), *by]
    asked = {"start": start, "spans": spans, "depth": depth, "planned": planned}
    found = counts(log, by=keys, **asked)
    told = cells(found, keys)
    if not keys and not told[()][1]:
        told = {}
    assert told == walk(log, keys, **asked)
    assert (found["certain"] <= found["possible"]).all()
    assert len(told) == found.height or not keys
    if keys:
        assert found.equals(found.sort(keys, nulls_last=True))


@settings(max_examples=15)
@given(log=dated_logs(), period=st.sampled_from(PERIODS), data=st.data())
def test_each_dated_event_counts_once(log, period, data):
    """Of all periods together every event is certain in one, or only possible in several."""
    found = counts(log, by=period, planned=True)
    alone = [counts(EventLog([one]), by=period, planned=True) for one in log]
    sure = sum(one.drop_nulls(period)["certain"].sum() for one in alone)
    only_possible = sum(
        one.drop_nulls(period)["possible"].max() is not None
        and not one.drop_nulls(period)["certain"].sum()
        for one in alone
    )
    assert found.drop_nulls(period)["certain"].sum() == sure
    undated = found.filter(pl.col(period).is_null())["possible"].sum()
    assert sure + only_possible + undated == len(log)
    order = data.draw(st.permutations(list(log)))
    assert counts(EventLog(order), by=period, planned=True).equals(found)
    twice = EventLog([*log, *log])
    assert counts(twice | twice, by=period, planned=True).equals(found)


@given(st.integers(-700_000, 2_900_000), st.sampled_from(PERIODS), st.sampled_from(tuple(STARTS)))
def test_a_day_lies_in_its_period(day, period, start):
    """From the first day of a period to the day before the next; weeks begin where asked."""
    import numpy as np

    number = int(index_of_days(np.array([day]), period, start)[0])
    assert start_day(number, period, start) <= day < start_day(number + 1, period, start)
    if period == "week":
        assert civil(start_day(number, period, start)).strftime("%A").casefold() == start


LOG = EventLog(
    [
        Event(id="a", kind="strike/drone", when="2022-12-01", place=cl.Place("Kyiv", country="UA")),
        Event(id="b", kind="strike", when="2022-12-03/2022-12-05"),
        Event(id="c", kind="violence", when="2022-12", actors=["Russia", Actor("Ukraine")]),
        Event(id="d", kind="visit", when="2022-12-06", phase="planned"),
        Event(id="e", kind="talks"),
    ],
    datasets=[Dataset("Demo", coverage=Coverage(first="2022-12-02", last="2022-12-31"))],
)


def test_missing_is_zero_only_inside_coverage():
    """A covered day without an event is a row of 0; the day before coverage has none."""
    log = EventLog(list(LOG)[:2], datasets=LOG.datasets)
    found = {row[0].day: row[1:] for row in counts(log, by="day").rows()}
    assert found == {
        1: (1, 1, False),
        2: (0, 0, True),
        3: (1, 1, True),
    }
    wide = counts(log, by="day", window=("2022-11-30", "2022-12-05"))
    assert [row[0].day for row in wide.rows()] == [1, 2, 3, 4, 5]
    assert [row[0].day for row in counts(log, by="day", zeros=False).rows()] == [1, 3]
    assert counts(log, by="month")["covered"].to_list() == [False]  # its first day is not covered
    assert counts(EventLog(list(log)), by="day")["covered"].null_count() == 2


def test_coverage_speaks_of_its_countries_and_kinds():
    """A data set about Ukraine says nothing of Belarus, one of strikes nothing of visits."""
    scope = Coverage(first="2022-01-01", last="2022-12-31", countries=("UKR",), kinds=("strike",))
    events = [
        Event(id="a", kind="strike", when="2022-12-01", place=cl.Place("x", country="UKR")),
        Event(id="b", kind="visit", when="2022-12-03", place=cl.Place("y", country="BLR")),
    ]
    log = EventLog(events, datasets=[Dataset("D", coverage=scope)])
    by_country = counts(log, by=("day", "country")).rows()
    assert [(day.day, *rest) for day, *rest in by_country] == [
        (1, "UKR", 1, 1, True),
        (2, "UKR", 0, 0, True),
        (3, "BLR", 1, 1, False),
        (3, "UKR", 0, 0, True),
    ]
    by_kind = {
        (day.day, kind): told for day, kind, _, _, told in counts(log, by=("day", "kind")).rows()
    }
    assert by_kind == {
        (1, "strike"): True,
        (2, "strike"): True,
        (3, "strike"): True,
        (3, "visit"): False,
    }


def test_spans_count_once_or_spread():
    """Once, on the first day that is certain; spread, on each day that is touched."""
    log = EventLog([LOG["b"]])
    assert {row[0].day: row[1:3] for row in counts(log, by="day").rows()} == {3: (1, 1)}
    spread = {row[0].day: row[1:3] for row in counts(log, by="day", spans="spread").rows()}
    assert spread == {3: (1, 1), 4: (1, 1), 5: (1, 1)}
    already = EventLog(
        [Event(id="x", when=cl.When(began_by="2022-12-05", ended_no_earlier_than="2022-12-05"))]
    )
    once = counts(already, by="day", window=("2022-12-04", "2022-12-06")).rows()
    assert [(row[0].day, *row[1:3]) for row in once] == [(5, 1, 1)]
    begins = counts(already, by="day", spans="begins", window=("2022-12-04", "2022-12-06")).rows()
    assert [(row[0].day, *row[1:3]) for row in begins] == [(4, 0, 1), (5, 0, 1)]


def test_coarse_kinds_are_possible_in_finer_ones():
    """And stand in a cell of their own."""
    assert (
        counts(LOG, by="kind", depth=2).rows()
        == [
            ("strike", 1, 1),
            ("strike/drone", 1, 3),
            ("talks", 1, 1),
            ("violence", 1, 1),
            ("visit", 1, 1),
        ][:4]
    )
    assert counts(LOG, by="kind").rows() == [("strike", 2, 3), ("talks", 1, 1), ("violence", 1, 1)]
    assert ("visit", 1, 1) in counts(LOG, by="kind", planned=True).rows()


def test_what_is_not_known_is_the_last_row():
    """Undated, without an actor: null, never dropped."""
    assert counts(LOG, by="actor").rows() == [("Russia", 1, 1), ("Ukraine", 1, 1), (None, 3, 3)]
    assert counts(LOG, by="year").rows()[-1] == (None, 1, 1, None)


def test_an_empty_log_gives_an_empty_table_of_the_same_columns():
    """The schema does not depend on the rows."""
    for by in KEYS:
        empty, full = counts(EventLog(), by=by), counts(LOG, by=by)
        assert empty.schema == full.schema
        assert empty.height == 0
    assert counts(EventLog(), by=None).rows() == [(0, 0)]


@pytest.mark.parametrize(
    ("arguments", "error", "parts"),
    [
        ({"by": "mounth"}, UnknownName, ("by", "'mounth'", "'month'")),
        ({"by": ("month", "day")}, InvalidValue, ("'month' and 'day'", "one period")),
        ({"by": ("kind", "kind")}, InvalidValue, ("'kind' twice",)),
        ({"by": 3}, InvalidValue, ("by is 3", "month")),
        ({"by": ("kind", 3)}, UnknownName, ("by is 3",)),
        ({"start": "mondya"}, UnknownName, ("start", "'mondya'", "'monday'")),
        ({"depth": 0}, InvalidValue, ("depth is 0", "from 1")),
        ({"depth": True}, InvalidValue, ("depth is True",)),
        ({"spans": "twice"}, UnknownName, ("spans", "'twice'", "once")),
        ({"planned": "yes"}, InvalidValue, ("planned", "'yes'")),
        ({"zeros": 1}, InvalidValue, ("zeros", "True or False")),
        ({"window": "2022-12/.."}, InvalidValue, ("window", "2022-12/..", "last day")),
        (
            {"by": ("day", "kind"), "window": ("0001", "9999")},
            InvalidValue,
            ("rows", "zeros=False"),
        ),
    ],
)
def test_bad_questions_are_refused(arguments, error, parts):
    """What was given, what is known, and the cure."""
    with pytest.raises(error) as caught:
        counts(LOG, **arguments)
    for part in parts:
        assert part in str(caught.value)


def test_only_logs_are_summed_up():
    """A list of events is told how to become one."""
    with pytest.raises(InvalidValue, match="EventLog"):
        counts([Event(id="a")])
