"""A part of a report: how it is worked out of columns, what may be wrong, and its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs
import polars as pl

from conflictlog.formats.building.faults import Check

__all__ = ["Cell", "Part", "as_cell", "coded", "joined", "name_of", "plain", "reading"]

#: A column by its name, or an expression on columns; its name is shown in problems.
Cell = str | pl.Expr


def _unchanged(rows: pl.DataFrame) -> pl.DataFrame:
    return rows


@attrs.frozen(kw_only=True)
class Part:
    """One field of a report, as columns.

    Parameters
    ----------
    value
        The field in the type that the schema has for it; worked out after ``prepare``.
    prepare
        Adds columns that ``value`` and ``checks`` look at, once for all rows.
    checks
        What may be wrong with a row.
    name
        Of what goes by a name: a count, a facet.
    several
        Whether ``value`` is a list of such things.
    reads
        The columns that ``prepare`` looks at, row by row: it may then be shown each distinct
        row of them once. None: it looks at other rows, or at what another part adds. Whatever
        looks at several rows belongs into ``prepare``, never into ``value`` or ``checks``.
    """

    value: pl.Expr
    prepare: Callable[[pl.DataFrame], pl.DataFrame] = _unchanged
    checks: tuple[Check, ...] = ()
    name: str = ""
    several: bool = False
    reads: frozenset[str] | None = attrs.field()

    @reads.default
    def _nothing(self) -> frozenset[str] | None:
        return frozenset() if self.prepare is _unchanged else None

    def looks(self) -> Iterator[pl.Expr]:
        """Give everything that is worked out of rows after ``prepare``."""
        yield self.value
        for check in self.checks:
            yield from check.looks()


def reading(*cells: Cell | None) -> frozenset[str]:
    """Give the columns that cells are made of."""
    given = (as_cell(cell) for cell in cells if cell is not None)
    return frozenset(name for cell in given for name in cell.meta.root_names() if name)


def joined(parts: Iterable[Part], value: pl.Expr, *, name: str = "", several: bool = False) -> Part:
    """Make one part of several: what they prepare and check, under a value of its own."""
    members = tuple(parts)
    told = [part.reads for part in members if part.reads is not None]
    preparing = [part.prepare for part in members if part.prepare is not _unchanged]

    def prepare(rows: pl.DataFrame) -> pl.DataFrame:
        for prepared in preparing:
            rows = prepared(rows)
        return rows

    return Part(
        value=value,
        prepare=prepare if preparing else _unchanged,
        checks=tuple(check for part in members for check in part.checks),
        name=name,
        several=several,
        reads=frozenset().union(*told) if len(told) == len(members) else None,
    )


def as_cell(cell: Cell) -> pl.Expr:
    """Take the name of a column for the column."""
    return pl.col(cell) if isinstance(cell, str) else cell


def name_of(cell: Cell) -> str:
    """Give the name under which problems show a column."""
    return cell if isinstance(cell, str) else cell.meta.output_name()


def plain(cell: Cell) -> Part:
    """Take text as it is: a headline, a quote."""
    return Part(value=as_cell(cell))


def coded(
    cell: Cell,
    table: Mapping[str, str | None],
    *,
    hint: str = "",
    default: str | None = None,
    fold: bool = True,
) -> Part:
    """Give what a code stands for; a code that the table has not is listed, and null.

    Parameters
    ----------
    cell
        The column of codes; numbers may end in ".0".
    table
        What each code stands for; None for one that says nothing.
    hint
        How to mend a code that is not known; left out, the codes are listed.
    default
        What a blank cell stands for.
    fold
        Whether the case of letters makes no difference.
    """
    name, code = name_of(cell), tidy_code(as_cell(cell), fold=fold)
    known = {(key.casefold() if fold else key): value for key, value in table.items()}
    value = code.replace_strict(known, default=None, return_dtype=pl.String)
    if default is not None:
        value = pl.when(code.is_null()).then(pl.lit(default)).otherwise(value)
    check = Check(
        column=name,
        where=code.is_not_null() & ~code.is_in(list(known)),
        problem="no such code: kept without it",
        value=as_cell(cell),
        hint=hint or f"one of {_listing(table)}",
    )
    return Part(value=value, checks=(check,))


def tidy_code(cell: pl.Expr, *, fold: bool = True) -> pl.Expr:
    """Write a code in one way: "3.0" is "3"."""
    text = cell.str.strip_chars().str.replace(r"^(-?\d+)\.0+$", "$1")
    return text.str.to_lowercase() if fold else text


def _listing(codes: Iterable[str]) -> str:
    listed = list(codes)
    return ", ".join(listed[:12]) + (f" and {len(listed) - 12} more" if len(listed) > 12 else "")
