"""The result of weighing: witnesses, sums, confidence."""

from __future__ import annotations

import attrs

from conflictlog.keywords import named_keywords
from conflictlog.weighing.basis import Basis, Status
from conflictlog.weighing.explaining import explain
from conflictlog.weighing.model import ConfidenceModel

__all__ = ["Weighing", "Witness"]


@named_keywords
@attrs.frozen(kw_only=True)
class Witness:
    """One origin on one side, however many reports repeat it.

    Parameters
    ----------
    origin
        Canonical name of the claimant or outlet, or the id of a report.
    stance
        affirms, denies or neutral; a neutral witness has no part in the sums.
    weight
        What it counts before pooling, in log-odds: the maximum over its reports.
    reliability
        Letter of the weakest link on the way of that report; None is unrated.
    interest
        "self", "against" or None.
    interest_inferred
        Whether that was inferred from the parties of the event.
    halved
        Whether the weight was halved for self-interest.
    heaviest
        Id of the report that gives the weight.
    reports
        Ids of all its reports on this side.

    Examples
    --------
    >>> Witness(origin="AFP", stance="affirms", weight=1.386, heaviest="r-1").reports
    ()
    """

    origin: str
    stance: str
    weight: float
    reliability: str | None = None
    interest: str | None = None
    interest_inferred: bool = False
    halved: bool = False
    heaviest: str
    reports: tuple[str, ...] = ()


@named_keywords
@attrs.frozen(kw_only=True)
class Weighing:
    """What reports together are worth, and why.

    Parameters
    ----------
    confidence
        Probability, never 0 or 1.
    s_affirm, s_deny
        Pooled log-odds of either side.
    status
        reported, one_sided, contested or denied.
    basis
        Print it before the number.
    witnesses
        Affirming, denying, then neutral origins, the heaviest first.
    superseded
        Ids of reports that left the pool for a later word.
    model
        The parameters that were used.

    Examples
    --------
    >>> from conflictlog.weighing import weigh
    >>> weigh([]).confidence
    0.5
    """

    confidence: float
    s_affirm: float
    s_deny: float
    status: Status
    basis: Basis
    witnesses: tuple[Witness, ...]
    superseded: tuple[str, ...] = ()
    model: ConfidenceModel = attrs.field(factory=ConfidenceModel)

    def explain(self) -> str:
        """Show the whole sum in words: each origin, its reports, and what it adds.

        Examples
        --------
        >>> from conflictlog.report import Report
        >>> from conflictlog.weighing import weigh
        >>> print(weigh([Report(source="AFP", id="r-1")]).explain())
        one origin, B: .800 (reported; basis moderate)
        prior .500                                   +.000
        affirms: one origin                         +1.386
          Agence France-Presse: B 1.386 = 1.386
            r-1
        denies: none                                 -.000
        confidence = sigmoid(1.386) = .800
        model conflictlog-2026.1: judgement, not calibration
        """
        return explain(self)
