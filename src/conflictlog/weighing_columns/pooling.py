"""Confidence by columns: origins, weights and sums for every event at once.

The same rule as `conflictlog.weighing`, event by event. Where reports derive from
or supersede one another, or a curated row cites an outlet that also reports, the
chain decides and the object path is taken for that event.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.event import Event
from conflictlog.registry import Registry, shipped_registry
from conflictlog.schema import decode_event
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing.model import log_odds
from conflictlog.weighing_columns.coding import code_column
from conflictlog.weighing_columns.interests import self_interested
from conflictlog.weighing_columns.reports import LETTERS, flat_reports, with_profiles

__all__ = ["confidence_columns", "weighed_reports"]

_DIGITS = 9
_SCHEMA = pl.Schema(
    {
        "confidence": pl.Float64(),
        "status": pl.String(),
        "level": pl.String(),
        "origins_for": pl.Int32(),
        "origins_against": pl.Int32(),
        "best_reliability": pl.String(),
        "one_sided": pl.Boolean(),
    }
)


def confidence_columns(
    frame: pl.DataFrame,
    *,
    model: ConfidenceModel | None = None,
    registry: Registry | None = None,
) -> pl.DataFrame:
    """Give confidence, status and basis of every event.

    Parameters
    ----------
    frame
        A log's frame.
    model, registry
        As in `conflictlog.weighing.weigh`.

    Returns
    -------
    polars.DataFrame
        confidence (rounded to 1e-9), status, level, origins_for, origins_against,
        best_reliability and one_sided, one row an event, in the frame's order.
    """
    model = model or ConfidenceModel()
    registry = registry or shipped_registry()
    # Lists in several chunks would be copied at every explode: copy them once.
    frame = frame.rechunk()
    return pool(frame, weighed_reports(frame, model=model, registry=registry), model, registry)


def weighed_reports(
    frame: pl.DataFrame, *, model: ConfidenceModel, registry: Registry
) -> pl.DataFrame:
    """Give one row a report with its weight, origin and interest."""
    reports = with_profiles(flat_reports(frame), model=model, registry=registry)
    biased = self_interested(reports, frame, registry=registry)
    return reports.with_columns(
        biased.alias("biased"),
        pl.when(biased)
        .then(pl.col("weight") * model.self_factor)
        .otherwise("weight")
        .alias("weight"),
    )


def pool(
    frame: pl.DataFrame, reports: pl.DataFrame, model: ConfidenceModel, registry: Registry
) -> pl.DataFrame:
    """Pool weighed reports into one row an event."""
    chained = _chained_rows(reports, registry)
    # Without the nested column, which costs more to filter than all others.
    counted = reports.select("row", "id", "stance", "about", "origin", "letter", "biased").filter(
        pl.col("about").is_null() & pl.col("stance").is_in(["affirms", "denies"])
    )
    sums = _sums(counted, frame.height, model)
    return _with_chained(_finish(sums, model), frame, chained, model, registry)


def _sums(counted: pl.DataFrame, height: int, model: ConfidenceModel) -> pl.DataFrame:
    """Sum the weights of each event's sides, each further origin counting rho times less.

    A report is one integer: event, side, origin, and the rank of its standing (letter and
    interest) from the weightiest down. So the witnesses are what comes first in a sorted
    column, and nothing else has to be carried along.
    """
    origin = counted["origin"]
    if origin.null_count():
        origin = counted.select(pl.coalesce("origin", "id")).to_series()
    origins = code_column(origin)
    standing, weights, biased, letters = _standings(counted, model)
    side = counted["row"].to_numpy() * 2 + (counted["stance"] == "denies").to_numpy()
    many, places = max(1, len(origins.values)), len(weights)
    told = np.sort((side * many + origins.of) * places + standing)
    # One witness an origin and side: the heaviest, then disinterested, then rated report.
    witness = told[_first_of_run(told // places)]
    ordered = np.sort(witness // (places * many) * places + witness % places)
    key, standing = ordered // places, ordered % places
    place = np.arange(len(key))
    rank = place - np.maximum.accumulate(np.where(_first_of_run(key), place, 0))
    total = np.bincount(key, weights[standing] * model.rho**rank, minlength=2 * height)
    count = np.bincount(key, minlength=2 * height).reshape(-1, 2)
    affirming = key % 2 == 0
    fair = affirming & ~biased[standing]
    best = np.full(height, 255, dtype=np.uint8)
    for letter in sorted({*letters.tolist()} - {255}, reverse=True):
        best[key[affirming & (letters[standing] == letter)] // 2] = letter
    return pl.DataFrame(
        {
            "affirm": total[::2],
            "deny": total[1::2],
            "origins_for": count[:, 0].astype(np.int32),
            "origins_against": count[:, 1].astype(np.int32),
            "fair": np.bincount(key[fair] // 2, minlength=height) > 0,
            "best": best,
        }
    )


def _first_of_run(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    new = np.ones(len(values), dtype=bool)
    new[1:] = values[1:] != values[:-1]
    return new


def _standings(
    counted: pl.DataFrame, model: ConfidenceModel
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_], NDArray[np.uint8]]:
    """Rank every pair of letter and interest, the weightiest first; give each report's rank.

    Returns
    -------
    tuple
        The ranks; and by rank the weight, whether it is self-interested, the letter's code.
    """
    pairs = [(letter, own) for letter in LETTERS for own in (False, True)]
    worth = {
        (letter, own): model.weight(letter) * (model.self_factor if own else 1)
        for letter, own in pairs
    }
    order = sorted(pairs, key=lambda pair: (-worth[pair], pair[1], pair[0] is None, pair[0] or ""))
    rank_of = np.array([order.index(pair) for pair in pairs])
    codes = counted["letter"].replace_strict(
        pl.Series(LETTERS, dtype=pl.String),
        pl.int_range(len(LETTERS), dtype=pl.Int64, eager=True),
        return_dtype=pl.Int64,
    )
    return (
        rank_of[codes.to_numpy().astype(np.int64) * 2 + counted["biased"].to_numpy()],
        np.array([worth[pair] for pair in order]),
        np.array([own for _, own in order]),
        np.array([255 if letter is None else ord(letter) for letter, _ in order], np.uint8),
    )


def _finish(sums: pl.DataFrame, model: ConfidenceModel) -> pl.DataFrame:
    odds = pl.lit(log_odds(model.prior)) + pl.col("affirm") - pl.col("deny")
    names = pl.col("best").replace_strict(
        {ord(letter): letter for letter in "ABCDEF"}, default=None, return_dtype=pl.String
    )
    contested = pl.col("deny") > 0
    one_sided = (pl.col("origins_for") > 0) & ~pl.col("fair")
    level = (
        pl.when(
            one_sided
            | contested
            | (pl.col("origins_for") == 0)
            | ~names.is_in(["A", "B", "C"]).fill_null(value=False)
        )
        .then(pl.lit("low"))
        .when((pl.col("origins_for") > 1) & (names != "C"))
        .then(pl.lit("high"))
        .otherwise(pl.lit("moderate"))
    )
    status = (
        pl.when(contested & (pl.col("deny") >= 2 * pl.col("affirm")))
        .then(pl.lit("denied"))
        .when(contested)
        .then(pl.lit("contested"))
        .when(one_sided)
        .then(pl.lit("one_sided"))
        .otherwise(pl.lit("reported"))
    )
    return sums.select(
        (1 / (1 + (-odds).exp())).round(_DIGITS).alias("confidence"),
        status.alias("status"),
        level.alias("level"),
        "origins_for",
        "origins_against",
        names.alias("best_reliability"),
        one_sided.alias("one_sided"),
    ).cast(dict(_SCHEMA))  # type: ignore[arg-type]  # the stubs want a selector-keyed mapping


def _chained_rows(reports: pl.DataFrame, registry: Registry) -> pl.Series:
    """Find the events whose origins only a chain of reports can tell."""
    direct = reports.filter(pl.col("derives") | pl.col("supersedes").is_not_null())["row"]
    citing = reports.filter("has_cites")
    if citing.is_empty():
        return direct.unique()
    shared = (
        citing.select("row")
        .unique()
        .join(reports.group_by("row").len().filter(pl.col("len") > 1), on="row", how="semi")
    )
    if shared.is_empty():
        return direct.unique()
    cited = (
        citing.join(shared, on="row", how="semi")
        .select("row", pl.col("r").struct.field("cites").alias("name"))
        .explode("name")
    )
    distinct = cited.select("name").unique()
    canonical = [registry.canonical_outlet(name) for name in distinct["name"]]
    named = cited.join(distinct.with_columns(pl.Series("known", canonical)), on="name")
    present = pl.concat(
        [
            reports.select("row", pl.col("outlet_name").alias("known")),
            reports.select("row", pl.col("wire_name").alias("known")),
        ]
    ).filter(pl.col("known").is_not_null())
    hits = named.join(present.unique(), on=["row", "known"], how="semi")["row"]
    return pl.concat([direct, hits]).unique()


def _with_chained(
    columns: pl.DataFrame,
    frame: pl.DataFrame,
    chained: pl.Series,
    model: ConfidenceModel,
    registry: Registry,
) -> pl.DataFrame:
    """Replace the rows of chained events by what the object path says."""
    if chained.is_empty():
        return columns
    rows = chained.sort()
    found = []
    for row in frame[rows].iter_rows(named=True):
        event: Event = decode_event(row)
        weighed = event.weigh(model=model, registry=registry)
        basis = weighed.basis
        found.append(
            (
                round(weighed.confidence, _DIGITS),
                weighed.status,
                basis.level,
                basis.origins_for,
                basis.origins_against,
                basis.best_reliability,
                basis.one_sided,
            )
        )
    better = pl.DataFrame(found, schema=_SCHEMA, orient="row").with_columns(rows.alias("row"))
    rest = columns.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    return rest.update(better, on="row", how="left", include_nulls=True).drop("row")
