"""A report: one account of an event, by one claimant, in one source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.frozenmap import FrozenMap
from conflictlog.identity import content_hash
from conflictlog.keywords import named_keywords
from conflictlog.kinds import parse_kind
from conflictlog.place import Place
from conflictlog.report.actor import Actor, Claimant, as_actors, as_claimant
from conflictlog.report.checks import (
    call_text,
    each,
    kind_of_value,
    mapping_items,
    one_of,
    optional_text,
    required_text,
    texts,
    truth,
    whole_or_real,
)
from conflictlog.report.estimate import Estimate
from conflictlog.report.provenance import Locator
from conflictlog.report.source import Source, as_source
from conflictlog.scales import check_rating
from conflictlog.when import When

__all__ = [
    "EVIDENCE",
    "INTERESTS",
    "PHASES",
    "STANCES",
    "Report",
    "as_facets",
    "as_places",
    "as_when",
    "made_id",
]

STANCES = ("affirms", "denies", "neutral")
INTERESTS = ("self", "against")
EVIDENCE = ("imagery", "satellite", "video", "eyewitness", "statement", "document", "sensor")
PHASES = ("happened", "ongoing", "planned", "cancelled")


def as_when(value: object) -> When | None:
    """Take a When, or anything that its constructor takes."""
    return value if value is None or isinstance(value, When) else When(value)


def as_places(value: object) -> tuple[Place, ...]:
    """Take a place, a name, or several of either."""
    if value is None:
        return ()
    items = (value,) if isinstance(value, Place | str) else each(value, "places", "places or names")
    return tuple(item if isinstance(item, Place) else Place(item) for item in items)


def as_estimates(value: Mapping[str, Estimate | float] | None) -> FrozenMap[Estimate]:
    """Take estimates or plain numbers by name."""
    return FrozenMap(
        {
            required_text("estimates")(name): _as_estimate(name, item)
            for name, item in mapping_items(value, "estimates")
        }
    )


def _as_estimate(name: str, value: object) -> Estimate:
    if isinstance(value, Estimate):
        return value
    field = f"estimates[{name!r}]"
    number = whole_or_real(field)(value)
    if number is None:
        raise InvalidValue(
            f"{field} is None", expected="a number or an Estimate", remedy="leave the name out"
        )
    return Estimate(number)


def as_facets(
    value: Mapping[str, str | Iterable[str]] | None,
) -> FrozenMap[tuple[str, ...]]:
    """Take one text or several for each facet."""
    return FrozenMap(
        {
            required_text("facets")(name): words
            for name, item in mapping_items(value, "facets")
            if (words := tuple(sorted(texts(f"facets[{name!r}]")(item))))
        }
    )


def _ratings(value: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    pairs = each(value, "ratings", "pairs of a scale and a code")
    for pair in pairs:
        if not isinstance(pair, tuple | list) or len(pair) != len(("scale", "code")):
            raise InvalidValue(
                f"ratings holds {pair!r}",
                expected="pairs of a scale and a code",
                remedy="write [('admiralty-reliability', 'B')]",
            )
    return tuple(check_rating(scale, code) for scale, code in pairs)


@named_keywords
@attrs.frozen(kw_only=True, init=False)
class Report:
    """One account of an event by one claimant in one source; never changed.

    Parameters
    ----------
    source
        The published item, or its outlet's name.
    claimant
        Who says so inside the source; None means the outlet itself.
    stance
        affirms, denies or neutral.
    about
        What the stance is about: None is the event itself, else an attribute
        ("initiator", "place", "downed"). Nobody denies the blast; they deny who.
    interest
        "self" halves the weight, "against" counts in full; None is inferred.
    evidence
        What it rests on: imagery, satellite, video, eyewitness, statement,
        document, sensor.
    derived_from
        Ids of the reports that this one repeats.
    cites
        Outlets that a curated row relied on.
    supersedes
        Id of the report that this one corrects.
    when, places, kind, phase, headline, actors, estimates, facets
        What exactly it says; ``place=`` is one place.
    quote, translation
        Its words, and what they mean.
    ratings
        Pairs of a scale's name and a code, as given.
    sensitive
        Whether publishing it could endanger someone.
    locator
        Where its raw row stands.
    member
        Id of the event that it belonged to before a merge.
    id
        The data set's own key; left out, a hash of what identifies it.

    Notes
    -----
    ``attrs.evolve`` keeps the id that is stored; give ``id=None`` with it for the id of
    the changed content.

    Examples
    --------
    >>> claim = Report(source="AFP", claimant="Ukraine", estimates={"downed": 30})
    >>> claim.id == Report(source="AFP", claimant="Ukraine", estimates={"downed": 30.0}).id
    True
    """

    source: Source | None = attrs.field(converter=as_source)
    claimant: Claimant | None = attrs.field(converter=as_claimant)
    stance: str = attrs.field(default="affirms", validator=one_of(STANCES, optional=False))
    about: str | None = attrs.field(converter=optional_text("about"))
    interest: str | None = attrs.field(validator=one_of(INTERESTS))
    evidence: tuple[str, ...] = attrs.field(
        converter=texts("evidence"), validator=one_of(EVIDENCE, several=True)
    )
    derived_from: tuple[str, ...] = attrs.field(converter=texts("derived_from"))
    cites: tuple[str, ...] = attrs.field(converter=texts("cites"))
    supersedes: str | None = attrs.field(converter=optional_text("supersedes"))
    when: When | None = attrs.field(converter=as_when)
    places: tuple[Place, ...] = attrs.field(converter=as_places)
    kind: str | None = attrs.field(converter=parse_kind)
    phase: str | None = attrs.field(validator=one_of(PHASES))
    headline: str | None = attrs.field(converter=optional_text("headline"))
    actors: tuple[Actor, ...] = attrs.field(converter=as_actors)
    estimates: FrozenMap[Estimate] = attrs.field(converter=as_estimates)
    facets: FrozenMap[tuple[str, ...]] = attrs.field(converter=as_facets)
    quote: str | None = attrs.field(converter=optional_text("quote"))
    translation: str | None = attrs.field(converter=optional_text("translation"))
    ratings: tuple[tuple[str, str], ...] = attrs.field(converter=_ratings)
    sensitive: bool = attrs.field(validator=truth)
    locator: Locator | None = attrs.field(validator=kind_of_value(Locator))
    member: str | None = attrs.field(converter=optional_text("member"))
    id: str = attrs.field(converter=required_text("id"))

    def __init__(
        self,
        *,
        source: Source | str | None = None,
        claimant: Claimant | str | None = None,
        stance: str = "affirms",
        about: str | None = None,
        interest: str | None = None,
        evidence: str | Iterable[str] = (),
        derived_from: str | Iterable[str] = (),
        cites: str | Iterable[str] = (),
        supersedes: str | None = None,
        when: object = None,
        place: Place | str | None = None,
        places: Place | str | Iterable[Place | str] = (),
        kind: str | Iterable[str] | None = None,
        phase: str | None = None,
        headline: str | None = None,
        actors: Actor | str | Iterable[Actor | str] = (),
        estimates: Mapping[str, Estimate | float] | None = None,
        facets: Mapping[str, str | Iterable[str]] | None = None,
        quote: str | None = None,
        translation: str | None = None,
        ratings: Iterable[tuple[str, str]] = (),
        sensitive: bool = False,
        locator: Locator | None = None,
        member: str | None = None,
        id: str | None = None,
    ) -> None:
        self.__attrs_init__(
            source=source,
            claimant=claimant,
            stance=stance,
            about=about,
            interest=interest,
            evidence=evidence,
            derived_from=derived_from,
            cites=cites,
            supersedes=supersedes,
            when=when,
            places=one_or_several("place", place, "places", places),
            kind=kind,
            phase=phase,
            headline=headline,
            actors=actors,
            estimates=estimates,
            facets=facets,
            quote=quote,
            translation=translation,
            ratings=ratings,
            sensitive=sensitive,
            locator=locator,
            member=member,
            id="pending" if id is None else id,
        )
        if id is None:
            object.__setattr__(self, "id", made_id(self))

    __repr__ = call_text

    def __str__(self) -> str:
        source = str(self.source) if self.source is not None else "no source given"
        teller = f"{self.claimant} ({source})" if self.claimant is not None else source
        said = {"affirms": "", "denies": " denies", "neutral": " does not say whether"}[self.stance]
        return f"{teller}{said}{f' {self.about}' if said and self.about else ''}"


def one_or_several(single: str, one: object, plural: str, several: object) -> object:
    """Let ``place=x`` mean ``places=(x,)``, and refuse both at once."""
    if one is None:
        return several
    if several is not None and (not isinstance(several, Sized) or len(several)):
        raise InvalidValue(
            f"both {single}= and {plural}= are given", remedy=f"put all of them into {plural}="
        )
    return (one,)


def made_id(report: Report) -> str:
    """Give the id that a report has by its content, whatever id it bears.

    Examples
    --------
    >>> report = Report(source="AFP")
    >>> made_id(attrs.evolve(report, id="r-1")) == report.id
    True
    """
    return f"r-{content_hash(*_identifying(report))}"


def _identifying(report: Report) -> tuple[object, ...]:
    """Give what identifies a report: never how it was fetched, rated or stored."""
    source, claimant = report.source, report.claimant
    return (
        source and (source.outlet, source.url or source.title, source.published),
        claimant and (claimant.name, claimant.side),
        report.stance,
        report.about,
        report.when,
        report.places,
        report.kind,
        report.phase,
        report.headline,
        report.actors,
        report.estimates,
        report.facets,
        report.quote,
    )
