"""Times and days: zones, local days, overlaps, relations."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conflictlog.errors import InvalidValue
from conflictlog.testing import dates, whens, zones
from conflictlog.when import (
    When,
    civil,
    day_number,
    first_instant,
    local_day,
    overlap_days,
    overlap_instants,
)
from conflictlog.when.zones import is_skipped, local_axis, readings, same_or_later, wall_at

HOUR = 3_600_000_000
DAY = 24 * HOUR
MONDAY = day_number(dt.date(2022, 12, 19))


def instant(text: str) -> int:
    """Give an instant of ISO text in microseconds."""
    when = When(text)
    assert when.s0 is not None
    return when.s0


@pytest.mark.parametrize(
    ("tz", "date", "first_clock", "hours"),
    [
        ("Europe/Kyiv", dt.date(2022, 12, 19), "00:00", 24),
        ("Europe/Kyiv", dt.date(2022, 3, 27), "00:00", 23),
        ("Europe/Kyiv", dt.date(2022, 10, 30), "00:00", 25),
        ("Asia/Beirut", dt.date(2022, 3, 27), "01:00", 23),
        ("Asia/Damascus", dt.date(2022, 3, 25), "01:00", 23),
        ("Asia/Tehran", dt.date(2022, 3, 22), "01:00", 23),
        ("Africa/Cairo", dt.date(2023, 4, 28), "01:00", 23),
        ("Australia/Lord_Howe", dt.date(2022, 4, 3), "00:00", 24.5),
    ],
)
def test_a_day_is_local_and_not_always_24_hours(tz, date, first_clock, hours):
    """A day runs from its first instant to the next day's; a gap at midnight moves the first."""
    day = day_number(date)
    start, end = first_instant(tz, day), first_instant(tz, day + 1)
    assert end - start == hours * HOUR
    assert wall_at(tz, start) == day * DAY + int(first_clock[:2]) * HOUR
    assert When(date, tz=tz).s0 == start


def test_where_midnight_occurs_twice_the_earlier_begins_the_day():
    """In St John's clocks went from 00:01 back to 23:01: the new day had begun."""
    tz, day = "America/St_Johns", day_number(dt.date(2010, 11, 7))
    start = first_instant(tz, day)
    assert len(readings(tz, day * DAY)) == 2
    assert start == readings(tz, day * DAY)[0]
    assert local_day(tz, start + HOUR // 2) == day
    assert wall_at(tz, start + HOUR // 2) // DAY == day - 1


def test_a_fold_is_an_interval_of_both_readings():
    """A clock time that occurred twice may be either."""
    when = When("2022-10-30T03:30", tz="Europe/Kyiv")
    assert when.s0 == instant("2022-10-30T03:30+03:00")
    assert when.s1 == instant("2022-10-30T03:30+02:00") + 60_000_000 - 1
    assert when.precision == "range"
    exact = When(dt.datetime(2022, 10, 30, 3, 30), tz="Europe/Kyiv")
    assert exact.s1 == instant("2022-10-30T03:30+02:00")
    assert When("2022-10-30T03:30+02:00", tz="Europe/Kyiv").precision == "minute"


@given(zones(), dates())
def test_first_instants_run_forward_and_days_meet(tz, date):
    """Local days tile time: each instant lies in exactly one, and days never run backwards."""
    day = day_number(date)
    edges = [first_instant(tz, number) for number in range(day - 1, day + 3)]
    assert all(a <= b for a, b in pairwise(edges))
    for number, (a, b) in zip(range(day - 1, day + 2), pairwise(edges), strict=True):
        if is_skipped(tz, number):
            assert a == b
        else:
            assert local_day(tz, a) == local_day(tz, b - 1) == number
            assert local_axis(tz, a) == number * DAY
            assert local_axis(tz, b - 1) < (number + 1) * DAY


@given(zones(), st.integers(-(10**15), 4 * 10**15), st.integers(0, 3 * DAY))
def test_local_days_and_axes_are_monotone(tz, start, later):
    """What is later is on no earlier day, and not earlier on the calendar."""
    assert local_day(tz, start) <= local_day(tz, start + later)
    assert local_axis(tz, start) <= local_axis(tz, start + later)


@given(zones(), dates(), st.integers(0, DAY - 1))
def test_readings_read_so(tz, date, rest):
    """Each reading of a clock time shows it; where none does, the clocks jump over it."""
    wall = day_number(date) * DAY + rest
    for reading in readings(tz, wall):
        assert wall_at(tz, reading) == wall
    first = same_or_later(tz, wall)
    assert wall_at(tz, first) >= wall
    assert wall_at(tz, first - 1) < wall or len(readings(tz, wall)) == 2


@given(zones(), dates(), st.booleans())
def test_a_day_is_certain_on_itself_and_impossible_beside_it(tz, date, throughout):
    """For every day D: certain on D, impossible on the days beside it."""
    day = day_number(date)
    assume(not is_skipped(tz, day))
    when = When(date, tz=tz, throughout=throughout)
    assert overlap_days(when, day, day) == (True, True)
    assert overlap_days(when, day - 1, day - 1) == (False, False)
    assert overlap_days(when, day + 1, day + 1) == (False, False)
    if tz is not None:
        start, end = first_instant(tz, day), first_instant(tz, day + 1)
        assert overlap_instants(when, start, end) == (True, True)
        assert overlap_instants(when, start - DAY, start) == (False, False)
        assert overlap_instants(when, end, end + DAY) == (False, False)


def test_an_instant_at_midnight_belongs_to_the_new_day():
    """An instant at a window's first moment is in it; at its end it is not."""
    when = When("2022-12-19T00:00:00+02:00")
    assert overlap_days(when, MONDAY, MONDAY) == (True, True)
    assert overlap_days(when, MONDAY - 1, MONDAY - 1) == (False, False)
    midnight = instant("2022-12-19T00:00:00+02:00")
    assert overlap_instants(when, midnight - 5, midnight) == (False, False)


def test_an_interval_is_certain_on_every_day_between_its_ends():
    """It touches both days of its ends, and lasts between them."""
    when = When("2022-12-01/2022-12-05", tz="Europe/Kyiv")
    first = day_number(dt.date(2022, 12, 1))
    answers = [overlap_days(when, day, day) for day in range(first - 1, first + 6)]
    assert answers == [(False, False), *[(True, True)] * 5, (False, False)]


def test_an_ongoing_event_makes_no_later_day_certain():
    """`A/..` is certain on A where A is a day, and only possible after it."""
    when = When("2022-12-19/..")
    assert overlap_days(when, MONDAY, MONDAY) == (True, True)
    assert overlap_days(when, MONDAY + 1, MONDAY + 1) == (True, False)
    assert overlap_days(when, MONDAY - 1, MONDAY - 1) == (False, False)
    assert overlap_days(when, MONDAY + 1, None) == (True, False)


def test_already_there_on_monday_is_certain_on_monday_only():
    """Begun by the 19th and over no earlier: the 19th is certain, other days possible."""
    when = When(began_by="2022-12-19", ended_no_earlier_than="2022-12-19", tz="Europe/Minsk")
    assert overlap_days(when, MONDAY, MONDAY) == (True, True)
    assert overlap_days(when, MONDAY - 3, MONDAY - 3) == (True, False)
    assert overlap_days(when, MONDAY + 3, MONDAY + 3) == (True, False)
    assert overlap_days(When(began_by="2022-12-19"), MONDAY, MONDAY) == (True, False)


def test_a_floating_day_is_fifty_hours_of_instants():
    """Against instants a floating day runs from 10:00Z before to 12:00Z after."""
    when = When("2022-12-19")
    start, end = instant("2022-12-18T10:00:00Z"), instant("2022-12-20T12:00:00Z")
    assert end - start == 50 * HOUR
    assert overlap_instants(when, start, end) == (True, True)
    assert overlap_instants(when, start + 1, end) == (True, False)
    assert overlap_instants(when, start, end - 1) == (True, False)
    assert overlap_instants(when, start - HOUR, start) == (False, False)
    assert overlap_instants(when, end, end + HOUR) == (False, False)
    assert overlap_instants(when, start - 1, end + 1) == (True, True)


def test_a_window_runs_forward():
    """A window that ends before it starts is refused."""
    with pytest.raises(InvalidValue, match="swap the two"):
        overlap_instants(When("2022"), 5, 5)
    with pytest.raises(InvalidValue, match="the days are 5 to 4"):
        overlap_days(When("2022"), 5, 4)


@given(whens(), st.integers(-(10**15), 4 * 10**15), st.integers(1, 40 * DAY))
def test_certain_implies_possible(when, start, length):
    """What holds under every reading holds under some."""
    possible, certain = overlap_instants(when, start, start + length)
    assert possible or not certain
    day = start // DAY
    possible, certain = overlap_days(when, day, day + length // DAY)
    assert possible or not certain


@given(whens(), dates(), st.integers(0, 400))
def test_days_and_instants_agree_in_the_events_own_zone(when, date, length):
    """Comparing local days gives what comparing with the days' own instants gives."""
    first = day_number(date)
    last = min(first + length, day_number(dt.date.max))
    assume(when.tz is not None)
    assume(first_instant(when.tz, first) < first_instant(when.tz, last + 1))
    window = first_instant(when.tz, first), first_instant(when.tz, last + 1)
    assert overlap_days(when, first, last) == overlap_instants(when, *window)


@given(whens(), st.integers(-(10**15), 4 * 10**15), st.integers(1, 400 * DAY), st.data())
def test_overlaps_are_those_of_the_readings(when, start, length, data):
    """A reading that touches the window makes it possible; one that misses it, not certain."""
    assume(when.tz is not None)
    low, high = -(2 * 10**15), 6 * 10**15
    s0, s1, e0, e1 = (
        open_bound if bound is None else bound
        for bound, open_bound in zip(
            (when.s0, when.s1, when.e0, when.e1), (low, high, low, high), strict=True
        )
    )
    assume(s0 <= s1)
    begun = data.draw(st.integers(s0, s1))
    assume(max(e0, begun) <= e1)
    ended = data.draw(st.integers(max(e0, begun), e1))
    touches = begun < start + length and (ended > start or begun == ended == start)
    possible, certain = overlap_instants(when, start, start + length)
    assert possible or not touches
    assert touches or not certain


@given(whens())
def test_local_days_are_those_of_the_bounds(when):
    """The four days are in order as the bounds are, and the first is the sort key's."""
    s0, s1, e0, last = when.local_days
    assert s0 is None or s0 == local_day(when.tz, when.s0) == when.sort_key()[0]
    assert s1 is None or s0 is None or s0 <= s1
    assert e0 is None or last is None or e0 <= last
    assert s0 is None or e0 is None or s0 <= e0
    assert last is None or s1 is None or s1 <= last


def test_relations_know_three_answers():
    """True, False, or None where the bounds leave it open."""
    day, after, month = When("2022-12-18"), When("2022-12-19"), When("2022-12")
    assert (day.before(after), after.before(day), day.before(month)) == (True, False, None)
    assert (day.overlaps(after), day.overlaps(day), month.overlaps(day)) == (False, None, None)
    state = When("2022-12", throughout=True)
    assert (day.during(state), state.during(day), day.during(month)) == (True, False, None)
    assert (day.overlaps(state), state.overlaps(state), state.during(state)) == (True,) * 3
    ongoing = When("2022-12-18/..")
    assert (ongoing.before(after), ongoing.overlaps(after), after.before(ongoing)) == (
        None,
        None,
        False,
    )


def test_half_open_spans_that_meet_do_not_overlap():
    """An end equal to a start is no overlap, and is before."""
    first = When("2022-12-18", throughout=True, tz="Europe/Kyiv")
    second = When("2022-12-19", throughout=True, tz="Europe/Kyiv")
    assert (first.before(second), first.overlaps(second)) == (True, False)
    noon = When("2022-12-18T12:00:00Z")
    assert (noon.before(noon), noon.overlaps(noon), noon.during(noon)) == (False, True, True)


def test_floating_times_compare_by_local_days():
    """Where either side has no zone, days match days."""
    zoned = When("2022-12-19T00:30+02:00", tz="Europe/Kyiv")
    assert (When("2022-12-18").before(zoned), When("2022-12-19").before(zoned)) == (True, None)
    assert zoned.during(When("2022-12-19", throughout=True)) is True
    assert zoned.before(When("2022-12-20")) is True


@given(whens(), whens())
def test_before_is_antisymmetric_and_excludes_overlap(one, other):
    """Two times are not before each other, nor before what they overlap."""
    assert not (one.before(other) and other.before(one))
    assert not (one.before(other) and one.overlaps(other))
    assert one.overlaps(other) == other.overlaps(one)
    if one.before(other):
        assert one.overlaps(other) is False
        assert other.before(one) is False
    if one.during(other):
        assert one.overlaps(other) is True
    if one.overlaps(other) is False:
        assert one.during(other) is False


@given(whens(), whens())
def test_widening_bounds_only_loses_certainty(one, other):
    """An answer that holds with less known holds with more."""
    vague = attrs.evolve(one, s0=None, e1=None)
    if (one.tz is None) == (vague.tz is None):
        for relation in (When.before, When.overlaps, When.during):
            answer = relation(vague, other)
            assert answer is None or relation(one, other) == answer


@given(st.lists(whens(), max_size=6))
def test_times_sort_by_day_with_open_starts_first(found):
    """The sort key is total, and an open start comes first, an open end last."""
    ordered = sorted(found, key=When.sort_key)
    assert [when.s0 is None for when in ordered] == sorted(
        (when.s0 is None for when in found), reverse=True
    )
    same_start = [attrs.evolve(when, s0=None, e0=None) for when in ordered]
    ends = [when.e1 for when in sorted(same_start, key=When.sort_key)]
    assert [end for end in ends if end is None] == ends[len([e for e in ends if e is not None]) :]


def test_days_are_numbers():
    """A day number and its date are one."""
    assert civil(MONDAY) == dt.date(2022, 12, 19)
    assert civil(10**9) == dt.date.max
