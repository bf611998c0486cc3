"""The keys under which rows are found, and which of their names are no longer in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import polars as pl

from conflictlog.geocoding.gazetteer.rows import FAMILIES
from conflictlog.geocoding.spelling import fold

__all__ = ["Renaming", "foremost", "with_keys"]

Renaming = Mapping[str, Any]
"""One entry of ``former_names.toml``: ``name``, ``country``, ``former``."""

PRIMARY, ALTERNATE, FORMER, CODE = range(4)

_RANK: Final = {PRIMARY: 0, FORMER: 1, ALTERNATE: 2, CODE: 3}
"""Which role stays where spellings of one row share a key: the sources do not tell former names
from others, so our list of them speaks first."""


def with_keys(names: pl.DataFrame) -> pl.DataFrame:
    """Give each name its key; those without any letter or digit are left out."""
    spelt = names["name"].unique()
    keys = pl.DataFrame(
        {"name": spelt, "key": pl.Series([fold(name) for name in spelt], dtype=pl.String)}
    )
    return names.join(keys.filter(pl.col("key") != ""), on="name")


def foremost(
    names: pl.DataFrame, rows: pl.DataFrame, renamings: Iterable[Renaming]
) -> pl.DataFrame:
    """Add former names, and leave one name for each key of a row.

    Parameters
    ----------
    names
        ``row``, ``name``, ``role``, ``key``.
    rows
        ``id``, ``kind``, ``countries``, ``population``.
    renamings
        Names of settlements as they are now, and as they were; of namesakes in a country the
        most populous is meant.
    """
    return (
        pl.concat([names, with_keys(_former(names, rows, renamings))])
        .lazy()
        .with_columns(pl.col("role").replace_strict(_RANK).alias("rank"))
        .sort("key", "row", "rank", "name")
        .unique(["key", "row"], keep="first", maintain_order=True)
        .select("key", "row", "name", "role")
        .collect()
    )


def _former(names: pl.DataFrame, rows: pl.DataFrame, renamings: Iterable[Renaming]) -> pl.DataFrame:
    wanted = pl.DataFrame(
        [
            {"key": fold(each["name"]), "countries": each["country"], "former": name}
            for each in renamings
            for name in each["former"]
        ],
        schema={"key": pl.String, "countries": pl.String, "former": pl.String},
    )
    settled = rows.filter(pl.col("kind").is_in(FAMILIES["settlement"]))
    return (
        names.lazy()
        .join(wanted.lazy(), on="key")
        .join(settled.lazy(), left_on=["row", "countries"], right_on=["id", "countries"])
        .sort("population", descending=True, nulls_last=True)
        .unique(["key", "former"], keep="first", maintain_order=True)
        .select("row", pl.col("former").alias("name"), pl.lit(FORMER, pl.Int64).alias("role"))
        .collect()
    )
