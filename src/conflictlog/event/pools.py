"""Which reports speak for and against one value of one attribute, and what they weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictlog.errors import InvalidValue
from conflictlog.event.agreeing import says
from conflictlog.event.attributes import Attribute, attribute_named
from conflictlog.event.shown import Shown, parties_of, show
from conflictlog.report import Report
from conflictlog.weighing import ConfidenceModel, Weighing
from conflictlog.weighing.pooling import Traced, trace

if TYPE_CHECKING:
    from conflictlog.event.record import Event
    from conflictlog.registry import Registry

__all__ = ["pool", "shown_value", "traced_reports", "weigh_attribute", "weigh_event", "weigh_value"]


def pool(event: Event, attribute: Attribute, value: object) -> tuple[Report, ...]:
    """Give the reports that count for or against a value of an attribute.

    Against: every denial about the attribute. For: affirming reports, about the attribute
    or the event, that state the value or a finer one, and those about the attribute that
    affirm it without stating any. Who states another value is a rival, no denial.
    """
    counted = []
    for report in event.reports:
        about = attribute.is_about(report.about)
        if report.stance == "denies" and about:
            counted.append(report)
        elif report.stance == "affirms" and (about or report.about is None):
            stated = attribute.of(report)
            if about if stated is None else value is not None and says(attribute, stated, value):
                counted.append(report)
    return tuple(counted)


def traced_reports(
    event: Event, *, model: ConfidenceModel | None = None, registry: Registry | None = None
) -> Traced:
    """Trace the reports of an event once, where several questions are asked of them."""
    return trace(
        event.reports,
        parties=parties_of(event),
        model=model or ConfidenceModel(),
        registry=registry,
    )


def weigh_event(event: Event, traced: Traced) -> Weighing:
    """Weigh the reports about the event itself."""
    return traced.weigh(report for report in event.reports if report.about is None)


def weigh_value(
    event: Event, attribute: Attribute, value: object, traced: Traced | None = None
) -> Weighing:
    """Weigh the reports for and against one value of an attribute."""
    return (traced or traced_reports(event)).weigh(pool(event, attribute, value))


def shown_value(shown: Shown, attribute: Attribute) -> object:
    """Give what an event shows of an attribute other than a count; None for nothing."""
    match attribute.sort:
        case "role":
            return tuple(a for a in shown.actors if a.role == attribute.key) or None
        case "facet":
            return shown.facets.get(attribute.key or "") or None
        case _:
            return getattr(shown, attribute.sort) or None


def weigh_attribute(
    event: Event,
    name: str,
    *,
    scope: str | None = None,
    model: ConfidenceModel | None = None,
    registry: Registry | None = None,
) -> Weighing:
    """Weigh what an event shows of one attribute.

    Raises
    ------
    UnknownName
        Where neither the event nor a report has the attribute.
    InvalidValue
        Where a count is stated for several scopes and none is asked for.
    """
    from conflictlog.event.estimates import best_count, scopes_of

    attribute = attribute_named(event, name, scope=scope)
    traced = traced_reports(event, model=model, registry=registry)
    if attribute.sort != "estimate":
        value = shown_value(show(event, registry), attribute)
        return weigh_value(event, attribute, value, traced)
    scopes = scopes_of(event, name)
    if scope is None and len(scopes) > 1:
        raise InvalidValue(
            f"{name} is stated for {len(scopes)} scopes: {', '.join(map(repr, scopes))}",
            expected="one scope",
            remedy=f"give scope={scopes[-1]!r}; '' is what names no scope",
        )
    return best_count(event, attribute, traced)[1]
