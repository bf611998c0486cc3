"""The UCDP's Georeferenced Event Dataset (GED) and its monthly candidate events.

Columns are found by name, wherever they stand, in the spellings of releases 3.0 to 23.1. One row
is one event with one report, of the UCDP itself; it cites the offices whose articles its coders
used.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from conflictlog.formats.findings import Findings, check_errors
from conflictlog.formats.ged.assembling import DATASET, assemble
from conflictlog.formats.ged.columns import KNOWN_BY, canonical_names, header_of
from conflictlog.formats.ged.table import read_table
from conflictlog.formats.opening import Head, as_path
from conflictlog.log import EventLog
from conflictlog.report import Coverage, Dataset

__all__ = ["NAME", "SUFFIXES", "read", "sniff"]

NAME: Final = "ucdp-ged"
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
    names = canonical_names(header_of(head.first_line)[1])
    return names.keys() >= KNOWN_BY


def read(
    path: str | Path,
    *,
    errors: str = "collect",
    version: str | None = None,
    retrieved: str | None = None,
    coverage: Coverage | None = None,
    keep_rows: bool = False,
) -> EventLog:
    """Read a table of the UCDP GED or of its candidate events.

    Parameters
    ----------
    path
        CSV in UTF-8, plain or gzipped; with an HXL row or without.
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
    table = read_table(found)
    findings = Findings(table.file, errors)
    for row, cells in table.short:
        findings.add(
            row,
            f"the row has {cells} cells, the header {table.width}",
            hint="what is missing is read as blank: fetch the file again, or complete the row",
            outcome="kept",
        )
    frame, rows = assemble(table, findings)
    dataset = Dataset(
        DATASET,
        version=version or _version_of(found.name),
        licence="CC BY 4.0",
        redistributable=True,
        attribution=_ATTRIBUTION,
        retrieved=retrieved,
        coverage=coverage,
    )
    records = None
    if keep_rows:
        kept = table.raw[[row - 1 for row in rows]]
        records = kept.insert_column(0, frame["id"].alias("_event"))
    return findings.make_log(frame, rows, (dataset,), records)


def _version_of(name: str) -> str | None:
    """Give the release that a published file's name tells: 23.1, 26.01.26.06."""
    told = _PUBLISHED.fullmatch(name)
    return told[1].replace("_", ".") if told else None
