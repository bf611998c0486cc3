"""How common matches are here: the prior of a model, lowered to what the pairs at hand say."""

from __future__ import annotations

import math
from typing import Final

import attrs
import numpy as np

from conflictlog.merging.model import Evidence, MatchModel
from conflictlog.merging.model.logistic import crossing
from conflictlog.merging.records import Records
from conflictlog.merging.scoring import partners
from conflictlog.merging.steps import Candidates

__all__ = ["lowered_prior"]

#: Nats by which a prior is moved at most, and those by which it differs between data anyway.
_LEAST: Final = -8.0
_SPREAD: Final = 1.0
_HALVINGS: Final = 12


def lowered_prior(records: Records, candidates: Candidates, model: MatchModel) -> MatchModel:
    """Lower the prior of a model where records share fewer incidents than those it was fitted on.

    The prior is right where as many pairs are expected to match before anything is compared as
    after (Saerens, Latinne and Decaestecker 2002, doi:10.1162/089976602753284446). It is one
    number, which does not drift as tables do. It is never raised, and moved little where there
    are few pairs. A model that was adapted or taught knows how common they are already. In one log
    nothing is lowered: a report has as many partners as there are reports, so there are none to
    count, and dense logs would lose nine links in ten.
    """
    question, pairs = candidates.question, candidates.pairs
    if len(pairs) == 0 or question != "between" or model.moved is not None:
        return model
    weights = model.weights(question)
    evidence = Evidence(records, weights).total(pairs, np.zeros(len(pairs)), least=-math.inf)
    alone = weights.rivals * candidates.rivals
    blind, seen = weights.prior + alone, weights.intercept + alone + evidence

    shares = partners(records, pairs)

    def excess(at: float) -> float:
        """Give by how much more pairs are expected to match before than after."""
        before, after = (
            float(shares(np.exp(np.minimum(each + at, 40.0))).sum()) for each in (blind, seen)
        )
        return before - after + at / _SPREAD**2

    if excess(0.0) <= 0:
        return model
    moved = crossing(excess, _LEAST, 0.0, halvings=_HALVINGS)
    changed = attrs.evolve(
        weights, intercept=weights.intercept + moved, prior=weights.prior + moved
    )
    lowered = model.replaced(question, changed, name=model.name)
    return attrs.evolve(lowered, lowered=model.lowered - moved)
