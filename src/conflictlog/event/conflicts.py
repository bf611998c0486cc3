"""Where reports contradict one another: every rival value, who states it, what it weighs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from conflictlog.event.agreeing import agree
from conflictlog.event.attributes import Attribute, facet_name, live_reports
from conflictlog.event.estimates import estimate_names, scopes_of
from conflictlog.event.pools import weigh_event, weigh_value
from conflictlog.event.shown import SET
from conflictlog.event.wording import chance_text
from conflictlog.report import ROLES, Estimate, Report

if TYPE_CHECKING:
    from conflictlog.event.record import Event
    from conflictlog.weighing.pooling import Traced

__all__ = ["DENIED", "Alternative", "Conflict", "find_conflicts"]

#: The alternative of those who deny, beside the values that others state.
DENIED = "denied"


@attrs.frozen
class Alternative:
    """One of several values that cannot all be true.

    Parameters
    ----------
    value
        As stated; "denied" for those who deny without being an account of their own, and
        "affirmed" for those whom they deny.
    reports
        Ids of the reports that state it; "set" where the analyst did.
    confidence
        What its reports weigh together; None where no report states it.
    """

    value: object
    reports: tuple[str, ...]
    confidence: float | None

    def __str__(self) -> str:
        return f"{_said(self.value)} ({', '.join(self.reports)}: {chance_text(self.confidence)})"


@attrs.frozen
class Conflict:
    """One attribute with values that cannot all be true.

    Examples
    --------
    >>> planned, off = (
    ...     Alternative("planned", ("r-1",), 0.8),
    ...     Alternative("cancelled", ("r-2",), 0.55),
    ... )
    >>> print(Conflict("phase", (planned, off)))
    phase: planned (r-1: .80) or cancelled (r-2: .55)
    """

    attribute: str
    alternatives: tuple[Alternative, ...]

    def __str__(self) -> str:
        return f"{self.attribute}: {' or '.join(str(one) for one in self.alternatives)}"


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    label = getattr(value, "label", None)
    return label() if callable(label) else str(value)


def find_conflicts(event: Event, traced: Traced) -> tuple[Conflict, ...]:
    """Find what cannot all be true in an event: rival values and denials.

    A value that is coarser than another and holds it is no rival: a month beside a day of
    it, a region beside a town in it, a group of kinds beside one of them.
    """
    found = [_denial_of_event(event, traced)]
    for attribute, fixed in _attributes(event):
        found.append(_conflict(event, attribute, fixed, traced))
    return tuple(conflict for conflict in found if conflict is not None)


def _attributes(event: Event) -> list[tuple[Attribute, object]]:
    """Give every attribute that may be contested, with what the analyst set."""
    listed: list[tuple[Attribute, object]] = [
        (Attribute("when"), event.when),
        (Attribute("places"), event.places or None),
        (Attribute("kind"), event.kind),
        (Attribute("phase"), event.phase),
    ]
    for role in (*ROLES, None):
        actors = tuple(actor for actor in event.actors if actor.role == role)
        listed.append((Attribute("role", role), actors or None))
    listed += [
        (Attribute("estimate", name, scope), None)
        for name in estimate_names(event)
        for scope in scopes_of(event, name)
    ]
    facets = {*event.facets, *(name for report in event.reports for name in report.facets)}
    listed += [(Attribute("facet", name), event.facets.get(name)) for name in sorted(facets)]
    return listed + _only_denied(event, [attribute for attribute, _ in listed])


def _only_denied(event: Event, listed: list[Attribute]) -> list[tuple[Attribute, object]]:
    """Give the attributes that somebody denies and nobody states."""
    denied = {
        report.about
        for report in live_reports(event.reports)
        if report.stance == "denies" and report.about is not None
    }
    rest = (about for about in denied if not any(known.is_about(about) for known in listed))
    return [(Attribute("estimate", about), None) for about in sorted(rest)]


def _denial_of_event(event: Event, traced: Traced) -> Conflict | None:
    live = live_reports(event.reports)
    against = _ids(r for r in live if r.stance == "denies" and r.about is None)
    if not against:
        return None
    affirming = _ids(r for r in live if r.stance == "affirms" and r.about is None)
    chance = weigh_event(event, traced).confidence
    rivals = Alternative("affirmed", affirming, chance), Alternative(DENIED, against, 1 - chance)
    return Conflict("event", rivals)


def _ids(reports: Iterable[Report]) -> tuple[str, ...]:
    return tuple(report.id for report in reports)


def _conflict(event: Event, attribute: Attribute, fixed: object, traced: Traced) -> Conflict | None:
    live = live_reports(event.reports)
    stated: dict[object, list[str]] = {} if fixed is None else {fixed: [SET]}
    for report, value in attribute.stated(live):
        stated.setdefault(_key(value), []).append(report.id)
    against = _ids(r for r in live if r.stance == "denies" and attribute.is_about(r.about))
    rivals = [
        value
        for value in stated
        if against or any(not agree(attribute, value, other) for other in stated)
    ]
    if not rivals and not against:
        return None
    alternatives = []
    for value in rivals:
        weighing = weigh_value(event, attribute, value, traced)
        chance = weighing.confidence if stated[value] != [SET] else None
        alternatives.append(Alternative(value, tuple(stated[value]), chance))
    alternatives.sort(key=lambda one: (SET not in one.reports, -(one.confidence or 0), one.reports))
    if against:
        best = max((one.confidence or 0 for one in alternatives), default=None)
        if best is None:
            best = weigh_value(event, attribute, None, traced).confidence
        alternatives.append(Alternative(DENIED, against, 1 - best))
    return Conflict(_name(attribute), tuple(alternatives))


def _key(value: object) -> object:
    """Take counts with one best number as one value, whatever their bounds and words."""
    if isinstance(value, Estimate) and value.best is not None:
        return Estimate(value.best, unit=value.unit, scope=value.scope)
    return value


def _name(attribute: Attribute) -> str:
    if attribute.sort == "facet" and attribute.key is not None:
        return facet_name(attribute.key)
    return f"{attribute.name} ({attribute.scope})" if attribute.scope else attribute.name
