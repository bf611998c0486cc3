"""Timelines of more events than marks have room for: counted by lane and bin of time."""

from __future__ import annotations

import io

import attrs
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.log import EventLog
from conflictlog.plotting import crowd as crowds
from conflictlog.plotting import timeline
from conflictlog.plotting.clock import US_PER_DAY
from conflictlog.plotting.crowd import MOST_MARKS, gather
from conflictlog.plotting.intake import take
from conflictlog.plotting.tallying import Bins, count_bins
from conflictlog.testing import generate, many_reports
from conflictlog.weighing_columns import leading_actors
from tests.drawn import WHENS, assert_clear, event, gids, legend, said, texts


@pytest.fixture(scope="module")
def many():
    """Give 12,000 generated events."""
    logs = generate(6_000, seed=1, sources=2).logs.values()
    first, second = logs
    return first | second


def lower(monkeypatch, count):
    """Make a crowd of more than so few events."""
    monkeypatch.setattr("conflictlog.plotting.intake.CROWD", count)
    monkeypatch.setattr(crowds, "MOST_MARKS", count)


def test_many_events_are_counted_and_it_is_said(many):
    """No mark an event: bars by lane; subtitle, legend and footer say what they count."""
    ax = timeline(many, width=9)
    assert gids(ax) == []
    assert f"counted, not drawn one by one, above {MOST_MARKS:,}" in said(ax, "subtitle")
    assert "12,000 of 12,000 events counted" in said(ax, "footer")
    assert any(words.startswith("begins in") for words in legend(ax))
    assert len(ax.get_children()) < 150
    assert_clear(ax)


@pytest.mark.parametrize(
    ("lanes", "width"), [("group", 3), ("actor", 7), ("place", 16), ("country", 5), ("none", 3)]
)
def test_every_lane_is_drawn_at_every_width(many, lanes, width):
    """By columns, without an object an event."""
    ax = timeline(many, lanes=lanes, width=width)
    assert bool(texts(ax, "lane")) == (lanes != "none")
    assert texts(ax, "peak")
    assert_clear(ax)


def test_a_window_with_few_events_has_marks_again(many):
    """What decides is what touches the window."""
    ax = timeline(many, window="2022-03-01", labels=False)
    assert "density" not in {artist.get_gid() for artist in ax.get_children()}
    assert "of 12,000 events shown" in said(ax, "footer")


def test_a_function_may_name_lanes_of_a_crowd_up_to_a_size(monkeypatch):
    """Beyond it the message tells the cure."""
    lower(monkeypatch, 3)
    log = EventLog(event(number, f"2022-12-{number + 1:02d}") for number in range(8))
    assert texts(timeline(log, lanes=lambda one: one.id[-1]), "lane") == list("01234567")
    monkeypatch.setattr(crowds, "MOST_CALLED", 5)
    with pytest.raises(InvalidValue, match=r"lanes is a function.*window="):
        timeline(log, lanes=lambda one: one.id)
    with pytest.raises(UnknownName, match="country"):
        timeline(log, lanes="countri")


def test_a_list_of_many_events_is_counted_too(monkeypatch):
    """Objects are put into columns."""
    lower(monkeypatch, 3)
    ax = timeline([event(number) for number in range(5)])
    assert "5 of 5 events counted" in said(ax, "footer")
    assert gids(ax) == []


@settings(max_examples=8, deadline=None)
@given(
    whens=st.lists(st.sampled_from(WHENS), min_size=4, max_size=40),
    phases=st.lists(st.sampled_from(("happened", "planned", "cancelled", None)), min_size=40),
    width=st.floats(3, 14),
    window=st.sampled_from((None, "2022-12", "2022-12-19", "2022")),
)
def test_what_is_counted_adds_up_to_the_log(whens, phases, width, window):
    """Shown, outside, planned and undated: each event is in one of them."""
    with pytest.MonkeyPatch.context() as patch:
        lower(patch, 0)
        log = EventLog(
            event(number, when, phase=phase)
            for number, (when, phase) in enumerate(zip(whens, phases, strict=False))
        )
        intake = take(log)
        found = gather(intake, lanes="kind", window=window, tz=None)
        ax = timeline(log, window=window, width=width)
    if found is not None:
        told = found.drawn + found.before + found.after + found.unreal + intake.undated
        assert told == len(log)
        assert gids(ax) == []
    ax.figure.savefig(io.BytesIO(), format="png")


def crowd_of(starts, ends):
    """Give a crowd of one lane, with bounds in days: (earliest, latest) start and end."""
    (s0, s1), (e0, e1) = np.array(starts).T, np.array(ends).T
    lane = np.zeros(len(s0), dtype=np.int64)
    in_us = [np.asarray(part * US_PER_DAY, dtype=np.int64) for part in (s0, s1, e0, e1)]
    base = gather_one()
    return attrs.evolve(
        base, lane=lane, category=lane, s0=in_us[0], s1=in_us[1], e0=in_us[2], e1=in_us[3]
    )


def gather_one():
    """Give the crowd of one event."""
    with pytest.MonkeyPatch.context() as patch:
        lower(patch, 0)
        return gather(take(EventLog([event(1)])), lanes="none", window=None, tz=None)


DAYS = Bins(first=0, length=US_PER_DAY, count=5, words="day")


@settings(max_examples=30, deadline=None)
@given(spans=st.lists(st.tuples(*[st.integers(-3, 8)] * 4).map(sorted), min_size=1, max_size=20))
def test_bins_count_as_one_by_one(spans):
    """Certain where all of the possible start is in the bin, possible in each of several."""
    found = count_bins(crowd_of([x[:2] for x in spans], [x[2:] for x in spans]), DAYS)
    for day in range(5):
        sure = sum(a == b == day for a, b, _, _ in spans)
        may = sum(a <= day <= b and a != b for a, b, _, _ in spans)
        assert found.begins[0, 0, day] == sure
        assert found.may_begin[0, 0, day] == may
        lasting = [x for x in spans if not (x[2] <= x[0] and x[1] >= x[3]) and x[3] - 1 > x[0]]
        assert found.may_go_on[0, day] == sum(a <= day < d for a, _, _, d in lasting)
        assert found.goes_on[0, day] == sum(b <= day < c for _, b, c, _ in lasting)


def first_actor(one):
    """Give the actor's name as the object path does."""
    actors = one.shown.actors
    found = next((actor for actor in actors if actor.role == "initiator"), None)
    return (found or actors[0]).name if actors else None


@pytest.mark.parametrize("seed", [1, 2])
def test_actors_and_places_by_columns_are_those_of_the_objects(seed):
    """Picked from several reports, from one, or set."""
    frames = [
        many_reports(300, seed=seed),
        next(iter(generate(200, seed=seed).logs.values())).frame,
    ]
    for frame in frames:
        log = EventLog.from_frame(frame)
        events = list(log)
        assert leading_actors(log.frame).to_list() == [first_actor(one) for one in events]
        places = [next((p.name for p in one.shown.places if p.name), None) for one in events]
        told = take(log).leading("place")
        assert isinstance(told, pl.Series)
        assert told.to_list() == places
        countries = [next((p.country for p in e.shown.places if p.country), None) for e in events]
        assert take(log).leading("country").to_list() == countries
