"""The query tree: frozen values joined by ``&``, ``|`` and ``~``.

Compounds are kept in one form: `~` stands at single questions only (it moves inward by de
Morgan's laws), an `&` within an `&` is one, doubles are dropped, and what `|` joins into one
question (adjacent days, several kinds) is one. So equal meaning is mostly equal value.
"""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar, Final, NoReturn

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.event import Event
from conflictlog.query.facts import Facts
from conflictlog.query.kleene import Answer, conjunction, disjunction, negation

__all__ = ["MAX_DEPTH", "And", "Not", "Or", "Query", "Question", "leaves"]

MAX_DEPTH: Final = 100
"""How deep compounds may nest: far beyond what a person writes, and safe to walk."""


class Query(ABC):
    """A question about events: a value that is printed, compared, stored, and joined.

    It is made by predicates such as `during` and `near`, joined by ``&`` (and), ``|`` (or) and
    ``~`` (not), and asked of a log by `EventLog.filter` or of one event by `answer`.

    Examples
    --------
    >>> from conflictlog.predicates import kind, on
    >>> strikes = kind("strike") & on("2022-12-19")
    >>> strikes
    kind('strike') & on('2022-12-19')
    >>> strikes.answer(Event(kind="strike/drone", when="2022-12")) is None
    True
    >>> strikes == on("2022-12-19") & kind("strike")
    True
    """

    __slots__ = ()
    depth: int

    def answer(self, event: Event) -> Answer:
        """Answer for one event: True, False, or None where what is known leaves it open.

        Examples
        --------
        >>> from conflictlog.predicates import on
        >>> on("2022-12-19").answer(Event(when="2022-12-20"))
        False
        """
        if not isinstance(event, Event):
            raise InvalidValue(
                f"answer was given a {type(event).__name__}",
                expected="an Event",
                remedy="ask a log with log.filter(query) or log.answers(query)",
            )
        return self.ask(Facts(event))

    @abstractmethod
    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""

    @abstractmethod
    def negated(self) -> Query:
        """Give the query that answers no where this one answers yes."""

    @abstractmethod
    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""

    def explain(self, log: object) -> str:
        """Say how many events of a log each part keeps: certain, possible, no."""
        from importlib import import_module

        told: str = import_module("conflictlog.log.filtering").explain(self, log)
        return told

    def to_json(self) -> str:
        """Write the query as JSON text that gives the same answers everywhere.

        Examples
        --------
        >>> from conflictlog.predicates import on
        >>> Query.from_json(on("2022-12-19").to_json()) == on("2022-12-19")
        True
        """
        from conflictlog.query.json_form import to_json

        return to_json(self)

    @staticmethod
    def from_json(text: str) -> Query:
        """Read a query that `to_json` wrote.

        Raises
        ------
        NewerSchema
            Where a newer version of conflictlog wrote it.
        InvalidValue
            Where it is no such text, says something impossible, or nests too deep.
        """
        from conflictlog.query.json_form import from_json

        return from_json(text)

    def __and__(self, other: Query) -> Query:
        return join(And, self, _beside(other, "&"))

    def __or__(self, other: Query) -> Query:
        return join(Or, self, _beside(other, "|"))

    def __invert__(self) -> Query:
        return self.negated()

    def __bool__(self) -> NoReturn:
        raise InvalidValue(
            f"the truth of a query was asked for: {self.expression()}",
            expected="use & | ~",
            remedy="write (a) & (b) for `a and b`, ~a for `not a`, and for `1 < x < 3` "
            "(x > 1) & (x < 3)",
        )

    def __repr__(self) -> str:
        return self.expression()

    def _repr_html_(self) -> str:
        return f"<code>{html.escape(self.expression())}</code>"


def _beside(other: object, sign: str) -> Query:
    if not isinstance(other, Query):
        raise InvalidValue(
            f"a query {sign} {other!r}",
            expected="another query",
            remedy="make one, such as cl.during('2022-12'), and mind the brackets: "
            "(cl.value('killed') >= 3) & ...",
        )
    return other


class Question(Query):
    """A single question; what is asked is in its fields, which are plain values."""

    __slots__ = ()

    op: ClassVar[str]
    """Its name in JSON."""
    subject: ClassVar[str]
    """What of an event it looks at, in one word for people."""
    depth: int = 1

    def negated(self) -> Query:
        """Give the opposite."""
        return Not(self)

    def denial(self) -> str:
        """Write the expression of its negation."""
        return f"~{bracketed(self)}"

    def either(self, _other: Question) -> Question | None:
        """Give the one question that asks this or another, None where there is none."""
        return None

    @property
    def note(self) -> str | None:
        """What a reader of the answer must know of it."""
        return None


def bracketed(query: Query) -> str:
    """Write a query so that another sign may stand beside it."""
    text = query.expression()
    loose = isinstance(query, And | Or) or not text.endswith(")")
    return f"({text})" if loose else text


@attrs.frozen(repr=False)
class Not(Query):
    """The opposite of a single question."""

    part: Question

    @property
    def depth(self) -> int:  # type: ignore[override]  # a value in the other classes
        """How deep it nests."""
        return 1

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        return negation(self.part.ask(facts))

    def negated(self) -> Query:
        """Give the opposite."""
        return self.part

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return self.part.denial()


@attrs.frozen(eq=False, repr=False)
class _Compound(Query):
    """Several parts; their order is kept for the reader and is no part of equality."""

    parts: tuple[Query, ...]
    depth: int = attrs.field(init=False)

    sign: ClassVar[str]

    def __attrs_post_init__(self) -> None:
        depth = 1 + max(part.depth for part in self.parts)
        if depth > MAX_DEPTH:
            raise too_deep(depth)
        object.__setattr__(self, "depth", depth)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return frozenset(self.parts) == frozenset(other.parts)

    def __hash__(self) -> int:
        return hash((self.sign, frozenset(self.parts)))

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return f" {self.sign} ".join(bracketed(part) for part in self.parts)


class And(_Compound):
    """All of several queries."""

    __slots__ = ()
    sign = "&"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        return conjunction(part.ask(facts) for part in self.parts)

    def negated(self) -> Query:
        """Give the opposite."""
        return join(Or, *(part.negated() for part in self.parts))


class Or(_Compound):
    """Any of several queries."""

    __slots__ = ()
    sign = "|"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        return disjunction(part.ask(facts) for part in self.parts)

    def negated(self) -> Query:
        """Give the opposite."""
        return join(And, *(part.negated() for part in self.parts))


def too_deep(depth: int) -> InvalidValue:
    """Say that a query nests deeper than it may."""
    return InvalidValue(
        f"the query nests {depth} deep or deeper",
        expected=f"at most {MAX_DEPTH}",
        remedy="join what belongs together by one sign: a & b & c is one level; "
        "many ids or kinds go into one cl.ids(...) or cl.kind(...)",
    )


def join(kind: type[And | Or], *parts: Query) -> Query:
    """Join queries in their one form: flat, without doubles, single questions united."""
    flat: dict[Query, None] = {}
    for part in parts:
        flat |= dict.fromkeys(part.parts if isinstance(part, kind) else (part,))
    united = _united(list(flat), negated=kind is And)
    return united[0] if len(united) == 1 else kind(tuple(united))


def _united(parts: list[Query], *, negated: bool) -> list[Query]:
    """Unite the questions that ask for one thing; beneath an &, their opposites.

    So ``~(a | b)`` and ``~a & ~b`` stay one query.
    """
    kept: list[Query] = []
    for part in parts:
        question: Query = part
        while True:
            found = _partner(question, kept, negated=negated)
            if found is None:
                break
            place, question = found
            del kept[place]
        kept.append(question)
    return kept


def _partner(one: Query, kept: list[Query], *, negated: bool) -> tuple[int, Query] | None:
    """Find what a part unites with, and what the two become."""
    mine = _core(one, negated=negated)
    if mine is None:
        return None
    for place, other in enumerate(kept):
        theirs = _core(other, negated=negated)
        if theirs is not None and (both := theirs.either(mine)) is not None:
            return place, Not(both) if negated else both
    return None


def _core(part: Query, *, negated: bool) -> Question | None:
    if negated:
        return part.part if isinstance(part, Not) else None
    return part if isinstance(part, Question) else None


def leaves(query: Query) -> Iterator[Question]:
    """Give every single question of a query, each once, from left to right."""
    seen: dict[Question, None] = {}
    stack = [query]
    while stack:
        part = stack.pop()
        if isinstance(part, Question):
            seen.setdefault(part)
        elif isinstance(part, Not):
            seen.setdefault(part.part)
        elif isinstance(part, And | Or):
            stack.extend(reversed(part.parts))
    yield from seen
