"""POLECAT: events of 2018 and later, coded by programs in the scheme PLOVER.

One row is one event with one report, of POLECAT itself; it cites the source of the story.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Unpack

import polars as pl

from conflictlog.formats.building import Part, build, source, texts, when
from conflictlog.formats.delimited import Layout
from conflictlog.formats.opening import Head, as_path
from conflictlog.formats.options import TableOptions, begins_with, reading_of
from conflictlog.formats.polecat.fields import kinds, parties, sites, stated
from conflictlog.formats.tabs import copied, tabbed
from conflictlog.log import EventLog
from conflictlog.report import Dataset

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff"]

NAME: Final = "polecat"
SUFFIXES: Final = (".txt", ".tsv", ".csv", ".txt.zip")
#: The size of the generated file that was read whole: no real one was at hand.
TRIED: Final = "100,000 generated rows"

_TERMS: Final = Dataset(
    "POLECAT",
    licence="for research and education; all rights reserved",
    redistributable=False,
    attribution="POLECAT (POLitical Event Classification, Attributes, and Types) weekly data",
)
_COLUMNS: Final = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors"),
    *("Actor Title", "Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector"),
    *("Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
_LAYOUT: Final = Layout(
    what="POLECAT events",
    columns=_COLUMNS,
    required=("Event ID", "Event Date", "Event Type"),
    aliases={"event intensity": "Intensity", **copied(_COLUMNS)},
    blanks=("None",),
)
_KNOWN_BY: Final = {"Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name"}


def sniff(head: Head) -> bool:
    """Say whether a file begins with the columns of POLECAT."""
    return begins_with(head, _LAYOUT, _KNOWN_BY)


def read(path: str | Path, **options: Unpack[TableOptions]) -> EventLog:
    """Read POLECAT events.

    Parameters
    ----------
    path
        A table with POLECAT's 40 columns, in any order, packed or not.
    options
        What every reader of tables takes: `TableOptions`.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        For a damaged file, one that is not POLECAT's, and with ``errors="raise"`` for a row
        that cannot be kept.
    """
    reading = reading_of(NAME, read, options)
    table = tabbed(as_path(path), _LAYOUT, reading)
    return build(
        table,
        reading.findings(table),
        dataset=reading.dataset_of(_TERMS),
        key="Event ID",
        reports=_report(),
        keep_rows=reading.keep_rows,
    )


def _report() -> dict[str, Part]:
    return {
        "source": source(pl.lit("POLECAT")),
        "cites": texts("Source", ";"),
        "when": when("Event Date"),
        "places": sites(),
        "kind": kinds(),
        "actors": parties(),
        "facets": stated(),
    }
