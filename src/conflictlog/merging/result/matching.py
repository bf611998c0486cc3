"""Tables of pairs: all that may be one event, and those that a person should look at first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from conflictlog.merging.comparing import COMPARISONS
from conflictlog.merging.model import Evidence
from conflictlog.merging.scoring import sigmoid

if TYPE_CHECKING:
    from conflictlog.merging.result.mergeresult import MergeResult

__all__ = ["match_table", "pairs_shown", "review_table", "shown_columns"]

#: The least probability at which a pair is listed; pairs in one cluster always are.
_LISTED: Final = 0.03
#: What a person needs to see of a record, from the derived columns.
_SHOWN: Final[dict[str, pl.Expr]] = {
    "title": pl.col("title"),
    "kind": pl.col("kind"),
    "day": pl.from_epoch(pl.col("day_start_first"), time_unit="d").alias("day"),
    "place": pl.col("place"),
}


def match_table(result: MergeResult) -> pl.DataFrame:
    """Give one row a pair: who, probability, runner-up, decision, and bits by comparison."""
    scored, labels = result.scored, result.labels
    p = sigmoid(scored.z)
    together = labels[scored.pairs.a] == labels[scored.pairs.b]
    keep = np.flatnonzero((p >= _LISTED) | together)
    pairs, p, together = scored.pairs.taken(keep), p[keep], together[keep]
    records = result.records
    weights = result.model.weights(result.candidates.question)
    bits = Evidence(records, weights).by_comparison(pairs)
    names = np.array(records.logs, dtype=object)
    table = pl.DataFrame(
        {
            "log_a": names[records.log[pairs.a]].tolist(),
            "id_a": records.ids[pairs.a].tolist(),
            "log_b": names[records.log[pairs.b]].tolist(),
            "id_b": records.ids[pairs.b].tolist(),
            "probability": p,
            "km": pairs.km.astype(float),
            "runner_up": _runners_up(pairs.a, pairs.b, records.source, p),
            "decision": np.where(together, "same event", "apart").tolist(),
            **{f"bits {name}": bits[name] / math.log(2) for name in COMPARISONS},
        },
        schema_overrides=dict.fromkeys(("log_a", "id_a", "log_b", "id_b", "decision"), pl.String),
    )
    return table.with_columns(pl.col("km").fill_nan(None)).sort(
        ["probability", "id_a", "id_b"], descending=[True, False, False]
    )


def _runners_up(a: np.ndarray, b: np.ndarray, log: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Give the best probability that either of the two has with another of the other's log."""
    table = pl.DataFrame(
        {
            "pair": np.tile(np.arange(len(a)), 2),
            "row": np.concatenate([a, b]),
            "log": np.concatenate([log[b], log[a]]),
            "p": np.tile(p, 2),
        }
    )
    best = pl.col("p").top_k(2).over("row", "log", mapping_strategy="join")
    told = table.with_columns(best.alias("top")).with_columns(
        pl.when(pl.col("p") == pl.col("top").list.first())
        .then(pl.col("top").list.get(1, null_on_oob=True))
        .otherwise(pl.col("top").list.first())
        .alias("other")
    )
    found = told.group_by("pair").agg(pl.col("other").max()).sort("pair")
    return found["other"].fill_null(0.0).to_numpy()


def shown_columns(result: MergeResult) -> pl.DataFrame:
    """Give what a person needs to see of each record, by id."""
    parts = [
        pl.concat([log.frame.select("id"), log.derived.select(*_SHOWN.values())], how="horizontal")
        for log in result.inputs.values()
    ]
    return pl.concat(parts)


def review_table(result: MergeResult, n: int) -> pl.DataFrame:
    """Give the pairs nearest to the threshold first; those that were judged are left out."""
    matches = result.matches
    told = {tuple(sorted((a[1], b[1]))) for a, b in result.ledger.standing()}
    doubt = (
        pl.col("probability").clip(1e-9, 1 - 1e-9).log()
        - (1 - pl.col("probability").clip(1e-9, 1 - 1e-9)).log()
        - result.stop
    ).abs()
    ordered = matches.with_columns(doubt.alias("_doubt")).sort("_doubt", "id_a", "id_b")
    seen = pl.Series(
        [
            tuple(sorted(pair)) in told
            for pair in zip(ordered["id_a"], ordered["id_b"], strict=True)
        ],
        dtype=pl.Boolean,
    )
    first = ordered.filter(~seen).head(n)
    return pairs_shown(result, first, "probability", "decision")


def pairs_shown(result: MergeResult, pairs: pl.DataFrame, *more: str) -> pl.DataFrame:
    """Give pairs with what a person needs to see of each side, and columns for a verdict."""
    shown = shown_columns(result)
    for side in ("a", "b"):
        pairs = pairs.join(
            shown.rename({name: f"{name}_{side}" for name in shown.columns}),
            on=f"id_{side}",
            how="left",
            maintain_order="left",
        )
    blank = [
        pl.lit(None, dtype=pl.String).alias(name) for name in ("verdict", "who", "when", "why")
    ]
    sides = [f"{name}_{side}" for name in _SHOWN for side in ("a", "b")]
    return pairs.select("log_a", "id_a", "log_b", "id_b", *more, "km", *sides, *blank)
