"""The waterfall of confidence: every origin is a row, the bars add up, text is data."""

from __future__ import annotations

import io

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

import conflictlog as cl
from conflictlog.errors import InvalidValue, UnknownId
from conflictlog.event import Event
from conflictlog.plotting import Plotter, confidence
from conflictlog.report import Claimant, Report, Source
from conflictlog.testing import events
from tests.drawn import UGLY, assert_clear, legend, said, texts

LOG = cl.datasets.minsk_kyiv_2022()


def result_x(ax):
    """Give where the mark of the result stands, in log-odds."""
    mark = next(
        one
        for one in ax.get_children()
        if isinstance(one, PathCollection) and one.get_gid() == "confidence:result"
    )
    (x, _), *_ = mark.get_offset_transform().transform(mark.get_offsets())
    return ax.transData.inverted().transform((x, 0))[0]


@pytest.mark.parametrize("width", [4, 9])
@pytest.mark.parametrize("name", LOG.ids)
def test_the_samples_events_are_drawn_clear(name, width):
    """At two widths; the basis stands before the number; the sum is the mark's place."""
    ax = LOG.plot.confidence(name, width=width)
    assert_clear(ax)
    event = LOG[name]
    assert said(ax, "row:result").startswith(str(event.basis))
    weighing = event.weigh()
    assert result_x(ax) == pytest.approx(weighing.s_affirm - weighing.s_deny)
    for witness in weighing.witnesses:
        assert witness.origin in said(ax, "origin:")


@settings(max_examples=20)
@given(event=events(), width=st.floats(3.2, 14))
def test_any_event_is_drawn(event, width):
    """No text overlaps another or leaves the figure, and the sum is right."""
    ax = confidence(event, width=width)
    assert_clear(ax)
    weighing = event.weigh()
    assert result_x(ax) == pytest.approx(weighing.s_affirm - weighing.s_deny, abs=1e-6)


def test_steps_are_in_words():
    """Weight, halving with its reason, rank, and what copies add."""
    ax = LOG.plot.confidence("MK22:raid", width=9)
    assert "C 0.85 x 0.5 (own interest, inferred) x 0.5 (no. 2)" in said(ax, "row:affirms")
    assert legend(ax) == {"speaks for it", "lost: own interest, or not the first to say so"}
    assert "judgement, not calibration" in said(ax, "footer")
    assert "reported" in said(ax, "subtitle")
    denied = LOG.plot.confidence("MK22:rumour")
    assert "denies it" in legend(denied)


def test_without_reports_the_prior_remains():
    """An event that nobody reports is drawn, and says so."""
    ax = confidence(Event(kind="visit"))
    assert_clear(ax)
    assert said(ax, "row:result") == "no origin for or against: .50"
    assert legend(ax) == set()


def test_many_origins_are_pooled_in_a_row():
    """Past twenty a side the rest is one row, and the sum still holds."""
    reports = [Report(source=f"Paper {number}") for number in range(60)]
    reports.append(Report(source="Quiet", stance="neutral"))
    ax = confidence(Event(reports=reports))
    assert "and 40 more origins" in said(ax, "origin:")
    assert "quiet" in said(ax, "row:none")
    assert result_x(ax) == pytest.approx(Event(reports=reports).weigh().s_affirm)


@pytest.mark.parametrize("words", UGLY)
def test_text_is_data(words):
    """Names and titles of any kind."""
    report = Report(source=Source(words), claimant=Claimant(words))
    ax = confidence(Event(title=words, reports=[report]), title=words, footer=words, width=5)
    assert_clear(ax)


def test_given_axes_are_used_and_too_small_ones_refused():
    """Everything stays in the rectangle given; nothing global changes."""
    before = dict(mpl.rcParams)
    axes = Figure(figsize=(14, 8)).subplots(1, 2)
    box = axes[1].get_position().transformed(axes[1].figure.transFigure)
    assert LOG.plot.confidence("MK22:raid", ax=axes[1]) is axes[1]
    for text in axes[1].texts:
        extent = text.get_window_extent()
        assert box.x0 - 1 <= extent.x0
        assert extent.x1 <= box.x1 + 1
        assert box.y0 - 1 <= extent.y0
        assert extent.y1 <= box.y1 + 1
    axes[1].figure.savefig(io.BytesIO())
    assert dict(mpl.rcParams) == before
    with pytest.raises(InvalidValue, match=r"ax is .* inches high; expected at least .*ax out"):
        LOG.plot.confidence("MK22:raid", ax=Figure(figsize=(8, 1)).subplots())


@pytest.mark.parametrize(
    ("given", "arguments", "error", "parts"),
    [
        ("MK22:riad", {}, UnknownId, ("MK22:riad", "MK22:raid")),
        (7, {}, InvalidValue, ("event", "7", "Event")),
        ("MK22:raid", {"width": 1}, InvalidValue, ("width", "1", "inches")),
        ("MK22:raid", {"width": 5, "ax": Figure().subplots()}, InvalidValue, ("width", "ax")),
    ],
)
def test_bad_arguments_are_refused(given, arguments, error, parts):
    """The field, the value and the cure are named; for a list of events too."""
    for log in (LOG, list(LOG)):
        with pytest.raises(error) as caught:
            Plotter(log).confidence(given, **arguments)
        for part in parts:
            assert part in str(caught.value)
    assert texts(Plotter(list(LOG)).confidence("MK22:raid"), "title")
