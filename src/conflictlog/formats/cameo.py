"""Kinds of CAMEO codes, which GDELT and ICEWS share."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import Cell, Check, Part, as_cell, name_of
from conflictlog.formats.building.parts import reading
from conflictlog.kinds import crosswalk

__all__ = ["cameo_kind"]

#: An event has three or four digits; two are a root, or a code that lost its zero.
_CODE: Final = r"^\d{3,4}$"


def cameo_kind(cell: Cell) -> Part:
    """Give the kind of a CAMEO code; one that is not known is read as the code above it.

    A code of fewer than three digits has lost its leading zero: "20" may be 020, an appeal, or
    mass violence, and is listed with its kind unset.
    """
    known = {code: crosswalk("cameo").kind_of(code) for code in crosswalk("cameo").codes}
    code = as_cell(cell)
    whole = pl.when(code.str.contains(_CODE)).then(code)
    kinds = [
        text.replace_strict(known, default=None, return_dtype=pl.String)
        for text in (whole, whole.str.head(3), whole.str.head(2))
    ]
    known_itself, above = pl.col("_cameo"), pl.col("_cameo_above")
    check = Check(
        column=name_of(cell),
        where=code.is_not_null() & known_itself.is_null(),
        value=code,
        problem=pl.when(above.is_null())
        .then(pl.lit("no such code: kept with its kind unset"))
        .otherwise(pl.lit("no such code: read as the code above it")),
        hint=pl.when(code.str.contains(r"^\d{1,2}$"))
        .then(pl.lit("its leading zero is lost: read or write the column as text"))
        .otherwise(pl.lit("codes have three or four digits: 043, 0841, 190")),
    )
    return Part(
        value=pl.coalesce(known_itself, above),
        prepare=lambda rows: rows.with_columns(
            kinds[0].alias("_cameo"), pl.coalesce(kinds[1:]).alias("_cameo_above")
        ),
        reads=reading(cell),
        checks=(check,),
    )
