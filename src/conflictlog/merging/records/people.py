"""Who: names, the sides that they stand on, what sort they are, and what part they had."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final

import polars as pl

from conflictlog.merging.records.coding import by_distinct, folded, said
from conflictlog.registry import shipped_registry
from conflictlog.registry.names import state_of

__all__ = ["BEGAN", "SUFFERED", "names_of", "parts_of", "sides_of", "types_of"]

#: What a word in `Records.parts` begins with: who began it, and against whom.
BEGAN: Final = "by "
SUFFERED: Final = "on "


def names_of(people: pl.DataFrame) -> pl.DataFrame:
    """Give the actors' names, folded.

    Parameters
    ----------
    people
        Row, actor, actor_role, actor_type: one row an actor.
    """
    return people.select("row", word=by_distinct(people["actor"], folded, said))


def sides_of(people: pl.DataFrame) -> pl.DataFrame:
    """Give the states and movements that the actors are of, where the registry knows.

    Examples
    --------
    >>> told = ["Military Forces of Russia (2000-)", "Wagner Group", "Civilians (Ukraine)"]
    >>> sides_of(pl.DataFrame({"row": [0, 1, 2], "actor": told}))["word"].to_list()
    ['RUS', 'RUS', None]
    """
    return people.select("row", word=_mapped("actor", people, _side))


def types_of(people: pl.DataFrame) -> pl.DataFrame:
    """Give what sort of actors they are, as the source calls it."""
    return people.select("row", word=by_distinct(people["actor_type"], folded, said))


def parts_of(people: pl.DataFrame) -> pl.DataFrame:
    """Give who began it and against whom it was, by name and by side."""
    roles = {"initiator": BEGAN, "target": SUFFERED}
    told = people.filter(pl.col("actor_role").is_in(list(roles)))
    lead = pl.col("actor_role").replace_strict(roles, return_dtype=pl.String)
    names = by_distinct(told["actor"], folded, said), _mapped("actor", told, _side)
    return pl.concat([told.select("row", word=pl.concat_str(lead, name)) for name in names])


def _mapped(column: str, table: pl.DataFrame, find: Callable[[str], str | None]) -> pl.Expr:
    """Look each distinct name up once."""
    names = {name: find(name) for name in table[column].drop_nulls().unique().to_list()}
    return pl.col(column).replace_strict(names, default=None, return_dtype=pl.String)


@functools.lru_cache(maxsize=16384)
def _side(name: str) -> str | None:
    return shipped_registry().side_of(name) or state_of(name)
