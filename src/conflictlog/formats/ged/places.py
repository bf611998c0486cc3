"""Where: the point, what it stands for, and the country."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.countries import codes_by_gw, country_code
from conflictlog.errors import UnknownName
from conflictlog.formats.building.faults import Check
from conflictlog.formats.building.nesting import record, single
from conflictlog.place import DEFAULT_RADIUS_KM, REPRESENTATIVE_PRECISIONS, UCDP_WHERE_PREC
from conflictlog.schema.columns import PLACE

__all__ = ["CHECKS", "code_of_name", "code_of_number", "parsed_points", "places", "with_countries"]

_BY_CODE: Final = {str(code): name for code, name in UCDP_WHERE_PREC.items()}
_LAT, _LON = pl.col("_lat"), pl.col("_lon")
_OUTSIDE = (_LAT.abs() > 90) | (_LON.abs() > 180)
_MISSING_POINT = (_LAT == 0) & (_LON == 0)
_UNREADABLE = (pl.col("latitude").is_not_null() & _LAT.is_null()) | (
    pl.col("longitude").is_not_null() & _LON.is_null()
)
_HALF = (pl.col("latitude").is_null() != pl.col("longitude").is_null()) & ~_UNREADABLE
_GOOD = ~(_OUTSIDE | _MISSING_POINT) & _LAT.is_not_null() & _LON.is_not_null()
_PAIR = pl.format("{}, {}", pl.col("latitude").fill_null(""), pl.col("longitude").fill_null(""))
_NO_POINT: Final = "kept without coordinates: "


def parsed_points() -> list[pl.Expr]:
    """Give latitude and longitude as numbers, null where a cell holds none."""
    return [_degrees("latitude").alias("_lat"), _degrees("longitude").alias("_lon")]


def _degrees(name: str) -> pl.Expr:
    number = pl.col(name).cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number + 0.0)


CHECKS: Final = (
    Check(
        column="latitude",
        where=_UNREADABLE,
        value=_PAIR,
        problem=f"{_NO_POINT}no pair of numbers",
        hint="write degrees with a decimal point: 48.14 and 37.74",
    ),
    Check(
        column="latitude",
        where=_HALF,
        value=_PAIR,
        problem=f"{_NO_POINT}one of the two is missing",
        hint="give both or neither",
    ),
    Check(
        column="latitude",
        where=_OUTSIDE,
        value=_PAIR,
        problem=f"{_NO_POINT}latitude is not in -90 to 90 or longitude not in -180 to 180",
        hint=pl.when((_LAT.abs() > 90) & (_LAT.abs() <= 180) & (_LON.abs() <= 90))
        .then(pl.lit("the two look swapped"))
        .otherwise(pl.lit("look for a lost decimal point")),
    ),
    Check(
        column="latitude",
        where=_MISSING_POINT,
        value=_PAIR,
        problem=f"{_NO_POINT}0, 0 is the mark of a missing point",
        hint="leave both cells empty where the point is not known",
    ),
    Check(
        column="country",
        where=pl.col("_land").is_null()
        & pl.any_horizontal(pl.col("iso3", "country_id", "country").is_not_null()),
        value=pl.coalesce("country", "iso3", "country_id"),
        problem="no country is called that",
        hint="kept with its country unset; country_codes() lists what is known",
    ),
)


def with_countries(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``_land``, the alpha-3 code: by iso3, else the Gleditsch-Ward number, else the name."""
    keys = ["iso3", "country_id", "country"]
    distinct = rows.select(keys).unique()
    codes = [
        code_of_name(iso3) or code_of_number(number) or code_of_name(name)
        for iso3, number, name in distinct.iter_rows()
    ]
    table = distinct.with_columns(pl.Series("_land", codes, dtype=pl.String))
    return rows.join(table, on=keys, how="left", nulls_equal=True, maintain_order="left")


def code_of_name(text: str | None) -> str | None:
    """Give the alpha-3 code of a country by its code or name, None where it has none."""
    if text is None:
        return None
    try:
        return country_code(text)
    except UnknownName:
        return None


def code_of_number(text: str | None) -> str | None:
    """Give the alpha-3 code of a Gleditsch-Ward number, None where it is none.

    Examples
    --------
    >>> code_of_number("369.0"), code_of_number("XXX700")
    ('UKR', None)
    """
    digits = (text or "").strip().partition(".")[0]
    return codes_by_gw().get(int(digits)) if digits.isascii() and digits.isdigit() else None


def places() -> pl.Expr:
    """Give the places: one, or none where the row says nothing of where."""
    precision = pl.col("_where_prec").replace_strict(
        _BY_CODE, default="unknown", return_dtype=pl.String
    )
    radius = precision.replace_strict(DEFAULT_RADIUS_KM, return_dtype=pl.Float64)
    area = precision.is_in(list(REPRESENTATIVE_PRECISIONS))
    name, admin1, admin2 = (pl.col(column) for column in ("where_coordinates", "adm_1", "adm_2"))
    place = record(
        PLACE,
        name=name,
        lat=pl.when(_GOOD).then(_LAT),
        lon=pl.when(_GOOD).then(_LON),
        radius_km=pl.when(_GOOD).then(radius),
        country=pl.col("_land"),
        admin1=admin1,
        admin2=admin2,
        precision=precision,
        role=pl.lit("occurred"),
        basis=pl.lit("reported"),
        point=pl.when(_GOOD & area).then(pl.lit("representative")),
    )
    said = pl.any_horizontal(
        _GOOD.fill_null(value=False),
        *(
            pl.col(column).is_not_null()
            for column in ("where_coordinates", "adm_1", "adm_2", "_land")
        ),
    )
    return pl.when(said).then(single(place)).otherwise(pl.lit([], pl.List(PLACE)))
