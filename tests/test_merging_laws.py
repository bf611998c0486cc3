"""Laws of merging: no order matters, nothing is lost, all of it can be taken back."""

from __future__ import annotations

import functools
import itertools
from collections import Counter

import attrs
import numpy as np
import polars as pl
import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.errors import ContradictoryJudgements
from conflictlog.merging.clustering import link
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records, records_of
from conflictlog.merging.scoring import compete
from conflictlog.testing import generate, logs
from tests.oracle_linkage import Nodes, average_linkage
from tests.told import Told, strike

#: Few days, points, kinds and numbers, so that records meet, tie and exclude one another.
TELLINGS = st.builds(
    Told,
    source=st.sampled_from("abc"),
    day=st.sampled_from(["2022-12-19", "2022-12-20", "2022-12-19/2022-12-21", "2022-12", None]),
    point=st.sampled_from([(50.45, 30.52), (50.46, 30.5), (50.45, 30.6), None]),
    kind=st.sampled_from(["strike/drone", "strike/missile|strike/air", "battle", "violence"]),
    killed=st.sampled_from([None, 0, 3, 7]),
    outlet=st.sampled_from(["AFP", "Reuters"]),
    title=st.sampled_from([None, "Night of drones"]),
)
SEVERAL = st.lists(TELLINGS, min_size=1, max_size=9)
#: Events with anything in them.
STRANGE = logs(max_size=3, max_reports=2)
FEW = settings(max_examples=8)


def told_logs(told: list[Told]) -> dict[str, cl.EventLog]:
    """Make a log a source; ids are numbered over all."""
    found: dict[str, list[cl.Event]] = {}
    for number, each in enumerate(told):
        found.setdefault(each.source, []).append(strike(f"{each.source}:{number}", each))
    return {name: cl.EventLog(events) for name, events in sorted(found.items())}


def groups(result: cl.MergeResult) -> set[frozenset[str]]:
    """Give the clusters as sets of ids."""
    found = result.clusters.group_by("cluster").agg("id")
    return {frozenset(ids) for ids in found["id"]}


def cluster_of(result: cl.MergeResult) -> dict[str, str]:
    """Give each record's event."""
    return dict(zip(result.clusters["id"], result.clusters["cluster"], strict=True))


def report_ids(*given: cl.EventLog) -> list[str]:
    """Give the ids of all reports, sorted, each as often as it stands there."""
    return sorted(report.id for log in given for event in log for report in event.reports)


@FEW
@given(told=SEVERAL, data=st.data())
def test_neither_the_order_of_logs_nor_that_of_rows_matters(told, data):
    """Of tied scores too."""
    by_name = told_logs(told)
    first = cl.merge(*by_name.values(), names=by_name)
    order = data.draw(st.permutations(list(by_name)))
    shuffled = [cl.EventLog(data.draw(st.permutations(list(by_name[name])))) for name in order]
    assert groups(cl.merge(*shuffled, names=order)) == groups(first)


@FEW
@given(first=STRANGE, other=STRANGE)
def test_strange_logs_merge_in_either_order(first, other):
    """Whatever events may hold; ids may stand in both."""
    both, turned = (
        cl.merge(first, other, names=["x", "y"]),
        cl.merge(other, first, names=["y", "x"]),
    )
    assert groups(both) == groups(turned)


@FEW
@given(told=SEVERAL)
def test_every_report_in_is_a_report_out(told):
    """And each event names whose it was."""
    by_name = told_logs(told)
    merged = cl.merge(*by_name.values(), names=by_name)
    assert report_ids(merged.log) == report_ids(*by_name.values())
    for event in merged.log:
        members = {member.id for member in event.members} or {event.id}
        assert {report.member or event.id for report in event.reports} == members
        assert event.id == min(members)


@FEW
@given(told=SEVERAL, data=st.data())
def test_taking_apart_restores_the_originals_also_after_a_file(told, data, tmp_path_factory):
    """By `originals`, by `split` and by `unmerge`, from GeoParquet and JSON Lines."""
    by_name = told_logs(told)
    wanted = cl.EventLog([event for log in by_name.values() for event in log])
    merged = cl.merge(*by_name.values(), names=by_name)
    assert merged.originals() == wanted
    ending = data.draw(st.sampled_from(["parquet", "jsonl"]))
    file = tmp_path_factory.mktemp("merged") / f"merged.{ending}"
    merged.log.write(file)
    again = cl.read(file)
    assert again == merged.log
    assert cl.unmerge(again) == wanted
    # What is freed may join another event: that one is split too.
    parted = merged
    while together := [event.id for event in parted.log if event.members]:
        parted = parted.split(together[0])
    assert parted.log == wanted


def _never_merged(log: cl.EventLog) -> cl.EventLog:
    """Make events that no merge has touched."""
    return cl.EventLog(
        [
            attrs.evolve(
                event,
                members=(),
                reports=[attrs.evolve(report, member=None) for report in event.reports],
            )
            for event in log
        ]
    )


@FEW
@given(first=STRANGE.map(_never_merged), other=STRANGE.map(_never_merged))
def test_strange_events_are_restored_when_forced_together(first, other):
    """Events with anything in them, confirmed to be one, then taken apart."""
    result = cl.merge(first, other, names=["x", "y"])
    ids = result.clusters["id"].to_list()
    forced = result
    for one, another in itertools.pairwise(ids):
        forced = forced.confirm(one, another)
    assert len(forced.log) <= 1
    assert forced.originals() == result.originals()
    assert report_ids(forced.log) == report_ids(*result.inputs.values())
    for _ in ids[1:]:
        forced = forced.undo()
    assert groups(forced) == groups(result)


@FEW
@given(first=STRANGE, other=STRANGE)
def test_no_report_is_lost_by_merging_and_taking_apart(first, other):
    """Also where an event was merged before, and reports were added to it since."""
    result = cl.merge(first, other, names=["x", "y"])
    ids = result.clusters["id"].to_list()
    for one, another in itertools.pairwise(ids):
        result = result.confirm(one, another)
    wanted = report_ids(*result.inputs.values())
    assert report_ids(result.log) == wanted
    assert report_ids(result.originals()) == wanted


@FEW
@given(told=SEVERAL.filter(lambda told: len(told) > 1), data=st.data())
def test_judgements_hold_whatever_the_evidence(told, data):
    """A rejected pair never shares an event, a confirmed one does; or the chain is told."""
    by_name = told_logs(told)
    result = cl.merge(*by_name.values(), names=by_name)
    ids = sorted(result.clusters["id"])
    pairs = st.sampled_from(list(itertools.combinations(ids, 2)))
    decided: dict[tuple[str, str], bool] = {}
    for pair, same in data.draw(st.lists(st.tuples(pairs, st.booleans()), max_size=6)):
        judge = result.confirm if same else result.reject
        if _contradict(decided | {pair: same}):
            with pytest.raises(ContradictoryJudgements, match="and the same by"):
                judge(*pair, who="desk")
            continue
        result = judge(*pair, who="desk")
        decided[pair] = same
        found = cluster_of(result)
        for (one, other), wanted in decided.items():
            assert (found[one] == found[other]) == wanted


def _contradict(decided: dict[tuple[str, str], bool]) -> bool:
    """Say whether two records are different, and the same through others."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    for (one, other), same in decided.items():
        if same:
            parent[root(one)] = root(other)
    return any(root(one) == root(other) for (one, other), same in decided.items() if not same)


@FEW
@given(told=SEVERAL, data=st.data())
def test_undo_takes_back_step_by_step(told, data):
    """What was confirmed, rejected, or split: each is one step."""
    by_name = told_logs(told)
    states = [cl.merge(*by_name.values(), names=by_name)]
    ids = sorted(states[0].clusters["id"])
    pairs = list(itertools.combinations(ids, 2))
    for _ in range(data.draw(st.integers(0, 3))):
        what = data.draw(st.sampled_from(["confirm", "reject", "split"]))
        together = [names for names in groups(states[-1]) if len(names) > 1]
        try:
            if what == "split":
                if not together:
                    continue
                states.append(states[-1].split(min(min(names) for names in together)))
            elif pairs:
                pair = data.draw(st.sampled_from(pairs))
                states.append(getattr(states[-1], what)(*pair))
        except ContradictoryJudgements:
            continue
    result = states.pop()
    while states:
        result = result.undo()
        assert groups(result) == groups(states.pop())


@FEW
@given(seed=st.integers(0, 10_000), style=st.sampled_from(["sparse", "dense"]))
def test_a_log_of_a_data_set_is_in_one_event_once(seed, style):
    """Records of one data set exclude one another, but for copies."""
    made = generate(25, seed=seed, style=style, sources=3)
    merged = cl.merge(*made.logs.values(), copies=False, decoy=False)
    assert merged.clusters.select(pl.struct("log", "cluster").is_duplicated().any()).item() is False


@functools.cache
def _told_in(sources: int) -> Records:
    """Make records of one incident, one a source."""
    same = Told(source="x", day="2022-12-19", point=(50.45, 30.52))
    given = {f"s{n}": cl.EventLog([strike(f"s{n}:1", same)]) for n in range(sources)}
    return records_of(given)


def _all_pairs(size: int) -> Pairs:
    one, other = np.triu_indices(size, 1)
    return Pairs(
        a=one.astype(np.int32), b=other.astype(np.int32), km=np.zeros(len(one), np.float32)
    )


@pytest.mark.parametrize("sources", [2, 3, 5])
def test_partners_in_other_sources_are_no_rivals(sources):
    """One incident told in several sources, odds of 100 a pair: each pair stays above .9."""
    records, pairs = _told_in(sources), _all_pairs(sources)
    assert (compete(records, pairs, np.full(len(pairs), 100.0)) > 0.9).all()


def test_rivals_in_one_source_share_what_is_there():
    """Two equal candidates in one source: neither is above a half."""
    told = Told(source="x", day="2022-12-19", point=(50.45, 30.52))
    given = {
        "a": cl.EventLog([strike("a:1", told)]),
        "b": cl.EventLog([strike(f"b:{n}", told) for n in range(2)]),
    }
    records = records_of(given)
    pairs = Pairs(
        a=np.array([0, 0], np.int32), b=np.array([1, 2], np.int32), km=np.zeros(2, np.float32)
    )
    assert compete(records, pairs, np.array([100.0, 100.0])) == pytest.approx([100 / 201] * 2)


@settings(max_examples=20)
@given(
    odds=st.lists(st.floats(0, 1e15), min_size=1, max_size=12),
    sources=st.integers(2, 4),
    data=st.data(),
)
def test_competition_only_ever_lowers(odds, sources, data):
    """Between nothing and the odds of the pair alone."""
    rows = st.integers(0, 5)
    made = data.draw(
        st.lists(
            st.tuples(rows, rows).filter(lambda pair: pair[0] < pair[1]),
            min_size=len(odds),
            max_size=len(odds),
        )
    )
    records = _told_in(6)
    held = np.array(data.draw(st.lists(st.integers(-1, sources), min_size=6, max_size=6)))
    records = attrs.evolve(records, excluder=held.astype(np.int32))
    # A pair stands once.
    one, other = np.array(sorted(set(made))).T
    pairs = Pairs(
        a=one.astype(np.int32), b=other.astype(np.int32), km=np.zeros(len(one), np.float32)
    )
    alone = np.array(odds[: len(pairs)])
    p = compete(records, pairs, alone)
    assert (p >= 0).all()
    assert (p <= alone / (1 + alone) * (1 + 1e-9)).all()


@settings(max_examples=200)
@given(data=st.data(), size=st.integers(2, 9))
def test_what_is_settled_at_once_is_what_linkage_of_all_would_settle(data, size):
    """Components and couples save work and change nothing: groups, judgements, exclusion, ties."""
    one, other = np.triu_indices(size, 1)
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(one), max_size=len(one))))
    scores = st.lists(st.integers(-6, 6), min_size=len(one), max_size=len(one))
    z = np.array(data.draw(scores), float)[kept] / 2
    pairs = Pairs(
        a=one[kept].astype(np.int32),
        b=other[kept].astype(np.int32),
        km=np.zeros(int(kept.sum()), np.float32),
    )
    few = st.lists(st.integers(-1, 3), min_size=size, max_size=size)
    excluder = np.array(data.draw(few), np.int32)
    groups = np.arange(size)
    if size > 2 and data.draw(st.booleans()):
        groups[size - 1] = 0
    lists = st.lists(st.integers(-1, 1), min_size=size, max_size=size)
    free = np.where(excluder < 0, data.draw(lists), -1)
    # Rows of a free list are not compared with one another.
    asked = (free[pairs.a] < 0) | (free[pairs.a] != free[pairs.b])
    pairs, z = pairs.taken(asked), z[asked]
    row = st.integers(0, size - 1)
    two = st.tuples(row, row).filter(lambda pair: groups[pair[0]] != groups[pair[1]])
    apart = data.draw(st.lists(two, max_size=2))
    found = link(pairs, z, excluder, groups, stop=-1.0, absent=-6.0, apart=apart, free=free)
    wanted = linked_as_a_whole(pairs, z, excluder, groups, apart, free)
    assert found.tolist() == wanted.tolist()


def linked_as_a_whole(pairs, z, excluder, groups, apart, free):
    """Link all nodes by average linkage."""
    heads, node = np.unique(groups, return_inverse=True)
    keep = z > -3.5
    sums: dict[tuple[int, int], list[float]] = {}
    for a, b, score in zip(pairs.a[keep], pairs.b[keep], z[keep], strict=True):
        edge = tuple(sorted((int(node[a]), int(node[b]))))
        if edge[0] != edge[1]:
            sums.setdefault(edge, []).append(float(score))
    edges = sorted(sums)
    nodes = Nodes(
        size=np.bincount(node),
        held=[
            frozenset(excluder[node == n][excluder[node == n] >= 0].tolist())
            for n in range(len(heads))
        ],
        a=np.array([a for a, _ in edges], int),
        b=np.array([b for _, b in edges], int),
        total=np.array([sum(sums[edge]) for edge in edges]),
        count=np.array([len(sums[edge]) for edge in edges], int),
        apart=frozenset((int(node[a]), int(node[b])) for a, b in apart),
        free=[Counter(free[(node == n) & (free >= 0)].tolist()) for n in range(len(heads))],
    )
    return heads[average_linkage(nodes, stop=-1.0, absent=-6.0)[node]]
