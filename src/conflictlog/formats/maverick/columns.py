"""The columns of a table of reports, one row one report; and the ids of the reports."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import Check, Part
from conflictlog.formats.delimited import Layout

__all__ = ["ACTORS", "FLAGS", "KEY", "KNOWN_BY", "LAYOUT", "report_id"]

KEY: Final = "event_id"
ACTORS: Final = tuple(f"actor{n}" for n in range(1, 7))
#: What each actor did, 1 where it did.
FLAGS: Final = ("initiator", "perpetrator", "intervener", "bystander", "victim")
_OF_ACTORS: Final = ("id", "type", "subtype", "party", "violence", "precision", *FLAGS)

LAYOUT: Final = Layout(
    what="a table of event reports as MAVERICK has it",
    columns=(
        *("id", KEY, "country", "election", "certain", *(f"certain{n}" for n in range(1, 7))),
        *("date_start", "date_end", "city", "location", "latitude", "longitude", "geo_precision"),
        *ACTORS,
        *(f"{actor}_{name}" for actor in ACTORS for name in _OF_ACTORS),
        *("event_context", "target", "deaths_best", "deaths_low", "deaths_high"),
        *("injuries_best", "injuries_low", "injuries_high", "displacement", "damage"),
        *("source", "source_author", "source_type", "source_classification", "sampling"),
    ),
    required=(KEY, "date_start", "date_end"),
    blanks=("NA",),
)
#: A table with all of these is one of reports, coded as MAVERICK codes them.
KNOWN_BY: Final = frozenset(
    {"id", *LAYOUT.required, "geo_precision", "actor1_perpetrator", "deaths_best", "source"}
)


def report_id() -> Part:
    """Give the report's own id; where there is none, or it stands already, one by its row."""
    own, again = pl.col("id"), ~pl.col("id").is_first_distinct()
    by_row = pl.format("MAVERICK:{}#{}", pl.col(KEY), pl.col("row"))
    return Part(
        value=pl.when(pl.col("_own")).then(pl.format("MAVERICK:{}", own)).otherwise(by_row),
        prepare=lambda rows: rows.with_columns((own.is_not_null() & ~again).alias("_own")),
        checks=(
            Check(
                column="id",
                where=own.is_null(),
                problem="the report has no id",
                hint="its id is made of the event's and the number of the row",
            ),
            Check(
                column="id",
                where=own.is_not_null() & again,
                problem="the id stands for another report already",
                hint="its id is made of the event's and the number of the row",
            ),
        ),
    )
