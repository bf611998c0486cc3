"""Places in the nested columns of a log: taken out flat, and put back where they were."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["flat_places", "with_places"]

_ROW: Final = "_row"
_REPORT: Final = "_report"
_PLACE: Final = "_place"


def flat_places(frame: pl.DataFrame) -> pl.DataFrame:
    """Give every place of the events and of their reports as a row, with where it stands.

    ``_report`` is null for a place of the event itself.
    """
    rows = frame.select(pl.int_range(pl.len()).alias(_ROW), "sensitive", "places", "reports")
    own = _exploded(rows.select(_ROW, "sensitive", "places"), [_ROW, "sensitive"])
    reports = (
        rows.select(_ROW, "sensitive", "reports")
        .filter(pl.col("reports").list.len() > 0)
        .with_columns(pl.int_ranges(pl.col("reports").list.len()).alias(_REPORT))
        .explode("reports", _REPORT)
        .select(_ROW, "sensitive", _REPORT, pl.col("reports").struct.field("places"))
    )
    theirs = _exploded(reports, [_ROW, "sensitive", _REPORT])
    return pl.concat(
        [own.with_columns(pl.lit(None, pl.Int64()).alias(_REPORT)), theirs], how="diagonal"
    )


def _exploded(table: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    return (
        table.filter(pl.col("places").list.len() > 0)
        .with_columns(pl.int_ranges(pl.col("places").list.len()).alias(_PLACE))
        .explode("places", _PLACE)
        .select(*keys, _PLACE, pl.col("places").struct.unnest())
    )


def with_places(frame: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Put places back into a log's columns; those of an event or a report all or none."""
    fields = [field.name for field in frame.schema["places"].inner.fields]  # type: ignore[attr-defined]  # a list of structs
    packed = places.sort(_ROW, _REPORT, _PLACE).select(
        _ROW, _REPORT, pl.struct(fields).alias("places")
    )
    own = _grouped(packed.filter(pl.col(_REPORT).is_null()), [_ROW])
    theirs = _grouped(packed.filter(pl.col(_REPORT).is_not_null()), [_ROW, _REPORT])
    found = frame.with_row_index(_ROW).with_columns(pl.col(_ROW).cast(pl.Int64()))
    found = _replaced(found, own, "places")
    if theirs.height:
        found = _replaced(found, _reports(found, theirs), "reports")
    return found.drop(_ROW).cast(dict(frame.schema))  # type: ignore[arg-type]  # a schema is a mapping


def _reports(frame: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Give the reports of the rows in which a place of one changed."""
    return (
        frame.select(_ROW, "reports")
        .join(places.select(_ROW).unique(), on=_ROW, how="semi")
        .with_columns(pl.int_ranges(pl.col("reports").list.len()).alias(_REPORT))
        .explode("reports", _REPORT)
        .join(places, on=[_ROW, _REPORT], how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("places").is_null())
            .then(pl.col("reports"))
            .otherwise(pl.col("reports").struct.with_fields(pl.col("places").alias("places")))
            .alias("reports")
        )
        .group_by(_ROW, maintain_order=True)
        .agg("reports")
    )


def _grouped(table: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    return table.group_by(keys, maintain_order=True).agg("places")


def _replaced(frame: pl.DataFrame, fresh: pl.DataFrame, column: str) -> pl.DataFrame:
    """Put the fresh lists into their rows; the other rows keep theirs."""
    joined = frame.join(
        fresh.rename({column: "_fresh"}), on=_ROW, how="left", maintain_order="left"
    )
    return joined.with_columns(pl.coalesce("_fresh", column).alias(column)).drop("_fresh")
