"""Total orders of a log's rows."""

from __future__ import annotations

import polars as pl

__all__ = ["ORDERS", "row_order"]

ORDERS = ("when", "id", "kind", "confidence")


def row_order(
    frame: pl.DataFrame, derived: pl.DataFrame, by: str, *, descending: bool
) -> pl.Series:
    """Give the row numbers in order; ties by time, then id, so the order is total.

    Time orders by the earliest local day, then the bounds: an open start comes
    first, an open end last, an undated event after all dated ones.
    """
    keys = pl.DataFrame(
        {
            "row": pl.int_range(frame.height, eager=True),
            "id": frame["id"],
            "kind": derived["kind"],
            "confidence": derived["confidence"],
            "undated": derived["precision"].is_null(),
            "day": derived["day_start_first"],
            "s0": derived["s0"],
            "e1": derived["e1"],
        }
    )
    # Each key with its own place for null: an open start first, an open end last.
    time = [("undated", False), ("day", False), ("s0", False), ("e1", True), ("id", True)]
    first = {"when": [], "id": [("id", True)], "kind": [("kind", True)]}
    leading = first.get(by, [("confidence", True)])
    order = leading + [key for key in time if key not in leading]
    turned = [descending] * max(1, len(leading)) + [False] * len(order)
    if by == "when":
        turned = [False] + [descending] * (len(order) - 1)
    return keys.sort(
        [name for name, _ in order],
        descending=turned[: len(order)],
        nulls_last=[last != (descending and by == "when") for _, last in order],
    )["row"]
