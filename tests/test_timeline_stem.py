"""Timelines on one line, and labels in the caller's words."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from conflictlog.errors import InvalidValue, UnknownId, UnknownName
from conflictlog.log import EventLog
from conflictlog.plotting import timeline
from conflictlog.plotting.intake import take
from conflictlog.plotting.labels import Labels, read_labels
from conflictlog.plotting.page import Page
from conflictlog.plotting.scene import make_scene
from conflictlog.plotting.sheet import open_sheet
from conflictlog.plotting.stem import place_flags
from conflictlog.plotting.theme import Theme
from tests.drawn import (
    UGLY,
    WHENS,
    assert_clear,
    assert_tidy,
    event,
    gids,
    label_boxes,
    legend,
    said,
    texts,
)


def logs(most=25):
    """Give events of every form of doubt, with any title."""
    one = st.tuples(
        st.sampled_from(WHENS),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60)
        | st.sampled_from(UGLY),
        st.sampled_from(("strike", "visit", None)),
        st.sampled_from(("reported", "one_sided", "contested", "denied")),
    )
    return st.lists(one, max_size=most).map(
        lambda drawn: [
            event(number, when, title=title.strip() or None, kind=kind, status=status)
            for number, (when, title, kind, status) in enumerate(drawn)
        ]
    )


@settings(max_examples=20, deadline=None)
@given(log=logs(), width=st.floats(3, 16))
def test_no_label_overlaps_and_each_event_has_one_mark(log, width):
    """Whatever the titles, times, counts and widths; the legend holds what is in use."""
    ax = timeline(log, style="stem", width=width)
    assert_tidy(ax)
    dated = [one for one in log if one.when is not None]
    assert gids(ax) == sorted(f"event:{one.id}" for one in dated)
    assert f"{len(dated):,} of {len(log):,} event" in said(ax, "footer")
    assert ("claimed by one side" in legend(ax)) == any(e.status == "one_sided" for e in dated)
    disputed = any(one.status in {"contested", "denied"} for one in dated)
    assert any("contested" in w or "denied" in w for w in legend(ax) - {NOT}) == disputed


NOT = "reported, not contested"


@settings(max_examples=30, deadline=None)
@given(log=logs(), width=st.floats(3, 16))
def test_no_stem_crosses_a_label(log, width):
    """A stem passes on the left of every label that stands nearer to the line."""
    sheet = open_sheet(Page(width=width))
    scene = make_scene(
        take(log), lanes="none", window=None, tz=None, labels=Labels(wanted=True), theme=Theme()
    )
    flags, _ = place_flags(scene, sheet)
    for one, two in itertools.permutations(flags, 2):
        if one.upper == two.upper and one.row > two.row:
            assert not two.placed.label - 1 < one.placed.mark < two.right
        if (one.upper, one.row) == (two.upper, two.row) and one.placed.mark < two.placed.mark:
            assert one.right < two.placed.left
    assert all(flag.right <= sheet.inner + 0.01 for flag in flags)


def test_sixty_events_of_one_day_stay_apart():
    """Marks share a pole, labels do not share a place."""
    ax = timeline([event(number, title=f"Event {number}") for number in range(60)], style="stem")
    assert len(label_boxes(ax)) == 60
    assert_clear(ax)


def test_too_many_events_are_drawn_in_lanes_and_it_is_said():
    """Above sixty; and in axes without room."""
    ax = timeline([event(number) for number in range(61)], style="stem")
    assert "lanes instead of stems above 60 events" in said(ax, "subtitle")
    assert texts(ax, "lane") == ["Strike"]
    figure = Figure(figsize=(9, 4.2))
    FigureCanvasAgg(figure)
    ax = timeline([event(number) for number in range(9)], style="stem", ax=figure.subplots())
    assert "lanes instead of stems: no room" in said(ax, "subtitle")
    ax = timeline([event(1), event(2)], style="stem", ax=Figure(figsize=(9, 7)).subplots())
    assert texts(ax, "label:e-1")
    assert texts(ax, "label:e-2")


@pytest.mark.parametrize(
    ("options", "error", "parts"),
    [
        ({"style": "stems"}, UnknownName, ("style", "'stems'", "'stem'")),
        ({"style": "stem", "lanes": "kind"}, InvalidValue, ("lanes", "'kind'", "leave")),
        ({"style": "stem", "labels": False}, InvalidValue, ("labels", "leave style out")),
        ({"labels": {"e-11": "x"}}, UnknownId, ("labels", "'e-11'", "'e-1'")),
        ({"labels": {"e-1": 7}}, InvalidValue, ("labels['e-1']", "7", "text")),
        ({"labels": "no"}, InvalidValue, ("labels", "'no'", "mapping")),
    ],
)
def test_bad_options_are_refused(options, error, parts):
    """With what was given, and the cure."""
    with pytest.raises(error) as caught:
        timeline([event(1)], **options)
    for part in parts:
        assert part in str(caught.value)


@pytest.mark.parametrize("style", ["lanes", "stem"])
@pytest.mark.parametrize("as_log", [True, False])
def test_labels_may_be_replaced_or_hidden(style, as_log):
    """The date stays with other words; an empty text hides both, and the mark stays."""
    drawn = [event(1), event(2, "2022-12-20"), event(3, "2022-12-21")]
    given_log = EventLog(drawn) if as_log else drawn
    ax = timeline(given_log, style=style, labels={"e-1": "Other $words", "e-3": ""})
    assert texts(ax, "label:e-1") == ["Other $words", "19 Dec"]
    assert texts(ax, "label:e-2") == ["Drones over Kyiv", "20 Dec"]
    assert texts(ax, "label:e-3") == []
    assert len(gids(ax)) == 3
    assert_tidy(ax)


def test_what_is_read_of_labels_is_a_value():
    """For the map as well."""
    assert read_labels(None, []) == Labels()
    assert read_labels(True, []).wanted is True
    assert dict(read_labels({"a": "b"}, {"a"}).words) == {"a": "b"}
