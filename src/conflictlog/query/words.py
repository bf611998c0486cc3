"""Questions about words: phase, status, evidence, facets, tags, and free text."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

import attrs

from conflictlog.query.checks import call, text_tuple, texts, words_of
from conflictlog.query.facts import Facts
from conflictlog.query.kleene import Answer
from conflictlog.query.tree import Question
from conflictlog.report import EVIDENCE, PHASES
from conflictlog.report.checks import required_text

__all__ = ["STATUSES", "EvidenceIn", "FacetHas", "PhaseIn", "StatusIn", "TagIn", "TextHas"]

STATUSES = ("reported", "one_sided", "contested", "denied")


class _Words(Question):
    """A question whether something is one of some words."""

    __slots__ = ()

    words: tuple[str, ...]

    def either(self, other: Question) -> Question | None:
        """Give the one question that asks this or another, None where there is none."""
        if type(other) is not type(self) or isinstance(self, FacetHas):
            return None
        return attrs.evolve(self, words=self.words + other.words)

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return call(self.op, *self.words)


@attrs.frozen(repr=False, kw_only=True)
class PhaseIn(_Words):
    """Whether an event is in one of some phases; one without a phase may be."""

    words: tuple[str, ...] = attrs.field(converter=text_tuple, validator=words_of(PHASES))

    op = "phase"
    subject = "phase"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        phase = facts.shown.phase
        return None if phase is None else phase in self.words


@attrs.frozen(repr=False, kw_only=True)
class StatusIn(_Words):
    """Whether the reports leave an event reported, one-sided, contested or denied."""

    words: tuple[str, ...] = attrs.field(converter=text_tuple, validator=words_of(STATUSES))

    op = "status"
    subject = "status"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        return facts.weighing.status in self.words


@attrs.frozen(repr=False, kw_only=True)
class EvidenceIn(_Words):
    """Whether a report rests on one of some sorts of evidence."""

    words: tuple[str, ...] = attrs.field(converter=text_tuple, validator=words_of(EVIDENCE))

    op = "evidence"
    subject = "evidence"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        return any(word in report.evidence for report in facts.event.reports for word in self.words)


@attrs.frozen(repr=False, kw_only=True)
class TagIn(_Words):
    """Whether an event has one of some tags."""

    words: tuple[str, ...] = attrs.field(converter=text_tuple, validator=texts)

    op = "tag"
    subject = "tag"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        return any(word in facts.event.tags for word in self.words)


@attrs.frozen(repr=False, kw_only=True)
class FacetHas(_Words):
    """Whether a facet holds one of some words; one that nobody stated may."""

    name: str = attrs.field(converter=required_text("name"))
    words: tuple[str, ...] = attrs.field(converter=text_tuple, validator=texts)

    op = "facet"
    subject = "facet"

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        stated = facts.shown.facets.get(self.name)
        return None if not stated else any(word in stated for word in self.words)

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return call("facet", self.name, *self.words)


@attrs.frozen(repr=False, kw_only=True)
class TextHas(Question):
    """Whether a text of an event or of its reports holds a word, or words in a row.

    Texts are the title, the notes, headlines, quotes, translations, and titles of sources; case
    is folded. In scripts that put no space between words any place in the text will do.
    """

    word: str = attrs.field(converter=required_text("word"))

    op = "text"
    subject = "text"

    def fits(self, text: str) -> bool:
        """Say whether one text holds the word."""
        return _pattern(self.word).search(_folded(text)) is not None

    def ask(self, facts: Facts) -> Answer:
        """Answer from an event's facts."""
        return any(map(self.fits, _texts(facts)))

    def expression(self) -> str:
        """Write the Python expression that makes an equal query."""
        return call("text", self.word)


def _texts(facts: Facts) -> Iterable[str]:
    event = facts.event
    for report in event.reports:
        title = report.source.title if report.source is not None else None
        yield from filter(None, (report.headline, report.quote, report.translation, title))
    yield from filter(None, (event.title, event.notes))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


@functools.lru_cache(maxsize=1024)
def _pattern(word: str) -> re.Pattern[str]:
    """Match a word with an end on both sides, where its script has ends of words."""
    parts = _folded(word).split() or [word]
    start = "" if _unspaced(parts[0][0]) else r"(?<!\w)"
    end = "" if _unspaced(parts[-1][-1]) else r"(?!\w)"
    return re.compile(start + r"\s+".join(map(re.escape, parts)) + end)


def _unspaced(letter: str) -> bool:
    """Say whether a letter is of a script that puts no spaces between words."""
    name = unicodedata.name(letter, "")
    scripts = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
    return not letter.isalnum() or name.startswith(scripts)
