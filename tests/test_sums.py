"""Sums of estimates: each event once, unknown stays unknown, leaves or parents and never both."""

from __future__ import annotations

import attrs
import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.event import Event, Link
from conflictlog.log import EventLog
from conflictlog.report import Estimate, Report
from conflictlog.summaries import counts, sums
from conflictlog.summaries.numbers import numbers_of
from conflictlog.testing import reports

EMPTY = {"low": None, "best": None, "high": None, "events": 0, "unstated": 0, "open": 0}


def told(*estimates, **fields):
    """Make one report for each estimate of killed."""
    return [
        Report(source=f"Outlet {at}", estimates={"killed": one}, **fields)
        for at, one in enumerate(estimates)
    ]


def event(name, *estimates, **fields):
    """Make an event of which reports state how many were killed."""
    return Event(id=name, reports=told(*estimates), **fields)


def total(events, **asked):
    """Sum up all killed."""
    return sums(EventLog(events), "killed", **asked).row(0, named=True)


numbers = st.one_of(st.none(), st.integers(0, 9))
estimates = st.builds(
    lambda best, low, high, unit, scope: (
        Estimate(best, low=low, high=high, unit=unit, scope=scope)
        if (best, low, high) != (None,) * 3
        else Estimate(text="several", unit=unit, scope=scope)
    ),
    numbers,
    numbers,
    numbers,
    st.sampled_from((None, None, "people")),
    st.sampled_from((None, None, "Kyiv")),
)


@st.composite
def counted_logs(draw):
    """Make logs whose reports state, deny and replace numbers of killed."""
    made = []
    for number in range(draw(st.integers(0, 5))):
        told_by = [
            attrs.evolve(
                report,
                estimates={"killed": draw(estimates)} if draw(st.booleans()) else {},
                about=draw(st.sampled_from((None, None, "killed", "initiator"))),
                id=f"r{at}",
                supersedes=draw(st.sampled_from((None, None, None, "r0"))) if at else None,
                derived_from=(),
            )
            for at, report in enumerate(draw(st.lists(reports(), max_size=3)))
        ]
        links = [Link("part_of", "e0")] if number and draw(st.booleans()) else []
        kind = draw(st.sampled_from(("strike", "toll", None)))
        when = draw(st.sampled_from(("2022-12-19", "2022-12", "2022-11-30", None)))
        made.append(Event(id=f"e{number}", kind=kind, when=when, reports=told_by, links=links))
    return EventLog(made)


@settings(max_examples=30)
@given(log=counted_logs(), scope=st.sampled_from(("", "Kyiv")))
def test_columns_hold_what_events_estimate(log, scope):
    """Low, best, high and unit of every event are those of `Event.estimate`."""
    found = {row[0]: row[1:] for row in numbers_of(log, "killed", scope=scope).iter_rows()}
    wanted = {}
    for row, one in enumerate(log):
        try:
            part = one.estimate("killed", scope=scope)
        except UnknownName:
            continue
        wanted[row] = (part.low, part.best, part.high, part.unit)
    assert found == wanted


@settings(max_examples=30)
@given(log=counted_logs(), take=st.sampled_from(("leaves", "parents")), data=st.data())
def test_sums_are_in_order_and_those_of_a_walk(log, take, data):
    """Low <= best <= high; row order, copies and tolls change nothing."""
    kept = {one.id: one for one in log if one.shown.phase not in {"planned", "cancelled"}}
    kept = {name: one for name, one in kept.items() if one.shown.kind != "toll"}
    pairs = [(a, "e0") for a, one in kept.items() if one.links and "e0" in kept]
    gone = {pair[1 if take == "leaves" else 0] for pair in pairs}
    low = best = high = events = unstated = opened = 0.0
    no_best = no_high = False
    for name, one in kept.items():
        if name in gone:
            continue
        events += 1
        try:
            part = one.estimate("killed", scope="")
        except UnknownName:
            unstated += 1
            continue
        if part.low is None:
            unstated += 1
            continue
        opened += part.best is None or part.high is None
        no_best, no_high = no_best or part.best is None, no_high or part.high is None
        low, best, high = low + part.low, best + (part.best or 0), high + (part.high or 0)
    found = sums(log, "killed", take=take).row(0, named=True)
    silent = events == unstated and events
    assert found == {
        "low": None if silent else low,
        "best": None if silent or no_best else best,
        "high": None if silent or no_high else high,
        "events": events,
        "unstated": unstated,
        "open": opened,
    }
    by_month = sums(log, "killed", take=take, by="month")
    for row in by_month.iter_rows(named=True):
        known = [row[part] for part in ("low", "best", "high") if row[part] is not None]
        assert known == sorted(known)
    order = EventLog(data.draw(st.permutations(list(log))))
    assert sums(order, "killed", take=take, by="month").equals(by_month)
    assert sums(log | log, "killed", take=take, by="month").equals(by_month)


def test_what_is_not_known_stays_open():
    """A word is no number, "4 or more" has no upper bound; both are counted."""
    found = total(
        [event("a", Estimate(low=4)), event("b", 3), event("c", Estimate(text="several"))]
    )
    assert found == {"low": 7, "best": None, "high": None, "events": 3, "unstated": 1, "open": 1}
    assert total([event("c", Estimate(text="several"))])["low"] is None
    assert total([]) == {**EMPTY, "low": 0, "best": 0, "high": 0}


def test_merely_possible_events_raise_the_upper_bound_alone():
    """Of a raid on one of two days, neither day has a certain victim."""
    raid = event("a", 5, when="[2022-12-19..2022-12-20]")
    rows = sums(EventLog([raid]), "killed", by="day").rows()
    assert [row[1:5] for row in rows] == [(0, None, 5, 1)] * 2


def test_leaves_or_parents():
    """A wave of 35 and its two raids: 20, or 35, never 55; a circle is refused."""
    wave = event("wave", 35)
    raids = [event(name, 10, links=[Link("part_of", "wave")]) for name in ("north", "south")]
    assert total([wave, *raids])["best"] == 20
    assert total([wave, *raids], take="parents")["best"] == 35
    # A part that does not count leaves its whole in the sum.
    off = attrs.evolve(raids[0], phase="cancelled")
    assert total([wave, off])["best"] == 35
    circle = [
        event("a", 1, links=[Link("part_of", "b")]),
        event("b", 1, links=[Link("part_of", "a")]),
    ]
    with pytest.raises(InvalidValue, match="circle: 'a', 'b'"):
        total(circle)


def test_running_tolls_are_not_added():
    """A figure for a period is none of an incident; what may be one is possible alone."""
    toll = event("toll", 1000, kind="toll")
    assert total([toll, event("a", 3)])["best"] == 3
    maybe = event("maybe", 100, kind="toll|strike")
    found = total([maybe, event("a", 3)])
    assert (found["best"], found["high"]) == (3, 103)
    assert counts(EventLog([toll]), by=None).rows() == [(1, 1)]


def test_scopes_and_units_are_kept_apart():
    """A number for Kyiv is none for the country, drones are no missiles."""
    part = event("a", Estimate(23, scope="Kyiv"))
    assert total([part])["unstated"] == 1
    assert total([part], scope="Kyiv")["best"] == 23
    two = [event("a", Estimate(3, unit="drones")), event("b", Estimate(4, unit="missiles"))]
    with pytest.raises(InvalidValue, match="'drones', 'missiles'"):
        total(two)
    assert total(two, unit="drones")["best"] == 3
    with pytest.raises(UnknownName, match="drones"):
        total(two, unit="drone")


def test_an_empty_log_has_the_same_columns():
    """The schema does not depend on the rows."""
    full = EventLog([event("a", 1, when="2022-12-19")])
    for by in ("month", "kind", ("week", "country")):
        empty = sums(EventLog(), "killed", by=by)
        assert empty.height == 0
        assert empty.schema == sums(full, "killed", by=by).schema


@pytest.mark.parametrize(
    ("name", "arguments", "parts"),
    [
        ("kiled", {}, ("'kiled'", "'killed'")),
        (3, {}, ("count is 3",)),
        ("killed", {"take": "leafs"}, ("take", "'leafs'", "'leaves'")),
        ("killed", {"spans": "spread"}, ("spans", "'spread'", "once")),
        ("killed", {"scope": None}, ("scope is None", "text")),
        ("killed", {"by": "contry"}, ("by", "'contry'", "'country'")),
    ],
)
def test_bad_questions_are_refused(name, arguments, parts):
    """What was given, what is known, and the cure."""
    with pytest.raises((InvalidValue, UnknownName)) as caught:
        sums(EventLog([event("a", 1)]), name, **arguments)
    for part in parts:
        assert part in str(caught.value)
    assert isinstance(caught.value, cl.ConflictlogError)
