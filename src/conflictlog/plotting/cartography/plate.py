"""What a map is made of: single events, or a crowd of them; each frames and draws itself."""

from __future__ import annotations

import abc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import attrs
from matplotlib.axes import Axes

from conflictlog.plotting.cartography.areas import Layout, lay_out
from conflictlog.plotting.cartography.boundaries import Boundaries
from conflictlog.plotting.cartography.colouring import By
from conflictlog.plotting.cartography.crowd import Crowd, crowd_reach, gather_crowd
from conflictlog.plotting.cartography.density import (
    MOST_MARKS,
    Density,
    bin_crowd,
    draw_density,
    frame_density,
)
from conflictlog.plotting.cartography.furniture import compose, unplaced_note
from conflictlog.plotting.cartography.lettering import Lettering, arrange
from conflictlog.plotting.cartography.nearby import Nearby, rows_near
from conflictlog.plotting.cartography.sheet import draw_ground, draw_marks, say_nothing
from conflictlog.plotting.cartography.sites import Gathered, gather
from conflictlog.plotting.cartography.view import circle, country_box, unrolled
from conflictlog.plotting.cartography.window import Box, Window
from conflictlog.plotting.describing import count_names, count_sides
from conflictlog.plotting.frame import Frame
from conflictlog.plotting.intake import Intake
from conflictlog.plotting.labels import Labels
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.notes import plural
from conflictlog.plotting.scene import MOST_LABELS
from conflictlog.plotting.theme import Theme

__all__ = ["Plate", "Words", "make_plate"]

_LARGEST_LAND = 32.0  # degrees: a larger country is filled where the map shows it


@attrs.frozen(kw_only=True)
class Words:
    """What is written around the map, apart from what is counted."""

    title: str | None
    footer: tuple[list[str], list[str]]
    wide: float


@attrs.frozen(kw_only=True, eq=False)
class Plate(abc.ABC):
    """A map's content, asked for its reach and its frame before it is drawn."""

    theme: Theme
    ruler: Ruler
    words: Words
    boundaries: Boundaries | None

    @abc.abstractmethod
    def reach(self) -> Box | None:
        """Give the box around all there is; None where nothing has a place."""

    @abc.abstractmethod
    def framed(self, view: Window) -> Frame:
        """Give the words around a window."""

    @abc.abstractmethod
    def told(self, view: Window) -> Iterator[str]:
        """Say for who does not see it what the shapes show."""

    @abc.abstractmethod
    def draw(self, ax: Axes, view: Window) -> None:
        """Draw into axes that have their rectangle."""


def make_plate(
    intake: Intake,
    *,
    by: By,
    labels: Labels,
    theme: Theme,
    ruler: Ruler,
    words: Words,
    boundaries: Boundaries | None,
    windows: Sequence[Window] = (),
) -> Plate:
    """Choose between labels, marks and density by the number of events.

    Of a crowd, only those count that may touch one of the windows, where they are known before.
    """
    near = intake.total
    crowd = None
    if intake.total > MOST_MARKS and not labels.wanted:
        crowd = gather_crowd(intake, boundaries)
        rows = rows_near(crowd, windows) if windows else []
        near = len(rows) if windows else near
        if near <= MOST_MARKS:
            intake, words = Nearby(intake, rows), _beyond(words, crowd, near, theme)
            if near <= MOST_LABELS and labels.wanted is None:
                labels = attrs.evolve(labels, wanted=True)
    if crowd is not None and near > MOST_MARKS:
        return _Many(
            crowd=crowd,
            aside="colours are counts, kind and status are not drawn"
            if by == "kind"
            else "colours are counts, not what `by` names",
            theme=theme,
            ruler=ruler,
            words=words,
            boundaries=boundaries,
        )
    labelled = near <= MOST_LABELS if labels.wanted is None else labels.wanted
    gathered = gather(intake, theme, by=by, dated=labelled, boundaries=boundaries)
    return _Few(
        gathered=_retitled(gathered, labels.words),
        hidden=frozenset(key for key, text in labels.words.items() if not text.strip()),
        labels=labels.wanted,
        labelled=labelled,
        theme=theme,
        ruler=ruler,
        words=words,
        boundaries=boundaries,
    )


def _beyond(words: Words, crowd: Crowd, near: int, theme: Theme) -> Words:
    """Count what is not near the window, beside what is written."""
    said, after = words.footer
    notes = []
    if crowd.unplaced:
        notes.append(unplaced_note(crowd.unplaced, crowd.first_unplaced, theme))
    if away := crowd.total - crowd.unplaced - near:
        notes.append(f"{away:,} {'lies' if away == 1 else 'lie'} far outside this map.")
    return attrs.evolve(words, footer=(said, [*after, *notes]))


def _retitled(gathered: Gathered, words: Mapping[str, str]) -> Gathered:
    """Give events the words that stand for their titles."""
    sites = tuple(
        attrs.evolve(site, seen=attrs.evolve(site.seen, title=text))
        if (text := words.get(site.seen.id, "")).strip()
        else site
        for site in gathered.sites
    )
    return attrs.evolve(gathered, sites=sites)


@attrs.frozen(kw_only=True, eq=False)
class _Few(Plate):
    """Events with labels, or as single marks."""

    gathered: Gathered
    hidden: frozenset[str]
    labels: bool | None
    labelled: bool

    def reach(self) -> Box | None:
        """Leave out large countries, unless nothing else is known; of many, all but points."""
        boxes: list[Box] = []
        lands: list[Box] = []
        sites = {site.area: site for site in self.gathered.sites}.values()
        points = [] if self.labelled else [site for site in sites if site.pointed]
        for site in points or sites:
            if self.boundaries is not None and site.region is not None:
                boxes.append(self.boundaries.features[site.region].box)
            elif site.lat is not None and site.lon is not None and site.radius_km is not None:
                ring = circle(site.lat, site.lon, site.radius_km, count=24)
                (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
                boxes.append((float(west), float(south), float(east), float(north)))
            else:
                for code in site.countries:
                    land = unrolled(country_box(code))
                    (lands if land[2] - land[0] > _LARGEST_LAND else boxes).append(land)
        found = boxes or lands
        return unrolled(found) if found else None

    def _arranged(self, view: Window) -> tuple[Layout, Lettering]:
        layout = lay_out(self.gathered.sites, view, self.boundaries, felt=self.labelled)
        return layout, arrange(
            layout,
            view,
            labelled=self.labelled,
            hidden=self.hidden,
            theme=self.theme,
            ruler=self.ruler,
        )

    def framed(self, view: Window) -> Frame:
        layout, lettering = self._arranged(view)
        return compose(
            self.gathered,
            layout,
            lettering,
            view,
            title=self.words.title,
            footer=self.words.footer,
            labels=self.labels,
            wide=self.words.wide,
            theme=self.theme,
            ruler=self.ruler,
            boundaries=self.boundaries,
        )

    def told(self, view: Window) -> Iterator[str]:
        layout = lay_out(self.gathered.sites, view, self.boundaries, felt=False)
        if layout.dots or layout.areas:
            places = {(dot.lat, dot.lon) for dot in layout.dots}
            counted = plural(len(places), "place"), plural(len(layout.areas), "area")
            yield f"Dots at {counted[0]}; {counted[1]} filled."
        sites = [*layout.dots, *(site for area in layout.areas for site in area.sites)]
        once = {site.seen.id: site for site in sites}.values()
        order = [name for name, _ in self.gathered.categories]
        yield count_names(Counter(site.category for site in once), order)
        yield count_sides(Counter(site.seen.status for site in once))

    def draw(self, ax: Axes, view: Window) -> None:
        layout, lettering = self._arranged(view)
        ground = draw_ground(ax, view, self.theme, self.boundaries)
        draw_marks(
            ground,
            layout,
            lettering,
            view,
            labelled=self.labelled,
            theme=self.theme,
            ruler=self.ruler,
            boundaries=self.boundaries,
        )
        if not layout.dots and not layout.areas:
            words = _empty(self.gathered.total)
            say_nothing(ground.pen, view, words, self.theme, self.ruler)


@attrs.frozen(kw_only=True, eq=False)
class _Many(Plate):
    """A crowd, counted in hexagons."""

    crowd: Crowd
    aside: str
    _seen: dict[Window, Density] = attrs.field(factory=dict, init=False, repr=False)

    def reach(self) -> Box | None:
        return crowd_reach(self.crowd)

    def _binned(self, view: Window) -> Density:
        if view not in self._seen:  # framed, then drawn
            found = bin_crowd(self.crowd, view, self.boundaries, self.theme, self.ruler)
            self._seen[view] = found
        return self._seen[view]

    def framed(self, view: Window) -> Frame:
        return frame_density(
            self.crowd,
            self._binned(view),
            view,
            self.boundaries,
            title=self.words.title,
            footer=self.words.footer,
            aside=self.aside,
            wide=self.words.wide,
            theme=self.theme,
            ruler=self.ruler,
        )

    def told(self, view: Window) -> Iterator[str]:
        counts = self._binned(view).bins.counts
        if len(counts):
            most = plural(int(counts.max()), "event")
            yield f"{plural(len(counts), 'hexagon')}, up to {most} in one."

    def draw(self, ax: Axes, view: Window) -> None:
        draw_density(
            draw_ground(ax, view, self.theme, self.boundaries),
            self._binned(view),
            view,
            self.boundaries,
            empty=_empty(self.crowd.total),
            theme=self.theme,
            ruler=self.ruler,
        )


def _empty(total: int) -> str:
    return "no events with a place in this map" if total else "no events"
