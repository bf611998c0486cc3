"""The UCDP's Georeferenced Event Dataset (GED) and its monthly candidate events.

Columns are found by name, wherever they stand, in the spellings of releases 3.0 to 23.1. One row
is one event with one report, of the UCDP itself; it cites the offices whose articles its coders
used.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import polars as pl

from conflictlog.formats.building import Part, build, source
from conflictlog.formats.delimited import header_of, read_table
from conflictlog.formats.findings import Findings, check_errors
from conflictlog.formats.ged import articles, codes, counts, places, sides, spans
from conflictlog.formats.ged.columns import KNOWN_BY, LAYOUT
from conflictlog.formats.opening import Head, as_path
from conflictlog.log import EventLog
from conflictlog.report import Coverage, Dataset

__all__ = ["NAME", "SUFFIXES", "read", "sniff"]

NAME: Final = "ucdp-ged"
_DATASET: Final = "UCDP GED"
SUFFIXES: Final = (".csv", ".csv.gz")

_ATTRIBUTION: Final = (
    "UCDP Georeferenced Event Dataset, Uppsala Conflict Data Program, Uppsala University; "
    "cite Sundberg and Melander 2013 (doi:10.1177/0022343313484347) and the article by "
    "Davies et al. that introduces the release"
)
#: The names under which the UCDP itself publishes: GEDEvent_v23_1.csv.
_PUBLISHED: Final = re.compile(r"gedevent_v(\d+(?:_\d+)+)\.csv(?:\.gz)?", re.IGNORECASE)


def sniff(head: Head) -> bool:
    """Say whether a file begins with the columns of a GED."""
    return LAYOUT.named(header_of(head.first_line, LAYOUT)[1]).keys() >= KNOWN_BY


def read(
    path: str | Path,
    *,
    errors: str = "collect",
    version: str | None = None,
    retrieved: str | None = None,
    coverage: Coverage | None = None,
    keep_rows: bool = False,
    encoding: str | None = None,
    member: str | None = None,
) -> EventLog:
    """Read a table of the UCDP GED or of its candidate events.

    Parameters
    ----------
    path
        CSV, plain or packed (.gz, .zip, .zst); with an HXL row or without.
    errors
        "collect" keeps every row that has an id and dates, lists what is wrong in
        ``log.problems`` and warns once; "raise" stops at the first row that cannot be kept.
    version
        The release, "23.1"; left out, it is read off a file name as the UCDP publishes it.
    retrieved
        When the file was fetched, ISO text.
    coverage
        What the release set out to record: only inside it does no event mean none.
    keep_rows
        Whether to keep every row as it stands, as text columns in ``log.records``.
    encoding
        What the file is in; left out, it is told by its mark and its letters.
    member
        Which file of a zip archive to read, where it holds several.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        For a damaged file, a file that is no GED, and with ``errors="raise"`` for a row
        that cannot be kept.
    """
    check_errors(errors)
    found = as_path(path)
    table = read_table(found, LAYOUT, encoding=encoding, member=member)
    dataset = Dataset(
        _DATASET,
        version=version or _version_of(found.name),
        licence="CC BY 4.0",
        redistributable=True,
        attribution=_ATTRIBUTION,
        retrieved=retrieved,
        coverage=coverage,
    )
    report = {
        "kind": Part(value=codes.kind().value, prepare=codes.with_codes, checks=codes.CHECKS),
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
    return build(
        table,
        Findings(table.file, errors),
        dataset=dataset,
        reports=report,
        key=pl.col("_id").alias("id"),
        prefix="GED",
        keep_rows=keep_rows,
    )


def _version_of(name: str) -> str | None:
    """Give the release that a published file's name tells: 23.1, 26.01.26.06."""
    told = _PUBLISHED.fullmatch(name)
    return told[1].replace("_", ".") if told else None
