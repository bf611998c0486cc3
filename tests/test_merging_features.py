"""Merging: models that learn, policies, episodes, sheets for coders."""

from __future__ import annotations

import polars as pl
import pytest

import conflictlog as cl
from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.merging import Judgement, MatchModel
from conflictlog.testing import Generated, generate


@pytest.fixture(scope="module")
def sparse() -> Generated:
    """Two sources of 300 rows over a country."""
    return generate(300, seed=8, style="sparse", sources=2)


@pytest.fixture(scope="module")
def merged(sparse: Generated) -> cl.MergeResult:
    """Their merge."""
    return cl.merge(*sparse.logs.values())


def judged_by_truth(made: Generated, pairs: pl.DataFrame) -> list[Judgement]:
    """Judge pairs as somebody would who knows the truth."""
    told: dict[str, set[int]] = {}
    for id, incident in made.truth.select("id", "incident").iter_rows():
        told.setdefault(id, set()).add(incident)
    return [
        Judgement(a=(log_a, a), b=(log_b, b), verdict="same" if told[a] & told[b] else "different")
        for log_a, a, log_b, b in pairs.select("log_a", "id_a", "log_b", "id_b").iter_rows()
    ]


# --------------------------------------------------------------------- models


def test_a_model_prints_what_it_is_made_of_and_gives_its_tables_in_bits() -> None:
    """A model prints what it is made of and gives its tables in bits."""
    model = MatchModel.default()
    text = str(model)
    assert "MAVERICK Kenya" in text
    assert "place names" in text
    table = model.table("time")
    assert table.columns == ["stratum", "level", "bits"]
    one_day = table.filter(pl.col("stratum") == "one day")["bits"]
    assert one_day[0] > 0 > one_day[-1] >= -6.0001
    with pytest.raises(UnknownName, match="distance"):
        model.table("distanse")


def test_adapting_by_hand_is_what_a_merge_does_and_tells_how_far_it_went(
    sparse: Generated, merged: cl.MergeResult
) -> None:
    """Adapting by hand is what a merge does and tells how far it went."""
    adapted = MatchModel.default().adapt(*sparse.logs.values())
    assert adapted.moved is not None
    assert 0 < adapted.moved < 3
    again = cl.merge(*sparse.logs.values(), model=adapted, adapt=False)
    assert again.clusters.equals(merged.clusters)
    assert f"by {adapted.moved:.2f} bits" in str(merged.report())
    kept = MatchModel.from_json(adapted.as_json())
    assert kept.moved == pytest.approx(adapted.moved, abs=0.001)


def test_a_model_learns_from_judgements_and_says_more_truly_how_sure_it_is(
    sparse: Generated, merged: cl.MergeResult
) -> None:
    """A model learns from judgements and says more truly how sure it is."""
    pairs = merged.matches
    shown = pairs.gather_every(2)
    logs = list(sparse.logs.values())
    learnt = MatchModel.fit(logs, judged_by_truth(sparse, shown))
    again = cl.merge(*logs, model=learnt, adapt=False)
    unseen = pairs.join(shown, on=["id_a", "id_b"], how="anti")
    told = [each.verdict == "same" for each in judged_by_truth(sparse, unseen)]

    def brier(result: cl.MergeResult) -> float:
        found = unseen.select("id_a", "id_b").join(
            result.matches, on=["id_a", "id_b"], how="left", maintain_order="left"
        )
        p = found["probability"].fill_null(0.0)
        return float(((p - pl.Series(told).cast(pl.Float64)) ** 2).mean())

    assert brier(again) < brier(merged)


def test_too_few_judgements_teach_nothing_and_it_is_said_what_is_needed(
    sparse: Generated, merged: cl.MergeResult
) -> None:
    """Too few judgements teach nothing and it is said what is needed."""
    few = judged_by_truth(sparse, merged.matches.head(12))
    with pytest.raises(InvalidValue, match=r"12 judgements hold.*10 of each"):
        MatchModel.fit(sparse.logs.values(), few)
