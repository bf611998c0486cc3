"""Answers with a third value: True, False, and None for what is not known."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Answer", "conjunction", "disjunction", "negation", "three"]

Answer = bool | None


def three(possible: bool, certain: bool) -> Answer:  # noqa: FBT001 - the pair is one answer
    """Give one answer of its two halves: under some reading, under every one.

    Examples
    --------
    >>> three(True, False) is None, three(True, True), three(False, False)
    (True, True, False)
    """
    return True if certain else None if possible else False


def conjunction(answers: Iterable[Answer]) -> Answer:
    """Answer "all of these"; a no ends the walk.

    Examples
    --------
    >>> conjunction([True, None]) is None, conjunction([None, False])
    (True, False)
    """
    found: Answer = True
    for answer in answers:
        if answer is False:
            return False
        found = None if answer is None else found
    return found


def disjunction(answers: Iterable[Answer]) -> Answer:
    """Answer "any of these"; a yes ends the walk.

    Examples
    --------
    >>> disjunction([False, None]) is None, disjunction([None, True])
    (True, True)
    """
    found: Answer = False
    for answer in answers:
        if answer is True:
            return True
        found = None if answer is None else found
    return found


def negation(answer: Answer) -> Answer:
    """Answer "not this": what is not known stays unknown."""
    return None if answer is None else not answer
