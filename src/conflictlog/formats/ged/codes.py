"""The codes of a row: its kind, its facets, and the ratings that keep each code as given."""

from __future__ import annotations

from typing import Final, cast

import polars as pl

from conflictlog.formats.building.faults import Check
from conflictlog.formats.building.nesting import listed, record, single
from conflictlog.kinds import crosswalk
from conflictlog.scales import scale
from conflictlog.schema.columns import FACET, REPORT

__all__ = ["CHECKS", "facets", "kind", "parsed_codes", "ratings"]

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
_RATING = cast("pl.Struct", cast("pl.List", REPORT.to_schema()["ratings"]).inner)


def parsed_codes(rows: pl.DataFrame) -> list[pl.Expr]:
    """Give each code as it stands in the codebook, null where it is not in it; ids as text.

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
    return [*ids, *codes, pl.col("code_status").alias("_code_status")]


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


def kind() -> pl.Expr:
    """Give the kind of the type of violence; null where the type is not known."""
    table = {code: crosswalk("ucdp").kind_of(code) for code in crosswalk("ucdp").codes}
    return pl.col("_type_of_violence").replace_strict(table, default=None, return_dtype=pl.String)


def facets() -> pl.Expr:
    """Give the facets: type of violence, conflict, dyad, and whether it is an aggregate."""
    dyads = {code: crosswalk("ucdp").facets_of(code)["dyad"][0] for code in crosswalk("ucdp").codes}
    values = {
        "aggregate": pl.when(pl.col("_event_clarity") == "2").then(pl.lit("yes")),
        "conflict": pl.col("conflict_name"),
        "conflict_id": pl.col("_conflict_new_id"),
        "dyad": pl.col("_type_of_violence").replace_strict(
            dyads, default=None, return_dtype=pl.String
        ),
        "dyad_id": pl.col("_dyad_new_id"),
        "dyad_name": pl.col("dyad_name"),
    }
    return listed((_facet(name, values[name]) for name in sorted(values)), unless_null="name")


def _facet(name: str, value: pl.Expr) -> pl.Expr:
    item = record(FACET, name=pl.lit(name), values=single(value))
    return pl.when(value.is_not_null()).then(item)


def ratings() -> pl.Expr:
    """Give the codes of certainty and precision, each with the name of its scale."""
    codes = (_rating(name, pl.col(f"_{column}")) for column, name in _RATED.items())
    return listed(codes, unless_null="scale")


def _rating(name: str, code: pl.Expr) -> pl.Expr:
    item = record(_RATING, scale=pl.lit(name), code=code)
    return pl.when(code.is_not_null()).then(item)
