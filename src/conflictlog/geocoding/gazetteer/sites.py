"""Places that no gazetteer of settlements holds, from ``data/sites``; and former names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.geocoding.gazetteer.naming import ALTERNATE, FORMER, PRIMARY, with_keys
from conflictlog.geocoding.gazetteer.rows import FAMILIES

__all__ = ["other_names", "renamings", "site_rows", "with_sites"]

_KM: Final = (
    ((pl.col("lat") - pl.col("at")) * 111.2) ** 2
    + ((pl.col("lon") - pl.col("along")) * 111.2 * pl.col("at").radians().cos()) ** 2
).sqrt()
_SAME_FIELD_KM: Final = 6.0
"""An airport of the public tables this near to an airbase of the list is the same field."""


def renamings(path: Path) -> list[dict[str, Any]]:
    """Read the list of settlements with the names that they once had."""
    return _read(path, "renamed", ("name", "country", "former"))


def other_names(path: Path) -> list[dict[str, Any]]:
    """Read the list of settlements and divisions with further names in use."""
    return _read(path, "named", ("name", "country", "names"))


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
                "names": [site["name"]],
                "aliases": site.get("aliases", []),
                "former": site.get("former", []),
            }
            for number, site in enumerate(read)
        ],
        schema=rows.schema | dict.fromkeys(("names", "aliases", "former"), pl.List(pl.String)),
    )


def with_sites(
    rows: pl.DataFrame, names: pl.DataFrame, curated: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Add the sites, each once: what the tables know of the same place goes over to the site.

    That is an airport some km from an airbase or airport of the list, and a village that the
    tables place by its hromada alone where the list knows its point.
    """
    own = with_keys(_own_names(curated))
    same = pl.concat([_same_fields(rows, curated), _same_villages(rows, names, curated, own)])
    same = same.unique("row", keep="first", maintain_order=True)
    same = same.unique("site", keep="first", maintain_order=True)
    names = names.join(same, on="row", how="left").select(
        pl.coalesce("site", "row").alias("row"),
        "name",
        # The list's own name is the name; what the tables say is another.
        pl.when(pl.col("site").is_not_null() & (pl.col("role") == PRIMARY))
        .then(ALTERNATE)
        .otherwise("role")
        .cast(pl.Int64)
        .alias("role"),
        "key",
    )
    known = same.join(rows, left_on="row", right_on="id").select(
        pl.col("site").alias("id"), "admin1", "admin1_key", "admin2"
    )
    added = (
        curated.select(rows.columns)
        .drop("admin2", "admin1_key")
        .join(known, on="id", how="left", suffix="_known")
        .with_columns(pl.coalesce("admin1_known", "admin1").alias("admin1"))
    )
    rows = rows.join(same, left_on="id", right_on="row", how="anti")
    added = added.join(_division_keys(rows), on=["admin1", "countries"], how="left").with_columns(
        pl.coalesce("admin1_key", "division").alias("admin1_key")
    )
    return pl.concat([rows, added.select(rows.columns)]), pl.concat([names, own])


def _own_names(curated: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(
        [
            curated.select(pl.col("id").alias("row"), pl.col(column).alias("name"), role=role)
            .explode("name")
            .drop_nulls("name")
            for column, role in (
                ("names", pl.lit(PRIMARY, pl.Int64)),
                ("aliases", pl.lit(ALTERNATE, pl.Int64)),
                ("former", pl.lit(FORMER, pl.Int64)),
            )
        ]
    )


def _division_keys(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the ids of first divisions by their English name and country."""
    return (
        rows.filter(pl.col("kind") == "admin1")
        .select(pl.col("name").alias("admin1"), "countries", pl.col("id").alias("division"))
        .unique(["admin1", "countries"], keep="none")
    )


def _same_fields(rows: pl.DataFrame, curated: pl.DataFrame) -> pl.DataFrame:
    """Pair each airport with the nearest airbase or airport of the list within a few km."""
    in_air = pl.col("kind").is_in(FAMILIES["air"])
    return (
        rows.filter(in_air)
        .select(pl.col("id").alias("row"), "lat", "lon")
        .join(_spots(curated.filter(in_air)), how="cross")
        .with_columns(_KM.alias("km"))
        .filter(pl.col("km") <= _SAME_FIELD_KM)
        .sort("km", "row", "site")
        .select("row", "site")
    )


def _same_villages(
    rows: pl.DataFrame, names: pl.DataFrame, curated: pl.DataFrame, own: pl.DataFrame
) -> pl.DataFrame:
    """Pair villages without a point of their own with those of the list, by name and nearness."""
    settled = pl.col("kind").is_in(FAMILIES["settlement"])
    placed = rows.filter(settled & (pl.col("source") == "KATOTTG"))
    return (
        names.join(placed, left_on="row", right_on="id")
        .select("row", "key", "lat", "lon", "radius_km")
        .join(own.select("key", pl.col("row").alias("site")), on="key")
        .join(_spots(curated.filter(settled)), on="site")
        .with_columns(_KM.alias("km"))
        .filter(pl.col("km") <= pl.col("radius_km"))
        .sort("km", "row", "site")
        .select("row", "site")
    )


def _spots(curated: pl.DataFrame) -> pl.DataFrame:
    return curated.select(
        pl.col("id").alias("site"), pl.col("lat").alias("at"), pl.col("lon").alias("along")
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
