"""The steps of a merge as pure functions over columns: pairs, scores, clusters."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.clustering import copy_groups, link
from conflictlog.merging.comparing import Cells, Judge
from conflictlog.merging.model import Evidence, MatchModel, Question, Weights
from conflictlog.merging.pairing import Pairs, Window, candidate_pairs
from conflictlog.merging.records import Records
from conflictlog.merging.scoring import compete, level_of, log_odds, may_match, rivals

__all__ = [
    "Candidates",
    "Scored",
    "cluster",
    "find_candidates",
    "find_copies",
    "question_of",
    "score",
    "window_of",
    "with_copies",
]

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

#: Pairs below these log-odds are dropped before they compete.
_HOPELESS = -4.5


@attrs.frozen(kw_only=True, eq=False)
class Candidates:
    """All candidate pairs of a merge.

    Parameters
    ----------
    question
        "between" lists of events, "inside" a log of reports, or "copies" in one list.
    pairs, rivals
        Pairs that may be one event, and their term of rivals.
    copies, copies_rivals
        Pairs within one list of several: what may be copies.
    """

    question: Question
    pairs: Pairs
    rivals: Reals
    copies: Pairs
    copies_rivals: Reals


@attrs.frozen(kw_only=True, eq=False)
class Scored:
    """Pairs with their log-odds.

    Parameters
    ----------
    pairs
        Sorted by (a, b); hopeless ones left out.
    before
        Log-odds of the pair alone, in nats.
    z
        Calibrated log-odds among its rivals, in nats.
    """

    pairs: Pairs
    before: Reals
    z: Reals


def find_candidates(records: Records, model: MatchModel) -> Candidates:
    """Find the pairs, and tell those between data sets from those within one."""
    question = question_of(records)
    pairs = candidate_pairs(records, window_of(records, model))
    alike = records.source[pairs.a] == records.source[pairs.b]
    beside = alike & (question == "between")
    copies = pairs.taken(beside)
    pairs = pairs.taken(may_match(records, pairs) & ~beside)
    return Candidates(
        question=question,
        pairs=pairs,
        rivals=rivals(records, pairs),
        copies=copies,
        copies_rivals=rivals(records, copies),
    )


def with_copies(
    records: Records, candidates: Candidates, model: MatchModel
) -> tuple[Records, Candidates]:
    """Find copies within each of several lists, which then count once among rivals."""
    if candidates.question != "between":
        return records, candidates
    groups = find_copies(records, candidates, model)
    records = attrs.evolve(records, copy=groups.astype(np.int32))
    return records, attrs.evolve(candidates, rivals=rivals(records, candidates.pairs))


def question_of(records: Records) -> Question:
    """Say what is asked: between lists, of reports inside one log, or of copies in one list."""
    if len(records.sources) > 1:
        return "between"
    return "copies" if records.listed else "inside"


def window_of(records: Records, model: MatchModel) -> Window:
    """Give the window: that between lists and in one, or that of reports inside one log."""
    return model.inside_window if question_of(records) == "inside" else model.window


def score(
    records: Records,
    pairs: Pairs,
    alone: Reals,
    weights: Weights,
    *,
    known: Mapping[str, Judge] | None = None,
    cells: Mapping[str, Cells] | None = None,
) -> Scored:
    """Give the log-odds of pairs: evidence, rivals, competition, calibration.

    Parameters
    ----------
    alone
        The term of rivals of each pair.
    known, cells
        The functions of the comparisons, and what they see in these pairs, where that is at hand.
    """
    start = weights.intercept + weights.rivals * alone
    evidence = Evidence(records, weights, known)
    before = evidence.total(pairs, start, least=_HOPELESS, cells=cells)
    keep = np.flatnonzero(before > _HOPELESS)
    pairs = pairs.taken(keep)
    order = pairs.sorted()
    pairs, before = pairs.taken(order), before[keep][order]
    slope, shift = weights.line
    z = slope * log_odds(compete(records, pairs, np.exp(np.minimum(before, 40.0)))) + shift
    return Scored(pairs=pairs, before=before, z=z)


def cluster(
    records: Records,
    scored: Scored,
    model: MatchModel,
    groups: Whole,
    *,
    threshold: float,
    apart: tuple[tuple[int, int], ...] = (),
) -> Whole:
    """Give each record's cluster: the smallest record in it."""
    several = question_of(records) == "between"
    free = np.where(records.excluder < 0, records.source.astype(np.int64), -1) if several else None
    return link(
        scored.pairs,
        scored.z,
        records.excluder,
        groups,
        stop=level_of(threshold),
        absent=model.absent,
        apart=apart,
        free=free,
    )


def find_copies(records: Records, candidates: Candidates, model: MatchModel) -> Whole:
    """Give each record's group of copies within its data set: the smallest record in it."""
    alone = attrs.evolve(records, excluder=np.full(len(records), -1, np.int32))
    scored = score(alone, candidates.copies, candidates.copies_rivals, model.copies)
    stop = level_of(model.copy)
    return copy_groups(scored.pairs, scored.z, len(records), stop=stop)
