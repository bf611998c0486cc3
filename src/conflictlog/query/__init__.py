"""Queries as values: a tree of questions with three answers. No columns, no Polars."""

from __future__ import annotations

from conflictlog.query.areas import InArea, InBox, InPolygons
from conflictlog.query.divisions import InDivision
from conflictlog.query.facts import Facts
from conflictlog.query.json_form import QUESTIONS, VERSION, from_json, to_json
from conflictlog.query.kindred import KindIn
from conflictlog.query.kleene import Answer, conjunction, disjunction, negation, three
from conflictlog.query.numbers import ConfidenceIs, CountIs, Number
from conflictlog.query.people import ActorNamed, ClaimantNamed, SourceNamed, folded
from conflictlog.query.places import DEFAULT_ROLES, NearPoint, PlaceQuestion
from conflictlog.query.records import ATTRIBUTES, IdIn, LinkedTo, Sensitive, Unknown
from conflictlog.query.times import DayRange, TimeRange
from conflictlog.query.tree import MAX_DEPTH, And, Not, Or, Query, Question, leaves
from conflictlog.query.words import (
    STATUSES,
    EvidenceIn,
    FacetHas,
    PhaseIn,
    StatusIn,
    TagIn,
    TextHas,
)

__all__ = [
    "ATTRIBUTES",
    "DEFAULT_ROLES",
    "MAX_DEPTH",
    "QUESTIONS",
    "STATUSES",
    "VERSION",
    "ActorNamed",
    "And",
    "Answer",
    "ClaimantNamed",
    "ConfidenceIs",
    "CountIs",
    "DayRange",
    "EvidenceIn",
    "FacetHas",
    "Facts",
    "IdIn",
    "InArea",
    "InBox",
    "InDivision",
    "InPolygons",
    "KindIn",
    "LinkedTo",
    "NearPoint",
    "Not",
    "Number",
    "Or",
    "PhaseIn",
    "PlaceQuestion",
    "Query",
    "Question",
    "Sensitive",
    "SourceNamed",
    "StatusIn",
    "TagIn",
    "TextHas",
    "TimeRange",
    "Unknown",
    "conjunction",
    "disjunction",
    "folded",
    "from_json",
    "leaves",
    "negation",
    "three",
    "to_json",
]
