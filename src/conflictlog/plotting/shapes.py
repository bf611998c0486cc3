"""The drawings: marks by status and phase, bars by the form of doubt, arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import attrs
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform, Transform

__all__ = [
    "ONWARD_REACH",
    "Pen",
    "Side",
    "arrow_tips",
    "bar",
    "bars",
    "end_ticks",
    "mark",
    "mix",
    "open_arrow",
    "patch",
    "polygon",
]

Array = npt.NDArray[np.float64]
Rgb = tuple[float, float, float]
Side = Literal["left", "right"]
_DIAMOND = Path(np.array([(0, 0.62), (0.62, 0), (0, -0.62), (-0.62, 0), (0, 0.62)]), closed=True)
_CIRCLE = Path.unit_circle().transformed(Affine2D().scale(0.5))
_STRIKE = Path(np.array([(-0.85, -0.7), (0.85, 0.7)]))
_MOVE, _LINE = Path.MOVETO, Path.LINETO
_ONWARD = Path(
    np.array([(0.72, 0), (1.5, 0), (1.18, 0.27), (1.5, 0), (1.18, -0.27)]),
    [_MOVE, _LINE, _MOVE, _LINE, _LINE],
)
ONWARD_REACH = 1.6  # diameters that an ongoing mark's arrow reaches to the right


def mix(colour: str, share: float, paper: str) -> Rgb:
    """Blend a colour into the paper: opaque, so that slices side by side show no seams."""
    top, under = to_rgb(colour), to_rgb(paper)
    red, green, blue = (share * a + (1 - share) * b for a, b in zip(top, under, strict=True))
    return red, green, blue


@attrs.frozen(kw_only=True)
class Pen:
    """Where and on what to draw: data or page, and the colour beneath."""

    ax: Axes
    transform: Transform
    paper: str
    ink: str
    clip: bool = True

    def add(self, artist: PathCollection | PolyCollection | LineCollection, order: float) -> None:
        """Put a collection on the axes without asking it for limits."""
        artist.set_zorder(order)
        if isinstance(artist, PathCollection):
            # Its shape is in points: without this the axes would stretch it as data.
            artist.set_transform(IdentityTransform())
        self.ax.add_artist(artist)
        artist.set_clip_on(self.clip)


def mark(
    pen: Pen,
    points: Sequence[tuple[float, float]],
    *,
    status: str,
    phase: str | None,
    colour: str,
    size: float,
    gid: str | None = None,
    halo: bool = False,
) -> PathCollection:
    """Draw marks of one status, phase and colour.

    A filled circle is not contested, a hollow one is claimed by one side, a hollow diamond is
    contested or denied; planned is dotted, cancelled struck through, ongoing has an arrow.
    """
    disputed = status in {"contested", "denied"}
    planned = phase == "planned"
    hollow = disputed or status == "one_sided"
    edge = max(size * (0.17 if planned else 0.2), min(1.0, size * 0.3))
    fill: str | Rgb = pen.paper if hollow else colour
    if planned and not hollow:
        fill = mix(colour, 0.35, pen.paper)
    shape = _DIAMOND if disputed else _CIRCLE
    inner = size - edge if hollow or planned else size - 0.4
    where = np.array(points, dtype=float).reshape(-1, 2)
    if halo:
        ring = PathCollection(
            [shape],
            sizes=[(size + 2.4) ** 2],
            offsets=where,
            offset_transform=pen.transform,
            facecolors=[pen.paper],
            edgecolors="none",
        )
        pen.add(ring, 5.5)
        ring.set_clip_on(False)
    drawn = PathCollection(
        [shape],
        sizes=[inner**2],
        offsets=where,
        offset_transform=pen.transform,
        facecolors=[fill],
        edgecolors=[colour],
        linewidths=[edge if hollow or planned else 0.4],
        linestyles=[(0, (1.0, 0.9))] if planned else ["-"],
        capstyle="butt",
    )
    drawn.set_gid(gid)
    pen.add(drawn, 6)
    drawn.set_clip_on(False)
    for wanted, path, width in (("cancelled", _STRIKE, 1.3), ("ongoing", _ONWARD, 1.3)):
        if phase == wanted:
            extra = PathCollection(
                [path],
                sizes=[size**2],
                offsets=where,
                offset_transform=pen.transform,
                facecolors=["none"],
                edgecolors=[pen.ink if wanted == "cancelled" else colour],
                linewidths=[width],
                capstyle="round",
            )
            pen.add(extra, 7)
            extra.set_clip_on(False)
    return drawn


def bar(
    pen: Pen,
    span: tuple[float, float],
    middle: float,
    height: float,
    *,
    colour: str,
    share: float | Callable[[Array], Array],
    slices: int = 40,
) -> None:
    """Draw a bar whose strength is constant or a function of the position."""
    low, high = span
    top, bottom = middle - height / 2, middle + height / 2
    edges = np.linspace(low, high, 2 if isinstance(share, float) else slices + 1)
    lefts, rights = edges[:-1], edges[1:].copy()
    rights[:-1] += (high - low) / slices * 0.5  # under the next slice: no seam
    if isinstance(share, float):
        colours = [mix(colour, share, pen.paper)]
    else:
        strengths = share((edges[:-1] + edges[1:]) / 2)
        colours = [mix(colour, float(strength), pen.paper) for strength in strengths]
    corners = [
        [(left, top), (left, bottom), (right, bottom), (right, top)]
        for left, right in zip(lefts, rights, strict=True)
    ]
    slabs = PolyCollection(corners, facecolors=colours, edgecolors="none", transform=pen.transform)
    pen.add(slabs, 3)


def patch(pen: Pen, box: tuple[float, float, float, float], colour: str, order: float) -> None:
    """Fill a rectangle: left, top, width, height."""
    left, top, width, height = box
    shape = Rectangle(
        (left, top), width, height, facecolor=colour, edgecolor="none", transform=pen.transform
    )
    shape.set_zorder(order)
    pen.ax.add_artist(shape)
    shape.set_clip_on(False)


def polygon(pen: Pen, corners: Sequence[tuple[float, float]], colour: Rgb) -> None:
    """Fill a shape of straight edges."""
    pen.add(
        PolyCollection([corners], facecolors=[colour], edgecolors="none", transform=pen.transform),
        3,
    )


def bars(
    pen: Pen, spans: Sequence[tuple[float, float, float]], height: float, *, colour: Rgb
) -> None:
    """Draw many flat bars (left, right, middle) of one colour as one artist."""
    corners = [
        [
            (left, y - height / 2),
            (left, y + height / 2),
            (right, y + height / 2),
            (right, y - height / 2),
        ]
        for left, right, y in spans
    ]
    slabs = PolyCollection(corners, facecolors=[colour], edgecolors="none", transform=pen.transform)
    pen.add(slabs, 3)


def end_ticks(
    pen: Pen, points: Sequence[tuple[float, float]], height: float, colour: str, width: float = 1.5
) -> None:
    """Draw the ends of stretches within which something happened."""
    over = height / 2 + 1
    lines = [[(at, middle - over), (at, middle + over)] for at, middle in points]
    ticks = LineCollection(lines, colors=[colour], linewidths=width, transform=pen.transform)
    pen.add(ticks, 4)


def arrow_tips(
    pen: Pen,
    points: Sequence[tuple[float, float]],
    height: float,
    *,
    side: Side,
    colour: str | Rgb,
) -> None:
    """Draw solid heads that end at the points: the marks go on beyond the window."""
    sign = 1 if side == "right" else -1
    path = Path(np.array([(-sign, 0.62), (0, 0), (-sign, -0.62), (-sign, 0.62)]), closed=True)
    head = PathCollection(
        [path],
        sizes=[height**2],
        offsets=np.array(points, dtype=float).reshape(-1, 2),
        offset_transform=pen.transform,
        facecolors=[colour],
        edgecolors="none",
    )
    pen.add(head, 5)
    head.set_clip_on(False)


def open_arrow(
    pen: Pen, at: float, middle: float, height: float, *, side: Side, colour: str
) -> None:
    """Draw a thin arrow that ends at `at`: nobody says where the span ends."""
    sign = 1 if side == "right" else -1
    points = np.array([(-1.7, 0), (0, 0), (-0.55, 0.5), (0, 0), (-0.55, -0.5)]) * (sign, 1)
    shaft = PathCollection(
        [Path(points, [_MOVE, _LINE, _MOVE, _LINE, _LINE])],
        sizes=[height**2],
        offsets=[(at, middle)],
        offset_transform=pen.transform,
        facecolors=["none"],
        edgecolors=[colour],
        linewidths=[1.2],
    )
    pen.add(shaft, 5)
    shaft.set_clip_on(False)
