"""An event in a notebook: what it shows, on what basis, and who says so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from conflictlog.event.conflicts import find_conflicts
from conflictlog.event.estimates import estimate_names, summarize
from conflictlog.event.pools import traced_reports, weigh_event
from conflictlog.event.shown import show
from conflictlog.event.wording import confidence_text, headline_of, places_text
from conflictlog.markup import card, heading, line, table
from conflictlog.report.wording import said, stance_text

if TYPE_CHECKING:
    from conflictlog.event.record import Event
    from conflictlog.report import Report
    from conflictlog.weighing import Weighing
    from conflictlog.weighing.pooling import Traced

__all__ = ["event_card"]

#: A notebook's cell stays short; ``event.explain()`` and ``event.reports`` hold everything.
_REPORTS = 10
_COUNTS = 3
_HEADS = ("source", "claimant", "stance", "what is said")


def event_card(event: Event) -> str:
    """Show an event as escaped HTML, without script: its basis first, then its reports."""
    traced = traced_reports(event)
    weighing = weigh_event(event, traced)
    parts = [heading(headline_of(show(event)), event.id)]
    if event.sensitive:
        parts.append(line("Marked sensitive: redact before publishing."))
    parts.append(table(_fields(event, traced, weighing), most=240))
    if event.reports:
        parts.append(_report_table(event, weighing))
    return card(*parts)


def _fields(event: Event, traced: Traced, weighing: Weighing) -> list[tuple[str, str]]:
    shown = show(event)
    actors = [f"{actor} ({actor.role})" if actor.role else str(actor) for actor in shown.actors]
    names = estimate_names(event)
    counts = [str(summarize(event, name, traced=traced)) for name in names[:_COUNTS]]
    if len(names) > _COUNTS:
        counts.append(f"and {len(names) - _COUNTS} more counts")
    attributes = [conflict.attribute for conflict in find_conflicts(event, traced)]
    disputed = ["the event itself" if name == "event" else name for name in attributes]
    fields = [
        ("when", shown.when.label() if shown.when is not None else "undated"),
        ("where", places_text(shown, most=3) or "place unknown"),
        ("kind", shown.kind or "kind unknown"),
        ("phase", shown.phase or ""),
        ("who", ", ".join(actors)),
        ("status", weighing.status.replace("_", "-")),
        ("confidence", confidence_text(weighing.basis, weighing.confidence)),
        ("counts", "; ".join(counts)),
        ("disputed", f"{', '.join(disputed)}: see event.explain()" if disputed else ""),
        ("notes", event.notes or ""),
    ]
    return [(name, text) for name, text in fields if text]


def _report_table(event: Event, weighing: Weighing) -> str:
    """List the weightiest account of each origin first, then those that repeat it."""
    witnesses = sorted(weighing.witnesses, key=lambda witness: -witness.weight)
    rank = {witness.heaviest: place for place, witness in enumerate(witnesses)}
    ordered = sorted(
        event.reports,
        key=lambda report: (rank.get(report.id, len(rank)), report.stance != "denies"),
    )
    rest = Counter(report.stance for report in ordered[_REPORTS:])
    gap = None
    if rest:
        sides = ", ".join(f"{count} {stance}" for stance, count in sorted(rest.items()))
        gap = (_REPORTS, f"… {rest.total()} more reports ({sides}): event.reports holds all …")
    rows = [_row(report, weighing) for report in ordered[:_REPORTS]]
    return table(rows, heads=_HEADS, most=160, gap=gap)


def _row(report: Report, weighing: Weighing) -> tuple[str, ...]:
    replaced = ", superseded" if report.id in weighing.superseded else ""
    return (
        str(report.source) if report.source is not None else "-",
        str(report.claimant) if report.claimant is not None else "-",
        stance_text(report) + replaced,
        said(report) or "-",
    )
