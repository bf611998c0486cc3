"""How hard a generated set is to match: how far true pairs lie apart, what a simple rule finds."""

from __future__ import annotations

import itertools

import attrs
import numpy as np
import polars as pl

from conflictlog.kinds import kind_members, taxonomy
from conflictlog.outlines import EARTH_RADIUS_KM
from conflictlog.testing.generator.overlap import Generated

__all__ = ["Difficulty", "measure_difficulty"]

_CELLS_A_DEGREE = 10


@attrs.frozen(kw_only=True)
class Difficulty:
    """Figures over all pairs of rows of different sources.

    Parameters
    ----------
    true_pairs
        Pairs that tell of a common incident.
    near, wide
        Share of them within 3 km and 1 day, and within 10 km and 2 days. Days between
        two spans count as the gap between them; a row without a point is near nothing.
    precision, recall
        Of the naive rule: same first day, same cell of 0.1 degrees, same group of kinds.

    Examples
    --------
    >>> found = Difficulty(true_pairs=9, near=0.5, wide=0.9, precision=0.2, recall=0.2)
    >>> round(found.f1, 3)
    0.2
    """

    true_pairs: int
    near: float
    wide: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The pairwise F1 of the naive rule."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def measure_difficulty(generated: Generated) -> Difficulty:
    """Measure how hard a generated set is, by joins: no pair of a day's rows is built.

    Examples
    --------
    >>> from conflictlog.testing import generate
    >>> hard, easy = (generate(300, seed=1, style="sparse", noise=noise) for noise in (1, 0))
    >>> measure_difficulty(hard).near < measure_difficulty(easy).near
    True
    """
    rows = {name: _keyed(frame) for name, frame in generated.frames.items()}
    near = wide = hits = true_pairs = found = 0
    for one, other in itertools.combinations(rows, 2):
        pairs = _true_pairs(generated.truth, one, other)
        a = rows[one].select(pl.all().name.suffix("_a"))
        b = rows[other].select(pl.all().name.suffix("_b"))
        pairs = pairs.join(a, on="id_a", how="left").join(b, on="id_b", how="left")
        km, days = _distance(pairs), _gap(pairs)
        true_pairs += pairs.height
        near += int(((km <= 3) & (days <= 1)).sum())
        wide += int(((km <= 10) & (days <= 2)).sum())
        hits += int((pairs["key_a"] == pairs["key_b"]).sum())
        counts = [rows[name].drop_nulls("key").group_by("key").len("n") for name in (one, other)]
        met = counts[0].join(counts[1], on="key")
        found += int((met["n"].cast(pl.Int64) * met["n_right"].cast(pl.Int64)).sum())
    return Difficulty(
        true_pairs=true_pairs,
        near=near / max(1, true_pairs),
        wide=wide / max(1, true_pairs),
        precision=hits / max(1, found),
        recall=hits / max(1, true_pairs),
    )


def _keyed(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the key on which the naive rule joins: day, cell, group; null without a point."""
    groups = {kind: _group(kind) for kind in frame["kind"].unique()}
    cell = [(pl.col(name) * _CELLS_A_DEGREE).floor().cast(pl.Int64) for name in ("lat", "lon")]
    return frame.select(
        "id",
        "lat",
        "lon",
        pl.col("date_start", "date_end").cast(pl.Int32),
        pl.when(pl.col("lat").is_not_null())
        .then(
            pl.struct(
                pl.col("date_start").cast(pl.Int32).alias("day"),
                cell[0].alias("row"),
                cell[1].alias("column"),
                pl.col("kind").replace_strict(groups, return_dtype=pl.String).alias("group"),
            ).hash(0)
        )
        .alias("key"),
    )


def _group(kind: str) -> str:
    return "|".join(sorted({taxonomy().group_of(item) or item for item in kind_members(kind)}))


def _true_pairs(truth: pl.DataFrame, one: str, other: str) -> pl.DataFrame:
    left, right = (
        truth.filter(pl.col("source") == name).select("id", "incident") for name in (one, other)
    )
    met = left.join(right, on="incident", suffix="_b")
    return met.select(pl.col("id").alias("id_a"), "id_b").unique()


def _distance(pairs: pl.DataFrame) -> pl.Series:
    """Give km between the points of each pair; null where one has none."""
    phi_a, lam_a, phi_b, lam_b = (
        np.radians(pairs[name].to_numpy()) for name in ("lat_a", "lon_a", "lat_b", "lon_b")
    )
    half = (
        np.sin((phi_b - phi_a) / 2) ** 2
        + np.cos(phi_a) * np.cos(phi_b) * np.sin((lam_b - lam_a) / 2) ** 2
    )
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    return pl.Series(km).fill_nan(None)


def _gap(pairs: pl.DataFrame) -> pl.Series:
    """Give the days between the spans of each pair; 0 where they share a day."""
    return pairs.select(
        pl.max_horizontal(
            pl.col("date_start_b") - pl.col("date_end_a"),
            pl.col("date_start_a") - pl.col("date_end_b"),
            0,
        )
    ).to_series()
