"""Predicates of the record itself: ids, links, sensitivity, what is not known."""

from __future__ import annotations

from conflictlog.errors import UnknownName, nearest_hint
from conflictlog.query import ATTRIBUTES, IdIn, LinkedTo, Query, Sensitive, Unknown
from conflictlog.report import COUNT_NAMES
from conflictlog.report.checks import required_text

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


def unknown(name: str, *, unknown_ok: bool = False) -> Query:
    """Ask for events of which something is not known: "place", "when", "kind", "killed", ...

    Parameters
    ----------
    name
        An attribute, or a count.
    unknown_ok
        Whether it may be a count of your own.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> unknown("when").answer(Event()), unknown("killed").answer(Event())
    (True, True)
    """
    known = (*ATTRIBUTES, *COUNT_NAMES)
    told = required_text("name")(name)
    if told not in known and not unknown_ok:
        hint = nearest_hint(told, known)
        own = f"for a count of your own write unknown({told!r}, unknown_ok=True)"
        raise UnknownName(
            f"unknown is asked of {told!r}",
            expected=f"one of {', '.join(known)}",
            remedy=f"{hint}; {own}" if hint else own,
        )
    return Unknown(name=told)
