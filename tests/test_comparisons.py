"""Ranks, descriptions, gaps, data sets side by side."""

from __future__ import annotations

import datetime as dt

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.event import Event
from conflictlog.log import EventLog, Problem, problem_frame
from conflictlog.report import Coverage, Dataset, Report, Source
from conflictlog.summaries import compare, counts, describe, gaps, top
from conflictlog.summaries.asking import KEYS
from conflictlog.testing import logs
from tests.test_summaries import OTHERS, dated_logs

DAY = dt.timedelta(days=1)


def day(number, month=12):
    """Give a day of 2022."""
    return dt.date(2022, month, number)


def strike(number, **fields):
    """Make a strike on a day of December 2022."""
    return Event(id=f"s{number}", kind="strike", when=f"2022-12-{number:02d}", **fields)


def covered(events, first, last, **scope):
    """Make a log whose data set covers some days."""
    told = Coverage(first=first, last=last, **scope)
    return EventLog(events, datasets=[Dataset("Demo", coverage=told)])


def test_a_log_has_its_summaries_as_verbs():
    """And the door has the comparison of several."""
    log = EventLog([strike(1, reports=[Report(source="AFP", estimates={"killed": 2})])])
    assert log.counts().equals(counts(log))
    assert log.sums("killed")["best"].to_list() == [2.0]
    assert log.top("kind").rows() == [("strike", 1, 1, 1)]
    assert log.gaps().height == 0
    assert log.describe().events == 1
    assert cl.compare({"a": log}).height == 1


# ------------------------------------------------------------------------- top


@settings(max_examples=10)
@given(log=logs(max_size=6), by=st.sampled_from(OTHERS), n=st.integers(1, 4))
def test_the_top_is_the_head_of_the_counts(log, by, n):
    """By certain, possible and name; what is not known is no row."""
    rows = [row for row in counts(log, by=by).rows() if row[0] is not None]
    wanted = sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))[:n]
    assert [row[:3] for row in top(log, by, n).rows()] == wanted


def test_reports_are_those_of_the_possible_events():
    """Two reports of one strike, one of a raid that may be one."""
    log = EventLog(
        [
            strike(1, reports=[Report(source="AFP"), Report(source="AP")]),
            Event(id="b", kind="raid|strike", reports=[Report(source="AFP")]),
        ]
    )
    assert top(log, "kind").rows() == [("strike", 1, 2, 3), ("raid", 0, 1, 1)]
    assert top(log, "source", 1).rows() == [("Agence France-Presse", 2, 2, 3)]


@pytest.mark.parametrize(
    ("by", "n", "error", "part"),
    [
        ("actr", 3, UnknownName, "'actor'"),
        (("kind", "actor"), 3, InvalidValue, "one key"),
        ("kind", 0, InvalidValue, "n is 0"),
        ("kind", True, InvalidValue, "n is True"),
    ],
)
def test_bad_tops_are_refused(by, n, error, part):
    """The field, the value and the cure are named."""
    with pytest.raises(error, match=part):
        top(EventLog(), by, n)


# -------------------------------------------------------------------- describe


@settings(max_examples=15)
@given(logs(max_size=5))
def test_any_log_is_described(log):
    """Numbers agree with the log; lines are not empty."""
    found = describe(log)
    assert found.events == len(log)
    assert sum(found.statuses.values()) == len(log)
    assert sum(found.time_precisions.values()) == len(log) - found.undated
    assert sum(found.place_precisions.values()) == len(log) - found.unplaced
    assert all(line.strip() for line in str(found).splitlines())


def test_a_description_is_printed():
    """Data sets, problems, shares."""
    rows = [
        Problem(row=1, problem="x"),
        Problem(row=1, problem="y"),
        Problem(row=2, problem="x", outcome="rejected"),
    ]
    made = covered([strike(1), Event(id="z", phase="planned")], "2022-12-01", "2022-12-31")
    log = EventLog.from_frame(made.frame, datasets=made.datasets, problems=problem_frame(rows))
    text = str(describe(log))
    assert "days        2022-12-01 to 2022-12-01" in text
    assert "of these    undated 1, without a place 2, planned or cancelled 1" in text
    assert "data sets   Demo" in text
    assert "problems    kept 1, rejected 1" in text
    assert describe(log).share("reported") == 1.0
    assert str(describe(EventLog())) == "events      0, 0 reports"


# ------------------------------------------------------------------------ gaps


@settings(max_examples=10)
@given(log=dated_logs(), by=st.sampled_from((None, "source", "country")))
def test_gaps_and_certain_days_fill_the_time(log, by):
    """Every day of the stretch is certain for some event, or lies in one gap; never both."""
    keys = [by] if by else []
    spread = counts(log, by=["day", *keys], spans="spread")
    table = {row[: 1 + len(keys)]: row[1 + len(keys) :] for row in spread.rows() if row[0]}
    found = gaps(log, by=by)
    silent = {}
    for row in found.iter_rows(named=True):
        assert row["days"] == (row["last"] - row["first"]).days + 1
        for step in range(row["days"]):
            cell = (row["first"] + step * DAY, *(row[key] for key in keys))
            assert cell not in silent
            silent[cell] = row["possible"]
    for cell, (sure, maybe, _) in table.items():
        assert (cell in silent) == (sure == 0)
        assert sure or silent[cell] == (maybe > 0)
    certain = {cell for cell, told in table.items() if told[0]}
    kept = counts(log, by=keys or None).drop_nulls()
    if table and not keys and kept.height:
        days = sorted({cell[0] for cell in (*silent, *certain)})
        assert len(silent) + len(certain) == (days[-1] - days[0]).days + 1


def test_a_gap_inside_coverage_is_told_from_one_outside():
    """The data set ends on the 10th: silence before, ignorance after."""
    log = covered([strike(1), strike(5), strike(20)], "2022-12-01", "2022-12-10")
    assert gaps(log).rows() == [
        (day(2), day(4), 3, False, True),
        (day(6), day(10), 5, False, True),
        (day(11), day(19), 9, False, False),
    ]
    assert gaps(log, window=("2022-12-01", "2022-12-04")).rows() == [
        (day(2), day(4), 3, False, True)
    ]
    weeks = gaps(log, period="week", window="2022-12")
    assert weeks["first"].to_list() == [day(12), day(26)]


def test_each_source_has_its_gaps():
    """AFP is silent where AP reports."""
    log = EventLog(
        [strike(1, reports=[Report(source="AFP")]), strike(3, reports=[Report(source="Reuters")])]
    )
    assert gaps(log, by="source").rows() == [
        ("Agence France-Presse", day(2), day(3), 2, False, None),
        ("Reuters", day(1), day(2), 2, False, None),
    ]


def test_where_an_event_may_lie_is_said():
    """Some time in December is no certain day."""
    log = EventLog([Event(id="a", when="2022-12"), strike(10)])
    assert gaps(log)["possible"].to_list() == [True, True]
    assert gaps(EventLog()).height == 0
    assert gaps(EventLog()).schema == gaps(log).schema
    assert gaps(EventLog(), by="actor").columns == ["actor", *gaps(log).columns]


@pytest.mark.parametrize(
    ("arguments", "error", "part"),
    [
        ({"period": "dya"}, UnknownName, "'day'"),
        ({"by": "month"}, InvalidValue, "period='month'"),
        ({"by": "sources"}, UnknownName, "'source'"),
        ({"window": "../2022"}, InvalidValue, "first and a last day"),
    ],
)
def test_bad_gaps_are_refused(arguments, error, part):
    """The field, the value and the cure are named."""
    with pytest.raises(error, match=part):
        gaps(EventLog([strike(1)]), **arguments)


# --------------------------------------------------------------------- compare


@settings(max_examples=10)
@given(
    a=dated_logs(),
    b=dated_logs(),
    by=st.sampled_from((None, "kind", "month", ("day", "source"), ("week", "country"))),
)
def test_each_log_counts_as_it_does_alone(a, b, by):
    """Where it has events; of kinds, as finely as the other one asks."""
    keys = [] if by is None else [by] if isinstance(by, str) else list(by)
    window = ("2022-11-01", "2022-12-31")
    found = compare({"a": a, "b": b}, by=by, window=window)
    for name, log in (("a", a), ("b", b)):
        if by == "kind":
            continue
        mine = found.select(*keys, f"{name}_certain", f"{name}_possible").drop_nulls(
            f"{name}_possible"
        )
        alone = counts(log, by=by, window=window).select(*keys, "certain", "possible")
        assert mine.rows() == alone.rows()
    swapped = compare({"b": b, "a": a}, by=by, window=window)
    assert swapped.select(found.columns).equals(found)


def test_outside_coverage_a_data_set_says_nothing():
    """Null, not 0; inside, 0."""
    a = covered([strike(1)], "2022-11-01", "2022-12-31")
    b = covered([Event(id="x", kind="strike", when="2022-10-05")], "2022-10-01", "2022-11-30")
    rows = compare({"a": a, "b": b}).drop("a_lag_days", "b_lag_days").rows()
    assert rows == [
        (day(1, 10), None, None, False, 1, 1, True),
        (day(1, 11), 0, 0, True, 0, 0, True),
        (day(1), 1, 1, True, None, None, False),
    ]


def test_the_lag_is_from_the_event_to_its_first_publication():
    """The median over events on one known day."""

    def told(number, published, when=None):
        report = Report(source=Source("AFP", published=published))
        return Event(id=f"e{number}", when=when or f"2022-12-{number:02d}", reports=[report])

    log = EventLog(
        [
            told(1, "2022-12-02"),
            told(2, "2022-12-05T08:00:00Z"),
            told(3, None),
            told(4, "2023-03-01", "2022-12"),
        ]
    )
    assert compare({"afp": log})["afp_lag_days"].to_list() == [2.0]
    assert compare({"afp": log}, by=None)["afp_lag_days"].to_list() == [2.0]


def test_coarse_data_sets_are_possible_in_the_kinds_of_the_others():
    """UCDP's violence may be the other's strike."""
    fine, coarse = EventLog([strike(1)]), EventLog([Event(id="v", kind="violence")])
    found = compare({"fine": fine, "coarse": coarse}, by="kind")
    rows = found.select("kind", "fine_certain", "coarse_certain", "coarse_possible").rows()
    assert rows == [("strike", 1, 0, 1), ("violence", None, 1, 1)]


def test_empty_logs_give_empty_tables():
    """Of the same columns."""
    for by in KEYS:
        empty = compare({"a": EventLog()}, by=by)
        assert empty.schema == compare({"a": EventLog([strike(1)])}, by=by).schema
        assert empty.height == 0


@pytest.mark.parametrize(
    ("logs_given", "arguments", "part"),
    [
        ([EventLog()], {}, "logs by name"),
        ({}, {}, "no log"),
        ({"a": [strike(1)]}, {}, "as 'a', was given a list"),
        ({1: EventLog()}, {}, "named 1"),
        ({"a": EventLog(), "a_certain": EventLog(), "": EventLog()}, {}, "named ''"),
        ({"a": EventLog()}, {"by": "mnth"}, "'month'"),
        ({"a": EventLog()}, {"depth": 0}, "depth"),
    ],
)
def test_bad_comparisons_are_refused(logs_given, arguments, part):
    """What was given, and the cure."""
    with pytest.raises(cl.ConflictlogError, match=part):
        compare(logs_given, **arguments)


@settings(max_examples=15)
@given(logs(max_size=6))
def test_counts_agree_with_queries(log):
    """An event is in a row where a query for the row keeps it, as certainly."""
    kept = EventLog([one for one in log if one.shown.phase not in {"planned", "cancelled"}])
    for kind, sure, maybe in counts(kept, by="kind").rows():
        if kind is None or kind in cl.taxonomy().groups:
            continue
        query = cl.kind(kind, unknown_ok=True)
        unstated = sum(one.shown.kind is None for one in kept)
        assert len(kept.filter(query)) == maybe + unstated
        assert len(kept.filter(query, certainty="certain")) == sure
