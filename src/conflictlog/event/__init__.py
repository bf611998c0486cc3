"""An event: what happened, is said to have happened, or is planned."""

from conflictlog.event.conflicts import Alternative, Conflict
from conflictlog.event.estimates import EstimateSummary
from conflictlog.event.record import Event
from conflictlog.event.relations import LINK_TYPES, Assessment, Link, Member
from conflictlog.event.shown import Shown, effective_letter, parties_of, show
from conflictlog.event.wording import chance_text, confidence_text, headline_of

__all__ = [
    "LINK_TYPES",
    "Alternative",
    "Assessment",
    "Conflict",
    "EstimateSummary",
    "Event",
    "Link",
    "Member",
    "Shown",
    "chance_text",
    "confidence_text",
    "effective_letter",
    "headline_of",
    "parties_of",
    "show",
]
