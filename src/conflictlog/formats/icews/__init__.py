"""ICEWS, the Integrated Crisis Early Warning System: events coded by programs, 1995 to 2023.

One row is one event with one report, of ICEWS itself; it cites the publisher of the story. An
event id stands for several days: the key is the id with its date.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Unpack

import polars as pl

from conflictlog.formats.building import Part, build, source, texts, when
from conflictlog.formats.cameo import cameo_kind
from conflictlog.formats.delimited import Layout
from conflictlog.formats.icews.fields import parties, sites, stated
from conflictlog.formats.opening import Head, as_path
from conflictlog.formats.options import TableOptions, begins_with, reading_of
from conflictlog.formats.tabs import copied, tabbed
from conflictlog.log import EventLog
from conflictlog.report import Dataset

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff"]

NAME: Final = "icews"
SUFFIXES: Final = (".tab", ".tsv", ".csv")
#: The size of the real file that was read whole.
TRIED: Final = "3,705 rows, 3,705 events"

_TERMS: Final = Dataset(
    "ICEWS",
    licence="terms of the Harvard Dataverse, doi:10.7910/DVN/28075",
    redistributable=None,
    attribution="Boschee et al., ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075",
)
_COLUMNS: Final = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text"),
    *("CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID"),
    *("Sentence Number", "Publisher", "City", "District", "Province", "Country"),
    *("Latitude", "Longitude"),
)
_LAYOUT: Final = Layout(
    what="ICEWS events",
    columns=_COLUMNS,
    required=("Event ID", "Event Date", "CAMEO Code"),
    aliases=copied(_COLUMNS),
    blanks=("NA", "NULL"),
)
_KNOWN_BY: Final = {"Event ID", "Event Date", "CAMEO Code", "Source Name", "Target Name"}


def sniff(head: Head) -> bool:
    """Say whether a file begins with the columns of ICEWS."""
    return begins_with(head, _LAYOUT, _KNOWN_BY)


def read(path: str | Path, **options: Unpack[TableOptions]) -> EventLog:
    """Read ICEWS events.

    Parameters
    ----------
    path
        A table with ICEWS' 20 columns, in any order, packed or not.
    options
        What every reader of tables takes: `TableOptions`.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        For a damaged file, one that is not ICEWS', and with ``errors="raise"`` for a row that
        cannot be kept.
    """
    reading = reading_of(NAME, read, options)
    table = tabbed(as_path(path), _LAYOUT, reading)
    return build(
        table,
        reading.findings(table),
        dataset=reading.dataset_of(_TERMS),
        key=_key(),
        reports=_report(),
        keep_rows=reading.keep_rows,
    )


def _key() -> pl.Expr:
    """Give the id with its date, null where there is no id."""
    parts = pl.concat_str("Event ID", "Event Date", separator="-", ignore_nulls=True)
    return pl.when(pl.col("Event ID").is_not_null()).then(parts).alias("Event ID")


def _report() -> dict[str, Part]:
    return {
        "source": source(pl.lit("ICEWS")),
        # A publisher's name may hold any mark: the cell is one name.
        "cites": texts("Publisher", "\t"),
        "when": when("Event Date"),
        "places": sites(),
        "kind": cameo_kind("CAMEO Code"),
        "actors": parties(),
        "facets": stated(),
    }
