"""Places that no gazetteer of settlements holds, from ``data/sites``; and former names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.geocoding.gazetteer.naming import ALTERNATE, FORMER, PRIMARY
from conflictlog.geocoding.gazetteer.rows import FAMILIES

__all__ = ["renamings", "site_rows", "with_sites"]

_SAME_FIELD_KM: Final = 6.0
"""An airport of the public tables this near to an airbase of the list is the same field."""


def renamings(path: Path) -> list[dict[str, Any]]:
    """Read the list of settlements with the names that they once had."""
    return _read(path, "renamed", ("name", "country", "former"))


def site_rows(paths: Iterable[Path], rows: pl.DataFrame) -> pl.DataFrame:
    """Read the sites as rows numbered after those of the table, each with a list of names.

    Raises
    ------
    InvalidFile
        Where a file is no TOML, or a site lacks a field.
    """
    needed = ("name", "kind", "countries", "lat", "lon", "radius_km")
    read = [site for path in paths for site in _read(path, "site", needed)]
    return pl.DataFrame(
        [
            {
                "id": rows.height + number,
                "name": site["name"],
                "lat": site["lat"],
                "lon": site["lon"],
                "radius_km": site["radius_km"],
                "kind": site["kind"],
                "countries": "|".join(sorted(site["countries"])),
                "admin1": site.get("admin1"),
                "source": "conflictlog sites",
                "source_id": site["name"],
                "launch_area": int(site.get("launch_area", False)),
                "aliases": site.get("aliases", []),
                "former": site.get("former", []),
            }
            for number, site in enumerate(read)
        ],
        schema=rows.schema | {"aliases": pl.List(pl.String), "former": pl.List(pl.String)},
    )


def with_sites(
    rows: pl.DataFrame, names: pl.DataFrame, curated: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Add the sites; an airport that is a site of the list gives its names and codes to it."""
    same = _same_fields(rows, curated)
    names = names.join(same, left_on="row", right_on="airport", how="left").select(
        pl.coalesce("site", "row").alias("row"),
        "name",
        # The list's own name is the name; what the public table says is another.
        pl.when(pl.col("site").is_not_null() & (pl.col("role") == PRIMARY))
        .then(ALTERNATE)
        .otherwise("role")
        .cast(pl.Int64)
        .alias("role"),
    )
    rows = rows.join(same, left_on="id", right_on="airport", how="anti")
    own = [
        curated.select(pl.col("id").alias("row"), "name", pl.lit(PRIMARY, pl.Int64).alias("role")),
        *(
            curated.select(pl.col("id").alias("row"), name=column, role=pl.lit(role, pl.Int64))
            .explode("name")
            .drop_nulls("name")
            for column, role in (("aliases", ALTERNATE), ("former", FORMER))
        ),
    ]
    return pl.concat([rows, curated.select(rows.columns)]), pl.concat([names, *own])


def _same_fields(rows: pl.DataFrame, curated: pl.DataFrame) -> pl.DataFrame:
    """Pair each airport with the nearest airbase or airport of the list within a few km."""
    in_air = pl.col("kind").is_in(FAMILIES["air"])
    fields = rows.filter(in_air).select(pl.col("id").alias("airport"), "lat", "lon")
    listed = curated.filter(in_air).select(
        pl.col("id").alias("site"), pl.col("lat").alias("at"), pl.col("lon").alias("along")
    )
    north = (pl.col("lat") - pl.col("at")) * 111.2
    east = (pl.col("lon") - pl.col("along")) * 111.2 * pl.col("at").radians().cos()
    return (
        fields.join(listed, how="cross")
        .with_columns(((north**2 + east**2).sqrt()).alias("km"))
        .filter(pl.col("km") <= _SAME_FIELD_KM)
        .sort("km", "airport", "site")
        .unique("airport", keep="first", maintain_order=True)
        .unique("site", keep="first", maintain_order=True)
        .select("airport", "site")
    )


def _read(path: Path, table: str, needed: tuple[str, ...]) -> list[dict[str, Any]]:
    try:
        entries: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[table]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise InvalidFile(
            f"{path.name} cannot be read: {error}",
            expected=f"TOML with tables [[{table}]]",
            remedy="put the line right; the package's own file is as it was installed",
        ) from error
    for number, entry in enumerate(entries, 1):
        missing = [field for field in needed if field not in entry]
        if missing:
            raise InvalidFile(
                f"{path.name}: [[{table}]] number {number}, {entry.get('name')!r}, "
                f"has no {', '.join(missing)}",
                expected=f"the fields {', '.join(needed)}",
                remedy="add what is missing",
            )
    return entries
