"""From a text to what it came to: coordinates, withheld words, names and relations, a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.found import Located
from conflictlog.geocoding.locating import wording
from conflictlog.geocoding.locating.asking import Ask, Lookups, asked, disc_of
from conflictlog.geocoding.locating.deciding import decide
from conflictlog.geocoding.locating.overriding import Overrides, overridden
from conflictlog.geocoding.locating.pinning import pinned
from conflictlog.geocoding.locating.resolving import resolve
from conflictlog.geocoding.locating.texts import checked, is_text
from conflictlog.geocoding.locating.weighing import candidates
from conflictlog.geocoding.phrases import Several, Withheld, parse

if TYPE_CHECKING:
    from conflictlog.geocoding.locating.geometry import Disc
    from conflictlog.geocoding.locating.guesses import Guess
    from conflictlog.place import Place

__all__ = ["locate_in"]


def locate_in(
    table: Lookups,
    text: str,
    *,
    country: str | Iterable[str] | None = None,
    admin1: str | None = None,
    near: Place | tuple[float, float] | str | None = None,
    kind: str | Iterable[str] | None = None,
    on: dt.date | str | None = None,
    limit: int = 5,
    sensitive: bool | None = False,
    overrides: Overrides | None = None,
) -> Located:
    """Look a text up in a table; see `conflictlog.locate`."""
    is_text(text)
    _check_limit(limit)
    ask = asked(
        table,
        country=country,
        admin1=admin1,
        near=_near(table, near, country),
        kind=kind,
        on=on,
    )
    base = Located(
        text=text, state="none", countries=tuple(sorted(ask.countries)), sensitive=sensitive
    )
    told = overridden(text, ask.countries, overrides, admin1=admin1)
    if told is not None:
        return attrs.evolve(base, state="decided", candidates=(told,))
    point = pinned(text, ask, table)
    if point is not None:
        return attrs.evolve(base, state="decided", candidates=(point,))
    phrase = parse(checked(text))
    if isinstance(phrase, Withheld):
        return _withheld(base, phrase, ask, table)
    found = _decided(base, resolve(phrase, ask, table), ask, table, limit=limit)
    if found.state == "none" and isinstance(phrase, Several):
        return attrs.evolve(found, hint=wording.SEVERAL)
    return found


def _decided(
    base: Located, guesses: list[Guess], ask: Ask, table: Lookups, *, limit: int
) -> Located:
    decision = decide(guesses, ask)
    if not decision.rivals:
        return attrs.evolve(base, hint=wording.hint_of_none(base.text, ask, table))
    found = candidates(decision, ask)
    if decision.rivals == 1:
        shown = found[:limit]
        return attrs.evolve(base, state="decided", candidates=shown, notes=decision.notes)
    rivals = found[: decision.rivals]
    notes = decision.notes
    if len(rivals) > limit:
        notes = (*notes, f"{len(rivals)} places compete; the first {max(limit, 2)} are shown")
    return attrs.evolve(
        base,
        state="ambiguous",
        candidates=found[: max(limit, 2)],
        notes=notes,
        hint=wording.hint_of_rivals(rivals, ask),
    )


def _withheld(base: Located, phrase: Withheld, ask: Ask, table: Lookups) -> Located:
    if phrase.of is None:
        return attrs.evolve(base, state="withheld")
    areas = decide(resolve(phrase.of, attrs.evolve(ask, kinds=None), table), ask)
    if areas.rivals != 1:
        note = f"{phrase.of.text!r} is not one area that is known"
        return attrs.evolve(base, state="withheld", notes=note)
    area = areas.guesses[0].candidate
    if area.kind == "country":
        return attrs.evolve(base, state="withheld", countries=area.countries)
    found = candidates(areas, ask)[:1]
    return attrs.evolve(base, state="withheld", candidates=found)


def _near(
    table: Lookups, near: Place | tuple[float, float] | str | None, country: object
) -> Disc | None:
    if near is None:
        return None
    if isinstance(near, str):
        found = locate_in(table, near, country=country)  # type: ignore[arg-type]  # checked there
        if found.place is None:
            raise InvalidValue(
                f"near is {near!r}, which is not known",
                expected="a place that is found, or (lat, lon)",
                remedy=found.hint or "give coordinates",
            )
        place = found.candidates[0].place
        return disc_of(place)
    disc = disc_of(near)
    if disc is None:
        raise InvalidValue(
            f"near is {near!r:.80}",
            expected="a place, a name, or (lat, lon)",
            remedy="write near=(50.45, 30.52)",
        )
    return disc


def _check_limit(limit: object) -> None:
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise InvalidValue(
            f"limit is {limit!r}", expected="1 or more", remedy="it counts candidates"
        )
