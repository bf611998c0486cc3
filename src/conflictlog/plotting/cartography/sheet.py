"""A map on its axes: scenery, areas, marks, labels, frame."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch
from matplotlib.path import Path as MplPath
from matplotlib.patheffects import withStroke
from matplotlib.ticker import NullLocator
from matplotlib.transforms import Affine2D

from conflictlog.plotting import shapes
from conflictlog.plotting.cartography.areas import Layout, draw_areas, draw_radius
from conflictlog.plotting.cartography.furniture import ringed
from conflictlog.plotting.cartography.lettering import Dot, Label, Lettering, Rect, key_indent
from conflictlog.plotting.cartography.scenery import (
    Scenery,
    bar_length,
    draw_scenery,
    land_paths,
    name_spots,
)
from conflictlog.plotting.cartography.sites import Gathered, Site
from conflictlog.plotting.cartography.view import View
from conflictlog.plotting.draw import text
from conflictlog.plotting.frame import Frame, write_frame
from conflictlog.plotting.layout import LINE
from conflictlog.plotting.legend import draw_legend
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import safe_id

__all__ = ["draw_sheet"]

_HALO = 2.6


def draw_sheet(
    ax: Axes,
    page: Affine2D,
    gathered: Gathered,
    layout: Layout,
    lettering: Lettering,
    view: View,
    frame: Frame,
    *,
    total: float,
    labelled: bool,
    theme: Theme,
    ruler: Ruler,
) -> None:
    """Draw everything; the axes are in degrees."""
    _dress(ax, view, theme)
    paths = land_paths(view)
    draw_scenery(ax, view, paths, theme)
    draw_areas(ax, layout.areas, theme, each=labelled)
    degrees = Affine2D().scale(
        (view.east - view.west) / view.width, -(view.north - view.south) / view.height
    )
    onto = degrees.translate(view.west, view.north) + ax.transData
    pen = Pen(ax=ax, transform=onto, paper=theme.paper, ink=theme.ink)
    size = theme.mark if labelled else theme.mark * 0.6
    dots = lettering.dots
    if labelled:
        for dot in dots:
            if ringed(dot.site, view, theme):
                draw_radius(ax, dot.site, view)
    _marks(pen, dots, size, each=labelled)
    taken: list[Rect] = []
    if lettering.scale is not None:
        _scale_bar(pen, view, lettering.scale, theme)
        taken.append(lettering.scale)
    for label in lettering.labels:
        (_list if label.heading else _beside)(pen, label, theme)
        taken.append(label.rect)
    for area in layout.areas:
        if area.sites[0].radius_km is not None:  # no name across the edge of a disc
            (left, upper), (right, lower) = area.inside.min(axis=0), area.inside.max(axis=0)
            taken.append((left - 8, upper - 10, right + 8, lower + 10))
    taken += [(dot.x - 6, dot.y - 6, dot.x + 6, dot.y + 6) for dot in dots]
    _names(pen, view, paths, taken, theme, ruler)
    outside = page + ax.figure.dpi_scale_trans
    top = write_frame(ax, frame, outside, total, theme)
    draw_legend(
        Pen(ax=ax, transform=outside, paper=theme.paper, ink=theme.ink, clip=False),
        frame.legend,
        (theme.margin, top),
        theme=theme,
        ruler=ruler,
        width=view.width,
    )
    if not layout.dots and not layout.areas:
        words = "no events" if not gathered.total else "no events with a place in this map"
        text(
            ax,
            view.width / 2,
            view.height / 2,
            words,
            transform=onto,
            theme=theme,
            size=theme.subtitle_size,
            colour=theme.muted,
            align="center",
        )


def _dress(ax: Axes, view: View, theme: Theme) -> None:
    ax.set_xlim(view.west, view.east)
    ax.set_ylim(view.south, view.north)
    ax.set_autoscale_on(False)
    ax.grid(visible=False)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(NullLocator())
        axis.set_minor_locator(NullLocator())
    for spine in ax.spines.values():
        spine.set_visible(True)
        spine.set(color=shapes.mix(theme.muted, 0.5, theme.paper), linewidth=0.8)


def _marks(pen: Pen, dots: Sequence[Dot], size: float, *, each: bool) -> None:
    """Draw one mark an event, or above the labels' limit one collection a look."""
    if each:
        for dot in dots:
            seen = dot.site.seen
            shapes.mark(
                pen,
                [(dot.x, dot.y)],
                status=seen.status,
                phase=seen.phase,
                colour=dot.site.colour,
                size=size,
                halo=True,
                gid=f"event:{safe_id(seen.id)}" if dot.site.first else None,
            )
        return
    looks: dict[tuple[str, str | None, str], list[tuple[float, float]]] = defaultdict(list)
    for dot in dots:
        seen = dot.site.seen
        looks[seen.status, seen.phase, dot.site.colour].append((dot.x, dot.y))
    for (status, phase, colour), points in looks.items():
        shapes.mark(pen, points, status=status, phase=phase, colour=colour, size=size)


def _halo(pen: Pen, artist: Artist) -> None:
    artist.set_path_effects([withStroke(linewidth=_HALO, foreground=pen.paper)])


def _write(
    pen: Pen,
    x: float,
    y: float,
    words: str,
    theme: Theme,
    *,
    colour: str,
    label: str,
    align: Literal["left", "right", "center"] = "left",
    bold: bool = False,
    halo: bool = True,
) -> None:
    text(
        pen.ax,
        x,
        y,
        words,
        transform=pen.transform,
        theme=theme,
        size=theme.label_size,
        colour=colour,
        align=align,
        bold=bold,
        label=label,
    )
    if halo:
        _halo(pen, pen.ax.texts[-1])


def _beside(pen: Pen, label: Label, theme: Theme) -> None:
    """Write the words beside a dot."""
    (row,) = label.rows
    across = {"left": 0.0, "right": label.wide, "center": label.wide / 2}[label.align]
    align: Literal["left", "right", "center"] = (
        "left" if label.align == "left" else "right" if label.align == "right" else "center"
    )
    y = label.top + theme.label_size * 0.98
    lines = [(line, theme.ink) for line in row.lines] + [(line, theme.muted) for line in row.notes]
    for words, colour in lines:
        tag = f"label:{row.site.seen.id}"
        _write(pen, label.left + across, y, words, theme, colour=colour, align=align, label=tag)
        y += theme.label_size * LINE


def _list(pen: Pen, label: Label, theme: Theme) -> None:
    """Write an area's list: a framed key, so that its marks are taken for no places."""
    pad, pitch = 5.0, theme.label_size * LINE
    indent = key_indent((row.site for row in label.rows), theme)
    if label.leader is not None:
        left, top, right, bottom = label.rect
        x, y = label.leader
        start = min(max(x, left), right), min(max(y, top), bottom)
        line = Line2D(
            [start[0], x],
            [start[1], y],
            color=theme.muted,
            linewidth=0.8,
            transform=pen.transform,
            zorder=6.5,
        )
        pen.ax.add_artist(line)
    box = FancyBboxPatch(
        (label.left, label.top),
        label.wide,
        label.high,
        boxstyle="round,pad=0,rounding_size=3",
        mutation_aspect=1,
        facecolor=pen.paper,
        edgecolor=theme.muted,
        alpha=0.93,
        linewidth=0.7,
        transform=pen.transform,
        zorder=5.2,
    )
    pen.ax.add_artist(box)
    tag = f"label:area:{label.rows[0].site.seen.id}:{label.heading[0]}"
    y = label.top + pad + theme.label_size * 0.98
    for words in label.heading:
        _write(
            pen,
            label.left + pad,
            y,
            words,
            theme,
            colour=theme.ink,
            label=tag,
            bold=True,
            halo=False,
        )
        y += pitch
    for row in label.rows:
        y += 2
        _key(pen, row.site, (label.left + pad + theme.mark * 0.62, y - theme.label_size * 0.36))
        lines = [(line, theme.ink) for line in row.lines]
        lines += [(line, theme.muted) for line in row.notes]
        for words, colour in lines:
            x = label.left + pad + indent
            _write(pen, x, y, words, theme, colour=colour, label=tag, halo=False)
            y += pitch


def _key(pen: Pen, site: Site, at: tuple[float, float]) -> None:
    shapes.mark(
        pen,
        [at],
        status=site.seen.status,
        phase=site.seen.phase,
        colour=site.colour,
        size=7.4,
    )


def _scale_bar(pen: Pen, view: View, box: Rect, theme: Theme) -> None:
    """Draw the bar with its length."""
    length = bar_length(view) or 0.0
    left, _, right, bottom = box
    words = f"{length:,.0f} km"
    size = theme.legend_size
    long = length * view.points_per_km
    middle, y = (left + right) / 2, bottom - 4
    for width, colour in ((4.6, pen.paper), (2.2, theme.ink)):
        line = Line2D(
            [middle - long / 2, middle + long / 2],
            [y, y],
            color=colour,
            linewidth=width,
            solid_capstyle="butt",
            transform=pen.transform,
            zorder=4.5,
            label="scale",
        )
        pen.ax.add_artist(line)
    text(
        pen.ax,
        middle,
        y - 5,
        words,
        transform=pen.transform,
        theme=theme,
        size=size,
        colour=theme.ink,
        align="center",
        label="scale",
    )
    _halo(pen, pen.ax.texts[-1])


def _names(
    pen: Pen,
    view: View,
    paths: dict[str, MplPath],
    taken: Sequence[Rect],
    theme: Theme,
    ruler: Ruler,
) -> None:
    """Write the countries' names where nothing else stands."""
    look, size = Scenery.of(theme), theme.label_size * 0.92
    boxes = list(taken)
    for name in name_spots(view, paths, ruler, size):
        half, tall = ruler.width(name.words, size) / 2 + 3, size * 0.8
        for x, y in name.spots:
            if all(
                x + half < l or x - half > r or y + tall < t or y - tall > b
                for l, t, r, b in boxes  # noqa: E741 - left
            ):
                text(
                    pen.ax,
                    x,
                    y + size * 0.36,
                    name.words,
                    transform=pen.transform,
                    theme=theme,
                    size=size,
                    colour="#8D8D86",
                    align="center",
                    label="country",
                )
                pen.ax.texts[-1].set_color(look.name)
                pen.ax.texts[-1].set_zorder(4)
                boxes.append((x - half, y - tall, x + half, y + tall))
                break
