"""The small language of cells that hold several things: actors, counts, links, places.

``Russia (initiator); Ukraine (target, country=UKR)``: things are parted by semicolons, what
is said of one stands in round brackets behind it, parted by commas, as a word or ``key=value``.
Named things are ``weapon=drone, missile; target=energy``. A word that holds one of ``; ( ) = ,``
or a quotation mark, or blanks at its ends, stands in double quotes, a quotation mark inside
doubled.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from conflictlog.errors import InvalidValue

__all__ = ["Phrase", "read_phrases", "write_phrase", "write_phrases", "write_word"]

_SPECIAL = frozenset(';()=,"')


@attrs.frozen
class Phrase:
    """One thing of a cell: its name, its values after "=", and what stands in brackets."""

    head: str
    values: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()


def write_word(word: str) -> str:
    """Put a word into quotes where it needs them.

    Examples
    --------
    >>> write_word("Ukraine"), write_word("Wagner (PMC)")
    ('Ukraine', '"Wagner (PMC)"')
    """
    if word and word == word.strip() and not _SPECIAL.intersection(word):
        return word
    doubled = word.replace('"', '""')
    return f'"{doubled}"'


def write_phrase(phrase: Phrase) -> str:
    """Write one thing."""
    said = [*map(write_word, phrase.words)]
    said += [f"{key}={write_word(value)}" for key, value in phrase.options]
    text = write_word(phrase.head) if phrase.head else ""
    if phrase.values:
        text += "=" + ", ".join(map(write_word, phrase.values))
    return f"{text} ({', '.join(said)})".lstrip() if said else text


def write_phrases(phrases: Iterable[Phrase]) -> str:
    """Write several things.

    Examples
    --------
    >>> write_phrases([Phrase("Russia", words=("initiator",)), Phrase("Ukraine")])
    'Russia (initiator); Ukraine'
    """
    return "; ".join(map(write_phrase, phrases))


def read_phrases(text: str, *, named: bool = False, many: bool = False) -> tuple[Phrase, ...]:
    """Read what a cell lists.

    Parameters
    ----------
    text
        The cell.
    named
        Whether each thing is ``name=value``.
    many
        Whether commas part several values of one name.

    Raises
    ------
    InvalidValue
        Where a quotation mark or a bracket is left open, or a name has no value.

    Examples
    --------
    >>> read_phrases("downed=30 (28-35, scope=Kyiv)", named=True)[0].options
    (('scope', 'Kyiv'),)
    """
    return tuple(_Scanner(text).phrases(named=named, many=many))


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def phrases(self, *, named: bool, many: bool) -> Iterable[Phrase]:
        while self._blank():
            if self._next() == ";":
                self.at += 1
                continue
            yield self._phrase(named=named, many=many)
            if self._blank() and self._next() != ";":
                raise self._fault(f"{self.text[self.at :]!r} follows without ';'")

    def _phrase(self, *, named: bool, many: bool) -> Phrase:
        head = self._word(";(=" if named else ";(")
        values: list[str] = []
        if named:
            if not head or self._next() != "=":
                raise self._fault(f"{head!r} has no value", expected="name=value")
            while not values or (many and self._next() == ","):
                self.at += 1
                values.append(self._word(";(," if many else ";("))
        words, options = self._brackets() if self._next() == "(" else ((), ())
        return Phrase(head, tuple(values), words, options)

    def _brackets(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        words, options = [], []
        while self._next() != ")":
            self.at += 1
            word = self._word("=,)")
            if self._next() == "=":
                self.at += 1
                options.append((word, self._word(",)")))
            elif word:
                words.append(word)
            if not self._next():
                raise self._fault("a bracket '(' is not closed")
        self.at += 1
        return tuple(words), tuple(options)

    def _word(self, stops: str) -> str:
        if self._blank() and self._next() == '"':
            return self._quoted(stops)
        start = self.at
        while self._next() and self._next() not in stops:
            self.at += 1
        return self.text[start : self.at].strip()

    def _quoted(self, stops: str) -> str:
        found = ""
        while True:
            end = self.text.find('"', self.at + 1)
            if end < 0:
                raise self._fault('a quotation mark " is not closed')
            found += self.text[self.at + 1 : end]
            self.at = end + 1
            if self._next() != '"':
                break
            found += '"'
        if self._blank() and self._next() not in stops:
            raise self._fault(f"{self.text[self.at :]!r} follows a quoted word")
        return found

    def _blank(self) -> bool:
        """Go past blanks, and say whether anything is left."""
        while self._next().isspace():
            self.at += 1
        return self.at < len(self.text)

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _fault(self, seen: str, expected: str = "") -> InvalidValue:
        return InvalidValue(
            f"{self.text!r}: {seen}",
            expected=expected or "things parted by ';', details in (...) parted by ','",
            remedy='put a name that holds one of ; ( ) = , into "double quotes"',
        )
