"""A waterfall of one pair: what each comparison adds or takes, in bits, and what it comes to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Unpack

from conflictlog.errors import InvalidValue
from conflictlog.event import chance_text
from conflictlog.plotting.bars import step_of
from conflictlog.plotting.cascade import (
    Cascade,
    Step,
    bar_entry,
    draw_cascade,
    dropped_line,
    plan_cascade,
)
from conflictlog.plotting.describing import tell
from conflictlog.plotting.page import Page
from conflictlog.plotting.pairs.threshold import check_chance, joined_entry
from conflictlog.plotting.sheet import Around, lay, open_sheet, value_ticks
from conflictlog.plotting.wording import clean, in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from conflictlog.plotting.legend import Entry
    from conflictlog.plotting.theme import Theme

__all__ = ["waterfall"]

_LEAST = (-2.0, 2.0)  # bits: from 4:1 against to 4:1 for, so that a small sum looks small
_MOST_BITS = 300.0  # more no float can tell from certain
_TICK = 26.0  # points from a number of the axis to the next


def waterfall(
    rows: Iterable[tuple[str, str, float]],
    *,
    pair: tuple[str, str] | None = None,
    decision: str = "",
    threshold: float | None = None,
    remarks: Iterable[str] = (),
    **page: Unpack[Page],
) -> Axes:
    """Draw why two records are, or are not, one event: one row a piece of evidence.

    Bars run in bits, which add up: to the right what speaks for one event, to the left what
    speaks against it. The first row is where the sum starts, the last where it ends; the
    subtitle has what that is as a probability.

    Parameters
    ----------
    rows
        Name, what was seen in words, bits; the first is the prior.
    pair
        The two records' names, for the title.
    decision
        What was decided, "one event"; it follows the pair in the title.
    threshold
        The probability from which pairs are joined, drawn as a dashed line.
    remarks
        Lines for the footer: what the two are, who judged them.
    **page
        Axes, title, theme, width, footer and locale, as in `conflictlog.plotting.Page`.

    Returns
    -------
    Axes
        Bits along x, of which 0 is even odds, points (1/72 inch) down along y.

    Raises
    ------
    InvalidValue
        Without rows, for bits that are no number, a threshold that is no probability, or axes too
        small for the rows.

    Examples
    --------
    >>> rows = [("prior", "chance", -6.0), ("distance", "under 1 km", 5.5), ("time", "same day", 3)]
    >>> ax = waterfall(rows, pair=("ged-1", "desk-7"), decision="one event", threshold=0.27)
    >>> [text.get_text() for text in ax.texts if text.get_label() == "row:result"]
    ['2.5 bits for one event: probability .85']
    """
    told = _read(rows)
    check_chance("threshold", threshold)
    sheet = open_sheet(page)
    theme, fonts = sheet.theme, sheet.theme.fonts
    steps = _steps(told, fonts)
    total = steps[-1].end
    stop = None if threshold is None else math.log2(threshold / (1 - threshold))
    plan = plan_cascade(sheet, steps, least=_LEAST, also=[] if stop is None else [stop])
    names = [clean(name, fonts) or "unnamed" for name in pair or ()]
    title = f"{' and '.join(names)}: {decision}" if names and decision else " and ".join(names)
    around = Around(
        title=sheet.title if sheet.title is not None else title or "Evidence of a match",
        subtitle=_subtitle(total, threshold),
        entries=_entries(steps, threshold, theme),
        footer=[
            line for line in (sheet.footer, *(clean(remark, fonts) for remark in remarks)) if line
        ],
    )
    pen = lay(sheet, around, gutter=plan.gutter, height=plan.height, limits=plan.limits)
    value_ticks(pen, sheet, _ticks(plan))
    if stop is not None:
        dropped_line(pen, plan.x(stop), theme.ink)
    draw_cascade(pen, sheet, plan, mark="pair")
    tell(pen.ax, "Waterfall of a pair")
    return pen.ax


def _read(rows: Iterable[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    try:
        told = [(str(name), str(words), float(bits)) for name, words, bits in rows]
    except (TypeError, ValueError) as error:
        raise InvalidValue(
            f"rows hold what is no piece of evidence: {error}",
            expected="a name, words and bits in each, as ('time', 'same day', 3.2)",
            remedy="draw a pair of a merge with result.plot.waterfall(a, b)",
        ) from None
    for name, _, bits in told:
        if not abs(bits) <= _MOST_BITS:
            raise InvalidValue(
                f"{name!r:.80} has {bits} bits",
                expected=f"a number from -{_MOST_BITS:g} to {_MOST_BITS:g}",
                remedy="evidence is never certain: give it a bound",
            )
    if not told:
        raise InvalidValue(
            "rows is empty",
            expected="at least the prior",
            remedy="result.explain(a, b) says why two records were not compared",
        )
    return told


def bits_text(bits: float) -> str:
    """Write bits with their sign, and what rounds to nothing without one.

    Examples
    --------
    >>> bits_text(5.04), bits_text(-0.31), bits_text(-0.001)
    ('+5.0', '-0.3', '0.0')
    """
    text = f"{bits:+.1f}"
    return text[1:] if text[1:] == "0.0" else text


def _steps(told: Sequence[tuple[str, str, float]], fonts: tuple[str, ...]) -> list[Step]:
    (name, words, at), *rest = told
    steps = [
        Step(
            name=_named(name, fonts),
            words=clean(words, fonts),
            amount=bits_text(at),
            start=at,
            end=at,
            side="prior",
        )
    ]
    for name, words, bits in rest:
        steps.append(
            Step(
                name=_named(name, fonts),
                words=clean(words, fonts),
                amount=bits_text(bits),
                start=at,
                end=at + bits,
                side="affirms" if bits >= 0 else "denies",
            )
        )
        at += bits
    steps.append(
        Step(
            name="In all", words=_in_all(at), amount=bits_text(at), start=at, end=at, side="result"
        )
    )
    return steps


def _named(name: str, fonts: tuple[str, ...]) -> str:
    return in_words(clean(name, fonts)) or "Unnamed"


def _chance(bits: float) -> float:
    return 1 / (1 + math.pow(2.0, -bits))


def _in_all(bits: float) -> str:
    which = "for" if bits >= 0 else "against"
    return f"{abs(bits):.1f} bits {which} one event: probability {chance_text(_chance(bits))}"


def _subtitle(total: float, threshold: float | None) -> str:
    told = f"probability {chance_text(_chance(total))} that they are one event"
    if threshold is not None:
        told += f", joined from {chance_text(threshold)}"
    return f"{told}; evidence in bits: 0 is even odds, and each bit doubles them"


def _entries(steps: Sequence[Step], threshold: float | None, theme: Theme) -> list[Entry]:
    sides = {step.side for step in steps}
    found = []
    if "affirms" in sides:
        found.append(bar_entry("speaks for one event", theme.affirm, theme))
    if "denies" in sides:
        found.append(bar_entry("speaks against it", theme.deny, theme, leftwards=True))
    if threshold is not None:
        found.append(joined_entry(threshold, theme))
    return found


def _ticks(plan: Cascade) -> list[tuple[float, str]]:
    reach = plan.high - plan.low
    step = step_of(max(math.ceil(reach), 1), reach * plan.scale * 34 / _TICK)
    first, last = math.ceil(plan.low / step), math.floor(plan.high / step)
    bits = [step * number for number in range(first, last + 1)]
    return [(plan.x(at), f"{at:+d}" if at else "0") for at in bits]
