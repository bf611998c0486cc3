"""The legend: each drawing that the picture holds, and no other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import attrs
import numpy as np

from conflictlog.plotting import shapes
from conflictlog.plotting.dense import dense_bars
from conflictlog.plotting.draw import FAINT, FLAT, SOLID, text
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.shapes import Array, Pen
from conflictlog.plotting.theme import Theme

__all__ = ["Entry", "block_entry", "draw_legend", "flow", "legend_entries"]

_KEY_GAP, _ENTRY_GAP = 5.0, 16.0
_LINE = 1.75


@attrs.frozen(kw_only=True)
class Entry:
    """A line of the legend: its words, and how its key is drawn at (x, y)."""

    words: str
    width: float
    draw: Callable[[Pen, float, float], object]


def block_entry(words: str, share: float, theme: Theme, colour: str | None = None) -> Entry:
    """Explain a solid block: a bar, an area; in the colour of keys where it has none."""

    def draw(pen: Pen, x: float, y: float) -> None:
        shapes.bar(pen, (x, x + 14), y, theme.bar * 1.3, colour=colour or theme.key, share=share)

    return Entry(words=words, width=14, draw=draw)


def _key(status: str, phase: str | None, theme: Theme, colour: str) -> Entry:
    size = theme.mark

    def draw(pen: Pen, x: float, y: float) -> object:
        at = [(x + size / 2, y)]
        return shapes.mark(pen, at, status=status, phase=phase, colour=colour, size=size)

    return Entry(words="", width=size * (2.3 if phase == "ongoing" else 1.1), draw=draw)


def _hump(pen: Pen, x: float, y: float, theme: Theme) -> None:
    def share(at: Array) -> Array:
        return 0.06 + 0.54 * (1 - np.abs((at - x) / 26 * 2 - 1))

    shapes.bar(pen, (x, x + 26), y, theme.bar, colour=theme.key, share=share)
    shapes.mark(
        pen, [(x + 13, y)], status="reported", phase=None, colour=theme.key, size=theme.mark * 0.85
    )


def _flat(pen: Pen, x: float, y: float, theme: Theme) -> None:
    shapes.bar(pen, (x, x + 24), y, theme.bar, colour=theme.key, share=FLAT)
    shapes.end_ticks(pen, [(x, y), (x + 24, y)], theme.bar, theme.key)


def _ramps(pen: Pen, x: float, y: float, theme: Theme) -> None:
    def share(at: Array) -> Array:
        inner = np.minimum((at - x) / 10, (x + 32 - at) / 10)
        return FAINT + (SOLID - FAINT) * np.clip(inner, 0, 1)

    shapes.bar(pen, (x, x + 32), y, theme.bar, colour=theme.key, share=share)


def _open(pen: Pen, x: float, y: float, theme: Theme) -> None:
    def share(at: Array) -> Array:
        return FAINT + (SOLID - FAINT) * np.clip((x + 20 - at) / 14, 0, 1)

    shapes.bar(pen, (x, x + 30), y, theme.bar, colour=theme.key, share=share)
    shapes.open_arrow(pen, x + 30, y, theme.bar, side="right", colour=theme.key)


def _cut(pen: Pen, x: float, y: float, theme: Theme) -> None:
    tip = theme.bar * 0.8
    shapes.bar(pen, (x, x + 24 - tip), y, theme.bar, colour=theme.key, share=0.55)
    tint = shapes.mix(theme.key, 0.55, theme.paper)
    shapes.arrow_tips(pen, [(x + 24, y)], tip, side="right", colour=tint)


def _outside(pen: Pen, x: float, y: float, theme: Theme) -> None:
    size = theme.mark * 0.85
    shapes.open_arrow(pen, x, y, size * 0.8, side="left", colour=theme.key)
    shapes.mark(
        pen, [(x + size * 2.2, y)], status="reported", phase=None, colour=theme.key, size=size
    )


def _thin(form: str, mark_at: float) -> Callable[[Pen, float, float, Theme], None]:
    def draw(pen: Pen, x: float, y: float, theme: Theme) -> None:
        for share, low, high in dense_bars(form, x, x + 24):
            shapes.bars(
                pen, [(low, high, y)], 2.4, colour=shapes.mix(theme.key, share, theme.paper)
            )
        if form == "within":
            shapes.end_ticks(pen, [(x, y), (x + 24, y)], 2.4, theme.key, 1.0)
        at = [(x + mark_at, y)]
        shapes.mark(pen, at, status="reported", phase=None, colour=theme.key, size=5.4)

    return draw


_FORMS: tuple[tuple[str, str, float, Callable[[Pen, float, float, Theme], None]], ...] = (
    ("day", "some time that day", 26, _hump),
    ("within", "some time within the bar", 24, _flat),
    ("span", "uncertain start or end fades", 32, _ramps),
    ("open", "start or end not known", 30, _open),
    ("cut", "goes on beyond the window", 24, _cut),
    ("outside", "wholly outside the window", 24, _outside),
    ("day line", "some time that day", 24, _thin("day", 12)),
    ("within line", "some time along the line", 24, _thin("within", 12)),
    ("lasting", "lasts along the line", 24, _thin("span", 2.7)),
)


def _status_words(statuses: Iterable[str]) -> list[tuple[str, str]]:
    used = set(statuses)
    words = [("reported", "reported, not contested"), ("one_sided", "claimed by one side")]
    found = [pair for pair in words if pair[0] in used]
    disputed = [
        word for name, word in (("contested", "contested"), ("denied", "denied")) if name in used
    ]
    return found + ([("contested", " or ".join(disputed))] if disputed else [])


def legend_entries(
    *,
    statuses: Iterable[str],
    phases: Iterable[str | None],
    forms: Iterable[str],
    categories: Iterable[tuple[str, str]],
    theme: Theme,
) -> list[Entry]:
    """Give an entry for each category, status, phase and form in use."""
    found = [
        attrs.evolve(_key("reported", None, theme, colour), words=name)
        for name, colour in categories
    ]
    for status, words in _status_words(statuses):
        found.append(attrs.evolve(_key(status, None, theme, theme.key), words=words))
    used = set(phases)
    found += [
        attrs.evolve(_key("reported", phase, theme, theme.key), words=phase)
        for phase in ("ongoing", "planned", "cancelled")
        if phase in used
    ]
    shown = set(forms)
    found += [
        Entry(words=words, width=width, draw=_bound(draw, theme))
        for form, words, width, draw in _FORMS
        if form in shown
    ]
    return found


def _bound(
    draw: Callable[[Pen, float, float, Theme], None], theme: Theme
) -> Callable[[Pen, float, float], object]:
    return lambda pen, x, y: draw(pen, x, y, theme)


def flow(
    entries: Iterable[Entry], width: float, theme: Theme, ruler: Ruler
) -> list[list[tuple[float, Entry]]]:
    """Break the legend into rows by measured width: each entry with its x."""
    rows: list[list[tuple[float, Entry]]] = []
    x = math.inf
    for entry in entries:
        wide = entry.width + _KEY_GAP + ruler.width(entry.words, theme.legend_size)
        if x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, entry))
        x += wide + _ENTRY_GAP
    return rows


def draw_legend(
    pen: Pen,
    rows: list[list[tuple[float, Entry]]],
    origin: tuple[float, float],
    *,
    theme: Theme,
    ruler: Ruler,
    width: float,
) -> None:
    """Draw the rows from their upper left corner."""
    size = theme.legend_size
    for number, row in enumerate(rows):
        y = origin[1] + (number + 0.5) * size * _LINE
        for x, entry in row:
            entry.draw(pen, origin[0] + x, y)
            room = max(width - x - entry.width - _KEY_GAP, 20.0)
            text(
                pen.ax,
                origin[0] + x + entry.width + _KEY_GAP,
                y + size * 0.36,
                ruler.wrap(entry.words, size, room, lines=1)[0],
                transform=pen.transform,
                theme=theme,
                size=size,
                colour=theme.ink,
                label=f"legend:{entry.words}",
            )


def legend_height(rows: list[list[tuple[float, Entry]]], theme: Theme) -> float:
    """Give the height of so many rows."""
    return len(rows) * theme.legend_size * _LINE
