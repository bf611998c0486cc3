"""How far a merge's probabilities hold: what was said beside how often it was so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

import attrs
import numpy as np
import polars as pl
from matplotlib.collections import LineCollection

from conflictlog.event import chance_text
from conflictlog.plotting import notes, shapes
from conflictlog.plotting.describing import tell
from conflictlog.plotting.legend import Entry
from conflictlog.plotting.page import Page
from conflictlog.plotting.pairs.reading import TENTHS, read_chances
from conflictlog.plotting.sheet import (
    Around,
    body_of,
    lay,
    open_sheet,
    say_empty,
    value_ticks,
    write,
)
from conflictlog.plotting.wording import clean

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from conflictlog.plotting.shapes import Pen
    from conflictlog.plotting.sheet import Sheet
    from conflictlog.plotting.theme import Theme

__all__ = ["calibration"]

_HEIGHT, _LEAST = 300.0, 140.0
_BINS = 10
_Z = 1.96  # of a normal distribution, 95 in 100 lie as near to its middle
_EDGE = 8.0  # points above and below, so that marks at 0 and 1 are whole


@attrs.frozen(kw_only=True)
class _Bin:
    """Pairs of like probability: how many, what was said on average, how many were so."""

    count: int
    said: float
    share: float

    @property
    def within(self) -> tuple[float, float]:
        """Give Wilson's interval: between which shares the truth lies, 95 times in 100.

        E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209.
        """
        n, p, z = self.count, self.share, _Z
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(middle - half, 0.0), min(middle + half, 1.0)


def calibration(pairs: pl.DataFrame, *, remarks: Sequence[str] = (), **page: Unpack[Page]) -> Axes:
    """Draw how often pairs of a probability are one event, where the truth is known.

    Pairs are put into ten bins of probability. A mark on the dashed diagonal means that the
    probability holds: of pairs at .80, eight in ten are one event. Above it the merge says too
    little, below it too much. Lines reach over 95 % intervals (Wilson), as if pairs told nothing
    of one another, which makes them short where clusters are large.

    Parameters
    ----------
    pairs
        Columns probability, and truth: whether the two are one event.
    remarks
        Lines for the footer: how the truth is known.
    **page
        Axes, title, theme, width, footer and locale, as in `conflictlog.plotting.Page`.

    Returns
    -------
    Axes
        Probability along x, points (1/72 inch) down along y.

    Raises
    ------
    InvalidValue
        Where a column is missing or a probability is none, for a width under 3 inches, or axes
        too small for the frame.

    Examples
    --------
    >>> pairs = pl.DataFrame({"probability": [0.9, 0.9, 0.2], "truth": [True, True, False]})
    >>> ax = calibration(pairs)
    >>> [text.get_text() for text in ax.texts if text.get_label() == "subtitle"][0][:40]
    '3 pairs of known truth; Brier score .020'
    """
    chances = read_chances(pairs, "truth", "draw those of a merge with result.plot.calibration()")
    true = pairs["truth"].cast(pl.Boolean).fill_null(value=False).to_numpy()
    sheet = open_sheet(page)
    theme = sheet.theme
    around = Around(
        title="Do the probabilities hold?" if sheet.title is None else sheet.title,
        subtitle=_subtitle(chances, true),
        entries=_entries(theme) if len(chances) else [],
        footer=[
            line for line in (sheet.footer, *(clean(one, theme.fonts) for one in remarks)) if line
        ],
    )
    gutter = sheet.ruler.width(".5", theme.tick_size) + 10
    pen = lay(sheet, around, gutter=gutter, height=_HEIGHT, limits=(0.0, 1.0), least=_LEAST)
    if not len(chances):
        tell(pen.ax, "Calibration")
        say_empty(pen, sheet, "no pairs of records")
        return pen.ax
    bins = _bins(chances, true)
    _draw(pen, sheet, bins)
    tell(pen.ax, "Calibration", _told(bins))
    return pen.ax


def _bins(chances: np.ndarray, true: np.ndarray) -> list[_Bin]:
    at = np.minimum(np.floor(chances * _BINS + 1e-9).astype(int), _BINS - 1)
    return [
        _Bin(
            count=int(here.sum()),
            said=float(chances[here].mean()),
            share=float(true[here].mean()),
        )
        for here in (at == number for number in range(_BINS))
        if here.any()
    ]


def _subtitle(chances: np.ndarray, true: np.ndarray) -> str:
    told = f"{notes.plural(len(chances), 'pair')} of known truth"
    if not len(chances):
        return told
    brier = float(((chances - true) ** 2).mean())
    return (
        f"{told}; Brier score {f'{brier:.3f}'.removeprefix('0')} (0 is perfect); "
        "upwards the share that are one event, rightwards the probability"
    )


def _entries(theme: Theme) -> list[Entry]:
    def seen(pen: Pen, x: float, y: float) -> None:
        _interval(pen, x + 5, (y - 6, y + 6), theme.affirm)
        _mark(pen, [(x + 5, y)], theme)

    def diagonal(pen: Pen, x: float, y: float) -> None:
        _dashed(pen, [(x, y + 4), (x + 20, y - 4)], theme.ink)

    return [
        Entry(words="share, with its 95 % interval", width=11, draw=seen),
        Entry(words="as said", width=20, draw=diagonal),
    ]


def _mark(
    pen: Pen, points: Sequence[tuple[float, float]], theme: Theme, gid: str | None = None
) -> None:
    shapes.mark(
        pen,
        points,
        status="reported",
        phase=None,
        colour=theme.affirm,
        size=theme.mark,
        gid=gid,
    )


def _interval(pen: Pen, x: float, ends: tuple[float, float], colour: str) -> None:
    line = LineCollection(
        [[(x, ends[0]), (x, ends[1])]], colors=[colour], linewidths=1.6, transform=pen.transform
    )
    pen.add(line, 4)


def _dashed(pen: Pen, points: Sequence[tuple[float, float]], colour: str) -> None:
    line = LineCollection(
        [list(points)],
        colors=[colour],
        linewidths=1.0,
        linestyles=[(0, (4, 2.5))],
        transform=pen.transform,
    )
    pen.add(line, 2)


def _draw(pen: Pen, sheet: Sheet, bins: Sequence[_Bin]) -> None:
    theme = sheet.theme
    width, height = body_of(pen)

    def y(share: float) -> float:
        return height - _EDGE - share * (height - 2 * _EDGE)

    value_ticks(pen, sheet, [(width * tenth / 10, words) for tenth, words in enumerate(TENTHS)])
    for tenth in range(0, 11, 2):
        at = y(tenth / 10)
        line = LineCollection(
            [[(0, at), (width, at)]], colors=[theme.grid], linewidths=0.7, transform=pen.transform
        )
        pen.add(line, 1)
        where = (-6.0, at + theme.tick_size * 0.36)
        write(pen, sheet, where, TENTHS[tenth], size=theme.tick_size, label="share", right=True)
    _dashed(pen, [(0, y(0)), (width, y(1))], theme.ink)
    for one in bins:
        low, high = one.within
        _interval(pen, one.said * width, (y(low), y(high)), theme.affirm)
    _mark(pen, [(one.said * width, y(one.share)) for one in bins], theme, "bins")


def _told(bins: Sequence[_Bin]) -> str:
    """Say each bin for who does not see it."""
    named = [
        f"{one.count:,} at {chance_text(one.said)}: {chance_text(one.share)} are" for one in bins
    ]
    return f"Pairs by probability, and the share that are one event: {'; '.join(named)}."
