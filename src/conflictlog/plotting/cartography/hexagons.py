"""Counting in hexagons of the figure."""

from __future__ import annotations

import math

import attrs
import numpy as np
import numpy.typing as npt
import polars as pl

from conflictlog.plotting.cartography.view import Array

__all__ = ["Bins", "bin_points", "corners_of"]

_TURNS = np.radians([30, 90, 150, 210, 270, 330])


@attrs.frozen(kw_only=True, eq=False)
class Bins:
    """Hexagons with a count, and how far their opposite sides are apart, in points."""

    centres: Array
    counts: npt.NDArray[np.int64]
    across: float


def bin_points(points: Array, events: npt.NDArray[np.int64], across: float) -> Bins:
    """Count the events, by ascending number, in each hexagon; an event counts once in each."""
    pitch = across * math.sqrt(3)  # rows of one of the two lattices of which hexagons are made
    scaled = points / (across, pitch)
    even = np.round(scaled)
    odd = np.floor(scaled) + 0.5
    weight = np.array([1.0, 3.0])
    nearer_even = ((scaled - even) ** 2 @ weight) <= ((scaled - odd) ** 2 @ weight)
    cells = np.where(nearer_even[:, None], even, odd)
    keys = np.round(cells * 2).astype(np.int64)
    # One number a cell: figures are far smaller than a million hexagons across.
    flat = (keys[:, 0] + 2**20) * 2**21 + keys[:, 1] + 2**20
    table = pl.DataFrame({"cell": flat, "event": events})
    if (np.diff(events) == 0).any():  # rows come in order
        table = table.unique()
    counted = table.group_by("cell").len().sort("cell")
    found, counts = counted["cell"].to_numpy(), counted["len"].to_numpy()
    halves = np.column_stack([found // 2**21 - 2**20, found % 2**21 - 2**20])
    return Bins(centres=halves / 2 * (across, pitch), counts=counts.astype(np.int64), across=across)


def corners_of(bins: Bins) -> Array:
    """Give the six corners of each hexagon."""
    radius = bins.across / math.sqrt(3)
    corners = np.column_stack([np.cos(_TURNS), np.sin(_TURNS)]) * radius
    return np.asarray(bins.centres[:, None, :] + corners[None, :, :], dtype=float)
