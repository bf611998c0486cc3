"""What stands around a calendar in words: annotations, legend, subtitle, footer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from conflictlog.log import EventLog
from conflictlog.plotting import notes, shapes
from conflictlog.plotting.almanac.cells import AIR, Flag, Shown, corners_of, plain_colour
from conflictlog.plotting.almanac.days import Daily, Of, months_of
from conflictlog.plotting.annotations import Annotate, read_annotations
from conflictlog.plotting.clock import label_parts
from conflictlog.plotting.coverage import coverage_note, hatched_entry
from conflictlog.plotting.legend import Entry
from conflictlog.plotting.sheet import Sheet, write
from conflictlog.plotting.wording import clean

if TYPE_CHECKING:
    from conflictlog.plotting.shapes import Pen
    from conflictlog.plotting.theme import Theme

__all__ = [
    "entries_of",
    "footer_of",
    "list_flags",
    "pitch",
    "read_flags",
    "subtitle_of",
    "title_of",
    "told",
]


def pitch(sheet: Sheet) -> float:
    """Give the height of a line of an annotation."""
    return sheet.theme.label_size * 1.35


def read_flags(annotate: Annotate, found: Daily, sheet: Sheet) -> tuple[list[Flag], int]:
    """Read the annotations; give those that are shown, and how many are not."""
    told = read_annotations(annotate)
    flags = []
    for when, words in told:
        if when is None:
            continue
        known = [day for day in when.local_days if day is not None]
        if not known or known[-1] < found.first or known[0] > found.last:
            continue
        exact = len(known) == 4 and known[0] == known[1] and known[2] == known[3]
        size = sheet.theme.label_size
        line = f"{when.label(months=sheet.theme.months)}: {words}"
        lines = sheet.ruler.wrap(clean(line, sheet.theme.fonts), size, sheet.inner - 14, lines=2)
        flags.append(Flag(first=known[0], last=known[-1], exact=exact, lines=lines))
    flags.sort(key=lambda flag: (flag.first, flag.last, flag.lines))
    return flags, len(told) - len(flags)


def list_flags(pen: Pen, sheet: Sheet, flags: Sequence[Flag], top: float) -> None:
    """List what the annotations say, below the months."""
    y = top + 4
    for flag in flags:
        for number, line in enumerate(flag.lines):
            at = (0.0 if number == 0 else 10.0, y + sheet.theme.label_size)
            write(pen, sheet, at, line, label="annotation")
            y += pitch(sheet)


def title_of(found: Daily, theme: Theme) -> str:
    """Name the time that is shown."""
    if not found.certain.any() and not found.possible.any():
        return "Events by day"
    one, two = (divmod(int(at), 12) for at in months_of(np.array([found.first, found.last])))
    whole = one[1] == 0 and two[1] == 11
    names = [
        f"{1970 + year}" if whole else f"{theme.months[month]} {1970 + year}"
        for year, month in (one, two)
    ]
    return f"Events by day, {' to '.join(dict.fromkeys(names))}"


def subtitle_of(found: Daily, days: Of) -> str:
    """Say how many events, and on which days they count."""
    which = "its start" if found.total == 1 else "their start"
    each = "local day on which it goes on" if found.total == 1 else "local day on which they go on"
    parts = [
        f"{notes.plural(found.total, 'event')} by "
        + (f"local day of {which}" if days == "start" else each)
    ]
    if found.fullest:
        parts.append("the fullest three years")
    return "; ".join(parts)


def told(found: Daily, theme: Theme) -> str:
    """Say for who does not see it which day is the fullest, and how many are empty."""
    if not found.certain.any():
        return "No event is certain on a day."
    at = int(np.argmax(found.certain))
    day = " ".join(label_parts(float(found.first + at), theme.months))
    empty = int((found.certain == 0).sum())
    return (
        f"The fullest day is {day}: {int(found.certain[at]):,} certain. "
        f"{notes.plural(empty, 'day')} of {len(found.certain):,} without a certain event."
    )


def entries_of(page: Shown, theme: Theme, *, noted: bool) -> list[Entry]:
    """Name each look of a day that is in use."""

    def block(colour: shapes.Rgb) -> Entry:
        def draw(pen: Pen, x: float, y: float) -> None:
            cells = PolyCollection(
                [[(x, y - 5.5), (x, y + 5.5), (x + 11, y + 5.5), (x + 11, y - 5.5)]],
                facecolors=[colour], edgecolors="none", transform=pen.transform,
            )  # fmt: skip
            pen.add(cells, 2)

        return Entry(words="", width=11, draw=draw)

    def corner(pen: Pen, x: float, y: float) -> None:
        block(plain_colour(theme)).draw(pen, x, y)
        corners_of(pen, [(x - AIR, y - 5.5 - AIR, 11 + 2 * AIR, 11 + 2 * AIR)], theme)

    def ring(pen: Pen, x: float, y: float) -> None:
        corners = [(x, y - 5.5), (x, y + 5.5), (x + 11, y + 5.5), (x + 11, y - 5.5)]
        edges = [[*corners, corners[0]]]
        line = LineCollection(edges, colors=[theme.ink], linewidths=[1.5], transform=pen.transform)
        pen.add(line, 5)

    found = []
    for number, step in enumerate(page.used):
        noun = "" if number else " event" if step.high == 1 else " events"
        found.append(attrs.evolve(block(step.colour), words=step.words + noun))
    drawn = page.found.certain.any() or page.found.possible.any()
    bare = [page.is_covered(day) for day in page.plain] if drawn else []
    if any(bare):
        plain = block(plain_colour(theme))
        found.append(attrs.evolve(plain, words="none certain"))
    if page.found.possible.any():
        found.append(Entry(words="more may be on it, or on another day", width=11, draw=corner))
    if noted:
        found.append(Entry(words="noted below", width=11, draw=ring))
    if not all(bare):
        found.append(hatched_entry(theme))
    return found


def footer_of(
    log: EventLog, page: Shown, unseen: int, footer: str | None, fonts: tuple[str, ...]
) -> list[str]:
    """Give the sources, what is not shown, and what is covered."""
    found = page.found
    lines = [footer] if footer else []
    lines.append(notes.credits_note(log, fonts))
    told = []
    for count, words in (
        (found.unrealised, "planned or cancelled, not counted"),
        (found.undated, "without a known time, not counted"),
        (found.before, "before the days shown"),
        (found.after, "after the days shown"),
    ):
        if count:
            told.append(f"{count:,} {words}")
    if unseen:
        told.append(f"{notes.plural(unseen, 'annotation')} undated or outside, not drawn")
    if told:
        lines.append(f"{'; '.join(told)}.")
    lines.append(coverage_note(log, page.gaps, empty="day"))
    return lines
