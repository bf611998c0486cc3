"""SCAD: the Social Conflict Analysis Database of Africa and Latin America.

Columns are found by name. A row is an event or one place of it: rows of one ``eventid`` are one
event, with one report, of SCAD itself, and as many places as rows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import attrs
import polars as pl

from conflictlog.formats.building import Part, actor, actors, build, plain, source
from conflictlog.formats.delimited import header_of, read_table
from conflictlog.formats.findings import Findings, check_errors
from conflictlog.formats.opening import Head, as_path
from conflictlog.formats.scad import codes, columns, dates, sites
from conflictlog.formats.scad.columns import KEY, KNOWN_BY, LAYOUT
from conflictlog.log import EventLog
from conflictlog.report import Coverage, Dataset

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff"]

NAME: Final = "scad"
SUFFIXES: Final = (".csv", ".csv.gz")
#: The size of the real file that was read whole.
TRIED: Final = "133 rows, 114 events"

_ATTRIBUTION: Final = (
    "Social Conflict Analysis Database (SCAD), Robert S. Strauss Center; cite Salehyan, Hendrix, "
    "Hamner, Case, Linebarger, Stull and Williams 2012 (doi:10.1080/03050629.2012.697426)"
)
_LICENCE: Final = "Strauss Center terms of use: no commercial distribution without permission"


def sniff(head: Head) -> bool:
    """Say whether a file begins with the columns of SCAD."""
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
    """Read a table of SCAD.

    Parameters
    ----------
    path
        CSV, plain or packed (.gz, .zip, .zst).
    errors
        "collect" keeps every row that has an id and a date, lists what is wrong in
        ``log.problems`` and warns once; "raise" stops at the first row that cannot be kept.
    version
        The release, "3.3".
    retrieved
        When the file was fetched, ISO text.
    coverage
        What the file set out to record: only inside it does no event mean none.
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
        For a damaged file, one that is not SCAD's, and with ``errors="raise"`` for a row that
        cannot be kept.
    """
    check_errors(errors)
    table = read_table(as_path(path), LAYOUT, encoding=encoding, member=member)
    rows = dates.with_dates(columns.with_shared(columns.with_codes(table.rows)))
    report = {
        "source": source(pl.lit("SCAD")),
        "when": dates.span(),
        "places": sites.sites(),
        "kind": codes.kinds(),
        "actors": actors(
            *(actor(f"actor{n}", role="initiator") for n in (1, 2, 3)),
            *(actor(f"target{n}", role="target") for n in (1, 2)),
        ),
        "estimates": codes.counts(),
        "facets": codes.stated(),
        "quote": _quote(),
    }
    return build(
        attrs.evolve(table, rows=rows),
        Findings(table.file, errors),
        dataset=Dataset(
            "SCAD",
            version=version,
            licence=_LICENCE,
            redistributable=False,
            attribution=_ATTRIBUTION,
            retrieved=retrieved,
            coverage=coverage,
        ),
        key=KEY,
        reports=report,
        rows_are="places",
        checks=columns.CHECKS,
        keep_rows=keep_rows,
    )


def _quote() -> Part:
    """Give the free text: what it was about, then notes, each behind its column's name."""
    lines = [pl.format(f"{name}: {{}}", pl.col(name)) for name in columns.QUOTED]
    words = pl.concat_str(lines, separator="\n", ignore_nulls=True)
    return plain(pl.when(words != "").then(words))
