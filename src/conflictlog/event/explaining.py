"""An event explained: what it shows, where each part comes from, and why it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictlog.event.attributes import facet_name
from conflictlog.event.conflicts import find_conflicts
from conflictlog.event.estimates import estimate_names, summarize
from conflictlog.event.pools import traced_reports, weigh_event
from conflictlog.event.shown import SET, show
from conflictlog.event.wording import chance_text, confidence_text, headline_of

if TYPE_CHECKING:
    from conflictlog.event.record import Event
    from conflictlog.registry import Registry
    from conflictlog.weighing import ConfidenceModel

__all__ = ["explain_event"]


def explain_event(
    event: Event, *, model: ConfidenceModel | None = None, registry: Registry | None = None
) -> str:
    """Say what an event shows and why, over several lines; the basis before the number."""
    shown = show(event, registry)
    traced = traced_reports(event, model=model, registry=registry)
    weighing = weigh_event(event, traced)
    lines = [
        f"{headline_of(shown)} [{event.id}]",
        f"{confidence_text(weighing.basis, weighing.confidence)} ({weighing.status})",
        "shows:",
        *_shown_lines(event, registry),
    ]
    names = estimate_names(event)
    if names:
        lines.append("counts:")
        lines += [f"  {summarize(event, name, traced=traced)}" for name in names]
    conflicts = find_conflicts(event, traced)
    if conflicts:
        lines.append("conflicts:")
        lines += [f"  {conflict}" for conflict in conflicts]
    if event.assessments:
        lines.append("assessments, which stand beside:")
        lines += [
            f"  {one.who}: {one.verdict or chance_text(one.p)}{f', {one.why}' if one.why else ''}"
            for one in event.assessments
        ]
    if event.reports:
        lines.append("reports:")
        lines += [f"  {report.id}: {report}" for report in event.reports]
    lines.append("why:")
    lines += [f"  {line}" for line in weighing.explain().splitlines()]
    return "\n".join(lines)


def _shown_lines(event: Event, registry: Registry | None) -> list[str]:
    shown = show(event, registry)
    values = {
        "kind": shown.kind,
        "title": shown.title,
        "when": shown.when.label() if shown.when is not None else None,
        "places": "; ".join(map(str, shown.places)),
        "phase": shown.phase,
    }
    for actor in shown.actors:
        role = actor.role if actor.role in shown.origin_of else "actors"
        named = f"{actor.name} ({actor.role})" if role == "actors" and actor.role else actor.name
        known = values.get(str(role))
        values[str(role)] = f"{known}, {named}" if known else named
    for name in shown.facets:
        values[facet_name(name)] = ", ".join(shown.facets[name])
    lines = []
    for name, value in values.items():
        if not value:
            continue
        origin = shown.origin_of.get(name, SET)
        told = "set by the analyst" if origin == SET else origin
        lines.append(f"  {name}: {value} ({told})")
    return lines or ["  nothing: no report states anything"]
