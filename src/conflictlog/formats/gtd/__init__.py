"""The Global Terrorism Database (GTD): one row one incident, in CSV or Excel.

Columns are found by name. One row is one event with one report, of the GTD itself; it cites the
outlets that its coders name, and links to the incidents that belong to the same attack.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import attrs
import polars as pl

from conflictlog.errors import InvalidFile, MissingExtra
from conflictlog.formats.building import Part, build, rating, ratings, record, source
from conflictlog.formats.delimited import header_of
from conflictlog.formats.findings import Findings, check_errors
from conflictlog.formats.gtd import codes, columns, fields, people
from conflictlog.formats.gtd.columns import KEY, KNOWN_BY, LAYOUT
from conflictlog.formats.mapping.sources import open_table
from conflictlog.formats.opening import Head, as_path
from conflictlog.formats.spreadsheet.tables import is_excel, read_excel
from conflictlog.log import EventLog
from conflictlog.report import Coverage, Dataset
from conflictlog.schema.columns import CLAIMANT, LINK

__all__ = ["NAME", "SUFFIXES", "read", "sniff"]

NAME: Final = "gtd"
SUFFIXES: Final = (".csv", ".csv.gz", ".xlsx")

_ATTRIBUTION: Final = (
    "START (National Consortium for the Study of Terrorism and Responses to Terrorism), Global "
    "Terrorism Database, https://www.start.umd.edu/gtd"
)
_LICENCE: Final = "GTD end user licence: no redistribution"


def sniff(head: Head) -> bool:
    """Say whether a table, in text or Excel, begins with the columns of the GTD."""
    if is_excel(head.data):
        try:
            top = read_excel(head.path, None, rows=1)
        except (InvalidFile, MissingExtra):
            return False
        return LAYOUT.named(next(iter(top), [])).keys() >= KNOWN_BY
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
    sheet: str | None = None,
    member: str | None = None,
) -> EventLog:
    """Read a table of the Global Terrorism Database.

    Parameters
    ----------
    path
        CSV, plain or packed (.gz, .zip, .zst), or Excel (extra ``excel``).
    errors
        "collect" keeps every row that has an id and a year, lists what is wrong in
        ``log.problems`` and warns once; "raise" stops at the first row that cannot be kept.
    version
        The release.
    retrieved
        When the file was fetched, ISO text.
    coverage
        What the file set out to record: only inside it does no event mean none. 1993 is
        missing from the whole database.
    keep_rows
        Whether to keep every row as it stands, as text columns in ``log.records``.
    encoding
        What the file is in; left out, it is told by its mark and its letters.
    sheet
        Name of the sheet of an Excel file; left out, the first.
    member
        Which file of a zip archive to read, where it holds several.

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
    check_errors(errors)
    table = open_table(as_path(path), LAYOUT, encoding=encoding, sheet=sheet, member=member)
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
        "quote": fields.quote(),
    }
    return build(
        attrs.evolve(table, rows=columns.with_codes(table.rows)),
        Findings(table.file, errors),
        dataset=Dataset(
            "GTD",
            version=version,
            licence=_LICENCE,
            redistributable=False,
            attribution=_ATTRIBUTION,
            retrieved=retrieved,
            coverage=coverage,
        ),
        key=KEY,
        reports=report,
        event={"links": _links()},
        keep_rows=keep_rows,
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
