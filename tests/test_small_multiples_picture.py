"""Small multiples: one picture a value, on one scale; the rest is named, nothing is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import conflictlog as cl
from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.plotting.panels import small_multiples
from conflictlog.plotting.panels.grouping import BY, panel_names, panels_of
from conflictlog.testing import logs
from tests.drawn import UGLY, WHENS, assert_clear, event, legend, said, texts

LOG = cl.datasets.minsk_kyiv_2022()


@settings(max_examples=3)
@given(log=logs(max_size=5), by=st.sampled_from(BY), width=st.floats(3.2, 12))
def test_any_log_is_drawn(log, by, width):
    """No text overlaps another or leaves the figure, as bars and as maps."""
    assert_clear(small_multiples(log, by=by, width=width, planned=True))
    assert_clear(small_multiples(log, by=by, of="map", width=width))


@settings(max_examples=12)
@given(log=logs(max_size=6))
def test_panels_are_what_events_themselves_show(log):
    """By columns as by objects: the initiator, else the first; the first admin1 named."""
    actors, regions = [], []
    for one in log:
        shown = one.shown
        first = next((actor for actor in shown.actors if actor.role == "initiator"), None)
        first = first or next(iter(shown.actors), None)
        named = first.name if first is not None else ""
        actors.append(named if named.strip() else "Not known")
        area = next((place.admin1 for place in shown.places if place.admin1), "")
        regions.append(area if area.strip() else "Not known")
    assert panel_names(log, "actor").to_list() == actors
    assert panel_names(log, "admin1").to_list() == regions


def test_the_most_frequent_comes_first_and_the_rest_is_one_panel():
    """What is not known is last; past `most` the rest is named by its number."""
    kinds = ["strike"] * 3 + ["visit"] * 2 + ["exercise"] + ["statement"] + [None] * 4
    log = cl.EventLog([event(number, kind=kind) for number, kind in enumerate(kinds)])
    panels = panels_of(panel_names(log, "kind"), 12)
    assert panels.names == ("Strike", "Visit", "Exercise", "Statement", "Not known")
    few = panels_of(panel_names(log, "kind"), 3)
    assert few.names == ("Strike", "Visit", "3 others")
    assert few.counts == (3, 2, 6)
    ax = small_multiples(log, most=3)
    assert len(ax.child_axes) == 3
    assert texts(ax, "panel count") == ["3", "2", "6"]


def test_panels_share_their_scales():
    """The same limits on both axes; bars sum to the events that are certain."""
    log = [event(number, f"2022-{1 + number % 5:02d}-03") for number in range(9)]
    log.append(event(99, "2022-11-01", kind="visit"))
    ax = small_multiples(log)
    assert len({child.get_xlim() for child in ax.child_axes}) == 1
    assert len({child.get_ylim() for child in ax.child_axes}) == 1
    total = 0.0
    for child in ax.child_axes:
        for bars in child.collections:
            if bars.get_gid() == "certain":
                total += sum(float(path.get_extents().height) for path in bars.get_paths())
    assert total == pytest.approx(10)
    assert legend(ax) == {"begins in it"}


@pytest.mark.parametrize("width", [3.5, 7, 11])
@pytest.mark.parametrize("of", ["counts", "map"])
def test_the_sample_is_drawn_clear(width, of):
    """At every width; a function may name the panels."""
    ax = small_multiples(LOG, of=of, width=width)
    assert_clear(ax)
    assert len(ax.child_axes) == 7
    by_level = small_multiples(LOG, by=lambda one: one.basis.level, of=of, width=width)
    assert_clear(by_level)


def test_a_map_draws_a_dot_only_where_it_is_true():
    """A country is shaded, a place that nobody knows is counted."""
    log = [
        event(1, place=cl.Place("Kyiv", lat=50.45, lon=30.52)),
        event(2, place=cl.Place(country="BLR"), kind="exercise"),
        event(3, kind="visit"),
    ]
    ax = small_multiples(log, of="map", extent=["UKR", "BLR"])
    drawn = [{str(one.get_gid()) for one in child.get_children()} for child in ax.child_axes]
    assert [names & {"dots", "somewhere:BLR"} for names in drawn] == [
        {"somewhere:BLR"},
        {"dots"},
        set(),
    ]
    assert legend(ax) == {"events", "somewhere in this country"}
    assert "1 without a place that a map shows." in said(ax, "footer")


def test_few_points_do_not_hide_what_is_shaded():
    """Belarus and Ukraine are on the maps whole; Russia does not stretch them."""
    child = small_multiples(LOG, by="country", of="map").child_axes[0]
    (west, east), (south, north) = child.get_xlim(), child.get_ylim()
    assert west < 22.2
    assert 40 < east < 60
    assert south < 46
    assert 56 < north < 65


def test_planned_and_undated_events_are_counted_below():
    """They are in no bar, and not dropped."""
    log = [event(1), event(2, phase="planned"), event(3, None)]
    footer = said(small_multiples(log), "footer")
    assert "1 planned or cancelled, not counted; 1 without a known start, not counted" in footer


@pytest.mark.parametrize("words", UGLY)
def test_text_is_data(words):
    """Names of panels, titles, footers of any kind."""
    log = [event(1), event(2)]
    ax = small_multiples(log, by=lambda one: words + one.id, title=words, footer=words, width=4)
    assert_clear(ax)


def test_the_calendars_ends_do_not_break_a_figure():
    """Years 1 and 9999."""
    assert_clear(small_multiples([event(at, when) for at, when in enumerate(WHENS)], by="status"))


@pytest.mark.parametrize("of", ["counts", "map"])
@pytest.mark.parametrize("log", [[], [event(1, None)]])
def test_nothing_to_draw_is_said(log, of):
    """An empty figure that says so."""
    ax = small_multiples(log, of=of)
    assert said(ax, "empty").startswith("no ")
    assert_clear(ax)


def test_axes_are_used_and_described():
    """Everything inside the rectangle of the axes given."""
    figure = Figure(figsize=(14, 7))
    FigureCanvasAgg(figure)
    axes = figure.subplots(1, 2)
    axes[1].set_axis_off()
    ax = LOG.plot.small_multiples(ax=axes[0])
    assert ax is axes[0]
    assert_clear(ax)
    assert "Strike 3" in LOG.plot.describe(ax)


@pytest.mark.parametrize(
    ("arguments", "error", "parts"),
    [
        ({"by": "kinds"}, UnknownName, ("by", "'kinds'", "'kind'")),
        ({"by": 3}, InvalidValue, ("by", "3", "function")),
        ({"of": "maps"}, UnknownName, ("of", "'maps'", "'map'")),
        ({"period": "months"}, UnknownName, ("period", "'months'", "'month'")),
        ({"most": 0}, InvalidValue, ("most", "0", "1 to 60")),
        ({"columns": 40, "width": 3.5}, InvalidValue, ("columns", "at most", "wider")),
        ({"width": 1}, InvalidValue, ("width", "1", "inches")),
        ({"of": "map", "extent": (1, 2, 3)}, InvalidValue, ("extent",)),
        ({"ax": Figure(figsize=(8, 1)).subplots()}, InvalidValue, ("ax", "inches high")),
    ],
)
def test_bad_arguments_are_refused(arguments, error, parts):
    """The field, the value and the cure are named."""
    with pytest.raises(error) as caught:
        small_multiples(LOG, **arguments)
    for part in parts:
        assert part in str(caught.value)
