"""A sheet of links and near misses for coders who do not know which is which; and their scores."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np
import polars as pl

from conflictlog.errors import InvalidFile, InvalidValue
from conflictlog.merging.judging import Ledger, read_table
from conflictlog.merging.result.matching import pairs_shown

if TYPE_CHECKING:
    from conflictlog.merging.result.mergeresult import MergeResult

__all__ = ["CoderScores", "coder_scores", "coder_sheet"]

_PAIR: Final = ("id_a", "id_b")
#: Probabilities between which links, and near misses, are a stratum.
_LINKS: Final = (0.5, 0.9)
_MISSES: Final = (0.1,)
#: Verdicts that a coder may give.
_VERDICTS: Final = ("same", "different", "unsure")


@attrs.frozen(kw_only=True, eq=False)
class CoderScores:
    """What coders say of a merge.

    Parameters
    ----------
    precision
        The share of links that are right; every stratum counts as many as it has in the merge.
    recall
        The share of what is the same, among links and near misses, that is linked. Pairs that are
        no near misses (under probability .03) are taken to be different, so it is a little too
        high.
    kappa
        Cohen's, between two coders, on the pairs that both judged (same, different, unsure); None
        with one coder.
    judged, unsure
        Pairs with a verdict, and those of them on which nobody could tell; these do not count.
    strata
        By stratum: decision, from and to which probability, pairs, judged, same.

    Examples
    --------
    >>> scores = CoderScores(
    ...     precision=0.9, recall=0.7, kappa=None, judged=80, unsure=2, strata=pl.DataFrame()
    ... )
    >>> print(scores)
    80 pairs judged (2 unsure): precision .90, recall .70, F1 .79
    """

    precision: float | None
    recall: float | None
    kappa: float | None
    judged: int
    unsure: int
    strata: pl.DataFrame

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        if not self.precision or not self.recall:
            return None
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        figures = (("precision", self.precision), ("recall", self.recall), ("F1", self.f1))
        told = [f"{name} {_short(value)}" for name, value in figures]
        if self.kappa is not None:
            told.append(f"kappa {_short(self.kappa)}")
        return f"{self.judged} pairs judged ({self.unsure} unsure): " + ", ".join(told)


def coder_sheet(result: MergeResult, n: int, seed: int) -> pl.DataFrame:
    """Draw pairs, as many from each stratum as it has or as is its share, and shuffle them."""
    if isinstance(n, bool) or n < 1:
        raise InvalidValue(f"sheet({n!r})", expected="a number of pairs", remedy="write sheet(100)")
    told = _with_strata(result)
    rng = np.random.default_rng(seed)
    told = told.with_columns(pl.Series("_draw", rng.random(told.height)))
    sizes = told.group_by("stratum").len().sort("stratum")
    drawn = _shares(dict(sizes.iter_rows()), n)
    rank = pl.col("_draw").rank("ordinal").over("stratum")
    limit = pl.col("stratum").replace_strict(drawn, return_dtype=pl.Int64)
    return pairs_shown(result, told.filter(rank <= limit).sort("_draw"))


def coder_scores(result: MergeResult, sheets: tuple[pl.DataFrame | str | Path, ...]) -> CoderScores:
    """Score a merge by one or two sheets that were filled in."""
    if len(sheets) not in (1, 2):
        raise InvalidValue(
            f"coder_scores() was given {len(sheets)} sheets",
            expected="one coder's, or two coders'",
            remedy="write coder_scores('one.csv', 'two.csv')",
        )
    told = _with_strata(result)
    verdicts = [_verdicts(sheet) for sheet in sheets]
    both = verdicts[0].rename({"verdict": "first"})
    if len(verdicts) == 2:
        both = both.join(
            verdicts[1].rename({"verdict": "second"}), on=_PAIR, how="full", coalesce=True
        )
    else:
        both = both.with_columns(pl.lit(None, dtype=pl.String).alias("second"))
    same = [
        pl.col(name).replace_strict({"same": 1.0, "different": 0.0}, default=None)
        for name in ("first", "second")
    ]
    judged = told.join(both, on=_PAIR).with_columns(pl.mean_horizontal(*same).alias("same"))
    strata = (
        told.group_by("stratum", "decision", "least", "most")
        .len("pairs")
        .join(
            judged.drop_nulls("same")
            .group_by("stratum")
            .agg(pl.len().alias("judged"), pl.col("same").sum()),
            on="stratum",
            how="left",
        )
        .with_columns(pl.col("judged").fill_null(0))
        .sort("stratum")
    )
    share = pl.col("pairs") * pl.col("same") / pl.col("judged")
    seen = strata.filter(pl.col("judged") > 0).with_columns(share.alias("right"))
    links = seen.filter(pl.col("decision") == "same event")
    hits, made = float(links["right"].sum()), float(links["pairs"].sum())
    true = float(seen["right"].sum())
    return CoderScores(
        precision=hits / made if made else None,
        recall=hits / true if true else None,
        kappa=_kappa(both) if len(sheets) == 2 else None,
        judged=judged.height,
        unsure=judged["same"].null_count(),
        strata=strata.drop("stratum"),
    )


def _with_strata(result: MergeResult) -> pl.DataFrame:
    """Give links and near misses with their stratum: the decision and the probability."""
    p, linked = pl.col("probability"), pl.col("decision") == "same event"
    at = sum((p >= limit).cast(pl.Int32) for limit in _LINKS)
    missed = sum((p >= limit).cast(pl.Int32) for limit in _MISSES)
    stratum = pl.when(linked).then(at).otherwise(-1 - missed)
    bounds = {
        **{at: (low, high) for at, (low, high) in enumerate(_bands(_LINKS, 0.0))},
        **{-1 - at: (low, high) for at, (low, high) in enumerate(_bands(_MISSES, 0.03))},
    }
    return result.matches.with_columns(stratum.cast(pl.Int64).alias("stratum")).with_columns(
        pl.col("stratum")
        .replace_strict({key: told[side] for key, told in bounds.items()}, return_dtype=pl.Float64)
        .alias(name)
        for side, name in enumerate(("least", "most"))
    )


def _bands(limits: tuple[float, ...], low: float) -> list[tuple[float, float]]:
    edges = (low, *limits, 1.0)
    return list(itertools.pairwise(edges))


def _shares(sizes: dict[int, int], n: int) -> dict[int, int]:
    """Give each stratum an equal share of n; what a small one leaves goes to the others."""
    found: dict[int, int] = {}
    left = min(n, sum(sizes.values()))
    for at, (stratum, size) in enumerate(sorted(sizes.items(), key=lambda each: each[1])):
        found[stratum] = min(size, -(-left // (len(sizes) - at)))
        left -= found[stratum]
    return found


def _verdicts(sheet: pl.DataFrame | str | Path) -> pl.DataFrame:
    """Give the verdict of each pair that has one, checked as judgements are."""
    table = sheet if isinstance(sheet, pl.DataFrame) else read_table(sheet)
    rows = [(each.a[1], each.b[1], each.verdict) for each in Ledger.from_frame(table)]
    schema = {"a": pl.String, "b": pl.String, "verdict": pl.String}
    told = pl.DataFrame(rows, schema=schema, orient="row")
    if not set(told["verdict"]) <= set(_VERDICTS):
        raise InvalidFile(
            "a sheet says 'withdrawn'", expected=", ".join(_VERDICTS), remedy="clear the cell"
        )
    # Judgements put their pair in order of log and id, sheets in order of rows: take both ways.
    turned = told.select(id_a="b", id_b="a", verdict="verdict")
    return pl.concat([told.rename({"a": "id_a", "b": "id_b"}), turned]).unique(
        _PAIR, keep="last", maintain_order=True
    )


def _kappa(both: pl.DataFrame) -> float | None:
    """Give Cohen's kappa: agreement beyond what the shares of verdicts would give by chance."""
    told = both.drop_nulls(("first", "second"))
    if told.is_empty():
        return None
    one, other = told["first"].to_numpy(), told["second"].to_numpy()
    agreed = float(np.mean(one == other))
    chance = sum(float(np.mean(one == each) * np.mean(other == each)) for each in _VERDICTS)
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def _short(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f}".removeprefix("0")
