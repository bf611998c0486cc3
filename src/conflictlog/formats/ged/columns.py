"""The columns that are read, by name: releases differ in case, order, number and spelling."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Final

__all__ = ["COLUMNS", "KNOWN_BY", "QUOTED", "REQUIRED", "canonical_names", "header_of"]

#: Every column that is read; all others are only reached through the locator.
COLUMNS: Final = (
    "id",
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

_ALIASES: Final = {"best_est": "best", "low_est": "low", "high_est": "high"}

#: Columns of free text, kept as written, in the order in which a report's quote holds them.
QUOTED: Final = ("source_article", "source_original", "where_description")

#: Without these there is no event.
REQUIRED: Final = ("id", "date_start", "date_end")

#: A table with all of these is a GED and nothing else.
KNOWN_BY: Final = frozenset({*REQUIRED, "type_of_violence", "where_prec", "side_a", "best"})

_SEPARATORS: Final = (",", ";", "\t")


def canonical_names(header: Iterable[str]) -> dict[str, list[str]]:
    """Map the name of each column that is read to how the file writes it.

    Examples
    --------
    >>> canonical_names(["ID", "Best_est", "geom_wkt"])
    {'id': ['ID'], 'best': ['Best_est']}
    """
    found: dict[str, list[str]] = {}
    for written in header:
        name = written.strip().casefold()
        name = _ALIASES.get(name, name)
        if name in COLUMNS:
            found.setdefault(name, []).append(written)
    return found


def header_of(line: str) -> tuple[str, list[str]]:
    """Give the separator of a header line and the names in it.

    The separator is the one under which most columns are known; the comma, where none is.
    """
    split = {mark: next(csv.reader([line], delimiter=mark), []) for mark in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda mark: len(canonical_names(split[mark])))
    return best, split[best]
