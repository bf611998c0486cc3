"""Questions about numbers: counts as reports state them, and confidence."""

from __future__ import annotations

import math
from typing import Final

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.event.attributes import Attribute
from conflictlog.query.checks import call, number, real, words_of
from conflictlog.query.facts import Facts
from conflictlog.query.kleene import Answer, three
from conflictlog.query.tree import Query, Question
from conflictlog.report import COUNT_NAMES, Estimate
from conflictlog.report.checks import optional_text, required_text

__all__ = ["ConfidenceIs", "CountIs", "Number", "bounds_of"]

#: Signs of the questions; the others are their opposites.
SIGNS: Final = (">=", "<=", "==")
_OPPOSITE: Final = {">=": "<", "<=": ">", "==": "!="}


def _sign() -> str:
    return attrs.field(validator=_one_sign, kw_only=True)


def _one_sign(instance: object, attribute: attrs.Attribute[str], value: object) -> None:
    words_of(SIGNS)(instance, attribute, (value,))


def compare(sign: str, low: float, high: float, than: float) -> tuple[bool, bool]:
    """Compare what lies from low to high with a number: possible and certain."""
    if sign == ">=":
        return high >= than, low >= than
    if sign == "<=":
        return low <= than, high <= than
    return low <= than <= high, low == high == than


def bounds_of(estimate: Estimate) -> tuple[float, float]:
    """Give the least and the greatest number that an estimate allows.

    A best number alone is meant as it stands; beside one bound, the other bound is open.

    Examples
    --------
    >>> bounds_of(Estimate(30)), bounds_of(Estimate(30, low=23)), bounds_of(Estimate(5, low=8))
    ((30, 30), (23, inf), (5, inf))
    """
    known = [each for each in (estimate.low, estimate.best, estimate.high) if each is not None]
    if estimate.low is None and estimate.high is None and known:
        return known[0], known[0]
    low = 0 if estimate.low is None else min(known)
    return low, math.inf if estimate.high is None else max(known)


@attrs.frozen(repr=False, kw_only=True)
class CountIs(Question):
    """Whether a count is so large; every report that states it is one reading.

    Certain where all of them say so, whatever their bounds; possible where one may. With no
    number stated it is not known.
    """

    name: str = attrs.field(converter=required_text("name"))
    sign: str = _sign()
    than: float = attrs.field(converter=real, validator=number(-math.inf, math.inf))
    scope: str | None = attrs.field(default=None, converter=optional_text("scope"))

    op = "count"
    subject = "number"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        stated = Attribute("estimate", self.name, self.scope).stated(facts.live)
        pairs = [
            compare(self.sign, *bounds_of(estimate), self.than)
            for _, estimate in stated
            if isinstance(estimate, Estimate)
        ]
        if not pairs:
            return None
        return three(any(pair[0] for pair in pairs), all(pair[1] for pair in pairs))

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return f"{_named(self.name, self.scope)} {self.sign} {_plain(self.than)}"

    def denial(self) -> str:
        """Write the expression of its negation."""
        return f"{_named(self.name, self.scope)} {_OPPOSITE[self.sign]} {_plain(self.than)}"


@attrs.frozen(repr=False, kw_only=True)
class ConfidenceIs(Question):
    """Whether the confidence, rounded to 1e-9, is so high."""

    sign: str = _sign()
    than: float = attrs.field(converter=real, validator=number(-math.inf, math.inf))

    op = "confidence"
    subject = "confidence"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        return three(*compare(self.sign, facts.confidence, facts.confidence, self.than))

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return f"confidence {self.sign} {_plain(self.than)}"

    def denial(self) -> str:
        """Write the expression of its negation."""
        return f"confidence {_OPPOSITE[self.sign]} {_plain(self.than)}"


def _named(name: str, scope: str | None) -> str:
    own = None if name in COUNT_NAMES else True
    return call("value", name, scope=scope, unknown_ok=own)


def _plain(value: float) -> str:
    return repr(int(value)) if float(value).is_integer() else repr(value)


@attrs.frozen(eq=False)
class Number:
    """What can be compared with a number; each comparison makes a query.

    Parameters
    ----------
    name
        Of a count; None is the confidence of the event.
    scope
        The part that the count speaks of.
    """

    name: str | None = None
    scope: str | None = None

    def __ge__(self, other: float) -> Query:
        return self._question(">=", other)

    def __le__(self, other: float) -> Query:
        return self._question("<=", other)

    def __gt__(self, other: float) -> Query:
        return ~self._question("<=", other)

    def __lt__(self, other: float) -> Query:
        return ~self._question(">=", other)

    def __eq__(self, other: object) -> Query:  # type: ignore[override]  # a comparison makes a query
        return self._question("==", other)

    def __ne__(self, other: object) -> Query:  # type: ignore[override]  # as above
        return ~self._question("==", other)

    __hash__ = None  # type: ignore[assignment]  # what compares into queries is no key

    def __bool__(self) -> bool:
        raise InvalidValue(
            f"the truth of {self!r} was asked for",
            expected="a comparison",
            remedy=f"write {self!r} >= 3, and join comparisons by & | ~",
        )

    def _question(self, sign: str, other: object) -> Query:
        if isinstance(other, bool) or not isinstance(other, int | float) or other != other:  # noqa: PLR0124 - not a number
            raise InvalidValue(
                f"{self!r} {sign} {other!r}",
                expected="a number",
                remedy="write confidence >= 0.6"
                if self.name is None
                else f"compare with a number; for what nobody counted, unknown({self.name!r})",
            )
        if self.name is None and not 0 <= other <= 1:
            raise InvalidValue(
                f"{self!r} {sign} {other!r}",
                expected="a number from 0 to 1",
                remedy=f"for {other:g} per cent write {other / 100:g}"
                if 1 < other <= 100
                else "write confidence >= 0.6",
            )
        if self.name is None:
            return ConfidenceIs(sign=sign, than=other)
        return CountIs(name=self.name, sign=sign, than=other, scope=self.scope)

    def __repr__(self) -> str:
        if self.name is None:
            return "confidence"
        return _named(self.name, self.scope)
