"""What would decide: hints for texts that are ambiguous, or that found nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from conflictlog.countries import country_name
from conflictlog.geocoding.locating.names import exactly, misspelt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictlog.geocoding.found import Candidate
    from conflictlog.geocoding.locating.asking import Ask, Lookups

__all__ = ["SEVERAL", "hint_of_none", "hint_of_rivals"]

_NAMED: Final = 4
SEVERAL: Final = "the text names several places that no one disc covers: look each up by itself"


def hint_of_rivals(rivals: Sequence[Candidate], ask: Ask) -> str:
    """Say what tells the candidates apart."""
    lands = {each.countries for each in rivals}
    if len(lands) > 1 and len(ask.countries) != 1:
        names = {country_name(code) for each in rivals for code in each.countries}
        return f"give country= ({_listed(names)})"
    divisions = {each.admin1 for each in rivals if each.admin1}
    if len(divisions) > 1:
        return f"give admin1= ({_listed(divisions)}), near= or an override"
    kinds = {each.kind for each in rivals}
    if len(kinds) > 1:
        return f"give kind= ({_listed(kinds)}), near= or an override"
    return "give near= or an override: the candidates differ in nothing else"


def hint_of_none(text: str, ask: Ask, table: Lookups) -> str:
    """Say where the name is known, or what would find it."""
    elsewhere = exactly(text, type(ask)(), table)
    if elsewhere:
        lands = {country_name(code) for each in elsewhere for code in each.candidate.countries}
        if ask.countries and not any(
            ask.countries & set(each.candidate.countries) for each in elsewhere
        ):
            return f"the name is known in {_listed(lands)}, not in what country= asks for"
        if ask.kinds is not None:
            kinds = {each.candidate.kind for each in elsewhere}
            return f"the name is known as {_listed(kinds)}: leave kind= out, or ask for that"
        return f"the name is known in {_listed(lands)}, outside what was asked for"
    if not ask.narrowed:
        return "give country=: misspelt names are looked for inside a country only"
    close = [each.candidate for each in misspelt(text, ask, table)]
    if close:
        return f"did you mean {_listed(each.matched for each in close)}? Then write that"
    return "no such name is known there: give coordinates, a larger place near by, or an override"


def _listed(names: Iterable[str]) -> str:
    ordered = sorted(set(names))
    more = len(ordered) - _NAMED
    shown = " or ".join(ordered[:_NAMED])
    return f"{shown} or {more} more" if more > 0 else shown
