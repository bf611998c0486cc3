"""How good merging is, on data that no model was fitted on."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import polars as pl
import pytest

import conflictlog as cl
from conflictlog.merging.evaluating import score_clusters
from conflictlog.merging.scoring import sigmoid
from conflictlog.testing import Generated, generate
from tests.told import read_quietly

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def quality() -> ModuleType:
    """Load the script that measures merges."""
    spec = importlib.util.spec_from_file_location(
        "merge_quality", ROOT / "benchmarks" / "merge_quality.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_an_election_of_maverick_merged_by_a_model_that_never_saw_it(quality, shared_data) -> None:
    """The hardest: far better than the rule of the same day and a tenth of a degree."""
    tool = quality.fitting()
    # One world a style: enough for what reports of one log do not show.
    tool.WORLDS, tool.ONE_LOG = tool.WORLDS[:1], tool.ONE_LOG[:1]
    path = shared_data / "maverick" / "maverick_kenya_reports.csv"
    name, log, truth, model = next(quality.without_election(tool, path))
    assert name == "K-General-2007"
    scores = score_clusters(cl.merge(log, model=model).clusters, truth)
    rule = score_clusters(quality.naive_rule(log), truth)
    assert scores.f1 >= 0.66
    assert scores.b_cubed >= 0.85
    assert scores.f1 > rule.f1 + 0.1


def test_two_real_data_sets_of_nigeria(shared_data) -> None:
    """What is known to be one is one, with its reasons; nothing is lost."""
    ged = read_quietly(shared_data / "ucdp-ged" / "ged30_nigeria_2011.csv")
    scad = read_quietly(shared_data / "scad" / "scad31_nigeria_2011.csv")
    both = cl.merge(ged, scad)
    report = both.report()
    assert dict(report.records) == {"UCDP GED": len(ged), "SCAD": len(scad)}
    assert 25 <= report.linked["SCAD"] <= 65
    assert both.originals() == cl.EventLog([*both.inputs["SCAD"], *both.inputs["UCDP GED"]])
    cluster = dict(zip(both.clusters["id"], both.clusters["cluster"], strict=True))
    # Akoko, Azare, Tafawa Balewa: the same town, days that meet, and as many dead.
    for one, other in (
        ("SCAD:4751042", "GED:42339"),
        ("SCAD:4751073", "GED:42111"),
        ("SCAD:4750977", "GED:42130"),
    ):
        assert cluster[one] == cluster[other]
        assert "killed: the same number" in both.explain(one, other)


@pytest.fixture(scope="module", params=["sparse", "dense"])
def fresh(request) -> tuple[Generated, cl.MergeResult]:
    """Merge sources of a seed that was used for nothing else."""
    made = generate(1_000, seed=311, style=request.param)
    return made, cl.merge(*made.logs.values())


def test_probabilities_hold_on_fresh_seeds(quality, fresh) -> None:
    """Within .15 of the share that is true, in each bin with pairs enough to tell."""
    made, result = fresh
    p, labels = quality.labelled(result, made.truth)
    assert np.array_equal(p, sigmoid(result.scored.z))
    for said, seen, pairs in quality.bins_of(p, labels):
        assert pairs < 100 or abs(said - seen) <= 0.15, (said, seen, pairs)


def test_links_of_fresh_seeds(fresh) -> None:
    """Are as many and as right as the benchmarks say, within the luck of a seed."""
    made, result = fresh
    scores = score_clusters(result.clusters, made.truth, across=True)
    assert scores.f1 >= {"sparse": 0.82, "dense": 0.57}[made.style]


def renamed(log: cl.EventLog, name: str) -> cl.EventLog:
    """Give every event an id that no other log has."""
    frame = log.frame.with_columns(pl.format(name + "{}", "id").alias("id"))
    return cl.EventLog.from_frame(frame, datasets=log.datasets)


@pytest.mark.parametrize("style", ["sparse", "dense"])
def test_unrelated_sources_get_next_to_no_links(style) -> None:
    """Of a thousand rows each: as many match after a look as are expected without one: none."""
    logs = [generate(1_000, seed=seed, style=style, sources=1).logs["A"] for seed in (321, 322)]
    both = cl.merge(renamed(logs[0], "x"), renamed(logs[1], "y"), names=["x", "y"], copies=False)
    assert 2_000 - len(both.log) <= 10


def test_few_shared_incidents_are_found_without_many_false_links() -> None:
    """Each source tells a tenth of what happened."""
    made = generate(1_000, seed=331, style="sparse", coverage=0.1)
    result = cl.merge(*made.logs.values())
    scores = score_clusters(result.clusters, made.truth, across=True)
    assert scores.f1 >= 0.5
    assert scores.precision >= 0.38


@pytest.mark.parametrize(("style", "coverage"), [("sparse", 0.25), ("sparse", 0.9), ("dense", 0.5)])
def test_the_share_of_wrong_links_that_is_told_is_near_the_truth(style, coverage) -> None:
    """Whether few or most incidents are shared."""
    made = generate(1_000, seed=351, style=style, coverage=coverage)
    result = cl.merge(*made.logs.values())
    scores = score_clusters(result.clusters, made.truth, across=True)
    assert result.decoy is not None
    assert result.decoy.wrong == pytest.approx(1 - scores.precision, abs=0.15)
