"""The codes of a row: its kind, its facets, and the ratings that keep each code as given."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import Check, Part, facet, facets, rating, ratings
from conflictlog.kinds import crosswalk
from conflictlog.scales import scale

__all__ = ["CHECKS", "kind", "rated", "stated", "with_codes"]

_RATED: Final = {
    "event_clarity": "ucdp-event-clarity",
    "date_prec": "ucdp-date-prec",
    "where_prec": "ucdp-where-prec",
    "code_status": "ucdp-code-status",
}
#: The codes that a column may hold; code_status takes any words.
_ALLOWED: Final = {
    "type_of_violence": list(crosswalk("ucdp").codes),
    **{
        column: [code for code, _ in scale(name).codes]
        for column, name in _RATED.items()
        if not scale(name).open
    },
}
_IDS: Final = ("id", "conflict_new_id", "dyad_new_id")


def with_codes(rows: pl.DataFrame) -> pl.DataFrame:
    """Add each code as it stands in the codebook, null where it is not in it; ids as text.

    An id stays as written, except in a column that some program took for numbers: where
    every cell ends in ".0", the ending goes.
    """
    numeric = rows.select(
        pl.col(name).str.contains(r"^\s*\d+\.0\s*$").fill_null(value=True).all() for name in _IDS
    ).row(0, named=True)
    ids = [(_plain(name) if numeric[name] else pl.col(name)).alias(f"_{name}") for name in _IDS]
    codes = [
        pl.when(_plain(name).is_in(allowed)).then(_plain(name)).alias(f"_{name}")
        for name, allowed in _ALLOWED.items()
    ]
    return rows.with_columns(*ids, *codes, pl.col("code_status").alias("_code_status"))


def _plain(name: str) -> pl.Expr:
    return pl.col(name).str.replace(r"\.0+$", "")


CHECKS: Final = (
    Check(
        column="id",
        where=pl.col("id").is_null(),
        problem="no id",
        hint="every event of the UCDP has one; delete the row or give it one",
        outcome="rejected",
    ),
    *(
        Check(
            column=name,
            where=pl.col(name).is_not_null() & pl.col(f"_{name}").is_null(),
            problem="no such code: kept without it",
            hint=f"the codebook has {allowed[0]} to {allowed[-1]}",
        )
        for name, allowed in _ALLOWED.items()
    ),
)


def kind() -> Part:
    """Give the kind of the type of violence; null where the type is not known."""
    table = {code: crosswalk("ucdp").kind_of(code) for code in crosswalk("ucdp").codes}
    violence = pl.col("_type_of_violence")
    return Part(value=violence.replace_strict(table, default=None, return_dtype=pl.String))


def stated() -> Part:
    """Give the facets: type of violence, conflict, dyad, and whether it is an aggregate."""
    dyads = {code: crosswalk("ucdp").facets_of(code)["dyad"][0] for code in crosswalk("ucdp").codes}
    violence = pl.col("_type_of_violence")
    values = {
        "aggregate": pl.when(pl.col("_event_clarity") == "2").then(pl.lit("yes")),
        "conflict": pl.col("conflict_name"),
        "conflict_id": pl.col("_conflict_new_id"),
        "dyad": violence.replace_strict(dyads, default=None, return_dtype=pl.String),
        "dyad_id": pl.col("_dyad_new_id"),
        "dyad_name": pl.col("dyad_name"),
    }
    return facets(*(facet(name, value) for name, value in values.items()))


def rated() -> Part:
    """Give the codes of certainty and precision, each with the name of its scale."""
    found = ratings(*(rating(name, pl.col(f"_{column}")) for column, name in _RATED.items()))
    return Part(value=found.value)  # CHECKS has listed the codes that are none
