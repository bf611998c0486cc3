"""`merge`: find which records are about the same incident, in one log or across several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.merging.adapting import adapted
from conflictlog.merging.decoy import guarded
from conflictlog.merging.judging import Judgement, Ledger, settle
from conflictlog.merging.judging.ledger import as_ledger
from conflictlog.merging.model import MatchModel
from conflictlog.merging.naming import check_log
from conflictlog.merging.preparing import Cardinality, prepared
from conflictlog.merging.prior import lowered_prior
from conflictlog.merging.records import Records
from conflictlog.merging.result import MergeResult
from conflictlog.merging.sampling import sample
from conflictlog.merging.steps import (
    Candidates,
    Scored,
    cluster,
    find_candidates,
    score,
    with_copies,
)
from conflictlog.merging.uniting import Policy, as_policies, parted

__all__ = ["merge", "unmerge"]


def merge(
    *logs: EventLog,
    model: MatchModel | None = None,
    judgements: Ledger | Iterable[Judgement] | pl.DataFrame | str | Path | None = None,
    names: Iterable[str] | None = None,
    adapt: bool = True,
    decoy: bool = True,
    copies: bool = True,
    cardinality: Cardinality | Mapping[str, Cardinality] = "one",
    confident: bool = False,
    threshold: float | None = None,
    policy: Policy | Mapping[str, Policy] = "agreed",
) -> MergeResult:
    """Find the records that are about the same incident, and unite them.

    Several logs are integrated: a row of one is at most one row of another. One log is searched for
    duplicates: a log of reports (its rows name articles, or it is a stream of coded news) for
    reports of one event, one list of events for copies of a row, and a log that holds several
    lists as if each were a log of its own. Each pair that lies near enough in
    time and place gets a probability, made of named pieces of evidence; clusters are made of
    pairs that agree on the whole. Nothing is overwritten, and all of it can be taken back.

    Parameters
    ----------
    *logs
        One or more. The order makes no difference to what is found.
    model
        What evidence is worth; the shipped one unless told.
    judgements
        Decisions of analysts: a `Ledger`, its file, a table, or `Judgement` values. They always
        hold.
    names
        Names of the logs, one each; their data sets' names unless told.
    adapt
        Whether the model is adapted to the data at hand, in two guarded rounds.
    decoy
        Whether odds are lowered where few incidents are shared: first the prior, until as many
        pairs are expected to match before anything is compared as after; then all of them, where
        the same records on other days make more links than the probabilities say are wrong.
    copies
        Whether a log of several may tell one incident in several rows, which are then found first.
    cardinality
        "one": of one log, one row at most is in an event. "many": several rows of this log may be
        one event of another, as where one log has a row a town and the other a row an attack; for
        all, or by name. A row that lasts for days and covers several incidents needs no "many":
        see `MergeResult.episodes`.
    confident
        Join at probability .5 in place of .27: fewer links, more of them right.
    threshold
        The probability at which clusters are joined, if neither will do.
    policy
        What a merged event shows where its members differ: "agreed" leaves it to the reports
        (``conflicts()`` lists it). Others take one member's own value: "preferred" that of the log
        given first, "mode" what most of them say, "most precise" the narrowest, "most
        conservative" what claims least (the widest time and place, the coarsest kind, the lowest
        number), "latest" that of the member published last. One for all, or by field:
        ``{"place": "most precise", "counts": "most conservative"}`` with when, place, kind and
        counts (see `MergeResult.counts`).

    Raises
    ------
    InvalidValue
        Without a log, or where names, thresholds or policies are none.
    ContradictoryJudgements
        Where judgements cannot all hold.

    Examples
    --------
    >>> from conflictlog.testing import generate
    >>> made = generate(200, seed=5, style="sparse", sources=2)
    >>> both = merge(made.logs["A"], made.logs["B"])
    >>> len(both.log) < 400, both.clusters.columns
    (True, ['log', 'id', 'cluster'])
    """
    model = MatchModel.default() if model is None else model
    if not isinstance(model, MatchModel):
        raise InvalidValue(
            f"model is {model!r}",
            expected="a MatchModel",
            remedy="leave it out, or write model=MatchModel.from_json(...)",
        )
    stop = _threshold(model, threshold, confident=confident)
    policies = as_policies(policy)
    given = prepared(logs, names=names, cardinality=cardinality)
    records = given.records
    candidates = find_candidates(records, model)
    if copies:
        records, candidates = with_copies(records, candidates, model)
    part, pairs = sample(records, candidates, model)
    near = lowered_prior(part, pairs, model) if decoy else model
    fitted = adapted(part, pairs, near) if adapt else near
    scored = _scored(records, candidates, fitted)
    caution = None
    if decoy and len(scored.pairs):
        seen = scored if part is records else _scored(part, pairs, fitted)
        lowered, caution = guarded(part, pairs, seen, fitted, threshold=stop)
        scored = attrs.evolve(scored, z=scored.z - lowered)
    groups = records.groups()
    ledger = as_ledger(judgements)
    settled = settle(ledger, records.rows(), groups)
    return MergeResult(
        inputs=given.logs,
        model=fitted,
        records=records,
        candidates=candidates,
        scored=scored,
        copies=groups,
        ledger=ledger,
        settled=settled,
        labels=cluster(
            records, scored, fitted, settled.groups, threshold=stop, apart=settled.apart
        ),
        decoy=caution,
        threshold=stop,
        policies=policies,
        preference=given.preference,
        many=given.many,
    )


def unmerge(log: EventLog) -> EventLog:
    """Take merged events apart: every member as the event that it was, also after a file.

    What was set on a merged event afterwards is no member's, and is left out; a report that was
    added goes to the member of the smallest id.

    Raises
    ------
    InvalidValue
        For anything but a log.

    Examples
    --------
    >>> from conflictlog.testing import generate
    >>> one, other = generate(100, seed=5, style="sparse", sources=2).logs.values()
    >>> unmerge(merge(one, other).log) == one | other
    True
    """
    check_log(log, "unmerge()")
    return EventLog.from_frame(
        parted(log.frame), datasets=log.datasets, problems=log.problems, records=log.records
    )


def _scored(records: Records, candidates: Candidates, model: MatchModel) -> Scored:
    weights = model.weights(candidates.question)
    return score(records, candidates.pairs, candidates.rivals, weights)


def _threshold(model: MatchModel, threshold: float | None, *, confident: bool) -> float:
    if threshold is None:
        return model.confident if confident else model.threshold
    number = isinstance(threshold, int | float) and not isinstance(threshold, bool)
    if not number or not 0 < threshold < 1:
        raise InvalidValue(
            f"threshold is {threshold!r}",
            expected="a probability between 0 and 1",
            remedy="leave it out, or write threshold=0.5",
        )
    if confident:
        raise InvalidValue(
            f"threshold is {threshold!r}, and confident is True",
            expected="one of the two",
            remedy="leave confident out",
        )
    return float(threshold)
