"""How each field of a value is nested in a column: one table for both directions."""

from __future__ import annotations

from typing import Final

import attrs

from conflictlog.event import Assessment, Event, Link, Member
from conflictlog.place import Place
from conflictlog.report import Actor, Claimant, Estimate, Locator, Report, Source
from conflictlog.when import When

__all__ = ["FIELDS", "REQUIRED", "SHAPES", "Many", "Named", "One", "Pairs", "Shape", "Texts"]


@attrs.frozen
class One:
    """A value in a struct; null where it is missing."""

    of: type


@attrs.frozen
class Many:
    """Values in a list of structs; empty where there are none."""

    of: type


@attrs.frozen
class Named:
    """Values by name in a list of structs with a leading name; None: texts by name."""

    of: type | None


@attrs.frozen
class Pairs:
    """Pairs of texts in a list of structs."""

    first: str
    second: str


@attrs.frozen
class Texts:
    """Texts in a list."""


Shape = One | Many | Named | Pairs | Texts

SHAPES: Final[dict[type, dict[str, Shape]]] = {
    Event: {
        "when": One(When),
        "places": Many(Place),
        "actors": Many(Actor),
        "facets": Named(None),
        "reports": Many(Report),
        "links": Many(Link),
        "assessments": Many(Assessment),
        "tags": Texts(),
        "members": Many(Member),
    },
    Member: {
        "when": One(When),
        "places": Many(Place),
        "actors": Many(Actor),
        "facets": Named(None),
        "links": Many(Link),
        "assessments": Many(Assessment),
        "tags": Texts(),
    },
    Report: {
        "source": One(Source),
        "claimant": One(Claimant),
        "evidence": Texts(),
        "derived_from": Texts(),
        "cites": Texts(),
        "when": One(When),
        "places": Many(Place),
        "actors": Many(Actor),
        "estimates": Named(Estimate),
        "facets": Named(None),
        "ratings": Pairs("scale", "code"),
        "locator": One(Locator),
    },
    Link: {"claimant": One(Claimant)},
    Assessment: {},
    Actor: {},
    Claimant: {},
    Estimate: {},
    Locator: {},
    Place: {},
    Source: {},
    When: {},
}

FIELDS: Final[dict[type, tuple[str, ...]]] = {
    cls: tuple(field.name for field in attrs.fields(cls)) for cls in SHAPES
}

#: The field that is never null in a value that is there: engines may turn a null
#: struct into a struct of nulls, and this tells them apart.
REQUIRED: Final[dict[type, tuple[str, ...]]] = {
    When: ("precision",),
    Source: ("outlet",),
    Claimant: ("name",),
    Locator: ("dataset", "file", "sha256", "row"),
}
