"""The columns of ACLED's files, of every generation, and how they are told from others.

Today's export and API have 31 columns; versions 1 to 7 wrote them in capitals, with
``ALLY_ACTOR_1`` and Gleditsch-Ward numbers; version 8 had ``data_id`` and ``iso3``.
"""

from __future__ import annotations

from typing import Final

from conflictlog.formats.delimited import Layout

__all__ = ["DELETED", "KEY", "LAYOUT", "is_deletions", "is_events", "left_out"]

KEY: Final = "event_id_cnty"
#: The column of the endpoint that lists what ACLED has taken back.
DELETED: Final = "deleted_timestamp"

LAYOUT: Final = Layout(
    what="ACLED's events",
    columns=(
        *(KEY, "event_date", "year", "time_precision"),
        *("disorder_type", "event_type", "sub_event_type"),
        *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction"),
        *("civilian_targeting", "iso", "iso3", "gwno", "region", "country"),
        *("admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
        *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
    ),
    required=(KEY, "event_date"),
    aliases={
        "ally_actor_1": "assoc_actor_1",
        "ally_actor_2": "assoc_actor_2",
        "associated_actor_1": "assoc_actor_1",
        "associated_actor_2": "assoc_actor_2",
        # Shapefiles cut names after ten letters.
        "event_id_c": KEY,
        "time_precis": "time_precision",
        "time_preci": "time_precision",
        "geo_precis": "geo_precision",
        "geo_precisi": "geo_precision",
    },
    verbatim=("notes",),
)
_POPULATION: Final = "population_"


def is_events(header: list[str]) -> bool:
    """Say whether a header is that of events."""
    return LAYOUT.named(header).keys() >= {KEY, "event_date"}


def is_deletions(header: list[str]) -> bool:
    """Say whether a header is that of the list of deleted events."""
    folded = {name.strip().casefold() for name in header}
    return {KEY, DELETED} <= folded and "event_date" not in folded


def left_out(header: list[str]) -> list[str]:
    """Name the columns that say how many people live around: no part of an event."""
    return [name for name in header if name.strip().casefold().startswith(_POPULATION)]
