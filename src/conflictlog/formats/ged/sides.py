"""Who: the two sides of the dyad.

Side A of a fight (types 1 and 2) is the government or the first by the alphabet, not who began:
both sides are parties. One-sided violence (type 3) is defined by side A acting against
civilians: there side A is the initiator and side B the target.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import (
    Check,
    Part,
    actor,
    actors,
    code_of_name,
    code_of_number,
)

__all__ = ["sides"]

_GOVERNMENT: Final = "Government of "
_ONE_SIDED = pl.col("_type_of_violence") == "3"


def _with_states(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``_state_a`` and ``_state_b``: the state whose government a side is.

    By the side's Gleditsch-Ward number, which only states have, else by the name that follows
    "Government of". An alliance of several states has none. Never where the fight is.
    """
    for side in ("a", "b"):
        keys = [f"gwno{side}", f"side_{side}"]
        distinct = rows.select(keys).unique()
        codes = [code_of_number(number) or _state_of(name) for number, name in distinct.iter_rows()]
        table = distinct.with_columns(pl.Series(f"_state_{side}", codes, dtype=pl.String))
        rows = rows.join(table, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return rows


def _state_of(name: str | None) -> str | None:
    name = (name or "").strip()
    return code_of_name(name.removeprefix(_GOVERNMENT)) if name.startswith(_GOVERNMENT) else None


_CHECKS: Final = tuple(
    Check(
        column=f"gwno{side}",
        where=pl.col(f"gwno{side}").str.contains(r"^\s*\d+(\.0+)?\s*$")
        & pl.col(f"_state_{side}").is_null(),
        problem="no state has this number",
        hint="kept with the actor's country unset",
    )
    for side in ("a", "b")
)


def sides() -> Part:
    """Give the sides that have a name."""
    told = actors(*(_side(*side) for side in (("a", "initiator"), ("b", "target"))))
    keys = frozenset({"gwnoa", "side_a", "gwnob", "side_b"})
    return Part(value=told.value, prepare=_with_states, checks=_CHECKS, reads=keys)


def _side(side: str, role: str) -> Part:
    acting = pl.when(_ONE_SIDED).then(pl.lit(role)).otherwise(pl.lit("party"))
    return actor(f"side_{side}", role=acting, country=pl.col(f"_state_{side}"))
