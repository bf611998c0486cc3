"""An event: what happened, is said to have happened, or is planned."""

from conflictlog.event.record import Event
from conflictlog.event.relations import LINK_TYPES, Assessment, Link, Member

__all__ = ["LINK_TYPES", "Assessment", "Event", "Link", "Member"]
