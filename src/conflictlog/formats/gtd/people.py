"""Who: up to three groups said to have done it, and up to three targets."""

from __future__ import annotations

import polars as pl

from conflictlog.formats.building import Part, actor, actors, country
from conflictlog.formats.gtd.columns import THREE

__all__ = ["people"]

#: What stands where there is no one country.
_NO_COUNTRY = ["unknown", "international", "multinational", "not applicable"]


def people() -> Part:
    """Give the groups as initiators and the targets as targets; "Unknown" is nobody."""
    groups = [actor(_known(name), role="initiator") for name in ("gname", "gname2", "gname3")]
    return actors(*groups, *(_target(n) for n in THREE))


def _target(n: str) -> Part:
    column = f"natlty{n}_txt"
    land = pl.when(~pl.col(column).str.to_lowercase().is_in(_NO_COUNTRY)).then(pl.col(column))
    return actor(
        _known(f"target{n}"),
        role="target",
        country=country(land.alias(column), alias=f"_natlty{n}"),
        type=f"targtype{n}_txt",
    )


def _known(name: str) -> pl.Expr:
    cell = pl.col(name)
    return pl.when(cell.str.to_lowercase() != "unknown").then(cell).alias(name)
