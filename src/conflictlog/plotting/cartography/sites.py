"""Where an event is to be drawn: a point with its radius, an area, or nowhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import attrs

from conflictlog.countries import country_name
from conflictlog.outlines import HALF_WAY_KM, country_rings
from conflictlog.place import Place
from conflictlog.plotting.cartography.boundaries import Boundaries
from conflictlog.plotting.cartography.colouring import By, colouring
from conflictlog.plotting.intake import Everyone, Intake, Seen
from conflictlog.plotting.items import years_of
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean

__all__ = ["Gathered", "Site", "gather"]


@attrs.frozen(kw_only=True)
class Site:
    """One place of one event.

    Parameters
    ----------
    radius_km
        Of the disc; None where the place is all of its countries.
    region
        The feature of the boundaries given that is this place.
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
    region: int | None = None

    @property
    def area(self) -> tuple[object, ...]:
        """Give what events in the same area share."""
        if self.region is not None:
            return (self.region,)
        return self.lat, self.lon, self.radius_km, self.countries


@attrs.frozen(kw_only=True)
class Gathered:
    """All that a map is told: the sites, the events without one, the colours in use."""

    total: int
    sites: tuple[Site, ...]
    unplaced: tuple[Seen, ...]
    categories: tuple[tuple[str, str], ...]


def gather(
    intake: Intake,
    theme: Theme,
    *,
    by: By = "kind",
    dated: bool = True,
    boundaries: Boundaries | None = None,
) -> Gathered:
    """Give each place of each event a site; with dates in words only where labels want them."""
    seen = intake.everything()
    everyone = Everyone(intake, Counter(one.kind for one in seen))
    category_of, colours = colouring(seen, by, everyone, theme)
    dates = _dates(seen, intake, theme) if dated else {}
    found: dict[int, list[Site]] = defaultdict(list)
    names = attrs.fields_dict(Place)
    for row in intake.places().unique(maintain_order=True).iter_rows(named=True):
        event, place = row["row"], Place(**{name: row[name] for name in names})
        site = _site(
            place,
            seen[event],
            category=category_of[event],
            colour=colours[category_of[event]],
            date=dates.get(event, ""),
            fonts=theme.fonts,
            region=None if boundaries is None else boundaries.match(place),
        )
        if site is not None:
            found[event].append(attrs.evolve(site, first=not found[event]))
    sites = tuple(site for row in sorted(found) for site in found[row])
    used = {site.category for site in sites}
    return Gathered(
        total=intake.total,
        sites=sites,
        unplaced=tuple(one for one in seen if one.row not in found),
        categories=tuple((name, shade) for name, shade in colours.items() if name in used),
    )


def _dates(seen: Sequence[Seen], intake: Intake, theme: Theme) -> dict[int, str]:
    """Give each event its date in words, with the year where several are on the map."""
    several = len({year for one in seen for year in years_of(one)}) > 1
    whens = {one.row: intake.shown(one.row).when for one in seen}
    return {
        row: clean(when.label(year=several, months=theme.months), theme.fonts)
        for row, when in whens.items()
        if when is not None
    }


def _site(
    place: Place,
    seen: Seen,
    *,
    category: str,
    colour: str,
    date: str,
    fonts: tuple[str, ...],
    region: int | None,
) -> Site | None:
    """Give what is drawn of a place; None where nothing is known that a map could show."""
    lat, lon, radius = place.lat, place.lon, place.radius_km
    countries = tuple(code for code in place.countries if country_rings(code))
    if region is not None:
        lat = lon = radius = None
    elif lat is None or lon is None or radius is None:
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
    if region is not None:
        name = name or str(place)
    elif radius is None and name and name not in lands:
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
        pointed=place.drawable_point is not None and region is None,
        name=clean(name, fonts),
        date=date,
        region=region,
    )
