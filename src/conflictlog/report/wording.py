"""What a report says, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conflictlog.report.record import Report

__all__ = ["said", "stance_text"]


def said(report: Report) -> str:
    """Write out what exactly a report says, its own words first; "" where it only takes sides.

    Examples
    --------
    >>> from conflictlog.report import Report
    >>> said(Report(source="AFP", headline="Raid", when="2022-12-19", estimates={"downed": 30}))
    'Raid; downed: 30; 19 Dec 2022'
    """
    quote = _quoted(report.quote) if report.quote else None
    translated = f"{_quoted(report.translation)} (translated)" if report.translation else None
    parts = [
        report.headline,
        translated or quote,
        *(f"{name}: {estimate}" for name, estimate in report.estimates.items()),
        report.when.label() if report.when is not None else None,
        *map(str, report.places),
        report.kind,
        report.phase,
        *(f"{actor.role}: {actor}" if actor.role else str(actor) for actor in report.actors),
        *(f"{name}: {', '.join(words)}" for name, words in report.facets.items()),
    ]
    return "; ".join(part for part in parts if part)


def _quoted(words: str) -> str:
    """Put words into quotation marks, once."""
    bare = words.strip('“”"')
    return f"“{bare}”"


def stance_text(report: Report) -> str:
    """Say on which side a report stands, and of what.

    Examples
    --------
    >>> from conflictlog.report import Report
    >>> stance_text(Report(source="TASS", stance="denies", about="initiator"))
    'denies initiator'
    """
    return f"{report.stance} {report.about}" if report.about else report.stance
