"""How sure a candidate is, and why: a judgement that sorts, with its reasons as notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from conflictlog.geocoding.found import Candidate
    from conflictlog.geocoding.locating.asking import Ask
    from conflictlog.geocoding.locating.deciding import Decision

__all__ = ["candidates"]

_MOST: Final = 0.98
_WITHOUT_COUNTRY: Final = 0.9
#: A namesake that was set aside may still be meant.
_SET_ASIDE: Final = 0.2
_WITH_NAMESAKES: Final = 0.95


def candidates(decision: Decision, ask: Ask) -> tuple[Candidate, ...]:
    """Make candidates of guesses, with a confidence and the notes that explain it."""
    rivals, total = decision.rivals, len(decision.guesses)
    first = decision.guesses[0]
    better = f"({first.rank}) fits better by name, kind, size or place"
    found = []
    for number, guess in enumerate(decision.guesses):
        sure, notes = guess.fit * _MOST, []
        if not ask.narrowed and guess.candidate.countries:
            sure *= _WITHOUT_COUNTRY
            notes.append("no country was given")
        if number >= rivals:
            sure *= _SET_ASIDE
            notes.append(f"set aside: {decision.guesses[0].candidate.name} {better}")
        elif rivals > 1:
            sure /= rivals
            notes.append(f"one of {rivals} that compete")
        elif total > 1:
            sure *= _WITH_NAMESAKES
            notes.append(f"{total - 1} other{'s' if total > 2 else ''} of that name set aside")
        if guess.launch_area:
            notes.append("a launch area: strikes come from here")
        found.append(attrs.evolve(guess.noted(*notes).candidate, confidence=round(sure, 3)))
    return tuple(found)
