"""Where a row comes from: one article of the day it was taken up, and the rows that share it."""

from __future__ import annotations

from typing import Final

import attrs
import polars as pl

from conflictlog.formats.building import Check, Part, single, source
from conflictlog.formats.findings import Findings

__all__ = ["articles", "cites", "moment", "note_twins"]

_SAME: Final = ("SQLDATE", "EventCode", "ActionGeo_FullName", "SOURCEURL")
_HOST: Final = r"^[A-Za-z][A-Za-z0-9+.-]*://(?:www\.)?([^/:?#]+)"


def moment(column: str) -> Part:
    """Give GDELT's time stamps as ISO text in UTC: 20180101001500, or 20130401 in version 1."""
    cell, found = pl.col(column), f"_{column}"
    clock = cell.str.to_datetime("%Y%m%d%H%M%S", strict=False, exact=True)
    day = cell.str.to_date("%Y%m%d", strict=False, exact=True)
    text = (
        pl.when(cell.str.len_bytes() == len("20180101001500"))
        .then(clock.dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
        .when(cell.str.len_bytes() == len("20180101"))
        .then(day.dt.strftime("%Y-%m-%d"))
    )
    return Part(
        value=pl.col(found),
        prepare=lambda rows: rows.with_columns(text.alias(found)),
        reads=frozenset({column}),
        checks=(
            Check(
                column=column,
                where=cell.is_not_null() & pl.col(found).is_null(),
                problem="no time can be read: kept without it",
                hint="write it as 20180101001500",
            ),
        ),
    )


def articles() -> Part:
    """Give the source: GDELT, whose programs read an article at that address at that time."""
    taken = moment("DATEADDED")
    item = source(pl.lit("GDELT"), url="SOURCEURL", retrieved=taken.value)
    return attrs.evolve(taken, value=item.value)


def cites() -> Part:
    """Give the outlet of the article, by the host of its address."""
    host = pl.col("SOURCEURL").str.extract(_HOST, 1).str.to_lowercase()
    return Part(
        value=pl.when(host.is_null()).then(pl.lit([], pl.List(pl.String))).otherwise(single(host))
    )


def note_twins(rows: pl.DataFrame, findings: Findings) -> None:
    """Say once how many rows tell the same of the same article: nothing merges them."""
    known = rows.filter(pl.col("SOURCEURL").is_not_null())
    shared = int(known.select(_SAME).is_duplicated().sum())
    if shared:
        findings.add(
            0,
            f"{shared} of {rows.height} rows share date, code, place and address with another: "
            "one article makes many rows",
            column="SOURCEURL",
            hint="kept as they are; count articles by their address, or merge them, and not rows",
            outcome="kept",
        )
