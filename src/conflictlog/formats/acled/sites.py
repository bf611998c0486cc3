"""Where: the point and what it stands for, the country, and the seas that stand as one."""

from __future__ import annotations

from typing import Final

import attrs
import polars as pl

from conflictlog.countries import codes_by_number
from conflictlog.formats.building import (
    Check,
    Part,
    beside,
    code_of_name,
    coded,
    country,
    joined,
    looked_up,
    place,
    places,
)
from conflictlog.place import ACLED_GEO_PRECISION

__all__ = ["sites", "with_seas"]

#: Since 2026 an event at sea has the sea as its country.
_WATER: Final = r"(?i)\b(sea|ocean|gulf|straits?|bay|channel|international waters)\b"
_BY_CODE: Final = {str(code): name for code, name in ACLED_GEO_PRECISION.items()}
_SEA: Final = pl.col("_sea")


def with_seas(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``_named``, the country by its name, and ``_sea``, the sea that stands in its place."""
    named = looked_up(pl.col("country"), code_of_name).alias("_named")
    at_sea = pl.col("_named").is_null() & pl.col("country").str.contains(_WATER)
    return rows.with_columns(named).with_columns(
        pl.when(at_sea).then(pl.col("country")).alias("_sea")
    )


def sites() -> Part:
    """Give the place; at sea, somewhere on the water around the point and in no country."""
    # Zero is where a row has no number: Kosovo, and the seas.
    number = pl.when(~pl.col("iso").str.contains(r"^0+(\.0*)?$")).then(pl.col("iso")).alias("iso")
    name = pl.when(_SEA.is_null()).then(pl.col("country")).alias("country")
    land = country((number, _by_number), "iso3", name, ("gwno", "gw"))
    (unknown,) = land.checks
    # A sea may come with a number of its own, which is no country's.
    unknown = attrs.evolve(
        unknown,
        column="country",
        where=unknown.where & _SEA.is_null(),
        value=pl.coalesce("country", "iso", "iso3", "gwno"),
    )
    land = attrs.evolve(land, checks=(unknown,))
    precision = coded("geo_precision", _BY_CODE)
    exactly = pl.when(_SEA.is_not_null()).then(pl.lit("water")).otherwise(precision.value)
    spot = place(
        "latitude",
        "longitude",
        name="location",
        admin1="admin1",
        admin2="admin2",
        country=land,
        precision=attrs.evolve(precision, value=exactly),
    )
    contradiction = Check(
        column="iso",
        where=pl.col("_named") != pl.col("_country"),
        value=pl.format(
            "{}: {}", pl.coalesce("iso", "iso3").fill_null(""), pl.col("country").fill_null("")
        ),
        problem="the country's code and its name contradict each other",
        hint="the code is kept; look at the two cells",
    )
    checked = joined([spot, beside("latitude")], spot.value)
    return places(attrs.evolve(checked, checks=(*checked.checks, contradiction)))


def _by_number(text: str) -> str | None:
    return codes_by_number().get(text.strip().partition(".")[0].zfill(3))
