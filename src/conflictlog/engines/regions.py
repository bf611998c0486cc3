"""Countries, divisions, boxes and polygons on the columns of a place."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

from conflictlog.engines.part import by_distinct
from conflictlog.engines.sphere import met
from conflictlog.query import InArea, InBox, InDivision, InPolygons
from conflictlog.registry.names import name_key

__all__ = ["in_area", "in_division", "in_region"]

Halves = tuple[pl.Expr, pl.Expr]
_DISC = ("cap_x", "cap_y", "cap_z", "cap_km")


def in_area(question: InArea) -> Halves:
    """Compile a question for a country or a division: possible and certain."""
    possible, certain = [], []
    if question.countries:
        country = pl.col("country")
        anywhere = [pl.lit(value=True) if cap is None else met(cap) for cap in question.caps]
        meets = functools.reduce(lambda one, other: one | other, anywhere)
        possible.append(
            pl.when(country.is_null())
            .then(meets)
            .otherwise(by_distinct(country, lambda code: question.reads_country(code)[0]))
        )
        certain.append(by_distinct(country, lambda code: question.reads_country(code)[1]))
    for field, wanted in question.divisions:
        name = pl.col(field)
        same = by_distinct(name, functools.partial(_is_named, wanted=wanted))
        possible.append(name.is_null() | same)
        certain.append(same)
    both = [functools.reduce(lambda one, other: one & other, half) for half in (possible, certain)]
    return both[0], both[1]


def _is_named(name: str, *, wanted: str) -> bool:
    return name_key(name) == wanted


def in_division(question: InDivision) -> Halves:
    """Compile a question for a division that was looked up: possible and certain."""
    country, name = pl.col("country"), pl.col(question.field)
    there = by_distinct(country, question.is_there)
    same = by_distinct(name, question.is_named)
    meets = pl.when(name.is_null()).then(met(question.region)).otherwise(same)
    return (country.is_null() | there) & meets, same & there


def in_region(question: InBox | InPolygons) -> Halves:
    """Compile a question for a box or polygons: possible and certain."""
    return _asked(question.reads_discs, 0), _asked(question.reads_discs, 1)


def _asked(reads: Callable[..., Any], half: int) -> pl.Expr:
    return pl.struct(_DISC).map_batches(
        functools.partial(_ask_discs, reads=reads, half=half),
        return_dtype=pl.Boolean(),
        is_elementwise=True,
    )


def _ask_discs(discs: pl.Series, reads: Callable[..., Any], half: int) -> pl.Series:
    """Ask about each distinct disc once; one that may be anywhere is possible."""
    table = discs.struct.unnest()
    known = table.unique().drop_nulls()
    x, y, z, km = (known[name].to_numpy() for name in _DISC)
    lat = np.degrees(np.arctan2(z, np.hypot(x, y)))
    answers = reads(lat, np.degrees(np.arctan2(y, x)), km)[half]
    told = table.join(
        known.with_columns(pl.Series("answer", answers, dtype=pl.Boolean())),
        on=_DISC,
        how="left",
        maintain_order="left",
    )
    return told["answer"].fill_null(value=half == 0)
