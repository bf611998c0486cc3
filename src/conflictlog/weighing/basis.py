"""What a confidence rests on: how many origins, how good, and whether anyone denies."""

from __future__ import annotations

from typing import Literal

import attrs

from conflictlog.keywords import named_keywords

__all__ = ["Basis", "Level", "Status", "level_of", "status_of"]

Status = Literal["reported", "one_sided", "contested", "denied"]
Level = Literal["high", "moderate", "low"]


def status_of(s_affirm: float, s_deny: float, *, one_sided: bool) -> Status:
    """Derive the status from the two sums.

    Examples
    --------
    >>> status_of(1.4, 0.2, one_sided=True), status_of(0.4, 0.0, one_sided=True)
    ('contested', 'one_sided')
    """
    if s_deny > 0:
        return "denied" if s_deny >= 2 * s_affirm else "contested"
    return "one_sided" if one_sided else "reported"


def level_of(*, origins_for: int, best: str | None, contested: bool, one_sided: bool) -> Level:
    """Grade a basis: high, moderate or low.

    Examples
    --------
    >>> level_of(origins_for=2, best="B", contested=False, one_sided=False)
    'high'
    """
    # An unrated source cannot be judged, which is what the letter F says.
    if one_sided or contested or origins_for == 0 or best not in ("A", "B", "C"):
        return "low"
    return "high" if origins_for > 1 and best != "C" else "moderate"


@named_keywords
@attrs.frozen(kw_only=True)
class Basis:
    """What stands behind a confidence; print it before the number.

    Parameters
    ----------
    origins_for, origins_against
        Independent origins on each side.
    best_reliability
        Best letter among the affirming origins; None where none is rated.
    evidence
        Types of evidence that affirming reports rest on.
    contested
        Whether a denial with any weight stands against it.
    one_sided
        Whether every affirming origin speaks in its own interest.
    level
        high, moderate or low.

    Examples
    --------
    >>> print(Basis(origins_for=3, best_reliability="B", level="high"))
    3 origins, best B
    >>> print(Basis(origins_for=1, one_sided=True))
    one side, one origin
    """

    origins_for: int = 0
    origins_against: int = 0
    best_reliability: str | None = None
    evidence: tuple[str, ...] = ()
    contested: bool = False
    one_sided: bool = False
    level: Level = "low"

    def __str__(self) -> str:
        if not self.origins_for and not self.origins_against:
            return "no origin for or against"
        if self.origins_against:
            plural = "" if self.origins_for == 1 else "s"
            return f"{self.origins_for or 'no'} origin{plural} for, {self.origins_against} against"
        if self.one_sided:
            return f"one side, {_count(self.origins_for)}"
        if self.best_reliability is None:
            return f"{_count(self.origins_for)}, unrated"
        best = "best " if self.origins_for > 1 else ""
        return f"{_count(self.origins_for)}, {best}{self.best_reliability}"


def _count(origins: int) -> str:
    return "one origin" if origins == 1 else f"{origins} origins"
