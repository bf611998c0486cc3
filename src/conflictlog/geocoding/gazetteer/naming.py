"""The keys under which rows are found, and which of their names are no longer in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import polars as pl

from conflictlog.geocoding.gazetteer.rows import FAMILIES
from conflictlog.geocoding.spelling import fold

__all__ = ["Renaming", "foremost", "with_keys"]

Renaming = Mapping[str, Any]
"""One entry of ``former_names.toml``: ``name``, ``country``, ``former``; or of
``other_names.toml``: ``name``, ``country``, ``names``, and ``kind`` where it is no settlement."""

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
    names: pl.DataFrame,
    rows: pl.DataFrame,
    renamings: Iterable[Renaming],
    others: Iterable[Renaming] = (),
) -> pl.DataFrame:
    """Add former and other names, and leave one name for each key of a row.

    Parameters
    ----------
    names
        ``row``, ``name``, ``role``, ``key``.
    rows
        ``id``, ``kind``, ``countries``, ``population``.
    renamings
        Names of settlements as they are now, and as they were; of namesakes in a country the
        most populous is meant.
    others
        Further names in use of settlements and divisions: ``name``, ``country``, ``names``,
        ``kind``.
    """
    former = _added(names, rows, renamings, "former", role=FORMER)
    more = _added(names, rows, others, "names", role=ALTERNATE)
    return (
        pl.concat([names, with_keys(pl.concat([former, more]))])
        .lazy()
        .with_columns(pl.col("role").replace_strict(_RANK).alias("rank"))
        .sort("key", "row", "rank", "name")
        .unique(["key", "row"], keep="first", maintain_order=True)
        .select("key", "row", "name", "role")
        .collect()
    )


def _added(
    names: pl.DataFrame,
    rows: pl.DataFrame,
    entries: Iterable[Renaming],
    field: str,
    *,
    role: int,
) -> pl.DataFrame:
    wanted = pl.DataFrame(
        [
            {
                "key": fold(each["name"]),
                "countries": each["country"],
                "kind": kind,
                "added": name,
            }
            for each in entries
            for kind in FAMILIES.get(each.get("kind", "settlement"), (each.get("kind"),))
            for name in each[field]
        ],
        schema={"key": pl.String, "countries": pl.String, "kind": pl.String, "added": pl.String},
    )
    return (
        names.lazy()
        .join(wanted.lazy(), on="key")
        .join(
            rows.lazy(), left_on=["row", "countries", "kind"], right_on=["id", "countries", "kind"]
        )
        .sort("population", descending=True, nulls_last=True)
        .unique(["key", "added"], keep="first", maintain_order=True)
        .select("row", pl.col("added").alias("name"), pl.lit(role, pl.Int64).alias("role"))
        .collect()
    )
