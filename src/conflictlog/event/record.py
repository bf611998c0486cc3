"""The event itself: what the analyst set, and its reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.event.card import event_card
from conflictlog.event.conflicts import Conflict, find_conflicts
from conflictlog.event.estimates import EstimateSummary, estimate_names, summarize
from conflictlog.event.explaining import explain_event
from conflictlog.event.pools import traced_reports, weigh_attribute, weigh_event
from conflictlog.event.relations import (
    Assessment,
    Link,
    Member,
    as_assessments,
    as_links,
    as_members,
)
from conflictlog.event.shown import Shown, show
from conflictlog.event.wording import one_line
from conflictlog.frozenmap import FrozenMap
from conflictlog.identity import content_hash
from conflictlog.keywords import named_keywords
from conflictlog.kinds import parse_kind
from conflictlog.place import Place
from conflictlog.report import PHASES, Actor, Report
from conflictlog.report.actor import as_actors
from conflictlog.report.checks import (
    call_text,
    each,
    kind_of_value,
    one_of,
    optional_text,
    required_text,
    texts,
    truth,
)
from conflictlog.report.record import as_facets, as_places, as_when, one_or_several
from conflictlog.weighing import (
    Basis,
    ConfidenceModel,
    OriginSuggestion,
    Weighing,
    suggest_origins,
)
from conflictlog.when import When

if TYPE_CHECKING:
    from conflictlog.registry import Registry

__all__ = ["Event"]


def _canonical_reports(value: object) -> tuple[Report, ...]:
    """Keep each report once, sorted: a set of reports has one order."""
    given = (value,) if isinstance(value, Report) else each(value, "reports", "Report values")
    for report in given:
        if not isinstance(report, Report):
            raise InvalidValue(
                f"reports holds {report!r}",
                expected="a Report",
                remedy="make one with Report(source=...) or source.says(...)",
            )
    unique = tuple(dict.fromkeys(given))
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
    >>> raid = Event(
    ...     kind="strike/drone",
    ...     when="2022-12-19",
    ...     place="Kyiv",
    ...     reports=[
    ...         Report(source="AFP", claimant="Ukraine's air force", estimates={"downed": 30})
    ...     ],
    ... )
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
    links: tuple[Link, ...] = attrs.field(
        converter=as_links, validator=kind_of_value(Link, several=True)
    )
    assessments: tuple[Assessment, ...] = attrs.field(
        converter=as_assessments, validator=kind_of_value(Assessment, several=True)
    )
    notes: str | None = attrs.field(converter=optional_text("notes"))
    tags: tuple[str, ...] = attrs.field(converter=texts("tags"))
    sensitive: bool = attrs.field(validator=truth)
    members: tuple[Member, ...] = attrs.field(
        converter=as_members, validator=kind_of_value(Member, several=True)
    )
    id: str = attrs.field(converter=required_text("id"))

    def __init__(
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
        id: str | None = None,
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
            # The pending id is the same in every new event: hashed with the rest it adds nothing.
            object.__setattr__(self, "id", f"e-{content_hash(self)}")

    __repr__ = call_text

    def __str__(self) -> str:
        """Say when, what, where, how well supported, and the id, in one line."""
        return one_line(self)

    def _repr_html_(self) -> str:
        return event_card(self)

    @property
    def shown(self) -> Shown:
        """What the event shows: what is set, and what is picked from the reports.

        Examples
        --------
        >>> raid = Event(kind="strike", reports=[Report(source="AFP", place="Kyiv", id="r-afp")])
        >>> raid.shown.places[0].name, raid.shown.origin_of["places"]
        ('Kyiv', 'r-afp')
        """
        return show(self)

    @property
    def place(self) -> Place | None:
        """The first place that the event shows."""
        return next(iter(self.shown.places), None)

    @property
    def status(self) -> str:
        """reported, one_sided, contested or denied: always derived, never set."""
        return self.weigh().status

    @property
    def confidence(self) -> float:
        """How likely the reports make it that the event is as said, by the shipped model."""
        return self.weigh().confidence

    @property
    def basis(self) -> Basis:
        """What the confidence rests on; to be shown before the number."""
        return self.weigh().basis

    def weigh(
        self, model: ConfidenceModel | None = None, registry: Registry | None = None
    ) -> Weighing:
        """Weigh the reports about the event itself, by a model and registry of your own.

        Examples
        --------
        >>> round(Event(reports=[Report(source="AFP")]).weigh().confidence, 3)
        0.8
        """
        return weigh_event(self, traced_reports(self, model=model, registry=registry))

    def confidence_in(
        self,
        attribute: str,
        *,
        scope: str | None = None,
        model: ConfidenceModel | None = None,
        registry: Registry | None = None,
    ) -> float:
        """Give the confidence in what the event shows of one attribute.

        Parameters
        ----------
        attribute
            "when", "place", "kind", "phase", "title", "actors", a role, the name of a count
            or of a facet ("facet:target" where a role has that name).
        scope
            For a count that is stated for several scopes: which.
        model, registry
            Other than the shipped ones.

        Raises
        ------
        UnknownName
            Where nothing has that name; the nearest that exists is given.
        InvalidValue
            For a count with several scopes where none is asked for.

        Examples
        --------
        >>> blast = Event(
        ...     reports=[
        ...         Report(source="AFP", actors=[Actor("Russia", role="initiator")]),
        ...         Report(
        ...             source="TASS", claimant="the Kremlin", stance="denies", about="initiator"
        ...         ),
        ...     ]
        ... )
        >>> blast.confidence_in("initiator") < blast.confidence
        True
        """
        return weigh_attribute(
            self, attribute, scope=scope, model=model, registry=registry
        ).confidence

    @property
    def estimate_names(self) -> tuple[str, ...]:
        """The names of all counts that a report states, sorted."""
        return estimate_names(self)

    def estimate(
        self,
        name: str,
        *,
        scope: str | None = None,
        model: ConfidenceModel | None = None,
        registry: Registry | None = None,
    ) -> EstimateSummary:
        """Sum up one count over all reports; see `EstimateSummary`, and never an average.

        Parameters
        ----------
        name
            "downed", "killed", ...
        scope
            Which part; "" is what names none. Needed for one number where several are stated.
        model, registry
            Other than the shipped ones.

        Raises
        ------
        UnknownName
            Where no report states it; the nearest that one does is given.

        Examples
        --------
        >>> raid = Event(reports=[Report(source="AFP", estimates={"downed": 30})])
        >>> raid.estimate("downed").best
        30
        """
        return summarize(
            self,
            name,
            scope=scope,
            traced=traced_reports(self, model=model, registry=registry),
        )

    def conflicts(
        self, *, model: ConfidenceModel | None = None, registry: Registry | None = None
    ) -> tuple[Conflict, ...]:
        """Find what cannot all be true: rival values and denials, with who states each.

        Examples
        --------
        >>> [
        ...     str(one.value)
        ...     for one in Event(
        ...         reports=[
        ...             Report(source="AFP", phase="planned"),
        ...             Report(source="TASS", phase="cancelled"),
        ...         ]
        ...     )
        ...     .conflicts()[0]
        ...     .alternatives
        ... ]
        ['planned', 'cancelled']
        """
        return find_conflicts(self, traced_reports(self, model=model, registry=registry))

    def explain(
        self, *, model: ConfidenceModel | None = None, registry: Registry | None = None
    ) -> str:
        """Say what is shown, where each part comes from, what conflicts, and what it weighs."""
        return explain_event(self, model=model, registry=registry)

    def suggest_origins(self, registry: Registry | None = None) -> tuple[OriginSuggestion, ...]:
        """Propose which reports repeat which, for an analyst to accept or not."""
        return suggest_origins(self.reports, registry=registry)
