"""Where the months of a calendar stand on a page, and their days in them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import attrs

from conflictlog.plotting.periods import start_day
from conflictlog.plotting.theme import Theme

__all__ = ["Leaf", "Leaves", "arrange", "least_height"]

Box = tuple[float, float, float, float]  # left, top, width, height
GAP = 14.0  # points between months
_BELOW = 10.0
_LETTERED = 7.0  # width of a cell below which weekdays have no letters
_WIDEST, _TALLEST, _LOWEST = 64.0, 30.0, 5.0
_READABLE, _DENSE = 12.0, 8.0  # widths of a cell aimed at: with the number of its day, without
_SHAPES = (1, 2, 3, 4, 6)  # months in a row of a year


@attrs.frozen(kw_only=True)
class Leaf:
    """A month: where its first row of days begins, and on which column its first day."""

    month: int
    left: float
    top: float
    offset: int
    lettered: bool


@attrs.frozen(kw_only=True)
class Leaves:
    """All months, the headings of years, and the size of a day."""

    leaves: tuple[Leaf, ...]
    headings: tuple[tuple[float, int], ...]
    wide: float
    high: float
    height: float

    def cell(self, leaf: Leaf, day: int) -> Box:
        """Give the rectangle of a day."""
        row, column = divmod(day - start_day(leaf.month, "month") + leaf.offset, 7)
        return leaf.left + column * self.wide, leaf.top + row * self.high, self.wide, self.high


def _offset(month: int, start: int) -> int:
    """Give the column of a month's first day; 1970-01-01 was a Thursday."""
    return (start_day(month, "month") + 3 - start) % 7


def _weeks(month: int, start: int) -> int:
    days = start_day(month + 1, "month") - start_day(month, "month")
    return math.ceil((days + _offset(month, start)) / 7)


Row = tuple[tuple[int, int], ...]  # column and month


Section = tuple[int | None, list[tuple[int, int]]]


def _sections(months: Sequence[int], columns: int) -> list[tuple[int | None, list[Row]]]:
    """Break the months into rows; more than twelve stand year by year, each in its place."""
    slots: list[Section]
    if len(months) <= 12:
        slots = [(None, list(enumerate(months)))]
    else:
        slots = [
            (1970 + year, [(month % 12, month) for month in of_year])
            for year, of_year in itertools.groupby(months, key=lambda month: month // 12)
        ]
    return [
        (
            year,
            [
                tuple((slot % columns, month) for slot, month in row)
                for _, row in itertools.groupby(held, key=lambda pair: pair[0] // columns)
            ],
        )
        for year, held in slots
    ]


@attrs.frozen(kw_only=True)
class _Try:
    """A number of columns: the width of a day, and the height as fixed part and weeks."""

    sections: list[tuple[int | None, list[Row]]]
    wide: float
    fixed: float
    weeks: int

    @classmethod
    def of(
        cls, months: Sequence[int], columns: int, start: int, width: float, theme: Theme
    ) -> _Try:
        sections = _sections(months, columns)
        wide = min((width - (columns - 1) * GAP) / columns / 7, _WIDEST)
        rows = [row for _, section in sections for row in section]
        return cls(
            sections=sections,
            wide=wide,
            fixed=len(rows) * (_name_height(theme) + _BELOW)
            + len(sections) * _letter_height(theme)
            + sum(_heading_height(theme) for year, _ in sections if year is not None),
            weeks=sum(max(_weeks(month, start) for _, month in row) for row in rows),
        )


def _name_height(theme: Theme) -> float:
    return theme.label_size * 1.5


def _letter_height(theme: Theme) -> float:
    return theme.tick_size * 1.05


def _heading_height(theme: Theme) -> float:
    return theme.lane_size * 1.9


def _tries(months: Sequence[int], start: int, width: float, theme: Theme) -> list[_Try]:
    shapes = _SHAPES if len(months) >= 12 else range(1, len(months) + 1)
    found = [_Try.of(months, columns, start, width, theme) for columns in shapes]
    return [one for one in found if one.wide >= _LOWEST] or found[:1]


def least_height(months: Sequence[int], start: int, width: float, theme: Theme) -> float:
    """Give the least height of a body that holds the months."""
    return min(one.fixed + one.weeks * _LOWEST for one in _tries(months, start, width, theme))


def arrange(
    months: Sequence[int], start: int, width: float, height: float | None, theme: Theme
) -> Leaves:
    """Choose how many months stand in a row, and how large a day is.

    On a new figure as many as leave a day room for its number, and three in a row on a narrow
    one; in a given height what gives the largest days.
    """
    tries = _tries(months, start, width, theme)
    if height is None:
        aim = _READABLE if len(months) <= 12 else _DENSE
        roomy = [one for one in tries if one.wide >= aim]
        dense = [one for one in tries if one.wide >= _DENSE]
        best = roomy[-1] if len(roomy) > 2 or len(roomy) == len(tries) else (dense or tries)[-1]
        high = min(best.wide, _TALLEST)
    else:

        def tall(one: _Try) -> float:
            return min((height - one.fixed) / one.weeks, one.wide, _TALLEST)

        best = max(tries, key=tall)
        high = max(tall(best), 1.0)
        best = attrs.evolve(best, wide=min(best.wide, high * 2.2))
    return _placed(best, high, start, theme)


def _placed(best: _Try, high: float, start: int, theme: Theme) -> Leaves:
    leaves: list[Leaf] = []
    headings: list[tuple[float, int]] = []
    y = 0.0
    for year, rows in best.sections:
        if year is not None:
            headings.append((y, year))
            y += _heading_height(theme)
        for number, row in enumerate(rows):
            y += _name_height(theme) + (0 if number else _letter_height(theme))
            leaves += [
                Leaf(
                    month=month,
                    left=column * (best.wide * 7 + GAP),
                    top=y,
                    offset=_offset(month, start),
                    lettered=number == 0 and best.wide >= _LETTERED,
                )
                for column, month in row
            ]
            y += max(_weeks(month, start) for _, month in row) * high + _BELOW
    return Leaves(
        leaves=tuple(leaves), headings=tuple(headings), wide=best.wide, high=high, height=y
    )
