"""Queries as values: a tree of questions with three answers. No columns, no Polars."""

from __future__ import annotations

from conflictlog.query.facts import Facts
from conflictlog.query.json_form import QUESTIONS, VERSION, from_json, to_json
from conflictlog.query.kindred import KindIn
from conflictlog.query.kleene import Answer, conjunction, disjunction, negation, three
from conflictlog.query.places import DEFAULT_ROLES, NearPoint, PlaceQuestion
from conflictlog.query.times import DayRange, TimeRange
from conflictlog.query.tree import MAX_DEPTH, And, Not, Or, Query, Question, leaves

__all__ = [
    "DEFAULT_ROLES",
    "MAX_DEPTH",
    "QUESTIONS",
    "VERSION",
    "And",
    "Answer",
    "DayRange",
    "Facts",
    "KindIn",
    "NearPoint",
    "Not",
    "Or",
    "PlaceQuestion",
    "Query",
    "Question",
    "TimeRange",
    "conjunction",
    "disjunction",
    "from_json",
    "leaves",
    "negation",
    "three",
    "to_json",
]
