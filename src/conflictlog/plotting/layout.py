"""Where everything stands, in points, before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from conflictlog.plotting.items import Item
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.packing import first_fit
from conflictlog.plotting.shapes import ONWARD_REACH, Side
from conflictlog.plotting.theme import Theme

__all__ = ["LINE", "Lane", "Placed", "Scale", "anchored", "onward", "place_labelled"]

LINE = 1.28  # height of a line in sizes of its font
_LANE_PAD = 9.0
_ROW_GAP = 7.0


@attrs.frozen(kw_only=True)
class Scale:
    """The window and its length: days to points from the left end of the axis."""

    low: float
    high: float
    width: float

    def at(self, day: float) -> float:
        """Give the place of a day, kept within the axis."""
        inside = min(max(day, self.low), self.high)
        return (inside - self.low) / (self.high - self.low) * self.width

    def day(self, point: float) -> float:
        """Give the day at a place."""
        return self.low + point / self.width * (self.high - self.low)

    def side(self, item: Item) -> Side | None:
        """Say on which side an item lies wholly outside."""
        if item.e1 < self.low or (item.e1 == self.low and item.s0 < self.low):
            return "left"
        if item.s0 > self.high or (item.s0 == self.high and item.e1 > self.high):
            return "right"
        return None


@attrs.frozen(kw_only=True)
class Placed:
    """An item's mark, bar and label; x from the left of the axis, y from the top of its lane."""

    item: Item
    side: Side | None
    mark: float
    bar: tuple[float, float] | None
    label: float = 0.0
    wide: float = 0.0
    block: float = 0.0  # width of the widest of several lines of a title
    lines: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    above: bool = False
    bullet: bool = False
    leads: bool = False
    left: float
    right: float
    height: float
    top: float = 0.0


@attrs.frozen(kw_only=True)
class Lane:
    """A lane: its name, its height, what stands in it."""

    name: str
    height: float
    placed: tuple[Placed, ...]
    mark: float
    bar: float
    crowded: bool = False


def onward(item: Item, size: float) -> float:
    """Give how far a mark reaches to the right of its middle."""
    return (ONWARD_REACH if item.seen.phase == "ongoing" else 0.62) * size


def _labelled(item: Item, scale: Scale, theme: Theme, ruler: Ruler) -> Placed:
    """Put the label beside a short mark, above a long one, and never outside the axis."""
    size, reach = theme.label_size, theme.mark
    # A wide picture may have wider labels; a narrow one must have narrow ones.
    room = min(max(theme.label_width, scale.width * 0.22), scale.width - 3 * reach)
    lines = ruler.balanced(item.title, size, room, lines=theme.label_lines)
    dates = ruler.wrap(item.date, size, room, lines=2)
    block = max((ruler.width(line, size) for line in lines), default=0.0)
    wide = max((block, *(ruler.width(line, size) for line in dates)))
    tall = max(len(lines) + len(dates), 1) * size * LINE
    side = scale.side(item)
    low, high = scale.at(item.s0), scale.at(item.e1)
    short = item.form in {"instant", "day"} or high - low <= 3 * reach
    ahead, behind = onward(item, reach), 0.62 * reach
    if side is not None:
        low = high = scale.width - 2.2 * reach if side == "right" else 2.2 * reach
        ahead, behind = (ahead, 2.2 * reach) if side == "left" else (2.2 * reach, behind)
        short = True
    middle = min(max((low + high) / 2, behind), scale.width - ahead)
    if item.open_within and side is None:
        middle = anchored(item, scale, behind, ahead)
    drawn = None if side is not None or high - low <= reach + 3 else (low, high)
    start, end = (drawn or (middle, middle)) if short else (low, high)
    start, end = min(start, middle - behind), max(end, middle + ahead)
    bare = Placed(
        item=item,
        side=side,
        lines=lines,
        dates=dates,
        wide=wide,
        block=block if len(lines) > 1 else 0.0,
        bar=drawn,
        mark=middle,
        left=start,
        right=end,
        height=tall,
    )
    if short and end + 5 + wide <= scale.width:
        return attrs.evolve(bare, label=end + 5, right=end + 5 + wide)
    if short and start - 5 - wide >= 0:
        return attrs.evolve(bare, label=start - 5 - wide, leads=True, left=start - 5 - wide)
    if not short:
        return _above_long(bare, scale, theme, (behind, ahead))
    left = max(min(middle - reach, scale.width - wide), 0)
    return attrs.evolve(
        bare,
        label=left,
        above=True,
        left=min(left, start),
        right=max(left + wide, end),
        height=tall + 5 + max(theme.bar, 1.24 * reach),
    )


def anchored(item: Item, scale: Scale, behind: float, ahead: float) -> float:
    """Give the place of the mark of a long bar: at what is known, within the axis."""
    day, part = item.anchor(scale.low)
    at = scale.at(day) + {"start": behind, "middle": 0.0, "end": -behind}[part]
    return min(max(at, behind), scale.width - ahead)


def _above_long(bare: Placed, scale: Scale, theme: Theme, reach: tuple[float, float]) -> Placed:
    """Put mark and label above a long bar, side by side, where what is known stands.

    The label is on the right of the mark, on the left where it comes after what is known or
    where only the left has room.
    """
    behind, ahead = reach
    mark = anchored(bare.item, scale, behind, ahead)
    after, before = mark + ahead + 4, mark - behind - 4 - bare.wide
    fits_after, fits_before = after + bare.wide <= scale.width, before >= 0
    leads = fits_before and (not fits_after or bare.item.anchor(scale.low)[1] == "end")
    label = before if leads else after
    bullet = fits_after or leads
    if not bullet:  # a label about as wide as the axis: its mark is below, on the bar
        label = max(min(mark - behind, scale.width - bare.wide), 0)
    return attrs.evolve(
        bare,
        mark=mark,
        label=label,
        above=True,
        bullet=bullet,
        leads=leads,
        left=min(bare.left, label, mark - behind),
        right=max(bare.right, label + bare.wide, mark + ahead),
        height=bare.height + 5 + max(theme.bar, 0.0 if bullet else 1.24 * theme.mark),
    )


def place_labelled(
    lanes: Sequence[tuple[str, Sequence[Item]]], scale: Scale, theme: Theme, ruler: Ruler
) -> list[Lane]:
    """Pack marks with their labels into rows, lane by lane."""
    found = []
    for name, items in lanes:
        placed = [_labelled(item, scale, theme, ruler) for item in items]
        rows = first_fit([(one.left, one.right) for one in placed], theme.gap)
        heights = [0.0] * (max(rows, default=-1) + 1)
        for one, row in zip(placed, rows, strict=True):
            heights[row] = max(heights[row], one.height)
        tops = [_LANE_PAD + sum(heights[:row]) + _ROW_GAP * row for row in range(len(heights))]
        height = 2 * _LANE_PAD + sum(heights) + _ROW_GAP * max(len(heights) - 1, 0)
        done = [attrs.evolve(one, top=tops[row]) for one, row in zip(placed, rows, strict=True)]
        found.append(
            Lane(name=name, height=height, placed=tuple(done), mark=theme.mark, bar=theme.bar)
        )
    return found
