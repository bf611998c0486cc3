"""Splink on generated sources: a space-time model, EM, at most one record a source."""

from __future__ import annotations

import logging

import polars as pl
from splink import Linker, SettingsCreator
from splink import comparison_level_library as levels
from splink import comparison_library as comparisons
from splink.backends.duckdb import DuckDBAPI

from conflictlog.kinds import kind_members, taxonomy

__all__ = ["splink_clusters"]

#: Of .05 to .999, the one that served seed 1 best, sparse and dense.
THRESHOLD = 0.1
NEAR = "abs(l.day - r.day) <= 3"


def splink_clusters(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Link the rows of several sources; gives log, id, cluster as `MergeResult.clusters` does.

    Tried on seed 1 (F1 sparse, dense): m by EM beside u of random pairs, the prior estimated by
    rules, .44-.47, .32, where it converged; both by EM among pairs of one cell, days up to 3 apart,
    .50, .28, up to 1 apart, .52, .31 (taken); m counted from the truth itself, .58 sparse, dense
    refused (a level without a pair). Frequencies of place names changed nothing. Connected
    components in place of best links: .41 and .21 at best.
    """
    backend = DuckDBAPI()
    tables = [
        backend.register(_prepared(frame).to_arrow(), dataset_display_name=name)
        for name, frame in frames.items()
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            comparisons.DistanceInKMAtThresholds("lat", "lon", [0.3, 1, 3, 6, 12]),
            _days(),
            _kinds(),
            _actors(),
            _deaths(),
            _places(),
        ],
        # Cells of a fifth of a degree, and the same moved by half.
        blocking_rules_to_generate_predictions=[
            f"l.{cell} = r.{cell} and {NEAR}" for cell in ("cell", "moved")
        ],
        retain_matching_columns=False,
    )
    linker = Linker(tables, settings, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    # Among pairs that are near already: random ones say nothing of rivals at the same spot.
    linker.training.estimate_parameters_using_expectation_maximisation(
        "l.cell = r.cell and abs(l.day - r.day) <= 1",
        fix_u_probabilities=False,
        populate_probability_two_random_records_match_from_trained_values=True,
    )
    pairs = linker.inference.predict(threshold_match_probability=0.05)
    found = linker.clustering.cluster_using_single_best_links(
        pairs, duplicate_free_datasets=list(frames), threshold_match_probability=THRESHOLD
    )
    table = pl.DataFrame(found.as_pyarrow_table())
    return table.select(
        pl.format("generated {}", "source_dataset").alias("log"),
        pl.col("unique_id").alias("id"),
        pl.col("cluster_id").cast(pl.String).alias("cluster"),
    )


def _leaves(kind: str) -> list[str]:
    """Give the finest kinds that a code may mean."""
    tree = taxonomy()
    found: set[str] = set()
    for member in kind_members(kind):
        known = member in tree.kinds or member in tree.groups
        found.update((known and tree.descendants(member)) or (member,))
    return sorted(found)


def _prepared(frame: pl.DataFrame) -> pl.DataFrame:
    leaves = {kind: _leaves(kind) for kind in frame["kind"].unique()}
    groups = {
        kind: sorted({taxonomy().group_of(each) or each for each in found})
        for kind, found in leaves.items()
    }
    kinds = pl.DataFrame(
        {"kind": list(leaves), "leaves": list(leaves.values()), "groups": list(groups.values())}
    )

    def cell(shift: float) -> pl.Expr:
        parts = [(pl.col(name) * 5 + shift).floor().cast(pl.Int64) for name in ("lat", "lon")]
        return pl.format("{} {}", *parts)

    def words(name: str) -> pl.Expr:
        return pl.col(name).str.to_lowercase().str.extract_all(r"\p{L}{3,}").fill_null([])

    return frame.join(kinds, on="kind", how="left", maintain_order="left").select(
        pl.col("id").alias("unique_id"),
        "lat",
        "lon",
        pl.col("date_start").cast(pl.Int32).alias("day"),
        pl.col("date_end").cast(pl.Int32).alias("last"),
        "leaves",
        "groups",
        pl.concat_list(words("actor1"), words("actor2")).list.unique().alias("who"),
        "deaths",
        "place",
        cell(0).alias("cell"),
        cell(0.5).alias("moved"),
    )


def _custom(name: str, missing: str, *conditions: str) -> comparisons.CustomComparison:
    return comparisons.CustomComparison(
        [
            levels.CustomLevel(missing).configure(is_null_level=True),
            *(levels.CustomLevel(each) for each in conditions),
            levels.ElseLevel(),
        ],
        output_column_name=name,
    )


def _days() -> comparisons.CustomComparison:
    gap = "greatest(day_l - last_r, day_r - last_l, 0)"
    return _custom(
        "day",
        "day_l is null or day_r is null",
        "day_l = day_r and last_l = last_r",
        "day_l = day_r or last_l = last_r",
        *(f"{gap} = {days}" for days in range(3)),
    )


def _kinds() -> comparisons.CustomComparison:
    return comparisons.CustomComparison(
        [
            levels.NullLevel("leaves"),
            levels.ExactMatchLevel("leaves"),
            levels.ArrayIntersectLevel("leaves", 1),
            levels.ArrayIntersectLevel("groups", 1),
            levels.ElseLevel(),
        ],
        output_column_name="kind",
    )


def _actors() -> comparisons.CustomComparison:
    return comparisons.CustomComparison(
        [
            levels.CustomLevel("len(who_l) = 0 or len(who_r) = 0").configure(is_null_level=True),
            levels.ArrayIntersectLevel("who", 2),
            levels.ArrayIntersectLevel("who", 1),
            levels.ElseLevel(),
        ],
        output_column_name="who",
    )


def _places() -> comparisons.CustomComparison:
    return comparisons.CustomComparison(
        [
            levels.NullLevel("place"),
            levels.ExactMatchLevel("place"),
            levels.JaroWinklerLevel("place", 0.9),
            levels.ElseLevel(),
        ],
        output_column_name="place",
    )


def _deaths() -> comparisons.CustomComparison:
    return _custom(
        "deaths",
        "deaths_l is null or deaths_r is null",
        "deaths_l = deaths_r and deaths_l >= 10",
        "deaths_l = deaths_r and deaths_l >= 3",
        "deaths_l = deaths_r and deaths_l >= 1",
        "deaths_l = deaths_r",
        "abs(deaths_l - deaths_r) <= 1",
        "least(deaths_l, deaths_r) * 2 >= greatest(deaths_l, deaths_r)",
    )
