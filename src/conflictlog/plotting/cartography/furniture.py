"""What stands around a map: title, legend, and a footer that counts what is not drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
from matplotlib.patches import Rectangle

from conflictlog.plotting.cartography.areas import Layout
from conflictlog.plotting.cartography.boundaries import Boundaries
from conflictlog.plotting.cartography.lettering import Lettering
from conflictlog.plotting.cartography.sites import Gathered, Site
from conflictlog.plotting.cartography.window import Window
from conflictlog.plotting.frame import Frame, make_frame
from conflictlog.plotting.intake import Seen
from conflictlog.plotting.items import title_of
from conflictlog.plotting.legend import Entry, legend_entries
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.notes import plural, sensitive_note
from conflictlog.plotting.scene import MOST_LABELS
from conflictlog.plotting.shapes import Pen, mark
from conflictlog.plotting.theme import Theme

__all__ = [
    "LARGEST_HEAP",
    "bare_frame",
    "base_note",
    "compose",
    "matched_note",
    "ringed",
    "unplaced_note",
    "wants_labels",
]

LARGEST_HEAP = 9  # events: a mark's area grows up to that many
_LISTED = 8
_BASE = (
    "Base map: Natural Earth 1:50m (public domain), cut nearer the United Nations' view; "
    "borders imply no view on the status of any land."
)


def wants_labels(gathered: Gathered, labels: bool | None) -> bool:  # noqa: FBT001
    """Say whether events have labels: to about sixty, or as told."""
    return gathered.total <= MOST_LABELS if labels is None else labels


def ringed(site: Site, view: Window, theme: Theme) -> bool:
    """Say whether a dot's radius can be seen around it."""
    return (site.radius_km or 0.0) * view.points_per_km > theme.mark * 0.75


def compose(
    gathered: Gathered,
    layout: Layout,
    lettering: Lettering,
    view: Window,
    *,
    title: str | None,
    footer: tuple[list[str], list[str]],
    labels: bool | None,
    wide: float,
    theme: Theme,
    ruler: Ruler,
    boundaries: Boundaries | None = None,
) -> Frame:
    """Break the words around the map into lines, and count."""
    drawn = [*layout.dots, *(site for area in layout.areas for site in area.sites)]
    shown = {site.seen.id for site in drawn}
    labelled = wants_labels(gathered, labels)
    unlabelled = left_out_note(lettering.left_out, theme)
    entries = legend_entries(
        statuses=sorted({site.seen.status for site in drawn}),
        phases={site.seen.phase for site in drawn},
        forms=(),
        categories=[
            pair
            for pair in gathered.categories
            if pair[0] and pair[0] in {site.category for site in drawn}
        ],
        theme=theme,
    )
    if layout.areas or (labelled and any(ringed(dot, view, theme) for dot in layout.dots)):
        entries.append(_dashed(theme, wide - 2 * theme.margin, ruler))
    most = max((dot.count for dot in lettering.dots), default=1)
    if most > 1:
        entries.append(_heaped(most, theme))
    hidden = len(shown) < gathered.total
    parts = [f"{len(shown):,} of " * hidden + plural(gathered.total, "event")]
    parts.append("a dot only where the place is known closely, else the area that holds it")
    if not labelled and gathered.total > MOST_LABELS:
        parts.append(f"no labels above {MOST_LABELS} events" if labels is None else "")
    before, after = footer
    notes = list(_counts(gathered, shown, theme))
    dotted = {dot.seen.id for dot in layout.dots}
    if not labelled and (vague := len(shown - dotted)):
        notes.insert(0, f"{vague:,} of them known only to an area, drawn with a dashed edge.")
    if unlabelled:
        notes.append(unlabelled)
    if boundaries is not None:
        regions = {site.region for site in drawn if site.region is not None}
        placed = {site.seen.id for site in drawn if site.region is not None}
        notes.append(matched_note(len(regions), len(placed)))
    return bare_frame(
        title=title,
        subtitle=parts,
        entries=entries,
        footer=[*before, *after, *notes, base_note(view)],
        wide=wide,
        theme=theme,
        ruler=ruler,
    )


def bare_frame(
    *,
    title: str | None,
    subtitle: Sequence[str],
    entries: Sequence[Entry],
    footer: Sequence[str],
    wide: float,
    theme: Theme,
    ruler: Ruler,
) -> Frame:
    """Make the frame of a map: below it stand no ticks."""
    frame = make_frame(
        title=title or "Where it was reported",
        subtitle="; ".join(filter(None, subtitle)),
        entries=entries,
        footer=footer,
        width=wide - 2 * theme.margin,
        theme=theme,
        ruler=ruler,
    )
    return attrs.evolve(frame, below=frame.below - 24.0)


def _heaped(most: int, theme: Theme) -> Entry:
    small, large = theme.mark * 0.6, theme.mark * 0.6 * min(most, LARGEST_HEAP) ** 0.5
    large = min(large, theme.legend_size * 1.5)

    def draw(pen: Pen, x: float, y: float) -> object:
        look = {"status": "reported", "phase": None, "colour": theme.key}
        mark(pen, [(x + small / 2, y)], size=small, **look)  # type: ignore[arg-type]
        return mark(pen, [(x + small + 3 + large / 2, y)], size=large, **look)  # type: ignore[arg-type]

    words = f"larger: several at one place, up to {most:,}"
    return Entry(words=words, width=small + large + 4, draw=draw)


def _dashed(theme: Theme, room: float, ruler: Ruler) -> Entry:
    def draw(pen: Pen, x: float, y: float) -> object:
        for fill in (True, False):
            box = Rectangle(
                (x, y - 4),
                20,
                8,
                facecolor=theme.muted if fill else "none",
                edgecolor="none" if fill else theme.muted,
                alpha=0.15 if fill else None,
                linewidth=1.2,
                linestyle=(0, (3.4, 2.1)),
                transform=pen.transform,
                zorder=5,
            )
            pen.ax.add_artist(box)
            box.set_clip_on(False)
        return None

    words = "somewhere inside, clipped to the country named"
    if ruler.width(words, theme.legend_size) > room - 26:
        words = "somewhere inside"
    return Entry(words=words, width=20.0, draw=draw)


def _counts(gathered: Gathered, shown: set[str], theme: Theme) -> Iterable[str]:
    """Count and list what the map cannot show."""
    placed = {site.seen.id: site.seen for site in gathered.sites}
    outside = [seen for key, seen in placed.items() if key not in shown]
    if gathered.unplaced:
        yield unplaced_note(len(gathered.unplaced), gathered.unplaced, theme)
    if outside:
        titles = [title_of(seen, theme.fonts)[:90] for seen in outside]
        verb = "lies" if len(titles) == 1 else "lie"
        yield f"{len(titles):,} {verb} outside this map: {listed(titles)}."
    count = sum(seen.sensitive for seen in (*placed.values(), *gathered.unplaced))
    if count:
        yield sensitive_note(count)


def unplaced_note(count: int, first: Sequence[Seen], theme: Theme) -> str:
    """Count what has no place, and list the first few."""
    titles = [title_of(seen, theme.fonts)[:90] for seen in first[:_LISTED]]
    return f"{count:,} without a place: {listed(titles, count)}."


def matched_note(areas: int, events: int) -> str:
    """Say what the boundaries given were good for."""
    if not areas:
        return "No place is named as an area of the boundaries given."
    return (
        f"{plural(events, 'event')} known to {plural(areas, 'area')} of the boundaries given, "
        "matched by name or code."
    )


def listed(titles: Sequence[str], count: int | None = None) -> str:
    """List the first few of so many."""
    more = (len(titles) if count is None else count) - min(len(titles), _LISTED)
    named = [title.rstrip(".") for title in titles[:_LISTED]]
    return "; ".join([*named, f"and {more:,} more"] if more > 0 else named)


def left_out_note(sites: Sequence[Site], theme: Theme) -> str:
    """Name what found no room for its label."""
    titles = list(dict.fromkeys(title_of(site.seen, theme.fonts)[:60] for site in sites))
    return f"Drawn without room for a label: {listed(titles)}." if titles else ""


def base_note(view: Window) -> str:
    """Say what the base map is, and in which projection."""
    return f"{_BASE} {view.words}"
