"""Predicates of words: phase, status, evidence, facets, tags, free text."""

from __future__ import annotations

from conflictlog.errors import InvalidValue
from conflictlog.query import (
    And,
    EvidenceIn,
    FacetHas,
    PhaseIn,
    Query,
    StatusIn,
    TagIn,
    TextHas,
)
from conflictlog.query.tree import join

__all__ = ["evidence", "facet", "phase", "status", "tag", "text"]


def phase(*phases: str) -> Query:
    """Ask for events that happened, are ongoing, planned or cancelled.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> phase("planned").answer(Event(phase="planned"))
    True
    """
    return PhaseIn(words=phases)


def status(*statuses: str) -> Query:
    """Ask for events that are reported, one_sided, contested or denied.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> status("contested", "denied").answer(Event())
    False
    """
    return StatusIn(words=statuses)


def evidence(*sorts: str) -> Query:
    """Ask for events of which a report rests on imagery, satellite, video, eyewitness, ...

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> from conflictlog.report import Report
    >>> evidence("video").answer(Event(reports=[Report(source="AFP", evidence="video")]))
    True
    """
    return EvidenceIn(words=sorts)


def facet(name: str, *words: str) -> Query:
    """Ask for events of which a facet holds a word: ``facet("weapon", "drone")``.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> facet("weapon", "drone").answer(Event(facets={"weapon": "drone"}))
    True
    """
    return FacetHas(name=name, words=words)


def tag(*tags: str) -> Query:
    """Ask for events with one of some tags.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> tag("winter").answer(Event(tags=["winter", "grid"]))
    True
    """
    return TagIn(words=tags)


def text(*words: str) -> Query:
    """Ask for events whose texts hold all of some words, each a word or several in a row.

    Searched are titles, notes, headlines, quotes, translations and titles of sources, in any
    script, whatever case.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> blackout = Event(title="Drones over KYIV, critical infrastructure hit")
    >>> text("kyiv", "critical infrastructure").answer(blackout), text("drone").answer(blackout)
    (True, False)
    """
    if not words:
        raise InvalidValue("text() names no word", expected="one or more", remedy="write text('x')")
    return join(And, *(TextHas(word=word) for word in words))
