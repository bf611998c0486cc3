"""Adapting a model to the data at hand: cluster, count, twice; held by what the model knew."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing import COMPARISONS, Cells, compare, pack_codes
from conflictlog.merging.model import MatchModel, Weights, count_cells
from conflictlog.merging.model.logistic import fit_line
from conflictlog.merging.model.weights import Learnt
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records
from conflictlog.merging.scoring import sigmoid
from conflictlog.merging.steps import Candidates, cluster, score

__all__ = ["adapted", "distance_moved"]

Reals = NDArray[np.float64]

_ROUNDS: Final = 2
#: As how many matches and others the model's own tables count beside the data's.
_HELD: Final = (4000.0, 20000.0)
#: As how many matches the level of two spellings counts beside what the data show of them.
_LIKE: Final = 5.0
#: A pair of spellings is kept only where it was met so often.
_SEEN: Final = 3


def adapted(records: Records, candidates: Candidates, model: MatchModel) -> MatchModel:
    """Adapt a model to records in two guarded rounds.

    Clusters serve as labels: they apply what excludes one another and what follows from what, which
    single pairs do not. No soft steps are made: those drift where matches are rare. Tables are
    counted anew, and what two spellings are worth together is learnt, as vocabularies differ, each
    in its own way; factors and corrections stay. A list alone has too few copies to learn from.
    """
    question = candidates.question
    if len(candidates.pairs) == 0 or question == "copies":
        return model
    first = model.weights(question)
    pairs, alone = candidates.pairs, candidates.rivals
    groups, cells = records.groups(), compare(records, pairs)
    weights = first
    for _ in range(_ROUNDS):
        scored = score(records, pairs, alone, weights, cells=cells)
        label = cluster(records, scored, model, groups, threshold=model.threshold)
        labels = (label[pairs.a] == label[pairs.b]).astype(float)
        counts = count_cells(cells, labels, 1 - labels) + first.counts.scaled(*_HELD)
        weights = attrs.evolve(first, counts=counts)
        weights = attrs.evolve(weights, learnt=_learnt(records, pairs, cells, labels, weights))
    weights = attrs.evolve(weights, line=_anchored(records, candidates, cells, weights, first))
    found = model.replaced(question, weights, name=f"{model.name}, adapted")
    return attrs.evolve(found, moved=distance_moved(first, weights))


def _learnt(
    records: Records,
    pairs: Pairs,
    cells: Mapping[str, Cells],
    labels: Reals,
    weights: Weights,
) -> dict[str, Learnt]:
    """Learn what two codes are worth together, drawn to what their level is worth."""
    found = {}
    ratios = weights.ratios()
    for name, comparison in COMPARISONS.items():
        if comparison.codes is None:
            continue
        codes, texts = comparison.codes(records)
        told = (codes[pairs.a] >= 0) & (codes[pairs.b] >= 0)
        keys = pack_codes(codes[pairs.a][told], codes[pairs.b][told], len(texts))
        distinct, where, at = np.unique(keys, return_index=True, return_inverse=True)
        at = at.reshape(-1)
        matches = np.bincount(at, labels[told], minlength=len(distinct))
        others = np.bincount(at, 1 - labels[told], minlength=len(distinct))
        by_chance = others * (matches.sum() / max(1.0, others.sum()))
        level = np.exp(ratios[name][cells[name][told][where]])
        worth = np.log((matches + _LIKE * level) / (by_chance + _LIKE))
        kept = matches + by_chance >= _SEEN
        one, other = np.divmod(distinct[kept], max(1, len(texts)))
        found[name] = Learnt(
            pairs=tuple(
                (texts[x], texts[y]) for x, y in zip(one.tolist(), other.tolist(), strict=True)
            ),
            ratios=tuple(worth[kept].tolist()),
        )
    return found


def _anchored(
    records: Records,
    candidates: Candidates,
    cells: Mapping[str, Cells],
    weights: Weights,
    first: Weights,
) -> tuple[float, float]:
    """Draw the calibration line to what the first model says: clusters of its own overstate."""
    bare = attrs.evolve(weights, line=(1.0, 0.0))
    before, after = (
        score(records, candidates.pairs, candidates.rivals, each, cells=cells)
        for each in (first, bare)
    )
    return fit_line(after.z, _aligned(before.pairs, sigmoid(before.z), after.pairs, len(records)))


def _aligned(pairs: Pairs, p: Reals, asked: Pairs, size: int) -> Reals:
    """Give the probabilities of the pairs asked for; those that were hopeless have none."""
    keys = pairs.a.astype(np.int64) * size + pairs.b
    wanted = asked.a.astype(np.int64) * size + asked.b
    if len(keys) == 0:
        return np.zeros(len(wanted))
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, p[at], 0.0)


def distance_moved(before: Weights, after: Weights) -> float:
    """Give how far adapting moved the tables: the mean change of a match's evidence, in bits."""
    total, seen = 0.0, 0.0
    old, new = before.worth(), after.worth()
    for name in COMPARISONS:
        share = after.counts.matches[name]
        change = np.abs(new[name] - old[name])
        total += float((share * change[: len(share)]).sum()) / max(1.0, float(share.sum()))
        seen += 1
    return total / math.log(2) / max(1.0, seen)
