"""What happened, where, who, and what POLECAT states besides."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import (
    Check,
    Part,
    actor,
    actors,
    country,
    facet,
    facets,
    looked_up,
    texts,
)
from conflictlog.formats.sited import divided
from conflictlog.kinds import crosswalk, parse_kind

__all__ = ["kinds", "parties", "sites", "stated"]

_PLOVER: Final = crosswalk("plover")
_CODES: Final = {code.casefold(): _PLOVER.kind_of(code) for code in _PLOVER.codes}

#: Facets of one word, and of several between semicolons.
_ONE: Final = {
    "actor_title": "Actor Title",
    "event_type": "Event Type",
    "feature_type": "Feature Type",
    "geonames_id": "GeoNames ID",
    "intensity": "Intensity",
    "language": "Language",
    "publication_date": "Publication Date",
    "quad_code": "Quad Code",
    "recipient_title": "Recipient Title",
    "version": "Version",
}
_SEVERAL: Final = {
    "actor_cow": "Actor COW",
    "actor_sectors": "Actor Sectors",
    "actor_wikipedia": "Wikipedia Actor ID",
    "contexts": "Contexts",
    "event_mode": "Event Mode",
    "recipient_cow": "Recipient COW",
    "recipient_sectors": "Recipient Sectors",
    "recipient_wikipedia": "Wikipedia Recipient ID",
}
#: Feature codes of GeoNames, by how they begin; the first that fits counts.
_FEATURES: Final = {
    "PCL": "country",
    "ADM1": "admin1",
    "ADM": "admin2",
    "PPL": "town",
    "RGN": "region",
    "AREA": "region",
    "CONT": "region",
    "ISL": "region",
    "SEA": "water",
    "OCN": "water",
    "GULF": "water",
    "STRT": "water",
}


def kinds() -> Part:
    """Give the kinds of the event type with each of its modes, else of the type alone."""
    broad, exact = pl.col("_plover_type"), pl.col("_plover")
    coarse = pl.col("Event Type").str.to_lowercase()
    pair = pl.concat_str("Event Type", "Event Mode", separator=" ").str.to_lowercase()
    return Part(
        value=pl.coalesce(exact, broad),
        prepare=lambda rows: rows.with_columns(
            looked_up(coarse, _CODES.get).alias("_plover_type"),
            looked_up(pair, _with_modes).alias("_plover"),
        ),
        reads=frozenset({"Event Type", "Event Mode"}),
        checks=(
            Check(
                column="Event Type",
                where=pl.col("Event Type").is_not_null() & broad.is_null(),
                problem="no such event type: kept with its kind unset",
                hint="one of the types of PLOVER: AGREE, CONSULT, ASSAULT and so on",
            ),
            Check(
                column="Event Mode",
                where=pl.col("Event Mode").is_not_null() & broad.is_not_null() & exact.is_null(),
                problem="no such mode of this event type: kept with the kind of its type",
                hint="the facet event_mode has it as written",
            ),
        ),
    )


def _with_modes(text: str) -> str | None:
    """Give the kinds of "assault abduct;firearms": any of those of its modes."""
    event, _, modes = text.partition(" ")
    found = [_CODES.get(f"{event} {mode.strip()}") for mode in modes.split(";")]
    if None in found:
        return None
    return parse_kind({kind for known in found for kind in (known or "").split("|")})


def sites() -> Part:
    """Give the place, as exactly as its feature is large."""
    feature = pl.col("Feature Type").str.to_uppercase()
    exactly: pl.Expr = pl.lit(None, pl.String)
    for begin, precision in reversed(_FEATURES.items()):
        chosen = pl.when(feature.str.starts_with(begin)).then(pl.lit(precision))
        exactly = chosen.otherwise(exactly)
    known = Part(
        value=exactly,
        checks=(
            Check(
                column="Feature Type",
                where=feature.is_not_null() & exactly.is_null(),
                problem="nothing tells how large such a feature is: precision kept unknown",
                hint="known are PCLI, ADM1 to ADM4, PPL, RGN, AREA, ISL, SEA and their kin",
            ),
        ),
    )
    return divided(pl.coalesce("Placename", "City", "Raw Placename"), known)


def parties() -> Part:
    """Give who acted on whom; of several in a cell no one's country is known."""
    return actors(*_side("Actor", "initiator"), *_side("Recipient", "target"))


def _side(side: str, role: str) -> tuple[Part, Part]:
    column = f"{side} Country"
    name = pl.coalesce(f"{side} Name", f"{side} Name Raw", column)
    several = name.str.contains(";", literal=True)
    one = pl.when(~several).then(name).alias(f"{side} Name")
    many = pl.when(several).then(name).alias(f"{side} Name")
    state = pl.when(~pl.col(column).str.contains(";", literal=True)).then(pl.col(column))
    land = country(state.alias(column), alias=f"_country_{side}")
    return (
        actor(one, role=role, country=land, type=f"Primary {side} Sector"),
        actor(many, role=role, separator=";"),
    )


def stated() -> Part:
    """Give the facets: codes as text."""
    return facets(
        *(facet(name, column) for name, column in _ONE.items()),
        *(facet(name, texts(column, ";")) for name, column in _SEVERAL.items()),
    )
