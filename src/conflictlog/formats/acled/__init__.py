"""ACLED: events as its export tool, its API and its old releases give them.

Columns are found by name, in today's spelling or that of versions 1 to 8; CSV and JSON. One row
is one event with one report, of ACLED itself; it cites the outlets that its coders used.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Unpack

import attrs
import polars as pl

from conflictlog.errors import InvalidFile, InvalidValue
from conflictlog.formats.acled.codes import coded_facets, kinds
from conflictlog.formats.acled.columns import KEY, LAYOUT, is_deletions, is_events, left_out
from conflictlog.formats.acled.dates import patterns_of, published, times
from conflictlog.formats.acled.documents import is_document, read_document
from conflictlog.formats.acled.parties import parties
from conflictlog.formats.acled.sites import sites, with_seas
from conflictlog.formats.acled.versions import CHECKS, with_versions
from conflictlog.formats.building import (
    Part,
    build,
    estimate,
    estimates,
    joined,
    plain,
    rating,
    ratings,
    source,
    texts,
)
from conflictlog.formats.delimited import Table, header_of
from conflictlog.formats.findings import Findings
from conflictlog.formats.opening import Head, as_path, check_readable, look
from conflictlog.formats.options import Reading, TableOptions, reading_of
from conflictlog.log import EventLog
from conflictlog.report import Dataset

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff"]

NAME: Final = "acled"
SUFFIXES: Final = (".csv", ".csv.gz", ".json")
#: The size of the generated file that was read whole: no real one was at hand.
TRIED: Final = "100,000 generated rows"

_TERMS: Final = Dataset(
    "ACLED",
    licence="ACLED terms of use",
    redistributable=False,
    attribution=(
        "ACLED (Armed Conflict Location & Event Data), acleddata.com, with the date of access; "
        "cite Raleigh, Kishi and Linke 2023 (doi:10.1057/s41599-023-01559-4)"
    ),
)
#: What tolls are coded as that the sources do not number; a true three is the same number.
_BY_RULE: Final = (3.0, 10.0)


def sniff(head: Head) -> bool:
    """Say whether a file begins as ACLED's events do, or its list of deleted events."""
    text = head.text or ""
    header = _header(text)
    return is_events(header) or is_deletions(header) or is_document(text)


def _header(text: str) -> list[str]:
    line = next((line for line in text.splitlines() if line.strip()), "")
    return header_of(line, LAYOUT)[1]


def read(
    path: str | Path,
    *,
    day_first: bool | None = None,
    **options: Unpack[TableOptions],
) -> EventLog:
    """Read ACLED's events, in CSV or JSON.

    Parameters
    ----------
    path
        A file of the export tool, of the API, or of an old release; packed or not.
    day_first
        Whether 03/04/2014 is the third of April; left out, the file's other dates tell.
    options
        What every reader of tables takes: `TableOptions`. ACLED asks for ``retrieved`` in its
        attribution.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        For a damaged file, one that is not ACLED's or lists deleted events, and with
        ``errors="raise"`` for a row that cannot be kept.
    """
    reading = reading_of(NAME, read, options)
    if not (day_first is None or isinstance(day_first, bool)):
        raise InvalidValue(f"day_first is {day_first!r}", expected="True, False or None")
    found = as_path(path)
    table = _table(found, reading)
    findings = reading.findings(table)
    _note_left_out(table, findings)
    rows = with_seas(with_versions(table.rows))
    patterns = patterns_of(rows, day_first=day_first)
    return build(
        attrs.evolve(table, rows=rows),
        findings,
        dataset=reading.dataset_of(_TERMS),
        key=KEY,
        reports=_report(patterns),
        checks=CHECKS,
        keep_rows=reading.keep_rows,
    )


@functools.cache
def _report(patterns: tuple[str, ...]) -> Mapping[str, Part]:
    """Give the fields of a report; they hang on nothing else of the file."""
    moment = published()
    outlet = source(pl.lit("ACLED"), published=moment.value)
    number = pl.col("fatalities").cast(pl.Float64, strict=False)
    by_rule = number.is_in(list(_BY_RULE)).fill_null(value=False)
    return {
        "source": joined([moment], outlet.value),
        "cites": texts("source", ";"),
        "when": times(patterns),
        "places": sites(),
        "kind": kinds(),
        "actors": parties(),
        "estimates": estimates(estimate("killed", "fatalities", rounded=by_rule)),
        "facets": coded_facets(),
        "ratings": ratings(
            rating("acled-time-precision", "time_precision"),
            rating("acled-geo-precision", "geo_precision"),
        ),
        "quote": plain("notes"),
    }


def _table(path: Path, reading: Reading) -> Table:
    check_readable(path)
    text = look(path).text or ""
    header = _header(text)
    if is_deletions(header) or (is_document(text) and '"deleted_timestamp"' in text.casefold()):
        raise InvalidFile(
            f"{path.name} lists events that ACLED has deleted, and no events",
            expected="events, with event_date and all else",
            remedy="read the events, and leave out those whose id it names: "
            "ACLED:UKR12345 for UKR12345",
        )
    if text.lstrip().startswith(("{", "[")):
        return read_document(path, encoding=reading.encoding, member=reading.member)
    return reading.table(path, LAYOUT)


def _note_left_out(table: Table, findings: Findings) -> None:
    """Say once that numbers of inhabitants are not read."""
    names = left_out(table.raw.columns)
    if names:
        findings.add(
            0,
            f"not read: {', '.join(names)}",
            column=names[0],
            hint="they tell how many people live around, and nothing of the event; "
            "keep_rows=True keeps them",
            outcome="kept",
        )
