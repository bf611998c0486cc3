"""Laws of queries: columns answer as objects do, event by event, and doubt obeys logic."""

from __future__ import annotations

import functools

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.engines import Columns, answer_columns, possible_rows
from conflictlog.kinds import taxonomy
from conflictlog.query import DayRange, KindIn, Query, three
from conflictlog.testing import dates, kinds
from conflictlog.when import When, day_number
from tests.asked import QUESTIONS, days, queries, telling_logs

LOGS = telling_logs()
SAMPLE = minsk_kyiv_2022()
ASKED = queries(SAMPLE)
FEW = queries(SAMPLE, size=2)


def by_columns(query, log):
    """Answer by columns, as objects answer."""
    columns = Columns(log.frame, log.derived)
    possible, certain = answer_columns(query, columns)
    assert not (certain & ~possible).any()
    assert possible_rows(query, columns).tolist() == possible.nonzero()[0].tolist()
    return [three(*pair) for pair in zip(possible.tolist(), certain.tolist(), strict=True)]


def by_objects(query, log):
    """Answer event by event."""
    return [query.answer(event) for event in log]


@given(data=st.data(), log=LOGS)
def test_columns_answer_as_objects_do(data, log):
    """Of a question of every sort, and of its opposite."""
    events = list(log)
    for sort, make in QUESTIONS.items():
        query = data.draw(make(log), label=sort)
        assert by_columns(query, log) == by_objects(query, events), sort
        assert by_columns(~query, log) == by_objects(~query, events), sort


@given(data=st.data(), log=LOGS)
def test_compounds_answer_as_objects_do(data, log):
    """Staged on the rows that are left, or all at once."""
    query = data.draw(queries(log))
    wanted = by_objects(query, log)
    assert by_columns(query, log) == wanted
    assert log.answers(query)["answer"].to_list() == wanted
    kept = log.filter(query)
    assert kept.ids == tuple(
        name for name, answer in zip(log.ids, wanted, strict=True) if answer is not False
    )
    assert log.filter(query, certainty="certain").ids == tuple(
        name for name, answer in zip(log.ids, wanted, strict=True) if answer
    )
    assert kept.filter(query).ids == kept.ids
    assert kept.derived.equals(cl.EventLog.from_frame(kept.frame).derived)


@given(data=st.data())
def test_de_morgan(data):
    """The opposite of a compound is the compound of opposites: one value, one answer."""
    a, b = data.draw(FEW), data.draw(FEW)
    assert ~(a & b) == (~a | ~b)
    assert ~(a | b) == (~a & ~b)
    assert ~~a == a
    assert by_columns(~(a | b), SAMPLE) == by_columns(~a & ~b, SAMPLE)


@given(data=st.data())
def test_order_and_doubles_mean_nothing(data):
    """Equal and of one hash up to the order of & and |."""
    parts = data.draw(st.lists(FEW, min_size=2, max_size=4))
    shuffled = [*data.draw(st.permutations(parts)), parts[0]]
    for sign in (lambda a, b: a & b, lambda a, b: a | b):
        one, other = functools.reduce(sign, parts), functools.reduce(sign, shuffled)
        assert by_objects(one, SAMPLE) == by_objects(other, SAMPLE)
        assert one == other
        assert hash(one) == hash(other)


@given(data=st.data())
def test_a_query_comes_back_from_json(data):
    """And gives the same answers."""
    query = data.draw(ASKED)
    again = Query.from_json(query.to_json())
    assert again == query
    assert hash(again) == hash(query)
    assert repr(again) == repr(query)


@given(data=st.data())
def test_a_repr_makes_an_equal_query(data):
    """Where the shipped taxonomy knows its kinds."""
    query = data.draw(days(SAMPLE))
    for one in (query, ~query):
        assert eval(repr(one), {**vars(cl), **{n: getattr(cl, n) for n in cl.__all__}}) == one  # noqa: S307 - our own text


@given(day=dates(), tz=st.sampled_from([None, "Europe/Kyiv", "Asia/Beirut", "America/Santiago"]))
def test_on_is_certain_within_the_day_and_impossible_beside_it(day, tz):
    """For events of day precision."""
    event = cl.Event(when=When(day, tz=tz))
    number = day_number(day)
    assert DayRange(first=number, last=number).answer(event) is True
    assert DayRange(first=number - 1, last=number - 1).answer(event) is False
    assert DayRange(first=number + 1, last=number + 1).answer(event) is False


@given(coded=kinds(), asked=kinds())
def test_kinds_answer_as_the_taxonomy_does(coded, asked):
    """Resolved when the query is built, they need no taxonomy any more."""
    question = KindIn.of(tuple(asked.split("|")), taxonomy())
    assert question.reads(coded) == taxonomy().answers(coded, asked)
