"""How well a merge did, where the truth is known: pairs and B-cubed; and labelled reports apart."""

from __future__ import annotations

import attrs
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.schema import SCHEMA

__all__ = ["MergeScores", "reports_apart", "score_clusters"]


@attrs.frozen(kw_only=True)
class MergeScores:
    """Figures of clusters against the truth.

    Parameters
    ----------
    precision, recall
        Of pairs of records in one cluster.
    b_cubed_precision, b_cubed_recall
        Of records: the share of each one's cluster that belongs with it, and of its event that
        is there.
    pairs, true_pairs
        How many were made, and how many there are.

    Examples
    --------
    >>> MergeScores(
    ...     precision=0.8,
    ...     recall=0.6,
    ...     b_cubed_precision=0.9,
    ...     b_cubed_recall=0.9,
    ...     pairs=75,
    ...     true_pairs=100,
    ... ).f1.__round__(3)
    0.686
    """

    precision: float
    recall: float
    b_cubed_precision: float
    b_cubed_recall: float
    pairs: int
    true_pairs: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall over pairs."""
        return _harmonic(self.precision, self.recall)

    @property
    def b_cubed(self) -> float:
        """The harmonic mean of the B-cubed figures."""
        return _harmonic(self.b_cubed_precision, self.b_cubed_recall)


def score_clusters(
    clusters: pl.DataFrame, truth: pl.DataFrame, *, across: bool = False
) -> MergeScores:
    """Compare clusters with the truth.

    Parameters
    ----------
    clusters
        Columns log, id, cluster: `MergeResult.clusters`.
    truth
        Columns id and incident: a row for each incident that a record tells. Records without a row
        tell of nothing that another does.
    across
        Whether only pairs of different logs count.

    Raises
    ------
    InvalidValue
        Where a column is missing.

    Examples
    --------
    >>> found = pl.DataFrame({"log": ["x"] * 3, "id": ["a", "b", "c"], "cluster": ["a", "a", "c"]})
    >>> told = pl.DataFrame({"id": ["a", "b", "c"], "incident": [1, 1, 1]})
    >>> scores = score_clusters(found, told)
    >>> scores.precision, round(scores.recall, 3)
    (1.0, 0.333)
    """
    for name, frame, needed in (
        ("clusters", clusters, {"log", "id", "cluster"}),
        ("truth", truth, {"id", "incident"}),
    ):
        if missing := needed - set(frame.columns):
            raise InvalidValue(
                f"{name} has no column {', '.join(sorted(missing))}",
                expected=", ".join(sorted(needed)),
                remedy="rename columns",
            )
    made = _pairs(clusters.select("log", "id", key="cluster"), across=across)
    known = clusters.select("log", "id").join(truth.select("id", key="incident"), on="id")
    true = _pairs(known, across=across)
    hits = made.join(true, on=["id", "id_b"], how="semi").height
    together = _pairs(clusters.select("log", "id", key="cluster"), across=False)
    right = _pairs(known, across=False)
    both = together.join(right, on=["id", "id_b"], how="semi")
    sizes = [_with_self(clusters, pairs) for pairs in (together, right, both)]
    return MergeScores(
        precision=hits / max(1, made.height),
        recall=hits / max(1, true.height),
        b_cubed_precision=float((sizes[2] / sizes[0]).mean() or 0.0),  # type: ignore[arg-type]
        b_cubed_recall=float((sizes[2] / sizes[1]).mean() or 0.0),  # type: ignore[arg-type]
        pairs=made.height,
        true_pairs=true.height,
    )


def reports_apart(log: EventLog) -> tuple[EventLog, pl.DataFrame]:
    """Make each report an event of its own, and give which event each belonged to.

    Returns
    -------
    tuple
        The log of single reports, under the reports' ids, and the truth for `score_clusters`.

    Examples
    --------
    >>> import conflictlog as cl
    >>> single, truth = reports_apart(cl.datasets.minsk_kyiv_2022())
    >>> len(single) == truth.height, truth.columns
    (True, ['id', 'incident'])
    """
    flat = log.frame.select(pl.col("id").alias("incident"), "reports").explode("reports")
    flat = flat.with_columns(id=pl.col("reports").struct.field("id")).filter(
        pl.col("id").is_not_null()
    )
    flat = flat.unique("id", keep="first", maintain_order=True)
    given = {"id": pl.col("id"), "reports": pl.concat_list("reports")}
    columns = [given.get(name, _empty(name, dtype)).alias(name) for name, dtype in SCHEMA.items()]
    return (
        EventLog.from_frame(flat.select(columns), datasets=log.datasets),
        flat.select("id", "incident"),
    )


def _empty(name: str, dtype: pl.DataType) -> pl.Expr:
    if name == "sensitive":
        return pl.lit(value=False)
    return pl.lit([] if isinstance(dtype, pl.List) else None, dtype=dtype)


def _pairs(rows: pl.DataFrame, *, across: bool) -> pl.DataFrame:
    rows = rows.filter(pl.len().over("key") > 1)
    met = rows.join(rows, on="key", suffix="_b").filter(pl.col("id") < pl.col("id_b"))
    if across:
        met = met.filter(pl.col("log") != pl.col("log_b"))
    return met.select("id", "id_b").unique()


def _with_self(clusters: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """Give how many records stand with each record, itself included."""
    both = pl.concat([pairs.select("id"), pairs.select(id="id_b")])
    counts = both.group_by("id").len("n")
    found = clusters.select("id").join(counts, on="id", how="left", maintain_order="left")
    return found["n"].fill_null(0) + 1


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
