"""Questions about who took part, who says so, and where it was published.

Names are folded (`conflictlog.registry`), and resolved to all their spellings when a query is
built: what is kept is a set of folded names.
"""

from __future__ import annotations

import re

import attrs

from conflictlog.query.checks import call, text_tuple, texts, words_of
from conflictlog.query.facts import Facts
from conflictlog.query.kleene import Answer, three
from conflictlog.query.tree import Question
from conflictlog.registry.names import name_key
from conflictlog.report import ROLES, Actor
from conflictlog.report.checks import required_text

__all__ = ["ActorNamed", "ClaimantNamed", "SourceNamed", "folded"]

#: Who has one of these roles took part, and may have had another one.
_UNTOLD = (None, "party", "participant")


def folded(name: str) -> str:
    """Fold a name as the registry does, without a bracketed addition: "HRW (Facebook)"."""
    return name_key(re.sub(r"\([^)]*\)", " ", name)) or name_key(name)


def _names() -> tuple[str, ...]:
    return attrs.field(converter=text_tuple, validator=texts)  # type: ignore[no-any-return]  # attrs types a field as its value


def _optional_role(instance: object, attribute: attrs.Attribute[str], value: object) -> None:
    if value is not None:
        words_of(ROLES)(instance, attribute, (value,))


@attrs.frozen(repr=False, kw_only=True)
class ActorNamed(Question):
    """Whether an actor's name holds one of some names, as whole words.

    Where no actor is known, or none in the role that is asked for, it is not known.
    """

    asked: str = attrs.field(converter=required_text("asked"))
    names: tuple[str, ...] = _names()
    role: str | None = attrs.field(default=None, validator=_optional_role)

    op = "actor"
    subject = "actor"

    def fits(self, name: str) -> bool:
        """Say whether a name as written holds one of the names."""
        words = f" {name_key(name)} "
        return any(f" {each} " in words for each in self.names)

    def reads(self, actor: Actor) -> tuple[bool, bool] | None:
        """Answer for one actor; None for one who tells nothing of the role."""
        fits = self.fits(actor.name)
        if self.role is None or actor.role == self.role:
            return fits, fits
        return (True, False) if fits and actor.role in _UNTOLD else None

    @property
    def untold(self) -> tuple[str | None, ...]:
        """The roles that leave open whether it was the one that is asked for."""
        return tuple(role for role in _UNTOLD if role != self.role)

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        told = [found for actor in facts.shown.actors if (found := self.reads(actor)) is not None]
        if not told:
            return None
        return three(any(pair[0] for pair in told), any(pair[1] for pair in told))

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return call("actor", self.asked, role=self.role)


class _Named(Question):
    """A question about names in reports: any report will do, and none is no."""

    __slots__ = ()

    asked: str
    names: tuple[str, ...]

    def fits(self, name: str) -> bool:
        """Say whether a name as written is one of the names."""
        return folded(name) in self.names

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return call(self.op, self.asked)


@attrs.frozen(repr=False, kw_only=True)
class ClaimantNamed(_Named):
    """Whether a report lets one of some claimants speak."""

    asked: str = attrs.field(converter=required_text("asked"))
    names: tuple[str, ...] = _names()

    op = "claimant"
    subject = "claimant"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        told = (report.claimant for report in facts.event.reports)
        return any(claimant is not None and self.fits(claimant.name) for claimant in told)


@attrs.frozen(repr=False, kw_only=True)
class SourceNamed(_Named):
    """Whether a report was published by one of some outlets, or comes from it as a wire."""

    asked: str = attrs.field(converter=required_text("asked"))
    names: tuple[str, ...] = _names()

    op = "source"
    subject = "source"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        sources = [report.source for report in facts.event.reports if report.source is not None]
        return any(
            name is not None and self.fits(name)
            for source in sources
            for name in (source.outlet, source.wire)
        )
