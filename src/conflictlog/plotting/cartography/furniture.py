"""What stands around a map: title, legend, and a footer that counts what is not drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
from matplotlib.patches import Rectangle

from conflictlog.plotting.cartography.areas import Layout
from conflictlog.plotting.cartography.lettering import Lettering
from conflictlog.plotting.cartography.sites import Gathered, Site
from conflictlog.plotting.cartography.view import View
from conflictlog.plotting.frame import Frame, make_frame
from conflictlog.plotting.items import title_of
from conflictlog.plotting.legend import Entry, legend_entries
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.notes import plural, sensitive_note
from conflictlog.plotting.scene import MOST_LABELS
from conflictlog.plotting.shapes import Pen
from conflictlog.plotting.theme import Theme

__all__ = ["compose", "ringed", "wants_labels"]

_LISTED = 8
_BASE = (
    "Base map: Natural Earth 1:50m (public domain), cut nearer the United Nations' view; "
    "borders imply no view on the status of any land."
)


def wants_labels(gathered: Gathered, labels: bool | None) -> bool:  # noqa: FBT001
    """Say whether events have labels: to about sixty, or as told."""
    return gathered.total <= MOST_LABELS if labels is None else labels


def ringed(site: Site, view: View, theme: Theme) -> bool:
    """Say whether a dot's radius can be seen around it."""
    return (site.radius_km or 0.0) * view.points_per_km > theme.mark * 0.75


def compose(
    gathered: Gathered,
    layout: Layout,
    lettering: Lettering,
    view: View,
    *,
    title: str | None,
    footer: tuple[list[str], list[str]],
    labels: bool | None,
    wide: float,
    theme: Theme,
    ruler: Ruler,
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
            pair for pair in gathered.categories if pair[0] in {site.category for site in drawn}
        ],
        theme=theme,
    )
    if layout.areas or (labelled and any(ringed(dot, view, theme) for dot in layout.dots)):
        entries.append(_dashed(theme))
    hidden = len(shown) < gathered.total
    parts = [f"{len(shown):,} of " * hidden + plural(gathered.total, "event")]
    parts.append("a dot only where the place is known closely, else the area that holds it")
    if not labelled and gathered.total > MOST_LABELS:
        parts.append(f"no labels above {MOST_LABELS} events" if labels is None else "")
    before, after = footer
    frame = make_frame(
        title=title or "Where it was reported",
        subtitle="; ".join(filter(None, parts)),
        entries=entries,
        footer=[
            *before,
            *after,
            *_counts(gathered, shown, theme),
            *filter(None, [unlabelled]),
            _scale_note(view),
        ],
        width=wide - 2 * theme.margin,
        theme=theme,
        ruler=ruler,
    )
    # No ticks stand below a map.
    return attrs.evolve(frame, below=frame.below - 24.0)


def _dashed(theme: Theme) -> Entry:
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

    return Entry(words="somewhere inside, clipped to the country named", width=20.0, draw=draw)


def _counts(gathered: Gathered, shown: set[str], theme: Theme) -> Iterable[str]:
    """Count and list what the map cannot show."""
    placed = {site.seen.id: site.seen for site in gathered.sites}
    outside = [seen for key, seen in placed.items() if key not in shown]
    if gathered.unplaced:
        titles = [title_of(seen, theme.fonts)[:90] for seen in gathered.unplaced]
        yield f"{len(titles):,} without a place: {listed(titles)}."
    if outside:
        titles = [title_of(seen, theme.fonts)[:90] for seen in outside]
        verb = "lies" if len(titles) == 1 else "lie"
        yield f"{len(titles):,} {verb} outside this map: {listed(titles)}."
    count = sum(seen.sensitive for seen in (*placed.values(), *gathered.unplaced))
    if count:
        yield sensitive_note(count)


def listed(titles: Sequence[str]) -> str:
    """List the first few."""
    more = len(titles) - _LISTED
    named = [title.rstrip(".") for title in titles[:_LISTED]]
    return "; ".join([*named, f"and {more:,} more"] if more > 0 else named)


def left_out_note(sites: Sequence[Site], theme: Theme) -> str:
    """Name what found no room for its label."""
    titles = list(dict.fromkeys(title_of(site.seen, theme.fonts)[:60] for site in sites))
    return f"Drawn without room for a label: {listed(titles)}." if titles else ""


def _scale_note(view: View) -> str:
    side = "N" if view.middle >= 0 else "S"
    return f"{_BASE} Equirectangular, true to scale at {abs(view.middle):.0f}\u00b0 {side}."
