"""The columns of SCAD's tables, and what several rows of one event share."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import Check, tidy_code
from conflictlog.formats.delimited import Layout

__all__ = ["CHECKS", "KEY", "KNOWN_BY", "LAYOUT", "QUOTED", "with_codes", "with_shared"]

KEY: Final = "eventid"
#: Columns of numbers, kept as text: "3.0" is "3".
_CODES: Final = (
    *("ccode", "duration", "stday", "stmo", "styr", "eday", "emo", "eyr", "etype", "escalation"),
    *("cgovtarget", "rgovtarget", "npart", "ndeath", "repress", "locnum", "gislocnum"),
    *("issue1", "issue2", "issue3", "nsource", "acd_questionable"),
)
_WORDS: Final = ("countryname", "startdate", "enddate", "elocal")
_ACTORS: Final = ("actor1", "actor2", "actor3", "target1", "target2")
#: Columns of free text, in the order in which a report's quote holds them.
QUOTED: Final = ("issuenote", "notes", "geo_comments")
#: What each row of an event says of its own place.
_OF_PLACES: Final = ("ilocal", "latitude", "longitude", "location_precision")
#: What rows of one event say alike; where one does not, the first counts and it is listed.
_SHARED: Final = (
    *(name for name in _CODES if name not in ("locnum", "gislocnum")),
    *_WORDS,
    *_ACTORS,
)

LAYOUT: Final = Layout(
    what="a table of SCAD",
    columns=(KEY, *_CODES, *_WORDS, *_ACTORS, *QUOTED, *_OF_PLACES),
    required=(KEY, "etype", "styr"),
    verbatim=QUOTED,
)
#: A table with all of these is one of SCAD and nothing else.
KNOWN_BY: Final = frozenset({*LAYOUT.required, "npart", "ndeath", "elocal", "locnum"})


def with_codes(rows: pl.DataFrame) -> pl.DataFrame:
    """Write each code in one way."""
    return rows.with_columns(tidy_code(pl.col(name), fold=False) for name in (KEY, *_CODES))


def with_shared(rows: pl.DataFrame) -> pl.DataFrame:
    """Put together what the rows of an event say one by one: comments, codes of places."""
    told = {**dict(zip(QUOTED, QUOTED, strict=True)), "_locnum": "locnum"}
    return rows.with_columns(
        pl.col(column).drop_nulls().unique(maintain_order=True).str.join("; ").over(KEY).alias(name)
        for name, column in told.items()
    ).with_columns(pl.when(pl.col(name) != "").then(pl.col(name)) for name in told)


CHECKS: Final = tuple(
    Check(
        column=name,
        where=pl.col(KEY).is_not_null() & pl.col(name).ne_missing(pl.col(name).first().over(KEY)),
        problem="rows of one event contradict each other",
        hint="the first row counts",
    )
    for name in _SHARED
)
