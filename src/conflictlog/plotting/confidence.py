"""A waterfall of confidence: what each origin adds or takes, from the prior to the result."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Unpack

from matplotlib.axes import Axes

from conflictlog.errors import InvalidValue, UnknownId, nearest_hint
from conflictlog.event import Event, chance_text, confidence_text, headline_of
from conflictlog.plotting import notes
from conflictlog.plotting.cascade import Step, bar_entry, draw_cascade, outline, plan_cascade
from conflictlog.plotting.describing import tell
from conflictlog.plotting.legend import Entry
from conflictlog.plotting.page import Page
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.sheet import Around, lay, open_sheet, value_ticks
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean

if TYPE_CHECKING:
    from conflictlog.registry import Registry
    from conflictlog.weighing import ConfidenceModel, Weighing, Witness

__all__ = ["confidence", "event_named"]

_MOST = 20  # origins a side; the rest is one row
_CHANCES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)


def confidence(
    event: Event,
    *,
    model: ConfidenceModel | None = None,
    registry: Registry | None = None,
    **page: Unpack[Page],
) -> Axes:
    """Draw how an event's confidence comes about, one row an origin.

    Bars run in log-odds, which add up; the axis names them as probabilities. A dashed
    outline is what an origin lost: to self-interest, or because others spoke before it.

    Parameters
    ----------
    event
        The event.
    model, registry
        Other than the shipped ones.
    **page
        Axes, title, theme, width, footer and locale, as in `conflictlog.plotting.Page`.

    Returns
    -------
    Axes
        Log-odds along x, points (1/72 inch) down along y.

    Raises
    ------
    InvalidValue
        For what is no event, a width under 3 inches, or axes too small for the rows.

    Examples
    --------
    >>> from conflictlog.report import Report
    >>> ax = confidence(Event(title="Raid", reports=[Report(source="AFP")]))
    >>> [text.get_text() for text in ax.texts if text.get_label() == "row:result"][0]
    'one origin, B: .80'
    """
    if not isinstance(event, Event):
        raise InvalidValue(f"event is {event!r:.80}", expected="an Event", remedy="or an id in log")
    sheet = open_sheet(page)
    weighing = event.weigh(model, registry)
    steps = _steps(weighing, sheet.theme.fonts)
    # From .27 to .73 at least: a small sum looks small.
    rows = plan_cascade(sheet, steps, least=(-1.0, 1.0))
    around = Around(
        title=headline_of(event.shown) if sheet.title is None else sheet.title,
        subtitle=_subtitle(weighing),
        entries=_entries(steps, sheet.theme),
        footer=_footer(event, weighing, sheet.footer, sheet.theme.fonts),
    )
    pen = lay(sheet, around, gutter=rows.gutter, height=rows.height, limits=rows.limits)
    chances = {chance: math.log(chance / (1 - chance)) for chance in _CHANCES}
    ticks = [
        (rows.x(at), chance_text(chance))
        for chance, at in chances.items()
        if rows.low <= at <= rows.high
    ]
    value_ticks(pen, sheet, ticks)
    draw_cascade(pen, sheet, rows, mark="confidence")
    tell(pen.ax, "Waterfall of confidence")
    return pen.ax


def event_named(log: Iterable[Event], event: Event | str) -> Event:
    """Give the event itself, or the one of a log that has the id."""
    if not isinstance(event, str):
        return event
    find = getattr(log, "__getitem__", None)
    if find is not None and not isinstance(log, Sequence):
        found: Event = find(event)
        return found
    ids = {one.id: one for one in log}
    if event not in ids:
        raise UnknownId(
            f"no event has the id {event!r}",
            expected="the id of one of the events given",
            remedy=nearest_hint(event, ids) or "give the event itself",
        )
    return ids[event]


def _odds(value: float) -> str:
    return f"{'-' if value < 0 else '+'}{abs(value):.2f}"


def _steps(weighing: Weighing, fonts: tuple[str, ...]) -> list[Step]:
    prior = math.log(weighing.model.prior / (1 - weighing.model.prior))
    start = f"{chance_text(weighing.model.prior)} before any report"
    steps = [Step(name="Prior", words=start, start=prior, end=prior, side="prior")]
    at = prior
    for stance, sign in (("affirms", 1), ("denies", -1)):
        found = [one for one in weighing.witnesses if one.stance == stance]
        for rank, witness in enumerate(found[:_MOST]):
            step = _witness_step(weighing, witness, rank, at, sign, fonts)
            steps.append(step)
            at = step.end
        if len(found) > _MOST:
            rho = weighing.model.rho
            rest = math.fsum(
                rho**rank * one.weight for rank, one in enumerate(found) if rank >= _MOST
            )
            end = at + sign * rest
            steps.append(
                Step(
                    name=f"and {notes.plural(len(found) - _MOST, 'more origin')}",
                    amount=_odds(sign * rest),
                    start=at,
                    end=end,
                    side=stance,
                )
            )
            at = end
    steps.append(
        Step(
            name="Result",
            words=confidence_text(weighing.basis, weighing.confidence),
            start=at,
            end=at,
            side="result",
        )
    )
    neutral = [one for one in weighing.witnesses if one.stance == "neutral"]
    if neutral:
        names = "; ".join(clean(one.origin, fonts) for one in neutral[:_MOST])
        steps.append(Step(name="Neutral, not counted", words=names, start=at, end=at, side="none"))
    return steps


def _witness_step(
    weighing: Weighing, witness: Witness, rank: int, at: float, sign: int, fonts: tuple[str, ...]
) -> Step:
    model = weighing.model
    base = model.weight(witness.reliability)
    amount = model.rho**rank * witness.weight
    words = f"{witness.reliability or 'unrated'} {base:.2f}"
    if witness.halved:
        inferred = ", inferred" if witness.interest_inferred else ""
        words += f" x {model.self_factor:g} (own interest{inferred})"
    elif witness.interest is not None:
        words += " (own interest)" if witness.interest == "self" else " (against its interest)"
    if rank:
        words += f" x {model.rho**rank:.2g} (no. {rank + 1})"
    copies = len(witness.reports) - 1
    if copies > 0:
        words += f"; {notes.plural(copies, 'more report')} of this origin, adding nothing"
    return Step(
        name=clean(witness.origin, fonts) or "unnamed",
        words=words,
        amount=_odds(sign * amount),
        start=at,
        end=at + sign * amount,
        whole=at + sign * base if base - amount > 1e-9 else None,
        side=witness.stance,
    )


def _subtitle(weighing: Weighing) -> str:
    status = weighing.status.replace("_", "-")
    sums = f"for {_odds(weighing.s_affirm)}"
    if weighing.s_deny:
        sums += f", against {_odds(-weighing.s_deny)}"
    return (
        f"{status}, basis {weighing.basis.level}; {sums} in log-odds, named as probabilities below"
    )


def _footer(
    event: Event, weighing: Weighing, footer: str | None, fonts: tuple[str, ...]
) -> list[str]:
    lines = [footer] if footer else []
    lines.append(notes.sources_note([event], fonts))
    if weighing.superseded:
        gone = len(weighing.superseded)
        lines.append(f"{notes.plural(gone, 'report')} superseded by a later word, not counted.")
    lines.append(f"Model {weighing.model.name}: judgement, not calibration.")
    if event.sensitive:
        lines.append("The event is marked sensitive: redact before publishing.")
    return lines


def _entries(steps: Sequence[Step], theme: Theme) -> list[Entry]:
    sides = {step.side for step in steps}

    found = []
    if "affirms" in sides:
        found.append(bar_entry("speaks for it", theme.affirm, theme))
    if "denies" in sides:
        found.append(bar_entry("denies it", theme.deny, theme, leftwards=True))
    if any(step.whole is not None for step in steps):

        def ghost(pen: Pen, x: float, y: float) -> None:
            outline(pen, (x, x + 22), y, theme.bar, theme.muted)

        words = "lost: own interest, or not the first to say so"
        found.append(Entry(words=words, width=22, draw=ghost))
    return found
