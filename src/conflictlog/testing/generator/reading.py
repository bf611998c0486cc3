"""How one source tells the incidents: its points, dates, counts, copies and episodes."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.testing.generator.settings import PRECISIONS, VOCABULARIES
from conflictlog.testing.generator.world import KM_PER_DEGREE, Reals, Whole, World

__all__ = ["Reading", "read_world"]

#: Shares of the precision classes, source after source.
_CLASSES = (
    (0.45, 0.25, 0.26, 0.035, 0.005),
    (0.28, 0.17, 0.48, 0.05, 0.02),
    (0.16, 0.12, 0.63, 0.06, 0.03),
)
#: Scatter of a row's own point, and of the point that a source has for a whole town, in km.
_OWN_KM = (0.3, 1.3, 0.0, 0.0, 0.0)
_TOWN_KM = (0.0, 0.0, 1.9, 9.0, 0.0)
_DELAYS = ((-1, 0.015), (0, 0.815), (1, 0.13), (2, 0.03), (3, 0.01))
_UNSTATED = 0.15
_RANGES = 0.03
_EPISODE_DAYS = 4
_MOST_IN_EPISODE = 6
_EPISODES = 0.015


@attrs.frozen(kw_only=True, eq=False)
class Reading:
    """The rows of one source, column by column; and which row tells which incident."""

    start: Whole
    end: Whole
    lat: Reals
    lon: Reals
    level: Whole
    """Index into the precision classes."""
    town: Whole
    kind: Whole
    sides: Whole
    variants: Whole
    """Two columns: which form of each side's name; -1 where the source names nobody."""
    deaths: Whole
    """-1 where the source gives no number; so in injured."""
    low: Whole
    high: Whole
    injured: Whole
    is_copy: NDArray[np.bool_]
    is_episode: NDArray[np.bool_]
    told_row: Whole
    told_incident: Whole


def read_world(
    rng: np.random.Generator,
    world: World,
    *,
    source: int,
    rows: int,
    coverage: float,
    noise: float,
    episodes: bool,
) -> Reading:
    """Let one source tell a share of the incidents in `rows` rows."""
    total = len(world.day)
    chosen = rng.permutation(total)[: min(round(total * coverage), rows)]
    group = _episode_groups(rng, world, chosen) if episodes else np.arange(len(chosen))
    _, first, row = np.unique(group, return_index=True, return_inverse=True)
    many = np.bincount(row) > 1
    lead = chosen[first]
    size = len(lead)
    # A night's attack is put on either day; reports come late.
    shift = _draw(rng, _DELAYS, size) * (rng.random(size) < noise) + (
        world.night[lead] & (rng.random(size) < 0.5)
    )
    start, end = (np.zeros(size, np.int64) + bound for bound in (2**40, -(2**40)))
    np.minimum.at(start, row, world.day[chosen])
    np.maximum.at(end, row, world.day[chosen])
    start, end = np.where(many, start, start + shift), np.where(many, end, end + shift)
    vague = (rng.random(size) < _RANGES) & ~many
    start = start - vague * rng.integers(0, 4, size)
    end = np.where(vague, start + 3, end)
    level = np.where(many, 2, _draw(rng, enumerate(_CLASSES[source % len(_CLASSES)]), size))
    lat, lon = _points(rng, world, lead, level, noise)
    # Some points are better than what is said of them: nobody noted how exact they are.
    level = np.where((level < 2) & (rng.random(size) < _UNSTATED), 2, level)
    deaths = np.bincount(row, world.deaths[chosen], size).astype(np.int64)
    injured = np.bincount(row, world.injured[chosen], size).astype(np.int64)
    deaths, injured = _counts(rng, deaths, 0.05), _counts(rng, injured, 0.3)
    spread = rng.poisson(0.25 * np.maximum(deaths, 0), (2, size))
    sides = rng.random((size, 2)) < 0.7
    variants = np.where(sides, source % 4, rng.integers(0, 4, (size, 2)))
    variants[rng.random((size, 2)) < 0.08] = -1
    kind = np.where(
        rng.random(size) < 0.08, world.kind[rng.integers(0, total, size)], world.kind[lead]
    )
    # Syndicated copies: the same story in another outlet, now and then a day later.
    whole = np.flatnonzero(~many)
    copied = whole[rng.integers(0, len(whole), rows - size)] if rows > size else whole[:0]
    late = np.concatenate([np.zeros(size, np.int64), (rng.random(len(copied)) < 0.2) * 1])
    take = np.concatenate([np.arange(size), copied])
    incident_of_row = lead[copied]
    order = np.argsort(start[take] + late + rng.random(len(take)), kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    take, late = take[order], late[order]
    return Reading(
        start=start[take] + late,
        end=end[take] + late,
        lat=lat[take],
        lon=lon[take],
        level=level[take],
        town=world.town[lead][take],
        kind=kind[take],
        sides=world.sides[lead][take],
        variants=variants[take],
        deaths=deaths[take],
        low=np.where(deaths >= 0, np.maximum(0, deaths - spread[0]), -1)[take],
        high=np.where(deaths >= 0, deaths + spread[1], -1)[take],
        injured=injured[take],
        is_copy=order >= size,
        is_episode=many[take],
        told_row=np.concatenate([place[row], place[size:]]),
        told_incident=np.concatenate([chosen, incident_of_row]),
    )


def _draw(rng: np.random.Generator, options: Iterable[tuple[int, float]], size: int) -> Whole:
    values, shares = zip(*options, strict=True)
    edges = np.cumsum(shares)
    at = np.searchsorted(edges, rng.random(size) * edges[-1], side="right")
    found: Whole = np.array(values, dtype=np.int64)[np.minimum(at, len(values) - 1)]
    return found


def _episode_groups(rng: np.random.Generator, world: World, chosen: Whole) -> Whole:
    """Put some incidents of one town and a few days together; the others stay alone."""
    key = world.town[chosen] * 2**20 + (world.day[chosen] // _EPISODE_DAYS)
    _, group, sizes = np.unique(key, return_inverse=True, return_counts=True)
    fits = (sizes > 1) & (sizes <= _MOST_IN_EPISODE)
    share = min(1.0, _EPISODES * len(chosen) / max(1, int(fits.sum())))
    joined = fits & (rng.random(len(sizes)) < share)
    alone = np.arange(len(chosen)) + len(sizes)
    found: Whole = np.where(joined[group], group, alone)
    return found


def _points(
    rng: np.random.Generator, world: World, lead: Whole, level: Whole, noise: float
) -> tuple[Reals, Reals]:
    """Give the point of each row: near the true one, or the source's own point for the town."""
    towns = world.towns
    size = len(lead)
    town = world.town[lead]
    own = np.array(_OWN_KM)[level] * noise
    length = rng.uniform(0.7, 1.3, (2, len(towns.lat))) * noise
    turn = rng.uniform(0.0, 2 * np.pi, (2, len(towns.lat)))
    offset = np.stack([length * np.cos(turn), length * np.sin(turn)])
    at_town = (level >= 2)[None, :]
    scatter = rng.normal(0.0, 1.0, (2, size)) * own
    wide = np.array(_TOWN_KM)[level]
    gazetteer = np.where(level == 2, offset[:, 0, :][:, town], offset[:, 1, :][:, town]) * wide
    km = np.where(at_town, gazetteer, scatter) / KM_PER_DEGREE
    lat = np.where(at_town[0], towns.lat[town], world.lat[lead]) + km[0]
    lon = np.where(at_town[0], towns.lon[town], world.lon[lead]) + km[1] / np.cos(
        np.radians(towns.lat[town])
    )
    nowhere = level == len(PRECISIONS) - 1
    return np.where(nowhere, np.nan, lat).round(4), np.where(nowhere, np.nan, lon).round(4)


def _counts(rng: np.random.Generator, truth: Whole, missing: float) -> Whole:
    size = len(truth)
    wrong = np.rint(rng.normal(0.0, 0.4, size) * (truth + 1.0)).astype(np.int64)
    told = np.where(rng.random(size) < 0.6, truth, np.maximum(0, truth + wrong))
    found: Whole = np.where(rng.random(size) < missing, -1, told)
    return found


def vocabulary(source: int) -> dict[str, str]:
    """Give how a source codes kinds."""
    return VOCABULARIES[source % len(VOCABULARIES)]
