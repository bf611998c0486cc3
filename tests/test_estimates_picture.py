"""Each claimant's number: as stated, by scope, never an average; text is data."""

from __future__ import annotations

import io
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

import conflictlog as cl
from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.event import Event
from conflictlog.plotting import Plotter, estimates
from conflictlog.report import COUNT_NAMES, Claimant, Estimate, Report, Source
from conflictlog.testing import estimates as any_estimates
from tests.drawn import UGLY, assert_clear, legend, said, texts

LOG = cl.datasets.minsk_kyiv_2022()


def stated(*told, name="killed", **fields):
    """Make an event on which somebody states each of the estimates."""
    reports = [
        Report(source="AFP", claimant=f"Speaker {number}", estimates={name: one})
        for number, one in enumerate(told)
    ]
    return Event(title="Shelling", reports=reports, **fields)


def marks(ax):
    """Give where the marks of numbers stand, in data."""
    found = [
        one
        for one in ax.get_children()
        if isinstance(one, PathCollection) and str(one.get_gid()).startswith("estimate:")
    ]
    back = ax.transData.inverted()
    places = [one.get_offset_transform().transform(one.get_offsets())[0] for one in found]
    return sorted(back.transform(place)[0] for place in places)


@pytest.mark.parametrize("width", [3.5, 5, 9])
@pytest.mark.parametrize("names", [("launched", "downed"), "killed", ("deployed", "explosions")])
def test_the_sample_is_drawn_clear(names, width):
    """Numbers and words, at three widths."""
    assert_clear(LOG.plot.estimates(names, width=width))


def test_scopes_stand_apart_and_nothing_is_averaged():
    """35 nationwide, 23 over Kyiv, 30 downed: each stands at its own number."""
    ax = LOG.plot.estimates(("launched", "downed"), width=9)
    assert marks(ax) == pytest.approx([4, 23, 30, 35])
    assert "Launched, Ukraine - one origin, F: .55" in texts(ax, "scope")
    assert "Launched, Kyiv - one origin, F: .55" in texts(ax, "scope")
    assert "Downed - one side, one origin: .60" in texts(ax, "scope")
    assert '"several"' in texts(ax, "amount")
    assert "nothing summed or averaged" in said(ax, "subtitle")
    assert {"Launched", "Downed", "claimed by one side"} <= legend(ax)
    assert "Ukraine (own interest)" in texts(ax, "teller")
    assert "marked sensitive" in said(ax, "footer")


def test_the_same_from_a_log_and_from_its_events():
    """Columns only find the rows."""
    one, two = LOG.plot.estimates("downed"), estimates(list(LOG), "downed")
    for part in ("event", "scope", "teller", "amount"):
        assert texts(one, part) == texts(two, part)


@settings(max_examples=20)
@given(
    told=st.lists(any_estimates(), min_size=1, max_size=5),
    width=st.floats(3.2, 14),
    name=st.sampled_from(COUNT_NAMES),
)
def test_any_estimates_are_drawn(told, width, name):
    """Whatever the numbers and words: no text overlaps, none leaves the figure."""
    event = stated(*told, name=name)
    ax = estimates([event], name, width=width)
    assert_clear(ax)
    if "logarithmic" not in said(ax, "subtitle"):
        numbers = {(n, one) for n, one in enumerate(told) if one.best is not None}
        assert marks(ax) == pytest.approx(sorted(one.best for _, one in numbers))
    low, high = ax.get_xlim()
    assert all(low <= at <= high for at in marks(ax))


def test_numbers_far_apart_get_a_logarithmic_axis():
    """And the subtitle says so."""
    ax = estimates([stated(Estimate(3), Estimate(50_000))], "killed")
    assert "logarithmic axis" in said(ax, "subtitle")
    assert [text.get_text() for text in ax.get_xticklabels()][:3] == ["0", "1", "10"]
    assert_clear(ax)
    assert "logarithmic" not in said(estimates([stated(Estimate(3))], "killed"), "subtitle")


def test_open_ends_and_disorder_are_shown():
    """Four or more; fewer than nine; a best below its low is drawn as stated."""
    told = (Estimate(low=4), Estimate(high=9), Estimate(2, low=5, high=8), Estimate.none_known())
    ax = estimates([stated(*told)], "killed", width=6)
    assert_clear(ax)
    assert {"lowest to highest", "other end not stated"} <= legend(ax)
    assert said(ax, "amount").count("4 or more") == 1
    assert "none known" in said(ax, "amount")


def test_denials_make_a_diamond():
    """Who is denied is not drawn like who is not."""
    denial = Report(source="Reuters", stance="denies", about="killed")
    event = Event(reports=[*stated(Estimate(5)).reports, denial])
    found = legend(estimates([event], "killed"))
    assert {"contested", "denied"} & found
    assert "reported, not contested" not in found


def test_more_events_than_asked_for_are_counted():
    """The footer says how many are shown."""
    log = [stated(Estimate(number), when=f"2022-12-{number:02d}") for number in range(1, 9)]
    ax = estimates(log, "killed", most=3)
    assert "3 of 8 events with such a count shown" in said(ax, "footer")
    assert [line for line in texts(ax, "event") if "Dec" in line] == [
        "1 Dec 2022",
        "2 Dec 2022",
        "3 Dec 2022",
    ]


@pytest.mark.parametrize(("log", "words"), [([], "no events"), (LOG, "no report states Injured")])
def test_nothing_to_draw_is_said(log, words):
    """An empty figure that says so."""
    name = "injured" if log else "anything"
    log = list(log)[:2] if log else log
    ax = Plotter(log).estimates(name)
    assert said(ax, "empty") == words
    assert_clear(ax)
    assert_clear(Plotter(cl.EventLog()).estimates("killed"))


@pytest.mark.parametrize("words", UGLY)
def test_text_is_data(words):
    """Names, scopes, units and wordings of any kind."""
    told = Estimate(5, low=3, unit=words, scope=words, text=words)
    says = Report(source=Source("AFP"), claimant=Claimant(words), estimates={"killed": told})
    ax = estimates([Event(title=words, reports=says)], "killed", title=words, width=5)
    assert_clear(ax)


def test_given_axes_are_used():
    """Everything stays in the rectangle given."""
    axes = Figure(figsize=(14, 8)).subplots(1, 2)
    box = axes[0].get_position().transformed(axes[0].figure.transFigure)
    assert LOG.plot.estimates("downed", ax=axes[0]) is axes[0]
    for text in axes[0].texts:
        extent = text.get_window_extent()
        assert box.x0 - 1 <= extent.x0
        assert extent.x1 <= box.x1 + 1
        assert box.y0 - 1 <= extent.y0
        assert extent.y1 <= box.y1 + 1
    axes[0].figure.savefig(io.BytesIO())


@pytest.mark.parametrize(
    ("names", "arguments", "error", "parts"),
    [
        ("dowend", {}, UnknownName, ("dowend", "'downed'")),
        ((), {}, InvalidValue, ("names", "()", "downed")),
        (7, {}, InvalidValue, ("names", "7", "downed")),
        (["downed", None], {}, InvalidValue, ("names", "None", "downed")),
        ("downed", {"width": 1}, InvalidValue, ("width", "1", "inches")),
        ("downed", {"most": 0}, InvalidValue, ("most", "0", "1")),
        ("downed", {"ax": Figure(figsize=(8, 1)).subplots()}, InvalidValue, ("ax", "inches high")),
    ],
)
def test_bad_arguments_are_refused(names, arguments, error, parts):
    """The field, the value and the cure are named."""
    for log in (LOG, list(LOG)):
        with pytest.raises(error) as caught:
            Plotter(log).estimates(names, **arguments)
        for part in parts:
            assert part in str(caught.value)


def test_statements_keep_their_order_by_number():
    """The lowest first, words last."""
    ax = estimates([stated(Estimate(9), Estimate(text="many"), Estimate(2))], "killed")
    assert texts(ax, "amount") == ["2", "9", '"many"']
    assert all(one <= two for one, two in itertools.pairwise(marks(ax)))
