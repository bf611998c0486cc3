"""The frame around the lanes: title, subtitle, legend, lane names, axis, footer."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.ticker import FixedLocator, NullLocator
from matplotlib.transforms import Transform

from conflictlog.plotting.draw import text
from conflictlog.plotting.layout import LINE, Lane, Scale
from conflictlog.plotting.legend import Entry, flow, legend_height
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.shapes import Pen, patch
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.ticks import Ticks, make_ticks

__all__ = ["Frame", "dress_axes", "gutter_of", "label_ticks", "make_frame", "write_frame"]

_SWATCH = 3.5
_AXIS = 34.0  # tick labels of two lines below the axis


def gutter_of(names: Sequence[str], width: float, theme: Theme, ruler: Ruler) -> float:
    """Give the width that the lanes' names take, swatch and air included."""
    words = [word for name in names for word in name.split()]
    if not words:
        return 0.0
    longest = max(ruler.width(word, theme.lane_size, bold=True) for word in words)
    # A word is broken only where it would take two fifths of the page.
    most = max(min(width * 0.2, 112.0), min(longest + 0.5, width * 0.4), 30.0)
    widest = max(ruler.width(name, theme.lane_size, bold=True) for name in names)
    return min(widest, most) + _SWATCH + 8


@attrs.frozen(kw_only=True)
class Frame:
    """The texts as broken into lines, and the heights above and below the lanes."""

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    legend: list[list[tuple[float, Entry]]]
    footer: tuple[str, ...]
    above: float
    below: float


def make_frame(
    *,
    title: str,
    subtitle: str,
    entries: Sequence[Entry],
    footer: Sequence[str],
    width: float,
    theme: Theme,
    ruler: Ruler,
) -> Frame:
    """Break title, subtitle, legend and footer by measured width."""
    heading = ruler.wrap(title, theme.title_size, width, lines=3, bold=True)
    under = ruler.wrap(subtitle, theme.subtitle_size, width, lines=4)
    legend = flow(entries, width, theme, ruler)
    lines = tuple(
        line for part in footer for line in ruler.wrap(part, theme.footer_size, width, lines=12)
    )
    above = theme.margin + len(heading) * theme.title_size * LINE
    above += len(under) * theme.subtitle_size * LINE + 4
    above += legend_height(legend, theme) + 8
    below = _AXIS + len(lines) * theme.footer_size * 1.4 + 8 + theme.margin * 0.7
    return Frame(
        title=heading, subtitle=under, legend=legend, footer=lines, above=above, below=below
    )


def write_frame(ax: Axes, frame: Frame, page: Transform, height: float, theme: Theme) -> float:
    """Write title, subtitle and footer; give the top of the legend."""
    y = theme.margin
    blocks = (
        (frame.title, theme.title_size, theme.ink, True, "title"),
        (frame.subtitle, theme.subtitle_size, theme.muted, False, "subtitle"),
    )
    for lines, size, colour, bold, label in blocks:
        widths = [Ruler(theme.fonts).width(line, size, bold=bold) for line in lines]
        within = max(widths) if len(widths) > 1 else 0.0
        for line in lines:
            text(
                ax,
                theme.margin,
                y + size * 0.95,
                line,
                transform=page,
                theme=theme,
                size=size,
                colour=colour,
                bold=bold,
                label=label,
                within=within,
            )
            y += size * LINE
    legend_top = y + 4
    size = theme.footer_size
    y = height - theme.margin * 0.7 - len(frame.footer) * size * 1.4
    for line in frame.footer:
        text(
            ax,
            theme.margin,
            y + size,
            line,
            transform=page,
            theme=theme,
            size=size,
            colour=theme.muted,
            label="footer",
        )
        y += size * 1.4
    return legend_top


def label_ticks(ax: Axes, ticks: Ticks, theme: Theme) -> None:
    """Write the labels of an axis of time, each with its year or month below."""
    ax.set_xticks(
        [tick.position for tick in ticks.labels],
        labels=[f"{tick.text}\n{tick.below}" for tick in ticks.labels],
        family=list(theme.fonts),
        fontsize=theme.tick_size,
        color=theme.ink,
        fontweight="normal",
        usetex=False,
    )


def dress_axes(
    pen: Pen,
    lanes: Sequence[Lane],
    swatches: Sequence[str | None],
    scale: Scale,
    *,
    theme: Theme,
    ruler: Ruler,
    gutter: float,
) -> Ticks:
    """Shade the lanes, write their names, draw grid and ticks; nothing is left to rcParams."""
    ax = pen.ax
    total = sum(lane.height for lane in lanes)
    ax.set_xlim(scale.low, scale.high)
    ax.set_ylim(total, 0)
    ax.set_autoscale_on(False)
    ax.set_facecolor(theme.paper)
    ax.grid(visible=False)
    for side, spine in ax.spines.items():
        spine.set_visible(side == "bottom")
        spine.set(color=theme.ink, linewidth=0.8)
    top = 0.0
    for number, (lane, swatch) in enumerate(zip(lanes, swatches, strict=True)):
        if number % 2 == 0:
            patch(pen, (0, top, scale.width, lane.height), theme.band, 0.5)
        if swatch is not None:
            patch(pen, (-_SWATCH - 2, top + 1, _SWATCH, lane.height - 2), swatch, 0.5)
        _lane_name(pen, lane, top, gutter - _SWATCH - 8, theme=theme, ruler=ruler)
        top += lane.height
    ticks = make_ticks(
        scale.low,
        scale.high,
        scale.width,
        lambda words: ruler.width(words, theme.tick_size),
        slack=(gutter + theme.margin - 3, theme.margin - 3),
        months=theme.months,
    )
    lines = [[(at, 0.0), (at, total)] for at in ticks.grid]
    grid = LineCollection(lines, colors=[theme.grid], linewidths=0.7, zorder=1)
    ax.add_artist(grid)
    ax.yaxis.set_major_locator(NullLocator())
    ax.yaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_locator(FixedLocator([tick.position for tick in ticks.labels]))
    label_ticks(ax, ticks, theme)
    small = sorted({*ticks.grid, *ticks.minor})
    ax.xaxis.set_minor_locator(FixedLocator(small))
    ax.tick_params(
        axis="x",
        which="both",
        bottom=True,
        top=False,
        labeltop=False,
        labelbottom=True,
        direction="out",
        color=theme.ink,
        width=0.7,
        rotation=0,
    )
    ax.tick_params(axis="x", which="major", length=0, pad=6)
    ax.tick_params(axis="x", which="minor", length=3.5)
    return ticks


def _lane_name(
    pen: Pen,
    lane: Lane,
    top: float,
    room: float,
    *,
    theme: Theme,
    ruler: Ruler,
) -> None:
    size = theme.lane_size
    most = max(int(lane.height / (size * LINE)), 1)
    lines = ruler.wrap(lane.name, size, room, bold=True, lines=min(most, 4)) if lane.name else ()
    y = top + lane.height / 2 - len(lines) * size * LINE / 2
    for line in lines:
        text(
            pen.ax,
            -_SWATCH - 8,
            y + size * 0.98,
            line,
            transform=pen.transform,
            theme=theme,
            size=size,
            colour=theme.ink,
            align="right",
            bold=True,
            label="lane",
        )
        y += size * LINE
