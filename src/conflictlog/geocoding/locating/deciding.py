"""Which guesses compete, and whether anything decides between them.

A wrong answer is worse than none. Where several places of one name are left, one is taken only
when something says so: a site word or ``kind=``, a place near by, or, for a city of 50,000 and
more, that its namesakes are far smaller. Among villages population decides nothing.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Final

import attrs

from conflictlog.geocoding.locating.geometry import Disc, within_reach
from conflictlog.geocoding.locating.likeness import known_so
from conflictlog.geocoding.locating.sameness import merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conflictlog.geocoding.locating.asking import Ask
    from conflictlog.geocoding.locating.guesses import Guess

__all__ = ["Decision", "decide"]

_CITY: Final = 50_000
#: Inside one first division a town is meant before hamlets of its name.
_TOWN: Final = 15_000.0
#: How many times larger a city is than namesakes that it outshines.
_FAR_LARGER: Final = 10.0
_ONCE: Final = 0.1
#: Fits within so much of the best one compete with it.
_TIE: Final = 0.06
#: As people know it, a country outshines cities, and a sea or a region towns.
_FAME: Final = {"country": 5e6, "sea": 1e6, "gulf": 1e6, "strait": 1e6, "water": 5e5, "river": 5e5}
_FAME_OF_REGIONS: Final = 5e5
_FAME_OF_DIVISIONS: Final = {"admin1": 1e6, "admin2": 1e4, "admin3": 5e3}
_BESIDE_KM: Final = 30.0
_SIDE_BY_SIDE_KM: Final = 12.0
#: A place near by decides where the next namesake is so much farther off.
_NEAR_KM: Final = 150.0
_FARTHER: Final = 2.0
_FARTHER_KM: Final = 20.0
_RENAMED: Final = dt.date(2017, 1, 1)


@attrs.frozen
class Decision:
    """The guesses in order, how many of the first ones compete, and why the rest do not."""

    guesses: tuple[Guess, ...]
    rivals: int
    notes: tuple[str, ...] = ()


def decide(guesses: Iterable[Guess], ask: Ask) -> Decision:
    """Order guesses and say how many of the first compete; one is a decision."""
    found = merged(guesses)
    if not found:
        return Decision((), 0)
    notes: list[str] = []
    best = max(each.fit for each in found)
    front = [each for each in found if each.fit >= best - _TIE]
    rest = [each for each in found if each.fit < best - _TIE]
    front, others = known_so(front)
    front, renamed, note = _in_use(front, ask.on)
    notes += note
    front, shaded = _outranked(front)
    shaded += [*renamed, *others]
    if ask.near is not None:
        front, farther, note = _nearest(front, ask.near)
        notes += note
        shaded = [*farther, *shaded]
    if len(front) > 1:
        front, smaller, note = _largest(front)
        notes += note
        shaded = [*smaller, *shaded]
    if len(front) > 1:
        front, beside, note = _neighbours(front)
        notes += note
        shaded = [*beside, *shaded]
    ordered = (*_sorted(front, ask), *_sorted(shaded, ask), *_sorted(rest, ask))
    return Decision(ordered, len(front), tuple(notes))


def _sorted(guesses: Sequence[Guess], ask: Ask) -> list[Guess]:
    def order(each: Guess) -> tuple[float, float, float, str, str]:
        away = _away(each, ask.near) if ask.near is not None else 0.0
        found = each.candidate
        return (-round(each.fit, 2), away, -fame(each), found.name, found.source_id)

    return sorted(guesses, key=order)


def fame(guess: Guess) -> float:
    """Say how well a place is known, on the scale of inhabitants."""
    kind = guess.rank
    if guess.settled:
        # What was once called so is known under another name by now.
        return guess.people * (_ONCE if guess.role == "former" else 1.0)
    if kind in _FAME_OF_DIVISIONS:
        return _FAME_OF_DIVISIONS[kind]
    if kind in _FAME:
        return _FAME[kind]
    return _FAME_OF_REGIONS if guess.wide and guess.curated else 0.0


def _outranked(front: list[Guess]) -> tuple[list[Guess], list[Guess]]:
    """Set aside sites and divisions that share a populated place's name and lie about it."""
    towns = [each for each in front if each.settled]
    kept: list[Guess] = []
    shaded: list[Guess] = []
    for each in front:
        lesser = bool(towns) and not each.settled and each.rank != "country"
        known = each.curated or each.rank == "admin1" or each.wide
        beside = lesser and any(_belongs(each, town) for town in towns)
        (shaded if beside or (lesser and not known) else kept).append(each)
    lands = [each for each in kept if each.rank == "country"]
    if lands:
        inner = [each for each in kept if each.rank != "country" and _inside(each, lands)]
        kept = [each for each in kept if each not in inner]
        shaded += inner
    return _widest(kept, shaded)


def _widest(kept: list[Guess], shaded: list[Guess]) -> tuple[list[Guess], list[Guess]]:
    """Of nested divisions of one name the outer one is meant; the others lie inside it."""
    for outer in [each for each in kept if each.rank in {"admin1", "admin2"}]:
        inner = [
            each
            for each in kept
            if each is not outer
            and each.divided
            and each.rank > outer.rank
            and _belongs(outer, each)
        ]
        kept = [each for each in kept if each not in inner]
        shaded += inner
    return kept, shaded


def _belongs(site: Guess, town: Guess) -> bool:
    lands = set(site.candidate.countries)
    if lands and town.candidate.countries and lands.isdisjoint(town.candidate.countries):
        return False
    one, other = site.disc, town.disc
    return one is None or other is None or within_reach(one, other, km=_BESIDE_KM)


def _inside(each: Guess, lands: list[Guess]) -> bool:
    found = set(each.candidate.countries)
    return any(found <= set(land.candidate.countries) for land in lands)


def _away(guess: Guess, near: Disc) -> float:
    disc = guess.disc
    if disc is None:
        return math.inf
    return max(0.0, disc.distance_km(near) - (0.0 if guess.settled else disc.km))


def _in_use(
    front: list[Guess], on: dt.date | None
) -> tuple[list[Guess], list[Guess], tuple[str, ...]]:
    """Set former names aside where the day is known and another place is called so on it.

    The table does not know when each place was renamed. Nearly all that it marks were renamed in
    Ukraine in 2016: from the end of that year on the old name of one is the name of the other.
    """
    current = [each for each in front if each.role != "former"]
    if on is None or on < _RENAMED or not current or len(current) == len(front):
        return front, [], ()
    former = [each for each in front if each.role == "former"]
    names = ", ".join(sorted({each.candidate.name for each in former}))
    return current, former, (f"on {on} that was a former name of {names}",)


def _nearest(front: list[Guess], near: Disc) -> tuple[list[Guess], list[Guess], tuple[str, ...]]:
    """Let the place near by decide, where one namesake is plainly nearer than the next."""
    ordered = sorted(front, key=lambda each: _away(each, near))
    away = [_away(each, near) for each in ordered]
    close = [each for each, km in zip(ordered, away, strict=True) if km <= _NEAR_KM + near.km]
    if not close:
        return ordered, [], ()
    first = away[0]
    limit = max(first * _FARTHER, first + _FARTHER_KM)
    kept = [each for each, km in zip(ordered, away, strict=True) if km <= limit]
    kept = kept if len(kept) < len(ordered) or len(ordered) == 1 else ordered
    if len(kept) == len(ordered):
        return ordered, [], ()
    note = f"near= decided: {first:.0f} km away, the next namesake {away[len(kept)]:.0f} km"
    return kept, ordered[len(kept) :], (note,) if len(kept) == 1 else ()


def _largest(front: list[Guess]) -> tuple[list[Guess], list[Guess], tuple[str, ...]]:
    """Let a city outshine far smaller namesakes; villages never outshine one another."""
    ordered = sorted(front, key=fame, reverse=True)
    told, first = ordered[0], fame(ordered[0])
    divisions = {each.admin1_key for each in front if each.settled}
    together = len(divisions) == 1 and None not in divisions
    if first < (_TOWN if together else _CITY):
        return front, [], ()
    kept = [each for each in ordered if fame(each) * _FAR_LARGER > first]
    if told.rank == "country" and told.role == "primary":
        # Of what is merely also called so, nothing competes with a country's own name.
        kept = [each for each in kept if each.role == "primary" or each.rank == "country"]
    smaller = [each for each in ordered if each not in kept]
    if len(kept) > 1:
        return kept, smaller, ()
    much = f"{first:,.0f} inhabitants" if told.settled else f"the {told.rank} of that name"
    others = "a namesake is" if len(smaller) == 1 else f"{len(smaller)} namesakes are"
    return kept, smaller, (f"{much}; {others} far less known",)


def _neighbours(front: list[Guess]) -> tuple[list[Guess], list[Guess], tuple[str, ...]]:
    """Take namesakes that lie side by side for one place, in a disc that holds them all."""
    discs = [disc for each in front if (disc := each.disc) is not None]
    if len(discs) < len(front) or not all(each.settled for each in front):
        return front, [], ()
    chosen = max(front, key=fame)
    here = chosen.disc
    reach = max(here.distance_km(disc) + disc.km for disc in discs) if here else math.inf
    if reach > _SIDE_BY_SIDE_KM:
        return front, [], ()
    wider = attrs.evolve(
        chosen, candidate=attrs.evolve(chosen.candidate, radius_km=round(reach, 1))
    )
    note = f"{len(front)} namesakes lie side by side; the disc holds them all"
    return [wider], [each for each in front if each is not chosen], (note,)
