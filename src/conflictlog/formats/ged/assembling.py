"""Columns of text to the columns of a log."""

from __future__ import annotations

import polars as pl

from conflictlog.event import Event
from conflictlog.formats.building.faults import note_faults
from conflictlog.formats.building.nesting import record, single
from conflictlog.formats.findings import Findings
from conflictlog.formats.ged import articles, codes, counts, places, sides, spans
from conflictlog.formats.ged.table import Table
from conflictlog.log.combining import number_twins
from conflictlog.report import Report
from conflictlog.schema import SCHEMA, encode_events
from conflictlog.schema.columns import LOCATOR, REPORT

__all__ = ["assemble"]

DATASET = "UCDP GED"

_CHECKS = (
    *codes.CHECKS,
    *spans.CHECKS,
    *places.CHECKS,
    *sides.CHECKS,
    *counts.CHECKS,
    *articles.CHECKS,
)


def assemble(table: Table, findings: Findings) -> tuple[pl.DataFrame, list[int]]:
    """Make events of the rows, and note what is wrong with them.

    Returns
    -------
    tuple
        A frame in the log's schema, and the number of the row behind each event.
    """
    rows = table.rows.with_columns(
        *codes.parsed_codes(table.rows),
        *spans.parsed_days(),
        *places.parsed_points(),
        *counts.parsed_counts(),
        *articles.parsed_articles(),
    )
    rows = sides.with_states(places.with_countries(rows))
    rows = note_faults(rows, _CHECKS, table.written, findings)
    rows = _one_row_an_id(rows, findings, table.written)
    plain = encode_events([Event(id="x", reports=[Report(source="UCDP", id="x")])])
    given = {"id": pl.col("_key"), "reports": single(_report(table, plain))}
    frame = rows.select(given.get(name, pl.lit(plain[name]).first()).alias(name) for name in SCHEMA)
    return frame, rows["row"].to_list()


def _one_row_an_id(rows: pl.DataFrame, findings: Findings, written: dict[str, str]) -> pl.DataFrame:
    """Add ``_key``, the id with the data set's prefix, made unique."""
    keyed = rows.select(pl.format("GED:{}", "_id").alias("id"))
    unique, repeated = number_twins(keyed)
    if repeated.len():
        changed = (unique["id"] != keyed["id"]).arg_true()
        for index in changed:
            findings.add(
                rows["row"][index],
                "the id stands for another row already",
                column=written["id"],
                value=rows["id"][index],
                hint=f"read as {unique['id'][index]!r}",
                outcome="kept",
            )
    return rows.with_columns(unique["id"].alias("_key"))


def _report(table: Table, plain: pl.DataFrame) -> pl.Expr:
    """Give the one report of each row; what is not said here is as in an empty report."""
    empty = plain["reports"].list.first().struct
    given: dict[str, pl.Expr] = {
        "id": pl.col("_key"),
        "cites": articles.cites(),
        "when": spans.when(),
        "places": places.places(),
        "kind": codes.kind(),
        "headline": articles.headline(),
        "actors": sides.actors(),
        "estimates": counts.estimates(),
        "facets": codes.facets(),
        "quote": articles.quote(),
        "ratings": codes.ratings(),
        "locator": record(
            LOCATOR,
            dataset=pl.lit(DATASET),
            file=pl.lit(table.file),
            sha256=pl.lit(table.sha256),
            row=pl.col("row"),
        ),
    }
    unsaid = {
        field.name: pl.lit(empty.field(field.name)).first()
        for field in REPORT.fields
        if field.name not in given
    }
    return record(REPORT, **given, **unsaid)
