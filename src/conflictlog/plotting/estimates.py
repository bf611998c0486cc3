"""Each claimant's number as a range, by event and scope; never an average."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Unpack

import attrs
from matplotlib.axes import Axes

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.plotting import notes, shapes
from conflictlog.plotting.describing import tell
from conflictlog.plotting.draw import FLAT
from conflictlog.plotting.legend import Entry, legend_entries
from conflictlog.plotting.page import Page
from conflictlog.plotting.sheet import (
    Around,
    Sheet,
    band,
    lay,
    open_sheet,
    say_empty,
    value_ticks,
    write,
)
from conflictlog.plotting.statements import (
    Block,
    Statement,
    amount_words,
    blocks_of,
    events_with,
    read_names,
)
from conflictlog.plotting.wording import clean, in_words, safe_id

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.plotting.shapes import Pen
    from conflictlog.plotting.theme import Theme
    from conflictlog.report import Estimate

__all__ = ["estimates"]

_LINE = 1.28
_AIR = 8.0  # points left of zero
_OPEN = 46.0  # points of a bar whose other end nobody states
_FAR = 400.0  # past this ratio of the largest to the smallest number the axis is logarithmic


def estimates(
    events: Iterable[Event],
    names: str | Iterable[str],
    *,
    most: int = 40,
    **page: Unpack[Page],
) -> Axes:
    """Draw what each claimant states of a count, one row a claimant.

    A bar runs from the low to the high number, a mark stands at the best; one end alone fades
    into an arrow, and words without a number stay words. Numbers for different scopes stand
    in different blocks. Nothing is summed, nothing averaged.

    Parameters
    ----------
    events
        A log, or any iterable of events.
    names
        "downed", or several: ("launched", "downed").
    most
        Events drawn, the first in time; the others are counted in the footer.
    **page
        Axes, title, theme, width, footer and locale, as in `conflictlog.plotting.Page`.

    Returns
    -------
    Axes
        The count along x (its logarithm where the subtitle says so), points down along y.

    Raises
    ------
    UnknownName
        For a count that no report states and no vocabulary has; the nearest is named.
    InvalidValue
        For a width under 3 inches, or axes too small for the rows.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> from conflictlog.report import Report
    >>> raid = Event(reports=[Report(source="AFP", claimant="Ukraine", estimates={"downed": 30})])
    >>> ax = estimates([raid], "downed")
    >>> [text.get_text() for text in ax.texts if text.get_label() == "amount"]
    ['30']
    """
    counts = read_names(names)
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise InvalidValue(
            f"most is {most!r}", expected="a whole number from 1", remedy="leave it out for 40"
        )
    sheet = open_sheet(page)
    fonts = sheet.theme.fonts
    events = events if isinstance(events, EventLog) else list(events)
    found = events_with(events, counts)
    blocks = [block for event in found[:most] for block in blocks_of(event, counts, sheet.theme)]
    scale = _Scale.over(one.estimate for block in blocks for one in block.statements)
    gutter = min(max(sheet.inner * 0.36, 84.0), 230.0) if blocks else 0.0
    told = [one.estimate for block in blocks for one in block.statements]
    # Words stand right of the marks: the largest number ends where they still have room.
    span = sheet.inner - gutter
    numbered = [one for one in told if _is_numbered(one)]
    size = sheet.theme.label_size
    sizes = [sheet.ruler.width(_words(one, sheet.theme), size) for one in numbered]
    wide = min(max(sizes, default=0.0) + 1, span * 0.42)
    arrow = _OPEN if any(one.low is not None and one.high is None for one in told) else 0.0
    room = max(span - wide - arrow - 2 * _AIR - 8.0, 24.0)
    rows = [
        row for block in blocks for row in _rows(sheet, block, gutter - 18, (wide, span - 2 * _AIR))
    ]
    _drop_repeats(rows)
    named = ", ".join(clean(in_words(name), fonts) for name in counts)
    around = Around(
        title=f"{named}: who states what" if sheet.title is None else sheet.title,
        subtitle=_subtitle(found[:most], blocks, logarithmic=scale.logarithmic),
        entries=_entries(blocks, counts, sheet.theme),
        footer=_footer(events, found, most, sheet.footer, fonts),
    )
    body = sum(row.height for row in rows) if rows else 90.0
    limits = (-_AIR / room * scale.most, (span - _AIR) / room * scale.most)
    pen = lay(sheet, around, gutter=gutter, height=body, limits=limits)
    tell(pen.ax, "Ranges, one row a claimant")
    if not rows:
        say_empty(pen, sheet, f"no report states {named}" if len(events) else "no events")
        return pen.ax
    if numbered:
        value_ticks(pen, sheet, [(_AIR + at * room, words) for at, words in scale.ticks(room)])
    top, number = 0.0, 0
    for row in rows:
        number += row.first
        if number % 2:
            band(pen, sheet, top, row.height, gutter)
        if row.statement is None:
            # The grid stops behind words.
            paper = sheet.theme.band if number % 2 else sheet.theme.paper
            shapes.patch(pen, (0.5, top, span - 1, row.height), paper, 1.5)
        _draw(pen, sheet, row, top, gutter=gutter, room=room, scale=scale, counts=counts)
        top += row.height
    return pen.ax


@attrs.frozen(kw_only=True)
class _Scale:
    """Where a number stands, from 0 to 1."""

    most: float
    logarithmic: bool
    top: float

    @classmethod
    def over(cls, told: Iterable[Estimate]) -> _Scale:
        numbers = [
            float(part)
            for one in told
            for part in (one.low, one.best, one.high)
            if part is not None
        ]
        top = max(numbers, default=1.0) or 1.0
        least = min((number for number in numbers if number > 0), default=top)
        far = top / least > _FAR
        return cls(most=math.log10(1 + top) if far else top, logarithmic=far, top=top)

    def share(self, number: float) -> float:
        return math.log10(1 + number) / self.most if self.logarithmic else number / self.most

    def ticks(self, room: float) -> list[tuple[float, str]]:
        if self.logarithmic:
            powers = [10.0**power for power in range(math.floor(math.log10(self.top)) + 1)]
            return [(self.share(at), f"{at:,.0f}") for at in (0.0, *powers)]
        wanted = self.top / max(room / 62.0, 1.0)
        power = 10.0 ** math.floor(math.log10(wanted))
        step = next(power * one for one in (1, 2, 5, 10) if power * one >= wanted * 0.999)
        step = max(step, 1.0) if self.top >= 1 else step
        count = math.floor(self.top / step + 1e-9)
        return [
            (self.share(number * step), f"{number * step:,.10g}") for number in range(count + 1)
        ]


@attrs.define(kw_only=True)
class _Row:
    """A heading, a scope, or a claimant."""

    block: Block
    lines: tuple[str, ...]
    dates: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    statement: Statement | None = None
    height: float
    first: bool = False


def _words(estimate: Estimate, theme: Theme) -> str:
    return clean(amount_words(estimate), theme.fonts) or "in unreadable words"


def _is_numbered(estimate: Estimate) -> bool:
    return any(part is not None for part in (estimate.low, estimate.best, estimate.high))


def _rows(sheet: Sheet, block: Block, room: float, wide: tuple[float, float]) -> list[_Row]:
    theme, ruler = sheet.theme, sheet.ruler
    pitch = theme.label_size * _LINE
    whole = sheet.inner - 12
    heading = ruler.wrap(block.heading, theme.label_size, whole, lines=2, bold=True)
    dates = ruler.wrap(block.date, theme.label_size, whole, lines=1)
    scope = ", ".join(part for part in (in_words(block.name), block.scope) if part)
    told = ruler.wrap(f"{scope} - {block.basis}", theme.label_size, whole - 12, lines=2)
    rows = [
        _Row(
            block=block,
            lines=heading,
            dates=dates,
            height=pitch * (len(heading) + len(dates)) + 6,
            first=True,
        ),
        _Row(block=block, lines=told, height=pitch * len(told) + 4),
    ]
    for one in block.statements:
        side = {"self": " (own interest)", "against": " (against its interest)"}
        name = one.teller + side.get(one.interest or "", "")
        lines = ruler.wrap(name, theme.label_size, room, lines=3)
        words = _words(one.estimate, theme)
        # Words without a number have the whole width.
        words_room = wide[0] if _is_numbered(one.estimate) else wide[1]
        told = ruler.wrap(words, theme.label_size, words_room, lines=3)
        rows.append(
            _Row(
                block=block,
                lines=lines,
                words=told,
                statement=one,
                height=pitch * max(len(lines), len(told)) + 5,
            )
        )
    rows[-1].height += 6
    return rows


def _drop_repeats(rows: list[_Row]) -> None:
    """Write an event's heading once, whatever the number of its counts and scopes."""
    headings = [row for row in rows if row.first]
    for one, two in itertools.pairwise(headings):
        if one.block.event is two.block.event:
            rows.remove(two)


def _colour(name: str, counts: Sequence[str], theme: Theme) -> str:
    place = counts.index(name)
    return theme.palette[place] if place < len(theme.palette) else theme.other


def _draw(
    pen: Pen,
    sheet: Sheet,
    row: _Row,
    top: float,
    *,
    gutter: float,
    room: float,
    scale: _Scale,
    counts: Sequence[str],
) -> None:
    theme = sheet.theme
    pitch = theme.label_size * _LINE
    colour = _colour(row.block.name, counts, theme)
    y = top + 3 + theme.label_size * 0.98
    indent = 4 if row.first else 10 if row.statement is None else 14
    if row.statement is None and not row.first:
        shapes.patch(pen, (-gutter + 3, top + 3, 3.5, pitch * len(row.lines)), colour, 2)
    kind = "event" if row.first else "scope" if row.statement is None else "teller"
    for line in (*row.lines, *row.dates):
        muted = row.statement is None and (not row.first or line in row.dates)
        write(
            pen,
            sheet,
            (-gutter + indent, y),
            line,
            colour=theme.muted if muted else theme.ink,
            bold=row.first and line in row.lines,
            label=kind,
        )
        y += pitch
    if row.statement is None:
        return
    middle = top + 3 + pitch / 2
    x = _range(pen, sheet, row.statement, middle, colour=colour, room=room, scale=scale)
    for number, line in enumerate(row.words):
        at = (x, top + 3 + theme.label_size * 0.98 + number * pitch)
        write(pen, sheet, at, line, label="amount")


def _range(
    pen: Pen,
    sheet: Sheet,
    one: Statement,
    y: float,
    *,
    colour: str,
    room: float,
    scale: _Scale,
) -> float:
    """Draw bar and mark of a statement; give where its words begin."""
    told, theme = one.estimate, sheet.theme

    def at(number: float) -> float:
        return _AIR + scale.share(number) * room

    reached = _AIR
    known = sorted(number for number in (told.low, told.high) if number is not None)
    if len(known) == 2:
        low, high = at(known[0]), at(known[1])
        if high > low:
            shapes.bar(pen, (low, high), y, theme.bar, colour=colour, share=FLAT)
        shapes.end_ticks(pen, [(low, y), (high, y)], theme.bar, colour)
        reached = high + 6
    elif known:
        edge = at(known[0])
        shapes.end_ticks(pen, [(edge, y)], theme.bar, colour)
        end = edge + _OPEN if told.low is not None else max(edge - _OPEN, 0.0)
        if told.low is not None:
            shapes.open_arrow(pen, end, y, theme.bar, side="right", colour=colour)
            reached = end + 6
        else:
            shapes.open_arrow(pen, end, y, theme.bar, side="left", colour=colour)
            reached = edge + 6
        shapes.bar(
            pen,
            (min(edge, end), max(edge, end)),
            y,
            theme.bar,
            colour=colour,
            share=lambda x: FLAT * (1 - abs(x - edge) / max(abs(end - edge), 1e-9)),
        )
    if told.best is not None:
        shapes.mark(
            pen,
            [(at(told.best), y)],
            status=one.status,
            phase=None,
            colour=colour,
            size=theme.mark,
            gid=f"estimate:{safe_id(one.teller)}",
        )
        reached = max(reached, at(told.best) + theme.mark * 0.7 + 4)
    return reached


def _subtitle(found: Sequence[Event], blocks: Sequence[Block], *, logarithmic: bool) -> str:
    stated = sum(len(block.statements) for block in blocks)
    parts = [f"{notes.plural(stated, 'statement')} on {notes.plural(len(found), 'event')}"]
    parts.append("each as stated, by scope; nothing summed or averaged")
    if logarithmic:
        parts.append("logarithmic axis")
    return "; ".join(parts)


def _entries(blocks: Sequence[Block], counts: Sequence[str], theme: Theme) -> list[Entry]:
    stated = [one for block in blocks for one in block.statements]
    used = [name for name in counts if any(block.name == name for block in blocks)]
    told = [one.estimate for one in stated]
    categories = [(in_words(name), _colour(name, counts, theme)) for name in used]
    found = legend_entries(
        statuses=[one.status for one in stated if one.estimate.best is not None],
        phases=(),
        forms=(),
        categories=[(clean(name, theme.fonts), colour) for name, colour in categories],
        theme=theme,
    )

    def both(pen: Pen, x: float, y: float) -> None:
        shapes.bar(pen, (x, x + 24), y, theme.bar, colour=theme.key, share=FLAT)
        shapes.end_ticks(pen, [(x, y), (x + 24, y)], theme.bar, theme.key)

    def open_end(pen: Pen, x: float, y: float) -> None:
        shapes.end_ticks(pen, [(x, y)], theme.bar, theme.key)
        shapes.open_arrow(pen, x + 22, y, theme.bar, side="right", colour=theme.key)

    if any(one.low is not None and one.high is not None for one in told):
        found.append(Entry(words="lowest to highest", width=24, draw=both))
    if any((one.low is None) != (one.high is None) for one in told):
        found.append(Entry(words="other end not stated", width=24, draw=open_end))
    return found


def _footer(
    events: Iterable[Event],
    found: Sequence[Event],
    most: int,
    footer: str | None,
    fonts: tuple[str, ...],
) -> list[str]:
    lines = [footer] if footer else []
    lines.append(notes.credits_note(events, fonts) or notes.sources_note(found, fonts))
    if len(found) > most:
        lines.append(f"{most:,} of {len(found):,} events with such a count shown, first in time.")
    sensitive = sum(event.sensitive for event in found[:most])
    if sensitive:
        lines.append(notes.sensitive_note(sensitive))
    return lines
