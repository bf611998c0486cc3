"""What stands around a timeline in words: subtitle and footer, computed and never typed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from conflictlog.plotting.clock import label_parts
from conflictlog.plotting.items import title_of
from conflictlog.plotting.layout import Scale
from conflictlog.plotting.wording import clean
from conflictlog.when.wording import MONTHS

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.plotting.intake import Seen
    from conflictlog.plotting.scene import Scene

__all__ = [
    "counts_note",
    "credits_note",
    "default_title",
    "sensitive_note",
    "sources_note",
    "subtitle",
    "undated_note",
    "zone_note",
]

_MOST_SOURCES = 6
MOST_UNDATED = 8


def plural(count: int, one: str, many: str | None = None) -> str:
    """Give a count and its noun.

    Examples
    --------
    >>> plural(1, "event"), plural(2, "event")
    ('1 event', '2 events')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def default_title(scale: Scale, count: int, months: Sequence[str] = MONTHS) -> str:
    """Name the stretch of time, where nobody names the subject."""
    if not count:
        return "Events"
    day, month, year = label_parts(scale.low, months)
    last_day, last_month, last_year = label_parts(math.nextafter(scale.high, -math.inf), months)
    end = f"{last_day} {last_month} {last_year}"
    if (day, month, year) == (last_day, last_month, last_year):
        return f"Events of {end}"
    start = f"{day} {month}" + (f" {year}" if year != last_year else "")
    return f"Events, {start} to {end}"


def zone_note(zone: str | None, *, shifted: bool) -> str:
    """Say in which zone times are drawn.

    Examples
    --------
    >>> zone_note("Europe/Kyiv", shifted=False)
    'times in Europe/Kyiv'
    """
    if zone is None:
        return "local days, no time zone given"
    return f"drawn in {zone}, dates in words are local" if shifted else f"times in {zone}"


def subtitle(scene: Scene, *, doubt: str | None, reason: str | None) -> str:
    """Say how many events, how doubt is drawn, and in which zone."""
    hidden = len(scene.drawn) < scene.total
    parts = [f"{len(scene.drawn):,} of " * hidden + plural(scene.total, "event")]
    if reason:
        parts.append(reason)
    if doubt:
        parts.append(doubt)
    parts.append(zone_note(scene.zone, shifted=scene.shifted))
    return "; ".join(parts)


def _date_in_words(published: str, months: Sequence[str]) -> str:
    parts = published[:10].split("-")
    try:
        words = [str(int(parts[2])) if len(parts) > 2 else "", months[int(parts[1]) - 1]]
    except (IndexError, ValueError):
        return published[:10]
    return " ".join(word for word in (*words, parts[0]) if word)


def sources_note(
    events: Iterable[Event], fonts: tuple[str, ...], months: Sequence[str] = MONTHS
) -> str:
    """Name the outlets, with their wires and days of publication, most used first."""
    days: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    for event in events:
        for report in event.reports:
            source = report.source
            if source is None:
                continue
            name = f"{source.outlet} ({source.wire})" if source.wire else source.outlet
            days.setdefault(name, [])
            counts[name] = counts.get(name, 0) + 1
            if source.published:
                days[name].append(source.published[:10])
    if not days:
        return ""
    ordered = sorted(days, key=lambda name: (-counts[name], name))
    words = []
    for name in ordered[:_MOST_SOURCES]:
        first, last = min(days[name], default=""), max(days[name], default="")
        span = [_date_in_words(day, months) for day in dict.fromkeys((first, last)) if day]
        words.append(
            ", ".join([clean(name, fonts), " to ".join(span)] if span else [clean(name, fonts)])
        )
    if len(ordered) > _MOST_SOURCES:
        words.append(f"and {len(ordered) - _MOST_SOURCES} more")
    return f"Sources: {'; '.join(words)}."


def credits_note(log: object, fonts: tuple[str, ...]) -> str:
    """Give the credits of a log, which name its data sets and its outlets."""
    give = getattr(log, "credits", None)
    if not callable(give):
        return ""
    found = give()
    lines = found.splitlines() if isinstance(found, str) else [str(line) for line in found or ()]
    kept = [cleaned for line in lines if (cleaned := clean(line, fonts))]
    return f"Sources: {'; '.join(kept)}." if kept else ""


def counts_note(scene: Scene, scale: Scale, fonts: tuple[str, ...]) -> str:
    """Count what is shown, outside, begun before, running past and undated."""
    inside = [item for item in scene.drawn if scale.side(item) is None]
    begun = sum(item.s0 < scale.low for item in inside)
    running = sum(item.e1 > scale.high for item in inside)
    parts = [f"{len(scene.drawn):,} of {plural(scene.total, 'event')} shown"]
    where = "shown at its edge" if scene.at_edge else "not shown"
    if scene.before:
        parts.append(f"{plural(scene.before, 'lies', 'lie')} before the window, {where}")
    if scene.after:
        parts.append(f"{plural(scene.after, 'lies', 'lie')} after the window, {where}")
    if begun:
        parts.append(
            f"{plural(begun, 'begins or may begin', 'begin or may begin')} before the window"
        )
    if running:
        parts.append(f"{plural(running, 'runs or may run', 'run or may run')} past the window")
    if undated := undated_note(scene.total - scene.dated, scene.undated, fonts):
        parts.append(undated)
    return "; ".join(parts).rstrip(".") + "."


def undated_note(count: int, first: Sequence[Seen], fonts: tuple[str, ...]) -> str:
    """Count the undated events and name the first of them; "" for none."""
    if not count:
        return ""
    titles = [title_of(seen, fonts)[:90] for seen in first]
    if count > len(titles):
        titles.append(f"and {count - len(titles):,} more")
    return f"{count:,} undated: {'; '.join(titles)}"


def sensitive_note(count: int) -> str:
    """Warn before a picture with so many sensitive events is published; "" for none."""
    if not count:
        return ""
    return f"{plural(count, 'event is', 'events are')} marked sensitive: redact before publishing."
