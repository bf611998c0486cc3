"""Competition and how common matches are: who is a rival, and what few shared incidents mean."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.merging import scoring
from conflictlog.merging.decoy import _Links
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records, records_of
from conflictlog.merging.scoring import compete, partners, rivals
from conflictlog.testing import generate
from tests.told import Told, log_of


def two_lists(size: int) -> tuple[Records, Pairs]:
    """Make one record in a list and several in another, and the pairs between."""
    records = records_of({"a": log_of(Told(), name="a"), "b": log_of(*[Told()] * size, name="b")})
    a = np.zeros(size, np.int32)
    b = np.arange(1, size + 1, dtype=np.int32)
    return records, Pairs(a=a, b=b, km=np.zeros(size, np.float32))


def test_copies_are_no_rivals_of_one_another():
    """Two rows of one list that tell the same are partners of a third row, both of them."""
    records, pairs = two_lists(3)
    odds = np.array([100.0, 100.0, 1.0])
    assert compete(records, pairs, odds)[:2] == pytest.approx([100 / 202] * 2)
    held = attrs.evolve(records, copy=np.array([0, 1, 1, 3], np.int32))
    assert compete(held, pairs, odds)[:2] == pytest.approx([100 / 102] * 2)
    assert compete(held, pairs, odds)[2] == pytest.approx(1 / 202)
    assert rivals(records, pairs) == pytest.approx([-0.5 * np.log(3)] * 3)
    assert rivals(held, pairs) == pytest.approx([-0.5 * np.log(2)] * 3)


def test_a_record_has_one_partner_in_a_list_at_most():
    """However many are likely alone; records that exclude nobody may have many."""
    records, pairs = two_lists(5)
    found = partners(records, pairs)(np.full(5, 1e9))
    # The one record has one, and each of the five has the one.
    assert found.sum() == pytest.approx((1 + 5) / 2)
    free = attrs.evolve(records, excluder=np.full(6, -1, np.int32))
    assert partners(free, pairs)(np.full(5, 1e9)).sum() == pytest.approx(5)


@settings(max_examples=60)
@given(data=st.data())
def test_what_a_record_takes_is_added_up_alike_by_few_numbers_and_by_many(data):
    """Lists have few numbers, articles have thousands; sums are the same."""
    rows = data.draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1))
    a, b = np.array(rows, np.int32).T
    groups = st.lists(st.integers(-1, 4), min_size=len(a), max_size=len(a))
    one, other = (np.array(data.draw(groups), np.int32) for _ in range(2))
    odds = np.array(data.draw(st.lists(st.floats(0, 9), min_size=len(a), max_size=len(a))))
    found = []
    for few in (10_000, -(10**9)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(scoring, "_FEW", few)
            found.append(scoring._sums(a, other, b, one, odds))
    for dense, sparse in zip(*found, strict=True):
        assert dense == pytest.approx(sparse)
    # A row takes from a group whichever of the two rows of a pair it is.
    taken = [*zip(a, other, odds, strict=True), *zip(b, one, odds, strict=True)]
    expected = [
        own if group < 0 else sum(o for x, g, o in taken if (x, g) == (row, group))
        for row, group, own in zip(a, other, odds, strict=True)
    ]
    assert found[0][0] == pytest.approx(expected)


@pytest.mark.parametrize("style", ["sparse", "dense"])
def test_the_prior_is_lowered_where_few_incidents_are_shared_and_never_raised(style):
    """Of seeds that were used for nothing else."""
    lowered = []
    for coverage in (0.1, 0.5, 0.9):
        made = generate(600, seed=351, style=style, coverage=coverage)
        result = cl.merge(*made.logs.values(), adapt=False)
        lowered.append(result.report().lowered)
        assert result.model.between.prior <= cl.MatchModel.default().between.prior
    assert lowered[0] > lowered[1] + 0.3
    assert lowered[1] >= lowered[2] >= 0
    assert lowered[2] < 0.3


def test_a_lowered_prior_is_told_and_kept():
    """It stands in the report and in the model's file, and can be left out."""
    one = generate(400, seed=352, style="dense", sources=1).logs["A"]
    other = generate(400, seed=353, style="dense", sources=2).logs["B"]
    result = cl.merge(one, other)
    assert result.model.lowered > 0.5
    assert "matches are rare here" in str(result)
    kept = cl.MatchModel.from_json(result.model.as_json())
    assert kept.lowered == pytest.approx(result.model.lowered, abs=0.001)
    assert cl.merge(one, other, decoy=False).model.lowered == 0


def test_what_a_few_pairs_of_a_decoy_show_may_be_luck():
    """One link in four decoys says nothing yet, a thousand times as many do."""

    def links(times: int) -> _Links:
        decoys = [(np.full(times, 1.5), 1.0), *[(np.empty(0), 1.0)] * 3]
        return _Links(z=np.full(3 * times, 2.0), decoys=decoys, stop=-1.0, most=10.0 * times)

    few, many = links(1), links(1_000)
    assert few.shown(0.0) == pytest.approx(many.shown(0.0) / 1_000)
    assert few.surely_shown(0.0) == 0
    assert many.surely_shown(0.0) == pytest.approx(0.9 * many.shown(0.0), rel=0.15)
