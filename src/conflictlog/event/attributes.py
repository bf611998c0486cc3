"""What can be asked of an event by name: when, place, a role, a count, a facet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.report import ROLES, Report
from conflictlog.weighing.origins import find_superseded

if TYPE_CHECKING:
    from conflictlog.event.record import Event

__all__ = ["Attribute", "attribute_named", "facet_name", "live_reports", "names_of"]

_SINGLE = ("title", "when", "places", "kind", "phase")
_ALIASES = {"place": "places", "headline": "title"}
_FACET = "facet:"


@attrs.frozen
class Attribute:
    """One attribute of an event: how to read it from a report, and who speaks about it.

    Parameters
    ----------
    sort
        title, when, places, kind, phase, actors, role, estimate or facet.
    key
        The role, the count's name or the facet's name; None for a role: without a role.
    scope
        For a count: only what speaks of this part; "" is what names no part, None any.
    """

    sort: str
    key: str | None = None
    scope: str | None = None

    @property
    def name(self) -> str:
        """The name under which it is asked for."""
        if self.sort == "facet" and self.key is not None:
            return facet_name(self.key)
        if self.sort == "role":
            return self.key or "actors"
        return self.key or {"places": "place"}.get(self.sort, self.sort)

    def of(self, report: Report) -> object:
        """Give what a report states of it; None where it states nothing."""
        match self.sort:
            case "title":
                return report.headline
            case "role":
                return tuple(a for a in report.actors if a.role == self.key) or None
            case "estimate":
                estimate = report.estimates.get(self.key or "")
                if estimate is None or self.scope not in {None, estimate.scope or ""}:
                    return None
                return estimate
            case "facet":
                return report.facets.get(self.key or "") or None
            case _:
                return getattr(report, self.sort) or None

    def is_about(self, about: str | None) -> bool:
        """Say whether a stance about `about` is one about this attribute."""
        if about is None:
            return False
        if self.sort == "role":
            return about in {self.key, "actors"}
        if self.sort == "actors":
            return about == "actors" or about in ROLES
        if self.sort in {"estimate", "facet"}:
            return about in {self.key, f"{_FACET}{self.key}"}
        return _ALIASES.get(about, about) == self.sort

    def stated(self, reports: Iterable[Report]) -> list[tuple[Report, object]]:
        """Give the reports that may show a value of it, each with the value."""
        return [
            (report, value)
            for report in reports
            if report.stance != "denies"
            and (report.about is None or self.is_about(report.about))
            and (value := self.of(report)) is not None
        ]


def facet_name(key: str) -> str:
    """Name a facet; one that shares its name with a role is told apart.

    Examples
    --------
    >>> facet_name("weapon"), facet_name("target")
    ('weapon', 'facet:target')
    """
    return f"{_FACET}{key}" if key in ROLES else key


def live_reports(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Drop the reports that a later word replaces."""
    gone = find_superseded(reports)
    return tuple(report for report in reports if report.id not in gone) if gone else reports


def _has_role(event: Event, role: str) -> bool:
    told = (event.actors, *(report.actors for report in event.reports))
    return any(actor.role == role for actors in told for actor in actors)


def names_of(event: Event) -> tuple[str, ...]:
    """Give every name that `confidence_in` takes for an event."""
    names = {"title", "when", "place", "places", "kind", "phase", "actors", *ROLES}
    names.update(facet_name(key) for key in event.facets)
    for report in event.reports:
        names.update(report.estimates, map(facet_name, report.facets))
        if report.about is not None:
            names.add(report.about)
    return tuple(sorted(names))


def attribute_named(event: Event, name: str, *, scope: str | None = None) -> Attribute:
    """Find the attribute that a name stands for in an event.

    Raises
    ------
    UnknownName
        Where neither the event nor a report has it; the nearest name is given.
    InvalidValue
        Where the name is no text.
    """
    if not isinstance(name, str):
        raise InvalidValue(
            f"attribute is {name!r}",
            expected="the name of an attribute, a role, a count or a facet",
            remedy="write it as text: 'initiator', 'downed'",
        )
    single = _ALIASES.get(name, name)
    if single in _SINGLE or single == "actors":
        return Attribute(single)
    key = name.removeprefix(_FACET)
    is_facet = key in event.facets or any(key in report.facets for report in event.reports)
    if name in ROLES and not (is_facet and not _has_role(event, name)):
        return Attribute("role", name)
    if is_facet:
        return Attribute("facet", key)
    known = names_of(event)
    if name in known:
        return Attribute("estimate", name, scope)
    raise UnknownName(
        f"{name!r} is no attribute of event {event.id!r}",
        expected=f"one of {', '.join(known)}",
        remedy=nearest_hint(name, known) or "see what the reports state with event.explain()",
    )
