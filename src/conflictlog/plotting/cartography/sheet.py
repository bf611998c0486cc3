"""A map on its axes: ground, areas, marks, labels, frame."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

import attrs
import numpy as np
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
from conflictlog.plotting.cartography.boundaries import Boundaries
from conflictlog.plotting.cartography.furniture import LARGEST_HEAP, ringed
from conflictlog.plotting.cartography.lettering import Dot, Label, Lettering, Rect, key_indent
from conflictlog.plotting.cartography.projections import own_projection
from conflictlog.plotting.cartography.scenery import (
    Scenery,
    bar_length,
    draw_boundaries,
    draw_scenery,
    land_paths,
    name_spots,
)
from conflictlog.plotting.cartography.sites import Site
from conflictlog.plotting.cartography.window import Window
from conflictlog.plotting.draw import text
from conflictlog.plotting.frame import Frame, write_frame
from conflictlog.plotting.layout import LINE
from conflictlog.plotting.legend import draw_legend
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import safe_id

__all__ = [
    "Ground",
    "draw_ground",
    "draw_marks",
    "draw_names",
    "draw_scale_bar",
    "say_nothing",
    "surround",
]

_HALO = 2.6


@attrs.frozen(kw_only=True, eq=False)
class Ground:
    """The base map as drawn: a pen in points of the map, and each country's path."""

    pen: Pen
    paths: dict[str, MplPath]


def draw_ground(
    ax: Axes, view: Window, theme: Theme, boundaries: Boundaries | None = None
) -> Ground:
    """Draw land, water and borders; the axes are in the view's own plane."""
    _dress(ax, view, theme)
    paths = land_paths(view)
    draw_scenery(ax, view, paths, theme)
    if boundaries is not None:
        draw_boundaries(ax, view, boundaries, theme)
    west, south, east, north = view.limits
    plane = Affine2D().scale((east - west) / view.width, -(north - south) / view.height)
    onto = plane.translate(west, north) + ax.transData
    return Ground(pen=Pen(ax=ax, transform=onto, paper=theme.paper, ink=theme.ink), paths=paths)


def draw_marks(
    ground: Ground,
    layout: Layout,
    lettering: Lettering,
    view: Window,
    *,
    labelled: bool,
    theme: Theme,
    ruler: Ruler,
    boundaries: Boundaries | None,
) -> None:
    """Draw areas, marks, labels and names of countries."""
    pen, ax = ground.pen, ground.pen.ax
    draw_areas(ax, layout.areas, theme, each=labelled)
    size = theme.mark if labelled else theme.mark * 0.6
    dots = lettering.dots
    if labelled:
        for dot in dots:
            if ringed(dot.site, view, theme):
                draw_radius(ax, dot.site, view, boundaries)
    _marks(pen, dots, size, each=labelled)
    taken: list[Rect] = []
    if lettering.scale is not None:
        draw_scale_bar(pen, view, lettering.scale, theme)
        taken.append(lettering.scale)
    for label in lettering.labels:
        (_list if label.heading else _beside)(pen, label, theme)
        taken.append(label.rect)
    for area in layout.areas:
        if len(area.inside) and area.sites[0].radius_km is not None:
            # No name across the edge of a disc.
            (left, upper), (right, lower) = area.inside.min(axis=0), area.inside.max(axis=0)
            taken.append((left - 8, upper - 10, right + 8, lower + 10))
    taken += [(dot.x - 6, dot.y - 6, dot.x + 6, dot.y + 6) for dot in dots]
    draw_names(ground, view, taken, theme, ruler)


def surround(
    ax: Axes,
    page: Affine2D,
    frame: Frame,
    view: Window,
    *,
    total: float,
    theme: Theme,
    ruler: Ruler,
) -> None:
    """Write title, subtitle and footer, and draw the legend."""
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


def say_nothing(pen: Pen, view: Window, words: str, theme: Theme, ruler: Ruler) -> None:
    """Say in the middle of the map why it is empty."""
    size = theme.subtitle_size
    for number, line in enumerate(ruler.wrap(words, size, view.width * 0.9)):
        text(
            pen.ax,
            view.width / 2,
            view.height / 2 + number * size * LINE,
            line,
            transform=pen.transform,
            theme=theme,
            size=size,
            colour=theme.muted,
            align="center",
        )
        _halo(pen, pen.ax.texts[-1])


def _dress(ax: Axes, view: Window, theme: Theme) -> None:
    west, south, east, north = view.limits
    ax.set_xlim(west, east)
    ax.set_ylim(south, north)
    ax.set_autoscale_on(False)
    ax.grid(visible=False)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(NullLocator())
        axis.set_minor_locator(NullLocator())
    geo = own_projection(ax) is not None
    if geo:
        ax.set_aspect("auto")  # the rectangle that it holds has the right shape
    for name, spine in ax.spines.items():
        # Geographic axes have an edge of their own, and hide the frame.
        spine.set_visible(geo == (name == "geo") and (geo or not _round(view)))
        spine.set(color=shapes.mix(theme.muted, 0.5, theme.paper), linewidth=0.8)


def _round(view: Window) -> bool:
    """Say whether the whole edge of the globe is in the window: it is the frame then."""
    globe = view.globe()
    if globe is None:
        return False
    (left, lower), (right, upper) = np.asarray(globe.get_extents())
    west, south, east, north = view.limits
    return bool(west <= left and right <= east and south <= lower and upper <= north)


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
    looks: dict[tuple[str, str | None, str, int], list[tuple[float, float]]] = defaultdict(list)
    for dot in dots:
        seen = dot.site.seen
        swollen = min(dot.count, LARGEST_HEAP)
        looks[seen.status, seen.phase, dot.site.colour, swollen].append((dot.x, dot.y))
    for (status, phase, colour, count), points in looks.items():
        across = size * count**0.5
        shapes.mark(pen, points, status=status, phase=phase, colour=colour, size=across, halo=True)


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


def draw_scale_bar(pen: Pen, view: Window, box: Rect, theme: Theme) -> None:
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


def draw_names(
    ground: Ground,
    view: Window,
    taken: Sequence[Rect],
    theme: Theme,
    ruler: Ruler,
    notes: Mapping[str, str] | None = None,
) -> None:
    """Write the countries' names where nothing else stands, each with its note below."""
    pen, look, size = ground.pen, Scenery.of(theme), theme.label_size * 0.92
    boxes = np.array(taken, dtype=float).reshape(-1, 4)
    for name in name_spots(view, ground.paths, ruler, size, notes or {}):
        half = max(ruler.width(line, size) for line in name.lines) / 2 + 3
        tall = size * 0.8 * len(name.lines)
        for x, y in name.spots:
            low, upper = np.array([x - half, y - tall]), np.array([x + half, y + tall])
            over = (boxes[:, :2] <= upper).all(axis=1) & (boxes[:, 2:] >= low).all(axis=1)
            if not over.any():
                for number, line in enumerate(name.lines):
                    text(
                        pen.ax,
                        x,
                        y + size * (0.36 + number * LINE - (len(name.lines) - 1) * LINE / 2),
                        line,
                        transform=pen.transform,
                        theme=theme,
                        size=size,
                        colour=theme.muted if number else "#8D8D86",
                        align="center",
                        label="country",
                    )
                    if not number:
                        pen.ax.texts[-1].set_color(look.name)
                    pen.ax.texts[-1].set_zorder(4)
                    if len(name.lines) > 1:
                        _halo(pen, pen.ax.texts[-1])
                boxes = np.vstack([boxes, np.concatenate([low, upper])])
                break
