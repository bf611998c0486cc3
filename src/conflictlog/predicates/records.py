"""Predicates of the record itself: ids, links, sensitivity, what is not known."""

from __future__ import annotations

from conflictlog.query import IdIn, LinkedTo, Query, Sensitive, Unknown

__all__ = ["ids", "linked_to", "part_of", "sensitive", "unknown"]


def ids(*ids: str) -> Query:
    """Ask for events by their ids.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> ids("raid", "visit").answer(Event(id="raid"))
    True
    """
    return IdIn(words=ids)


def linked_to(target: str, *, type: str | None = None) -> Query:
    """Ask for events that link to another one, by any sort of link or by one.

    Examples
    --------
    >>> from conflictlog.event import Event, Link
    >>> outage = Event(links=[Link("caused_by", "raid")])
    >>> linked_to("raid").answer(outage), linked_to("raid", type="follows").answer(outage)
    (True, False)
    """
    return LinkedTo(target=target, type=type)


def part_of(target: str) -> Query:
    """Ask for the parts of a wave, or of another larger event.

    Examples
    --------
    >>> from conflictlog.event import Event, Link
    >>> part_of("wave").answer(Event(links=[Link("part_of", "wave")]))
    True
    """
    return LinkedTo(target=target, type="part_of")


def sensitive() -> Query:
    """Ask for events whose publication, or that of a report, could endanger someone.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> sensitive().answer(Event(sensitive=True))
    True
    """
    return Sensitive()


def unknown(name: str) -> Query:
    """Ask for events of which something is not known: "place", "when", "kind", "killed", ...

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> unknown("when").answer(Event()), unknown("killed").answer(Event())
    (True, True)
    """
    return Unknown(name=name)
