"""The packed table of the package as frames, joined with the lists that are kept by hand.

``data/gazetteer.parquet`` is made by ``tools/gazetteer``; ``data/sites/*.toml``,
``data/former_names.toml`` and ``data/other_names.toml`` are written by hand. They meet here, when
the table is unpacked, so that a site or a name that is put right needs no new build.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs
import polars as pl

from conflictlog.geocoding.gazetteer.naming import ALTERNATE, CODE, PRIMARY, foremost, with_keys
from conflictlog.geocoding.gazetteer.sites import (
    other_names,
    renamings,
    site_rows,
    with_sites,
)

__all__ = ["Frames", "data_path", "fingerprint", "frames", "imprint", "settlement_radius_km"]

TABLE: Final = "gazetteer.parquet"
SITES: Final = "sites"
FORMER: Final = "former_names.toml"
OTHER: Final = "other_names.toml"

_DEGREE: Final = 10_000
"""Coordinates are packed as ten-thousandths of a degree, some 11 m."""

# Sources whose own codes are written in texts; those of GeoNames' divisions look like ISO's and
# are others.
_CODED: Final = ("KATOTTG", "airportsdata", "conflictlog countries")

# What decides the content of the database beside the data.
_CODE: Final = (
    "spelling/keys.py",
    "gazetteer/naming.py",
    "gazetteer/packed.py",
    "gazetteer/sites.py",
    "gazetteer/unpacking.py",
)


@attrs.frozen
class Frames:
    """What the database is filled with.

    Parameters
    ----------
    rows
        The fields of ``Row``; countries are joined by "|".
    names
        ``key``, ``row``, ``name``, ``role`` (0 primary, 1 alternate, 2 former, 3 code), sorted.
    """

    rows: pl.DataFrame
    names: pl.DataFrame


def data_path(name: str) -> Path:
    """Find a file of the package's data."""
    return Path(str(importlib.resources.files("conflictlog") / "data" / name))


@functools.cache
def imprint() -> Mapping[str, Any]:
    """Read what the table says of itself: version, inputs, attributions, hash of the content.

    Examples
    --------
    >>> sorted(imprint())
    ['attribution', 'attributions', 'built_from', 'content', 'version']
    """
    stored = pl.read_parquet_metadata(data_path(TABLE))
    told: dict[str, Any] = json.loads(stored["conflictlog"])
    return told


@functools.cache
def fingerprint() -> str:
    """Hash all that the database is made from: the data, and the code that makes keys."""
    digest = hashlib.sha256()
    lists = (data_path(FORMER), data_path(OTHER), *sorted(data_path(SITES).glob("*.toml")))
    for path in (data_path(TABLE), *lists):
        digest.update(path.read_bytes())
    room = importlib.resources.files("conflictlog") / "geocoding"
    for name in _CODE:
        digest.update(room.joinpath(name).read_bytes())
    return digest.hexdigest()[:16]


def settlement_radius_km(population: pl.Expr) -> pl.Expr:
    """Give the radius of a settlement: 2 km for a village, 20 km for ten million people."""
    crowds = population.fill_null(0).cast(pl.Float64) / 5_000
    return (2.0 * crowds.clip(lower_bound=1.0).pow(0.303)).round(1)


def frames() -> Frames:
    """Read the packed table, add sites and former names, and make the keys."""
    packed = pl.read_parquet(data_path(TABLE)).with_row_index("id")
    packed = packed.with_columns(pl.col("id").cast(pl.Int64))
    rows = _rows(packed)
    names = pl.concat(
        [
            _names(packed, "name", role=PRIMARY),
            _names(packed, "alternates", role=ALTERNATE),
            _official(packed),
            _names(packed, "codes", role=CODE),
            _names(packed.filter(pl.col("source").is_in(_CODED)), "code", role=CODE),
        ]
    )
    curated = site_rows(sorted(data_path(SITES).glob("*.toml")), rows)
    rows, names = with_sites(rows, with_keys(names), curated)
    former, others = renamings(data_path(FORMER)), other_names(data_path(OTHER))
    return Frames(rows, foremost(names, rows, former, others))


def _rows(packed: pl.DataFrame) -> pl.DataFrame:
    return packed.select(
        "id",
        "name",
        (pl.col("lat", "lon") / _DEGREE).round(4),
        pl.coalesce(
            pl.col("radius_km").cast(pl.Float64).round(1),
            pl.when(pl.col("lat").is_not_null()).then(settlement_radius_km(pl.col("population"))),
        ),
        "kind",
        "countries",
        pl.col("name").gather(pl.col("admin1")).alias("admin1"),
        pl.col("admin1").cast(pl.Int64).alias("admin1_key"),
        "admin2",
        pl.col("population").cast(pl.Int64),
        "source",
        pl.coalesce(
            pl.col("number").cast(pl.String),
            "code",
            pl.concat_str(pl.col("code").gather(pl.col("admin1")), "name", separator=" "),
            "name",
        ).alias("source_id"),
        pl.lit(0, pl.Int64).alias("launch_area"),
    )


def _official(packed: pl.DataFrame) -> pl.DataFrame:
    """Give the Ukrainian name of what has a code of KATOTTG: the build puts it first."""
    coded = (pl.col("source") == "KATOTTG") | pl.col("codes").str.contains(r"(?m)^UA\d{17}$")
    return packed.filter(coded).select(
        pl.col("id").alias("row"),
        pl.col("alternates").str.split("\n").list.first().alias("name"),
        pl.lit(PRIMARY, pl.Int64).alias("role"),
    )


def _names(packed: pl.DataFrame, column: str, *, role: int) -> pl.DataFrame:
    return (
        packed.lazy()
        .select(
            pl.col("id").alias("row"),
            pl.col(column).str.split("\n").alias("name"),
            pl.lit(role, pl.Int64).alias("role"),
        )
        .explode("name")
        .drop_nulls("name")
        .collect()
    )
