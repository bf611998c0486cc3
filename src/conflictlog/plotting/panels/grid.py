"""Where the panels stand: rows and columns, headings, the room for their axes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs
from matplotlib.axes import Axes

from conflictlog.errors import InvalidValue
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.sheet import Sheet, body_of, write
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean

__all__ = ["Cell", "Grid", "make_grid", "raise_panels"]

GAP = 14.0  # points between panels
_BELOW = 9.0
_LINE = 1.25
_AIMED, _CLOSE, _LEAST = 118.0, 76.0, 46.0  # widths of a panel; in given axes; at all


@attrs.frozen(kw_only=True)
class Cell:
    """A panel: its rectangle in points of the body, and its heading."""

    left: float
    top: float
    wide: float
    high: float
    heading: tuple[str, ...]
    count: str
    row: int
    column: int
    lowest: bool


@attrs.frozen(kw_only=True)
class Grid:
    """All panels, and the height of what is not panel."""

    columns: int
    rows: int
    wide: float
    headings: tuple[tuple[str, ...], ...]
    counts: tuple[str, ...]
    theme: Theme

    @property
    def fixed(self) -> float:
        """Give the height of headings and gaps."""
        return sum(self._head(row) for row in range(self.rows)) + _BELOW * max(self.rows - 1, 0)

    def _head(self, row: int) -> float:
        of_row = self.headings[row * self.columns : (row + 1) * self.columns]
        lines = max((len(lines) for lines in of_row), default=1)
        return self.theme.label_size * _LINE * lines + 5.0

    def cells(self, high: float) -> list[Cell]:
        """Give the panels, all of one height."""
        found, top = [], 0.0
        for row in range(self.rows):
            top += self._head(row)
            for column in range(self.columns):
                at = row * self.columns + column
                if at < len(self.headings):
                    found.append(
                        Cell(
                            left=column * (self.wide + GAP),
                            top=top,
                            wide=self.wide,
                            high=high,
                            heading=self.headings[at],
                            count=self.counts[at],
                            row=row,
                            column=column,
                            lowest=at + self.columns >= len(self.headings),
                        )
                    )
            top += high + _BELOW
        return found


def make_grid(
    names: Sequence[str],
    counts: Sequence[int],
    sheet: Sheet,
    gutter: float,
    columns: int | None,
) -> Grid:
    """Choose columns by width, as even as they come; break the headings by measure."""
    theme, ruler = sheet.theme, sheet.ruler
    across = sheet.inner - gutter
    aimed = _AIMED if sheet.room is None else _CLOSE
    fits = max(math.floor((across + GAP) / (aimed + GAP)), min(2, len(names)), 1)
    if columns is None:
        rows = max(math.ceil(len(names) / fits), 1)
        columns = max(math.ceil(len(names) / rows), 1)
    columns = min(columns, max(len(names), 1))
    wide = (across - (columns - 1) * GAP) / columns
    if wide < _LEAST:
        fit = math.floor((across + GAP) / (_LEAST + GAP))
        raise InvalidValue(
            f"columns is {columns}",
            expected=f"at most {fit} at this width",
            remedy="give fewer columns, or a wider figure",
        )
    size = theme.label_size
    headings, told = [], []
    for name, count in zip(names, counts, strict=True):
        number = f"{count:,}"
        room = wide - ruler.width(number, size) - 6
        words = clean(name, theme.fonts) or "unreadable"
        headings.append(ruler.wrap(words, size, max(room, 12.0), lines=2, bold=True))
        told.append(number)
    return Grid(
        columns=columns,
        rows=math.ceil(len(names) / columns) if names else 0,
        wide=wide,
        headings=tuple(headings),
        counts=tuple(told),
        theme=theme,
    )


def raise_panels(pen: Pen, sheet: Sheet, cells: Sequence[Cell]) -> list[Axes]:
    """Put axes inside the axes, one a panel, and write their headings."""
    width, height = body_of(pen)
    theme = sheet.theme
    found = []
    for cell in cells:
        box = (
            cell.left / width,
            1 - (cell.top + cell.high) / height,
            cell.wide / width,
            cell.high / height,
        )
        child = pen.ax.inset_axes(box, transform=pen.ax.transAxes, zorder=2)
        found.append(child)
        y = cell.top - 5.0 - (len(cell.heading) - 1) * theme.label_size * _LINE
        for number, line in enumerate(cell.heading):
            at = (cell.left, y + number * theme.label_size * _LINE)
            write(pen, sheet, at, line, bold=True, label="panel")
        at = (cell.left + cell.wide, y)
        write(pen, sheet, at, cell.count, colour=theme.muted, label="panel count", right=True)
    return found
