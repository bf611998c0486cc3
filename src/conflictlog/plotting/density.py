"""A timeline of very many events: in each lane bars of how many begin, and what goes on."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgb

from conflictlog.plotting import notes, shapes
from conflictlog.plotting.clock import US_PER_DAY
from conflictlog.plotting.crowd import MOST_MARKS, Crowd
from conflictlog.plotting.frame import dress_axes, gutter_of
from conflictlog.plotting.lanes import OTHER, SEVERAL, UNKNOWN, Grouping
from conflictlog.plotting.layout import Lane, Scale
from conflictlog.plotting.legend import Entry, block_entry, legend_entries
from conflictlog.plotting.scene import category_colours
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.sheet import Around, Sheet, body_of, lay, say_empty, write
from conflictlog.plotting.tallying import Bins, Density, count_bins, make_bins
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean

__all__ = ["draw_density"]

_PALE = 0.34  # strength of what may begin
_FULLEST, _LOWEST = 96.0, 40.0  # height of a lane, in points
_TOGETHER = 470.0  # height that lanes share
_STRIP = 4.0
_FAINT, _STRONG = 0.18, 0.85  # strength of what may go on, and of the most that surely does
_APART = 5.0  # points a bin from which bars stand apart

Real = npt.NDArray[np.float64]


def draw_density(crowd: Crowd, sheet: Sheet, sources: str, undated: str) -> Axes:
    """Draw a crowd; `undated` says what has no time, `sources` who told it."""
    theme = sheet.theme
    counts = np.bincount(crowd.lane, minlength=len(crowd.lanes))
    shown = [number for number in range(len(crowd.lanes)) if counts[number]]
    names = [clean(crowd.lanes[number], theme.fonts) for number in shown]
    gutter = gutter_of(names, sheet.inner, theme, sheet.ruler)
    scale = Scale(low=crowd.low, high=crowd.high, width=max(sheet.inner - gutter, 20.0))
    bins = make_bins(crowd, scale.width)
    density = count_bins(crowd, bins)
    grouping = Grouping(lanes=crowd.lanes, lane_of=(), categories=crowd.kinds, category_of=())
    colours = category_colours(grouping, theme.palette, theme.other)
    tall = min(max(_TOGETHER / max(len(shown), 1), _LOWEST), _FULLEST)
    around = Around(
        title=notes.default_title(scale, crowd.dated, theme.months)
        if sheet.title is None
        else sheet.title,
        subtitle=_subtitle(crowd, bins, len(shown)),
        entries=_entries(crowd, density, bins, colours, theme),
        footer=[sheet.footer or "", sources, *_footer(crowd, density, undated)],
    )
    pen = lay(
        sheet,
        around,
        gutter=gutter,
        height=tall * max(len(shown), 1),
        least=22.0 * max(len(shown), 1),
        limits=(crowd.low, crowd.high),
    )
    height = body_of(pen)[1] / max(len(shown), 1)
    lanes = [
        Lane(name=name, height=height, placed=(), mark=theme.mark, bar=theme.bar) for name in names
    ]
    swatches = [
        _swatch(density.begins[number] + density.may_begin[number], crowd.categories, colours)
        for number in shown
    ]
    if any(swatch is None for swatch in swatches) or not all(names):
        swatches = [None] * len(shown)
    dress_axes(pen, lanes, swatches, scale, theme=theme, ruler=sheet.ruler, gutter=gutter)
    for row, (number, swatch) in enumerate(zip(shown, swatches, strict=True)):
        ground = theme.band if row % 2 == 0 else theme.paper
        band = attrs.evolve(pen, paper=ground)
        box = (row * height, (row + 1) * height)
        _draw_lane(band, sheet, density, number, box, bins=bins, scale=scale, colours=[
            colours[name] for name in crowd.categories
        ], strip=swatch or theme.key)  # fmt: skip
    if not crowd.drawn:
        say_empty(pen, sheet, "no events in this window")
    return pen.ax


def _draw_lane(
    pen: Pen,
    sheet: Sheet,
    density: Density,
    number: int,
    box: tuple[float, float],
    *,
    bins: Bins,
    scale: Scale,
    colours: Sequence[str],
    strip: str,
) -> None:
    """Draw a lane's bars up to its fullest bin, that bin's number, and the strip below."""
    theme = sheet.theme
    edges = (bins.first + np.arange(bins.count + 1) * bins.length) / US_PER_DAY
    x = (np.clip(edges, scale.low, scale.high) - scale.low) / (scale.high - scale.low) * scale.width
    any_strip = bool(density.may_go_on.any())
    base = box[1] - 3.0 - (_STRIP + 2.0 if any_strip else 0.0)
    peak = int(density.peaks[number])
    size = theme.tick_size * 0.9
    top = box[0] + (size * 1.25 + 2.0 if box[1] - box[0] >= 34.0 else 3.0)
    if peak:
        _bars(pen, density, number, x, (base, (base - top) / peak), colours)
        lines = [[(0.0, y), (scale.width, y)] for y in (top, base)]
        pen.add(
            LineCollection(lines, colors=[theme.grid], linewidths=0.6, transform=pen.transform), 2
        )
        if box[1] - box[0] >= 34.0:
            at = (3.0, top - 2.5)
            words = f"up to {peak:,} in {_span(bins)}"
            wide = sheet.ruler.width(words, size)
            shapes.patch(pen, (1.0, top - size * 1.2, wide + 4, size * 1.15), pen.paper, 7)
            write(pen, sheet, at, words, size=size, colour=theme.muted, label="peak")
    if any_strip:
        _strip(pen, x, base + 2.0, (density.goes_on[number], density.may_go_on[number]), strip)


def _bars(
    pen: Pen,
    density: Density,
    number: int,
    x: Real,
    up: tuple[float, float],
    colours: Sequence[str],
) -> None:
    """Stack what begins, then what may, category on category."""
    base, scale = up
    floor = np.zeros(len(x) - 1)
    apart = bool(np.median(np.diff(x)) >= _APART)
    for counts, share, name in (
        (density.begins[number], 1.0, "certain"),
        (density.may_begin[number], _PALE, "possible"),
    ):
        for colour, tall in zip(colours, counts, strict=True):
            if not tall.any():
                continue
            roof = floor + tall
            low, high = base - floor * scale, base - roof * scale
            corners = _blocks(x, low, high, tall > 0) if apart else _skyline(x, low, high)
            slabs = PolyCollection(
                list(corners),
                facecolors=[shapes.mix(colour, share, pen.paper)],
                edgecolors="none",
                transform=pen.transform,
            )
            slabs.set_gid(f"density:{name}")
            pen.add(slabs, 3)
            floor = roof


def _blocks(x: Real, low: Real, high: Real, used: npt.NDArray[np.bool_]) -> Real:
    gap = np.minimum(np.diff(x) * 0.12, 2.5) / 2
    left, right = (x[:-1] + gap)[used], (x[1:] - gap)[used]
    bottom, top = low[used], high[used]
    return np.stack(
        [
            np.column_stack([left, bottom]),
            np.column_stack([left, top]),
            np.column_stack([right, top]),
            np.column_stack([right, bottom]),
        ],
        axis=1,
    )


def _skyline(x: Real, low: Real, high: Real) -> list[Real]:
    """Outline bars that touch as one shape: slices side by side would show seams."""
    along = np.repeat(x, 2)[1:-1]
    upper = np.column_stack([along, np.repeat(high, 2)])
    lower = np.column_stack([along, np.repeat(low, 2)])
    return [np.concatenate([upper, lower[::-1]])]


def _strip(
    pen: Pen, x: Real, top: float, counts: tuple[npt.NDArray[np.int64], ...], colour: str
) -> None:
    """Shade what goes on: pale where it only may, else darker the more it is."""
    sure, may = counts
    used = may > 0
    if not used.any():
        return
    share = _FAINT + (_STRONG - _FAINT) * np.sqrt(sure / max(int(sure.max()), 1))
    ink, paper = np.array(to_rgb(colour)), np.array(to_rgb(pen.paper))
    shades = share[used, None] * ink + (1 - share[used, None]) * paper
    level = np.full(len(x) - 1, top)
    corners = _joined(x, level, used)
    slabs = PolyCollection(
        list(corners), facecolors=shades, edgecolors="none", transform=pen.transform
    )
    slabs.set_gid("density:strip")
    pen.add(slabs, 3)


def _joined(x: Real, top: Real, used: npt.NDArray[np.bool_]) -> Real:
    left, right = x[:-1][used], x[1:][used] + 0.3  # under the next: no seam
    right[-1] -= 0.3
    upper, lower = top[used], top[used] + _STRIP
    return np.stack(
        [
            np.column_stack([left, lower]),
            np.column_stack([left, upper]),
            np.column_stack([right, upper]),
            np.column_stack([right, lower]),
        ],
        axis=1,
    )


def _swatch(
    counts: npt.NDArray[np.int64], categories: Sequence[str], colours: dict[str, str]
) -> str | None:
    """Give a lane's colour where it holds one category."""
    used = [name for name, tall in zip(categories, counts, strict=True) if tall.any()]
    return colours[used[0]] if len(used) == 1 else None


def _span(bins: Bins) -> str:
    return bins.words if bins.words[0].isdigit() else f"a {bins.words}"


def _these(bins: Bins) -> str:
    return f"these {bins.words}" if bins.words[0].isdigit() else f"that {bins.words}"


def _subtitle(crowd: Crowd, bins: Bins, lanes: int) -> str:
    hidden = crowd.drawn < crowd.total
    parts = [
        f"{crowd.drawn:,} of " * hidden + notes.plural(crowd.total, "event"),
        f"counted, not drawn one by one, above {MOST_MARKS:,}: how many begin in {_span(bins)}",
    ]
    if lanes > 1:
        parts.append("each lane up to its own peak")
    parts.append(notes.zone_note(crowd.zone, shifted=crowd.shifted))
    return "; ".join(parts)


def _entries(
    crowd: Crowd, density: Density, bins: Bins, colours: dict[str, str], theme: Theme
) -> list[Entry]:
    used = ((density.begins + density.may_begin).sum(axis=(0, 2)) > 0).tolist()
    shown = {name for name, any_of in zip(crowd.categories, used, strict=True) if any_of}
    by_lane = all(
        (density.begins[lane] + density.may_begin[lane]).any(axis=1).sum() <= 1
        for lane in range(len(crowd.lanes))
    ) and len(crowd.lanes) > 1  # fmt: skip
    found = legend_entries(
        statuses=(),
        phases=(),
        forms=(),
        categories=[]
        if by_lane and set(crowd.lanes) - {""} >= shown - {OTHER, SEVERAL, UNKNOWN}
        else [(name, colours[name]) for name in crowd.kinds if name in shown],
        theme=theme,
    )

    def strip(pen: Pen, x: float, y: float) -> None:
        def share(at: Real) -> Real:
            return np.asarray(_FAINT + (_STRONG - _FAINT) * np.clip((at - x - 6) / 16, 0, 1))

        shapes.bar(pen, (x, x + 24), y, _STRIP, colour=theme.key, share=share)

    if density.begins.any():
        found.append(block_entry(f"begins in {_these(bins)}", 1.0, theme))
    if density.may_begin.any():
        found.append(block_entry(f"may begin in {_these(bins)}, or in others", _PALE, theme))
    if density.may_go_on.any():
        found.append(Entry(words="goes on: pale where it only may", width=24, draw=strip))
    return found


def _footer(crowd: Crowd, density: Density, undated: str) -> list[str]:
    told = [f"{crowd.drawn:,} of {notes.plural(crowd.total, 'event')} counted"]
    if density.may_begin.any():
        told.append("what may begin in several bars is pale in each: do not add pale bars up")
    for count, one, many in (
        (crowd.before, "lies before the window, not shown", "lie before the window, not shown"),
        (crowd.after, "lies after the window, not shown", "lie after the window, not shown"),
        (density.begun_before, "begins before the window", "begin before the window"),
        (
            crowd.unreal,
            "is planned or cancelled, not counted",
            "are planned or cancelled, not counted",
        ),
    ):
        if count:
            told.append(notes.plural(count, one, many))
    one_sided = crowd.statuses.get("one_sided", 0)
    disputed = crowd.statuses.get("contested", 0) + crowd.statuses.get("denied", 0)
    if one_sided or disputed:
        told.append(
            f"of those counted {one_sided:,} claimed by one side, {disputed:,} contested or denied"
        )
    if undated:
        told.append(undated)
    return [f"{'; '.join(told).rstrip('.')}.", notes.sensitive_note(crowd.sensitive)]
