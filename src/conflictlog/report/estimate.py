"""Counts as they are told: a best value, bounds, and the words."""

from __future__ import annotations

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.keywords import named_keywords
from conflictlog.report.checks import call_text, optional_text, truth, whole_or_real

__all__ = ["COUNT_NAMES", "Estimate"]

#: Names of counts that the library itself reads and writes; others are allowed.
COUNT_NAMES = (
    "abducted",
    "arrested",
    "damaged",
    "deployed",
    "destroyed",
    "displaced",
    "downed",
    "exchanged",
    "injured",
    "killed",
    "killed_civilians",
    "killed_side_a",
    "killed_side_b",
    "killed_unknown",
    "launched",
    "missing",
    "participants",
    "regions_affected",
)


@named_keywords
@attrs.frozen
class Estimate:
    """A count with what is known of it; any part may be unknown.

    Parameters
    ----------
    best
        The most likely value.
    low, high
        Bounds. ``low <= best <= high`` is not enforced: about one row in a
        hundred of UCDP GED breaks it. Such a value is kept; `in_order` tells.
    unit
        What is counted, where the name of the count does not say.
    scope
        The part it speaks of, a place or a period: "35 nationwide" and "23 over
        Kyiv" are two scopes, not a contradiction.
    text
        The words as given, "several thousand".
    rounded
        Whether the number was rounded, or coded from a word by rule.

    Examples
    --------
    >>> Estimate(30).best
    30
    >>> print(Estimate(low=4, text="several"))
    4 or more ("several")
    >>> print(Estimate.none_known())
    none known
    """

    best: int | float | None = attrs.field(default=None, converter=whole_or_real("best"))
    low: int | float | None = attrs.field(
        default=None, converter=whole_or_real("low"), kw_only=True
    )
    high: int | float | None = attrs.field(
        default=None, converter=whole_or_real("high"), kw_only=True
    )
    unit: str | None = attrs.field(default=None, converter=optional_text("unit"), kw_only=True)
    scope: str | None = attrs.field(default=None, converter=optional_text("scope"), kw_only=True)
    text: str | None = attrs.field(default=None, converter=optional_text("text"), kw_only=True)
    rounded: bool = attrs.field(default=False, validator=truth, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.best is None and self.low is None and self.high is None and self.text is None:
            raise InvalidValue(
                "an estimate without a number and without words",
                expected="best, low, high or text",
                remedy="leave the estimate out, or say Estimate.none_known()",
            )

    @classmethod
    def none_known(cls) -> Estimate:
        """Make the estimate of "no known casualties": zero known, no upper bound.

        Examples
        --------
        >>> Estimate.none_known().high is None
        True
        """
        return cls(low=0, text="none known")

    __repr__ = call_text

    @property
    def in_order(self) -> bool:
        """Whether ``low <= best <= high`` holds between the parts that are known.

        Examples
        --------
        >>> Estimate(5, low=8).in_order
        False
        """
        known = [part for part in (self.low, self.best, self.high) if part is not None]
        return known == sorted(known)

    def __str__(self) -> str:
        if self.low == 0 and self.best is None and self.high is None and self.text:
            return self.text
        parts = _numbers(self)
        if self.unit:
            parts = f"{parts} {self.unit}".strip()
        if self.text:
            parts = f'{parts} ("{self.text}")' if parts else f'"{self.text}"'
        return f"{parts}, {self.scope}" if self.scope else parts


def _numbers(estimate: Estimate) -> str:
    low, best, high = estimate.low, estimate.best, estimate.high
    about = "about " if estimate.rounded else ""
    if best is not None:
        bounds = {low, high} - {None, best}
        span = f" ({_shown(low)}-{_shown(high)})" if bounds else ""
        return f"{about}{best}{span}"
    if low is not None and high is not None:
        return f"{about}{low}-{high}" if low != high else f"{about}{low}"
    if low is not None:
        return f"{low} or more"
    return f"{high} or fewer" if high is not None else ""


def _shown(bound: float | None) -> str:
    return "?" if bound is None else str(bound)
