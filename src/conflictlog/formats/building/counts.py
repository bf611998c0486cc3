"""How many: a best value with its bounds, as columns."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import polars as pl

from conflictlog.formats.building.faults import Check
from conflictlog.formats.building.nesting import listed, record
from conflictlog.formats.building.parts import Cell, Part, as_cell, joined, name_of, reading
from conflictlog.schema.columns import ESTIMATE

__all__ = ["SENTINELS", "estimate", "estimates"]

# Columns hold 64-bit floats, exact for whole numbers to 2**53.
_MOST: Final = float(2**53)
#: What data sets write where a number is not known; never a count, and never a coordinate.
SENTINELS: Final = ("-99", "-88", "-77", "-9")


def estimate(
    name: str,
    best: Cell | None = None,
    *,
    low: Cell | None = None,
    high: Cell | None = None,
    unit: str | None = None,
    scope: Cell | None = None,
    text: Cell | None = None,
    rounded: pl.Expr | bool = False,
    unknown: Collection[str] = SENTINELS,
) -> Part:
    """Give one count of a report: null where the row states nothing of it.

    Parameters
    ----------
    name
        Name of the count: killed, injured, downed...
    best, low, high
        Columns of numbers from 0 upwards. What is no number is listed and unknown.
    unit, scope, text
        As in `Estimate`; ``scope`` and ``text`` are columns.
    rounded
        Whether the number was coded from a word by rule.
    unknown
        Cells that say "not known" and are no fault: sentinel numbers.
    """
    cells = {"best": best, "low": low, "high": high}
    numbers = {
        part: pl.lit(None, pl.Float64) if cell is None else _number(as_cell(cell))
        for part, cell in cells.items()
    }
    columns = {part: f"_{name}_{part}" for part in cells}
    words = pl.lit(None, pl.String) if text is None else as_cell(text)
    known = [pl.col(column) for column in columns.values()]
    item = record(
        ESTIMATE,
        name=pl.lit(name),
        best=known[0],
        low=known[1],
        high=known[2],
        unit=pl.lit(unit, pl.String),
        scope=pl.lit(None, pl.String) if scope is None else as_cell(scope),
        text=words,
        rounded=pl.lit(rounded) if isinstance(rounded, bool) else rounded,
    )
    said = pl.any_horizontal(words.is_not_null(), *(part.is_not_null() for part in known))
    return Part(
        name=name,
        value=pl.when(said).then(item),
        prepare=lambda rows: rows.with_columns(
            number.alias(columns[part]) for part, number in numbers.items()
        ),
        reads=reading(best, low, high),
        checks=(
            *(
                _unreadable(cell, columns[part], unknown)
                for part, cell in cells.items()
                if cell is not None
            ),
            *_disorder(cells, known),
        ),
    )


def estimates(*counts: Part) -> Part:
    """Put counts into one column, sorted by name as maps are stored."""
    named = sorted(counts, key=lambda count: count.name)
    return joined(named, listed([count.value for count in named], unless_null="name"))


def _number(cell: pl.Expr) -> pl.Expr:
    number = cell.cast(pl.Float64, strict=False)
    return pl.when(number.is_between(0.0, _MOST)).then(number + 0.0)


def _unreadable(cell: Cell, column: str, unknown: Collection[str]) -> Check:
    text = as_cell(cell)
    whole = text.str.replace(r"\.0+$", "")
    return Check(
        column=name_of(cell),
        where=text.is_not_null() & pl.col(column).is_null() & ~whole.is_in(list(unknown)),
        value=text,
        problem="no count can be read: kept as unknown",
        hint="write a whole number from 0 upwards, or leave the cell empty",
    )


def _disorder(cells: dict[str, Cell | None], known: list[pl.Expr]) -> list[Check]:
    """List bounds that contradict each other: a fact about the data, no reason to refuse."""
    given = [cell for cell in cells.values() if cell is not None]
    if len(given) < 2:
        return []
    best, low, high = known
    told = [part for part, cell in cells.items() if cell is not None]
    order = [part for part in ("low", "best", "high") if part in told]
    found = [as_cell(cell) for cell in map(cells.get, order) if cell is not None]
    shown = [cell.fill_null("unknown") for cell in found]
    words = pl.format(", ".join(f"{part} {{}}" for part in order), *shown)
    return [
        Check(
            column=name_of(given[0]),
            where=pl.any_horizontal(
                pair.fill_null(value=False) for pair in (low > best, best > high, low > high)
            ),
            value=words,
            problem="low <= best <= high does not hold",
            hint="kept as it is; Estimate.in_order tells",
        )
    ]
