"""From reports to a confidence: one witness an origin, each side pooled, the rest is a sum."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from conflictlog.identity import content_hash
from conflictlog.registry import Registry, shipped_registry
from conflictlog.report import EVIDENCE, STANCES, Actor, Report
from conflictlog.weighing.basis import Basis, level_of, status_of
from conflictlog.weighing.model import ConfidenceModel, log_odds, pooled, sigmoid
from conflictlog.weighing.origins import Trace, find_superseded, trace_origins
from conflictlog.weighing.profile import Profile, is_self_interested, profile
from conflictlog.weighing.witnesses import Weighing, Witness

__all__ = ["Traced", "profile_of", "trace", "weigh"]

_SHIPPED_MODEL = ConfidenceModel()


def weigh(
    reports: Iterable[Report],
    *,
    context: Iterable[Report] | None = None,
    parties: Iterable[Actor] = (),
    model: ConfidenceModel = _SHIPPED_MODEL,
    registry: Registry | None = None,
) -> Weighing:
    """Weigh what reports say, for and against.

    A pure function of the set of reports: order and repetition change nothing.

    Parameters
    ----------
    reports
        Those whose stances count.
    context
        All reports of the event, for chains, corrections and citations; left out, `reports`.
    parties
        Actors of the event, from whom self-interest is inferred.
    model
        The parameters.
    registry
        Outlets and claimants; left out, the shipped one.

    Examples
    --------
    >>> from conflictlog.report import Source
    >>> found = weigh([Source("AFP").says(), Source("Reuters").says()])
    >>> print(f"{found.basis}: {found.confidence:.3f}")
    2 origins, best B: 0.889
    """
    pool = set(reports)
    everything = pool.union(pool if context is None else context)
    return trace(everything, parties=parties, model=model, registry=registry).weigh(pool)


@attrs.frozen(kw_only=True, eq=False)
class Traced:
    """All reports of an event, each traced to its origins: many questions need that once.

    Parameters
    ----------
    reports, traces
        The reports in the order of their ids, and the traces of each.
    places
        Where each report stands in that order.
    superseded
        Ids that a later word replaces.
    model
        The parameters.
    """

    reports: Sequence[Report]
    traces: Sequence[Sequence[Trace]]
    places: Mapping[Report, int]
    superseded: frozenset[str]
    model: ConfidenceModel

    def weigh(self, reports: Iterable[Report]) -> Weighing:
        """Weigh some of the reports, in the light of all."""
        # By their places: hashing a report costs as much as judging it.
        pool = sorted({self.places[report] for report in reports})
        live = [at for at in pool if self.reports[at].id not in self.superseded]
        counted = [(self.reports[at], self.traces[at]) for at in live]
        affirming = (report for report, _ in counted if report.stance == "affirms")
        gone = {self.reports[at].id for at in pool} & self.superseded
        return _result(
            _witnesses(counted),
            evidence={kind for report in affirming for kind in report.evidence},
            superseded=tuple(sorted(gone)),
            model=self.model,
        )


def trace(
    reports: Iterable[Report],
    *,
    parties: Iterable[Actor] = (),
    model: ConfidenceModel = _SHIPPED_MODEL,
    registry: Registry | None = None,
) -> Traced:
    """Trace all reports of an event to their origins; the parameters are those of `weigh`."""
    registry = shipped_registry() if registry is None else registry
    everything = _sorted(set(reports))
    profiles = [profile_of(report, registry=registry, model=model) for report in everything]
    own = _own_traces(everything, profiles, tuple(parties), model, registry)
    traces = trace_origins(everything, profiles, own, registry.canonical_outlet)
    return Traced(
        reports=everything,
        traces=traces,
        places={report: place for place, report in enumerate(everything)},
        superseded=find_superseded(everything),
        model=model,
    )


def profile_of(report: Report, *, registry: Registry, model: ConfidenceModel) -> Profile:
    """Judge one report by its source and its claimant alone.

    Examples
    --------
    >>> report = Report(source="AFP", claimant="officials")
    >>> profile_of(report, registry=shipped_registry(), model=ConfidenceModel()).reliability
    'F'
    """
    source, claimant = report.source, report.claimant
    return profile(
        outlet=source.outlet if source else None,
        outlet_rating=source.reliability if source else None,
        wire=source.wire if source else None,
        claimant=claimant.name if claimant else None,
        claimant_side=claimant.side if claimant else None,
        claimant_rating=claimant.reliability if claimant else None,
        registry=registry,
        model=model,
    )


def _sorted(reports: Iterable[Report]) -> list[Report]:
    found = sorted(reports, key=lambda report: report.id)
    if len({report.id for report in found}) == len(found):
        return found
    return sorted(found, key=lambda report: (report.id, content_hash(report)))


def _own_traces(
    reports: Sequence[Report],
    profiles: Sequence[Profile],
    parties: Sequence[Actor],
    model: ConfidenceModel,
    registry: Registry,
) -> list[Trace]:
    """Give each report's own weight, halved where it speaks in its own interest."""
    names = [(actor.name, actor.country) for actor in parties]
    sides = {
        found.side
        for found, report in zip(profiles, reports, strict=True)
        if report.interest is None
    }
    interested = {side for side in sides if is_self_interested(side, names, registry)}
    traces = []
    for report, found in zip(reports, profiles, strict=True):
        inferred = report.interest is None and found.side in interested
        interest = "self" if inferred else report.interest
        traces.append(
            Trace(
                origin=found.origin or report.id,
                weight=found.weight * (model.self_factor if interest == "self" else 1),
                reliability=found.reliability,
                halved=interest == "self",
                interest=interest,
                inferred=inferred,
            )
        )
    return traces


def _witnesses(counted: Iterable[tuple[Report, Sequence[Trace]]]) -> tuple[Witness, ...]:
    """Keep one witness for each origin and stance: the heaviest of its reports."""
    told: dict[tuple[str, str], list[tuple[Report, Trace]]] = defaultdict(list)
    for report, traces in counted:
        for trace in traces:
            told[report.stance, trace.origin].append((report, trace))
    found = []
    for (stance, origin), items in told.items():
        # Of equal weights the disinterested report speaks, then the rated, then the order of ids.
        heaviest, trace = min(
            items,
            key=lambda item: (
                -item[1].weight,
                item[1].interest == "self",
                item[1].reliability or "Z",
                item[0].id,
            ),
        )
        found.append(
            Witness(
                origin=origin,
                stance=stance,
                weight=trace.weight,
                reliability=trace.reliability,
                interest=trace.interest,
                interest_inferred=trace.inferred,
                halved=trace.halved,
                heaviest=heaviest.id,
                reports=tuple(sorted({report.id for report, _ in items})),
            )
        )
    return tuple(
        sorted(found, key=lambda item: (STANCES.index(item.stance), -item.weight, item.origin))
    )


def _result(
    witnesses: tuple[Witness, ...],
    *,
    evidence: set[str],
    superseded: tuple[str, ...],
    model: ConfidenceModel,
) -> Weighing:
    affirming = [witness for witness in witnesses if witness.stance == "affirms"]
    denying = [witness for witness in witnesses if witness.stance == "denies"]
    s_affirm = pooled((witness.weight for witness in affirming), model.rho)
    s_deny = pooled((witness.weight for witness in denying), model.rho)
    best = min((witness.reliability for witness in affirming if witness.reliability), default=None)
    one_sided = bool(affirming) and all(witness.interest == "self" for witness in affirming)
    contested = s_deny > 0
    return Weighing(
        confidence=sigmoid(math.fsum((log_odds(model.prior), s_affirm, -s_deny))),
        s_affirm=s_affirm,
        s_deny=s_deny,
        status=status_of(s_affirm, s_deny, one_sided=one_sided),
        basis=Basis(
            origins_for=len(affirming),
            origins_against=len(denying),
            best_reliability=best,
            evidence=tuple(kind for kind in EVIDENCE if kind in evidence),
            contested=contested,
            one_sided=one_sided,
            level=level_of(
                origins_for=len(affirming), best=best, contested=contested, one_sided=one_sided
            ),
        ),
        witnesses=witnesses,
        superseded=superseded,
        model=model,
    )
