"""Counts <-> cells: "30", "30 (28-35)", "3-5", "4+", "up to 10", "several", "none known"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from conflictlog.errors import ConflictlogError, InvalidValue
from conflictlog.formats.spreadsheet.cells import read_number, show_number
from conflictlog.formats.spreadsheet.phrases import (
    Phrase,
    read_phrases,
    write_phrase,
    write_phrases,
)
from conflictlog.formats.spreadsheet.things import by_name, read_options, said
from conflictlog.report import Estimate

__all__ = ["read_count", "read_estimates", "show_count", "show_estimates"]

_PLAIN: Final = r"[0-9]+(?:\.[0-9]+)?"
_RANGE: Final = re.compile(rf"({_PLAIN})\s*[-–]\s*({_PLAIN})")
_AT_LEAST: Final = re.compile(rf"({_PLAIN})\s*\+|(?:at least|>=)\s*({_PLAIN})")
_AT_MOST: Final = re.compile(rf"(?:up to|at most|<=)\s*({_PLAIN})")
_NONE_KNOWN: Final = "none known"
_ESTIMATE: Final = ("low", "high", "unit", "scope", "text")


def read_count(text: str) -> Estimate:
    """Read one count: "30", "30 (28-35)", "3-5", "4+", "up to 10", "several", "none known".

    Examples
    --------
    >>> read_count("30 (28-35, scope=Kyiv, rounded)")
    Estimate(30, low=28, high=35, scope='Kyiv', rounded=True)
    """
    found = read_phrases(f"count={text}", named=True)
    if len(found) != 1:
        raise InvalidValue(
            f"{text!r} holds a ';'",
            expected="one count",
            remedy="several scopes of one count are rows of their own",
        )
    return _estimate(found[0])


def show_count(estimate: Estimate) -> str:
    """Write one count."""
    phrase = _phrase("count", estimate)
    return write_phrase(phrase).removeprefix("count=")


def read_estimates(text: str) -> dict[str, Estimate]:
    """Read ``vehicles=30 (28-35, scope=Kyiv); sorties=several``."""
    return by_name((item.head, _estimate(item)) for item in read_phrases(text, named=True))


def show_estimates(estimates: Mapping[str, Estimate]) -> str:
    """Write counts by name."""
    return write_phrases(_phrase(name, item) for name, item in estimates.items())


def _estimate(item: Phrase) -> Estimate:
    given = _value(item.values[0])
    words = [word for word in item.words if word != "rounded"]
    if len(words) < len(item.words):
        given["rounded"] = True
    for word in list(words):
        bounds = _RANGE.fullmatch(word)
        if bounds:
            given |= {"low": read_number(bounds[1]), "high": read_number(bounds[2])}
            words.remove(word)
    rest = attrs.evolve(item, words=tuple(words))
    told = read_options(rest, _ESTIMATE)
    twice = [name for name in told if name in given]
    if twice:
        raise InvalidValue(f"{write_phrase(item)!r} says {twice[0]} twice", remedy="keep one")
    return Estimate(**given, **told)


def _value(text: str) -> dict[str, Any]:
    """Read what stands before the brackets."""
    plain: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], dict[str, Any]]], ...] = (
        (_RANGE, lambda m: {"low": read_number(m[1]), "high": read_number(m[2])}),
        (_AT_LEAST, lambda m: {"low": read_number(m[1] or m[2])}),
        (_AT_MOST, lambda m: {"high": read_number(m[1])}),
    )
    if not text:
        return {}
    if text == _NONE_KNOWN:
        return {"low": 0, "text": _NONE_KNOWN}
    for pattern, make in plain:
        match = pattern.fullmatch(text)
        if match:
            return make(match)
    if any(letter.isalpha() for letter in text) and not text[0].isdigit():
        return {"text": text}
    return {"best": read_number(text)}


def _phrase(name: str, estimate: Estimate) -> Phrase:
    """Write the plainest form that is read as the same estimate again."""
    rounded = ("rounded",) if estimate.rounded else ()
    low, high = (None if n is None else show_number(n) for n in (estimate.low, estimate.high))
    bounds = f"{low}-{high}"
    ranged = bool(_RANGE.fullmatch(bounds))
    rest = said(estimate, ("unit", "scope"))
    text = said(estimate, ("text",))
    edges = said(estimate, ("low", "high"))
    forms: list[Phrase] = []
    if estimate.best is not None:
        head = show_number(estimate.best)
        if ranged:
            forms.append(Phrase(name, (head,), (bounds, *rounded), rest + text))
        forms.append(Phrase(name, (head,), rounded, edges + rest + text))
    elif ranged:
        forms.append(Phrase(name, (bounds,), rounded, rest + text))
    elif estimate == attrs.evolve(
        Estimate.none_known(),
        unit=estimate.unit,
        scope=estimate.scope,
        rounded=estimate.rounded,
    ):
        forms.append(Phrase(name, (_NONE_KNOWN,), rounded, rest))
    elif estimate.text is not None and not edges:
        forms.append(Phrase(name, (estimate.text,), rounded, rest))
    elif low is not None and high is None:
        forms.append(Phrase(name, (f"{low}+",), rounded, rest + text))
    forms.append(Phrase(name, ("",), rounded, edges + rest + text))
    return next((form for form in forms if _means(form, estimate)), forms[-1])


def _means(form: Phrase, estimate: Estimate) -> bool:
    try:
        return _estimate(form) == estimate
    except ConflictlogError:
        return False
