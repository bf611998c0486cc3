"""Who: up to six actors, each with flags of what it did, of which several may stand."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from conflictlog.formats.building import Check, Part, actor, actors, facet, joined, texts, tidy_code
from conflictlog.formats.maverick.columns import ACTORS, FLAGS

__all__ = ["deeds", "people"]


def people() -> Part:
    """Give the actors, each in the role that its flags leave no doubt of.

    Who initiated the violence is an initiator; who was only a victim of it a target; who only
    stood by a participant. All others took part.
    """
    told = actors(
        *(
            actor(name, role=_role(name), type=pl.coalesce(f"{name}_subtype", f"{name}_type"))
            for name in ACTORS
        )
    )
    flagged = Part(value=told.value, checks=tuple(_no_flag(n, f) for n in ACTORS for f in FLAGS))
    return joined([told, flagged], told.value, several=True)


def _is(name: str, flag: str) -> pl.Expr:
    return (tidy_code(pl.col(f"{name}_{flag}")) == "1").fill_null(value=False)


def _role(name: str) -> pl.Expr:
    took_part = _is(name, "perpetrator") | _is(name, "intervener")
    return (
        pl.when(_is(name, "initiator"))
        .then(pl.lit("initiator"))
        .when(_is(name, "victim") & ~took_part)
        .then(pl.lit("target"))
        .when(_is(name, "bystander") & ~took_part)
        .then(pl.lit("participant"))
        .otherwise(pl.lit("party"))
    )


def _no_flag(name: str, flag: str) -> Check:
    column = f"{name}_{flag}"
    return Check(
        column=column,
        where=pl.col(column).is_not_null() & ~tidy_code(pl.col(column)).is_in(["0", "1"]),
        problem="no such code: kept without it",
        hint="0 or 1",
    )


def deeds() -> tuple[Part, ...]:
    """Give as facets what the actors did, by name; their ids, parties and forms of violence."""
    named = [
        facet(flag, _together(pl.when(_is(name, flag)).then(pl.col(name)) for name in ACTORS))
        for flag in FLAGS
    ]
    listed = [
        facet(f"actor_{word}", _together(pl.col(f"{name}_{word}") for name in ACTORS))
        for word in ("id", "party")
    ]
    violence = [f"{name}_violence" for name in ACTORS]
    forms = texts(pl.concat_str(violence, separator=";", ignore_nulls=True), ";")
    return (
        *named,
        *listed,
        facet("violence", forms),
    )


def _together(cells: Iterable[pl.Expr]) -> Part:
    found = pl.concat_list(list(cells)).list.drop_nulls().list.unique(maintain_order=True)
    return Part(value=found, several=True)
