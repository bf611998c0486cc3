"""Steps that add up, one row each: what a waterfall is made of, whatever it explains."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from matplotlib.collections import LineCollection

from conflictlog.plotting import shapes
from conflictlog.plotting.legend import Entry
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.sheet import Sheet, band, body_of, write
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import safe_id

__all__ = [
    "Cascade",
    "Step",
    "bar_entry",
    "draw_cascade",
    "dropped_line",
    "outline",
    "plan_cascade",
]

_LINE = 1.28
_THICK = 1.5  # of a theme's bar
Words = tuple[str, ...]


@attrs.frozen(kw_only=True)
class Step:
    """One row: where the sum stood, where it stands after, and what was lost on the way.

    Parameters
    ----------
    name, words, amount
        In bold, below it, and right of the bar.
    start, end
        The sum before and after.
    whole
        Where the sum would stand, had nothing been lost; outlined.
    side
        "prior" and "result" are marks, "affirms" and "denies" bars, "none" has words only.
    """

    name: str
    words: str = ""
    amount: str = ""
    start: float
    end: float
    whole: float | None = None
    side: str = ""


@attrs.frozen(kw_only=True)
class Cascade:
    """The rows with their lines and heights in points, and how sums are placed."""

    steps: tuple[Step, ...]
    lines: tuple[tuple[Words, Words], ...]
    heights: tuple[float, ...]
    gutter: float
    low: float
    high: float
    air: float
    scale: float

    @property
    def limits(self) -> tuple[float, float]:
        """Give the limits of the x axis: the sums, and the amounts' room right of them."""
        return self.low, self.high + self.air

    @property
    def height(self) -> float:
        """Give the height of all rows."""
        return sum(self.heights)

    def x(self, at: float) -> float:
        """Give where a sum stands, in points right of the gutter."""
        return (at - self.low) * self.scale


def plan_cascade(
    sheet: Sheet, steps: Sequence[Step], *, least: tuple[float, float], also: Sequence[float] = ()
) -> Cascade:
    """Break the words of all rows, and find a scale that holds all sums.

    Parameters
    ----------
    sheet
        What there is to draw on.
    steps
        The rows from above.
    least
        What the axis shows at least, so that a small sum looks small.
    also
        Other sums that must be on the axis.
    """
    gutter = min(max(sheet.inner * 0.42, 90.0), 250.0)
    lines = tuple(_lines(sheet, step, gutter - 10) for step in steps)
    pitch = sheet.theme.label_size * _LINE
    reached = [at for step in steps for at in (step.start, step.end, step.whole) if at is not None]
    low, high = min(*least, *reached, *also), max(*least, *reached, *also)
    edge = (high - low) * 0.04
    low, high = low - edge, high + edge
    # Amounts stand right of the bars.
    span = sheet.inner - gutter
    air = min(44.0, span * 0.3) / span * (high - low)
    return Cascade(
        steps=tuple(steps),
        lines=lines,
        heights=tuple(pitch * (len(first) + len(rest)) + 9 for first, rest in lines),
        gutter=gutter,
        low=low,
        high=high,
        air=air,
        scale=span / (high + air - low),
    )


def _lines(sheet: Sheet, step: Step, room: float) -> tuple[Words, Words]:
    size = sheet.theme.label_size
    name = sheet.ruler.wrap(step.name, size, room, lines=3, bold=True)
    words = sheet.ruler.wrap(step.words, size, room, lines=4) if step.words else ()
    return name, words


def draw_cascade(pen: Pen, sheet: Sheet, cascade: Cascade, *, mark: str) -> None:
    """Draw all rows, and lines from each end to the next start; `mark` begins the marks' ids."""
    top = 0.0
    steps, heights = cascade.steps, cascade.heights
    for number, (step, height) in enumerate(zip(steps, heights, strict=True)):
        if number % 2 == 0:
            band(pen, sheet, top, height, cascade.gutter)
        ground = sheet.theme.paper if number % 2 else sheet.theme.band
        _write_row(pen, sheet, cascade, number, top)
        _draw_row(pen, sheet, cascade, step, top + height / 2, mark=mark, ground=ground)
        if number + 1 < len(steps) and steps[number + 1].side != "none":
            ends = top + height / 2, top + height + heights[number + 1] / 2
            _link(pen, sheet, cascade.x(step.end), ends)
        top += height


def _write_row(pen: Pen, sheet: Sheet, cascade: Cascade, number: int, top: float) -> None:
    theme, step = sheet.theme, cascade.steps[number]
    y = top + 4.5 + theme.label_size * 0.98
    for bold, lines in zip((True, False), cascade.lines[number], strict=True):
        label = f"origin:{step.name}" if bold else f"row:{step.side}"
        for line in lines:
            colour = theme.ink if bold or step.side == "result" else theme.muted
            at = (-cascade.gutter + 4, y)
            write(pen, sheet, at, line, colour=colour, bold=bold, label=label)
            y += theme.label_size * _LINE


def _draw_row(
    pen: Pen, sheet: Sheet, cascade: Cascade, step: Step, middle: float, *, mark: str, ground: str
) -> None:
    theme = sheet.theme
    if step.side == "none":
        return
    start, end = cascade.x(step.start), cascade.x(step.end)
    if step.side in {"prior", "result"}:
        shapes.mark(
            pen,
            [(end, middle)],
            status="one_sided" if step.side == "prior" else "reported",
            phase=None,
            colour=theme.ink,
            size=theme.mark,
            gid=f"{mark}:{step.side}",
        )
        right = end + theme.mark / 2
    else:
        colour = theme.affirm if step.side == "affirms" else theme.deny
        whole = start if step.whole is None else cascade.x(step.whole)
        if step.whole is not None:
            outline(pen, (start, whole), middle, theme.bar * _THICK, theme.muted)
        _arrow(pen, (start, end), middle, theme.bar * _THICK, colour)
        right = max(start, end, whole)
    if step.amount:
        y, size = middle + theme.label_size * 0.36, theme.label_size
        wide = sheet.ruler.width(step.amount, size)
        # Lines down the page stop behind words.
        shapes.patch(pen, (right + 4, y - size, wide + 2, size * 1.2), ground, 2.6)
        write(pen, sheet, (right + 5, y), step.amount, label=f"amount:{safe_id(step.name)}")


def _arrow(pen: Pen, ends: tuple[float, float], middle: float, height: float, colour: str) -> None:
    """Draw a bar whose far end is a point, so that its direction shows without colour."""
    start, end = ends
    tip = min(abs(end - start), height * 0.45) * (1 if end >= start else -1)
    neck, half = end - tip, height / 2
    corners = [
        (start, middle - half),
        (neck, middle - half),
        (end, middle),
        (neck, middle + half),
        (start, middle + half),
    ]
    shapes.polygon(pen, corners, shapes.mix(colour, 0.85, pen.paper))


def bar_entry(words: str, colour: str, theme: Theme, *, leftwards: bool = False) -> Entry:
    """Explain a bar that adds or takes."""

    def draw(pen: Pen, x: float, y: float) -> None:
        ends = (x + 22, x) if leftwards else (x, x + 22)
        _arrow(pen, ends, y, theme.bar, colour)

    return Entry(words=words, width=22, draw=draw)


def outline(pen: Pen, span: tuple[float, float], middle: float, height: float, colour: str) -> None:
    """Draw the dashed outline of what was lost."""
    low, high = sorted(span)
    top, under = middle - height / 2, middle + height / 2
    box = [(low, top), (high, top), (high, under), (low, under), (low, top)]
    dashes = LineCollection(
        [box], colors=[colour], linewidths=0.9, linestyles=[(0, (2.5, 2))], transform=pen.transform
    )
    pen.add(dashes, 2.5)


def dropped_line(pen: Pen, x: float, colour: str, *, order: float = 2.4) -> None:
    """Draw a dashed line down the whole body: a sum that decides."""
    line = LineCollection(
        [[(x, 0.0), (x, body_of(pen)[1])]],
        colors=[colour],
        linewidths=1.1,
        linestyles=[(0, (4, 2.5))],
        transform=pen.transform,
    )
    line.set_gid("threshold")
    pen.add(line, order)


def _link(pen: Pen, sheet: Sheet, x: float, ends: tuple[float, float]) -> None:
    line = LineCollection(
        [[(x, ends[0]), (x, ends[1])]],
        colors=[sheet.theme.muted],
        linewidths=0.7,
        transform=pen.transform,
    )
    pen.add(line, 2)
