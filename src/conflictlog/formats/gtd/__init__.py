"""The Global Terrorism Database (GTD): one row one incident, in CSV or Excel.

Columns are found by name. One row is one event with one report, of the GTD itself; it cites the
outlets that its coders name, and links to the incidents that belong to the same attack. Codes are
read as the codebook of June 2016 explains them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Unpack

import attrs
import polars as pl

from conflictlog.errors import InvalidFile, MissingExtra
from conflictlog.formats.building import Part, build, rating, ratings, record, source
from conflictlog.formats.freetext import quoted
from conflictlog.formats.gtd import codes, columns, fields, people
from conflictlog.formats.gtd.columns import KEY, KNOWN_BY, LAYOUT
from conflictlog.formats.mapping.sources import open_table
from conflictlog.formats.opening import Head, as_path
from conflictlog.formats.options import TableOptions, begins_with, reading_of
from conflictlog.formats.spreadsheet.tables import is_excel, read_excel
from conflictlog.log import EventLog
from conflictlog.report import Dataset
from conflictlog.schema.columns import CLAIMANT, LINK

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff"]

NAME: Final = "gtd"
SUFFIXES: Final = (".csv", ".csv.gz", ".xlsx")
#: The size of the generated file that was read whole: no real one was at hand.
TRIED: Final = "100,000 generated rows"

_TERMS: Final = Dataset(
    "GTD",
    licence="GTD end user licence: no redistribution",
    redistributable=False,
    attribution=(
        "START (National Consortium for the Study of Terrorism and Responses to Terrorism), Global "
        "Terrorism Database, https://www.start.umd.edu/gtd"
    ),
)


def sniff(head: Head) -> bool:
    """Say whether a table, in text or Excel, begins with the columns of the GTD."""
    if is_excel(head.data):
        try:
            top = read_excel(head.path, None, rows=1)
        except (InvalidFile, MissingExtra):
            return False
        return LAYOUT.named(next(iter(top), [])).keys() >= KNOWN_BY
    return begins_with(head, LAYOUT, KNOWN_BY)


def read(
    path: str | Path, *, sheet: str | None = None, **options: Unpack[TableOptions]
) -> EventLog:
    """Read a table of the Global Terrorism Database.

    Parameters
    ----------
    path
        CSV, plain or packed (.gz, .zip, .zst), or Excel (extra ``excel``).
    sheet
        Name of the sheet of an Excel file; left out, the first.
    options
        What every reader of tables takes: `TableOptions`. For ``coverage``: 1993 is missing
        from the whole database.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        For a damaged file, one that is not the GTD's, and with ``errors="raise"`` for a row
        that cannot be kept.
    MissingExtra
        For Excel without the extra.
    """
    reading = reading_of(NAME, read, options)
    table = open_table(
        as_path(path), LAYOUT, encoding=reading.encoding, sheet=sheet, member=reading.member
    )
    report = {
        "source": source(pl.lit("GTD")),
        "cites": fields.cites(),
        "when": fields.span(),
        "places": fields.where(),
        "kind": codes.kinds(),
        "actors": people.people(),
        "estimates": fields.counts(),
        "facets": codes.stated(),
        "ratings": ratings(
            rating("gtd-doubtterr", "doubtterr"), rating("gtd-specificity", "specificity")
        ),
        "quote": quoted(columns.QUOTED),
    }
    return build(
        attrs.evolve(table, rows=columns.with_codes(table.rows)),
        reading.findings(table),
        dataset=reading.dataset_of(_TERMS),
        key=KEY,
        reports=report,
        event={"links": _links()},
        keep_rows=reading.keep_rows,
    )


def _links() -> Part:
    """Link the incidents that the database says are related: it does not say how."""
    link = record(
        LINK,
        type=pl.lit("related"),
        target=pl.format("GTD:{}", pl.element()),
        claimant=record(CLAIMANT, name=pl.lit("GTD")),
    )
    return Part(value=fields.related().value.list.eval(link))
