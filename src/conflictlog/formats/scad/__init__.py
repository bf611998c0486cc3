"""SCAD: the Social Conflict Analysis Database of Africa and Latin America.

Columns are found by name. A row is an event or one place of it: rows of one ``eventid`` are one
event, with one report, of SCAD itself, and as many places as rows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Unpack

import attrs
import polars as pl

from conflictlog.formats.building import actor, actors, build, source
from conflictlog.formats.freetext import quoted
from conflictlog.formats.opening import Head, as_path
from conflictlog.formats.options import TableOptions, begins_with, reading_of
from conflictlog.formats.scad import codes, columns, dates, sites
from conflictlog.formats.scad.columns import KEY, KNOWN_BY, LAYOUT
from conflictlog.log import EventLog
from conflictlog.report import Dataset

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff"]

NAME: Final = "scad"
SUFFIXES: Final = (".csv", ".csv.gz")
#: The size of the real file that was read whole.
TRIED: Final = "133 rows, 114 events"

_TERMS: Final = Dataset(
    "SCAD",
    licence="Strauss Center terms of use: no commercial distribution without permission",
    redistributable=False,
    attribution=(
        "Social Conflict Analysis Database (SCAD), Robert S. Strauss Center; cite Salehyan, "
        "Hendrix, Hamner, Case, Linebarger, Stull and Williams 2012 "
        "(doi:10.1080/03050629.2012.697426)"
    ),
)


def sniff(head: Head) -> bool:
    """Say whether a file begins with the columns of SCAD."""
    return begins_with(head, LAYOUT, KNOWN_BY)


def read(path: str | Path, **options: Unpack[TableOptions]) -> EventLog:
    """Read a table of SCAD.

    Parameters
    ----------
    path
        CSV, plain or packed (.gz, .zip, .zst).
    options
        What every reader of tables takes: `TableOptions`.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        For a damaged file, one that is not SCAD's, and with ``errors="raise"`` for a row that
        cannot be kept.
    """
    reading = reading_of(NAME, read, options)
    table = reading.table(as_path(path), LAYOUT)
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
        "quote": quoted(columns.QUOTED),
    }
    return build(
        attrs.evolve(table, rows=rows),
        reading.findings(table),
        dataset=reading.dataset_of(_TERMS),
        key=KEY,
        reports=report,
        rows_are="places",
        checks=columns.CHECKS,
        keep_rows=reading.keep_rows,
    )
