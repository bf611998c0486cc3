"""Laws of queries: columns answer as objects do, event by event, and doubt obeys logic."""

from __future__ import annotations

import functools
import importlib.util
import math

import numpy as np
import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.engines import Columns, answer_columns, compiled, possible_rows
from conflictlog.kinds import taxonomy
from conflictlog.outlines import EARTH_RADIUS_KM
from conflictlog.query import DayRange, Facts, InBox, InPolygons, KindIn, Not, Query, three
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
    facts = [Facts(event) for event in log]
    for sort, make in QUESTIONS.items():
        query = data.draw(make(log), label=sort)
        assert by_columns(query, log) == [query.ask(each) for each in facts], sort
        assert by_columns(~query, log) == [(~query).ask(each) for each in facts], sort


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


def around(lat, lon, km, turn, share):
    """Give the point that lies a share of some km from another one, in a direction."""
    phi, far = math.radians(lat), share * km / EARTH_RADIUS_KM
    north = math.asin(
        max(
            -1,
            min(1, math.sin(phi) * math.cos(far) + math.cos(phi) * math.sin(far) * math.cos(turn)),
        )
    )
    east = math.atan2(
        math.sin(turn) * math.sin(far) * math.cos(phi),
        math.cos(far) - math.sin(phi) * math.sin(north),
    )
    return math.degrees(north), (lon + math.degrees(east) + 180) % 360 - 180


@given(
    data=st.data(),
    lat=st.floats(-89, 89),
    lon=st.floats(-180, 180),
    km=st.sampled_from([0.0, 5.0, 50.0, 300.0, 3000.0]),
    turn=st.floats(0, 2 * math.pi),
    share=st.floats(0, 1),
)
def test_no_point_of_a_disc_belies_the_answer(data, lat, lon, km, turn, share):
    """Where a disc is certainly in a region, every point is; where one is, it is possible."""
    west, east = lon + data.draw(st.floats(-40, 5)), lon + data.draw(st.floats(0.1, 40))
    south = max(-90.0, lat - data.draw(st.floats(-5, 30)))
    north = min(90.0, max(south, lat + data.draw(st.floats(0, 30))))
    south, north = min(south, north), max(south, north)
    wrapped = [(each + 180) % 360 - 180 for each in (west, east)]
    if east <= west or north - south < 1e-3 or wrapped[0] == wrapped[1]:
        return
    y, x = around(lat, lon, km, turn, share)
    along = (x - west) % 360
    sideways = along <= east - west + 1e-6 or along >= 360 - 1e-6
    inside = sideways and south - 1e-6 <= y <= north + 1e-6
    beside = 1e-6 < along < east - west - 1e-6 and south + 1e-6 < y < north - 1e-6
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    box = InBox(box=(wrapped[0], south, wrapped[1], north))
    found = [box, InPolygons(polygons=((ring,),))] if has_shapely() else [box]
    for region in found:
        possible, certain = region.reads_discs(*(np.array([each]) for each in (lat, lon, km)))
        assert not certain[0] or inside, region
        assert possible[0] or not beside, region
        assert possible[0] or not certain[0]


def has_shapely():
    """Say whether polygons can be asked about."""
    return importlib.util.find_spec("shapely") is not None


@given(data=st.data())
def test_questions_of_flat_columns_stand_over_a_lazy_frame(data):
    """The same expressions, on what is scanned."""
    for sort in ("days", "instants", "kind", "confidence"):
        query = data.draw(QUESTIONS[sort](SAMPLE))
        part = compiled(query.part if isinstance(query, Not) else query)
        scanned = SAMPLE.derived.lazy().select(
            part.possible.alias("possible"), part.certain.alias("certain")
        )
        told = scanned.collect(engine="streaming")
        possible, certain = answer_columns(
            query.part if isinstance(query, Not) else query,
            Columns(SAMPLE.frame, SAMPLE.derived),
        )
        assert told["possible"].to_list() == possible.tolist()
        assert told["certain"].to_list() == certain.tolist()
