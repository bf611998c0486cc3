"""A query <-> JSON text, versioned, so that it gives the same answers everywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import attrs

from conflictlog.errors import InvalidValue, NewerSchema, UnknownName, UnknownOption, nearest_hint
from conflictlog.query.areas import InArea, InBox, InPolygons
from conflictlog.query.divisions import InDivision
from conflictlog.query.kindred import KindIn
from conflictlog.query.numbers import ConfidenceIs, CountIs
from conflictlog.query.people import ActorNamed, ClaimantNamed, SourceNamed
from conflictlog.query.places import NearPoint
from conflictlog.query.records import IdIn, LinkedTo, Sensitive, Unknown
from conflictlog.query.times import DayRange, TimeRange
from conflictlog.query.tree import MAX_DEPTH, And, Not, Or, Query, Question, join, too_deep
from conflictlog.query.words import EvidenceIn, FacetHas, PhaseIn, StatusIn, TagIn, TextHas

__all__ = ["QUESTIONS", "VERSION", "from_json", "to_json"]

VERSION: Final = 1
"""Version of the form that this release writes; it reads every older one."""

QUESTIONS: Final[dict[str, type[Question]]] = {
    cls.op: cls
    for cls in (
        *(DayRange, TimeRange, KindIn, NearPoint, InArea, InDivision, InBox, InPolygons),
        *(ActorNamed, ClaimantNamed, SourceNamed, CountIs, ConfidenceIs, PhaseIn, StatusIn),
        *(EvidenceIn, FacetHas, TagIn, TextHas, IdIn, LinkedTo, Sensitive, Unknown),
    )
}
"""Every question by its name in JSON."""

# A question's own values nest a little: the rings of a polygon.
_BRACKETS: Final = 2 * MAX_DEPTH + 20


def to_json(query: Query) -> str:
    """Write a query; equal queries may differ in the order of their parts."""
    return json.dumps(
        {"conflictlog": "query", "version": VERSION, "query": _plain(query)}, ensure_ascii=False
    )


def _plain(query: Query) -> dict[str, Any]:
    match query:
        case And():
            return {"op": "and", "parts": [_plain(part) for part in query.parts]}
        case Or():
            return {"op": "or", "parts": [_plain(part) for part in query.parts]}
        case Not():
            return {"op": "not", "part": _plain(query.part)}
        case Question():
            fields = attrs.asdict(query, recurse=False)  # type: ignore[arg-type]  # each is an attrs class
            return {"op": query.op, **fields}
    raise TypeError(type(query))


def from_json(text: str) -> Query:
    """Read a query; nothing is guessed, and every fault is named."""
    if not isinstance(text, str):
        raise InvalidValue(
            f"a query is read from a {type(text).__name__}",
            expected="JSON text as to_json writes",
            remedy="give the text itself, such as path.read_text()",
        )
    _check_depth(text)
    try:
        found = json.loads(text)
    except ValueError as error:
        raise InvalidValue(
            f"the text is no JSON ({error})",
            expected="what query.to_json() wrote",
            remedy="write it again with query.to_json()",
        ) from error
    if not isinstance(found, dict) or found.get("conflictlog") != "query":
        raise InvalidValue(
            "the JSON is no query",
            expected='an object with "conflictlog": "query"',
            remedy="write one with query.to_json()",
        )
    version = found.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise NewerSchema(
            f"the query has version {version}",
            expected=f"at most {VERSION}",
            remedy="install a newer conflictlog: pip install --upgrade conflictlog",
        )
    if version != VERSION:
        raise InvalidValue(
            f"version is {version!r}",
            expected=f"a number from 1 to {VERSION}",
            remedy="write the query again with query.to_json()",
        )
    return _query(found.get("query"))


def _check_depth(text: str) -> None:
    """Refuse deep nesting before any parser recurses into it."""
    depth = 0
    plain = re.sub(r'"(?:[^"\\]|\\.)*"', "", text, flags=re.DOTALL)
    for mark in re.findall(r"[\[\]{}]", plain):
        if mark in "[{":
            depth += 1
            if depth > _BRACKETS:
                raise too_deep(depth // 2)
        else:
            depth -= 1


def _query(value: Any) -> Query:
    if not isinstance(value, Mapping):
        raise InvalidValue(
            f"a part of the query is {value!r:.80}",
            expected='an object with "op"',
            remedy='write one such as {"op": "tag", "words": ["winter"]}',
        )
    op = value.get("op")
    if op in ("and", "or"):
        parts = value.get("parts")
        if not isinstance(parts, list) or not parts:
            raise InvalidValue(
                f"parts of {op!r} is {parts!r:.80}",
                expected="a list of queries",
                remedy="give one query or more",
            )
        return join(And if op == "and" else Or, *(_query(part) for part in parts))
    if op == "not":
        return ~_query(value.get("part"))
    cls = QUESTIONS.get(op) if isinstance(op, str) else None
    if cls is None:
        known = (*QUESTIONS, "and", "or", "not")
        raise UnknownName(
            f"op is {op!r}",
            expected=f"one of {', '.join(sorted(known))}",
            remedy=nearest_hint(str(op), known) or "write the query with query.to_json()",
        )
    return _question(cls, {name: item for name, item in value.items() if name != "op"})


def _question(cls: type[Question], given: dict[str, Any]) -> Question:
    fields = {field.name: field for field in attrs.fields(cls)}  # type: ignore[arg-type]  # each is an attrs class
    for name in given:
        if name not in fields:
            raise UnknownOption(
                f"{cls.op!r} has no field {name!r}",
                expected=f"one of {', '.join(fields)}",
                remedy=nearest_hint(str(name), fields) or "drop it",
            )
    for name, field in fields.items():
        if name not in given and field.default is attrs.NOTHING:
            raise InvalidValue(
                f"{cls.op!r} lacks the field {name!r}",
                expected=f"the fields {', '.join(fields)}",
                remedy="give it",
            )
    try:
        return cls(**{name: _frozen(value) for name, value in given.items()})
    except (TypeError, AttributeError) as error:
        raise InvalidValue(
            f"{cls.op!r} is given {given!r:.200} ({error})",
            expected="what query.to_json() writes",
            remedy="correct the fields, or write the query again",
        ) from error


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
