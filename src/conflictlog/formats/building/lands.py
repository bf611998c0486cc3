"""Countries, however a column names them: each distinct text is looked up once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from conflictlog.countries import codes_by_gw, country_code
from conflictlog.errors import UnknownName
from conflictlog.formats.building.faults import Check
from conflictlog.formats.building.parts import Cell, Part, as_cell, name_of, reading

__all__ = ["code_of_name", "code_of_number", "country", "looked_up"]

Lookup = Callable[[str], str | None]


def code_of_name(text: str | None) -> str | None:
    """Give the alpha-3 code of a country by its code or name, None where it has none."""
    if text is None:
        return None
    try:
        return country_code(text)
    except UnknownName:
        return None


def code_of_number(text: str | None) -> str | None:
    """Give the alpha-3 code of a Gleditsch-Ward number, None where it is none.

    Examples
    --------
    >>> code_of_number("369.0"), code_of_number("XXX700")
    ('UKR', None)
    """
    digits = (text or "").strip().partition(".")[0]
    return codes_by_gw().get(int(digits)) if digits.isascii() and digits.isdigit() else None


_BY: Mapping[str, Lookup] = {"name": code_of_name, "gw": code_of_number}


def looked_up(cell: pl.Expr, lookup: Lookup) -> pl.Expr:
    """Look every distinct text of a column up once, and give the answers row by row."""

    def answer(texts: pl.Series) -> pl.Series:
        distinct = texts.unique().drop_nulls()
        answers = [lookup(text) for text in distinct]
        known = pl.Series(answers, dtype=pl.String)
        return texts.replace_strict(distinct, known, default=None, return_dtype=pl.String)

    return cell.map_batches(answer, return_dtype=pl.String())


def country(
    *cells: tuple[Cell, str | Mapping[str, str] | Lookup] | Cell, alias: str = "_country"
) -> Part:
    """Give alpha-3 codes: of the first cell that names a country.

    Parameters
    ----------
    cells
        Columns, best first; each alone (ISO codes or names), or in a pair with ``"gw"`` for
        Gleditsch-Ward numbers, a table of codes (FIPS), or a function.
    alias
        Name of the column of codes.
    """
    pairs = [cell if isinstance(cell, tuple) else (cell, "name") for cell in cells]
    found = [looked_up(as_cell(cell), _lookup(by)) for cell, by in pairs]
    given = [as_cell(cell) for cell, _ in pairs]
    shown = pl.coalesce([as_cell(cell) for cell, by in reversed(pairs)])
    check = Check(
        column=name_of(pairs[-1][0]),
        where=pl.col(alias).is_null() & pl.any_horizontal(cell.is_not_null() for cell in given),
        value=shown,
        problem="no country is called that",
        hint="kept with its country unset; country_codes() lists what is known",
    )
    return Part(
        value=pl.col(alias),
        prepare=lambda rows: rows.with_columns(pl.coalesce(found).alias(alias)),
        checks=(check,),
        reads=reading(*given),
    )


def _lookup(by: str | Mapping[str, str] | Lookup) -> Lookup:
    if isinstance(by, str):
        return _BY[by]
    return by.get if isinstance(by, Mapping) else by
