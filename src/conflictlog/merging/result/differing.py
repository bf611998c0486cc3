"""How far the members of one event differ, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from conflictlog.merging.records import NO_DAY
from conflictlog.outlines import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from conflictlog.merging.result.mergeresult import MergeResult

__all__ = ["disagreement"]


def disagreement(result: MergeResult) -> pl.DataFrame:
    """Compare each two members of one event.

    Returns
    -------
    polars.DataFrame
        By field: pairs of members that both tell it, the share that differ, and where it is a
        number the median and the largest difference, with its unit.
    """
    one, other = _pairs(result.labels)
    records = result.records
    chord = np.sqrt(((records.xyz[one] - records.xyz[other]) ** 2).sum(axis=1))
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1))
    dated = (records.first[one] != NO_DAY) & (records.first[other] != NO_DAY)
    days = np.where(dated, np.abs(records.first[one].astype(float) - records.first[other]), np.nan)
    killed = np.abs(records.killed[one] - records.killed[other])
    numbers = (("first day", days, "days"), ("point", km, "km"), ("killed", killed, "people"))
    codes = (
        ("kind", records.kind),
        ("country", records.country),
        ("actors", records.actors.codes),
        ("place name", records.places.codes),
    )
    rows = [
        (
            name,
            len(told),
            float((told > 0).mean()) if len(told) else None,
            _median(told),
            _most(told),
            unit,
        )
        for name, found, unit in numbers
        for told in (found[~np.isnan(found)],)
    ]
    for name, code in codes:
        both = (code[one] >= 0) & (code[other] >= 0)
        differ = code[one][both] != code[other][both]
        rows.append(
            (name, int(both.sum()), float(differ.mean()) if both.any() else None, None, None, "")
        )
    return pl.DataFrame(
        rows,
        schema={
            "field": pl.String,
            "pairs": pl.Int64,
            "differ": pl.Float64,
            "median": pl.Float64,
            "most": pl.Float64,
            "unit": pl.String,
        },
        orient="row",
    )


def _pairs(labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rows = pl.DataFrame({"label": labels, "row": np.arange(len(labels))})
    rows = rows.filter(pl.len().over("label") > 1)
    met = rows.join(rows, on="label").filter(pl.col("row") < pl.col("row_right"))
    met = met.sort("row", "row_right")
    return met["row"].to_numpy(), met["row_right"].to_numpy()


def _median(values: np.ndarray) -> float | None:
    return float(np.median(values)) if len(values) else None


def _most(values: np.ndarray) -> float | None:
    return float(values.max()) if len(values) else None
