"""Marks without labels: stacks of days, and below them what lasts longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import attrs

from conflictlog.plotting import shapes
from conflictlog.plotting.items import Item
from conflictlog.plotting.layout import Lane, Placed, Scale, anchored, onward
from conflictlog.plotting.packing import first_fit
from conflictlog.plotting.shapes import Pen, Side

__all__ = ["dense_bars", "draw_dense", "place_dense"]

_PITCH = 7.2
_MARK, _BAR, _PAD = 5.4, 2.3, 7.0
_WITHIN, _LASTING = 0.36, 0.7  # strength of bars
_BETWEEN = 3.0  # days and what lasts longer
# Tallest stack in points, more where lanes are few; what is taller is drawn together, lower.
_TALLEST_ALONE, _TALLEST = 420.0, 260.0


@attrs.frozen
class _Spot:
    """Where a mark and its bar stand from left to right, before any row is chosen."""

    item: Item
    side: Side | None
    mark: float
    bar: tuple[float, float] | None
    left: float
    right: float


def _spot(item: Item, scale: Scale) -> _Spot:
    size = _MARK
    behind, ahead = size / 2, max(size / 2, onward(item, size))
    side = scale.side(item)
    low, high = scale.at(item.s0), scale.at(item.e1)
    middle = min(max((low + high) / 2, behind), scale.width - ahead)
    if side is not None:
        middle = 1.5 * size if side == "left" else scale.width - 1.5 * size
        low = high = middle
    drawn = None if high - low <= size + 2 else (low, high)
    if drawn and (item.form == "span" or item.open_within):
        middle = anchored(item, scale, behind, ahead)
    return _Spot(item, side, middle, drawn, min(low, middle - behind), max(high, middle + ahead))


def _depth(row: int, rows: int, most: float) -> float:
    """Give the top of a row: the first ones apart, what exceeds the room drawn together."""
    room = _TALLEST
    apart = int(room / _PITCH / 2)
    if rows * _PITCH <= most or row <= apart:
        return row * _PITCH
    # Ever closer, never past the room: a day of 170 events must not thin out all the others.
    rest, beyond = room - apart * _PITCH, (row - apart) * _PITCH
    return apart * _PITCH + rest * beyond / (beyond + rest)


def place_dense(lanes: Sequence[tuple[str, Sequence[Item]]], scale: Scale) -> list[Lane]:
    """Stack marks without labels, days above what lasts longer; tall stacks draw together."""
    most = max(_TALLEST, _TALLEST_ALONE / max(len(lanes), 1))
    found = []
    for name, items in lanes:
        placed = [_spot(item, scale) for item in items]
        done: list[Placed] = []
        deepest = 0
        top = _PAD
        for part in (
            [one for one in placed if one.bar is None or one.item.form == "day"],
            [one for one in placed if one.bar is not None and one.item.form != "day"],
        ):
            found_rows = first_fit([(one.left, one.right) for one in part], -0.01)
            rows = max(found_rows, default=-1) + 1
            if rows and done:
                top += _BETWEEN
            done += [
                Placed(
                    item=one.item,
                    side=one.side,
                    mark=one.mark,
                    bar=one.bar,
                    left=one.left,
                    right=one.right,
                    height=_PITCH,
                    top=top + _depth(row, rows, most),
                )
                for one, row in zip(part, found_rows, strict=True)
            ]
            deepest = max(deepest, rows)
            top += _depth(rows - 1, rows, most) + _PITCH if rows else 0.0
        found.append(
            Lane(
                name=name,
                height=max(top + _PAD, 26.0),
                placed=tuple(done),
                mark=_MARK,
                bar=_BAR,
                crowded=deepest * _PITCH > most,
            )
        )
    return found


def draw_dense(pen: Pen, lane: Lane, top: float, *, scale: Scale, colours: dict[str, str]) -> None:
    """Draw a lane of unlabelled marks: a few collections, however many the events."""
    points: dict[tuple[str, str | None, str], list[tuple[float, float]]] = defaultdict(list)
    tips: dict[tuple[str, Side], list[tuple[float, float]]] = defaultdict(list)
    bars: dict[tuple[str, float], list[tuple[float, float, float]]] = defaultdict(list)
    ends: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in lane.placed:
        item = one.item
        colour = colours[item.category]
        y = top + one.top + one.height / 2
        points[_drawn(item.seen.status), item.seen.phase, colour].append((one.mark, y))
        if one.bar is not None:
            for share, low, high in dense_bars(item.form, *one.bar):
                bars[colour, share].append((low, high, y))
        if one.side == "left" or (one.side is None and item.s0 < scale.low):
            tips[colour, "left"].append((0.0, y))
        elif one.bar is not None and item.form == "within":
            ends[colour].append((one.bar[0], y))
        if one.side == "right" or (one.side is None and item.e1 > scale.high):
            tips[colour, "right"].append((scale.width, y))
        elif one.bar is not None and item.form == "within":
            ends[colour].append((one.bar[1], y))
    for (colour, side), where in tips.items():
        shapes.arrow_tips(pen, where, lane.mark * 0.7, side=side, colour=colour)
    # Pale ones first: the strong middle of a day lies on them.
    for (colour, share), spans in sorted(bars.items(), key=lambda pair: pair[0][1]):
        shapes.bars(pen, spans, lane.bar, colour=shapes.mix(colour, share, pen.paper))
    for colour, where in ends.items():
        shapes.end_ticks(pen, where, lane.bar, colour, 1.0)
    for (status, phase, colour), where in points.items():
        shapes.mark(pen, where, status=status, phase=phase, colour=colour, size=lane.mark)


def dense_bars(form: str, low: float, high: float) -> list[tuple[float, float, float]]:
    """Give strength and ends of the thin bars of one item; a day's fades and touches no other."""
    if form != "day":
        return [(_WITHIN if form == "within" else _LASTING, low, high)]
    wide = high - low
    shares = ((0.1, 0.1), (0.2, 0.2), (0.34, 0.3))
    return [(share, low + wide * inset, high - wide * inset) for share, inset in shares]


def _drawn(status: str) -> str:
    return "contested" if status == "denied" else status
