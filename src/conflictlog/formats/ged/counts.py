"""How many were killed: the best value with its bounds, and the four parts of it."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building.faults import Check
from conflictlog.formats.building.nesting import listed, record
from conflictlog.schema.columns import ESTIMATE

__all__ = ["CHECKS", "estimates", "parsed_counts"]

#: Count to its columns for best, low and high; in the order in which maps are stored.
_COUNTS: Final[dict[str, tuple[str, str | None, str | None]]] = {
    "killed": ("best", "low", "high"),
    "killed_civilians": ("deaths_civilians", None, None),
    "killed_side_a": ("deaths_a", None, None),
    "killed_side_b": ("deaths_b", None, None),
    "killed_unknown": ("deaths_unknown", None, None),
}
_CELLS: Final = tuple(cell for cells in _COUNTS.values() for cell in cells if cell)
# Columns hold 64-bit floats, exact for whole numbers to 2**53.
_MOST: Final = float(2**53)


def parsed_counts() -> list[pl.Expr]:
    """Give each count as a number, null where a cell holds none from 0 upwards."""
    return [_count(cell).alias(f"_{cell}") for cell in _CELLS]


def _count(cell: str) -> pl.Expr:
    number = pl.col(cell).cast(pl.Float64, strict=False)
    return pl.when(number.is_between(0.0, _MOST)).then(number + 0.0)


_BEST, _LOW, _HIGH = (pl.col(f"_{cell}") for cell in ("best", "low", "high"))

CHECKS: Final = (
    *(
        Check(
            column=cell,
            where=pl.col(cell).is_not_null() & pl.col(f"_{cell}").is_null(),
            problem="no count can be read: kept as unknown",
            hint="write a whole number from 0 upwards, or leave the cell empty",
        )
        for cell in _CELLS
    ),
    # About one row in a hundred of the published data: a fact about it, not a reason to refuse.
    Check(
        column="best",
        where=pl.any_horizontal(
            (_LOW > _BEST).fill_null(value=False),
            (_BEST > _HIGH).fill_null(value=False),
            (_LOW > _HIGH).fill_null(value=False),
        ),
        value=pl.format(
            "low {}, best {}, high {}",
            *(pl.col(cell).fill_null("unknown") for cell in ("low", "best", "high")),
        ),
        problem="low <= best <= high does not hold",
        hint="kept as it is; Estimate.in_order tells",
    ),
)


def estimates() -> pl.Expr:
    """Give the counts that the row states, sorted by name."""
    return listed((_estimate(name, cells) for name, cells in _COUNTS.items()), unless_null="name")


def _estimate(name: str, cells: tuple[str, str | None, str | None]) -> pl.Expr:
    best, low, high = (
        pl.lit(None, pl.Float64) if cell is None else pl.col(f"_{cell}") for cell in cells
    )
    value = record(
        ESTIMATE, name=pl.lit(name), best=best, low=low, high=high, rounded=pl.lit(value=False)
    )
    return pl.when(
        pl.any_horizontal(best.is_not_null(), low.is_not_null(), high.is_not_null())
    ).then(value)
