"""GDELT's events, versions 1.0 and 2.0, and their mentions.

Programs read the world's news and code each sentence by CAMEO. One row is one event with one
report, of GDELT itself; it cites the outlet of the article. Mentions are reports of outlets.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Unpack

import attrs
import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.formats.building import Part, build, when
from conflictlog.formats.cameo import cameo_kind
from conflictlog.formats.delimited import Table
from conflictlog.formats.gdelt.articles import articles, cites, note_twins
from conflictlog.formats.gdelt.codes import DATES, codes_as_written, parties, rated, sites
from conflictlog.formats.gdelt.columns import KEY, layout_of
from conflictlog.formats.gdelt.mentions import with_mentions
from conflictlog.formats.opening import Head, as_path, check_readable, look
from conflictlog.formats.options import Reading, TableOptions, reading_of
from conflictlog.log import EventLog
from conflictlog.report import Dataset

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff"]

NAME: Final = "gdelt"
SUFFIXES: Final = (".csv", ".csv.zip", ".csv.gz")
#: The size of the real file that was read whole.
TRIED: Final = "2,414 rows, 2,414 events"

_TERMS: Final = Dataset(
    "GDELT",
    licence="GDELT terms of use: any use, with citation and a link",
    redistributable=True,
    attribution="The GDELT Project, gdeltproject.org; cite Leetaru and Schrodt 2013",
)


def sniff(head: Head) -> bool:
    """Say whether a file begins as GDELT's events or mentions do."""
    return layout_of(head.first_line) is not None


def read(
    path: str | Path,
    *,
    mentions: str | Path | Iterable[str | Path] | None = None,
    **options: Unpack[TableOptions],
) -> EventLog:
    """Read GDELT's events.

    Parameters
    ----------
    path
        A file of version 2.0 (61 columns) or 1.0 (58, before April 2013 57), packed or not; or
        one with a header that names the columns.
    mentions
        The file of mentions, or several: each mention becomes a report of its event. Those of
        events that ``path`` does not hold are listed as rejected.
    options
        What every reader of tables takes: `TableOptions`.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        For a damaged file, one that is not GDELT's or holds mentions alone, and with
        ``errors="raise"`` for a row that cannot be kept.
    """
    reading = reading_of(NAME, read, options)
    found = as_path(path)
    table = _table(found, reading)
    findings = reading.findings(table)
    note_twins(table.rows, findings)
    told = "2.0" if "ActionGeo_ADM2Code" in table.written else "1.0"
    dataset = reading.dataset_of(_TERMS, version=told)
    log = build(
        table,
        findings,
        dataset=dataset,
        key=KEY,
        reports=_report(),
        checks=DATES,
        keep_rows=reading.keep_rows,
    )
    if mentions is None:
        return log
    given = [mentions] if isinstance(mentions, str | os.PathLike) else mentions
    return with_mentions(log, map(as_path, given), reading, dataset=dataset)


def _table(path: Path, reading: Reading) -> Table:
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
    table = reading.table(path, layout)
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
