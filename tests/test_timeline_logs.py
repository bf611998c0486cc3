"""Timelines of logs and of many events: where marks stand, and what is not made or not drawn."""

from __future__ import annotations

import pytest

from conflictlog.log import EventLog
from conflictlog.plotting import intake, timeline
from conflictlog.schema import decode_row
from conflictlog.when import When
from tests.drawn import WHENS, assert_tidy, event, gids, legend, said, texts


def _mark(ax, number):
    """Give where an event's mark stands, as a day since 1970."""
    gid = f"event:e-{number}"
    artist = next(one for one in ax.get_children() if one.get_gid() == gid)
    inverted = ax.transData.inverted()
    return inverted.transform(artist.get_offset_transform().transform(artist.get_offsets()))[0][0]


DAY_19 = 19345.0
DAY_10, DAY_15 = (day * 86_400 * 10**6 for day in (19336, 19341))


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("[..2022-12-19]", DAY_19 + 1),
        ("../2022-12-19", DAY_19 + 1),
        (When(began_by="2022-12-19"), DAY_19 + 1),
        (When(began_by="2022-12-19", ended_no_earlier_than="2022-12-19"), DAY_19 + 0.5),
        ("2022-12-09/2022-12-19", DAY_19 - 10),
        ("[2022-12-09..2022-12-19]", DAY_19 - 10),
        ("2022-12-09/..", DAY_19 - 10),
        # Begun in the course of a month that began before the window: certain from its end.
        (When(s0=19297 * 86_400 * 10**6, s1=DAY_10, e0=DAY_15, e1=DAY_15), DAY_19 - 9),
        ("2022-12/2023-02", DAY_19 - 18),
        # What is known lies outside: the mark stands at that edge.
        ("[..2023-06]", 19358.0),
        ("2022-10/..", 19327.0),
    ],
)
def test_marks_stand_at_what_is_known(when, day):
    """A bar without a start has its mark at its end or its core, never at the window's edge."""
    ax = timeline([event(1, when)], window="2022-12", width=11)
    assert _mark(ax, 1) == pytest.approx(day, abs=0.3)
    assert_tidy(ax)


def test_a_log_is_drawn_as_its_events_are():
    """By columns and by objects: the same words, the same marks, with a window and without."""
    drawn = [event(number, when) for number, when in enumerate(WHENS)]
    drawn += [event(50 + number, f"2022-11-{number:02d}") for number in range(1, 9)]
    drawn += [event(70, When("2022-12-01", tz="Europe/Kyiv"), title=None, status="denied")]
    log = EventLog(drawn)
    for options in (
        {},
        {"window": "2022-12"},
        {"window": "2022-12", "lanes": "actor", "tz": "Pacific/Auckland"},
        {"lanes": lambda one: one.id[-1], "labels": False},
        {"window": ("2022-12-01", "2022-12-02"), "tz": "America/Los_Angeles"},
    ):
        one, two = timeline(log, **options), timeline(list(log), **options)
        for prefix in ("title", "subtitle", "label:", "lane", "legend:"):
            assert texts(one, prefix) == texts(two, prefix)
        assert texts(one, "footer")[-1] == texts(two, "footer")[-1]
        assert gids(one) == gids(two)
        assert one.get_xlim() == two.get_xlim()


def test_a_window_of_a_large_log_makes_few_objects(monkeypatch):
    """Rows outside are counted by columns."""
    days = [f"2022-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29)]
    log = EventLog(event(number, day) for number, day in enumerate(days))
    made = []

    def counted(frame, row):
        made.append(row)
        return decode_row(frame, row)

    monkeypatch.setattr(intake, "decode_row", counted)
    ax = timeline(log, window="2022-06")
    assert len(made) == 28
    assert said(ax, "subtitle").startswith("28 of 336 events;")
    footer = said(ax, "footer")
    assert "28 of 336 events shown; 140 lie before the window, not shown; 168 lie after" in footer


def test_many_events_are_marks_without_labels():
    """Above 60 events a few collections, and the subtitle says so."""
    days = [f"2022-12-{day:02d}" for day in range(1, 29)]
    log = [event(number, days[number % 28]) for number in range(61)]
    ax = timeline(log)
    assert not texts(ax, "label:")
    assert "marks without labels above 60 events" in said(ax, "subtitle")
    assert len(ax.get_children()) < 60
    assert legend(ax) == {"reported, not contested", "some time that day"}
    assert "61 of 61 events shown" in said(ax, "footer")
    assert texts(timeline(log[:60]), "label:")
    assert texts(timeline(log, labels=True), "label:")
    assert not texts(timeline(log[:5], labels=False), "label:")


def test_marks_without_labels_keep_their_doubt():
    """Days fade, what lies within has ends, what lasts begins at its mark; the legend says so."""
    log = [event(1), event(2, "[2022-12-03..2022-12-09]"), event(3, "2022-12-03/2022-12-09")]
    assert legend(timeline([*log[:1], event(4, "2022-12-21")], labels=False)) == {
        "reported, not contested",
        "some time that day",
    }
    ax = timeline(log, labels=False)
    assert legend(ax) == {
        "reported, not contested",
        "some time that day",
        "some time along the line",
        "lasts along the line",
    }
    assert "bars fade where the time is uncertain" in said(ax, "subtitle")
    assert_tidy(ax)


def test_a_crowded_day_does_not_thin_out_the_rest():
    """Marks keep their size, the figure stays low, and the subtitle says that stacks overlap."""
    log = [event(number, "2022-12-19") for number in range(300)]
    log += [event(300 + day, f"2022-12-{day:02d}") for day in range(1, 29)]
    ax = timeline(log, width=9)
    assert ax.figure.get_figheight() < 9
    assert "tall stacks overlap" in said(ax, "subtitle")
