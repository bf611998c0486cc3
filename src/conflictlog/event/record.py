"""The event itself: what the analyst set, and its reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from conflictlog.event.relations import Assessment, Link, Member
from conflictlog.frozenmap import FrozenMap
from conflictlog.identity import content_hash
from conflictlog.keywords import named_keywords
from conflictlog.kinds import parse_kind
from conflictlog.place import Place
from conflictlog.report import PHASES, Actor, Report
from conflictlog.report.actor import as_actors
from conflictlog.report.checks import one_of, optional_text, required_text, texts, truth
from conflictlog.report.record import as_facets, as_places, as_when, one_or_several
from conflictlog.when import When

__all__ = ["Event"]


def _canonical_reports(value: Iterable[Report]) -> tuple[Report, ...]:
    """Keep each report once, sorted: a set of reports has one order."""
    unique = tuple(dict.fromkeys((value,) if isinstance(value, Report) else value))
    if len({report.id for report in unique}) == len(unique):
        return tuple(sorted(unique, key=lambda report: report.id))
    return tuple(sorted(unique, key=lambda report: (report.id, content_hash(report))))


@named_keywords
@attrs.frozen(kw_only=True, init=False)
class Event:
    """Something that happened, is said to have happened, or is planned.

    Every argument is what the analyst sets. What is not set is taken from the
    reports when it is asked for, and all that they say differently stays.

    Parameters
    ----------
    kind
        A path in the taxonomy, "strike/drone", or a set of them (any of these).
    title
        A short name for people.
    when
        A `When`, or text that it reads.
    place, places
        Where it happened: at all of them. Rival places are in rival reports.
    actors
        Who took part.
    facets
        Typed side facts: weapon, target, outcome, domain.
    phase
        happened, ongoing, planned or cancelled.
    reports
        Who says so; their order does not matter.
    links
        To other events.
    assessments
        Analysts' judgements.
    notes, tags
        Free text and labels.
    sensitive
        Whether publishing it could endanger someone.
    members
        What a merged event was made of.
    id
        Left out, ``e-`` and a hash of the content.

    Examples
    --------
    >>> raid = Event(kind="strike/drone", when="2022-12-19", place="Kyiv", reports=[
    ...     Report(source="AFP", claimant="Ukraine's air force", estimates={"downed": 30})])
    >>> raid.id.startswith("e-"), raid.places[0].name
    (True, 'Kyiv')
    """

    kind: str | None = attrs.field(converter=parse_kind)
    title: str | None = attrs.field(converter=optional_text("title"))
    when: When | None = attrs.field(converter=as_when)
    places: tuple[Place, ...] = attrs.field(converter=as_places)
    actors: tuple[Actor, ...] = attrs.field(converter=as_actors)
    facets: FrozenMap[tuple[str, ...]] = attrs.field(converter=as_facets)
    phase: str | None = attrs.field(validator=one_of(PHASES))
    reports: tuple[Report, ...] = attrs.field(converter=_canonical_reports)
    links: tuple[Link, ...] = attrs.field(converter=tuple)
    assessments: tuple[Assessment, ...] = attrs.field(converter=tuple)
    notes: str | None = attrs.field(converter=optional_text("notes"))
    tags: tuple[str, ...] = attrs.field(converter=texts("tags"))
    sensitive: bool = attrs.field(validator=truth)
    members: tuple[Member, ...] = attrs.field(converter=tuple)
    id: str = attrs.field(converter=required_text("id"))

    def __init__(  # noqa: PLR0913 - an event has this many facts, each by keyword
        self,
        *,
        kind: str | Iterable[str] | None = None,
        title: str | None = None,
        when: object = None,
        place: Place | str | None = None,
        places: Place | str | Iterable[Place | str] = (),
        actors: Actor | str | Iterable[Actor | str] = (),
        facets: Mapping[str, str | Iterable[str]] | None = None,
        phase: str | None = None,
        reports: Report | Iterable[Report] = (),
        links: Iterable[Link] = (),
        assessments: Iterable[Assessment] = (),
        notes: str | None = None,
        tags: str | Iterable[str] = (),
        sensitive: bool = False,
        members: Iterable[Member] = (),
        id: str | None = None,  # noqa: A002 - the field's name
    ) -> None:
        self.__attrs_init__(
            kind=kind,
            title=title,
            when=when,
            places=one_or_several("place", place, "places", places),
            actors=actors,
            facets=facets,
            phase=phase,
            reports=reports,
            links=links,
            assessments=assessments,
            notes=notes,
            tags=tags,
            sensitive=sensitive,
            members=members,
            id="pending" if id is None else id,
        )
        if id is None:
            content = [getattr(self, field.name) for field in attrs.fields(Event)[:-1]]
            object.__setattr__(self, "id", f"e-{content_hash(*content)}")
