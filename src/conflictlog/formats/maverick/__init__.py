"""MAVERICK, and other tables of reports in its columns: each row is one report of an event.

Columns are found by name. Rows of one ``event_id`` are one event with as many reports, each of
its own source, so that what they disagree on stays side by side.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Unpack

import polars as pl

from conflictlog.formats.building import (
    Part,
    build,
    coded,
    country,
    estimate,
    estimates,
    facet,
    facets,
    kind,
    place,
    rating,
    ratings,
    tidy_code,
    when,
)
from conflictlog.formats.maverick.columns import KEY, KNOWN_BY, LAYOUT, report_id
from conflictlog.formats.maverick.items import headline, item
from conflictlog.formats.maverick.people import deeds, people
from conflictlog.formats.opening import Head, as_path
from conflictlog.formats.options import TableOptions, begins_with, reading_of
from conflictlog.formats.sited import sited
from conflictlog.log import EventLog
from conflictlog.report import Dataset

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff"]

NAME: Final = "maverick"
SUFFIXES: Final = (".csv", ".csv.gz")
#: The size of the real file that was read whole.
TRIED: Final = "2,225 rows, 1,515 events"

_TERMS: Final = Dataset(
    "MAVERICK",
    licence="CC BY 4.0",
    redistributable=True,
    attribution=(
        "MAVERICK (Modes and Agents of Election-Related Violence in Côte d'Ivoire and Kenya), van "
        "Baalen and Höglund; cite doi:10.1093/jopres/xjaf012"
    ),
)
#: From the country to the street or building; 2 to 5 as the rows themselves use them.
_PRECISION: Final = {
    "1": "country",
    "2": "admin1",
    "3": "town",
    "4": "town",
    "5": "site",
    "6": "exact",
}


def sniff(head: Head) -> bool:
    """Say whether a file begins with the columns of MAVERICK."""
    return begins_with(head, LAYOUT, KNOWN_BY)


def read(path: str | Path, **options: Unpack[TableOptions]) -> EventLog:
    """Read a table of reports in the columns of MAVERICK.

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
        For a damaged file, one without these columns, and with ``errors="raise"`` for a row
        that cannot be kept.
    """
    reading = reading_of(NAME, read, options)
    table = reading.table(as_path(path), LAYOUT)
    report = {
        "source": item(),
        "id": report_id(),
        "when": when("date_start", "date_end"),
        "places": _where(),
        "kind": kind("event_context", "maverick"),
        "headline": headline(),
        "actors": people(),
        "estimates": estimates(
            estimate("killed", "deaths_best", low="deaths_low", high="deaths_high"),
            estimate("injured", "injuries_best", low="injuries_low", high="injuries_high"),
        ),
        "facets": _stated(),
        "ratings": ratings(
            rating("maverick-certain", "certain"),
            rating("maverick-geo-precision", "geo_precision"),
            rating("maverick-source-classification", "source_classification"),
        ),
    }
    return build(
        table,
        reading.findings(table),
        dataset=reading.dataset_of(_TERMS),
        key=KEY,
        reports=report,
        rows_are="reports",
        keep_rows=reading.keep_rows,
    )


def _where() -> Part:
    spot = place(
        "latitude",
        "longitude",
        name=pl.coalesce("location", "city"),
        country=country("country"),
        precision=coded("geo_precision", _PRECISION),
    )
    return sited(spot, "latitude")


def _stated() -> Part:
    criteria = [
        pl.when(tidy_code(pl.col(f"certain{n}")) == "1").then(pl.lit(str(n))) for n in range(1, 7)
    ]
    fulfilled = Part(value=pl.concat_list(criteria).list.drop_nulls(), several=True)
    return facets(
        *deeds(),
        facet("city", "city"),
        facet("criteria", fulfilled),
        facet("displacement", "displacement"),
        facet("election", "election"),
        facet("event_context", "event_context"),
        facet("material_damage", "damage"),
        facet("sampling", "sampling"),
        facet("source_type", "source_type"),
        facet("target_type", "target"),
    )
