"""The UCDP's Georeferenced Event Dataset (GED) and its monthly candidate events.

Columns are found by name, wherever they stand, in the spellings of releases 3.0 to 23.1. One row
is one event with one report, of the UCDP itself; it cites the offices whose articles its coders
used.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Unpack

import attrs
import polars as pl

from conflictlog.formats.building import Part, build, source
from conflictlog.formats.ged import articles, codes, counts, places, sides, spans
from conflictlog.formats.ged.columns import KNOWN_BY, LAYOUT
from conflictlog.formats.opening import Head, as_path
from conflictlog.formats.options import TableOptions, begins_with, reading_of
from conflictlog.log import EventLog
from conflictlog.report import Dataset

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff"]

NAME: Final = "ucdp-ged"
SUFFIXES: Final = (".csv", ".csv.gz")
#: The size of the real file that was read whole.
TRIED: Final = "16,566 rows, 16,566 events"

_TERMS: Final = Dataset(
    "UCDP GED",
    licence="CC BY 4.0",
    redistributable=True,
    attribution=(
        "UCDP Georeferenced Event Dataset, Uppsala Conflict Data Program, Uppsala University; "
        "cite Sundberg and Melander 2013 (doi:10.1177/0022343313484347) and the article by "
        "Davies et al. that introduces the release"
    ),
)
#: The names under which the UCDP itself publishes: GEDEvent_v23_1.csv.
_PUBLISHED: Final = re.compile(r"gedevent_v(\d+(?:_\d+)+)\.csv(?:\.gz)?", re.IGNORECASE)


def sniff(head: Head) -> bool:
    """Say whether a file begins with the columns of a GED."""
    return begins_with(head, LAYOUT, KNOWN_BY)


def read(path: str | Path, **options: Unpack[TableOptions]) -> EventLog:
    """Read a table of the UCDP GED or of its candidate events.

    Parameters
    ----------
    path
        CSV, plain or packed (.gz, .zip, .zst); with an HXL row or without.
    options
        What every reader of tables takes: `TableOptions`.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        For a damaged file, a file that is no GED, and with ``errors="raise"`` for a row
        that cannot be kept.
    """
    reading = reading_of(NAME, read, options)
    found = as_path(path)
    table = reading.table(found, LAYOUT)
    table = attrs.evolve(table, rows=codes.with_codes(table.rows))
    return build(
        table,
        reading.findings(table),
        dataset=reading.dataset_of(_TERMS, version=_version_of(found.name)),
        reports=_report(),
        key=pl.col("_id").alias("id"),
        prefix="GED",
        keep_rows=reading.keep_rows,
    )


@functools.cache
def _report() -> Mapping[str, Part]:
    """Give the fields of a report; they hang on nothing of the file."""
    return {
        "kind": Part(value=codes.kind().value, checks=codes.CHECKS),
        "source": source(pl.lit("UCDP")),
        "when": spans.span(),
        "places": places.where(),
        "actors": sides.sides(),
        "estimates": counts.killed(),
        "cites": articles.cites(),
        "headline": articles.headline(),
        "facets": codes.stated(),
        "quote": articles.quote(),
        "ratings": codes.rated(),
    }


def _version_of(name: str) -> str | None:
    """Give the release that a published file's name tells: 23.1, 26.01.26.06."""
    told = _PUBLISHED.fullmatch(name)
    return told[1].replace("_", ".") if told else None
