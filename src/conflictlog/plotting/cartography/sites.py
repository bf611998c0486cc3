"""Where an event is to be drawn: a point with its radius, an area, or nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from conflictlog.countries import country_name
from conflictlog.outlines import HALF_WAY_KM, country_rings
from conflictlog.plotting.intake import Roster, Seen
from conflictlog.plotting.lanes import group
from conflictlog.plotting.scene import category_colours
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.place import Place

__all__ = ["Gathered", "Site", "gather"]


@attrs.frozen(kw_only=True)
class Site:
    """One place of one event.

    Parameters
    ----------
    radius_km
        Of the disc; None where the place is all of its countries.
    first
        Whether it is the first place drawn of its event.
    """

    seen: Seen
    category: str
    colour: str
    first: bool
    lat: float | None
    lon: float | None
    radius_km: float | None
    countries: tuple[str, ...]
    precision: str
    pointed: bool
    name: str
    date: str

    @property
    def area(self) -> tuple[object, ...]:
        """Give what events in the same area share."""
        return self.lat, self.lon, self.radius_km, self.countries


@attrs.frozen(kw_only=True)
class Gathered:
    """All that a map is told: the sites, the events without one, the colours in use."""

    total: int
    sites: tuple[Site, ...]
    unplaced: tuple[Seen, ...]
    categories: tuple[tuple[str, str], ...]


class _Listed(Roster):
    """Events that are objects already, with the kinds that were read off them."""

    def __init__(self, events: list[Event], seen: list[Seen]) -> None:
        self._events = events
        self.kinds = Counter(one.kind for one in seen)

    def event(self, row: int) -> Event:
        return self._events[row]


def gather(events: Iterable[Event], theme: Theme) -> Gathered:
    """Ask each event once what it shows, and give each of its places a site."""
    everything = list(events)
    shown = [event.shown for event in everything]
    seen = [
        _seen(row, event, one.title, one.kind, one.phase)
        for row, (event, one) in enumerate(zip(everything, shown, strict=True))
    ]
    grouping = group(seen, "none", _Listed(everything, seen))
    colours = category_colours(grouping, theme.palette, theme.other)
    sites: list[Site] = []
    unplaced: list[Seen] = []
    years = {when.label()[-4:] for one in shown if (when := one.when) is not None}
    for one, told, category in zip(seen, shown, grouping.category_of, strict=True):
        date = "" if told.when is None else told.when.label(year=len(years) > 1)
        found = [
            _site(
                place,
                one,
                category=category,
                colour=colours[category],
                date=clean(date, theme.fonts),
                fonts=theme.fonts,
            )
            for place in dict.fromkeys(told.places)
        ]
        kept = [site for site in found if site is not None]
        sites += [attrs.evolve(site, first=site is kept[0]) for site in kept]
        if not kept:
            unplaced.append(one)
    used = {site.category for site in sites}
    return Gathered(
        total=len(everything),
        sites=tuple(sites),
        unplaced=tuple(unplaced),
        categories=tuple((name, colours[name]) for name in grouping.categories if name in used),
    )


def _seen(row: int, event: Event, title: str | None, kind: str | None, phase: str | None) -> Seen:
    return Seen(
        row=row,
        id=event.id,
        title=title,
        kind=kind,
        phase=phase,
        status=event.status,
        s0=None,
        s1=None,
        e0=None,
        e1=None,
        tz=None,
        ongoing=False,
        sensitive=event.sensitive,
    )


def _site(
    place: Place, seen: Seen, *, category: str, colour: str, date: str, fonts: tuple[str, ...]
) -> Site | None:
    """Give what is drawn of a place; None where nothing is known that a map could show."""
    lat, lon, radius = place.lat, place.lon, place.radius_km
    countries = tuple(code for code in place.countries if country_rings(code))
    if lat is None or lon is None or radius is None:
        lat = lon = radius = None
        cap = place.cap
        if cap is None:
            return None
        if len(countries) < len(place.countries) or place.precision == "water":
            # Too small for an outline, or off the coast: its cap then.
            (lat, lon), radius, countries = cap.centre, cap.radius_km, ()
    if radius is not None and radius > HALF_WAY_KM / 3:
        return None  # a third of the globe is no place
    lands = " or ".join(country_name(code) for code in place.countries)
    name = place.name or place.admin2 or place.admin1 or ""
    if radius is None and name and name not in lands:
        name = f"{name}, somewhere in {lands}"
    elif radius is None:
        name = f"Somewhere in {lands}"
    elif not name:
        name = str(place)
    return Site(
        seen=seen,
        category=category,
        colour=colour,
        first=False,
        lat=lat,
        lon=lon,
        radius_km=radius,
        countries=countries,
        precision=place.precision,
        pointed=place.drawable_point is not None,
        name=clean(name, fonts),
        date=date,
    )
