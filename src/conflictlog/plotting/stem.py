"""A timeline of one line: stems to labels above and below, and bars of doubt on the line."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.ticker import FixedLocator

from conflictlog.errors import InvalidValue
from conflictlog.plotting import notes, shapes
from conflictlog.plotting.draw import draw_bar, forms_in_use, text
from conflictlog.plotting.frame import dress_axes, label_ticks
from conflictlog.plotting.items import Item
from conflictlog.plotting.layout import LINE, Lane, Placed, Scale, anchored, onward
from conflictlog.plotting.legend import legend_entries
from conflictlog.plotting.packing import first_fit
from conflictlog.plotting.plan import doubt_words, footer_notes
from conflictlog.plotting.scene import Scene
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.sheet import Around, Sheet, body_of, lay
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import safe_id

__all__ = ["Flag", "draw_stems", "place_flags"]

_GAP = 7.0  # between rows
_AWAY = 11.0  # between the line's bars and the nearest row
_TRACK = 2.5  # between bars one above the other
_TALLEST = 4_000.0


@attrs.frozen(kw_only=True)
class Flag:
    """An event's mark and label at the end of its stem; `row` 0 is nearest to the line."""

    placed: Placed
    right: float
    row: int = 0
    upper: bool = True


def place_flags(scene: Scene, sheet: Sheet) -> tuple[list[Flag], Scale]:
    """Give each event its row above or below, such that no stem crosses a label.

    Labels stand on the right of their stems. Where two would touch, the earlier stands farther
    out: then its stem passes on the left of the later one's label. So the line ends where the
    last labels still find room.
    """
    theme, ruler, inner = sheet.theme, sheet.ruler, sheet.inner
    size = theme.label_size
    room = min(theme.label_width, inner * 0.4)
    words = []
    for item in scene.drawn:
        lines = ruler.balanced(item.title, size, room, lines=theme.label_lines)
        dates = ruler.wrap(item.date, size, room, lines=2)
        block = max((ruler.width(line, size) for line in lines), default=0.0)
        wide = max((block, *(ruler.width(line, size) for line in dates)))
        words.append((lines, dates, block if len(lines) > 1 else 0.0, wide))
    span = inner
    whole = Scale(low=scene.low, high=scene.high, width=inner)
    for item, (_, _, _, wide) in zip(scene.drawn, words, strict=True):
        beyond = onward(item, theme.mark) + 5 + wide + 1
        at = _stem_at(item, whole, theme)
        share = 1.0 if whole.side(item) == "right" else min(max(at / inner, 1e-6), 1.0)
        span = min(span, (inner - beyond) / share)
    scale = Scale(low=scene.low, high=scene.high, width=max(span, inner * 0.3))
    flags = []
    for item, (lines, dates, block, wide) in zip(scene.drawn, words, strict=True):
        at = _stem_at(item, scale, theme)
        low, high = scale.at(item.s0), scale.at(item.e1)
        side = scale.side(item)
        label = min(at + onward(item, theme.mark) + 4, inner - wide)
        placed = Placed(
            item=item,
            side=side,
            mark=at,
            bar=None if side is not None or high - low <= 3 else (low, high),
            label=label,
            wide=wide,
            block=block,
            lines=lines,
            dates=dates,
            left=at - 0.62 * theme.mark,
            right=label + wide,
            height=max((len(lines) + len(dates)) * size * LINE, theme.mark * 1.3),
        )
        flags.append(Flag(placed=placed, right=label + wide))
    return _in_rows(flags, theme.gap), scale


def _stem_at(item: Item, scale: Scale, theme: Theme) -> float:
    """Give where an event's stem stands: in the middle of a day, at what is known of more."""
    reach = theme.mark
    side = scale.side(item)
    if side is not None:
        return 2.2 * reach if side == "left" else scale.width - 2.2 * reach
    low, high = scale.at(item.s0), scale.at(item.e1)
    if item.form in {"instant", "day"} or (high - low <= 3 * reach and not item.open_within):
        return min(max((low + high) / 2, 0.62 * reach), scale.width)
    return anchored(item, scale, 0.0, 0.0)


def _in_rows(flags: Sequence[Flag], gap: float) -> list[Flag]:
    """Pack from the last to the first, each on the side where it stands nearer to the line."""
    sides: tuple[list[Flag], list[Flag]] = ([], [])
    done: list[Flag] = []
    for flag in sorted(flags, key=lambda one: (one.placed.mark, one.placed.item.order))[::-1]:
        rows = [
            max((one.row + 1 for one in side if one.placed.left < flag.right + gap), default=0)
            for side in sides
        ]
        tall = [len(side) for side in sides]
        upper = (rows[0], tall[0]) <= (rows[1], tall[1])
        placed = attrs.evolve(flag, row=rows[not upper], upper=upper)
        sides[not upper].append(placed)
        done.append(placed)
    return done[::-1]


@attrs.frozen(kw_only=True)
class _Heights:
    """Where rows begin, measured from the line's bars outwards, and how high each side is."""

    upper: tuple[float, ...]
    lower: tuple[float, ...]
    band: float

    @property
    def total(self) -> float:
        return self.upper[-1] + self.band + self.lower[-1]


def _heights(flags: Sequence[Flag], tracks: int, theme: Theme) -> _Heights:
    def side(*, upper: bool) -> tuple[float, ...]:
        own = [flag for flag in flags if flag.upper == upper]
        ends = [_AWAY]
        for row in range(max((flag.row for flag in own), default=-1) + 1):
            tall = max(flag.placed.height for flag in own if flag.row == row)
            ends.append(ends[-1] + tall + _GAP)
        return tuple(ends)

    band = max(tracks, 1) * (theme.bar + _TRACK) + 2
    return _Heights(upper=side(upper=True), lower=side(upper=False), band=band)


def _tracks(flags: Sequence[Flag], colours: dict[str, str]) -> tuple[list[Placed], list[int]]:
    """Give the bars that differ, days first, each with its track on the line."""
    unlike: dict[tuple[object, ...], Placed] = {}
    for one in (flag.placed for flag in flags):
        if one.bar is not None:
            item = one.item
            key = (one.bar, item.s1, item.e0, item.seen.ongoing, colours[item.category])
            unlike.setdefault(key, one)
    bars = sorted(
        unlike.values(),
        key=lambda one: (0.0, 0.0) if one.bar is None else (one.bar[1] - one.bar[0], one.bar[0]),
    )
    return bars, first_fit([(0.0, 0.0) if one.bar is None else one.bar for one in bars], 1.0)


def draw_stems(sheet: Sheet, scene: Scene, sources: str) -> Axes | None:
    """Draw the scene on one line; None where there is no room."""
    theme = sheet.theme
    flags, scale = place_flags(scene, sheet)
    bars, tracks = _tracks(flags, scene.colours)
    heights = _heights(flags, max(tracks, default=0) + 1, theme)
    if heights.total > _TALLEST:
        return None
    placed = tuple(flag.placed for flag in flags)
    lane = Lane(name="", height=heights.total, placed=placed, mark=theme.mark, bar=theme.bar)
    forms = forms_in_use([lane], scale, labelled=True)
    used = {one.item.category for one in placed}
    around = Around(
        title=notes.default_title(scale, scene.dated, theme.months)
        if sheet.title is None
        else sheet.title,
        subtitle=notes.subtitle(scene, doubt=doubt_words(forms), reason=None),
        entries=legend_entries(
            statuses={one.item.seen.status for one in placed},
            phases={one.item.seen.phase for one in placed},
            forms=forms,
            categories=[(n, scene.colours[n]) for n in scene.grouping.categories if n in used],
            theme=theme,
        ),
        footer=[sheet.footer or "", sources, *footer_notes(scene, scale, theme)],
    )
    end = scale.low + (scale.high - scale.low) * sheet.inner / scale.width
    try:
        pen = lay(sheet, around, gutter=0.0, height=heights.total, limits=(scale.low, end))
    except InvalidValue:
        if sheet.room is None:
            raise
        return None
    spare = max(body_of(pen)[1] - heights.total, 0.0)
    line = spare / 2 + heights.upper[-1] + heights.band / 2
    _dress(pen, sheet, scale, end, heights.total + spare)
    pitch = theme.bar + _TRACK
    own: dict[tuple[float, float], float] = {}
    for one, track in zip(bars, tracks, strict=True):
        y = line + (track + 1) // 2 * pitch * (-1 if track % 2 else 1)
        assert one.bar is not None  # noqa: S101 - only bars have tracks
        own.setdefault(one.bar, y)
        colour = scene.colours[one.item.category]
        draw_bar(pen, one, scale, y=y, height=theme.bar, colour=colour)
    axis = LineCollection(
        [[(0.0, line), (scale.width, line)]],
        colors=[theme.ink],
        linewidths=0.9,
        transform=pen.transform,
    )
    pen.add(axis, 3.6)
    for flag in flags:
        top = (
            line - heights.band / 2 - heights.upper[flag.row] - flag.placed.height
            if flag.upper
            else line + heights.band / 2 + heights.lower[flag.row]
        )
        start = own.get(flag.placed.bar, line) if flag.placed.bar else line
        _raise(pen, flag.placed, top, start, scale=scale, theme=theme, colours=scene.colours)
    return pen.ax


def _dress(pen: Pen, sheet: Sheet, scale: Scale, end: float, height: float) -> None:
    """Draw grid and ticks as far as the window reaches; beyond it is room for labels only."""
    theme = sheet.theme
    whole = Scale(low=scale.low, high=end, width=sheet.inner)
    lane = Lane(name="", height=height, placed=(), mark=theme.mark, bar=theme.bar)
    ticks = dress_axes(pen, [lane], [None], whole, theme=theme, ruler=sheet.ruler, gutter=0.0)
    shapes.patch(pen, (0, 0, sheet.inner, height), theme.paper, 0.6)
    if end <= scale.high:
        return
    shapes.patch(pen, (scale.width + 0.5, 0, sheet.inner - scale.width, height), theme.paper, 1.2)
    kept = attrs.evolve(
        ticks,
        labels=tuple(tick for tick in ticks.labels if tick.position <= scale.high),
        grid=tuple(at for at in ticks.grid if at <= scale.high),
        minor=tuple(at for at in ticks.minor if at <= scale.high),
    )
    label_ticks(pen.ax, kept, theme)
    pen.ax.xaxis.set_minor_locator(FixedLocator(sorted({*kept.grid, *kept.minor})))
    pen.ax.spines["bottom"].set_bounds(scale.low, scale.high)


def _raise(
    pen: Pen,
    one: Placed,
    top: float,
    start: float,
    *,
    scale: Scale,
    theme: Theme,
    colours: dict[str, str],
) -> None:
    """Draw one stem, its mark, and its label on the right of the mark."""
    item, size = one.item, theme.label_size
    colour = colours[item.category]
    mark_y = top + size * LINE * 0.5
    stem = LineCollection(
        [[(one.mark, start), (one.mark, mark_y)]],
        colors=[shapes.mix(colour, 0.6, pen.paper)],
        linewidths=1.0,
        transform=pen.transform,
    )
    pen.add(stem, 2.6)
    if one.bar is None or item.form != "day":
        foot = shapes.mix(colour, 0.9, pen.paper)
        shapes.bars(pen, [(one.mark - 1.5, one.mark + 1.5, start)], 3.0, colour=foot)
    if one.side is not None:
        edge = 0.0 if one.side == "left" else scale.width
        shapes.open_arrow(pen, edge, mark_y, theme.mark * 0.8, side=one.side, colour=colour)
    shapes.mark(
        pen,
        [(one.mark, mark_y)],
        status=item.seen.status,
        phase=item.seen.phase,
        colour=colour,
        size=theme.mark,
        halo=True,
        gid=f"event:{safe_id(item.seen.id)}",
    )
    if not (one.lines or one.dates):
        return
    shapes.patch(pen, (one.label - 1, top, one.wide + 2, one.height), pen.paper, 1.5)
    words = [(line, theme.ink, one.block) for line in one.lines]
    words += [(line, theme.muted, 0.0) for line in one.dates]
    for number, (line, ink, within) in enumerate(words):
        text(
            pen.ax,
            one.label,
            top + size * LINE * number + size * 0.98,
            line,
            transform=pen.transform,
            theme=theme,
            size=size,
            colour=ink,
            label=f"label:{item.seen.id}",
            within=within,
        )
