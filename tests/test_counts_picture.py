"""Bars by period: certain is solid, possible pale, missing is no zero; text is data."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import conflictlog as cl
from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.plotting import Plotter, counts
from conflictlog.plotting.periods import PERIODS, period_named, start_day, tally, uncovered
from conflictlog.report import Coverage, Dataset
from conflictlog.testing import logs
from conflictlog.when import civil
from tests.drawn import UGLY, WHENS, assert_clear, event, legend, said, texts
from tests.test_summaries import dated_logs

LOG = cl.datasets.minsk_kyiv_2022()


def table(log, period="month", *, planned=False):
    """Count, and give {first day: (certain, possible)}."""
    names = pl.Series("c", ["x"] * len(log), dtype=pl.String)
    found = tally(log, names, period=period, window=None, planned=planned)
    certain, possible = found.certain.sum(axis=0), found.possible.sum(axis=0)
    pairs = zip(found.edges, certain.tolist(), possible.tolist(), strict=False)
    return {str(civil(day)): (sure, maybe) for day, sure, maybe in pairs if sure or maybe}


def test_certain_and_possible():
    """All of the start in one period, or possible in each of several."""
    log = cl.EventLog(
        [event(1, "2022-12-19"), event(2, "[2022-11-30..2022-12-01]"), event(3, "2022-12")]
    )
    assert table(log) == {"2022-11-01": (0, 1), "2022-12-01": (2, 1)}
    days = table(log, "day")
    assert days["2022-12-19"] == (1, 1)
    assert days["2022-11-30"] == (0, 1)
    assert table(log, "year") == {"2022-01-01": (3, 0)}
    assert next(iter(table(log, "week"))) == "2022-11-28"


@settings(max_examples=20)
@given(log=dated_logs(), period=st.sampled_from(PERIODS), planned=st.booleans())
def test_bars_are_the_counts_by_the_start(log, period, planned):
    """What is drawn solid and pale is what `log.counts` gives in columns."""
    told = log.counts(by=period, spans="begins", planned=planned).drop_nulls(period)
    wanted = {str(day): (sure, maybe - sure) for day, sure, maybe in told.drop("covered").rows()}
    assert table(log, period, planned=planned) == wanted


@settings(max_examples=8)
@given(
    log=logs(max_size=5),
    period=st.sampled_from(PERIODS),
    by=st.sampled_from(("kind", "status", "country", "none")),
    width=st.floats(3.2, 14),
)
def test_any_log_is_drawn(log, period, by, width):
    """No text overlaps another or leaves the figure."""
    assert_clear(counts(log, by=by, period=period, width=width, planned=True))


@pytest.mark.parametrize("width", [4, 9])
def test_the_sample_is_drawn_clear(width):
    """With an annotation; the footer counts what is not drawn."""
    ax = LOG.plot.counts(
        period="day", window="2022-12", annotate={"2022-12-19": "visit", "2030": "x"}, width=width
    )
    assert_clear(ax)
    assert texts(ax, "annotation") == ["visit"]
    footer = said(ax, "footer")
    assert "1 planned or cancelled, not counted" in footer
    assert "1 annotation undated or outside" in footer
    assert "No coverage stated: an empty period is not a zero." in footer
    assert {"begins in it", "may begin in it, or in another"} <= legend(ax)


def test_what_is_not_covered_is_hatched():
    """Days outside every data set's coverage; where none states any, words say so."""
    told = Dataset("Demo", coverage=Coverage(first="2022-11-15", last="2022-12-20"))
    log = cl.EventLog([event(1, "2022-10-03"), event(2, "2022-12-03")], datasets=[told])
    low, high = start_day(633, "month"), start_day(636, "month")
    gaps = uncovered(log, low, high)
    assert [(str(civil(int(a))), str(civil(int(b)))) for a, b in gaps] == [
        ("2022-10-01", "2022-11-15"),
        ("2022-12-21", "2023-01-01"),
    ]
    ax = log.plot.counts()
    assert sum(one.get_gid() == "uncovered" for one in ax.get_children()) == 2
    assert "not covered: no zero" in legend(ax)
    assert "Coverage as stated: Demo 2022-11-15 to 2022-12-20." in said(ax, "footer")
    assert uncovered(LOG, low, high) is None
    # The data set's time is all covered: nothing is hatched.
    assert uncovered(log, low + 50, low + 60) == []


def test_planned_events_count_when_asked_for():
    """Else the footer counts them."""
    log = cl.EventLog([event(1), event(2, phase="planned"), event(3, None)])
    assert table(log) == {"2022-12-01": (1, 0)}
    assert table(log, planned=True) == {"2022-12-01": (2, 0)}
    footer = said(log.plot.counts(), "footer")
    assert "1 planned or cancelled, not counted; 1 without a known start, not counted" in footer


@pytest.mark.parametrize("period", PERIODS)
def test_the_calendars_ends_do_not_break_a_figure(period):
    """Years 1 and 9999: the fullest stretch is drawn, the rest counted."""
    log = [event(number, when) for number, when in enumerate(WHENS)]
    ax = counts(log, period=period)
    assert_clear(ax)
    if period == "day":
        assert "before the window" in said(ax, "footer")


@pytest.mark.parametrize("words", UGLY)
def test_text_is_data(words):
    """Kinds, titles, annotations of any kind."""
    log = [event(1, place=cl.Place(words[:40].strip() or None, country="UKR"))]
    noted = {"2022-12-19": words, "2022-12-20": words}
    assert_clear(counts(log, annotate=noted, title=words, footer=words, width=5))


@pytest.mark.parametrize("log", [[], [event(1, None)]])
def test_nothing_to_draw_is_said(log):
    """An empty figure that says so."""
    ax = counts(log)
    assert said(ax, "empty").startswith("no ")
    assert_clear(ax)


def test_every_dated_event_is_counted_once_where_it_is_certain():
    """The sum over periods is the number of events with an exact start."""
    rows = cl.EventLog([event(number, f"2022-{1 + number % 12:02d}-03") for number in range(24)])
    assert sum(sure for sure, _ in table(rows).values()) == 24


def test_events_annotate_and_axes_are_used():
    """Events as annotations, into the axes given."""
    figure = Figure(figsize=(14, 7))
    FigureCanvasAgg(figure)
    axes = figure.subplots(1, 2)
    axes[1].set_axis_off()
    ax = LOG.plot.counts(period="day", window="2022-12", annotate=[LOG["MK22:visit"]], ax=axes[0])
    assert ax is axes[0]
    assert said(ax, "annotation") == "Putin arrives in Minsk, met by Lukashenko"
    assert_clear(ax)


@pytest.mark.parametrize(
    ("arguments", "error", "parts"),
    [
        ({"by": "kinds"}, UnknownName, ("by", "'kinds'", "'kind'")),
        ({"period": "months"}, UnknownName, ("period", "'months'", "'month'")),
        ({"width": 1}, InvalidValue, ("width", "1", "inches")),
        ({"annotate": ["x"]}, InvalidValue, ("annotate", "'x'", "dates")),
        ({"annotate": {"19/12/2022": "x"}}, InvalidValue, ("19/12/2022",)),
        ({"window": "2022-12-19T10:00:00Z"}, InvalidValue, ("window", "2022-12-19T10")),
        ({"ax": Figure(figsize=(8, 1)).subplots()}, InvalidValue, ("ax", "inches high")),
    ],
)
def test_bad_arguments_are_refused(arguments, error, parts):
    """The field, the value and the cure are named."""
    with pytest.raises(error) as caught:
        Plotter(LOG).counts(**arguments)
    for part in parts:
        assert part in str(caught.value)
    assert period_named("week") == "week"
