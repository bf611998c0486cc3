"""What an event shows: what the analyst set, and where nothing is set, what is picked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from conflictlog.event.attributes import Attribute, facet_name, live_reports
from conflictlog.event.picking import pick
from conflictlog.frozenmap import FrozenMap
from conflictlog.place import Place
from conflictlog.registry import Registry, shipped_registry
from conflictlog.report import ROLES, Actor, Report
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing.pooling import profile_of
from conflictlog.when import When

if TYPE_CHECKING:
    from conflictlog.event.record import Event

__all__ = ["SET", "Shown", "effective_letter", "parties_of", "show"]

#: In `Shown.origin_of`: set by the analyst.
SET = "set"


@attrs.frozen(kw_only=True)
class Shown:
    """What an event shows, and where each attribute comes from.

    Parameters
    ----------
    kind, title, when, places, actors, facets, phase
        As in `Event`; None or empty where neither the analyst nor a report says it.
        Actors are picked role by role, facets name by name.
    origin_of
        Attribute ("when", "places", a role, a facet's name, ...) to "set" or to the id of
        the report that it was picked from. Actors without a role are under "actors".
    """

    kind: str | None
    title: str | None
    when: When | None
    places: tuple[Place, ...]
    actors: tuple[Actor, ...]
    facets: FrozenMap[tuple[str, ...]]
    phase: str | None
    origin_of: FrozenMap[str]


def effective_letter(report: Report, registry: Registry | None = None) -> str | None:
    """Give the reliability of the weakest of a report's outlet, wire and rated claimant.

    Examples
    --------
    >>> effective_letter(Report(source="AFP", claimant="the Kremlin"))
    'D'
    """
    return profile_of(
        report, registry=registry or shipped_registry(), model=ConfidenceModel()
    ).reliability


def show(event: Event, registry: Registry | None = None) -> Shown:
    """Work out what an event shows; `conflictlog.event.picking` states the rule."""
    reports = live_reports(event.reports)
    letters: dict[int, str | None] = {}

    def letter_of(report: Report) -> str | None:
        # By identity: hashing a report costs as much as judging it.
        if id(report) not in letters:
            letters[id(report)] = effective_letter(report, registry)
        return letters[id(report)]

    origins: dict[str, str] = {}

    def choose(attribute: Attribute, fixed: object, key: str) -> object:
        if fixed is not None:
            origins[key] = SET
            return fixed
        found = pick(attribute.stated(reports), letter_of, by_width=attribute.sort in _WITH_WIDTH)
        if found is None:
            return None
        origins[key] = found[0].id
        return found[1]

    actors: tuple[Actor, ...] = ()
    if event.actors:
        actors = cast("tuple[Actor, ...]", choose(Attribute("actors"), event.actors, "actors"))
    else:
        for role in (*ROLES, None):
            picked = choose(Attribute("role", role), None, role or "actors")
            actors += cast("tuple[Actor, ...]", picked or ())
    facets = {
        name: cast("tuple[str, ...]", found)
        for name in _facet_names(event, reports)
        if (found := choose(Attribute("facet", name), event.facets.get(name), facet_name(name)))
    }
    return Shown(
        kind=cast("str | None", choose(Attribute("kind"), event.kind, "kind")),
        title=cast("str | None", choose(Attribute("title"), event.title, "title")),
        when=cast("When | None", choose(Attribute("when"), event.when, "when")),
        places=cast(
            "tuple[Place, ...]", choose(Attribute("places"), event.places or None, "places") or ()
        ),
        actors=actors,
        facets=FrozenMap(facets),
        phase=cast("str | None", choose(Attribute("phase"), event.phase, "phase")),
        origin_of=FrozenMap(origins),
    )


_WITH_WIDTH = frozenset({"when", "places", "kind"})


def _facet_names(event: Event, reports: tuple[Report, ...]) -> list[str]:
    return sorted({*event.facets, *(name for report in reports for name in report.facets)})


def parties_of(event: Event) -> tuple[Actor, ...]:
    """Give whose interest counts as self-interest: the set actors, else all reports' actors."""
    if event.actors:
        return event.actors
    return tuple(dict.fromkeys(actor for report in event.reports for actor in report.actors))
