"""Agencies named in by-lines and outlets' names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conflictlog.registry import Registry
from conflictlog.report import Report

__all__ = ["named_wires"]

# An agency in brackets, square brackets or slashes, wherever it stands.
_BRACKETED = re.compile(r"[(\[/]\s*([^()\[\]/]{2,60}?)\s*[)\]/]")
# An agency before a colon or dash at the start, after one at the end, or after by, via, source.
_FIRST = re.compile(
    r"^\s*(?:by\s+|source:\s*|via\s+)?(?P<name>[^:|–—-]{2,40}?)\s*(?:[:|–—]|\s-\s)",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?:[|–—]|\s-\s|\bby\s|\bvia\s|\bsource:\s*)\s*(?P<name>[^:|–—]{2,40}?)\s*\.?\s*$",
    re.IGNORECASE,
)
# An agency that the text leans on.
_LEANING = re.compile(
    r"\b(?:told|according to|reported by|report by|citing|cited by)\s+(?:the\s+)?"
    r"(?P<names>\w[\w'’-]*(?:\s+\w[\w'’-]*){0,3})",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*[/|+]\s*|\s+via\s+|\s*[(\[]\s*|\s*[)\]]\s*", re.IGNORECASE)


def named_wires(report: Report, registry: Registry) -> Iterator[tuple[str, str]]:
    """Give each agency that the report seems to carry, with where it was seen.

    Examples
    --------
    >>> from conflictlog.registry import shipped_registry
    >>> list(named_wires(Report(source="Kyiv Post / AFP"), shipped_registry()))
    [('Agence France-Presse', "the outlet is written 'Kyiv Post / AFP'")]
    """
    source = report.source
    if source is None or source.wire is not None or report.derived_from:
        return
    own = registry.canonical_outlet(source.outlet)
    told: set[str] = set()
    known = registry.outlet(source.outlet)
    if known is None or not known.wire:
        for part in _JOINED.split(source.outlet):
            wire = _agency(part, registry)
            if wire is not None and part.strip() != source.outlet.strip() and wire not in told:
                told.add(wire)
                yield wire, f"the outlet is written {source.outlet!r}"
    places = {
        "title": source.title,
        "headline": report.headline,
        "quote": report.quote,
        "translation": report.translation,
    }
    for field, text in places.items():
        for written, name in _candidates(text or ""):
            wire = _agency(name, registry)
            if wire is not None and wire != own and wire not in told:
                told.add(wire)
                yield wire, f"by-line {written!r} in the {field}"


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    for match in _BRACKETED.finditer(text):
        yield match.group().strip(), match.group(1)
    for edge in (_FIRST, _LAST):
        for match in edge.finditer(text):
            yield match["name"].strip(), match["name"]
    for match in _LEANING.finditer(text):
        words = match["names"].split()
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count])
            yield text[match.start() : match.start("names")] + name, name


def _agency(name: str, registry: Registry) -> str | None:
    known = registry.outlet(name.strip())
    return known.name if known is not None and known.wire else None
