"""How sure a merge is: its pairs by probability, those apart up, those merged down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

import numpy as np
import polars as pl

from conflictlog.event import chance_text
from conflictlog.plotting import notes
from conflictlog.plotting.cascade import dropped_line
from conflictlog.plotting.describing import tell
from conflictlog.plotting.legend import Entry, block_entry
from conflictlog.plotting.page import Page
from conflictlog.plotting.pairs.mirror import Layer, Mirror, draw_mirror, mirrored
from conflictlog.plotting.pairs.reading import TENTHS, read_chances
from conflictlog.plotting.pairs.threshold import check_chance, joined_entry
from conflictlog.plotting.sheet import Around, lay, open_sheet, say_empty, value_ticks
from conflictlog.plotting.wording import clean

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from conflictlog.plotting.theme import Theme

__all__ = ["matches"]

_HEIGHT, _LEAST = 240.0, 90.0
_BARS = (50, 25, 20, 10)  # a bar is .02, .04, .05 or .1 of probability wide
_BAR = 9.0  # points, at least
_TOGETHER = "same event"


def matches(
    pairs: pl.DataFrame,
    *,
    threshold: float | None = None,
    remarks: Sequence[str] = (),
    **page: Unpack[Page],
) -> Axes:
    """Draw pairs of records by the probability that they are one event.

    Pairs that stayed apart stand above the line, merged ones below it: a merge that is sure of
    itself is high at both ends and empty between. Counts are on a log scale where a bar could not
    be seen beside another; the subtitle says so.

    Parameters
    ----------
    pairs
        Columns probability, and decision: "same event", or anything else for apart.
    threshold
        The probability from which pairs are joined, drawn as a dashed line.
    remarks
        Lines for the footer.
    **page
        Axes, title, theme, width, footer and locale, as in `conflictlog.plotting.Page`.

    Returns
    -------
    Axes
        Probability along x, points (1/72 inch) down along y.

    Raises
    ------
    InvalidValue
        Where a column is missing or a probability is none, for a threshold that is none, a width
        under 3 inches, or axes too small for the frame.

    Examples
    --------
    >>> pairs = pl.DataFrame({"probability": [0.9, 0.1], "decision": ["same event", "apart"]})
    >>> ax = matches(pairs, threshold=0.27)
    >>> [text.get_text() for text in ax.texts if text.get_label() == "subtitle"]
    ['2 pairs of records by the probability that they are one event']
    """
    chances = read_chances(pairs, "decision", "draw those of a merge with result.plot.matches()")
    together = (pairs["decision"] == _TOGETHER).fill_null(value=False).to_numpy()
    check_chance("threshold", threshold)
    sheet = open_sheet(page)
    theme = sheet.theme
    count = _bars(sheet.inner)
    mirror = _mirror(chances, together, count, theme)
    gutter = sheet.ruler.width(f"{max(mirror.most, 1):,}", theme.tick_size) + 10
    around = Around(
        title="How sure the matches are" if sheet.title is None else sheet.title,
        subtitle=_subtitle(len(chances), mirror),
        entries=_entries(together, threshold, theme),
        footer=[
            line
            for line in (
                sheet.footer,
                _crossing(chances, together, threshold),
                *(clean(remark, theme.fonts) for remark in remarks),
            )
            if line
        ],
    )
    pen = lay(sheet, around, gutter=gutter, height=_HEIGHT, limits=(0.0, 1.0), least=_LEAST)
    span = sheet.inner - gutter
    tell(pen.ax, "Mirrored histogram", _told(chances, together))
    if not len(chances):
        say_empty(pen, sheet, "no pairs of records")
        return pen.ax
    value_ticks(pen, sheet, [(span * tenth / 10, words) for tenth, words in enumerate(TENTHS)])
    draw_mirror(pen, sheet, mirror, np.linspace(0, span, count + 1).tolist())
    if threshold is not None:
        dropped_line(pen, threshold * span, theme.ink, order=3.5)
    return pen.ax


def _bars(inner: float) -> int:
    return next((count for count in _BARS if inner / count >= _BAR), _BARS[-1])


def _mirror(chances: np.ndarray, together: np.ndarray, count: int, theme: Theme) -> Mirror:
    # .3 is below 3 * .1 for a computer, and belongs to the bar that begins there.
    at = np.minimum(np.floor(chances * count + 1e-9).astype(int), count - 1)
    apart, merged = (np.bincount(at[which], minlength=count) for which in (~together, together))
    nothing = np.zeros(count, dtype=np.int64)
    both = mirrored([Layer(name="pairs", colour=theme.key, up=apart, down=merged)])
    return mirrored(
        (
            Layer(name="apart", colour=theme.deny, up=apart, down=nothing),
            Layer(name="merged", colour=theme.affirm, up=nothing, down=merged),
        ),
        log=both.log,
    )


def _subtitle(count: int, mirror: Mirror) -> str:
    told = f"{notes.plural(count, 'pair')} of records by the probability that they are one event"
    return told + "; counts on a log scale" * mirror.log


def _entries(together: np.ndarray, threshold: float | None, theme: Theme) -> list[Entry]:
    merged = int(together.sum())
    sides = (
        ("apart, upwards", len(together) - merged, theme.deny),
        ("merged, downwards", merged, theme.affirm),
    )
    found = [
        block_entry(f"{words}: {count:,}", 1.0, theme, colour)
        for words, count, colour in sides
        if count
    ]
    return found if threshold is None else [*found, joined_entry(threshold, theme)]


def _crossed(chances: np.ndarray, together: np.ndarray, threshold: float) -> tuple[int, int]:
    """Count the pairs that are apart though probable, and together though improbable."""
    above = chances >= threshold
    return int((above & ~together).sum()), int((~above & together).sum())


def _crossing(chances: np.ndarray, together: np.ndarray, threshold: float | None) -> str:
    if threshold is None:
        return ""
    apart, merged = _crossed(chances, together, threshold)
    told = []
    if apart:
        told.append(f"{apart:,} apart above it: their clusters, or a judgement, speak against them")
    if merged:
        told.append(
            f"{merged:,} merged below it: the rest of their cluster, or a judgement, joins them"
        )
    if not told:
        return ""
    return f"Clusters are joined on average from {chance_text(threshold)}; {'; '.join(told)}."


def _told(chances: np.ndarray, together: np.ndarray) -> str:
    """Say for who does not see it how many pairs stand at the ends, and how many between."""
    if not len(chances):
        return ""
    low, high = int((chances < 0.1).sum()), int((chances >= 0.9).sum())
    told = f"{int(together.sum()):,} pairs are merged, {int((~together).sum()):,} apart. "
    told += f"{low:,} lie below .10, {len(chances) - low - high:,} from .10 to .90, "
    told += f"{high:,} above."
    return told
