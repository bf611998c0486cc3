"""One placed item on the axes: bar, ends, mark, label."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Transform

from conflictlog.plotting import shapes
from conflictlog.plotting.items import Item
from conflictlog.plotting.layout import LINE, Lane, Placed, Scale
from conflictlog.plotting.shapes import Array, Pen, Side
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import RIGHT_TO_LEFT, first_direction, safe_id

__all__ = ["draw_bar", "draw_labelled", "forms_in_use", "text"]

FLAT = 0.30  # strength of "some time within"
SOLID = 0.80  # strength where a span is certain
FAINT = 0.16  # strength where it is only possible
_OPEN_FADE = 70.0  # points over which an open end fades


def text(
    ax: Axes,
    x: float,
    y: float,
    words: str,
    *,
    transform: Transform,
    theme: Theme,
    size: float,
    colour: str,
    align: Literal["left", "right", "center"] = "left",
    bold: bool = False,
    label: str | None = None,
    within: float = 0.0,
) -> None:
    """Write one line at its baseline, as plain characters.

    Lines of Arabic or Hebrew in a block of lines, `within` units wide, end together on its right.
    """
    if within and align == "left" and first_direction(words) == RIGHT_TO_LEFT:
        x, align = x + within, "right"
    line = ax.text(
        x,
        y,
        words,
        transform=transform,
        ha=align,
        va="baseline",
        family=list(theme.fonts),
        fontsize=size,
        fontweight="bold" if bold else "normal",
        fontstyle="normal",
        color=colour,
        parse_math=False,
        usetex=False,
        clip_on=False,
        zorder=8,
    )
    if label is not None:
        line.set_label(label)


def _fade(item: Item, scale: Scale) -> Callable[[Array], Array]:
    """Give the strength of a span at a day: certain is solid, possible fades."""
    fade = _OPEN_FADE / scale.width * (scale.high - scale.low)

    def ramp(days: Array, low: float, high: float) -> Array:
        if high - low <= 1e-9:
            return np.asarray(days >= high, dtype=float)
        return np.clip((days - low) / (high - low), 0.0, 1.0)

    begun, ended = item.s1, item.e0
    nowhere_certain = begun > ended and math.isinf(item.s0) and math.isinf(item.e1)
    if nowhere_certain or math.isinf(begun) or math.isinf(ended):
        # "Already there on Monday": surely neither begun nor ended, strongest in between.
        begun = ended = item.peak
    start = begun - fade if math.isinf(item.s0) else item.s0

    def strength(days: Array) -> Array:
        rising = ramp(days, start, begun)
        if math.isfinite(item.e1):
            falling = 1 - ramp(days, ended, item.e1)
        elif item.seen.ongoing:
            # Said to go on: solid as far as the picture goes, and the arrow says the rest.
            falling = 1 - ramp(days, scale.high - fade, scale.high)
        else:
            falling = 1 - ramp(days, ended, ended + fade)
        return FAINT + (SOLID - FAINT) * rising * falling

    return strength


def _hump(low: float, high: float) -> Callable[[Array], Array]:
    def strength(at: Array) -> Array:
        return 0.06 + 0.54 * (1 - np.abs((at - low) / (high - low) * 2 - 1))

    return strength


def draw_bar(pen: Pen, one: Placed, scale: Scale, *, y: float, height: float, colour: str) -> None:
    """Draw the bar of one item in the drawing of its doubt, with its ends."""
    item = one.item
    if one.bar is None:
        return
    low, high = one.bar
    tip = height * 0.8
    cut_left = item.s0 < scale.low and math.isfinite(item.s0)
    cut_right = item.e1 > scale.high and math.isfinite(item.e1)
    open_left, open_right = math.isinf(item.s0), math.isinf(item.e1)
    body = (low + (tip if cut_left else 0), high - (tip if cut_right else 0))
    share: float | Callable[[Array], Array]
    if item.form == "day":
        share = _hump(low, high)
    elif item.form == "within" and not (open_left or open_right):
        share = FLAT
    else:
        strength = _within_open(item, scale) if item.form == "within" else _fade(item, scale)

        def share(at: Array) -> Array:
            return strength(scale.low + at / scale.width * (scale.high - scale.low))

    slices = min(max(round((body[1] - body[0]) / 1.5), 8), 600)
    shapes.bar(pen, body, y, height, colour=colour, share=share, slices=slices)
    if item.form == "within":
        for at, known in ((low, item.s0 >= scale.low), (high, item.e1 <= scale.high)):
            if known:
                shapes.end_ticks(pen, [(at, y)], height, colour)
    ends: tuple[tuple[Side, bool, bool], ...] = (
        ("left", cut_left, open_left),
        ("right", cut_right, open_right),
    )
    for side, cut, open_end in ends:
        edge = low if side == "left" else high
        inner = body[0] if side == "left" else body[1]
        tint = share if isinstance(share, float) else float(share(np.array([inner]))[0])
        if cut:
            shapes.arrow_tips(
                pen,
                [(edge, y)],
                tip,
                side=side,
                colour=shapes.mix(colour, max(tint, 0.55), pen.paper),
            )
        elif open_end and item.form != "day":
            # On a strong bar an arrow of its own colour would drown.
            ink = pen.paper if tint > 0.3 else colour
            shapes.open_arrow(pen, edge, y, height, side=side, colour=ink)


def _within_open(item: Item, scale: Scale) -> Callable[[Array], Array]:
    """Give a flat strength that thins out towards the end that nobody knows."""
    fade = _OPEN_FADE / scale.width * (scale.high - scale.low)

    def strength(days: Array) -> Array:
        left = np.clip((days - scale.low) / fade, 0, 1) if math.isinf(item.s0) else 1.0
        right = np.clip((scale.high - days) / fade, 0, 1) if math.isinf(item.e1) else 1.0
        return np.asarray(0.05 + (FLAT - 0.05) * left * right)

    return strength


def draw_labelled(
    pen: Pen, lane: Lane, top: float, *, scale: Scale, theme: Theme, colours: dict[str, str]
) -> None:
    """Draw a lane of labelled items."""
    size = theme.label_size
    pitch = size * LINE
    for one in lane.placed:
        item = one.item
        colour = colours[item.category]
        upper = top + one.top
        first = upper + pitch * 0.5
        below = upper + one.height - max(lane.bar, 1.24 * lane.mark * (not one.bullet)) / 2
        bar_y = below if one.above else first
        mark_y = first if one.bullet or not one.above else below
        draw_bar(pen, one, scale, y=bar_y, height=lane.bar, colour=colour)
        if one.side is not None:
            edge = 0.0 if one.side == "left" else scale.width
            shapes.open_arrow(
                pen,
                edge,
                mark_y,
                lane.mark * 0.8,
                side=one.side,
                colour=colour,
            )
        shapes.mark(
            pen,
            [(one.mark, mark_y)],
            status=item.seen.status,
            phase=item.seen.phase,
            colour=colour,
            size=lane.mark,
            halo=not one.bullet and one.bar is not None and one.bar[1] - one.bar[0] > 3 * lane.mark,
            gid=f"event:{safe_id(item.seen.id)}",
        )
        tall = pitch * (len(one.lines) + len(one.dates))
        # The grid stops behind words.
        if tall:
            shapes.patch(pen, (one.label - 1, upper, one.wide + 2, tall), pen.paper, 1.5)
        words = [(line, theme.ink, one.block) for line in one.lines]
        words += [(line, theme.muted, 0.0) for line in one.dates]
        for number, (line, ink, within) in enumerate(words):
            text(
                pen.ax,
                one.label + (one.wide if one.leads else 0),
                upper + pitch * number + size * 0.98,
                line,
                transform=pen.transform,
                theme=theme,
                size=size,
                colour=ink,
                align="right" if one.leads else "left",
                label=f"label:{item.seen.id}",
                within=within,
            )


def forms_in_use(lanes: list[Lane], scale: Scale, *, labelled: bool) -> set[str]:
    """Name the drawings of doubt and of edges that the picture holds."""
    found: set[str] = set()
    for one in (one for lane in lanes for one in lane.placed):
        item = one.item
        if one.side is not None:
            found.add("outside")
        if one.bar is None:
            continue
        if not labelled:
            found.add({"day": "day line", "within": "within line"}.get(item.form, "lasting"))
        elif item.form in {"day", "within"}:
            found.add(item.form)
        elif labelled and (item.s0 < item.s1 or item.e0 < item.e1):
            found.add("span")
        if item.form != "day":
            if labelled and (math.isinf(item.s0) or math.isinf(item.e1)):
                found.add("open")
            if (math.isfinite(item.s0) and item.s0 < scale.low) or (
                math.isfinite(item.e1) and item.e1 > scale.high
            ):
                found.add("cut")
    return found
