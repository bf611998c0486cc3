"""`to_html`: a log as one page with linked charts and a table."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from matplotlib.colors import to_rgb

from conflictlog._lazy import require
from conflictlog.atomic import atomic_path
from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.plotting.interactive.charts import map_spec, timeline_spec
from conflictlog.plotting.interactive.content import Content, gather_content
from conflictlog.plotting.interactive.land import Plane, scenery
from conflictlog.plotting.interactive.page import compose_page
from conflictlog.plotting.interactive.spots import Spots, find_spots, place_table, view_of
from conflictlog.plotting.layout import Scale
from conflictlog.plotting.notes import default_title, plural, sensitive_note
from conflictlog.plotting.page import theme_of
from conflictlog.plotting.theme import Theme
from conflictlog.weighing_columns import shown_places

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["to_html"]

#: Events that a browser draws one by one without strain.
LIMIT = 20_000
_DAY_MS = 86_400_000
_VIEWPOINT = (
    "Outlines: Natural Earth, 1:50 million, public domain, cut nearer the United Nations' view. "
    "Borders imply no view on the status of any land."
)


def to_html(
    log: EventLog,
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    lanes: str | Callable[[Event], object | None] = "kind",
    window: object = None,
    tz: str | None = None,
    theme: Theme | None = None,
    footer: str | None = None,
    locale: str | None = None,
    limit: int = LIMIT,
) -> Path:
    """Write a log as one HTML file: a timeline and a map that filter each other, and a table.

    The file makes no network request and needs no other file. Up to `limit` events each has
    its bar, its mark and its row; above, the page holds counts by lane, period and map cell,
    and says so.

    Parameters
    ----------
    log
        The log.
    path
        The file to write; it is replaced whole or left as it was.
    title
        The subject.
    lanes
        As in the timeline: "kind", "family", "group", "actor", "place", "country", "none", or
        a function of an event.
    window
        What `When` reads; dated events outside it are left out and counted.
    tz
        Zone of the time axis. Left out, the zone that all zoned events share, else UTC.
    theme
        Colours. Left out, light or dark as the reader prefers; a theme that is given is what
        the page opens with, and a button changes it.
    footer
        Said before the sources and counts.
    locale
        Language of the months' names, "uk"; any but English needs the extra ``locale``.
    limit
        Most events that the page holds one by one.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    MissingExtra
        Where Altair or vl-convert is not installed.
    FileNotReadable
        Where the folder is missing or may not be written.
    UnknownName
        For lanes, a zone or a language that nobody knows.

    Examples
    --------
    >>> import tempfile
    >>> from conflictlog.datasets import minsk_kyiv_2022
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = to_html(minsk_kyiv_2022(), Path(folder) / "kyiv.html", title="Kyiv")
    ...     page.name, page.read_text(encoding="utf-8").startswith("<!doctype html>")
    ('kyiv.html', True)
    """
    if not isinstance(log, EventLog):
        raise InvalidValue(
            f"log is a {type(log).__name__}", expected="an EventLog", remedy="EventLog(events)"
        )
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
        raise InvalidValue(
            f"limit is {limit!r}",
            expected="a number of events, 0 or more",
            remedy="leave it out for 20000",
        )
    for package in ("altair", "vl_convert"):
        require(package, extra="html", purpose="to_html()")
    light, dark, start = _looks(theme, locale)
    options: dict[str, Any] = {"lanes": lanes, "window": window, "tz": tz}
    if len(log) > limit:
        from conflictlog.plotting.interactive.counting import count_content

        found, spots, plane = count_content(log, **options, light=light, dark=dark)
    else:
        found = gather_content(log, **options, light=light, dark=dark)
        table = place_table(shown_places(log.frame[found.rows]))
        plane = Plane(view_of(table))
        spots = find_spots(table, plane)
        hidden = len(spots.outside)
        found = attrs.evolve(found, placed=len(set(spots.event)) - hidden, hidden=hidden)
    text = compose_page(
        title=title or _span(found, light.months),
        subtitle=_subtitle(found, len(log)),
        footer=_footer(log, found, footer),
        words=_words(found, spots, light.months),
        data=_data(found, spots, plane, light.months),
        light=light,
        dark=dark,
        start=start,
    )
    target = Path(path)
    with atomic_path(target) as fresh:
        fresh.write_text(text, encoding="utf-8", newline="\n")
    return target


def _looks(given: Theme | None, locale: str | None) -> tuple[Theme, Theme, str]:
    """Give the light and the dark look, and which of them the page opens with."""
    theme = theme_of({"theme": given, "locale": locale})
    dark = Theme.dark(locale=theme.locale)
    if given is None:
        return theme, dark, "auto"
    if sum(to_rgb(theme.paper)) < 1.5:
        return attrs.evolve(Theme(), locale=theme.locale), theme, "dark"
    return theme, dark, "light"


def _data(found: Content, spots: Spots, plane: Plane, months: Sequence[str]) -> dict[str, Any]:
    counts = found.tally is not None
    return {
        "counts": counts,
        **(found.tally or {}),
        "total": found.total,
        "domain": list(found.domain),
        "lanes": found.lanes,
        "categories": found.categories,
        "events": found.events,
        "reports": found.reports,
        "plane": {"box": list(plane.box), "squeeze": plane.squeeze},
        "spots": {name: getattr(spots, name) for name in ("event", "x", "y", "km", "area")},
        "areas": spots.areas,
        "rings": spots.rings,
        "scenery": scenery(plane),
        "timeline": timeline_spec(
            found.domain, found.height, found.bar, months=months, counts=counts
        ),
        "map": map_spec(plane.box, counts=counts),
    }


def _span(found: Content, months: Sequence[str]) -> str:
    low, high = (at / _DAY_MS for at in found.domain)
    dated = found.total - found.undated
    return default_title(Scale(low=low, high=high, width=1.0), dated, months)


def _subtitle(found: Content, total: int) -> str:
    hidden = found.total < total
    parts = [f"{found.total:,} of " * hidden + plural(total, "event")]
    if found.tally is not None:
        parts.append(
            f"too many to draw one by one: counted by lane, {found.tally['period']} and map cell; "
            "pale where the period is not certain"
        )
    else:
        parts.append("pale bars: when it possibly was; strong bars: when it certainly was")
    if found.zone is None:
        parts.append("local days, no time zone given")
    elif found.shifted:
        parts.append(f"drawn in {found.zone}, dates in words are local")
    else:
        parts.append(f"times in {found.zone}")
    return "; ".join(parts)


def _footer(log: EventLog, found: Content, own: str | None) -> list[str]:
    unplaced = found.total - found.placed - found.hidden
    listed = ": in the table, not on the map" * (found.tally is None)
    counts = [
        f"{found.total:,} of {plural(len(log), 'event')} on this page",
        f"{plural(found.outside, 'lies', 'lie')} outside the window" if found.outside else "",
        f"{plural(found.beyond, 'lies', 'lie')} beyond the ends of the axis, which holds the bulk"
        f"{': an arrow at its edge' * (found.tally is None)}"
        if found.beyond
        else "",
        f"{found.undated:,} undated: in the table, not on the timeline" if found.undated else "",
        f"{unplaced:,} without a place that a map can show{listed}" if unplaced else "",
        f"{plural(found.hidden, 'lies', 'lie')} outside the frame of the map, which ends short of "
        f"the poles{listed}"
        if found.hidden
        else "",
    ]
    named = log.credits()
    return [
        own or "",
        f"Sources: {'; '.join(named)}." if named else "",
        "; ".join(part for part in counts if part) + ".",
        _VIEWPOINT,
        sensitive_note(found.sensitive),
    ]


def _words(found: Content, spots: Spots, months: Sequence[str]) -> dict[str, str]:
    counted = found.tally is not None
    lanes = ", ".join(lane["name"] for lane in found.lanes[:12] if lane["name"])
    return {
        "colour": "Colour: category" if found.categories else "",
        "alt_time": f"Timeline of {plural(found.total - found.undated, 'dated event')}. "
        f"{_span(found, months)}. "
        f"Lanes: {lanes or 'none'}. The table below holds the same events.",
        "alt_map": f"Map of {plural(found.placed, 'event')} with a place, "
        f"{plural(len(spots.areas), 'of the places is an area', 'of the places are areas')}. "
        "The table holds the same events.",
        "key": "Height: number of events that begin in the period."
        if counted
        else "\u25cf not contested  \u25cb claimed by one side  \u25c7 contested or denied  "
        "dotted: planned  struck through: cancelled  \u25c2 \u25b8 it goes on, or lies, beyond "
        "the edge",
        "map_key": "Disc: events in the cell. Dashed: countries in which events lie somewhere."
        if counted
        else "Dot: known closely. Dashed: the area in which it lies somewhere. Dots at one spot "
        "stand around it; many of them are one disc with their number.",
        "table_title": "Counts" if counted else "Events",
        "caption": "Lanes, following the filters above."
        if counted
        else "Follows the filters above. Open a row for its reports; arrow keys move from row "
        "to row.",
    }
