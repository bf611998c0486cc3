"""Questions about the record itself: ids, links, what is sensitive, what is not known."""

from __future__ import annotations

from typing import Final

import attrs

from conflictlog.event import LINK_TYPES
from conflictlog.event.attributes import Attribute
from conflictlog.query.checks import call, text_tuple, texts, words_of
from conflictlog.query.facts import Facts
from conflictlog.query.kleene import Answer
from conflictlog.query.tree import Question
from conflictlog.report import COUNT_NAMES
from conflictlog.report.checks import required_text

__all__ = ["ATTRIBUTES", "IdIn", "LinkedTo", "Sensitive", "Unknown"]

#: What may be unknown, beside counts.
ATTRIBUTES: Final = ("actors", "kind", "phase", "place", "title", "when")


@attrs.frozen(repr=False, kw_only=True)
class IdIn(Question):
    """Whether an event has one of some ids."""

    words: tuple[str, ...] = attrs.field(converter=text_tuple, validator=texts)

    op = "ids"
    subject = "id"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        return facts.event.id in self.words

    def either(self, other: Question) -> Question | None:
        """Give the one question that asks this or another, None where there is none."""
        return IdIn(words=self.words + other.words) if isinstance(other, IdIn) else None

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return call("ids", *self.words)


def _optional_type(instance: object, attribute: attrs.Attribute[str], value: object) -> None:
    if value is not None:
        words_of(LINK_TYPES)(instance, attribute, (value,))


@attrs.frozen(repr=False, kw_only=True)
class LinkedTo(Question):
    """Whether an event links to another one."""

    target: str = attrs.field(converter=required_text("target"))
    type: str | None = attrs.field(default=None, validator=_optional_type)

    op = "linked_to"
    subject = "link"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        return any(
            link.target == self.target and self.type in {None, link.type}
            for link in facts.event.links
        )

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        if self.type == "part_of":
            return call("part_of", self.target)
        return call("linked_to", self.target, type=self.type)


@attrs.frozen(repr=False, kw_only=True)
class Sensitive(Question):
    """Whether publishing an event, or a report of it, could endanger someone."""

    op = "sensitive"
    subject = "sensitivity"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        event = facts.event
        return event.sensitive or any(report.sensitive for report in event.reports)

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return call("sensitive")


@attrs.frozen(repr=False, kw_only=True)
class Unknown(Question):
    """Whether an event shows nothing of an attribute, or nobody states a count.

    A place that cannot be located is unknown: it has neither a point nor a country.
    """

    name: str = attrs.field(converter=required_text("name"))

    op = "unknown"
    subject = "knowledge"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        if self.name == "place":
            places = facts.shown.places
            return not places or any(place.cap is None for place in places)
        if self.name in ATTRIBUTES:
            return not getattr(facts.shown, self.name)
        return not Attribute("estimate", self.name).stated(facts.live)

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        own = None if self.name in {*ATTRIBUTES, *COUNT_NAMES} else True
        return call("unknown", self.name, unknown_ok=own)
