"""What truly happened: towns, incidents, days. Arrays only, no loop over rows."""

from __future__ import annotations

import datetime as dt
import math

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.testing.generator.settings import Setting

__all__ = ["KM_PER_DEGREE", "Towns", "World", "make_world"]

KM_PER_DEGREE = 111.2
_YEAR = 365.25
# Longer spans would leave the calendar of real data: further rows lie in further areas.
_MOST_YEARS = 10
_EPOCH = dt.date(1970, 1, 1).toordinal()

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]


@attrs.frozen(kw_only=True, eq=False)
class Towns:
    """Towns of all areas, area after area: middle, weight, admin unit, name number."""

    lat: Reals
    lon: Reals
    weight: Reals
    is_city: NDArray[np.bool_]
    per_area: int


@attrs.frozen(kw_only=True, eq=False)
class World:
    """Incidents: one entry each, in the order of their numbers."""

    towns: Towns
    town: Whole
    lat: Reals
    lon: Reals
    day: Whole
    night: NDArray[np.bool_]
    kind: Whole
    sides: Whole
    deaths: Whole
    injured: Whole


def make_world(
    rng: np.random.Generator, setting: Setting, *, rows_per_source: int, incidents: int
) -> World:
    """Draw incidents at the style's density: more rows give more days, then more areas."""
    areas = math.ceil(rows_per_source / (setting.rows_a_year * _MOST_YEARS))
    days = max(1, round(rows_per_source / (setting.rows_a_year * areas) * _YEAR))
    towns = _towns(rng, setting, areas)
    area = rng.integers(0, areas, incidents)
    mass = rng.random(incidents) < setting.mass_share
    town = area * towns.per_area + _choice(rng, towns.weight[: towns.per_area], incidents)
    only_cities = np.where(towns.is_city, towns.weight, 0.0)[: towns.per_area]
    struck = area * towns.per_area + _choice(rng, only_cities, incidents)
    town = np.where(mass, struck, town)
    waves = max(1, days // setting.mass_every_days)
    first = dt.date.toordinal(setting.first_day) - _EPOCH
    wave_days = rng.integers(0, days, waves)
    day = np.where(
        mass, wave_days[rng.integers(0, waves, incidents)], rng.integers(0, days, incidents)
    )
    # Gaussian in km, with a tail: the outskirts.
    reach = setting.spread_km * rng.gamma(2.0, 0.5, incidents)
    turn = rng.random(incidents) * 2 * math.pi
    lat = towns.lat[town] + reach * np.cos(turn) / KM_PER_DEGREE
    lon = towns.lon[town] + reach * np.sin(turn) / (
        KM_PER_DEGREE * np.cos(np.radians(towns.lat[town]))
    )
    kinds = np.array([share for _, share in setting.kinds])
    deaths = np.floor(rng.lognormal(0.2, 1.1, incidents)) * (rng.random(incidents) < 0.6)
    injured = np.floor(deaths * rng.gamma(1.5, 1.0, incidents) + rng.poisson(0.7, incidents))
    return World(
        towns=towns,
        town=town,
        lat=lat,
        lon=lon,
        day=first + day,
        night=rng.random(incidents) < setting.night_share,
        kind=_choice(rng, kinds, incidents),
        sides=rng.integers(0, len(setting.sides), incidents),
        deaths=deaths.astype(np.int64),
        injured=injured.astype(np.int64),
    )


def _choice(rng: np.random.Generator, weights: Reals, size: int) -> Whole:
    """Draw indices by weight; much faster than Generator.choice with p."""
    edges = np.cumsum(weights)
    found: Whole = np.searchsorted(edges, rng.random(size) * edges[-1], side="right")
    return found


def _towns(rng: np.random.Generator, setting: Setting, areas: int) -> Towns:
    """Lay out cities and, where there is one, the towns of a front line; alike in weight."""
    count = setting.cities + setting.front_towns
    height, width = (km / KM_PER_DEGREE for km in setting.size_km)
    north, east = rng.random((areas, count)), rng.random((areas, count))
    if setting.front_towns:
        along = np.sort(rng.random((areas, setting.front_towns)), axis=1)
        bend = 0.12 * np.sin(along * 7.0) + 0.06 * np.sin(along * 17.0)
        jitter = rng.normal(0.0, 0.006, (areas, setting.front_towns))
        north[:, setting.cities :] = 0.15 + 0.7 * along
        east[:, setting.cities :] = 0.7 + bend + jitter
    rank = np.arange(1, setting.cities + 1)
    # Flat at the top: no single town decides how hard a set is.
    cities = (rank + 1.5) ** -setting.city_slope
    front = rng.permutation(np.arange(1, setting.front_towns + 1)) ** -setting.front_slope
    weight = np.concatenate(
        [
            cities / cities.sum() * (1 - setting.front_share),
            front / max(front.sum(), 1e-9) * setting.front_share,
        ]
    )
    # Areas stand in rows round the Earth, clear of the poles and of the antimeridian.
    column, row = np.arange(areas) % 14, np.arange(areas) // 14
    south = 44.0 - (row * (height + 1.0)) % 90.0
    west = 22.0 + column * (width + 1.0)
    west = (west + 180.0) % 330.0 - 180.0
    lat = south[:, None] + north * height
    lon = west[:, None] + east * width
    return Towns(
        lat=lat.ravel(),
        lon=lon.ravel(),
        weight=np.tile(weight, areas),
        is_city=np.tile(np.arange(count) < setting.cities, areas),
        per_area=count,
    )
