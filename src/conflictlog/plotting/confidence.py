"""A waterfall of confidence: what each origin adds or takes, from the prior to the result."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Unpack

import attrs
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from conflictlog.errors import InvalidValue, UnknownId, nearest_hint
from conflictlog.event import Event, chance_text, confidence_text, headline_of
from conflictlog.plotting import notes, shapes
from conflictlog.plotting.describing import tell
from conflictlog.plotting.legend import Entry
from conflictlog.plotting.page import Page
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.sheet import Around, Sheet, band, lay, open_sheet, value_ticks, write
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean, safe_id

if TYPE_CHECKING:
    from conflictlog.registry import Registry
    from conflictlog.weighing import ConfidenceModel, Weighing, Witness

__all__ = ["confidence", "event_named"]

_MOST = 20  # origins a side; the rest is one row
_CHANCES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
_LINE = 1.28


@attrs.frozen(kw_only=True)
class _Step:
    """One row: where the sum stood, where it stands after, and what was lost on the way."""

    name: str
    words: str = ""
    amount: str = ""
    start: float
    end: float
    whole: float | None = None
    side: str = ""
    ids: tuple[str, ...] = ()


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
    gutter = min(max(sheet.inner * 0.42, 90.0), 250.0)
    rows = [_lines(sheet, step, gutter - 10) for step in steps]
    pitch = sheet.theme.label_size * _LINE
    heights = [pitch * (len(first) + len(rest)) + 9 for first, rest in rows]
    low, high = _limits(steps)
    around = Around(
        title=headline_of(event.shown) if sheet.title is None else sheet.title,
        subtitle=_subtitle(weighing),
        entries=_entries(steps, sheet.theme),
        footer=_footer(event, weighing, sheet.footer, sheet.theme.fonts),
    )
    # Amounts stand right of the bars.
    span = sheet.inner - gutter
    air = min(44.0, span * 0.3) / span * (high - low)
    pen = lay(sheet, around, gutter=gutter, height=sum(heights), limits=(low, high + air))
    scale = span / (high + air - low)
    value_ticks(
        pen,
        sheet,
        [
            ((at - low) * scale, chance_text(chance))
            for chance in _CHANCES
            if low <= (at := math.log(chance / (1 - chance))) <= high
        ],
    )
    top = 0.0
    for number, (step, row, height) in enumerate(zip(steps, rows, heights, strict=True)):
        if number % 2 == 0:
            band(pen, sheet, top, height, gutter)
        _draw(pen, sheet, step, row, (top, height), gutter=gutter, low=low, scale=scale)
        if number + 1 < len(steps) and steps[number + 1].side != "none":
            x = (step.end - low) * scale
            _link(pen, sheet, x, (top + height / 2, top + height + heights[number + 1] / 2))
        top += height
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


def _steps(weighing: Weighing, fonts: tuple[str, ...]) -> list[_Step]:
    prior = math.log(weighing.model.prior / (1 - weighing.model.prior))
    start = f"{chance_text(weighing.model.prior)} before any report"
    steps = [_Step(name="Prior", words=start, start=prior, end=prior, side="prior")]
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
                _Step(
                    name=f"and {notes.plural(len(found) - _MOST, 'more origin')}",
                    amount=_odds(sign * rest),
                    start=at,
                    end=end,
                    side=stance,
                )
            )
            at = end
    steps.append(
        _Step(
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
        steps.append(_Step(name="Neutral, not counted", words=names, start=at, end=at, side="none"))
    return steps


def _witness_step(
    weighing: Weighing, witness: Witness, rank: int, at: float, sign: int, fonts: tuple[str, ...]
) -> _Step:
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
    return _Step(
        name=clean(witness.origin, fonts) or "unnamed",
        words=words,
        amount=_odds(sign * amount),
        start=at,
        end=at + sign * amount,
        whole=at + sign * base if base - amount > 1e-9 else None,
        side=witness.stance,
        ids=witness.reports,
    )


def _limits(steps: Sequence[_Step]) -> tuple[float, float]:
    reached = [at for step in steps for at in (step.start, step.end, step.whole) if at is not None]
    low, high = min(0.0, *reached), max(0.0, *reached)
    # From .27 to .73 at least: a small sum looks small.
    low, high = min(low, -1.0), max(high, 1.0)
    air = (high - low) * 0.04
    return low - air, high + air


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


def _entries(steps: Sequence[_Step], theme: Theme) -> list[Entry]:
    sides = {step.side for step in steps}

    def filled(colour: str) -> Entry:
        def draw(pen: Pen, x: float, y: float) -> None:
            shapes.bar(pen, (x, x + 22), y, theme.bar, colour=colour, share=0.85)

        return Entry(words="", width=22, draw=draw)

    found = []
    if "affirms" in sides:
        found.append(attrs.evolve(filled(theme.affirm), words="speaks for it"))
    if "denies" in sides:
        found.append(attrs.evolve(filled(theme.deny), words="denies it"))
    if any(step.whole is not None for step in steps):

        def ghost(pen: Pen, x: float, y: float) -> None:
            _outline(pen, (x, x + 22), y, theme.bar, theme.muted)

        words = "lost: own interest, or not the first to say so"
        found.append(Entry(words=words, width=22, draw=ghost))
    return found


def _outline(
    pen: Pen, span: tuple[float, float], middle: float, height: float, colour: str
) -> None:
    low, high = sorted(span)
    top, under = middle - height / 2, middle + height / 2
    box = [(low, top), (high, top), (high, under), (low, under), (low, top)]
    dashes = LineCollection(
        [box], colors=[colour], linewidths=0.9, linestyles=[(0, (2.5, 2))], transform=pen.transform
    )
    pen.add(dashes, 2.5)


def _link(pen: Pen, sheet: Sheet, x: float, ends: tuple[float, float]) -> None:
    line = LineCollection(
        [[(x, ends[0]), (x, ends[1])]],
        colors=[sheet.theme.muted],
        linewidths=0.7,
        transform=pen.transform,
    )
    pen.add(line, 2)


def _lines(sheet: Sheet, step: _Step, room: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    size = sheet.theme.label_size
    name = sheet.ruler.wrap(step.name, size, room, lines=3, bold=True)
    words = sheet.ruler.wrap(step.words, size, room, lines=4) if step.words else ()
    return name, words


def _draw(
    pen: Pen,
    sheet: Sheet,
    step: _Step,
    row: tuple[tuple[str, ...], tuple[str, ...]],
    box: tuple[float, float],
    *,
    gutter: float,
    low: float,
    scale: float,
) -> None:
    theme = sheet.theme
    pitch = theme.label_size * _LINE
    y = box[0] + 4.5 + theme.label_size * 0.98
    for bold, lines in ((True, row[0]), (False, row[1])):
        label = f"row:{step.side}" if not bold else f"origin:{step.name}"
        for line in lines:
            colour = theme.ink if bold or step.side == "result" else theme.muted
            write(pen, sheet, (-gutter + 4, y), line, colour=colour, bold=bold, label=label)
            y += pitch
    if step.side == "none":
        return
    middle = box[0] + box[1] / 2
    start, end = (step.start - low) * scale, (step.end - low) * scale
    if step.side in {"prior", "result"}:
        shapes.mark(
            pen,
            [(end, middle)],
            status="one_sided" if step.side == "prior" else "reported",
            phase=None,
            colour=sheet.theme.ink,
            size=theme.mark,
            gid=f"confidence:{step.side}",
        )
        return
    colour = sheet.theme.affirm if step.side == "affirms" else sheet.theme.deny
    if step.whole is not None:
        _outline(pen, (start, (step.whole - low) * scale), middle, theme.bar * 1.5, theme.muted)
    shapes.bar(
        pen, (min(start, end), max(start, end)), middle, theme.bar * 1.5, colour=colour, share=0.85
    )
    whole = start if step.whole is None else (step.whole - low) * scale
    x = max(start, end, whole) + 5
    y = middle + theme.label_size * 0.36
    write(pen, sheet, (x, y), step.amount, label=f"amount:{safe_id(step.name)}")
