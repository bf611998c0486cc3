"""Labels that never overlap: eight places beside a dot, a small list inside an area."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import attrs
import numpy as np

from conflictlog.plotting.cartography.areas import GRID, Area, Layout, points_of
from conflictlog.plotting.cartography.scenery import bar_length, corners
from conflictlog.plotting.cartography.sites import Site
from conflictlog.plotting.cartography.window import Array, Window
from conflictlog.plotting.items import title_of
from conflictlog.plotting.layout import LINE
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.shapes import ONWARD_REACH
from conflictlog.plotting.theme import Theme

__all__ = ["Dot", "Label", "Lettering", "Rect", "Row", "arrange", "key_indent", "scale_box"]

Rect = tuple[float, float, float, float]  # left, top, right, bottom in points

_AIR = 2.0
_PAD = 5.0  # inside an area's list
_FARTHEST = 260.0  # points between an area and its list
_BESIDE, _OVER = 45.0, 420.0  # points that a leader, and covering other areas, count as


@attrs.frozen(kw_only=True)
class Dot:
    """A site with its mark's place in points, and how many alike it stands for."""

    site: Site
    x: float
    y: float
    count: int = 1


@attrs.frozen(kw_only=True)
class Row:
    """One event's words: its title, and place and date below."""

    site: Site
    lines: tuple[str, ...]
    notes: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Label:
    """Words with their place; an area's has a heading, and a line that leads to it."""

    rows: tuple[Row, ...]
    heading: tuple[str, ...] = ()
    left: float = 0.0
    top: float = 0.0
    wide: float
    high: float
    align: str = "left"
    leader: tuple[float, float] | None = None

    @property
    def rect(self) -> Rect:
        """Give the box that it fills."""
        return self.left, self.top, self.left + self.wide, self.top + self.high


@attrs.frozen(kw_only=True)
class Lettering:
    """The labels that found a place, and the sites whose label did not."""

    dots: tuple[Dot, ...]
    scale: Rect | None
    labels: tuple[Label, ...] = ()
    left_out: tuple[Site, ...] = ()


def arrange(
    layout: Layout,
    view: Window,
    *,
    labelled: bool,
    hidden: Collection[str] = (),
    theme: Theme,
    ruler: Ruler,
) -> Lettering:
    """Place marks, scale bar and labels; events by their ids may have none."""
    dots = spread(layout.dots, view, theme.mark) if labelled else heap(layout.dots, view, theme)
    at = np.array([(dot.x, dot.y) for dot in dots]).reshape(-1, 2)
    scale = scale_box(view, at, theme, ruler)
    bare = Lettering(dots=tuple(dots), scale=scale)
    if not labelled:
        return bare
    taken = [] if scale is None else [scale]
    labels, left_out = letter(
        dots, layout.areas, view, hidden=hidden, theme=theme, ruler=ruler, taken=taken
    )
    return attrs.evolve(bare, labels=tuple(labels), left_out=tuple(left_out))


def scale_box(view: Window, dots: Array, theme: Theme, ruler: Ruler) -> Rect | None:
    """Give the scale bar a corner where few dots are."""
    length = bar_length(view)
    if length is None:
        return None
    size = theme.legend_size
    wide = max(length * view.points_per_km, ruler.width(f"{length:,.0f} km", size)) + 8
    high = size * 1.6 + 8
    xs, ys = dots.T

    def crowd(corner: tuple[float, float]) -> int:
        x, y = corner
        near = (xs > x - 60) & (xs < x + wide + 60) & (ys > y - 30) & (ys < y + high + 30)
        return int(near.sum())

    left, top = min(corners(view, (wide, high)), key=crowd)
    return left, top, left + wide, top + high


def spread(sites: Sequence[Site], view: Window, mark: float) -> list[Dot]:
    """Set marks that share a point side by side."""
    groups: dict[tuple[int, int], list[tuple[Site, float, float]]] = {}
    for site, (x, y) in zip(sites, points_of(sites, view).tolist(), strict=True):
        key = round(x / (mark * 0.5)), round(y / (mark * 0.5))
        groups.setdefault(key, []).append((site, x, y))
    dots = []
    for same in groups.values():
        # The arrow of an ongoing mark points away from the others.
        same.sort(key=lambda one: one[0].seen.phase == "ongoing")
        for number, (site, x, y) in enumerate(same):
            row, column = divmod(number, 6)
            across = min(len(same), 6)
            dx = (column - (across - 1) / 2) * mark * 1.3 if len(same) > 1 else 0.0
            dots.append(Dot(site=site, x=x + dx, y=y + row * mark * 1.3))
    return dots


def heap(sites: Sequence[Site], view: Window, theme: Theme) -> list[Dot]:
    """Make one mark of all that look alike and share a point, the largest first."""
    cell = theme.mark * 0.3
    groups: dict[tuple[object, ...], list[tuple[Site, float, float]]] = {}
    for site, (x, y) in zip(sites, points_of(sites, view).tolist(), strict=True):
        look = site.seen.status, site.seen.phase, site.colour
        groups.setdefault((round(x / cell), round(y / cell), *look), []).append((site, x, y))
    dots = []
    for same in groups.values():
        (site, x, y), events = same[0], {one.seen.id for one, _, _ in same}
        dots.append(Dot(site=site, x=x, y=y, count=len(events)))
    return sorted(dots, key=lambda dot: (-dot.count, dot.site.seen.id))


def letter(
    dots: Sequence[Dot],
    areas: Sequence[Area],
    view: Window,
    *,
    hidden: Collection[str],
    theme: Theme,
    ruler: Ruler,
    taken: Sequence[Rect],
) -> tuple[list[Label], list[Site]]:
    """Place the labels, of the smallest radius first."""
    obstacles = [*taken, *(_mark_box(dot, theme) for dot in dots)]
    labels: list[Label] = []
    left_out: list[Site] = []
    spoken = [dot for dot in dots if dot.site.seen.id not in hidden]
    for dot in sorted(spoken, key=lambda dot: (dot.site.radius_km or 0.0, dot.site.seen.id)):
        label = _dot_label(dot, view, theme, ruler)
        free = (one for one in _eight(label, dot, theme) if _free(one.rect, obstacles, view))
        found = next(free, None)
        if found is None:
            left_out.append(dot.site)
        else:
            labels.append(found)
            obstacles.append(found.rect)
    for whole in sorted(areas, key=lambda area: area.radius_km):
        named = tuple(site for site in whole.sites if site.seen.id not in hidden)
        if not named:
            continue
        area = attrs.evolve(whole, sites=named)
        listed = _area_label(area, view, theme, ruler)
        others = [one.inside for one in areas if one is not whole]
        found = _nearest(listed, area, obstacles, others, view)
        if found is None:
            short = _area_label(area, view, theme, ruler, brief=True)
            found = _nearest(short, area, obstacles, others, view)
        if found is None:
            left_out += area.sites
        else:
            labels.append(found)
            obstacles.append(found.rect)
    return labels, left_out


def _row(site: Site, note: str, room: float, theme: Theme, ruler: Ruler) -> Row:
    size = theme.label_size
    title = title_of(site.seen, theme.fonts)
    return Row(
        site=site,
        lines=ruler.balanced(title, size, room, lines=theme.label_lines),
        notes=ruler.balanced(note, size, room, lines=2),
    )


def _widest(row: Row, theme: Theme, ruler: Ruler) -> float:
    return max(ruler.width(line, theme.label_size) for line in (*row.lines, *row.notes))


def _dot_label(dot: Dot, view: Window, theme: Theme, ruler: Ruler) -> Label:
    room = min(theme.label_width * 0.85, max(view.width * 0.3, 100.0), view.width * 0.45)
    note = ", ".join(filter(None, (dot.site.name, dot.site.date)))
    row = _row(dot.site, note, room, theme, ruler)
    high = (len(row.lines) + len(row.notes)) * theme.label_size * LINE
    return Label(rows=(row,), wide=_widest(row, theme, ruler), high=high)


def _area_label(
    area: Area, view: Window, theme: Theme, ruler: Ruler, *, brief: bool = False
) -> Label:
    """List the events of an area: a heading, then a row an event with its mark as a key.

    In brief, each event has one line, without its date.
    """
    room = min(theme.label_width, max(view.width * 0.34, 120.0), view.width * 0.5)
    names = list(dict.fromkeys(site.name for site in area.sites))
    heading = ruler.wrap("; ".join(names), theme.label_size, room, lines=2, bold=True)
    indent = key_indent(area.sites, theme)
    if brief:
        theme = attrs.evolve(theme, label_lines=1)
    rows = tuple(
        _row(site, "" if brief else site.date, room - indent, theme, ruler) for site in area.sites
    )
    wide = max(
        *(ruler.width(line, theme.label_size, bold=True) for line in heading),
        *(_widest(row, theme, ruler) + indent for row in rows),
    )
    count = len(heading) + sum(len(row.lines) + len(row.notes) for row in rows)
    high = count * theme.label_size * LINE + 2 * _PAD + 2 * len(rows)
    return Label(rows=rows, heading=heading, wide=wide + 2 * _PAD, high=high)


def key_indent(sites: Iterable[Site], theme: Theme) -> float:
    """Give the room for the marks before a list's words."""
    ongoing = any(site.seen.phase == "ongoing" for site in sites)
    return theme.mark * (2.3 if ongoing else 1.6)


def _mark_box(dot: Dot, theme: Theme) -> Rect:
    half = theme.mark * 0.62
    right = ONWARD_REACH * theme.mark if dot.site.seen.phase == "ongoing" else half
    return dot.x - half, dot.y - half, dot.x + right, dot.y + half


def _eight(label: Label, dot: Dot, theme: Theme) -> Iterable[Label]:
    """Give the eight places around a mark, the most readable first."""
    west, north, east, south = _mark_box(dot, theme)
    wide, high, air = label.wide, label.high, 3.0
    middle = dot.y - high / 2
    centre = dot.x - wide / 2
    above, below = north - high - 1, south + 1
    right, left = east + air, west - air - wide
    for x, y, align in (
        (right, middle, "left"),
        (right, above + theme.mark * 0.6, "left"),
        (right, below - theme.mark * 0.6, "left"),
        (left, middle, "right"),
        (left, above + theme.mark * 0.6, "right"),
        (left, below - theme.mark * 0.6, "right"),
        (centre, above, "center"),
        (centre, below, "center"),
    ):
        yield attrs.evolve(label, left=x, top=y, align=align)


def _free(rect: Rect, obstacles: Sequence[Rect], view: Window) -> bool:
    left, top, right, bottom = rect
    if left < 3 or top < 3 or right > view.width - 3 or bottom > view.height - 3:
        return False
    return not any(
        min(right, r) - max(left, l) > -_AIR and min(bottom, b) - max(top, t) > -_AIR
        for l, t, r, b in obstacles  # noqa: E741 - left
    )


def _nearest(
    label: Label, area: Area, obstacles: Sequence[Rect], others: Sequence[Array], view: Window
) -> Label | None:
    """Find the free place in the area, or nearest to it, that hides little of other areas."""
    heart = area.inside.mean(axis=0)
    step = 7.0
    xs = np.arange(4.0, view.width - label.wide - 4, step)
    ys = np.arange(4.0, view.height - label.high - 4, step)
    if not len(xs) or not len(ys):
        return None
    foreign = np.concatenate([np.empty((0, 2)), *others])
    cell = view.width * view.height / GRID[0] / GRID[1]
    found = []
    for x in xs:
        across = (foreign[:, 0] > x) & (foreign[:, 0] < x + label.wide)
        for y in ys:
            middle = np.array([x + label.wide / 2, y + label.high / 2])
            over = (across & (foreign[:, 1] > y) & (foreign[:, 1] < y + label.high)).sum()
            beside = np.hypot(*(area.inside - middle).T).min() > 14
            score = float(np.hypot(*(middle - heart))) + _BESIDE * bool(beside)
            score += _OVER * float(over) * cell / (label.wide * label.high)
            found.append((score, float(x), float(y)))
    for _, x, y in sorted(found):
        placed = attrs.evolve(label, left=x, top=y)
        if not _free(placed.rect, obstacles, view):
            continue
        gaps = np.hypot(
            np.maximum(np.maximum(x - area.inside[:, 0], area.inside[:, 0] - x - label.wide), 0),
            np.maximum(np.maximum(y - area.inside[:, 1], area.inside[:, 1] - y - label.high), 0),
        )
        if gaps.min() > _FARTHEST:
            continue
        middle = np.array([x + label.wide / 2, y + label.high / 2])
        own = np.hypot(*(area.inside - middle).T)
        if own.min() <= 14:
            return placed
        target = area.inside[np.argmin(gaps + own * 0.05)]
        return attrs.evolve(placed, leader=(float(target[0]), float(target[1])))
    return None
