"""A sheet: a frame of words around one body, on a new figure or inside given axes."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator
from matplotlib.transforms import Affine2D

from conflictlog.errors import InvalidValue
from conflictlog.plotting.draw import text
from conflictlog.plotting.frame import Frame, make_frame, write_frame
from conflictlog.plotting.legend import Entry, draw_legend
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.page import Page, theme_of
from conflictlog.plotting.plan import too_small
from conflictlog.plotting.shapes import Pen, patch
from conflictlog.plotting.theme import MM_PER_INCH, Theme
from conflictlog.plotting.wording import clean

__all__ = ["Around", "Sheet", "bare", "lay", "open_sheet", "say_empty", "value_ticks", "write"]

_DPI = 100
_NARROWEST, _WIDEST = 3.0, 200.0  # inches
_TALLEST = 20_000.0  # points; Agg draws no more than 65,536 pixels


@attrs.frozen(kw_only=True)
class Sheet:
    """What there is to draw on: how wide, how high where axes are given, in which look."""

    ax: Axes | None
    left: float
    bottom: float
    wide: float
    room: float | None
    title: str | None
    footer: str | None
    theme: Theme
    ruler: Ruler

    @property
    def inner(self) -> float:
        """Give the width between the margins."""
        return self.wide - 2 * self.theme.margin

    def raised(self, high: float) -> Axes:
        """Give the axes to draw into, on a new figure of that height where none were given."""
        if self.ax is not None:
            return self.ax
        paper = self.theme.paper
        figure = Figure(figsize=(self.wide / 72, high / 72), dpi=_DPI, facecolor=paper)
        FigureCanvasAgg(figure)
        figure.set_layout_engine("none")
        return figure.add_axes((0, 0, 1, 1))

    def hold(self, ax: Axes, box: tuple[float, float, float, float]) -> None:
        """Give axes their rectangle: left, lower, right, upper in points of the figure."""
        pixels = ax.figure.dpi / 72
        (x0, y0), (x1, y1) = ax.figure.transSubfigure.inverted().transform(
            [(box[0] * pixels, box[1] * pixels), (box[2] * pixels, box[3] * pixels)]
        )
        ax.set_position((x0, y0, x1 - x0, y1 - y0))

    def page(self, high: float) -> Affine2D:
        """Give the way from points right and down of the upper left corner to inches."""
        return Affine2D().scale(1, -1).translate(self.left, self.bottom + high).scale(1 / 72)


@attrs.frozen(kw_only=True)
class Around:
    """The words around the body, and what the legend holds."""

    title: str
    subtitle: str
    entries: Sequence[Entry]
    footer: Sequence[str]


def open_sheet(page: Page, *, inches: float = 9.0) -> Sheet:
    """Take the rectangle of the axes given, or a width for a new figure.

    Parameters
    ----------
    page
        What the caller was given beside the picture's own options.
    inches
        Width of a new figure where neither page nor theme tells one.
    """
    theme = theme_of(page)
    ax, width = page.get("ax"), page.get("width")
    told = {"title": page.get("title"), "footer": page.get("footer")}
    for name, words in told.items():
        if words is not None and not isinstance(words, str):
            raise InvalidValue(
                f"{name} is {words!r:.80}",
                expected="text",
                remedy="write it in quotes; '' draws none",
            )
    if ax is not None and not hasattr(ax, "get_position"):
        raise InvalidValue(
            f"ax is {ax!r:.80}",
            expected="Axes of Matplotlib",
            remedy="write ax=figure.add_subplot(), or leave it out",
        )
    ruler = Ruler(theme.fonts)
    if ax is None:
        if width is None:
            inches = inches if theme.width_mm is None else theme.width_mm / MM_PER_INCH
        elif isinstance(width, (int, float)) and _NARROWEST <= width <= _WIDEST:
            inches = width
        else:
            raise InvalidValue(
                f"width is {width!r}",
                expected=f"{_NARROWEST:g} to 200 inches",
                remedy="give inches; millimetres go into Theme(width_mm=...)",
            )
        return Sheet(
            ax=None, left=0, bottom=0, wide=inches * 72, room=None, theme=theme, ruler=ruler, **told
        )
    if width is not None:
        raise InvalidValue(
            f"width is {width!r} beside ax", expected="one of them", remedy="size the axes instead"
        )
    box = ax.get_position(original=True).transformed(ax.figure.transSubfigure)
    points = 72 / ax.figure.dpi
    if box.width * points < _NARROWEST * 72:
        raise too_small("wide", box.width * points, _NARROWEST * 72)
    return Sheet(
        ax=ax,
        left=box.x0 * points,
        bottom=box.y0 * points,
        wide=box.width * points,
        room=box.height * points,
        theme=theme,
        ruler=ruler,
        **told,
    )


def lay(
    sheet: Sheet,
    around: Around,
    *,
    gutter: float,
    height: float,
    limits: tuple[float, float],
    least: float | None = None,
) -> Pen:
    """Place frame and body, and give a pen that draws in the body in points, y downwards.

    Parameters
    ----------
    sheet
        What there is to draw on.
    around
        The words.
    gutter
        Width left of the body.
    height
        Of the body in a new figure; given axes stretch or squeeze it.
    limits
        Of the x axis in data.
    least
        Height of the body below which given axes are refused; left out, `height`.
    """
    theme = sheet.theme
    fonts = theme.fonts
    frame = make_frame(
        title=clean(around.title, fonts),
        subtitle=clean(around.subtitle, fonts),
        entries=around.entries,
        footer=[line for part in around.footer if (line := clean(part, fonts))],
        width=sheet.inner,
        theme=theme,
        ruler=sheet.ruler,
    )
    outer = frame.above + frame.below
    high = sheet.room
    if high is None:
        high = min(outer + height, _TALLEST)
    elif high < outer + (height if least is None else least):
        raise too_small("high", high, outer + (height if least is None else least))
    ax = sheet.raised(high)
    span = sheet.inner - gutter
    body = high - outer
    x0, y0 = sheet.left + theme.margin + gutter, sheet.bottom + frame.below
    sheet.hold(ax, (x0, y0, x0 + span, y0 + body))
    bare(ax, theme, limits, body)
    data = Affine2D().scale((limits[1] - limits[0]) / span, 1).translate(limits[0], 0)
    _surround(ax, sheet, frame, high)
    return Pen(ax=ax, transform=data + ax.transData, paper=theme.paper, ink=theme.ink)


def _surround(ax: Axes, sheet: Sheet, frame: Frame, high: float) -> None:
    theme = sheet.theme
    page = sheet.page(high) + ax.figure.dpi_scale_trans
    top = write_frame(ax, frame, page, high, theme)
    draw_legend(
        Pen(ax=ax, transform=page, paper=theme.paper, ink=theme.ink, clip=False),
        frame.legend,
        (theme.margin, top),
        theme=theme,
        ruler=sheet.ruler,
        width=sheet.inner,
    )


def bare(ax: Axes, theme: Theme, limits: tuple[float, float], body: float) -> None:
    """Leave nothing to rcParams: no ticks, no grid, one spine."""
    ax.set_xlim(*limits)
    ax.set_ylim(body, 0)
    ax.set_autoscale_on(False)
    ax.set_facecolor(theme.paper)
    ax.grid(visible=False)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(NullLocator())
        axis.set_minor_locator(NullLocator())
    for side, spine in ax.spines.items():
        spine.set_visible(side == "bottom")
        spine.set(color=theme.ink, linewidth=0.8)


def body_of(pen: Pen) -> tuple[float, float]:
    """Give width and height of the body in points."""
    (x0, y0), (x1, y1) = pen.transform.inverted().transform(
        pen.ax.transAxes.transform([(0, 1), (1, 0)])
    )
    return float(x1 - x0), float(y1 - y0)


def write(
    pen: Pen,
    sheet: Sheet,
    at: tuple[float, float],
    words: str,
    *,
    size: float | None = None,
    colour: str | None = None,
    label: str,
    bold: bool = False,
    right: bool = False,
) -> None:
    """Write one line of the body, at its baseline."""
    theme = sheet.theme
    text(
        pen.ax,
        at[0],
        at[1],
        words,
        transform=pen.transform,
        theme=theme,
        size=theme.label_size if size is None else size,
        colour=theme.ink if colour is None else colour,
        align="right" if right else "left",
        bold=bold,
        label=label,
    )


def value_ticks(pen: Pen, sheet: Sheet, ticks: Sequence[tuple[float, str]]) -> None:
    """Draw a grid at positions in points, and write their labels below where they find room."""
    theme = sheet.theme
    width, height = body_of(pen)
    low, high = pen.ax.get_xlim()
    lines = [[(x, 0.0), (x, height)] for x, _ in ticks]
    grid = LineCollection(
        lines, colors=[theme.grid], linewidths=0.7, zorder=1, transform=pen.transform
    )
    pen.ax.add_artist(grid)
    shown: list[tuple[float, str]] = []
    edge = -float("inf")
    for x, words in ticks:
        half = sheet.ruler.width(words, theme.tick_size) / 2
        if x - half >= edge and x + half <= width + theme.margin - 2:
            shown.append((low + x / width * (high - low), words))
            edge = x + half + 8
    pen.ax.set_xticks(
        [at for at, _ in shown],
        labels=[words for _, words in shown],
        family=list(theme.fonts),
        fontsize=theme.tick_size,
        color=theme.ink,
        fontweight="normal",
        usetex=False,
    )
    pen.ax.tick_params(
        axis="x",
        bottom=True,
        top=False,
        labelbottom=True,
        labeltop=False,
        direction="out",
        color=theme.ink,
        width=0.7,
        length=3.5,
        pad=4,
        rotation=0,
    )


def say_empty(pen: Pen, sheet: Sheet, words: str) -> None:
    """Say in the middle of the body why there is nothing."""
    width, height = body_of(pen)
    size = sheet.theme.subtitle_size
    lines = sheet.ruler.wrap(clean(words, sheet.theme.fonts), size, width, lines=2)
    for number, line in enumerate(lines):
        x = (width - sheet.ruler.width(line, size)) / 2
        y = height / 2 + number * size * 1.3
        write(pen, sheet, (x, y), line, size=size, colour=sheet.theme.muted, label="empty")


def band(pen: Pen, sheet: Sheet, top: float, height: float, gutter: float) -> None:
    """Shade a row across gutter and body."""
    patch(pen, (-gutter, top, body_of(pen)[0] + gutter, height), sheet.theme.band, 0.5)
