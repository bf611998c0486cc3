"""A count over all reports: the best-supported number, the bounds, who says what."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from conflictlog.errors import UnknownName, nearest_hint
from conflictlog.event.attributes import Attribute, live_reports
from conflictlog.event.pools import weigh_value
from conflictlog.event.wording import chance_text
from conflictlog.frozenmap import FrozenMap
from conflictlog.report import Estimate, Report

if TYPE_CHECKING:
    from conflictlog.event.record import Event
    from conflictlog.weighing import Basis, Weighing
    from conflictlog.weighing.pooling import Traced

__all__ = ["EstimateSummary", "best_count", "estimate_names", "scopes_of", "summarize"]


@attrs.frozen(kw_only=True)
class EstimateSummary:
    """What the reports of an event say of one count; never an average.

    Parameters
    ----------
    name
        "downed", "killed", ...
    scope
        The part that it speaks of; "" for what names no part, None where several parts
        are stated and none was asked for: the numbers are then None, see `by_scope`.
    best
        The stated number with the highest pooled confidence, the lower one of equals.
    low, high
        The smallest and the largest number that a report states, bounds included.
    unit
        What is counted, where it was said.
    confidence, basis, status
        Of the best number, or of the best-supported wording where no number is stated.
    texts
        The words as given: "several".
    by_claimant
        What each claimant (or outlet, where it speaks itself) states.
    by_scope
        The summary of each part, "" for what names none.
    """

    name: str
    scope: str | None
    best: int | float | None
    low: int | float | None
    high: int | float | None
    unit: str | None
    confidence: float | None
    basis: Basis | None
    status: str | None
    texts: tuple[str, ...]
    by_claimant: FrozenMap[tuple[Estimate, ...]]
    by_scope: FrozenMap[EstimateSummary]

    def __str__(self) -> str:
        if self.scope is None:
            parts = "; ".join(str(part) for part in self.by_scope.values())
            return f"{self.name}: {len(self.by_scope)} scopes, not summed: {parts}"
        label = f"{self.name} ({self.scope})" if self.scope else self.name
        number = _range(self)
        if self.best is not None:
            number = f"{self.best} ({number})" if self.low != self.high else str(self.best)
        unit = f" {self.unit}" if self.unit else ""
        quoted = ", ".join(f'"{text}"' for text in self.texts)
        said = ", ".join(part for part in (f"{number}{unit}".strip(), quoted) if part)
        return f"{label}: {said}; {self.basis}: {chance_text(self.confidence)}"


def _range(summary: EstimateSummary) -> str:
    low, high = summary.low, summary.high
    if low is None:
        return "" if high is None else f"{high} or fewer"
    if high is None:
        # "none known" is said in words: "0 or more" would add nothing.
        return "" if low == 0 and summary.texts else f"{low} or more"
    return f"{low}-{high}"


def estimate_names(event: Event) -> tuple[str, ...]:
    """Give the names of all counts that a report states, sorted; not what is only denied."""
    named = {name for report in event.reports for name in report.estimates}
    return tuple(sorted(name for name in named if _stated(event, Attribute("estimate", name))))


def _stated(event: Event, attribute: Attribute) -> list[tuple[Report, Estimate]]:
    stated = attribute.stated(live_reports(event.reports))
    return [(report, cast("Estimate", value)) for report, value in stated]


def scopes_of(event: Event, name: str) -> tuple[str, ...]:
    """Give the parts that a count is stated for, sorted; "" is none in particular."""
    stated = _stated(event, Attribute("estimate", name))
    return tuple(sorted({estimate.scope or "" for _, estimate in stated}))


def best_count(
    event: Event, attribute: Attribute, traced: Traced
) -> tuple[Estimate | None, Weighing]:
    """Pick the best-supported number of a count, or wording where no number is stated."""
    stated = [estimate for _, estimate in _stated(event, attribute)]
    numbered = [estimate for estimate in stated if estimate.best is not None]
    weighed = [
        (estimate, weigh_value(event, attribute, estimate, traced))
        for estimate in dict.fromkeys(numbered or stated)
    ]
    if not weighed:
        return None, weigh_value(event, attribute, None, traced)
    return min(weighed, key=lambda pair: (-pair[1].confidence, _ascending(pair[0])))


def _ascending(estimate: Estimate) -> tuple[float, float, float, str, str]:
    low = estimate.low if estimate.low is not None else -1
    high = estimate.high if estimate.high is not None else -1
    best = estimate.best if estimate.best is not None else low
    return best, low, high, estimate.unit or "", estimate.text or ""


def summarize(
    event: Event,
    name: str,
    *,
    scope: str | None = None,
    traced: Traced,
) -> EstimateSummary:
    """Sum up what the reports state of one count.

    Raises
    ------
    UnknownName
        Where no report states the count, or not for the scope; the nearest is named.
    """
    scopes = scopes_of(event, name)
    if not scopes:
        _refuse("count", name, estimate_names(event), event)
    if scope is not None and scope not in scopes:
        _refuse(f"scope of {name}", scope, scopes, event)
    parts = {
        part: _part(event, Attribute("estimate", name, part), traced)
        for part in (scopes if scope is None else (scope,))
    }
    if len(parts) == 1:
        return next(iter(parts.values()))
    stated = _stated(event, Attribute("estimate", name))
    return EstimateSummary(
        name=name,
        scope=None,
        best=None,
        low=None,
        high=None,
        unit=None,
        confidence=None,
        basis=None,
        status=None,
        texts=_texts(stated),
        by_claimant=_by_claimant(stated),
        by_scope=FrozenMap(parts),
    )


def _refuse(what: str, given: str, known: tuple[str, ...], event: Event) -> None:
    raise UnknownName(
        f"no report of event {event.id!r} states the {what} {given!r}",
        expected=f"one of {', '.join(map(repr, known))}" if known else "",
        remedy=nearest_hint(given, known) or "see event.estimate_names",
    )


def _part(event: Event, attribute: Attribute, traced: Traced) -> EstimateSummary:
    """Sum up one scope; numbers of another unit than the best one's stay out of the bounds."""
    stated = _stated(event, attribute)
    best, weighing = best_count(event, attribute, traced)
    unit = best.unit if best is not None else None
    numbers = [
        number
        for _, estimate in stated
        if unit is None or estimate.unit in {None, unit}
        for number in (estimate.low, estimate.best, estimate.high)
        if number is not None
    ]
    part = EstimateSummary(
        name=cast("str", attribute.key),
        scope=attribute.scope,
        best=best.best if best is not None else None,
        low=min(numbers, default=None),
        high=max(numbers, default=None) if _is_bounded(stated) else None,
        unit=unit,
        confidence=weighing.confidence,
        basis=weighing.basis,
        status=weighing.status,
        texts=_texts(stated),
        by_claimant=_by_claimant(stated),
        by_scope=FrozenMap(),
    )
    return attrs.evolve(part, by_scope=FrozenMap({attribute.scope or "": part}))


def _is_bounded(stated: list[tuple[Report, Estimate]]) -> bool:
    """Say whether any report gives an upper number at all: "4 or more" alone gives none."""
    return any(estimate.high is not None or estimate.best is not None for _, estimate in stated)


def _texts(stated: list[tuple[Report, Estimate]]) -> tuple[str, ...]:
    return tuple(sorted({estimate.text for _, estimate in stated if estimate.text is not None}))


def _by_claimant(stated: list[tuple[Report, Estimate]]) -> FrozenMap[tuple[Estimate, ...]]:
    told: dict[str, dict[Estimate, None]] = {}
    for report, estimate in stated:
        teller = report.claimant or (report.source.outlet if report.source else "unknown")
        told.setdefault(str(teller), {})[estimate] = None
    return FrozenMap({name: tuple(estimates) for name, estimates in told.items()})
