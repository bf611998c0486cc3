"""Learning from an analyst's judgements: held by what the model knew, as in adapting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import attrs
import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.merging.adapting import adapted, distance_moved
from conflictlog.merging.comparing import COMPARISONS, compare
from conflictlog.merging.judging import Judgement, Ledger
from conflictlog.merging.judging.ledger import as_ledger
from conflictlog.merging.model import MatchModel, Question, Weights
from conflictlog.merging.model.fitting import HIGHEST, design
from conflictlog.merging.model.logistic import fit_bounded
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.preparing import Cardinality, prepared
from conflictlog.merging.prior import lowered_prior
from conflictlog.merging.records import Records
from conflictlog.merging.sampling import sample
from conflictlog.merging.steps import Candidates, find_candidates, score, with_copies

__all__ = ["adapted_to", "learnt_from"]

Reals = NDArray[np.float64]

#: Judged pairs of either verdict, below which nothing is learnt.
LEAST: Final = 10
#: How strongly factors are drawn to the model's.
_RIDGE: Final = 50.0
#: And the slope and the shift of the calibration line.
_LINE: Final = np.array([20.0, 5.0])


def adapted_to(
    model: MatchModel,
    logs: tuple[EventLog, ...],
    *,
    names: Iterable[str] | None = None,
    cardinality: Cardinality | Mapping[str, Cardinality] = "one",
) -> MatchModel:
    """Adapt a model to logs, as a merge of them does."""
    records = prepared(logs, names=names, cardinality=cardinality).records
    return _adapted(*with_copies(records, find_candidates(records, model), model), model)


def learnt_from(
    model: MatchModel,
    logs: tuple[EventLog, ...],
    judgements: Ledger | Iterable[Judgement] | pl.DataFrame | str | Path,
    *,
    adapt: bool = True,
    names: Iterable[str] | None = None,
    cardinality: Cardinality | Mapping[str, Cardinality] = "one",
) -> MatchModel:
    """Refit factors and calibration to judged pairs.

    Tables stay: which pairs a person looks at hangs on how doubtful they are, so shares among them
    are no shares of all. What is fitted is the chance given the evidence, which no choice by
    evidence can bend.
    """
    records = prepared(logs, names=names, cardinality=cardinality).records
    records, candidates = with_copies(records, find_candidates(records, model), model)
    first = model
    if adapt:
        model = _adapted(records, candidates, model)
    rows = records.rows()
    standing = as_ledger(judgements).standing()
    told = {
        (min(rows[a], rows[b]), max(rows[a], rows[b])): each.verdict == "same"
        for (a, b), each in standing.items()
        if a in rows and b in rows and each.verdict in ("same", "different")
    }
    found = model
    asked: dict[Question, tuple[Pairs, Reals]] = {
        "copies": (candidates.copies, candidates.copies_rivals),
        candidates.question: (candidates.pairs, candidates.rivals),
    }
    for question, (pairs, alone) in asked.items():
        at, labels = _labelled(records, pairs, told)
        same = int(labels.sum())
        if min(same, len(labels) - same) >= LEAST:
            weights = _fitted(records, pairs, alone, at, labels, model.weights(question))
            found = found.replaced(question, weights, name=f"{model.name}, learnt")
        elif question == candidates.question:
            raise InvalidValue(
                f"{len(standing)} judgements hold; of candidate pairs of these logs {same} are "
                f"judged same and {len(labels) - same} different",
                expected=f"{LEAST} of each at least",
                remedy="judge more: merge(...).sheet(100, seed=1) gives links and near misses; "
                "logs are called as in the merge, see names=",
            )
    moved = distance_moved(first.weights(candidates.question), found.weights(candidates.question))
    return attrs.evolve(found, moved=moved)


def _adapted(records: Records, candidates: Candidates, model: MatchModel) -> MatchModel:
    part, pairs = sample(records, candidates, model)
    return adapted(part, pairs, lowered_prior(part, pairs, model))


def _labelled(
    records: Records, pairs: Pairs, told: Mapping[tuple[int, int], bool]
) -> tuple[NDArray[np.intp], Reals]:
    """Give the judged ones among pairs, and whether they are the same."""
    keys = pairs.a.astype(np.int64) * len(records) + pairs.b
    asked = np.array([one * len(records) + other for one, other in told], np.int64)
    order = np.argsort(asked)
    verdicts = np.array(list(told.values()), float)[order]
    at = np.flatnonzero(np.isin(keys, asked))
    return at, verdicts[np.searchsorted(asked[order], keys[at])] if len(at) else np.zeros(0)


def _fitted(
    records: Records,
    pairs: Pairs,
    alone: Reals,
    at: NDArray[np.intp],
    labels: Reals,
    first: Weights,
) -> Weights:
    """Change factors by what judgements say beyond the score among rivals.

    Pairs are shown to people by that score, so it is where the fit begins: what it says already is
    the offset, and each comparison may add to it or take from it.
    """
    z, there = _scores(records, pairs, alone, at, first)
    values = design(first.ratios(), compare(records, pairs.taken(at[there])), alone[at[there]])
    start = np.array([*(first.factors[name] for name in COMPARISONS), first.rivals])
    slope = first.line[0]
    change = fit_bounded(
        values[:, :-1] * slope,
        labels[there],
        start=np.zeros(len(start)),
        ridge=np.full(len(start), _RIDGE),
        low=-start,
        high=np.maximum(HIGHEST - start, 0.0),
        offset=z,
    )
    factors = start + change
    moved = attrs.evolve(
        first,
        factors=dict(zip(COMPARISONS, factors[:-1], strict=True)),
        rivals=float(factors[-1]),
    )
    z, there = _scores(records, pairs, alone, at, attrs.evolve(moved, line=(1.0, 0.0)))
    line = fit_bounded(
        np.stack([z, np.ones(len(there))], axis=1),
        labels[there],
        start=np.array(first.line),
        ridge=_LINE,
        low=np.array([0.05, -50.0]),
        high=np.array([10.0, 50.0]),
    )
    return attrs.evolve(moved, line=(float(line[0]), float(line[1])))


def _scores(
    records: Records, pairs: Pairs, alone: Reals, at: NDArray[np.intp], weights: Weights
) -> tuple[Reals, NDArray[np.intp]]:
    """Give the scores of some pairs among their rivals, and which of them have one."""
    scored = score(records, pairs, alone, weights)
    keys = scored.pairs.a.astype(np.int64) * len(records) + scored.pairs.b
    asked = pairs.a[at].astype(np.int64) * len(records) + pairs.b[at]
    there = np.flatnonzero(np.isin(asked, keys))
    return scored.z[np.searchsorted(keys, asked[there])], there
