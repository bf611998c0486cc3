"""The days of a calendar: their colours, corners, hatching and outlines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs
import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from conflictlog.plotting import shapes
from conflictlog.plotting.almanac.days import Daily
from conflictlog.plotting.almanac.leaves import GAP, Box, Leaves
from conflictlog.plotting.coverage import hatch
from conflictlog.plotting.hues import Step
from conflictlog.plotting.months import weekday_letters
from conflictlog.plotting.periods import start_day
from conflictlog.plotting.sheet import Sheet, write
from conflictlog.plotting.wording import clean

if TYPE_CHECKING:
    from conflictlog.plotting.shapes import Pen
    from conflictlog.plotting.theme import Theme

__all__ = ["Flag", "Shown", "corners_of", "draw_days", "outline", "plain_colour", "write_months"]

AIR = 0.6  # points around a day
_NUMBERED = (13.0, 11.0)  # width and height of a day that has room for its number
_LONGEST = 62  # days of a stretch that is still outlined


@attrs.frozen(kw_only=True, eq=False)
class Shown:
    """What the days show."""

    found: Daily
    steps: Sequence[Step]
    gaps: list[tuple[float, float]] | None

    def is_covered(self, day: int) -> bool:
        """Say whether a data set covers a day; true where none states its coverage."""
        return not any(low < day + 1 and day < high for low, high in self.gaps or ())

    @property
    def used(self) -> list[Step]:
        """Give the steps of days that there are."""
        return [
            step
            for step in self.steps
            if ((self.found.certain >= step.low) & (self.found.certain <= step.high)).any()
        ]

    @property
    def plain(self) -> list[int]:
        """Give the days without a certain event."""
        return (np.flatnonzero(self.found.certain == 0) + self.found.first).tolist()


@attrs.frozen(kw_only=True)
class Flag:
    """An annotation: its first and last day, whether all between are meant, and its words."""

    first: int
    last: int
    exact: bool
    lines: tuple[str, ...]


def plain_colour(theme: Theme) -> shapes.Rgb:
    """Give the colour of a day without a certain event."""
    return shapes.mix(theme.grid, 0.42, theme.paper)


def _inset(box: Box) -> Box:
    left, top, wide, high = box
    return left + AIR, top + AIR, wide - 2 * AIR, high - 2 * AIR


def _corners(box: Box) -> list[tuple[float, float]]:
    left, top, wide, high = _inset(box)
    return [(left, top), (left, top + high), (left + wide, top + high), (left + wide, top)]


def write_months(pen: Pen, sheet: Sheet, leaves: Leaves, first_weekday: int) -> None:
    """Write the names of years, months and weekdays."""
    theme = sheet.theme
    small = theme.tick_size * 0.78
    letters = [clean(letter, theme.fonts) for letter in weekday_letters(theme.locale)]
    for y, year in leaves.headings:
        at = (0.0, y + theme.lane_size * 1.1)
        write(pen, sheet, at, str(year), size=theme.lane_size, bold=True, label="year")
    for number, leaf in enumerate(leaves.leaves):
        year, month = divmod(leaf.month, 12)
        words = theme.months[month]
        if not leaves.headings and (number == 0 or month == 0):
            words += f" {1970 + year}"
        room = leaves.wide * 7 + GAP - 3
        (words,) = sheet.ruler.wrap(clean(words, theme.fonts), theme.label_size, room, lines=1)
        above = theme.tick_size * 1.05 if leaf.lettered else 0.0
        at = (leaf.left, leaf.top - above - theme.label_size * 0.42)
        write(pen, sheet, at, words, size=theme.label_size, bold=True, label="month")
        for column in range(7) if leaf.lettered else ():
            letter = letters[(column + first_weekday) % 7]
            inside = (leaves.wide - sheet.ruler.width(letter, small)) / 2
            at = (leaf.left + column * leaves.wide + inside, leaf.top - small * 0.3)
            write(pen, sheet, at, letter, size=small, colour=theme.muted, label="weekday")


def draw_days(pen: Pen, sheet: Sheet, leaves: Leaves, page: Shown) -> None:
    """Fill each day that is shown, mark its corner, number it where it has room."""
    theme, found = sheet.theme, page.found
    boxes = _boxes(leaves, found)
    plain = [day for day in page.plain if page.is_covered(day)]
    hatch(pen, [_inset(boxes[day]) for day in page.plain if not page.is_covered(day)], theme)
    _fill(pen, [boxes[day] for day in plain], plain_colour(theme), "plain")
    inks: dict[int, str] = {}
    for step in page.used:
        inside = (found.certain >= step.low) & (found.certain <= step.high)
        held = (np.flatnonzero(inside) + found.first).tolist()
        _fill(pen, [boxes[day] for day in held], step.colour, f"count:{step.words}")
        inks |= dict.fromkeys(held, step.ink)
    maybe = (np.flatnonzero(found.possible) + found.first).tolist()
    corners_of(pen, [boxes[day] for day in maybe], theme)
    if leaves.wide < _NUMBERED[0] or leaves.high < _NUMBERED[1] or len(leaves.leaves) > 12:
        return
    size = min(theme.tick_size * 0.78, leaves.high * 0.55)
    for leaf in leaves.leaves:
        begin = start_day(leaf.month, "month")
        for day in range(begin, start_day(leaf.month + 1, "month")):
            if day in boxes:
                left, top, _, _ = boxes[day]
                at = (left + AIR + 1.6, top + AIR + size + 0.4)
                ink = inks.get(day, theme.muted)
                words = str(day - begin + 1)
                write(pen, sheet, at, words, size=size, colour=ink, label="day")


def _boxes(leaves: Leaves, found: Daily) -> dict[int, Box]:
    """Give the rectangle of each day that is shown."""
    return {
        day: leaves.cell(leaf, day)
        for leaf in leaves.leaves
        for day in range(start_day(leaf.month, "month"), start_day(leaf.month + 1, "month"))
        if found.first <= day <= found.last
    }


def _fill(pen: Pen, boxes: Sequence[Box], colour: shapes.Rgb, gid: str) -> None:
    if boxes:
        cells = PolyCollection(
            [_corners(box) for box in boxes],
            facecolors=[colour],
            edgecolors="none",
            transform=pen.transform,
        )
        cells.set_gid(gid)
        pen.add(cells, 2)


def corners_of(pen: Pen, boxes: Sequence[Box], theme: Theme) -> None:
    """Mark days on which further events may be by their lower right corner."""
    corners = []
    for box in boxes:
        left, top, wide, high = _inset(box)
        side = min(max(high * 0.42, 3.0), 7.0)
        right, bottom = left + wide, top + high
        corners.append([(right, bottom - side), (right, bottom), (right - side, bottom)])
    if corners:
        marks = PolyCollection(
            corners,
            facecolors=[shapes.mix(theme.muted, 0.62, theme.paper)],
            edgecolors=[theme.paper],
            linewidths=[0.5],
            transform=pen.transform,
        )
        marks.set_gid("possible")
        pen.add(marks, 3)


def outline(pen: Pen, sheet: Sheet, leaves: Leaves, page: Shown, flags: Sequence[Flag]) -> None:
    """Outline the days of annotations: dashed where it was some time within several."""
    boxes = _boxes(leaves, page.found)
    for exact in (False, True):
        days = {
            day
            for flag in flags
            if flag.exact == exact and flag.last - flag.first < _LONGEST
            for day in range(flag.first, flag.last + 1)
            if day in boxes
        }
        if not days:
            continue
        edges = [edge for day in sorted(days) for edge in _edges(boxes, day, days)]
        lines = LineCollection(
            edges,
            colors=[sheet.theme.ink],
            linewidths=[1.5 if exact else 0.9],
            linestyles=["-" if exact else (0, (1.5, 1.2))],
            capstyle="projecting" if exact else "butt",
            transform=pen.transform,
        )
        lines.set_gid("annotated")
        pen.add(lines, 5)
        lines.set_clip_on(False)


def _edges(
    boxes: Mapping[int, Box], day: int, days: Collection[int]
) -> list[list[tuple[float, float]]]:
    """Give the sides of a day beyond which lies no other of the days."""
    one, two, three, four = _corners(boxes[day])
    sides = ((-1, one, two), (7, two, three), (1, three, four), (-7, four, one))
    return [
        [begin, end]
        for step, begin, end in sides
        if day + step not in days or not _adjoin(boxes[day], boxes[day + step])
    ]


def _adjoin(one: Box, two: Box) -> bool:
    """Say whether two days stand side by side: not across a month or a week."""
    across, down = abs(one[0] - two[0]), abs(one[1] - two[1])
    return across + down < 1.5 * max(one[2], one[3])
