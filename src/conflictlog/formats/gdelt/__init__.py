"""GDELT's events, versions 1.0 and 2.0, and their mentions.

Programs read the world's news and code each sentence by CAMEO. One row is one event with one
report, of GDELT itself; it cites the outlet of the article. Mentions are reports of outlets.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import attrs
import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.formats.building import Part, build, when
from conflictlog.formats.cameo import cameo_kind
from conflictlog.formats.delimited import Table, read_table
from conflictlog.formats.findings import Findings, check_errors
from conflictlog.formats.gdelt.articles import articles, cites, note_twins
from conflictlog.formats.gdelt.codes import DATES, codes_as_written, parties, rated, sites
from conflictlog.formats.gdelt.columns import KEY, layout_of
from conflictlog.formats.gdelt.mentions import with_mentions
from conflictlog.formats.opening import Head, as_path, check_readable, look
from conflictlog.log import EventLog
from conflictlog.report import Coverage, Dataset

__all__ = ["NAME", "SUFFIXES", "read", "sniff"]

NAME: Final = "gdelt"
SUFFIXES: Final = (".csv", ".csv.zip", ".csv.gz")

_ATTRIBUTION: Final = "The GDELT Project, gdeltproject.org; cite Leetaru and Schrodt 2013"
_LICENCE: Final = "GDELT terms of use: any use, with citation and a link"


def sniff(head: Head) -> bool:
    """Say whether a file begins as GDELT's events or mentions do."""
    return layout_of(head.first_line) is not None


def read(
    path: str | Path,
    *,
    errors: str = "collect",
    mentions: str | Path | None = None,
    retrieved: str | None = None,
    coverage: Coverage | None = None,
    keep_rows: bool = False,
    encoding: str | None = None,
    member: str | None = None,
) -> EventLog:
    """Read GDELT's events.

    Parameters
    ----------
    path
        A file of version 2.0 (61 columns) or 1.0 (58, before April 2013 57), packed or not; or
        one with a header that names the columns.
    errors
        "collect" keeps every row that has an id and a date, lists what is wrong in
        ``log.problems`` and warns once a file; "raise" stops at the first row that cannot be
        kept.
    mentions
        The file of mentions: each becomes a report of its event. Those of events that ``path``
        does not hold are listed as rejected.
    retrieved
        When the file was fetched, ISO text.
    coverage
        What was asked of GDELT: only inside it does no event mean none.
    keep_rows
        Whether to keep every row of events as it stands, as text in ``log.records``.
    encoding
        What the text is in; left out, it is told by marks and letters.
    member
        Which file of a zip archive to read, where it holds several.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        For a damaged file, one that is not GDELT's or holds mentions alone, and with
        ``errors="raise"`` for a row that cannot be kept.
    """
    check_errors(errors)
    found = as_path(path)
    table = _table(found, encoding, member)
    findings = Findings(table.file, errors)
    note_twins(table.rows, findings)
    version = "2.0" if "ActionGeo_ADM2Code" in table.written else "1.0"
    dataset = Dataset(
        "GDELT",
        version=version,
        licence=_LICENCE,
        redistributable=True,
        attribution=_ATTRIBUTION,
        retrieved=retrieved,
        coverage=coverage,
    )
    log = build(
        table,
        findings,
        dataset=dataset,
        key=KEY,
        reports=_report(),
        checks=DATES,
        keep_rows=keep_rows,
    )
    if mentions is None:
        return log
    beside = as_path(mentions)
    return with_mentions(log, beside, dataset=dataset, errors=errors, encoding=encoding)


def _table(path: Path, encoding: str | None, member: str | None) -> Table:
    check_readable(path)
    found = layout_of(look(path).first_line)
    if found is None:
        raise InvalidFile(
            f"{path.name} does not begin as GDELT's events do",
            expected="61 columns parted by tabs, 58 in version 1.0, or a header that names them",
            remedy="fetch the file again, and leave its lines as they are",
        )
    kind, layout = found
    if kind == "mentions":
        raise InvalidFile(
            f"{path.name} holds mentions, and no events: neither day nor place nor code",
            expected="events, as 20180101000000.export.CSV holds them",
            remedy=f"read the file of events, with mentions={path.name!r}",
        )
    table = read_table(path, layout, encoding=encoding, member=member)
    if "SOURCEURL" in table.rows.columns:
        return table
    address = pl.lit(None, pl.String).alias("SOURCEURL")
    return attrs.evolve(table, rows=table.rows.with_columns(address))


def _report() -> dict[str, Part]:
    return {
        "source": articles(),
        "cites": cites(),
        "when": when("SQLDATE", formats=("%Y%m%d",)),
        "places": sites(),
        "kind": cameo_kind("EventCode"),
        "actors": parties(),
        "facets": codes_as_written(),
        "ratings": rated(),
    }
