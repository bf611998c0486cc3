"""Where, who, and what ICEWS states besides."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import Part, actor, actors, country, facet, facets, texts
from conflictlog.formats.sited import divided

__all__ = ["parties", "sites", "stated"]

_FACETS: Final = {
    "cameo_code": "CAMEO Code",
    "event_text": "Event Text",
    "intensity": "Intensity",
    "sentence": "Sentence Number",
    "story_id": "Story ID",
}


def sites() -> Part:
    """Give the place: the finest of the divisions that is named says how exactly it is known."""
    exactly = (
        pl.when(pl.col("City").is_not_null())
        .then(pl.lit("town"))
        .when(pl.col("District").is_not_null())
        .then(pl.lit("admin2"))
        .when(pl.col("Province").is_not_null())
        .then(pl.lit("admin1"))
        .when(pl.col("Country").is_not_null())
        .then(pl.lit("country"))
    )
    return divided("City", exactly)


def parties() -> Part:
    """Give who acted on whom: ICEWS' source and target."""
    return actors(_party("Source", "initiator"), _party("Target", "target"))


def _party(side: str, role: str) -> Part:
    land = country(f"{side} Country", alias=f"_country_{side}")
    return actor(f"{side} Name", role=role, country=land)


def stated() -> Part:
    """Give the facets: codes as text, and the sectors of both sides in one order."""
    return facets(
        *(facet(name, column) for name, column in _FACETS.items()),
        facet("source_sectors", texts("Source Sectors", ",")),
        facet("target_sectors", texts("Target Sectors", ",")),
    )
