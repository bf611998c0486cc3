"""One log: a list of events, several lists, or reports."""

from __future__ import annotations

import attrs
import numpy as np
import polars as pl
import pytest

import conflictlog as cl
from conflictlog.merging.evaluating import score_clusters
from conflictlog.merging.records import records_of
from conflictlog.schema import SCHEMA
from conflictlog.testing import Generated, generate
from tests.told import Told, log_of, read_quietly, strike


def concatenated(made: Generated) -> cl.EventLog:
    """Put all sources into one log."""
    return cl.EventLog.from_frame(pl.concat([log.frame for log in made.logs.values()]))


def with_articles(log: cl.EventLog) -> cl.EventLog:
    """Give every report an article of its own."""
    element = pl.element().struct
    source = element.field("source").struct.with_fields(
        url=pl.format("https://news.example/{}", element.field("id"))
    )
    reports = pl.col("reports").list.eval(element.with_fields(source.alias("source")))
    return cl.EventLog.from_frame(log.frame.with_columns(reports).cast(dict(SCHEMA)))


def test_a_list_of_events_is_searched_for_copies_only() -> None:
    """Rows without articles are incidents of their own: near ones stay apart, equal ones do not."""
    rows = [Told(killed=n, point=(50.45 + n / 500, 30.52)) for n in range(6)]
    assert len(cl.merge(log_of(*rows)).log) == len(rows)
    copied = Told(killed=12, point=(50.4512, 30.5234), actors=("Russia",))
    result = cl.merge(log_of(*rows, copied, copied))
    assert len(result.log) == len(rows) + 1
    assert result.report().question == "copies"
    assert "looked for: copies in one list" in str(result)


@pytest.mark.parametrize("style", ["sparse", "dense"])
def test_copies_in_one_list_are_found_and_little_else(style) -> None:
    """Of a seed that was used for nothing else."""
    made = generate(800, seed=341, style=style, sources=1)
    scores = score_clusters(cl.merge(made.logs["A"]).clusters, made.truth)
    assert scores.precision >= 0.9
    assert scores.recall >= 0.9


def test_lists_in_one_log_are_merged_as_if_each_were_a_log() -> None:
    """The data set that a row was read from tells them apart."""
    made = generate(200, seed=342, style="sparse")
    apart, one = cl.merge(*made.logs.values()), cl.merge(concatenated(made))
    assert one.report().question == "between"
    assert one.report().lists == ("generated A", "generated B", "generated C")
    assert one.records.sources == ("generated A", "generated B", "generated C")

    def clusters(result: cl.MergeResult) -> set[frozenset[str]]:
        return {frozenset(ids) for ids in result.clusters.group_by("cluster").agg("id")["id"]}

    assert clusters(one) == clusters(apart)


def test_reports_with_articles_are_told_from_lists() -> None:
    """An incident has as many of them as it has, but one article tells of it once."""
    made = generate(100, seed=343, style="sparse")
    records = records_of({"reports": with_articles(concatenated(made))})
    assert not records.listed
    report = str(cl.merge(with_articles(concatenated(made)), adapt=False))
    assert "looked for: reports of one event" in report
    assert len(np.unique(records.excluder)) == len(records)
    same = strike("x:3", Told())
    story = attrs.evolve(same.reports[0], source=cl.Source("AFP", url="https://afp.example/1"))
    log = log_of(Told(), Told()) + attrs.evolve(same, reports=[story])
    mixed = records_of({"mixed": log})
    assert not mixed.listed


@pytest.mark.parametrize("style", ["sparse", "dense"])
def test_reports_of_one_log_have_any_number_of_partners(style) -> None:
    """So how common partners are tells nothing, and the prior stays."""
    made = generate(300, seed=344, style=style)
    result = cl.merge(with_articles(concatenated(made)))
    assert result.model.lowered == 0
    scores = score_clusters(result.clusters, made.truth)
    assert scores.f1 >= {"sparse": 0.45, "dense": 0.25}[style]


def test_streams_that_programs_code_are_reports() -> None:
    """Of GDELT and its like, one incident has many rows without an article's address."""
    event = strike("x:1", Told())
    located = attrs.evolve(event.reports[0], locator=cl.Locator(dataset="ICEWS", row=1))
    log = cl.EventLog([attrs.evolve(event, reports=[located])])
    assert not records_of({"stream": log}).listed


def test_lists_of_the_ucdp_stay_as_they_are(shared_data) -> None:
    """No row of Nigeria 2011 is another's copy, as far as anybody knows."""
    ged = read_quietly(shared_data / "ucdp-ged" / "ged30_nigeria_2011.csv")
    assert len(ged) - len(cl.merge(ged).log) <= 2


def test_one_row_may_be_many_of_a_log_that_has_a_row_for_each_picture() -> None:
    """Rows of that log are not compared with one another, so they do not speak against it."""
    shown = [Told(point=(50.45 + n / 20_000, 30.52), killed=4) for n in range(5)]
    elsewhere = Told(point=(50.52, 30.6), kind="battle")
    both = cl.merge(
        log_of(Told(killed=4), elsewhere, name="a"),
        log_of(*shown, name="b"),
        names=["a", "b"],
        cardinality={"b": "many"},
    )
    clusters = both.clusters.group_by("cluster").agg("id")
    assert {frozenset(ids) for ids in clusters["id"]} == {
        frozenset({"a:1", *(f"b:{n}" for n in range(1, 6))}),
        frozenset({"a:2"}),
    }
