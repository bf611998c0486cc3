"""Counts as steps of one hue: few enough to be told apart, named in the legend."""

from __future__ import annotations

import math

import attrs

from conflictlog.plotting import shapes
from conflictlog.plotting.shapes import Rgb
from conflictlog.plotting.theme import Theme

__all__ = ["Step", "steps_to"]

_HUE = "#0072B2"  # its shades differ by lightness alone, which no colour vision lacks
_MOST = 5
_NICE = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0)


@attrs.frozen(kw_only=True)
class Step:
    """Counts from `low` to `high`, and their colour."""

    low: int
    high: int
    colour: Rgb
    ink: str

    @property
    def words(self) -> str:
        """Name the counts.

        Examples
        --------
        >>> [step.words for step in steps_to(40, Theme())]
        ['1-2', '3-4', '5-10', '11-20', '21-40']
        """
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,}-{self.high:,}"


def steps_to(most: int, theme: Theme) -> list[Step]:
    """Give up to five steps from 1 to the highest count, each a like factor wider.

    Examples
    --------
    >>> [step.words for step in steps_to(3, Theme())]
    ['1', '2', '3']
    """
    if most < 1:
        return []
    if most <= _MOST:
        ends = list(range(1, most + 1))
    else:
        nice = [_nice(most ** (number / _MOST)) for number in range(1, _MOST)]
        ends = sorted({end for end in nice if end < most} | {most})
    shades = _shades(len(ends), theme)
    starts = [1, *(end + 1 for end in ends[:-1])]
    return [
        Step(low=low, high=high, colour=colour, ink=_ink(colour, theme))
        for low, high, colour in zip(starts, ends, shades, strict=True)
    ]


def _nice(number: float) -> int:
    """Give the round number that is nearest."""
    power = 10.0 ** math.floor(math.log10(number))
    nearest = min((power * one for one in (*_NICE, 10.0)), key=lambda one: abs(one - number))
    return max(round(nearest), 1)


def _shades(count: int, theme: Theme) -> list[Rgb]:
    """Go from near the paper to near the ink."""
    if count == 1:
        return [shapes.mix(_HUE, 0.75, theme.paper)]
    found = []
    for number in range(count):
        share = 0.28 + 1.17 * number / (count - 1)
        found.append(
            shapes.mix(_HUE, share, theme.paper)
            if share <= 1
            else shapes.mix(theme.ink, share - 1, _HUE)
        )
    return found


def _ink(colour: Rgb, theme: Theme) -> str:
    """Give the one of ink and paper that reads better on a colour."""
    under = _light(colour)
    ink, paper = (_light(shapes.mix(one, 1.0, one)) for one in (theme.ink, theme.paper))

    def contrast(one: float) -> float:
        return (max(one, under) + 0.05) / (min(one, under) + 0.05)

    return theme.ink if contrast(ink) >= contrast(paper) else theme.paper


def _light(colour: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
