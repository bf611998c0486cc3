"""What stands beside an event: links, analysts' assessments, the members of a merge."""

from __future__ import annotations

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.frozenmap import FrozenMap
from conflictlog.keywords import named_keywords
from conflictlog.kinds import parse_kind
from conflictlog.place import Place
from conflictlog.report import Actor, Claimant
from conflictlog.report.actor import as_actors, as_claimant
from conflictlog.report.checks import (
    call_text,
    each,
    kind_of_value,
    moment,
    one_of,
    optional_text,
    required_text,
    texts,
    truth,
)
from conflictlog.report.record import PHASES, as_facets, as_places, as_when
from conflictlog.when import When

__all__ = [
    "LINK_TYPES",
    "Assessment",
    "Link",
    "Member",
    "as_assessments",
    "as_links",
    "as_members",
]

LINK_TYPES = (
    "part_of",
    "caused_by",
    "follows",
    "response_to",
    "same_as",
    "contradicts",
    "related",
)


@named_keywords
@attrs.frozen
class Link:
    """A link from one event to another.

    Parameters
    ----------
    type
        part_of, caused_by, follows, response_to, same_as, contradicts; or related, where a
        data set links events without saying how.
    target
        Id of the other event.
    claimant
        Who claims the link; None means the analyst.

    Examples
    --------
    >>> Link("caused_by", "e-raid", claimant="Ukraine").claimant.name
    'Ukraine'
    """

    type: str = attrs.field(validator=one_of(LINK_TYPES, optional=False))
    target: str = attrs.field(converter=required_text("target"))
    claimant: Claimant | None = attrs.field(default=None, converter=as_claimant, kw_only=True)

    __repr__ = call_text


def _chance(_: object, attribute: attrs.Attribute[float], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InvalidValue(
            f"{attribute.name} is {value!r}",
            expected="a probability, 0 to 1",
            remedy="put words into verdict=",
        )


@named_keywords
@attrs.frozen(kw_only=True)
class Assessment:
    """An analyst's own judgement; it stands beside the computed confidence, never instead.

    Parameters
    ----------
    who
        The analyst.
    p
        Probability that the event is as shown, 0 to 1.
    verdict
        In words: "confirmed", "hoax".
    when
        Day or time of the judgement, ISO text.
    why
        The reason.

    Raises
    ------
    InvalidValue
        Where neither p nor a verdict is given, or p is no probability.

    Examples
    --------
    >>> Assessment(who="desk", p=0.9, why="geolocated video").p
    0.9
    """

    who: str = attrs.field(converter=required_text("who"))
    p: float | None = attrs.field(default=None, validator=attrs.validators.optional(_chance))
    verdict: str | None = attrs.field(default=None, converter=optional_text("verdict"))
    when: str | None = attrs.field(default=None, converter=moment("when"))
    why: str | None = attrs.field(default=None, converter=optional_text("why"))

    def __attrs_post_init__(self) -> None:
        if self.p is None and self.verdict is None:
            raise InvalidValue(
                f"an assessment by {self.who!r} without p and without a verdict",
                expected="either",
                remedy="give p=0.8 or verdict='confirmed'",
            )

    __repr__ = call_text


def as_links(value: object) -> tuple[Link, ...]:
    """Take a link or several."""
    return (value,) if isinstance(value, Link) else each(value, "links", "Link values")


def as_assessments(value: object) -> tuple[Assessment, ...]:
    """Take an assessment or several."""
    if isinstance(value, Assessment):
        return (value,)
    return each(value, "assessments", "Assessment values")


@named_keywords
@attrs.frozen(kw_only=True)
class Member:
    """One event of a merged event as it was: its id and its own set fields.

    Examples
    --------
    >>> Member(id="GED:412700", kind="strike").kind
    'strike'
    """

    id: str = attrs.field(converter=required_text("id"))
    kind: str | None = attrs.field(default=None, converter=parse_kind)
    title: str | None = attrs.field(default=None, converter=optional_text("title"))
    when: When | None = attrs.field(default=None, converter=as_when)
    places: tuple[Place, ...] = attrs.field(default=(), converter=as_places)
    actors: tuple[Actor, ...] = attrs.field(default=(), converter=as_actors)
    facets: FrozenMap[tuple[str, ...]] = attrs.field(factory=FrozenMap, converter=as_facets)
    phase: str | None = attrs.field(default=None, validator=one_of(PHASES))
    links: tuple[Link, ...] = attrs.field(
        default=(), converter=as_links, validator=kind_of_value(Link, several=True)
    )
    assessments: tuple[Assessment, ...] = attrs.field(
        default=(), converter=as_assessments, validator=kind_of_value(Assessment, several=True)
    )
    notes: str | None = attrs.field(default=None, converter=optional_text("notes"))
    tags: tuple[str, ...] = attrs.field(default=(), converter=texts("tags"))
    sensitive: bool = attrs.field(default=False, validator=truth)

    __repr__ = call_text


def as_members(value: object) -> tuple[Member, ...]:
    """Take a member or several."""
    return (value,) if isinstance(value, Member) else each(value, "members", "Member values")
