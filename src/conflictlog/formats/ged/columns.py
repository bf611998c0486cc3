"""The columns that are read, by name: releases differ in case, order, number and spelling."""

from __future__ import annotations

from typing import Final

from conflictlog.formats.delimited import Layout

__all__ = ["COLUMNS", "KNOWN_BY", "LAYOUT", "QUOTED"]

#: Every column that is read; all others are only reached through the locator.
COLUMNS: Final = (
    "id",
    "year",
    "code_status",
    "type_of_violence",
    "conflict_new_id",
    "conflict_name",
    "dyad_new_id",
    "dyad_name",
    "side_a",
    "side_b",
    "gwnoa",
    "gwnob",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "iso3",
    "country_id",
    "country",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "low",
    "high",
)

#: Columns of free text, kept as written, in the order in which a report's quote holds them.
QUOTED: Final = ("source_article", "source_original", "where_description")

LAYOUT: Final = Layout(
    what="a UCDP GED table in CSV",
    columns=COLUMNS,
    required=("id", "date_start", "date_end"),  # without these there is no event
    aliases={"best_est": "best", "low_est": "low", "high_est": "high"},
    verbatim=QUOTED,
)

#: A table with all of these is a GED and nothing else.
KNOWN_BY: Final = frozenset({*LAYOUT.required, "type_of_violence", "where_prec", "side_a", "best"})
