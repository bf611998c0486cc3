"""Where: the point, what it stands for, and the country."""

from __future__ import annotations

from typing import Final

import attrs
import polars as pl

from conflictlog.formats.building.faults import Check
from conflictlog.formats.building.nesting import listed, record
from conflictlog.formats.building.parts import Cell, Part, as_cell, joined, name_of, reading
from conflictlog.place import DEFAULT_RADIUS_KM, REPRESENTATIVE_PRECISIONS
from conflictlog.schema.columns import PLACE

__all__ = ["place", "places"]

#: Numbers that stand for a missing one, where both coordinates are the same.
_SENTINELS: Final = (-99.0, -88.0, -77.0, -9.0)
_NO_POINT: Final = "kept without coordinates: "
_TEXT: Final = pl.lit(None, pl.String)


def place(
    lat: Cell | None = None,
    lon: Cell | None = None,
    *,
    name: Cell | None = None,
    country: Part | None = None,
    admin1: Cell | None = None,
    admin2: Cell | None = None,
    pcode: Cell | None = None,
    precision: str | Part | None = None,
    radius_km: Cell | None = None,
    representative: pl.Expr | None = None,
    role: pl.Expr | str = "occurred",
    basis: pl.Expr | str = "reported",
    alias: str = "",
) -> Part:
    """Give a place, null where the row says nothing of where.

    A point that cannot be (out of range, half a pair, 0 and 0, twice the same sentinel number)
    costs the point and not the row, and is listed.

    Parameters
    ----------
    lat, lon
        Columns of degrees as text.
    name, admin1, admin2, pcode
        Columns of text.
    country
        What `lands.country` made.
    precision
        A word of `Place`, or a part that gives one by row (`coded`); left out, it follows from
        what is given, as in `Place`.
    radius_km
        A column of kilometres; left out or blank, what the precision stands for.
    representative
        Rows whose point stands for an area whatever their precision.
    role, basis
        As in `Place`.
    alias
        Set it where a report has several places: it keeps their columns apart.
    """
    parts = [part for part in (country, precision) if isinstance(part, Part)]
    texts = {
        "name": _TEXT if name is None else as_cell(name),
        "country": _TEXT if country is None else country.value,
        "admin1": _TEXT if admin1 is None else as_cell(admin1),
        "admin2": _TEXT if admin2 is None else as_cell(admin2),
        "pcode": _TEXT if pcode is None else as_cell(pcode),
    }
    point = _point(lat, lon, alias)
    columns = [pl.col(f"_{axis}{alias}") for axis in ("lat", "lon", "good")]
    north, east, good = columns
    exactly = _precision(precision, texts, good)
    radius = exactly.replace_strict(DEFAULT_RADIUS_KM, default=None, return_dtype=pl.Float64)
    if radius_km is not None:
        given = as_cell(radius_km).cast(pl.Float64, strict=False)
        radius = pl.coalesce(pl.when(given.is_between(0, 20_015)).then(given), radius)
    area = exactly.is_in(list(REPRESENTATIVE_PRECISIONS))
    if representative is not None:
        area |= representative.fill_null(value=False)
    item = record(
        PLACE,
        **texts,
        lat=pl.when(good).then(north),
        lon=pl.when(good).then(east),
        radius_km=pl.when(good).then(radius),
        precision=exactly,
        role=pl.lit(role) if isinstance(role, str) else role,
        basis=pl.lit(basis) if isinstance(basis, str) else basis,
        point=pl.when(good & area).then(pl.lit("representative")),
    )
    said = pl.any_horizontal(good, *(text.is_not_null() for text in texts.values()))

    shared = joined([*parts, point], pl.when(said).then(item))
    # What is wrong with the point is said first.
    return attrs.evolve(shared, checks=(*point.checks, *joined(parts, _TEXT).checks))


def places(*parts: Part) -> Part:
    """Put places into one column, in the order given."""
    return joined(parts, listed([part.value for part in parts], unless_null="precision"))


def _precision(precision: str | Part | None, texts: dict[str, pl.Expr], good: pl.Expr) -> pl.Expr:
    if isinstance(precision, Part):
        return precision.value.fill_null("unknown")
    if precision is not None:
        return pl.lit(precision)
    return (
        pl.when(good)
        .then(pl.lit("town"))
        .when(texts["name"].is_not_null() | texts["country"].is_null())
        .then(pl.lit("unknown"))
        .when(texts["admin2"].is_not_null())
        .then(pl.lit("admin2"))
        .when(texts["admin1"].is_not_null())
        .then(pl.lit("admin1"))
        .otherwise(pl.lit("country"))
    )


def _point(lat: Cell | None, lon: Cell | None, alias: str) -> Part:
    """Give latitude, longitude and whether the two are a point; and what is wrong with them."""
    names = [f"_lat{alias}", f"_lon{alias}", f"_good{alias}"]
    if lat is None or lon is None:
        nothing = [
            pl.lit(None, pl.Float64).alias(names[0]),
            pl.lit(None, pl.Float64).alias(names[1]),
            pl.lit(value=False).alias(names[2]),
        ]
        prepared = Part(value=pl.col(names[2]), prepare=lambda rows: rows.with_columns(nothing))
        return attrs.evolve(prepared, reads=frozenset())
    cells = as_cell(lat), as_cell(lon)
    north, east = pl.col(names[0]), pl.col(names[1])
    outside = (north.abs() > 90) | (east.abs() > 180)
    missing = (north == east) & north.is_in([0.0, *_SENTINELS])
    good = ~(outside | missing) & north.is_not_null() & east.is_not_null()

    def prepare(rows: pl.DataFrame) -> pl.DataFrame:
        degrees = [_degrees(cell).alias(name) for cell, name in zip(cells, names, strict=False)]
        return rows.with_columns(degrees).with_columns(good.fill_null(value=False).alias(names[2]))

    checks = _point_checks(name_of(lat), cells, (north, east), outside & ~missing, missing)
    return Part(value=pl.col(names[2]), prepare=prepare, checks=checks, reads=reading(lat, lon))


def _degrees(cell: pl.Expr) -> pl.Expr:
    number = cell.cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number + 0.0)


def _point_checks(
    column: str,
    cells: tuple[pl.Expr, pl.Expr],
    point: tuple[pl.Expr, pl.Expr],
    outside: pl.Expr,
    missing: pl.Expr,
) -> tuple[Check, ...]:
    (lat, lon), (north, east) = cells, point
    pair = pl.format("{}, {}", lat.fill_null(""), lon.fill_null(""))
    unreadable = (lat.is_not_null() & north.is_null()) | (lon.is_not_null() & east.is_null())
    half = (lat.is_null() != lon.is_null()) & ~unreadable
    return (
        Check(
            column=column,
            where=unreadable,
            value=pair,
            problem=f"{_NO_POINT}no pair of numbers",
            hint="write degrees with a decimal point: 48.14 and 37.74",
        ),
        Check(
            column=column,
            where=half,
            value=pair,
            problem=f"{_NO_POINT}one of the two is missing",
            hint="give both or neither",
        ),
        Check(
            column=column,
            where=outside,
            value=pair,
            problem=f"{_NO_POINT}latitude is not in -90 to 90 or longitude not in -180 to 180",
            hint=pl.when((north.abs() > 90) & (north.abs() <= 180) & (east.abs() <= 90))
            .then(pl.lit("the two look swapped"))
            .otherwise(pl.lit("look for a lost decimal point")),
        ),
        Check(
            column=column,
            where=missing,
            value=pair,
            problem=pl.format(
                f"{_NO_POINT}{{}}, {{}} is the mark of a missing point",
                north.cast(pl.Int64),
                east.cast(pl.Int64),
            ),
            hint="leave both cells empty where the point is not known",
        ),
    )
