"""A calendar: certain days are coloured, possible ones marked, missing is no zero."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import conflictlog as cl
from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.plotting.almanac import calendar
from conflictlog.plotting.almanac.days import count_days, months_of
from conflictlog.plotting.almanac.leaves import arrange, least_height
from conflictlog.plotting.hues import steps_to
from conflictlog.plotting.theme import Theme
from conflictlog.report import Coverage, Dataset
from conflictlog.testing import logs
from conflictlog.when import When, civil
from tests.drawn import UGLY, WHENS, assert_clear, event, legend, said, texts

LOG = cl.datasets.minsk_kyiv_2022()
STARTS = ("monday", "sunday", "saturday")


def count(log, of="start", window=None, *, planned=False):
    """Count, and give {day: (certain, possible)}."""
    found = count_days(log, of, window=window, planned=planned)
    pairs = zip(found.certain.tolist(), found.possible.tolist(), strict=True)
    return {str(civil(found.first + at)): pair for at, pair in enumerate(pairs) if pair != (0, 0)}


def cells(ax, prefix):
    """Give how many days have one look."""
    return {
        artist.get_gid(): len(artist.get_paths())
        for artist in ax.collections
        if str(artist.get_gid()).startswith(prefix)
    }


def test_certain_and_possible_days():
    """A month paints no day: it may be on each of them."""
    log = cl.EventLog(
        [event(1, "2022-12-19"), event(2, "[2022-12-01..2022-12-02]"), event(3, "2022-11")]
    )
    days = count(log)
    assert days["2022-12-19"] == (1, 0)
    assert days["2022-12-01"] == days["2022-12-02"] == (0, 1)
    assert len(days) == 1 + 2 + 30
    assert sum(sure for sure, _ in days.values()) == 1


def test_a_state_counts_once_or_throughout():
    """By its start, or on each day on which it surely goes on."""
    log = cl.EventLog([event(1, "2022-12-05/2022-12-07"), event(2, "2022-12-06/..")])
    assert count(log)["2022-12-05"] == (1, 0)
    assert "2022-12-07" not in count(log)
    days = count(log, "throughout")
    assert [days[f"2022-12-0{day}"] for day in (5, 6, 7, 8)] == [(1, 0), (2, 0), (1, 1), (0, 1)]


@settings(max_examples=15)
@given(log=logs(max_size=6), of=st.sampled_from(("start", "throughout")))
def test_days_are_counted_as_events_themselves_say(log, of):
    """Every day's counts equal those by objects, one event at a time."""
    found = count_days(log, of, window=(19300.0, 19400.0), planned=True)
    for at in range(0, 100, 7):
        day = 19300 + at
        sure = maybe = 0
        for one in log:
            when = one.shown.when
            bounds = (None,) * 4 if when is None else when.local_days
            if all(bound is None for bound in bounds):
                continue
            low, begun, until, high = bounds
            if of == "start":
                until, high = low, begun
            touched = (low is None or low <= day) and (high is None or day <= high)
            certain = (begun is not None and begun <= day) and (until is not None and day <= until)
            sure += certain
            maybe += touched and not certain
        assert (found.certain[at], found.possible[at]) == (sure, maybe), day


@given(st.integers(-700_000, 2_900_000), st.sampled_from((0, 5, 6)), st.integers(1, 30))
def test_days_stand_under_their_weekday(day, start, count):
    """A day's column is its weekday; no two days share a cell, none leaves the width."""
    month = int(months_of(np.array([day]))[0])
    months = range(month, min(month + count, 8030 * 12 - 1))
    leaves = arrange(months, start, 480.0, None, Theme())
    taken = set()
    for leaf in leaves.leaves:
        first = int(np.datetime64(leaf.month, "M").astype("datetime64[D]").astype(int))
        for one in (first, first + 27):
            left, top, wide, high = leaves.cell(leaf, one)
            weekday = (civil(one).isoweekday() - 1 - start) % 7
            assert abs(left - leaf.left - weekday * wide) < 1e-6
            assert left + wide <= 480.0 + 1e-6
            assert top + high <= leaves.height
            taken.add((round(left, 3), round(top, 3)))
    assert len(taken) == 2 * len(leaves.leaves)
    least = least_height(months, start, 480.0, Theme())
    assert arrange(months, start, 480.0, least, Theme()).height <= least + 1e-6


@given(st.integers(1, 10**9))
def test_steps_cover_all_counts_once(most):
    """From 1 to the highest without gap, at most five."""
    steps = steps_to(most, Theme())
    assert 1 <= len(steps) <= 5
    assert steps[0].low == 1
    assert steps[-1].high == most
    assert all(one.high + 1 == two.low for one, two in itertools.pairwise(steps))
    assert all(step.low <= step.high for step in steps)


@settings(max_examples=2)
@given(
    log=logs(max_size=5),
    days=st.sampled_from(("start", "throughout")),
    start=st.sampled_from(STARTS),
    width=st.floats(3.2, 12),
)
def test_any_log_is_drawn(log, days, start, width):
    """No text overlaps another or leaves the figure."""
    assert_clear(calendar(log, days=days, start=start, width=width, planned=True))


@pytest.mark.parametrize("width", [3.5, 7, 11])
def test_the_sample_is_drawn_clear(width):
    """The legend names what is in use, the colours count what is certain."""
    ax = calendar(LOG, annotate={"2022-12-19": "visit", "2030": "x"}, width=width)
    assert_clear(ax)
    found = count_days(LOG, "start", window=None, planned=False)
    assert cells(ax, "count:") == {"count:1": int((found.certain == 1).sum())}
    assert cells(ax, "possible") == {"possible": int((found.possible > 0).sum())}
    assert cells(ax, "plain") == {"plain": 364}
    assert legend(ax) == {
        "1 event",
        "none certain",
        "more may be on it, or on another day",
        "noted below",
    }
    assert texts(ax, "annotation") == ["19 Dec 2022: visit"]
    footer = said(ax, "footer")
    assert "1 planned or cancelled, not counted; 1 annotation undated or outside" in footer
    assert "No coverage stated: an empty day is not a zero." in footer


def test_what_is_not_covered_is_hatched():
    """A day outside every data set's coverage is no zero."""
    told = Dataset("Demo", coverage=Coverage(first="2022-12-05", last="2022-12-20"))
    log = cl.EventLog([event(1, "2022-12-03"), event(2, "2022-12-10")], datasets=[told])
    ax = calendar(log)
    assert cells(ax, "plain") == {"plain": 15}
    hatched = [one for one in ax.patches if one.get_gid() == "uncovered"]
    assert len(hatched) == 31 - 16 - 1  # an event outside the coverage is still coloured
    assert legend(ax) == {"1 event", "none certain", "not covered: no zero"}
    assert "Coverage as stated: Demo 2022-12-05 to 2022-12-20." in said(ax, "footer")


def test_counts_have_steps_that_the_legend_names():
    """Each step in use, and no other."""
    whens = ["2022-12-01"] * 40 + ["2022-12-02"] * 3 + ["2022-12-03"]
    ax = calendar([event(number, when) for number, when in enumerate(whens)])
    assert cells(ax, "count:") == {"count:1-2": 1, "count:3-4": 1, "count:21-40": 1}
    assert {"1-2 events", "3-4", "21-40"} <= legend(ax)
    assert "5-10" not in legend(ax)


def test_a_week_begins_where_it_is_asked_to():
    """The letters of the weekdays follow, and so do the days."""
    for start, letters, left in zip(
        STARTS, ("MTWTFSS", "SMTWTFS", "SSMTWTF"), (5, 6, 0), strict=True
    ):
        ax = calendar(LOG, window="2022-12", start=start, width=7)
        assert "".join(texts(ax, "weekday")) == letters
        # 3 December 2022 was a Saturday.
        (third,) = (text for text in ax.texts if text.get_text() == "3")
        assert round(third.get_position()[0] // 64) == left


def test_several_years_stand_below_one_another():
    """The fullest three where nobody asks; as many as twelve where a window does."""
    log = [event(number, f"{2000 + number}-03-04") for number in range(9)]
    log += [event(100 + number, "2004-05-06") for number in range(3)]
    ax = calendar(log)
    assert texts(ax, "year") == ["2002", "2003", "2004"]
    assert "the fullest three years" in said(ax, "subtitle")
    assert "2 before the days shown; 4 after the days shown" in said(ax, "footer")
    wide = calendar(log, window="2000/2008")
    assert len(texts(wide, "year")) == 9
    assert_clear(wide)
    with pytest.raises(InvalidValue, match=r"window covers 13 years.*at most 12") as caught:
        calendar(log, window="2000/2012")
    assert 'period="month"' in str(caught.value)


@pytest.mark.parametrize("when", [when for when in WHENS if when])
def test_the_calendars_ends_do_not_break_a_figure(when):
    """Years 1 and 9999, and ends that nobody knows."""
    assert_clear(calendar([event(1, when)], width=4))
    assert_clear(calendar([event(1, when)], days="throughout"))


@pytest.mark.parametrize("words", UGLY)
def test_text_is_data(words):
    """Titles, annotations of any kind."""
    noted = {"2022-12-19": words, "2022-12-20": words}
    log = [event(1), event(2, title=words)]
    assert_clear(calendar(log, annotate=noted, title=words, footer=words, width=4))
    assert_clear(calendar(log, annotate=[log[1]], width=3.5))


@pytest.mark.parametrize("log", [[], [event(1, None)]])
def test_nothing_to_draw_is_said(log):
    """An empty figure that says so."""
    ax = calendar(log)
    assert said(ax, "empty").startswith("no ")
    assert_clear(ax)
    assert legend(ax) == set()


def test_planned_events_count_when_asked_for():
    """Else the footer counts them."""
    log = cl.EventLog([event(1), event(2, phase="planned"), event(3, None)])
    assert count(log) == {"2022-12-19": (1, 0)}
    assert count(log, planned=True) == {"2022-12-19": (2, 0)}
    footer = said(calendar(log), "footer")
    assert "1 planned or cancelled, not counted; 1 without a known time, not counted" in footer


def test_stretches_are_outlined_as_one():
    """A stretch of days is one outline; each day of it has none of its own."""
    ax = calendar([event(1)], annotate={"2022-12-05/2022-12-11": "a week"})
    (lines,) = (one for one in ax.collections if one.get_gid() == "annotated")
    assert len(lines.get_paths()) == 16  # seven above, seven below, two ends
    assert texts(ax, "annotation") == ["5-11 Dec 2022: a week"]


def test_axes_are_used():
    """Everything inside the rectangle of the axes given."""
    figure = Figure(figsize=(14, 7))
    FigureCanvasAgg(figure)
    axes = figure.subplots(1, 2)
    axes[1].set_axis_off()
    ax = calendar(LOG, ax=axes[0])
    assert ax is axes[0]
    assert_clear(ax)


@pytest.mark.parametrize(
    ("arguments", "error", "parts"),
    [
        ({"days": "starts"}, UnknownName, ("days", "'starts'", "'start'")),
        ({"start": "Sunday"}, UnknownName, ("start", "'Sunday'", "'sunday'")),
        ({"width": 1}, InvalidValue, ("width", "1", "inches")),
        ({"annotate": ["x"]}, InvalidValue, ("annotate", "'x'", "dates")),
        ({"window": "1990/2022"}, InvalidValue, ("window", "33 years", "narrow")),
        ({"ax": Figure(figsize=(8, 2)).subplots()}, InvalidValue, ("ax", "inches high")),
    ],
)
def test_bad_arguments_are_refused(arguments, error, parts):
    """The field, the value and the cure are named."""
    with pytest.raises(error) as caught:
        calendar(LOG, **arguments)
    for part in parts:
        assert part in str(caught.value)


def test_when_is_read_by_local_days():
    """A night's end in another zone moves no event to another day."""
    when = When("2022-12-19T01:00:00+02:00")
    assert count(cl.EventLog([event(1, when)])) == {"2022-12-19": (1, 0)}


def test_a_calendar_is_described():
    """The alt text names the fullest day."""
    told = LOG.plot.describe(LOG.plot.calendar(window="2022-12"))
    assert told.startswith("Calendar: Events by day, Dec 2022.")
    assert "The fullest day is 19 Dec 2022: 1 certain. 30 days of 31" in told


@pytest.mark.parametrize("theme", [Theme.dark(), Theme.print(width_mm=89)])
def test_other_looks_are_drawn_clear(theme):
    """On dark ground and in a printed column."""
    assert_clear(LOG.plot.calendar(theme=theme))


def test_months_and_weekdays_have_names_in_the_readers_language():
    """Letters of weekdays and names of months follow the locale."""
    pytest.importorskip("babel")
    ax = LOG.plot.calendar(window="2022-12", locale="uk")
    assert "".join(texts(ax, "weekday")) == "\u041f\u0412\u0421\u0427\u041f\u0421\u041d"
    assert_clear(ax)
