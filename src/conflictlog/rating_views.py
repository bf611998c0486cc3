"""Codes as numbers and numbers as codes, each by a view that has a name and a source."""

from __future__ import annotations

import math

import attrs

from conflictlog.errors import InvalidValue, NotExpressible, UnknownName, nearest_hint
from conflictlog.scales import as_number, check_rating, scale
from conflictlog.yardsticks import VIEWS, Mark, ViewTable

__all__ = ["RatingView", "rating_view", "view_names"]

_EVEN = 50


@attrs.frozen
class RatingView:
    """One mapping between the codes of scales and numbers from 0 to 100.

    A view is how somebody writes codes as numbers, and no probability: the parameters that
    weigh reports are others.

    Examples
    --------
    >>> rating_view("stix").number("admiralty-credibility", "2")
    70
    >>> rating_view("misp").number("admiralty-credibility", "2")
    75
    >>> rating_view("phia").band("phia", "realistic possibility")
    (40, 50)
    """

    name: str
    _table: ViewTable = attrs.field(repr=False)

    @property
    def title(self) -> str:
        """What it is."""
        return self._table.title

    @property
    def source(self) -> str:
        """Where it is published."""
        return self._table.source

    @property
    def scales(self) -> tuple[str, ...]:
        """The scales that it has numbers for."""
        return tuple(self._table.marks)

    def number(self, scale_name: str, code: str | int) -> int | None:
        """Give the number of a code, None where the view gives it none.

        Examples
        --------
        >>> rating_view("stix").number("admiralty-credibility", "6") is None
        True
        """
        return as_number(scale_name, code, view=self.name)

    def band(self, scale_name: str, code: str | int) -> tuple[int, int] | None:
        """Give the numbers from and to which a code stands, None where the view says none.

        Examples
        --------
        >>> rating_view("icd-203").band("icd-203", "likely")
        (55, 80)
        """
        name, text = check_rating(scale_name, code)
        mark = self._table.marks.get(name, {}).get(text, Mark())
        return None if mark.low is None or mark.high is None else (mark.low, mark.high)

    def code(self, scale_name: str, number: float) -> str:
        """Give the code that a number stands for.

        A number at the end of two bands, or half-way in the gap between two, is the less
        extreme of them.

        Raises
        ------
        NotExpressible
            Where the view gives numbers to codes and none back, or has no code for the number.

        Examples
        --------
        >>> rating_view("stix").code("wep", 79), rating_view("icd-203").code("icd-203", 80)
        ('Likely', 'likely')
        >>> rating_view("phia").code("phia", 22.5)
        'unlikely'
        """
        chosen, value = scale(scale_name).name, self._checked(number)
        bands = [
            (code, mark.low, mark.high)
            for code, mark in self._table.marks.get(chosen, {}).items()
            if mark.low is not None and mark.high is not None
        ]
        if not bands:
            able = [name for name, table in VIEWS.items() if _has_bands(table, chosen)]
            raise NotExpressible(
                f"{self.name} has no bands for {chosen}",
                expected="a view that says which numbers stand for a code",
                remedy=f"one of {', '.join(able)}" if able else "keep the code as it was given",
            )

        def distance(band: tuple[str, int, int]) -> tuple[float, float]:
            _, low, high = band
            off = max(low - value, value - high, 0)
            # From the band's middle: of two, the less extreme.
            return off, abs((low + high) / 2 - _EVEN)

        best = min(bands, key=distance)
        if distance(best)[0] > 0 and not self._table.gaps:
            raise NotExpressible(
                f"{self.name} has no code of {chosen} for {number!r}",
                expected=f"{min(low for _, low, _ in bands)} to {max(high for *_, high in bands)}",
                remedy="say it in words, or choose another scale",
            )
        return best[0]

    def _checked(self, number: float) -> float:
        whole = isinstance(number, int) and not isinstance(number, bool)
        real = isinstance(number, float) and math.isfinite(number)
        fits = whole or (real and (not self._table.whole or number.is_integer()))
        if fits and 0 <= number <= 2 * _EVEN:
            return number
        raise InvalidValue(
            f"number is {number!r}",
            expected="a whole number from 0 to 100" if self._table.whole else "a number, 0 to 100",
            remedy="a probability is a hundred times as much; round it yourself, it changes the "
            "code",
        )


def _has_bands(table: ViewTable, scale_name: str) -> bool:
    return any(mark.low is not None for mark in table.marks.get(scale_name, {}).values())


def view_names() -> tuple[str, ...]:
    """List the views, sorted.

    Examples
    --------
    >>> view_names()
    ('icd-203', 'misp', 'phia', 'stix')
    """
    return tuple(sorted(VIEWS))


def rating_view(name: str) -> RatingView:
    """Give a view by its name.

    Raises
    ------
    UnknownName
        For any other name.

    Examples
    --------
    >>> rating_view("icd-203").source
    'Intelligence Community Directive 203, Analytic Standards'
    """
    if name not in VIEWS:
        raise UnknownName(
            f"view {name!r} is not known",
            expected=f"one of {', '.join(view_names())}",
            remedy=nearest_hint(str(name), VIEWS) or "a number needs the mapping it comes from",
        )
    return RatingView(name, VIEWS[name])
