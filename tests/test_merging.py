"""Merging: which records are one incident, why, and how to take it back."""

from __future__ import annotations

import polars as pl
import pytest

import conflictlog as cl
from conflictlog.errors import ContradictoryJudgements, InvalidValue, UnknownId
from conflictlog.merging.evaluating import reports_apart, score_clusters
from conflictlog.merging.judging import Judgement, Ledger
from conflictlog.testing import Generated, generate


def event(id: str, day: str = "2022-12-19", lat: float = 50.45, lon: float = 30.52, **more: object):
    """Make a strike near Kyiv, told by one outlet."""
    killed = more.pop("killed", None)
    counts = {} if killed is None else {"killed": int(str(killed))}
    report = cl.Report(
        source=cl.Source(str(more.pop("outlet", "AFP"))),
        when=day,
        place=cl.Place("Kyiv", lat=lat, lon=lon, country="UKR", precision="exact"),
        kind=str(more.pop("kind", "strike/drone")),
        estimates=counts,
        id=f"r-{id}",
    )
    return cl.Event(id=id, reports=[report], **more)


@pytest.fixture(scope="module")
def sparse() -> Generated:
    """Two sources of 300 rows over a country."""
    return generate(300, seed=7, style="sparse", sources=2)


@pytest.fixture(scope="module")
def merged(sparse: Generated) -> cl.MergeResult:
    """Their merge."""
    return cl.merge(*sparse.logs.values())


def test_two_tellings_of_one_strike_become_one_event_with_both_reports() -> None:
    """Two tellings of one strike become one event with both reports."""
    left = cl.EventLog([event("a:1", killed=7), event("a:2", "2022-11-02", killed=3)])
    right = cl.EventLog([event("b:1", lat=50.46, killed=7), event("b:2", "2022-10-10")])
    both = cl.merge(left, right, names=["a", "b"], decoy=False)
    assert len(both.log) == 3
    one = both.log["a:1"]
    assert [report.id for report in one.reports] == ["r-a:1", "r-b:1"]
    assert [member.id for member in one.members] == ["a:1", "b:1"]
    assert "one event" in both.explain("a:1", "b:1")


def test_merging_finds_most_of_what_generated_sources_share(
    sparse: Generated, merged: cl.MergeResult
) -> None:
    """Merging finds most of what generated sources share."""
    scores = score_clusters(merged.clusters, sparse.truth, across=True)
    assert scores.f1 > 0.6
    assert scores.precision > 0.6


def test_the_order_of_logs_and_rows_changes_nothing(
    sparse: Generated, merged: cl.MergeResult
) -> None:
    """The order of logs and rows changes nothing."""
    logs = list(sparse.logs.values())
    shuffled = [
        cl.EventLog.from_frame(
            log.frame.sample(fraction=1, shuffle=True, seed=1), datasets=log.datasets
        )
        for log in logs
    ]
    other = cl.merge(*reversed(shuffled))
    key = ["log", "id"]
    assert other.clusters.sort(key).equals(merged.clusters.sort(key))


def test_every_report_in_is_a_report_out_and_taking_apart_restores(
    sparse: Generated, merged: cl.MergeResult, tmp_path
) -> None:
    """Every report in is a report out and taking apart restores."""
    logs = list(sparse.logs.values())
    assert sum(merged.log.derived["n_reports"]) == sum(len(log) for log in logs)
    assert merged.originals() == logs[0] | logs[1]
    merged.log.write(tmp_path / "merged.parquet")
    again = cl.read(tmp_path / "merged.parquet")
    assert cl.unmerge(again) == logs[0] | logs[1]


def test_a_rejected_pair_is_never_in_one_event_and_undo_brings_it_back(
    merged: cl.MergeResult,
) -> None:
    """A rejected pair is never in one event and undo brings it back."""
    pair = merged.matches.filter(pl.col("decision") == "same event").row(0, named=True)
    a, b = pair["id_a"], pair["id_b"]
    apart = merged.reject(a, b, who="desk", why="other street", when="2026-11-22")
    cluster = dict(zip(apart.clusters["id"], apart.clusters["cluster"], strict=True))
    assert cluster[a] != cluster[b]
    assert "judged different by desk: other street" in apart.explain(a, b)
    assert apart.undo().clusters.equals(merged.clusters)


def test_a_confirmed_pair_is_one_event_whatever_the_evidence(merged: cl.MergeResult) -> None:
    """A confirmed pair is one event whatever the evidence."""
    a, b = "A:1", "B:300"
    one = merged.confirm(a, b, who="desk")
    cluster = dict(zip(one.clusters["id"], one.clusters["cluster"], strict=True))
    assert cluster[a] == cluster[b]


def test_contradictory_judgements_are_refused_with_the_chain(merged: cl.MergeResult) -> None:
    """Contradictory judgements are refused with the chain."""
    chain = merged.confirm("A:1", "B:1", who="x").confirm("B:1", "A:2", who="y")
    with pytest.raises(ContradictoryJudgements, match=r"A:1 and B:1 same \(x\).*A:2 and B:1 same"):
        chain.reject("A:1", "A:2", who="z")


def test_a_review_is_filled_in_and_read_back(merged: cl.MergeResult, tmp_path) -> None:
    """A review is filled in and read back."""
    sheet = merged.review(4)
    assert sheet["verdict"].null_count() == 4
    filled = sheet.with_columns(
        verdict=pl.Series(["same", "Different ", None, "unsure"]), who=pl.lit("coder 1")
    )
    filled.write_csv(tmp_path / "review.csv")
    judged = merged.judged(tmp_path / "review.csv")
    assert [each.verdict for each in judged.ledger] == ["same", "different", "unsure"]
    judged.ledger.write(tmp_path / "ledger.csv")
    assert Ledger.read(tmp_path / "ledger.csv") == judged.ledger
    assert judged.review(4)["id_a"].to_list() != sheet["id_a"].to_list()


def test_the_same_judgements_given_at_the_start_give_the_same_clusters(
    sparse: Generated, merged: cl.MergeResult
) -> None:
    """The same judgements given at the start give the same clusters."""
    judged = merged.confirm("A:1", "B:300").split(merged.clusters["cluster"][5])
    again = cl.merge(*sparse.logs.values(), judgements=judged.ledger)
    assert again.clusters.equals(judged.clusters)


def test_unrelated_sources_get_few_links() -> None:
    """Unrelated sources get few links."""
    logs = [generate(400, seed=seed, style="sparse", sources=1).logs["A"] for seed in (11, 12)]
    renamed = [
        cl.EventLog.from_frame(
            log.frame.with_columns(pl.format(name + "{}", "id").alias("id")), datasets=log.datasets
        )
        for name, log in zip("xy", logs, strict=True)
    ]
    both = cl.merge(*renamed, names=["x", "y"], copies=False)
    assert len(renamed[0]) + len(renamed[1]) - len(both.log) <= 12


def test_reports_of_one_log_are_put_together(sparse: Generated) -> None:
    """Reports of one log are put together."""
    truth = cl.datasets.minsk_kyiv_2022()
    single, _ = reports_apart(truth)
    found = cl.merge(single)
    assert len(found.log) <= len(single)
    assert sum(found.log.derived["n_reports"]) == len(single)


def test_an_empty_log_and_records_that_cannot_be_linked_are_no_error() -> None:
    """An empty log and records that cannot be linked are no error."""
    nothing = cl.merge(cl.EventLog())
    assert len(nothing.log) == 0
    blank = cl.EventLog([cl.Event(id="x", kind="visit"), cl.Event(id="y", kind="visit")])
    found = cl.merge(blank)
    assert len(found.log) == 2
    assert found.report().unlinkable == 2


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (cl.merge, "given no log"),
        (lambda: cl.merge("a.csv"), "given a str"),
        (lambda: cl.merge(cl.EventLog(), threshold=1.5), "threshold is 1.5"),
        (lambda: cl.merge(cl.EventLog(), policy="mean"), "policy is 'mean'"),
        (lambda: cl.merge(cl.EventLog(), names=["a", "b"]), "2 names for 1 logs"),
        (lambda: cl.merge(cl.EventLog(), cardinality={"b": "many"}), "'many' of 'b'"),
        (lambda: Judgement(a=("x", "1"), b=("x", "1"), verdict="same"), "and itself"),
        (lambda: Judgement(a=("x", "1"), b=("x", "2"), verdict="maybe"), "'maybe'"),
    ],
)
def test_bad_input_is_told(call, message: str) -> None:
    """Bad input is told."""
    with pytest.raises((InvalidValue, TypeError), match=message):
        call()


def test_an_unknown_id_names_the_nearest(merged: cl.MergeResult) -> None:
    """An unknown id names the nearest."""
    with pytest.raises(UnknownId, match="A:1"):
        merged.explain("A:1x", "B:1")
