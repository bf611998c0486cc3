"""A crowd on a map: hexagons of counts, and hatched countries for what is known less closely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
import numpy as np
import numpy.typing as npt
import polars as pl
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.path import Path

from conflictlog.countries import country_name
from conflictlog.outlines import country_rings
from conflictlog.plotting.cartography.areas import LARGEST_DOT
from conflictlog.plotting.cartography.boundaries import Boundaries
from conflictlog.plotting.cartography.crowd import Crowd
from conflictlog.plotting.cartography.furniture import (
    bare_frame,
    base_note,
    matched_note,
    unplaced_note,
)
from conflictlog.plotting.cartography.hexagons import Bins, bin_points, corners_of
from conflictlog.plotting.cartography.lettering import Rect, scale_box
from conflictlog.plotting.cartography.sheet import (
    Ground,
    draw_names,
    draw_scale_bar,
    say_nothing,
)
from conflictlog.plotting.cartography.window import Array, Window
from conflictlog.plotting.frame import Frame
from conflictlog.plotting.hues import Step, steps_to
from conflictlog.plotting.legend import Entry
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.notes import plural, sensitive_note
from conflictlog.plotting.shapes import Pen, Rgb, mix
from conflictlog.plotting.theme import Theme

__all__ = ["MOST_MARKS", "Density", "bin_crowd", "draw_density", "frame_density"]

MOST_MARKS = 10_000
_ACROSS = (5.5, 9.0)  # points between opposite sides of a hexagon, on narrow and on wide maps
_HATCH = 7.0
_LISTED = 8


@attrs.frozen(kw_only=True, eq=False)
class Density:
    """What a window shows of a crowd.

    Parameters
    ----------
    bins
        Hexagons with the events whose place is known closely.
    steps
        Classes of counts, and their colours.
    lands, regions
        Events known only to a country, or to an area of the boundaries given.
    elsewhere
        Events known only to what has no outline, in words.
    shown, outside
        How many events are in the picture, and how many are placed but not in it.
    reach_km
        The largest radius among what is in the hexagons.
    """

    bins: Bins
    steps: Sequence[Step]
    lands: dict[str, int]
    regions: dict[int, int]
    elsewhere: dict[str, int]
    shown: int
    outside: int
    reach_km: float
    scale: Rect | None


def bin_crowd(
    crowd: Crowd, view: Window, boundaries: Boundaries | None, theme: Theme, ruler: Ruler
) -> Density:
    """Count a crowd in a window: in hexagons what is known closely, by country what is not."""
    places = crowd.places
    known = places.filter(pl.col("lat").is_not_null())
    at = view.all_points(known["lon"].to_numpy(), known["lat"].to_numpy())
    reach = known["radius_km"].to_numpy() * view.points_per_km
    # As for single marks: a dot only where the radius is small on this figure.
    small = known["pointed"].to_numpy() & (reach < LARGEST_DOT)
    inside = view.holds(at, np.where(small, 0.0, reach))
    dotted = small & inside
    across = float(np.clip(view.width / 80, *_ACROSS))
    rows = known["row"].to_numpy()
    bins = bin_points(at[dotted], rows[dotted], across)
    vague = pl.concat(
        [
            known.filter(pl.Series(~small & inside)),
            places.filter(pl.col("lat").is_null()),
        ]
    )
    lands, regions, elsewhere, seen = _vague(vague, view, boundaries)
    shown = np.zeros(crowd.total, dtype=bool)
    shown[rows[dotted]] = shown[seen] = True
    count = int(shown.sum())
    placed = crowd.total - crowd.unplaced
    middles = at[dotted][:: max(int(dotted.sum()) // 2000, 1)]
    return Density(
        bins=bins,
        steps=steps_to(int(bins.counts.max(initial=0)), theme),
        lands=lands,
        regions=regions,
        elsewhere=elsewhere,
        shown=count,
        outside=placed - count,
        reach_km=float(known["radius_km"].to_numpy()[dotted].max(initial=0.0)),
        scale=scale_box(view, middles, theme, ruler),
    )


def _vague(
    vague: pl.DataFrame, view: Window, boundaries: Boundaries | None
) -> tuple[dict[str, int], dict[int, int], dict[str, int], npt.NDArray[np.int64]]:
    """Count by area what is known no closer, each event once in each; with the events' rows."""
    lands: dict[str, int] = {}
    regions: dict[int, int] = {}
    elsewhere: dict[str, int] = {}
    rows = [np.empty(0, dtype=np.int64)]
    groups = vague.group_by("region", pl.when(pl.col("region").is_null()).then("country"))
    for (region, country), group in groups:
        count = group["row"].n_unique()
        if region is not None and boundaries is not None:
            number = int(str(region))
            if view.path(boundaries.features[number].polygons) is None:
                continue
            regions[number] = count
        else:
            codes = str(country).split("|") if country else []
            drawn = [code for code in codes if country_rings(code)]
            shown = [code for code in drawn if view.path(country_rings(code)) is not None]
            if drawn and not shown:
                continue
            if len(codes) == 1 and drawn:
                lands[codes[0]] = count
            else:
                words = " or ".join(country_name(code) for code in codes) or "no country named"
                elsewhere[words] = elsewhere.get(words, 0) + count
        rows.append(group["row"].to_numpy())
    return lands, regions, elsewhere, np.concatenate(rows)


def frame_density(
    crowd: Crowd,
    density: Density,
    view: Window,
    boundaries: Boundaries | None,
    *,
    title: str | None,
    footer: tuple[list[str], list[str]],
    aside: str,
    wide: float,
    theme: Theme,
    ruler: Ruler,
) -> Frame:
    """Break the words around the map into lines; every event is counted."""
    hidden = density.shown < crowd.total
    across = _rounded(density.bins.across / view.points_per_km)
    subtitle = [
        f"{density.shown:,} of " * hidden + plural(crowd.total, "event"),
        f"density above {MOST_MARKS:,} events: hexagons about {across} across",
        aside,
    ]
    entries = [
        _swatch(step, f"events in a hexagon: {step.words}" if not number else step.words)
        for number, step in enumerate(density.steps)
    ]
    if density.lands or density.regions:
        entries.append(_hatched(theme))
    return bare_frame(
        title=title,
        subtitle=subtitle,
        entries=entries,
        footer=[*footer[0], *footer[1], *_counts(crowd, density, view, boundaries, theme)],
        wide=wide,
        theme=theme,
        ruler=ruler,
    )


def _counts(
    crowd: Crowd, density: Density, view: Window, boundaries: Boundaries | None, theme: Theme
) -> Iterable[str]:
    named = {country_name(code): count for code, count in density.lands.items()}
    if boundaries is not None:
        labels = (boundaries.features[number].label for number in density.regions)
        named |= dict(zip(labels, density.regions.values(), strict=True))
    named |= density.elsewhere
    if named:
        first = sorted(named.items(), key=lambda pair: -pair[1])
        words = [f"{name} {count:,}" for name, count in first[:_LISTED]]
        if len(first) > _LISTED:
            words.append(f"and {sum(count for _, count in first[_LISTED:]):,} elsewhere")
        yield f"In no hexagon, for they are not known closely enough: {'; '.join(words)}."
    if density.reach_km * view.points_per_km > density.bins.across:
        yield (
            "A hexagon counts the points reported; some are known only to "
            f"{density.reach_km:,.0f} km."
        )
    if crowd.unplaced:
        yield unplaced_note(crowd.unplaced, crowd.first_unplaced, theme)
    if density.outside:
        verb = "lies" if density.outside == 1 else "lie"
        yield f"{density.outside:,} {verb} outside this map."
    if crowd.sensitive:
        yield sensitive_note(crowd.sensitive)
    if boundaries is not None:
        yield matched_note(len(density.regions), sum(density.regions.values()))
    yield base_note(view)


def _rounded(km: float) -> str:
    """Give a length to two digits."""
    digits = 1 if km < 10 else 0
    return f"{km:,.{digits}f} km"


def _swatch(step: Step, words: str) -> Entry:
    def draw(pen: Pen, x: float, y: float) -> object:
        one = Bins(centres=np.array([[x + 5.5, y]]), counts=np.array([1]), across=10.0)
        return _paint(pen, corners_of(one), [step.colour])

    return Entry(words=words, width=11.0, draw=draw)


def _paint(pen: Pen, corners: Array, colours: Sequence[Rgb]) -> PolyCollection:
    drawn = PolyCollection(
        list(corners),
        facecolors=colours,
        edgecolors=[mix(pen.ink, 0.3, pen.paper)],
        linewidths=0.3,
        transform=pen.transform,
    )
    pen.add(drawn, 3.2)
    return drawn


def _hatched(theme: Theme) -> Entry:
    def draw(pen: Pen, x: float, y: float) -> object:
        ends = []
        for at in np.arange(-10.0, 20.0, 5.0):
            low, high = max(at, 0.0), min(at + 10.0, 20.0)
            ends.append([(x + low, y + 5 - (low - at)), (x + high, y + 5 - (high - at))])
        drawn = LineCollection(
            ends,
            colors=[mix(theme.muted, 0.6, theme.paper)],
            linewidths=0.8,
            transform=pen.transform,
        )
        pen.add(drawn, 5)
        return drawn

    return Entry(words="with events somewhere in it", width=20.0, draw=draw)


def draw_density(
    ground: Ground,
    density: Density,
    view: Window,
    boundaries: Boundaries | None,
    *,
    empty: str,
    theme: Theme,
    ruler: Ruler,
) -> None:
    """Draw hatches, hexagons, scale bar and names with their counts."""
    pen = ground.pen
    for code in density.lands:
        _hatch(pen, ground.paths[code], view, theme)
    for number in density.regions:
        path = None if boundaries is None else view.path(boundaries.features[number].polygons)
        if path is not None:
            _hatch(pen, path, view, theme)
    taken: list[Rect] = []
    bins = density.bins
    if len(bins.counts):
        ends = np.array([step.high for step in density.steps])
        of = np.searchsorted(ends, bins.counts)
        corners = corners_of(bins)
        drawn = _paint(pen, corners, [density.steps[number].colour for number in of])
        drawn.set_gid("density")
        half = bins.across / 2
        taken += np.hstack([bins.centres - half, bins.centres + half]).tolist()
    if density.scale is not None:
        draw_scale_bar(pen, view, density.scale, theme)
        taken.append(density.scale)
    notes = {code: f"{count:,} somewhere in it" for code, count in density.lands.items()}
    draw_names(ground, view, taken, theme, ruler, notes)
    if not density.shown:
        say_nothing(pen, view, empty, theme, ruler)


def _hatch(pen: Pen, path: Path, view: Window, theme: Theme) -> None:
    """Hatch an area with lines of our own: those of Matplotlib hang on rcParams."""
    high = view.height
    starts = np.arange(-high, view.width, _HATCH)
    lines = [[(x, high), (x + high, 0.0)] for x in starts]
    drawn = LineCollection(
        lines,
        colors=[mix(theme.muted, 0.3, theme.paper)],
        linewidths=0.7,
        transform=pen.transform,
    )
    pen.add(drawn, 1.5)
    drawn.set_clip_path(path, pen.ax.transData)
    drawn.set_clip_box(pen.ax.bbox)
