"""A name and the places that bear it: exact, without its ending, nearly the same."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import attrs

from conflictlog.countries import country_codes, country_name
from conflictlog.geocoding.locating.guesses import Guess
from conflictlog.geocoding.locating.likeness import is_spelling, sounds_like
from conflictlog.geocoding.spelling import fold, forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conflictlog.geocoding.gazetteer import Hit
    from conflictlog.geocoding.locating.asking import Ask, Lookups

__all__ = ["exactly", "misspelt", "named", "nearly"]

#: What a name is to its row, as a factor.
_ROLES: Final = {"primary": 1.0, "alternate": 0.99, "code": 0.99, "former": 0.97}
#: What was done to the text, as a factor; each is a guess that a later one is never mixed with.
_METHODS: Final = {
    "exact": 1.0,
    "without word": 0.99,
    "final h": 0.97,
    "without prefix": 0.93,
    "pymorphy": 0.92,
    "without ending": 0.9,
    "respelt": 0.88,
    "adjective of": 0.85,
}
#: A typo in a name of three letters is another name.
_SHORTEST_FUZZY: Final = 5
_LOWEST: Final = 78.0
_CUTOFF: Final = 86.0
_NEAR: Final = 91.0
_FUZZY: Final = 0.008
_RESPELT: Final = 0.9
_CITY: Final = 50_000
_TOWN: Final = 5_000
_LARGE: Final = 100_000
_CYRILLIC: Final = frozenset({"UKR", "RUS", "BLR", "MDA", "KAZ", "KGZ", "BGR", "SRB", "MKD"})
_FORMS_TRIED: Final = 3
_SEVERAL: Final = 2
_LONGEST_CODE: Final = 6


def exactly(text: str, ask: Ask, table: Lookups) -> list[Guess]:
    """Find what is called just so, case, marks and joints aside."""
    key = fold(text)
    if not key or key.replace(" ", "").isdigit():
        return []
    hits = table.exact([key])
    found = _admitted(
        (_guess(hit, text, fit=1.0, method="exact name", notes=()) for hit in hits), ask
    )
    return _with_namesakes([*found, *_countries_like(key, hits, ask, table)], ask, table)


def _countries_like(key: str, hits: list[Hit], ask: Ask, table: Lookups) -> list[Guess]:
    """Find the countries whose names share a word by which one may be called: Congo, Korea."""
    lands = [hit for hit in hits if hit.row.kind == "country"]
    names = _country_words().get(key, ())
    if len(names) < _SEVERAL or any(hit.role == "primary" for hit in lands):
        return []
    known = {hit.row.id for hit in lands}
    return _admitted(
        (
            _guess(hit, hit.matched, fit=0.99, method="part of its name", notes=())
            for hit in table.exact(names)
            if hit.row.kind == "country" and hit.row.id not in known
        ),
        ask,
    )


@functools.cache
def _country_words() -> dict[str, tuple[str, ...]]:
    """Give the names of countries by each of their words."""
    found: dict[str, list[str]] = {}
    for name in map(fold, map(country_name, country_codes())):
        for word in name.split():
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


def named(text: str, ask: Ask, table: Lookups) -> list[Guess]:
    """Find what a name may mean, by the best of its forms that finds anything."""
    found = exactly(text, ask, table)
    if found:
        return found
    tiers: dict[float, list[Guess]] = {}
    tried = [form for form in forms(text) if form.key and form.key != fold(text)]
    hits = table.exact(list(dict.fromkeys(form.key for form in tried)))
    for form in tried:
        fit = _METHODS[form.method]
        notes = (form.note,) if form.note else ()
        found = [
            _guess(hit, text, fit=fit, method=form.method, notes=notes)
            for hit in hits
            if hit.key == form.key
        ]
        # Towns come likeliest first: "Оріхівський" is of Оріхів before it is of an Оріхівка.
        if form.method != "adjective of" or not _admitted(tiers.get(fit, []), ask):
            tiers.setdefault(fit, []).extend(found)
    for fit in sorted(tiers, reverse=True):
        found = _admitted(tiers[fit], ask)
        if found:
            return _with_namesakes(found, ask, table)
    return []


def nearly(text: str, ask: Ask, table: Lookups) -> list[Guess]:
    """Find names of the countries asked for that are nearly the same; none without a country.

    A name that is borne by another place of the same country is not misspelt. Every other village
    differs by a letter from one, and a gazetteer lacks many: a village is taken only where it is
    spelt so in another romanisation, or in a division that was asked for.
    """
    if not ask.narrowed or exactly(text, attrs.evolve(ask, divisions=(), areas=()), table):
        return []
    found = misspelt(text, ask, table)
    # What romanisations of Cyrillic differ in tells names apart elsewhere: Sabhah, Sabkhah.
    alike = [
        each
        for each in found
        if _CYRILLIC & set(each.candidate.countries) and sounds_like(text, each.candidate.matched)
    ]
    if alike:
        return _with_namesakes([attrs.evolve(each, fit=_RESPELT) for each in alike], ask, table)
    return [each for each in found if _near_enough(text, each, ask)]


def _with_namesakes(found: list[Guess], ask: Ask, table: Lookups) -> list[Guess]:
    """Add the namesakes, by its own name, of a village that was met by another spelling of it.

    The table has "Veseloe" for one of the many Vesele: that does not tell which is meant.
    """
    met = [each for each in found if each.settled and each.role == "alternate"]
    small = [each for each in met if each.candidate.population < _LARGE and is_spelling(each)]
    if not small:
        return found
    seen = {(each.candidate.source, each.candidate.source_id) for each in found}
    fit = max(each.fit for each in small)
    keys = dict.fromkeys(fold(each.candidate.name) for each in small)
    more = (
        _guess(hit, hit.matched, fit=fit, method="namesake", notes=())
        for hit in table.exact(list(keys))
        if hit.role == "primary" and (hit.row.source, hit.row.source_id) not in seen
    )
    return [*found, *(each for each in _admitted(more, ask) if each.settled)]


def _near_enough(text: str, guess: Guess, ask: Ask) -> bool:
    """Say whether a misspelt name is an answer: a slip of the pen keeps the first letter."""
    if fold(guess.candidate.matched)[:1] not in {form.key[:1] for form in forms(text)}:
        return False
    score, people = guess.fit / _FUZZY, guess.candidate.population
    if people >= _CITY or guess.curated:
        return score >= _CUTOFF
    if people >= _TOWN or ask.divisions or ask.areas or not guess.settled:
        return score >= _NEAR
    return False


def misspelt(text: str, ask: Ask, table: Lookups) -> list[Guess]:
    """Find all that is spelt nearly so, also what is too far off to be an answer."""
    for key in list(dict.fromkeys(form.key for form in forms(text)))[:_FORMS_TRIED]:
        if len(key) < _SHORTEST_FUZZY:
            continue
        found = [
            _guess(
                hit,
                text,
                fit=score * _FUZZY,
                method=f"fuzzy {score:.0f}",
                notes=(f"spelt {hit.matched!r} in the gazetteer",),
            )
            for country in sorted(ask.narrowed)
            for hit, score in table.fuzzy(key, country, limit=12, cutoff=_LOWEST)
        ]
        kept = _admitted(found, ask)
        if kept:
            return kept
    return []


def _guess(hit: Hit, text: str, *, fit: float, method: str, notes: tuple[str, ...]) -> Guess:
    if hit.role == "code":
        method = "code" if fit == 1.0 else method
    elif hit.role == "alternate" and method == "exact name":
        method = "alternate name"
    elif hit.role == "former":
        notes = (*notes, f"{hit.matched!r} is a former name")
        method = "former name" if method == "exact name" else f"former name, {method}"
    return Guess.of(
        hit.row,
        matched=hit.matched,
        role=hit.role if not (hit.role == "code" and not _coded(text)) else "no code",
        fit=fit * _ROLES.get(hit.role, 0.99),
        method=method,
        notes=notes,
    )


def _coded(text: str) -> bool:
    """Say whether a text is written as codes are: UKKK, UA-14, but not "van"."""
    bare = text.strip().replace("-", "")
    return len(bare) <= _LONGEST_CODE and bare.isascii() and bare.isalnum() and bare.isupper()


def _admitted(guesses: Iterable[Guess], ask: Ask) -> list[Guess]:
    """Keep what meets the conditions, each place once by its best name."""
    best: dict[tuple[str, str], Guess] = {}
    for guess in guesses:
        if guess.role == "no code" or not ask.admits(guess):
            continue
        key = guess.candidate.source, guess.candidate.source_id
        if key not in best or guess.fit > best[key].fit:
            best[key] = guess
    return list(best.values())
